"""The numbers of chapters."""

import pytest

from forms.reading.chapters import _numeral


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("一、总体情况", 1), ("十、其他", 10), ("十二、其他", 12), ("二十一、其他", 21)),
        *(("总体情况", 0), ("一一、总体情况", 0), ("十十十、其他", 0), ("九一、其他", 0)),
    ],
)
def test_only_numbers_are_numbers(text, number):
    assert _numeral(text) == number
