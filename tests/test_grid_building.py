"""Rows with spans become a grid as a browser lays it out."""

import pytest
from drawn_files import grids_of
from hypothesis import given
from hypothesis import strategies as st

from forms.document import Document
from forms.reading.grid_building import GridTooLarge, is_frame, place_rows


def places(rows):
    return grids_of(Document((place_rows(rows, "第 1 个表格"),)))[0]


def test_cells_below_a_row_span_move_right():
    rows = [[("甲", 2, 1), ("乙", 1, 1)], [("丙", 1, 1)]]
    assert places(rows) == {(0, 0, 2, 1): "甲", (0, 1, 1, 1): "乙", (1, 1, 1, 1): "丙"}


def test_row_span_ends_at_the_last_row():
    assert places([[("甲", 1000, 1), ("乙", 1, 1)]])[0, 0, 1, 1] == "甲"


def test_column_span_yields_to_a_cell_from_above():
    rows = [[("a", 1, 1), ("b", 2, 1)], [("c", 1, 3)]]
    assert places(rows)[1, 0, 1, 1] == "c"


def test_origin_names_table_and_row():
    grid = place_rows([[("a", 1, 1)], [("b", 1, 1)]], "第 3 个表格")
    assert [cell.origin for cell in grid.cells] == ["第 3 个表格第 1 行", "第 3 个表格第 2 行"]


def test_absurd_spans_are_refused():
    with pytest.raises(GridTooLarge):
        place_rows([[("a", 1000, 1000)] for _ in range(1000)], "")


def test_one_column_is_a_frame():
    assert is_frame([[("a", 1, 1)], [("b", 1, 1)], []])
    assert not is_frame([[("a", 1, 1)], [("b", 1, 1), ("c", 1, 1)]])


spans = st.tuples(st.just("x"), st.integers(1, 4), st.integers(1, 4))


@given(st.lists(st.lists(spans, max_size=5), max_size=6))
def test_no_two_cells_share_a_place(rows):
    grid = place_rows(rows, "")
    taken = [
        (row, column)
        for c in grid.cells
        for row in range(c.row, c.row + c.row_span)
        for column in range(c.column, c.column + c.column_span)
    ]
    assert len(taken) == len(set(taken))
    assert len(grid.cells) == sum(len(row) for row in rows)
    assert all(row < grid.row_count and column < grid.column_count for row, column in taken)
