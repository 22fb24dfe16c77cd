"""What a file is, by its content first and its suffix second."""

from __future__ import annotations

import codecs
import re
from enum import Enum

from forms.errors import Cause
from forms.reading.encodings import wide_without_mark
from forms.reading.sector_guard import SIGNATURE


class Format(str, Enum):
    """What a file can be. The office formats without a reader go through LibreOffice."""

    DOCX = ".docx"
    DOC = ".doc"
    XLSX = ".xlsx"
    XLS = ".xls"
    PDF = ".pdf"
    HTML = ".html"
    SAVED = ".gknb"
    JSON = ".json"
    TEXT = ".txt"
    RTF = ".rtf"
    ODT = ".odt"
    ODS = ".ods"
    WPS = ".wps"
    WORD_XML = ".word.xml"
    SHEET_XML = ".sheet.xml"
    FLAT_ODF = ".fodt"
    OFD = ".ofd"
    ARCHIVE = "archive"
    LOCKED = "locked"
    UNKNOWN = "unknown"


REFUSED = {
    Format.LOCKED: Cause.ENCRYPTED,
    Format.ARCHIVE: Cause.ARCHIVE,
    Format.OFD: Cause.OFD,
}
"""What is known, but cannot be read."""

_OLE_STREAMS = (
    ("EncryptedPackage", Format.LOCKED),
    ("WordDocument", Format.DOC),
    ("Workbook", Format.XLS),
    ("Book", Format.XLS),
    # Microsoft Works names its files .wps too.
    ("MatOST", Format.WPS),
    ("CONTENTS", Format.WPS),
)
_ZIP_PARTS = (
    ("word/document.xml", Format.DOCX),
    ("xl/workbook.xml", Format.XLSX),
    ("xl/workbook.bin", Format.XLS),
    ("OFD.xml", Format.OFD),
)
_MIME_TYPES = (
    (b"application/vnd.oasis.opendocument.text", Format.ODT),
    (b"application/vnd.oasis.opendocument.spreadsheet", Format.ODS),
)
_RELATED = (
    (b"wordprocessingml.document.main", Format.DOCX),
    (b"spreadsheetml.sheet.main", Format.XLSX),
)
# Kinds that are neither text nor readable; their first bytes could pass for text.
_FOREIGN = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"RIFF",
    b"MZ",
    b"\x7fELF",
)
_MARKS = (
    (b"{\\rtf", Format.RTF),
    (b"Rar!\x1a\x07", Format.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Format.ARCHIVE),
    (b"\x1f\x8b\x08", Format.ARCHIVE),
)
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|div|p|span|h[1-6]|meta|font|center)[\s>/]",
    re.IGNORECASE,
)
_XML_ROOTS = (
    (re.compile(rb"<(?:w:wordDocument|pkg:package)\b"), Format.WORD_XML),
    (re.compile(rb"<Workbook\b"), Format.SHEET_XML),
    (re.compile(rb"<office:document\b"), Format.FLAT_ODF),
)
_MIME_HEAD = re.compile(rb"From |[A-Za-z][\w-]{0,60}:")
_HEAD = 8192


def sniff(data: bytes, suffix: str, name: str) -> Format:
    """The format of the data. ``suffix`` (``.docx``) decides only where the content leaves
    it open. Raises UnreadableFile for a zip that is damaged or hostile.
    """
    head = data[:_HEAD]
    if head.startswith(b"PK"):
        return _sniff_zip(data, name)
    if head.startswith(SIGNATURE):
        return _sniff_ole(data, suffix)
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    for mark, found in _MARKS:
        if head.startswith(mark):
            return found
    if head.startswith(_FOREIGN) and not _could_be_text(head):
        return Format.UNKNOWN
    return _sniff_text(data, _plain(head), suffix)


def _sniff_zip(data: bytes, name: str) -> Format:
    from forms.reading.zip_guard import open_zip, read_entry

    with open_zip(data, name) as archive:
        parts = set(archive.namelist())
        for part, found in _ZIP_PARTS:
            if part in parts:
                return found
        told, types = (
            read_entry(archive, part, name) if part in parts else b""
            for part in ("mimetype", "[Content_Types].xml")
        )
    for mark, found in _MIME_TYPES:
        if told.startswith(mark):
            return found
    otherwise = Format.UNKNOWN if told or types else Format.ARCHIVE
    return next((found for mark, found in _RELATED if mark in types), otherwise)


def _sniff_ole(data: bytes, suffix: str) -> Format:
    """By the names of the streams: they stand in the directory as UTF-16."""
    found = [
        kind
        for stream, kind in _OLE_STREAMS
        # The first name of a directory entry: 64 bytes, filled up with zeros.
        if stream.encode("utf-16-le") + b"\0\0" in data
    ]
    if suffix in (".xls", ".et") and Format.XLS in found:
        return Format.XLS
    return found[0] if found else Format.UNKNOWN


def _sniff_text(data: bytes, head: bytes, suffix: str) -> Format:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{") or suffix == Format.SAVED.value:
        is_saved = b'"format"' in head[:200] or suffix == Format.SAVED.value
        return Format.SAVED if is_saved else Format.JSON
    if suffix == Format.JSON.value:
        return Format.JSON
    for mark, found in _XML_ROOTS:
        if mark.search(head):
            return found
    if _is_page(data, head, start, suffix):
        return Format.HTML
    return Format.TEXT if _could_be_text(head) else Format.UNKNOWN


def _is_page(data: bytes, head: bytes, start: bytes, suffix: str) -> bool:
    if suffix in (".html", ".htm", ".mht", ".mhtml"):
        return True
    if _MIME_HEAD.match(start):
        # On use: most files are none, and a saved report is opened without it.
        from forms.reading.mime_parts import is_mime

        if is_mime(data):
            return True
    return start.startswith(b"<") and bool(_TAG.search(head))


def _plain(head: bytes) -> bytes:
    """The head as bytes of ASCII where it is UTF-16: the marks below are looked for in those."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            even = head[2 : len(head) - len(head) % 2]
            return even.decode(encoding, "replace").encode("utf-8", "replace")
    wide = wide_without_mark(head)
    return head.decode(wide, "replace").encode("utf-8", "replace") if wide else head


def _could_be_text(head: bytes) -> bool:
    """False where control characters show that no text program wrote this."""
    plain = _plain(head)
    # UTF-16 without a mark is full of zeros, at every second place.
    zeros = max(plain[::2].count(0), plain[1::2].count(0))
    if plain.count(0) and plain.count(0) > zeros:
        return False
    control = sum(1 for byte in plain if byte < 32 and byte not in b"\0\t\n\r\f\v\x1a\x1b")
    return control * 50 <= len(plain)
