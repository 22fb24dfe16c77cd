"""Every figure of a text with its unit: Arabic, full-width, Chinese."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.text.figures import chinese_number, figures, plain

NUMERALS = "零一二三四五六七八九"


def written(number):
    """A number from 1 to 9999 as Chinese writes it."""
    text, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if zero and text else "") + NUMERALS[digit] + unit
            zero = False
        else:
            zero = True
    return text


def values(text):
    return [(figure.value, figure.unit) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("收到申请12件", 12, "件"),
        ("收到申请 12 件", 12, "件"),
        ("收到申请１２件", 12, "件"),
        ("收到申请1,234件", 1234, "件"),
        ("收到申请一百二十三件", 123, "件"),
        ("收到申请十二件", 12, "件"),
        ("收到申请两件", 2, "件"),
        ("申请数12件", 12, "件"),
        ("收取380元", 380, "元"),
        ("收费12.5万元", 125_000, "元"),
        ("收费0.092万元", 920, "元"),
        ("占33.9%", Decimal("33.9"), "%"),
        ("占33.9％", Decimal("33.9"), "%"),
        ("二〇二五年", 2025, "年"),
        ("一起行政复议", 1, "起"),
        ("占百分之三十五", 35, "%"),
        ("占百分之三十五点六", Decimal("35.6"), "%"),
        ("办结率百分之百", 100, "%"),
        ("占百分之12.5", Decimal("12.5"), "%"),
        ("占三成，", 30, "%"),
        ("占三成半", 35, "%"),
        ("占3成。", 30, "%"),
        ("收到申请伍拾壹件", 51, "件"),
        ("收费贰拾万元", 200_000, "元"),
    ],
)
def test_value_and_unit(text, value, unit):
    assert values(text) == [(value, unit)]
    assert not figures(text)[0].rough


@pytest.mark.parametrize(
    "text",
    [
        "约百分之三十",
        "占三成左右",
        "超七成。",
        "14万余条",
        "约30件",
        "近40件",
        "三十多件",
        "十余件",
        "数十件",
        "超过5件",
        "30件以上",
        "3万元左右",
    ],
)
def test_rough_figures_say_so(text):
    assert [figure.rough for figure in figures(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "百件",
        "七成新",
        "成三组",
        "大陆万里",
        "第三方机构",
        "第711号令",
        "一是加强领导",
        "",
        "A12件",
        "9" * 5000 + "件",
    ],
)
def test_no_figure(text):
    assert figures(text) == ()


def test_places_are_those_of_the_text():
    text = "上年结转２件，新收一百件"
    assert [text[one.start : one.end] for one in figures(text)] == ["２件", "一百件"]


def test_step_is_the_last_digit():
    assert [one.step for one in figures("7.27亿元")] == [1_000_000]
    assert [one.step for one in figures("12.50万元")] == [100]
    assert [one.step for one in figures("三成，三成半，百分之三点五")] == [10, 1, Decimal("0.1")]


@given(st.integers(1, 9999))
def test_chinese_numerals_come_back(number):
    assert chinese_number(written(number)) == number
    if number // 10 % 10 != 1 or number >= 100:
        assert values(f"收到申请{written(number)}件") == [(number, "件")]


@pytest.mark.parametrize("numerals", ["百", "万", "", "千五"])
def test_what_is_no_number(numerals):
    assert chinese_number(numerals) is None


@given(st.text(max_size=80))
def test_any_text_keeps_its_length(text):
    assert len(plain(text)) == len(text)
    for figure in figures(text):
        assert 0 <= figure.start < figure.end <= len(text)
