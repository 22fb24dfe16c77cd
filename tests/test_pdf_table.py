"""Tables on paper: heights, page breaks, repeated headers, cells that are cut."""

import pytest
from balanced import EDITIONS
from hypothesis import given
from hypothesis import strategies as st

from export.fonts import bundled_faces
from export.layout import table_grid
from export.pdf_pages import PITCH, TEXT_HEIGHT, TEXT_WIDTH
from export.pdf_table import LEAST_ROWS, MIN_ROW_HEIGHT, TableBlock
from export.to_pdf import render
from forms.document import Document, Grid, GridCell, Kind
from forms.report import Report

FACES = bundled_faces()


def official(key: str, table: str, value: int = 0) -> Grid:
    edition = EDITIONS[key]
    report = Report(edition=key, cells=dict.fromkeys(edition.addresses, value))
    return table_grid(report, edition.tables[table])


def block(grid: Grid) -> TableBlock:
    return TableBlock.of(grid, FACES, TEXT_WIDTH)


APPLICATIONS = block(official("2021", "applications"))
ALL_TABLES = [(key, table) for key in EDITIONS for table in EDITIONS[key].tables]


@pytest.mark.parametrize(("key", "table"), ALL_TABLES)
@pytest.mark.parametrize("value", [0, 88_888_888])
def test_table_is_as_wide_as_the_text(key, table, value):
    widths = block(official(key, table, value)).sheet.widths

    assert sum(widths) == pytest.approx(TEXT_WIDTH)
    assert min(widths) > 15


@pytest.mark.parametrize(("key", "table"), ALL_TABLES)
@pytest.mark.parametrize("value", [0, 88_888_888])
def test_rows_are_high_enough_for_their_texts(key, table, value):
    """No row below 7 mm, no text higher than its cell, no line wider."""
    sheet = block(official(key, table, value)).sheet
    assert min(sheet.heights) >= MIN_ROW_HEIGHT
    for cell in sheet.grid.cells:
        text = sheet.texts[cell.row, cell.column]
        room = sum(sheet.heights[cell.row : cell.row + cell.row_span])
        width = sum(sheet.widths[cell.column : cell.column + cell.column_span])
        assert text.height <= room + 0.01
        assert all(line.width(text.size) <= width for line in text.lines)


@pytest.mark.parametrize(("key", "table"), ALL_TABLES)
def test_texts_are_set_in_a_size_that_can_be_read(key, table):
    sheet = block(official(key, table, 12345)).sheet

    assert sheet.size == 10.5
    assert min(text.size for text in sheet.texts.values()) >= 9


def test_part_three_is_longer_than_a_page():
    """The case for which all this is made."""
    assert APPLICATIONS.height > TEXT_HEIGHT


@pytest.mark.parametrize("key", EDITIONS)
def test_part_three_goes_whole_on_one_page_in_a_smaller_size(key):
    table = block(official(key, "applications", 123))
    below_heading = TEXT_HEIGHT - PITCH
    whole = table.whole(below_heading)

    assert whole.rows == table.rows
    assert whole.height <= below_heading
    assert {text.size for text in whole.sheet.texts.values()} == {9}
    assert sum(whole.sheet.widths) == pytest.approx(TEXT_WIDTH)
    assert table.whole(whole.height - 10) is None
    assert all(part.whole(TEXT_HEIGHT) is None for part in table.split(400))


def test_table_of_long_numbers_is_cut_rather_than_too_small():
    assert block(official("2021", "applications", 88_888_888)).whole(TEXT_HEIGHT) is None


@given(st.floats(0, TEXT_HEIGHT))
def test_split_keeps_rows_whole_and_in_order(space):
    parts = APPLICATIONS.split(space)
    if parts is None:
        assert space < APPLICATIONS.first_height
        return
    head, tail = parts
    assert head.height - 5 <= space + 0.01
    assert head.last == tail.first
    assert head.last - head.first - 3 >= LEAST_ROWS
    assert tail.last - tail.first >= LEAST_ROWS


@given(st.floats(0, TEXT_HEIGHT))
def test_labels_that_are_cut_have_room_on_both_sides(space):
    parts = APPLICATIONS.split(space)
    for part in parts or ():
        heights = APPLICATIONS.sheet.heights
        for cell in part.sheet.grid.cells:
            rows = set(range(cell.row, cell.row + cell.row_span)) & set(part.rows)
            room = sum(heights[row] for row in rows)
            if rows:
                assert part.sheet.texts[cell.row, cell.column].least_height <= room + 0.01


@given(st.floats(0, TEXT_HEIGHT))
def test_band_stays_with_the_rows_below_it(space):
    """Part two has no header to repeat: a band or header never ends a page."""
    parts = block(official("2021", "disclosure")).split(space)
    if parts is not None:
        last = [cell for cell in parts[0].sheet.grid.cells if cell.row == parts[0].last - 1]
        assert {cell.kind for cell in last} == {Kind.LABEL, Kind.VALUE}


def test_header_is_repeated_below_a_page_break():
    head, tail = APPLICATIONS.split(400)

    assert head.rows[:3] == tail.rows[:3] == [0, 1, 2]
    assert head.rows[3:] + tail.rows[3:] == list(range(3, 28))
    assert tail.height > sum(APPLICATIONS.sheet.heights[row] for row in range(tail.first, 28))


def test_table_begins_where_header_and_some_rows_have_room():
    heights = APPLICATIONS.sheet.heights
    header = sum(heights[:3])

    assert header + sum(heights[3:6]) <= APPLICATIONS.first_height <= header + 120
    assert APPLICATIONS.split(APPLICATIONS.first_height) is not None
    assert APPLICATIONS.split(APPLICATIONS.first_height - 1) is None


@given(st.floats(1, TEXT_HEIGHT))
def test_forced_split_always_moves_on(space):
    head, tail = APPLICATIONS.forced_split(space)

    assert head.first < head.last == tail.first < tail.last


def test_small_table_is_not_cut_before_its_end():
    disputes = block(official("2021", "disputes"))

    assert disputes.split(50) is None
    assert disputes.first_height == disputes.height


def test_number_is_shrunk_and_never_wrapped():
    cell = GridCell(0, 0, "123456789012345", kind=Kind.VALUE)
    grid = Grid(tuple(cell._replace(column=n) for n in range(10)), 1, 10)
    sheet = block(grid).sheet
    text = sheet.texts[0, 0]

    assert len(text.lines) == 1
    assert text.size < 10.5
    assert text.lines[0].width(text.size) < sheet.widths[0]


def test_single_row_cannot_be_divided():
    grid = Grid((GridCell(0, 0, "甲"),), 1, 1)

    assert block(grid).forced_split(1) is None


def test_row_higher_than_a_page_is_set_smaller():
    grid = Grid((GridCell(0, 0, "信息" * 1500),), 1, 1)
    made = block(grid)

    assert made.height < TEXT_HEIGHT
    assert made.sheet.size < 10.5


def test_grid_without_widths_has_even_columns():
    grid = Grid((GridCell(0, 0, "甲"), GridCell(0, 1, "乙")), 1, 2)

    assert block(grid).sheet.widths == pytest.approx((TEXT_WIDTH / 2,) * 2)


@pytest.mark.parametrize("header_rows", [0, 2])
def test_monstrous_table_is_still_printed(header_rows):
    """Texts that no page can hold do not keep the writer from ending."""
    cells = tuple(GridCell(row, 0, "信息" * 5000) for row in range(3))
    document = Document((Grid(cells, 3, 1, header_rows=header_rows),))

    assert render(document, FACES).startswith(b"%PDF-1.7")
