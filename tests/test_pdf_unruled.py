"""Tables without rules in a PDF: every figure in its own cell, or blank and told."""

import random

import pytest
from balanced import EDITIONS, city_report
from drawn_files import TEXTS, first_figures
from drawn_pdf import Paper, PdfSheet, as_pdf

from export.layout import lay_out
from forms.counts import is_number
from forms.document import Grid, GridCell
from forms.reading import from_pdf
from forms.reading.match import match

SIZES = [(80, 12), (60, 10), (50, 14)]


def report_of(key, blanks=0.0):
    report = city_report().replace(sections=TEXTS)
    if key == "2019":
        report = report.replace(edition="2019", year=2020, cells=first_figures())
    chosen = random.Random(3)
    return report.with_values({a: None for a in report.cells if chosen.random() < blanks})


def read(report, margin, size, rules="none"):
    document = lay_out(report, EDITIONS[report.edition])
    paper = Paper(rules=rules, margin=margin, font_size=size)
    return from_pdf.read(as_pdf(document, paper), "年报.pdf")


def drawn(*lines, width=60.0):
    """Lines of words and figures, parted by bars, each piece centred in a column."""
    sheet = PdfSheet()
    for line in lines:
        sheet.y -= 20
        for number, piece in enumerate(line.split("|")):
            x = sheet.paper.margin + width * (number + 0.5)
            sheet.canvas.drawCentredString(x, sheet.y, piece.strip())
    return from_pdf.read(_with_text(sheet), "年报.pdf")


def rows_of(document):
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    return [[cell.text for cell in row] for grid in grids for row in grid.rows()]


TEXT = "本机关全年的工作平稳有序，没有发生需要另行说明的情况，特此说明如下。"


@pytest.mark.parametrize(("margin", "size"), SIZES)
def test_whole_report(margin, size):
    report = report_of("2021")
    assert dict(match(read(report, margin, size)).cells) == dict(report.cells)


@pytest.mark.parametrize(("margin", "size"), SIZES)
@pytest.mark.parametrize("key", sorted(EDITIONS))
@pytest.mark.parametrize(
    ("blanks", "rules"),
    [(0.0, "none"), (0.3, "none"), (0.9, "none"), (0.0, "across"), (0.3, "across"), (0.3, "three")],
)
def test_no_figure_is_ever_shifted(key, margin, size, blanks, rules):
    """A cell holds what it held or nothing; where figures are missing, a remark tells it."""
    report = report_of(key, blanks)
    found = match(read(report, margin, size, rules))
    wrong = {a: value for a, value in found.cells.items() if value != report.value(a)}
    assert wrong == {}
    missing = [a for a, v in report.cells.items() if is_number(v) and found.value(a) is None]
    assert not missing or any(
        remark.code in {"cells.ambiguous", "row.unknown"} for remark in found.remarks
    )


def test_blank_cells_keep_their_columns():
    rows = rows_of(drawn("甲|1|2|3", "乙|4||6", "丙||55|", "丁|7|8|9"))
    assert rows == [
        ["甲", "1", "2", "3"],
        ["乙", "4", "", "6"],
        ["丙", "", "55", ""],
        ["丁", "7", "8", "9"],
    ]


def test_column_without_figures_is_known_by_its_head():
    rows = rows_of(drawn("|左|中|右|末", "甲|1||3|4", "乙|3||4|6"))
    assert rows[-1] == ["乙", "3", "", "4", "6"]


def test_one_short_row_is_no_table():
    assert rows_of(drawn("甲|1|2|3", "乙|4|5", "丙|6")) == []


def test_figures_that_overlap_make_no_table():
    sheet = PdfSheet()
    for y, places in ((700, (100, 160, 220)), (680, (100, 130, 190))):
        for x in places:
            sheet.canvas.drawString(x, y, "1234567")
    assert rows_of(from_pdf.read(_with_text(sheet), "年报.pdf")) == []


def placed(*pieces):
    """Pieces at their places, x and y, of a sheet with a sentence below."""
    sheet = PdfSheet()
    for x, y, text in pieces:
        sheet.canvas.drawString(x, y, text)
    return rows_of(from_pdf.read(_with_text(sheet), "年报.pdf"))


ABOVE = [(80, 740, "甲"), (180, 740, "1"), (240, 740, "2"), (300, 740, "3")]


def test_long_figure_in_two_lines_is_whole():
    row = [(80, 720, "乙"), (180, 720, "1234"), (240, 720, "5"), (300, 720, "6"), (180, 704, "78")]
    assert placed(*ABOVE, *row)[-1] == ["乙", "123478", "5", "6"]


def test_long_figure_whose_neighbours_stand_half_way_down():
    row = [(180, 728, "1234"), (180, 712, "5"), (80, 720, "乙"), (240, 720, "6"), (300, 720, "7")]
    first = [(x, y + 20, text) for x, y, text in ABOVE]
    assert placed(*first, *row)[-1] == ["乙", "12345", "6", "7"]


def test_row_that_may_be_the_rest_of_the_one_above_has_no_place():
    row = [(80, 720, "乙"), (180, 720, "1234"), (240, 720, "5"), (300, 720, "6")]
    below = [(80, 704, "丙"), (180, 704, "78")]
    assert placed(*ABOVE, *row, *below)[-1][0] == "位置不明的数"


def test_item_number_is_no_figure():
    rows = [
        (x, y, text)
        for n, y in enumerate((740, 720, 700), 1)
        for x, text in ((80, f"{n}."), (98, "甲"), (180, "1"), (240, "2"), (300, "3"))
    ]
    assert [row[-3:] for row in placed(*rows)] == [["1", "2", "3"]] * 3


def _with_text(sheet):
    sheet.y = 500
    sheet.text(TEXT)
    return sheet.finished()


def test_sentences_with_figures_are_no_table():
    sheet = PdfSheet()
    sheet.text("受理 3 件，办结 2 件，结转 1 件，另有 5 件咨询，其中 4 件当场答复，1 件转办。" * 4)
    assert rows_of(from_pdf.read(sheet.finished(), "年报.pdf")) == []


def test_ruled_table_is_not_read_twice():
    sheet = PdfSheet()
    cells = tuple(GridCell(r, c, str(r * 4 + c)) for r in range(3) for c in range(4))
    sheet.grid(Grid(cells, 3, 4))
    document = from_pdf.read(_with_text(sheet), "年报.pdf")
    assert len(rows_of(document)) == 3


@pytest.mark.parametrize(("margin", "size"), SIZES)
@pytest.mark.parametrize("rules", ["none", "across"])
def test_a_blank_last_column_is_known_by_its_head(margin, size, rules):
    """The header has a long note in its corner, and rows of several lines."""
    report = report_of("2019")
    found = match(read(report, margin, size, rules))
    part = {a: v for a, v in report.cells.items() if a.table == "applications"}
    assert {a: found.value(a) for a in part} == part
