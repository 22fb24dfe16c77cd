"""Figures that ran together: the sums decide, or nobody does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.edition import CellType
from forms.reading.cell_text import read_tokens
from forms.reading.glued import RowSum, cut_apart

COUNTS = [CellType.COUNT] * 7
TOTAL = [RowSum(6, tuple(range(6)))]
THREE = [CellType.COUNT] * 3
CHANGES = [CellType.COUNT, CellType.CHANGE, CellType.COUNT]
MONEY = [CellType.COUNT, CellType.AMOUNT]


def cut(text, types, sums=()):
    tokens, _ = read_tokens(text, 0, len(text))
    return [[t.text for t in reading] for reading in cut_apart(tokens, types, sums)]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("0000000", "0 0 0 0 0 0 0"),
        ("713000074", "71 3 0 0 0 0 74"),
        ("160 02 0 018", "16 0 0 2 0 0 18"),
        ("200 000121", "20 0 0 0 0 1 21"),
        ("1000102", "1 0 0 0 1 0 2"),
    ],
)
def test_the_sum_of_a_row_decides(printed, meant):
    assert cut(printed, COUNTS, TOTAL) == [meant.split()]


def test_one_way_to_cut_is_certain_though_the_printed_sum_is_wrong():
    assert cut("6100000", COUNTS, TOTAL) == [["6", "1", "0", "0", "0", "0", "0"]]


def test_without_a_sum_several_readings_remain():
    assert cut("5066", THREE) == [["5", "0", "66"], ["50", "6", "6"]]
    assert len(cut("8855698", THREE)) == 15


def test_zeros_at_the_beginning_leave_one_reading():
    assert cut("007", THREE) == [["0", "0", "7"]]
    assert cut("3000", THREE) == [["30", "0", "0"]]


def test_fewer_digits_than_cells_have_no_reading():
    assert cut("0 00000", COUNTS, TOTAL) == []


def test_more_zeros_than_cells_are_all_zero():
    assert cut("0 000 0000", COUNTS, TOTAL) == [["0"] * 7]
    assert cut("0 0 0 0", THREE) == [["0"] * 3]
    assert cut("0 0 1 0", THREE) == []


def test_a_sign_begins_a_change_and_nothing_else():
    assert cut("15-15", CHANGES[:2]) == [["15", "-15"]]
    assert cut("88-720", CHANGES) == [["88", "-7", "20"], ["88", "-72", "0"]]


def test_a_unit_ends_a_cell():
    assert cut("1个246900元", MONEY) == [["1", "246900"]]


def test_a_decimal_belongs_to_money():
    assert ["39", "22533.2"] in cut("3922533.2元", MONEY)
    assert all("." not in count for count, _ in cut("3922533.2元", MONEY))


@settings(deadline=None)
@given(st.lists(st.integers(0, 30), min_size=6, max_size=6))
def test_the_true_reading_is_never_lost(parts):
    cells = [str(number) for number in (*parts, sum(parts))]
    assert cells in cut("".join(cells), COUNTS, TOTAL)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 99_999), min_size=6, max_size=6))
def test_no_other_reading_is_ever_certain(parts):
    cells = [str(number) for number in (*parts, sum(parts))]
    found = cut("".join(cells), COUNTS, TOTAL)
    assert found == [cells] or len(found) > 1
