"""Two figures → the slip between them."""

from decimal import Decimal

import pytest
from balanced import EDITIONS
from hypothesis import given
from hypothesis import strategies as st

from forms.cells import Address
from forms.repair.slip_groups import SlipReader
from forms.repair.slips import COSTS, Reason, cost_between, slip_between

SLIPS = [
    (12, 21, Reason.TRANSPOSED),
    (3512, 3521, Reason.TRANSPOSED),
    (321, 123, Reason.TRANSPOSED),
    (12, 11, Reason.ONE_DIGIT),
    (7, 8, Reason.ONE_DIGIT),
    (0, 5, Reason.ONE_DIGIT),
    (12, 2, Reason.DIGIT_EXTRA),
    (120, 12, Reason.DIGIT_EXTRA),
    (12, 120, Reason.DIGIT_MISSING),
    (35, 345, Reason.DIGIT_MISSING),
    (1223, 123, Reason.REPEATED_DIGIT),
    (1223, 1123, Reason.REPEATED_DIGIT),
    (-5, 5, Reason.SIGN),
    (5, -5, Reason.SIGN),
    (12, 34, Reason.OTHER),
    (1234, 2143, Reason.OTHER),
    (12, 1345, Reason.OTHER),
    (-5, 6, Reason.OTHER),
    (Decimal("72.5"), Decimal("0.00725"), Reason.UNIT),
]


@pytest.mark.parametrize(("typed", "right", "reason"), SLIPS)
def test_slip(typed, right, reason):
    assert slip_between(typed, right) is reason


def test_zero_is_an_unfilled_total_only_in_a_total():
    assert slip_between(0, 25, is_total=True) is Reason.TOTAL_UNFILLED
    assert slip_between(0, 25, is_total=False) is Reason.OTHER
    assert slip_between(5, 25, is_total=True) is Reason.DIGIT_MISSING


@given(st.integers(10, 10**9), st.data())
def test_swapped_digits_are_always_recognised(figure, data):
    digits = list(str(figure))
    place = data.draw(st.integers(0, len(digits) - 2))
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    typed = int("".join(digits))
    if digits[0] == "0" or typed == figure:
        return
    assert slip_between(typed, figure) in (Reason.TRANSPOSED, Reason.REPEATED_DIGIT)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_every_slip_has_a_cost_and_none_is_likelier_than_its_kind(typed, right):
    reason = slip_between(typed, right)
    assert cost_between(typed, right, reason) >= COSTS[reason]


def test_neighbouring_digits_are_swapped_more_easily():
    near = cost_between(321, 312, Reason.TRANSPOSED)
    far = cost_between(321, 123, Reason.TRANSPOSED)
    assert near < far


# --- several cells --------------------------------------------------------------------


def reader(**figures):
    """A reader over the row 本年新收, total included."""
    typed = {Address("applications", "received", key): n for key, n in figures.items()}
    total = Address("applications", "received", "total")
    return SlipReader(EDITIONS["2021"].neighbours, typed, {total})


def reasons(slip_reader, **right):
    changes = {Address("applications", "received", key): n for key, n in right.items()}
    return [slip.reason for slip in slip_reader.slips(changes)]


def test_exchange_of_two_cells():
    typed = reader(person=3, enterprise=12)
    assert reasons(typed, person=12, enterprise=3) == [Reason.EXCHANGED]


def test_part_of_a_figure_in_the_wrong_column():
    typed = reader(person=90, enterprise=2)
    assert reasons(typed, person=88, enterprise=4) == [Reason.MOVED]


def test_two_changes_that_have_nothing_in_common_stay_two():
    typed = reader(person=90, enterprise=12)
    assert reasons(typed, person=99, enterprise=21) == [Reason.ONE_DIGIT, Reason.TRANSPOSED]


def test_shift_with_the_lost_figure_at_one_end():
    typed = reader(person=0, enterprise=14, research=3, charity=7)
    assert reasons(typed, person=14, enterprise=3, research=7, charity=25) == [Reason.SHIFTED]


def test_two_figures_are_no_shift():
    typed = reader(person=0, enterprise=14, research=3)
    assert Reason.SHIFTED not in reasons(typed, person=14, enterprise=3)


def test_shift_with_a_gap_is_none():
    """One cell inside that does not take its neighbour's figure: something else happened."""
    typed = reader(person=0, enterprise=14, research=3, charity=7, law_service=9)
    right = {"person": 14, "enterprise": 3, "research": 5, "charity": 9, "law_service": 25}
    assert Reason.SHIFTED not in reasons(typed, **right)


def test_figure_of_the_cell_beside():
    """37 stands beside 37: copied. A single digit beside its like is no wonder."""
    assert reasons(reader(person=37, enterprise=37), enterprise=4) == [Reason.NEIGHBOUR]
    assert reasons(reader(person=3, enterprise=3), enterprise=4) == [Reason.ONE_DIGIT]
