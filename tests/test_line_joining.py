"""Lines of one text become one line, as Chinese is set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.reading.line_joining import join_lines, trimmed


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["商业", "企业"], "商业企业"),
        (["12", "3"], "12 3"),
        (["Open", "Office"], "Open Office"),
        (["共5", "件"], "共5件"),
        (["第二十条", "", "第（一）项"], "第二十条第（一）项"),
        (["\u3000\u3000一、总体情况\xa0"], "一、总体情况"),
        ([], ""),
        (["", "\u200b"], ""),
    ],
)
def test_space_stays_between_latin_letters_and_digits_only(lines, joined):
    assert join_lines(lines) == joined


@given(st.lists(st.text(alphabet="公开12ab，。", max_size=5), max_size=5))
def test_joining_loses_no_character(lines):
    assert join_lines(lines).replace(" ", "") == "".join(lines)


def test_marks_without_width_are_taken_out():
    assert trimmed("政府\u200b信息\ufeff") == "政府信息"


def test_marks_of_direction_are_taken_out():
    """After one a figure would be read backwards."""
    assert trimmed("收到\u202e12\u202c件\u2067") == "收到12件"
