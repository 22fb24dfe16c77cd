"""A cell of a workbook shows what was entered."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.counts import read_cell
from forms.reading.sheet_values import shown


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        ("件", "General", "件"),
        (5, "General", "5"),
        (5.0, "General", "5"),
        (-3.0, "General", "-3"),
        (0.1 + 0.2, "General", "0.3"),
        (72701.2578, "0.00", "72701.2578"),
        (1e20, "General", "100000000000000000000"),
        (1e-7, "General", "0.0000001"),
        (0.125, "0.0%", "12.5%"),
        (0.5, '0"%"', "0.5"),
        (float("inf"), "General", "inf"),
        pytest.param(10**400, "General", "1" + 400 * "0", id="larger than any float"),
        (True, "General", "TRUE"),
        (dt.datetime(2025, 1, 31), "yyyy-mm-dd", "2025年1月31日"),
        (dt.datetime(2025, 1, 31, 9, 5), "General", "2025年1月31日 09:05"),
        (dt.date(2025, 1, 31), "General", "2025年1月31日"),
    ],
)
def test_shown(value, number_format, text):
    assert shown(value, number_format) == text


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_survive_as_floats(number):
    assert read_cell(shown(float(number))).value == number


@given(st.decimals(-(10**9), 10**9, places=4))
def test_amounts_survive_as_floats(amount):
    assert read_cell(shown(float(amount))).value == amount
