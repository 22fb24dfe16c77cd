"""What is taken apart by fuzzing: whole reports, and pieces of one, which are read in no time."""

import csv
import random
import zipfile
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path

from balanced import EDITIONS, city_report
from drawn_files import TEXTS, as_docx, as_html, as_one_sheet, sample_document
from drawn_pdf import as_pdf
from hostile_files import WORD, docx
from report_as_text import SHAPES

from export.export_file import export_report
from forms.document import Block, Document, Grid, GridCell
from forms.report import Report
from forms.saving.store import Saved, to_bytes

FILES = Path(__file__).resolve().parent / "samples" / "office"
"""Small files in the old formats, which LibreOffice wrote from a piece of our sample report."""
WHOLE = 0.08
"""The share of whole reports among the inputs."""
FIRST_ROWS = 8


@cache
def small_documents() -> tuple[Document, ...]:
    """Pieces of a report: texts, and each table, the large one with its first rows only."""
    title, *blocks = sample_document().blocks
    cuts = [[title, *blocks[start:end]] for start, end in ((0, 6), (6, 8), (8, 10), (10, 17))]
    return tuple(Document(tuple(map(_shorter, cut))) for cut in cuts)


def _shorter(block: Block) -> Block:
    if not isinstance(block, Grid) or block.row_count <= 2 * FIRST_ROWS:
        return block
    cells = tuple(_cut(cell) for cell in block.cells if cell.row < FIRST_ROWS)
    return replace(block, cells=cells, row_count=FIRST_ROWS)


def _cut(cell: GridCell) -> GridCell:
    return cell._replace(row_span=min(cell.row_span, FIRST_ROWS - cell.row))


def any_document(chance: random.Random) -> Document:
    """A whole report of one of the editions, or mostly a piece."""
    if chance.random() < WHOLE:
        return sample_document(chance.choice(["2019", "2021"]))
    return chance.choice(small_documents())


def any_sample(suffix: str, chance: random.Random, folder: Path) -> bytes:
    """A file of one format: mostly a small one, as we write it or as the libraries do."""
    small, whole = _samples(suffix, folder)
    return chance.choice(whole if chance.random() < WHOLE else small)


def all_samples(suffix: str, folder: Path) -> list[bytes]:
    """Every file of one format that is taken apart."""
    small, whole = _samples(suffix, folder)
    return [*small, *whole]


@cache
def _samples(suffix: str, folder: Path) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    document = sample_document()
    if suffix in (".doc", ".xls"):
        small = tuple(path.read_bytes() for path in sorted(FILES.glob(f"*{suffix}")))
        return small, small
    if suffix in DRAWN:
        small, whole = DRAWN[suffix]
        return tuple(map(small, small_documents())), (whole(document), small(document))
    if suffix in (".txt", ".md"):
        shapes = SHAPES if suffix == ".txt" else {"bars": SHAPES["bars"]}
        # What runs together is slow to cut apart.
        quick = [shape for shape in shapes if shape != "run together"]
        small = tuple(_text_page(one, shape) for one in small_documents() for shape in quick)
        return small, tuple(_text_page(document, shape) for shape in shapes)
    report = city_report().replace(sections=TEXTS)
    some = dict(list(report.cells.items())[:20])
    return (
        (_exported(report.replace(cells=some), folder / f"small{suffix}"),),
        (_exported(report, folder / f"whole{suffix}"),),
    )


def _exported(report: Report, path: Path) -> bytes:
    export_report(report, EDITIONS[report.edition], path)
    return path.read_bytes()


def _text_page(document: Document, shape: str) -> bytes:
    blocks = document.blocks
    lines = [SHAPES[shape](one) if isinstance(one, Grid) else one.text for one in blocks]
    return "\n".join(lines).encode()


def _as_mail(document: Document) -> bytes:
    """A web page as browsers save it in one file, with a picture's place beside it."""
    mail = MIMEMultipart("related")
    mail["Subject"] = document.title
    mail.attach(MIMEText(as_html(document), "html", "utf-8"))
    mail.attach(MIMEText("body { color: black }", "css", "gb18030"))
    return mail.as_bytes()


def _page(document: Document) -> bytes:
    return as_html(document).encode()


def _as_letter(document: Document) -> bytes:
    """A letter with a word above, the report attached in many kinds, and a piece in a letter."""
    mail = EmailMessage()
    mail["Subject"] = document.title
    mail.set_content("现将年报送上，请查收。", charset="gb18030", cte="base64")
    mail.add_alternative(as_html(small_documents()[0]), subtype="html")
    for name, data in _attached(document):
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    if document == small_documents()[0]:
        mail.add_attachment(as_html(small_documents()[1]), subtype="html", filename="年报.html")
        mail.add_attachment(_sent_on())
    return mail.as_bytes()


def _attached(document: Document) -> list[tuple[str, bytes]]:
    """All kinds of a whole report, two of a piece."""
    report = city_report()
    some = report.replace(cells=dict(list(report.cells.items())[:20]))
    files = [
        ("年报.docx", _plain_docx(document)),
        ("../年报.xls", _sheet_xml(document)),
        ("年报.csv", _as_csv(document)),
        ("年报.gknb", to_bytes(Saved(some))),
        ("来信.eml", _sent_on().as_bytes()),
    ]
    if document not in small_documents():
        return files
    number = small_documents().index(document)
    return files[number : number + 2]


def _sent_on() -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = "转发"
    mail.set_content(_text_page(small_documents()[1], "bars").decode(), charset="utf-8")
    return mail


def _plain_docx(document: Document) -> bytes:
    """Nothing but the text and the tables, one part to the file."""
    return docx(_body(document))


def _body(document: Document) -> str:
    return "".join(map(_plain, document.blocks))


def _word_2003(document: Document) -> bytes:
    """One XML file in the words of Word 2003, the text within a section."""
    spaces = (
        'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
        'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"'
    )
    body = f"<w:body><wx:sect>{_body(document)}</wx:sect></w:body>"
    return f'<?xml version="1.0"?><w:wordDocument {spaces}>{body}</w:wordDocument>'.encode()


def _flat_word(document: Document) -> bytes:
    """The parts of a .docx in one XML file."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    part = f'<w:document xmlns:w="{word}"><w:body>{_body(document)}</w:body></w:document>'
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return (
        f'<?xml version="1.0"?><pkg:package xmlns:pkg="{space}">'
        f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{part}</pkg:xmlData></pkg:part>'
        "</pkg:package>"
    ).encode()


def _with_chunk(document: Document) -> bytes:
    """A Word file that is nothing but other files: a page of the web, as scripts in browsers
    save it, a text, and a Word file with a page within it.
    """
    page, text = as_html(document), _text_page(small_documents()[0], "bars")
    greeting = as_html(small_documents()[0])
    inner = _with_files(_plain_docx(small_documents()[0]), {"page.html": greeting})
    return _with_files(docx(""), {"page.html": page, "a.txt": text, "a.docx": inner, "b.rtf": b"x"})


def _with_files(data: bytes, files: dict[str, str | bytes]) -> bytes:
    """The Word file with others within it, each shown where it ends."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    shown = "".join(f'<w:altChunk r:id="r{n}" xmlns:r="{office}"/>' for n in range(len(files)))
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{office}/aFChunk" Target="{name}"/>'
        for n, name in enumerate(files)
    )
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[WORD] = parts[WORD].replace(b"</w:body>", f"{shown}</w:body>".encode())
    parts["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{relations}</Relationships>"
    ).encode()
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        for name, content in files.items():
            archive.writestr(f"word/{name}", content)
    return buffer.getvalue()


def _sheet_xml(document: Document) -> bytes:
    """A workbook in the XML of Excel 2003."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    rows = "".join(map(_sheet_rows, document.blocks))
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="年报"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def _sheet_rows(block: Block) -> str:
    if not isinstance(block, Grid):
        data = f'<Data ss:Type="String">{block.text}</Data>'
        return f'<Row><Cell ss:MergeAcross="14">{data}</Cell></Row>'
    return "".join(f"<Row>{''.join(map(_sheet_cell, row))}</Row>" for row in block.rows())


def _sheet_cell(cell: GridCell) -> str:
    kind = "Number" if cell.text.isdecimal() else "String"
    reach = f'ss:MergeAcross="{cell.column_span - 1}" ss:MergeDown="{cell.row_span - 1}"'
    data = f'<Data ss:Type="{kind}">{cell.text}</Data>'
    return f'<Cell ss:Index="{cell.column + 1}" {reach}>{data}</Cell>'


def _as_csv(document: Document) -> bytes:
    """As a workbook saves it: merged cells are blank but for the first."""
    out = StringIO()
    writer = csv.writer(out)
    for block in document.blocks:
        if not isinstance(block, Grid):
            writer.writerow([block.text])
            continue
        for row in block.rows():
            cells = [""] * block.column_count
            for cell in row:
                cells[cell.column] = cell.text
            writer.writerow(cells)
    return out.getvalue().encode("gb18030")


def _plain(block: Block) -> str:
    if not isinstance(block, Grid):
        return f"<w:p><w:r><w:t>{block.text}</w:t></w:r></w:p>"
    rows = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:gridSpan w:val="{cell.column_span}"/></w:tcPr>'
            f"<w:p><w:r><w:t>{cell.text}</w:t></w:r></w:p></w:tc>"
            for cell in row
        )
        + "</w:tr>"
        for row in block.rows()
    )
    return f"<w:tbl>{rows}</w:tbl>"


Draw = Callable[[Document], bytes]
DRAWN: dict[str, tuple[Draw, Draw]] = {
    ".chunk.docx": (_with_chunk, _with_chunk),
    ".csv": (_as_csv, _as_csv),
    ".docx": (_plain_docx, as_docx),
    ".eml": (_as_letter, _as_letter),
    ".flat.xml": (_flat_word, _flat_word),
    ".html": (_page, _page),
    ".mht": (_as_mail, _as_mail),
    ".pdf": (as_pdf, as_pdf),
    ".sheet.xml": (_sheet_xml, _sheet_xml),
    ".word.xml": (_word_2003, _word_2003),
    ".xlsx": (as_one_sheet, as_one_sheet),
}
"""How a small file is drawn, and a whole report's besides."""
