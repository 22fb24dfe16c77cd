"""Files that want to do harm, or were broken on purpose: each as ``name: write it there``."""

import json
import os
import struct
import zipfile
import zlib
from base64 import encodebytes
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

WORD = "word/document.xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{kind}" Target="{target}"/></Relationships>'
)
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "哈">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
_OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def _zip(parts: dict[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, doctype: str = "") -> bytes:
    types = (
        f'{_TYPES}<Override PartName="/{WORD}" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    return _zip(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": _RELS.format(kind="officeDocument", target=WORD),
            WORD: f'<?xml version="1.0"?>{doctype}<w:document {_W}><w:body>{body}</w:body></w:document>',
        }
    )


def xlsx(rows: str, after: str = "", doctype: str = "") -> bytes:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        f'{_TYPES}<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'
    )
    book = (
        f'<workbook {main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    return _zip(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": _RELS.format(kind="officeDocument", target="xl/workbook.xml"),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": _RELS.format(
                kind="worksheet", target="worksheets/sheet1.xml"
            ),
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?>{doctype}<worksheet {main}>'
            f"<sheetData>{rows}</sheetData>{after}</worksheet>",
        }
    )


def pdf(objects: list[str | bytes], trailer: str = "", with_xref: bool = True) -> bytes:
    """A PDF of these objects; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        body = content if isinstance(content, bytes) else content.encode()
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    if with_xref:
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % (start if with_xref else 999_999_999))


def _stream(data: bytes, more: str = "", packed: bool = False) -> bytes:
    data = zlib.compress(data, 9) if packed else data
    filters = "/Filter /FlateDecode" if packed else ""
    head = f"<< /Length {len(data)} {filters} {more} >>\nstream\n".encode()
    return head + data + b"\nendstream"


def _pages(kids: str, count: int) -> list[str | bytes]:
    return [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
    ]


_PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R {} >>"


def _saved(**changes: object) -> bytes:
    report = {"agency": "某某局", "year": 2025, "edition": "2021", "tables": {}, "sections": {}}
    whole = {"format": "gknb", "format_version": 1, "report": report, "last_year": None, "done": []}
    return json.dumps(whole | changes, ensure_ascii=False).encode()


def _ole(chain: int) -> bytes:
    """An old Word file whose table of sectors leads in a circle."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 44, 1, chain, 0, 4096, chain, 1, chain, 1, 0)
    table = struct.pack("<128I", *([chain] * 128))
    names = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB", 26, 5, 0) + bytes(60)
        for name in ("Root Entry", "WordDocument")
    )
    return bytes(head) + table + names.ljust(512, b"\0")


def _mail(depth: int) -> bytes:
    head = "MIME-Version: 1.0\n"
    lines = [head]
    lines += [f'Content-Type: multipart/related; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)]
    return "".join(lines).encode()


def _sheet(rows: str, doctype: str = "") -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    inside = f"<Worksheet><Table>{rows}</Table></Worksheet>"
    return (
        f'<?xml version="1.0"?>{doctype}<Workbook xmlns="{space}" xmlns:ss="{space}">{inside}</Workbook>'
    ).encode()


def _word_2003(body: str, doctype: str) -> bytes:
    space = "http://schemas.microsoft.com/office/word/2003/wordml"
    inside = f"<w:body>{body}</w:body>"
    return (
        f'<?xml version="1.0"?>{doctype}<w:wordDocument xmlns:w="{space}">{inside}</w:wordDocument>'
    ).encode()


_TABLE = "<w:tbl><w:tr><w:tc>"
_TABLE_END = "<w:p/></w:tc></w:tr></w:tbl>"
_LINE = "我局公开政府信息一千条。\n"

CONTENTS: dict[str, Callable[[], bytes]] = {
    "zip bomb.docx": lambda: docx("<w:p/>" * 10 + " " * 60_000_000),
    "zip bomb.xlsx": lambda: xlsx(" " * 60_000_000),
    "many parts.docx": lambda: _zip({f"{n}.xml": "" for n in range(20_000)}),
    "outside entity.docx": lambda: docx("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", _OUTSIDE),
    "outside entity.xlsx": lambda: xlsx(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>', doctype=_OUTSIDE
    ),
    "laughs.docx": lambda: docx("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", _LAUGHS),
    "laughs.xlsx": lambda: xlsx(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row>', doctype=_LAUGHS
    ),
    "laughs.html": (_LAUGHS + "<html><body><p>&a11;</p></body></html>").encode,
    "deep.docx": lambda: docx(_TABLE * 20_000 + _TABLE_END * 20_000),
    "deep.html": lambda: b"<html><body>" + b"<div>" * 500_000 + b"x",
    "deep tables.html": lambda: b"<html><body>" + b"<table><tr><td>" * 50_000 + b"x",
    "deep.json": lambda: b'{"tables":' * 500_000,
    "deep.gknb": lambda: b"[" * 5_000_000,
    "laughs.xls": lambda: _sheet("<Row><Cell><Data>&a11;</Data></Cell></Row>", _LAUGHS),
    "laughs in a place.xls": lambda: _sheet('<Row ss:Index="&a11;"/>', _LAUGHS),
    "outside entity.xls": lambda: _sheet("<Row><Cell><Data>&e;</Data></Cell></Row>", _OUTSIDE),
    "laughs.doc": lambda: _word_2003("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", _LAUGHS),
    "outside entity.doc": lambda: _word_2003("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", _OUTSIDE),
    "deep.xls": lambda: _sheet("<Row>" * 20_000),
    "one line.csv": lambda: b"1," * 1_900_000,
    "quotes never closed.csv": lambda: b'a,"b\n' + b"1,2,3\n" * 600_000,
    "bomb in a letter.eml": lambda: (
        b"MIME-Version: 1.0\nContent-Type: application/zip; name=../../a.docx\n"
        b"Content-Transfer-Encoding: base64\n\n"
        + encodebytes(docx("<w:p/>" * 10 + " " * 60_000_000))
    ),
    "letters in letters.eml": lambda: (
        b"MIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 5_000
    ),
    "deep mail.mht": lambda: _mail(2_000),
    "a million lines in parts in parts.eml": lambda: _mail(40) + b"1\n" * 1_000_000,
    "wide spans.html": lambda: (
        b"<html><table>"
        + b"<tr><td colspan=100000 rowspan=65534>1</td></tr>" * 300
        + b"</table></html>"
    ),
    "last cell.xlsx": lambda: xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "merged whole.xlsx": lambda: xlsx(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    ),
    "many merged.xlsx": lambda: xlsx(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        '<mergeCells count="30000">'
        + "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 30_000))
        + "</mergeCells>",
    ),
    "many cells.xlsx": lambda: xlsx(
        "".join(
            f'<row r="{r}">' + "".join("<c><v>7</v></c>" for _ in range(40)) + "</row>"
            for r in range(1, 25_000)
        )
    ),
    "100 MB.txt": (_LINE * (100_000_000 // len(_LINE.encode()))).encode,
    "45 MB.txt": (_LINE * (45_000_000 // len(_LINE.encode()))).encode,
    "9 MB.txt": (_LINE * (9_000_000 // len(_LINE.encode()))).encode,
    "one line.txt": lambda: "公开".encode() * 1_500_000,
    "45 MB.html": lambda: b"<html><body>" + b"<p>1</p>" * 5_600_000,
    "45 MB of digits.json": lambda: b'{"tables": {"a": ' + b"9" * 45_000_000 + b"}}",
    "page loop.pdf": lambda: pdf(_pages("2 0 R", 1)),
    "pages without end.pdf": lambda: pdf(_pages("2 0 R 2 0 R", 2_000_000_000)),
    "form loop.pdf": lambda: pdf(
        [
            *_pages("3 0 R", 1),
            _PAGE.format("/Resources << /XObject << /X 5 0 R >> >>"),
            _stream(b"/X Do"),
            _stream(
                b"/X Do /X Do",
                "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>",
            ),
        ]
    ),
    "broken places.pdf": lambda: pdf(_pages("3 0 R", 1), with_xref=False),
    "script.pdf": lambda: pdf(
        [
            "<< /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            _PAGE.format(""),
            _stream(b""),
            "<< /S /JavaScript /JS (while (true) app.alert\\(1\\);) >>",
        ]
    ),
    "stream bomb.pdf": lambda: pdf(
        [*_pages("3 0 R", 1), _PAGE.format(""), _stream(b"0 0 m 9 9 l S " * 20_000_000, "", True)]
    ),
    "many lines.pdf": lambda: pdf(
        [*_pages("3 0 R", 1), _PAGE.format(""), _stream(b"10 10 m 90 90 l S\n" * 300_000, "", True)]
    ),
    "locked.pdf": lambda: pdf(
        [
            *_pages("3 0 R", 1),
            _PAGE.format(""),
            _stream(b""),
            f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>",
        ],
        "/Encrypt 5 0 R /ID [<00> <00>]",
    ),
    "many pages.pdf": lambda: pdf(
        [
            *_pages(" ".join(f"{n} 0 R" for n in range(3, 20_003)), 20_000),
            *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>"] * 20_000,
        ]
    ),
    "in a circle.doc": lambda: _ole(0),
    "in itself.doc": lambda: _ole(1),
    "from the future.gknb": lambda: _saved(format_version=99),
    "no version.gknb": lambda: _saved(format_version="1"),
    "no report.gknb": lambda: _saved(report=[]),
    "wrong done.gknb": lambda: _saved(done=[{}]),
    "wrong reasons.gknb": lambda: _saved(explanations=[1]),
    "wrong places.gknb": lambda: _saved(kept={"overview": ["x"]}),
    "wrong year.gknb": lambda: _saved(
        report={"agency": "a", "year": "x", "edition": "2021", "tables": {}, "sections": {}}
    ),
    "name\nwith\x1b[31m signs\r.docx": lambda: b"PK\3\4 torn",
}


def _put(content: Callable[[], bytes]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content())


FILES: dict[str, Callable[[Path], object]] = {
    **{name: _put(content) for name, content in CONTENTS.items()},
    "pipe.docx": os.mkfifo if hasattr(os, "mkfifo") else Path.mkdir,
    "device.txt": lambda path: path.symlink_to("/dev/zero"),
    "nowhere.pdf": lambda path: path.symlink_to("没有"),
    "circle.xlsx": lambda path: path.symlink_to(path),
    "folder.html": Path.mkdir,
}
