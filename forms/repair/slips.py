"""Slips of the hand: what may have happened between the right figure and the one typed.

A reason is recognised from the two figures alone; ``cost`` says how unlikely it is. The costs
only order explanations that are equally small; they are no probabilities.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from functools import lru_cache

from forms.counts import Number

YUAN_PER_WAN = 10_000


class Reason(str, Enum):
    """What a suggested change takes the slip to be. The values stand in the JSON."""

    TOTAL_UNFILLED = "total_unfilled"
    """a total that was left at 0"""
    EXCHANGED = "exchanged"
    """two cells hold each other's figure"""
    SHIFTED = "shifted"
    """a run of figures stands one column or one row too far"""
    TRANSPOSED = "transposed"
    """two digits swapped"""
    SIGN = "sign"
    UNIT = "unit"
    """元 typed as 万元"""
    REPEATED_DIGIT = "repeated_digit"
    """a digit typed twice, or the wrong one of two doubled"""
    DIGIT_MISSING = "digit_missing"
    DIGIT_EXTRA = "digit_extra"
    NEIGHBOUR = "neighbour"
    """the figure of the cell beside, above or below, typed again"""
    ONE_DIGIT = "one_digit"
    MOVED = "moved"
    """some cases counted in the wrong column or row"""
    AT_LEAST = "at_least"
    """the nearest figure that a lower or upper limit allows; the true one is not known"""
    OTHER = "other"
    """nothing but the arithmetic speaks for it"""
    BLANK = "blank"
    """a blank that the rules leave only one figure for"""
    SEVERAL = "several"
    """more than one slip, of different kinds"""


COSTS = {
    Reason.TOTAL_UNFILLED: 0.5,
    Reason.EXCHANGED: 1.0,
    Reason.SHIFTED: 1.0,
    Reason.TRANSPOSED: 1.0,
    Reason.SIGN: 1.0,
    Reason.UNIT: 1.0,
    Reason.REPEATED_DIGIT: 1.5,
    Reason.DIGIT_MISSING: 2.0,
    Reason.DIGIT_EXTRA: 2.0,
    Reason.NEIGHBOUR: 2.5,
    Reason.ONE_DIGIT: 3.0,
    Reason.MOVED: 4.0,
    Reason.AT_LEAST: 6.0,
    Reason.OTHER: 6.0,
}


def slip_between(typed: Number, right: Number, is_total: bool = False) -> Reason:
    """The likeliest slip that turns ``right`` into ``typed``; OTHER where none does.

    >>> slip_between(12, 21).value, slip_between(3, 34).value, slip_between(-5, 5).value
    ('transposed', 'digit_missing', 'sign')
    """
    if typed and typed == -right:
        return Reason.SIGN
    if isinstance(typed, Decimal) or isinstance(right, Decimal) or min(typed, right) < 0:
        return Reason.UNIT if typed == right * YUAN_PER_WAN else Reason.OTHER
    if is_total and typed == 0:
        return Reason.TOTAL_UNFILLED
    return _slip_of_digits(str(typed), str(right))


@lru_cache(maxsize=4096, typed=True)
def likely_slip(typed: Number, right: Number, is_total: bool) -> tuple[Reason, float]:
    """The likeliest slip that turns ``right`` into ``typed``, and its cost. Kept: most cells of a
    report hold the same few figures.
    """
    reason = slip_between(typed, right, is_total)
    return reason, cost_between(typed, right, reason)


def cost_between(typed: Number, right: Number, reason: Reason) -> float:
    """How unlikely the slip is. A digit or two prove less than a long figure does."""
    cost = COSTS[reason]
    if reason is Reason.TRANSPOSED:
        first, last = differing_places(str(typed), str(right))
        return cost + (0 if last == first + 1 else 1)
    if reason in (Reason.ONE_DIGIT, Reason.DIGIT_EXTRA, Reason.DIGIT_MISSING):
        return cost + (0.5 if min(len(str(typed)), len(str(right))) < 2 else 0)
    return cost


def _slip_of_digits(wrong: str, true: str) -> Reason:
    if len(wrong) == len(true):
        return _same_length(wrong, true)
    if len(wrong) == len(true) + 1:
        place = dropped_place(wrong, true)
        if place is None:
            return Reason.OTHER
        return Reason.REPEATED_DIGIT if _is_doubled(wrong, place) else Reason.DIGIT_EXTRA
    if len(wrong) + 1 == len(true) and dropped_place(true, wrong) is not None:
        return Reason.DIGIT_MISSING
    return Reason.OTHER


def _same_length(wrong: str, true: str) -> Reason:
    places = differing_places(wrong, true)
    if len(places) == 2:
        first, last = places
        if (wrong[first], wrong[last]) == (true[last], true[first]):
            return Reason.TRANSPOSED
    if len(places) != 1:
        return Reason.OTHER
    place = places[0]
    if _is_doubled(wrong, place) and _is_doubled(true, place):
        return Reason.REPEATED_DIGIT
    return Reason.ONE_DIGIT


def _is_doubled(digits: str, place: int) -> bool:
    return digits[place] in digits[max(place - 1, 0) : place] + digits[place + 1 : place + 2]


def differing_places(one: str, other: str) -> list[int]:
    """Where two numerals of one length differ, from the left."""
    return [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]


def dropped_place(longer: str, shorter: str) -> int | None:
    """The place whose digit is to be dropped from the longer numeral; None where none is."""
    for place in range(len(longer)):
        if longer[:place] + longer[place + 1 :] == shorter:
            return place
    return None
