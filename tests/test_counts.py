"""Text ↔ number: each text comes out as what it is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.counts import Reading, is_number, read_cell, show

TEXTS = [
    ("", None, ""),
    ("　 \xa0", None, ""),
    ("0", 0, ""),
    ("０", 0, ""),
    ("１２", 12, ""),
    ("1,234", 1234, ""),
    ("1，234", 1234, ""),
    ("1,23", "1,23", ""),
    ("12件", 12, "件"),
    ("283 批次", 283, "批次"),
    ("251000元", 251000, "元"),
    ("6716.7630万元", Decimal("6716.763"), "万元"),
    ("1.5", Decimal("1.5"), ""),
    ("1.0", 1, ""),
    ("0.38", Decimal("0.38"), ""),
    ("-3", -3, ""),
    ("－3", -3, ""),
    ("+92", 92, ""),
    ("1e3", "1e3", ""),
    ("12abc", "12abc", ""),
    ("12米", "12米", ""),
    ("1 2", "1 2", ""),
    ("/", "/", ""),
    ("-", "-", ""),
    ("—", "—", ""),
    ("无", "无", ""),
    ("N/A", "N/A", ""),
    ("22（其中修订16件）", "22（其中修订16件）", ""),
    ("123456789012345", 123456789012345, ""),
    ("1234567890123456", "1234567890123456", ""),
    ("35①", "35①", ""),
    ("35²", "35²", ""),
    ("½", "½", ""),
    ("\u200b35\ufeff", 35, ""),
    ("\u200b", None, ""),
    ("nan", "nan", ""),
    ("Infinity", "Infinity", ""),
]


@pytest.mark.parametrize(("text", "value", "unit"), TEXTS)
def test_text_is_what_it_is(text, value, unit):
    """Numbers become numbers with their unit, blank stays blank, other text stays text."""
    reading = read_cell(text)

    assert Reading(value, unit) == reading
    assert type(value) is type(reading.value)


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_every_whole_number_is_shown_and_read_back(number):
    """show and read_cell are inverses on whole numbers."""
    assert number == read_cell(show(number)).value


@given(st.decimals(0, 10**8, places=6))
def test_every_amount_is_shown_and_read_back_exactly(amount):
    """No rounding, no exponent, at least six decimals."""
    assert amount == read_cell(show(amount)).value


@given(st.text(max_size=20))
def test_any_text_is_read_without_harm(text):
    """Whatever stands in a cell, it is blank, a number or itself."""
    value = read_cell(text).value

    assert (
        value is None or is_number(value) or value in text.replace("　", " ").replace("\xa0", " ")
    )
