"""The Word file: real styles, real tables, a page number as a field."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from balanced import EDITIONS, city_report
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table

from export.layout import Options, lay_out
from export.to_docx import render
from forms.cells import Address
from forms.document import Document, Grid, GridCell, Kind, Paragraph, Style

TEXTS = {
    "preface": "根据《条例》编制。",
    "overview": "（一）主动公开\n1.互联网\n（1）网站\n公开信息<12>条 & 其他。",
    "applications_note": "表下的说明。",
    "problems": "问题。",
    "other": "没有。",
}
REPORT = city_report().replace(sections=TEXTS)
DOCUMENT = lay_out(REPORT, EDITIONS["2021"])


def word_of(document: Document = DOCUMENT) -> WordFile:
    return docx.Document(BytesIO(render(document)))


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_paragraphs_have_the_styles_of_the_standard() -> None:
    word = word_of()
    texts = [(paragraph.style.style_id, paragraph.text) for paragraph in word.paragraphs]
    assert texts[0][1].startswith(f"{DOCUMENT.author}\n")
    found = [(style, text.replace("\n", "")) for style, text in texts]
    names = {Style.TITLE: "Title", Style.BODY: "Normal", Style.NOTE: "TableNote"}
    wanted = [
        (names.get(block.style) or f"Heading{block.level}", block.text)
        for block in DOCUMENT.blocks
        if isinstance(block, Paragraph)
    ]
    assert found == wanted
    assert {level for level, _ in found} >= {
        "Title",
        "Heading1",
        "Heading2",
        "Heading3",
        "Heading4",
    }


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", None),
        ("Heading 2", "楷体_GB2312", None),
        ("Heading 3", "仿宋_GB2312", None),
    ],
)
def test_faces_are_the_official_ones(style: str, face: str, size: int | None) -> None:
    found = word_of().styles[style]
    fonts = found.element.find(qn("w:rPr")).find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == fonts.get(qn("w:ascii")) == face
    assert found.font.size == (size and Pt(size))


def test_body_text_is_set_as_the_standard_asks() -> None:
    word = word_of()
    defaults = word.styles.element.find(qn("w:docDefaults")).find(".//" + qn("w:rPr"))
    assert defaults.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert defaults.find(qn("w:sz")).get(qn("w:val")) == "32"
    normal = word.styles["Normal"].paragraph_format
    assert normal.line_spacing == Pt(28.95)
    assert normal.element.find(".//" + qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_the_page_is_that_of_the_standard() -> None:
    section = word_of().sections[0]
    millimetres = {
        "page_width": 210,
        "page_height": 297,
        "top_margin": 37,
        "bottom_margin": 35,
        "left_margin": 28,
        "right_margin": 26,
    }
    for name, wanted in millimetres.items():
        assert getattr(section, name) == pytest.approx(Mm(wanted), abs=Mm(0.05)), name


def test_the_page_number_is_a_field_on_the_outer_side() -> None:
    word = word_of()
    section = word.sections[0]
    assert word.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        [line] = footer.paragraphs
        assert line.text == "— 1 —"
        assert "PAGE" in line._p.xml
        assert line._p.find(".//" + qn("w:jc")).get(qn("w:val")) == side
        # One blank from the edge.
        assert line._p.find(".//" + qn("w:ind")).get(qn(f"w:{side}Chars")) == "100"


def test_the_mark_of_a_draft_is_on_every_page() -> None:
    draft = word_of(lay_out(REPORT, EDITIONS["2021"], Options(draft=True))).sections[0]
    assert draft.header.paragraphs[0].text == "草稿"
    assert draft.even_page_header.paragraphs[0].text == "草稿"
    final = word_of().sections[0]
    assert not any(paragraph.text for paragraph in final.header.paragraphs)


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_tables_have_the_merges_and_texts_of_the_form(key: str) -> None:
    report = REPORT if key == "2021" else REPORT.replace(edition="2019", cells={})
    document = lay_out(report, EDITIONS[key])
    tables = word_of(document).tables
    assert len(tables) == 3
    for grid, table in zip(grids(document), tables, strict=True):
        assert (len(table.rows), len(table.columns)) == (grid.row_count, grid.column_count)
        for cell in grid.cells:
            first = table.cell(cell.row, cell.column)
            last = table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
            assert first._tc is last._tc
            assert first.text == cell.text


def test_rows_are_not_cut_and_headers_come_again() -> None:
    [disclosure, applications, disputes] = word_of().tables
    for table, headers in ((disclosure, 0), (applications, 3), (disputes, 3)):
        assert all(row._tr.find(".//" + qn("w:cantSplit")) is not None for row in table.rows)
        marks = [row._tr.find(".//" + qn("w:tblHeader")) is not None for row in table.rows]
        assert marks == [n < headers for n in range(len(marks))]


def rows_kept(grid: Grid) -> list[bool]:
    body = docx.Document(BytesIO(render(Document((grid,))))).element.body
    return [bool(row.findall(".//" + qn("w:keepNext"))) for row in body.iter(qn("w:tr"))]


def test_no_page_ends_beside_a_part_of_a_label() -> None:
    cells = (
        GridCell(0, 0, "表头", kind=Kind.HEADER),
        GridCell(0, 1, "表头", kind=Kind.HEADER),
        GridCell(1, 0, "竖排的标签", row_span=6, kind=Kind.LABEL, vertical=True),
        *(GridCell(row, 1, str(row), kind=Kind.VALUE) for row in range(1, 10)),
    )
    kept = rows_kept(Grid(cells, 10, 2, header_rows=1, widths=(10.0, 30.0)))
    # Five characters of 10.5 points need four rows of 7 mm: the first three keep the next.
    assert kept == [True, True, True, True, False, False, False, True, True, False]


@pytest.mark.parametrize(
    ("rows", "kept"),
    [(1, "-"), (2, "k-"), (3, "kk-"), (5, "kkkk-"), (8, "kk---kk-")],
)
def test_three_rows_at_least_stand_on_either_side_of_a_page_break(rows: int, kept: str) -> None:
    cells = tuple(GridCell(row, 0, str(row), kind=Kind.VALUE) for row in range(rows))
    found = rows_kept(Grid(cells, rows, 1))
    assert found == [mark == "k" for mark in kept]


def test_columns_have_the_official_widths() -> None:
    for grid, table in zip(grids(DOCUMENT), word_of().tables, strict=True):
        found = [column.width.mm for column in table.columns]
        assert found == pytest.approx(grid.widths, abs=0.05)


def run_size(table: Table, row: int, column: int) -> Pt | None:
    return table.cell(row, column).paragraphs[0].runs[0].font.size


def test_a_number_too_long_for_its_column_is_set_smaller() -> None:
    """In two lines it would be read as two numbers."""
    long = REPORT.with_value(Address.parse("disputes.review.upheld"), 12345678)
    table = word_of(lay_out(long, EDITIONS["2021"])).tables[2]
    assert run_size(table, 3, 0) < Pt(8)
    assert run_size(table, 3, 1) is None


def test_control_characters_are_left_out() -> None:
    blocks = (Paragraph("一\x00\x0b二𠮷"), Grid((GridCell(0, 0, "\x01三", kind=Kind.TEXT),), 1, 1))
    word = word_of(Document(blocks))
    assert word.paragraphs[0].text == "一二𠮷"
    assert word.tables[0].cell(0, 0).text == "三"


def test_a_table_at_the_end_is_followed_by_a_paragraph() -> None:
    """Word calls the file damaged otherwise."""
    body = word_of(Document((Grid((GridCell(0, 0, "一"),), 1, 1),))).element.body
    assert [child.tag.partition("}")[2] for child in body] == ["tbl", "p", "sectPr"]


def test_properties_tell_of_the_paper_alone() -> None:
    data = render(DOCUMENT)
    about = docx.Document(BytesIO(data)).core_properties
    assert (about.title, about.author) == (DOCUMENT.title, "某某市人民政府")
    assert about.keywords == "政府信息公开，年度报告，2024"
    core = parts(data)["docProps/core.xml"]
    assert not any(word in core for word in (b"created", b"modified", b"python-docx"))
    assert not any("thumbnail" in name for name in parts(data))


def test_equal_documents_give_equal_bytes() -> None:
    assert render(DOCUMENT) == render(lay_out(REPORT, EDITIONS["2021"]))


@pytest.mark.office
def test_libreoffice_loses_nothing(tmp_path: Path) -> None:
    """Converted to a PDF, every text and figure of the report is there."""
    import re
    import shutil
    import subprocess

    import pypdfium2

    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "report.docx").write_bytes(render(DOCUMENT))
    command = [office, f"-env:UserInstallation=file://{tmp_path}/office", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "report.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    file = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    text = "".join(page.get_textpage().get_text_bounded() for page in file)
    file.close()
    printed = re.sub(r"\s", "", text)
    for block in DOCUMENT.blocks:
        if isinstance(block, Paragraph):
            assert block.text.replace(" ", "") in printed
            continue
        for cell in block.cells:
            assert all(character in printed for character in cell.text)
    assert all(str(value) in printed for value in REPORT.cells.values())


# --- the last page ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "kept", "whole"),
    [
        (["甲。"], [0], [1]),
        (["甲。"] * 8, [0, 0, 0, 1, 1, 1, 1, 0], [0, 0, 0, 1, 1, 1, 1, 1]),
        (["长" * 400, "甲。"], [1, 0], [0, 1]),
        (["甲。", "长" * 400], [0, 0], [0, 0]),
        (["甲。", "长" * 120], [0, 0], [0, 1]),
        (["甲。", "长" * 100], [1, 0], [1, 1]),
    ],
)
def test_the_last_five_lines_stand_together(texts, kept, whole) -> None:
    """What is kept with the next paragraph, and what is not cut in two itself."""
    made = word_of(Document(tuple(map(Paragraph, texts)))).paragraphs
    formats = [one.paragraph_format for one in made]

    assert [bool(one.keep_with_next) for one in formats] == [bool(one) for one in kept]
    assert [bool(one.keep_together) for one in formats] == [bool(one) for one in whole]


def test_nothing_is_kept_with_a_table_above() -> None:
    grid = Grid((GridCell(0, 0, "甲"),), 1, 1)
    word = word_of(Document((Paragraph("上文。"), grid, Paragraph("六、其他", Style.HEADING, 1))))

    assert not word.paragraphs[0].paragraph_format.keep_with_next
