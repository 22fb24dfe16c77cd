"""What a file is shows in its content; its suffix only breaks a tie."""

import zipfile
from io import BytesIO

import pytest

from forms.reading.sniffing import Format, sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(*names: str, mimetype: bytes = b"") -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, b"<a/>")
    return buffer.getvalue()


def stream(*names: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in names)


@pytest.mark.parametrize(
    ("data", "suffix", "found"),
    [
        (zipped("[Content_Types].xml", "word/document.xml"), ".xlsx", Format.DOCX),
        (zipped("xl/workbook.xml"), ".docx", Format.XLSX),
        (zipped("xl/workbook.bin"), ".xlsb", Format.XLS),
        (zipped("a.txt"), ".zip", Format.ARCHIVE),
        (zipped("a.docx"), ".docx", Format.ARCHIVE),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), ".pptx", Format.UNKNOWN),
        (zipped("x", mimetype=b"application/epub+zip"), ".epub", Format.UNKNOWN),
        (zipped("OFD.xml", "Doc_0/Document.xml"), ".ofd", Format.OFD),
        (b"Rar!\x1a\x07\x01\0", ".rar", Format.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c\0\4", ".7z", Format.ARCHIVE),
        (b"\x1f\x8b\x08\0\0\0\0\0", ".gz", Format.ARCHIVE),
        (zipped("x", mimetype=b"application/vnd.oasis.opendocument.text"), ".zip", Format.ODT),
        (
            zipped("x", mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
            ".ods",
            Format.ODS,
        ),
        (stream("WordDocument"), ".wps", Format.DOC),
        (stream("Workbook"), ".doc", Format.XLS),
        (stream("WpsCustomData", "0Table", "Data", "WordDocument"), ".wps", Format.DOC),
        (stream("KSOProductBuildVer", "Workbook"), ".et", Format.XLS),
        (stream("Book"), ".et", Format.XLS),
        (stream("WordDocument", "Workbook"), ".et", Format.XLS),
        (stream("WordDocument", "Workbook"), ".wps", Format.DOC),
        (stream("CONTENTS", "SPELLING"), ".wps", Format.WPS),
        (zipped("word/document.xml"), ".wps", Format.DOCX),
        (zipped("xl/workbook.xml"), ".et", Format.XLSX),
        (b"<html xmlns:x='urn:et'><table>", ".et", Format.HTML),
        (stream("WordDocument", "Workbook"), ".doc", Format.DOC),
        (stream("WordDocument", "Workbook"), ".xls", Format.XLS),
        (stream("EncryptedPackage"), ".docx", Format.LOCKED),
        (stream("Pictures"), ".doc", Format.UNKNOWN),
        (b"%PDF-1.7\n", ".txt", Format.PDF),
        (b"\xef\xbb\xbf\n%PDF-1.4", ".pdf", Format.PDF),
        (b"{\\rtf1\\ansi", ".doc", Format.RTF),
        (b"<!DOCTYPE html><html>", ".doc", Format.HTML),
        (b"<TABLE border=1><tr>", ".xls", Format.HTML),
        ("\ufeff<html>".encode("utf-16"), ".txt", Format.HTML),
        (b"just text", ".htm", Format.HTML),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", ".doc", Format.HTML),
        (b'<?xml version="1.0"?><?mso-application?><w:wordDocument>', ".doc", Format.WORD_XML),
        (b'<?xml version="1.0"?><Workbook xmlns="">', ".xls", Format.SHEET_XML),
        (b'{"format": "gknb", "format_version": 1}', ".json", Format.SAVED),
        (b'{"agency": "x"}', ".json", Format.JSON),
        (b'\xef\xbb\xbf {"agency": "x"}', ".txt", Format.JSON),
        (b'{"agency": "x"}', ".gknb", Format.SAVED),
        (b"torn", ".gknb", Format.SAVED),
        ("一、总体情况\n".encode(), ".pdf", Format.TEXT),
        ("一、总体情况\n".encode("gb18030"), "", Format.TEXT),
        ("一、总体情况\n".encode("utf-16"), ".txt", Format.TEXT),
        ("a,总体情况\n".encode("utf-16-le"), ".txt", Format.TEXT),
        (b"# \xe6\x80\xbb <div>", ".md", Format.TEXT),
        (b"BMI 2024", ".txt", Format.TEXT),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ".docx", Format.UNKNOWN),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", ".pdf", Format.UNKNOWN),
        (bytes(range(256)) * 4, ".txt", Format.UNKNOWN),
    ],
)
def test_sniff(data, suffix, found):
    assert sniff(data, suffix, "x") is found
