"""Where the printed pages of a sheet end."""

from io import BytesIO
from itertools import pairwise

import openpyxl
import pytest
from balanced import EDITIONS
from hypothesis import given
from hypothesis import strategies as st
from printed import HAN, laid_out, report

from export.to_xlsx import render
from export.xlsx_breaks import LEAST_ROWS, Stretch, page_ends, stretches_of
from forms.document import Grid, GridCell, Kind

PAGE = 100.0
ROW = Stretch(1, 30)
HEADING = Stretch(1, 10, keeps_next=True)
stretches = st.lists(
    st.builds(Stretch, st.integers(1, 3), st.floats(1, 99), st.booleans()), max_size=30
)


@pytest.mark.parametrize(
    ("given", "ends"),
    [
        ([], []),
        ([ROW] * 3, []),
        ([ROW] * 4, [3]),
        ([ROW] * 7, [3, 6]),
        ([ROW, ROW, HEADING, ROW], []),
        ([ROW, ROW, HEADING, HEADING, ROW], [2]),
        ([ROW, ROW, ROW, HEADING, ROW], [3]),
        ([ROW, HEADING], []),
        ([ROW, HEADING, Stretch(40, 95), ROW], [1]),
        ([ROW, Stretch(5, 95), ROW], [1, 6]),
    ],
    ids=[
        "blank",
        "full",
        "one over",
        "three pages",
        "a heading fits with its text",
        "two headings go with their text",
        "a heading at the foot goes over",
        "a heading may end the sheet",
        "a heading stays with what fills the page",
        "several rows stand together",
    ],
)
def test_ends(given, ends):
    assert page_ends(given, PAGE) == ends


def test_what_is_higher_than_a_page_goes_on_behind_it():
    assert page_ends([Stretch(9, 250), ROW, ROW], PAGE) == [10]
    assert page_ends([ROW, Stretch(9, 250), ROW], PAGE) == [1]


def test_repeated_rows_take_their_part_of_each_later_page():
    assert page_ends([ROW] * 6, PAGE) == [3]
    assert page_ends([ROW] * 6, PAGE, repeated=20) == [3, 5]


@given(stretches)
def test_no_page_ends_below_a_heading_or_is_too_high(found):
    ends = page_ends(found, PAGE)
    bounds, rows = [], 0
    for stretch in found:
        rows += stretch.rows
        bounds.append(rows)
    for end in ends:
        assert not found[bounds.index(end)].keeps_next
    assert ends == sorted(set(ends))
    assert rows not in ends
    if not any(stretch.keeps_next for stretch in found):
        edges = [0, *ends, rows]
        for first, last in pairwise(edges):
            inside = [s for s, b in zip(found, bounds, strict=True) if first < b <= last]
            assert sum(stretch.height for stretch in inside) <= PAGE


def test_a_table_that_goes_on_one_page_is_never_cut():
    grid = Grid(tuple(GridCell(row, 0, "甲") for row in range(4)), 4, 1)

    assert stretches_of(grid, [10.0] * 4, PAGE) == [Stretch(4, 40)]


def test_a_longer_table_is_cut_where_rows_stand_on_both_sides():
    kinds = [
        Kind.HEADER,
        Kind.LABEL,
        Kind.LABEL,
        Kind.LABEL,
        Kind.LABEL,
        Kind.BAND,
        *[Kind.LABEL] * 9,
    ]
    cells = tuple(GridCell(row, 0, "甲", kind=kind) for row, kind in enumerate(kinds))
    found = stretches_of(Grid(cells, 15, 1, 1), [10.0] * 15, PAGE)
    kept = [row for row, one in enumerate(found) if one.keeps_next]

    assert kept == [0, 1, 2, 5, 12, 13]
    assert len(kinds) - 1 - kept[-1] < LEAST_ROWS


def sheets(one):
    return openpyxl.load_workbook(BytesIO(render(laid_out(one), EDITIONS[one.edition]))).worksheets


def test_no_small_heading_stands_last_on_a_page_of_the_workbook():
    """Wherever the page is full, the heading goes over with its text."""
    for lines in range(5, 12):
        text = "\n".join([HAN * 4] * lines + ["（二）依申请公开", HAN * 4] * 3)
        part = sheets(report().with_section("overview", text))[0]
        ends = [one.id for one in part.row_breaks.brk]
        for end in ends:
            assert not (part.cell(end, 1).value or "").startswith("（二）")
        assert ends or part.page_setup.fitToHeight


def test_a_sheet_made_to_fit_has_no_breaks():
    for sheet in sheets(report()):
        assert not (sheet.page_setup.fitToHeight and sheet.row_breaks.brk)


def test_columns_are_measured_in_the_digits_of_a_face_that_every_office_has():
    book = openpyxl.load_workbook(BytesIO(render(laid_out(), EDITIONS["2021"])))
    plain = book._named_styles["Normal"].font

    assert (plain.name, plain.size) == ("宋体", 11)
    # 156 mm at 96 pixels to the inch, a digit of eight pixels.
    columns = book.worksheets[1].column_dimensions.values()
    assert sum(one.width for one in columns) * 8 / 96 * 25.4 == pytest.approx(156, abs=1)
