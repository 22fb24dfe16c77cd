"""Which cells stand side by side on the printed form."""

import pytest
from balanced import EDITIONS, at
from hypothesis import given
from hypothesis import strategies as st

FORM = EDITIONS["2021"]
BESIDE = FORM.neighbours
cells = st.sampled_from(FORM.addresses)


@pytest.mark.parametrize(
    ("cell", "beside"),
    [
        ("received.person", ["received.enterprise", "carried_in.person"]),
        (
            "granted.charity",
            ["granted.research", "granted.law_service", "carried_in.charity", "partial.charity"],
        ),
        ("carried_out.total", ["carried_out.other", "result_total.total"]),
    ],
)
def test_cells_left_right_above_and_below(cell, beside):
    """A corner has two, a cell inside has four, in this order."""
    told = BESIDE.beside(at(f"applications.{cell}"))
    assert [str(one).removeprefix("applications.") for one in told] == beside


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("applications.received.person", "applications.received.person", 0),
        ("applications.received.person", "applications.received.total", 6),
        ("applications.received.total", "applications.carried_out.total", 24),
        ("applications.received.person", "applications.carried_in.enterprise", None),
        ("applications.received.total", "disputes.review.total", None),
        ("disputes.review.upheld", "disputes.after_review.total", 14),
    ],
)
def test_steps_along_a_line(one, other, steps):
    assert BESIDE.distance(at(one), at(other)) == steps


@given(cells, cells)
def test_beside_is_one_step_and_mutual(one, other):
    assert (BESIDE.distance(one, other) == 1) == (other in BESIDE.beside(one))
    assert BESIDE.distance(one, other) == BESIDE.distance(other, one)


def test_lines_that_enough_of_the_cells_stand_in():
    corner = ("received.person", "received.enterprise", "carried_in.person")
    chosen = [at(f"applications.{cell}") for cell in corner]
    row, column = BESIDE.lines_with(chosen, 2)
    assert (len(row), len(column)) == (7, 25)
    assert {cell.row for cell in row} == {"received"}
    assert {cell.column for cell in column} == {"person"}
    assert len(BESIDE.lines_with(chosen, 1)) == 4
    assert BESIDE.lines_with(chosen, 3) == []
