"""Every figure of a text: Arabic, full-width and Chinese numerals, each with its unit.

百分之三十五 and 三成半 are percentages like 35%; 伍拾 is a figure only where it is written so
throughout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from forms.counts import Number, as_number

_DIGITS = str.maketrans("０１２３４５６７８９．％〇", "0123456789.%零")
_ONES = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_UNIT = (
    r"(?:人次|批次|场次|次|件|份|宗|起|例|个百分点|个工作日|个|项|条|部|笔|篇|期|家|户|人|名|场"
    r"|处|类|批|册|元|年度|年|月|日|号|%|字|天)"
)
_NUMERALS = "零一二两三四五六七八九十百千万亿"
_ONES_ONLY = "零一二三四五六七八九"
_ARABIC = str.maketrans(_ONES_ONLY, "0123456789")
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_FORMAL_NUMERALS = r"[壹贰叁肆伍陆柒捌玖](?:[壹贰叁肆伍陆柒捌玖拾佰仟零万亿]{1,19})"
_PERCENT = re.compile(
    r"(?P<before>约|近|超过|超|逾)?\s{0,3}"
    rf"(?:(?P<percent>百分之)(?:(?P<chinese>[{_NUMERALS}]{{1,8}})(?:点(?P<point>[{_ONES_ONLY}]{{1,4}}))?"
    r"|(?P<arabic>\d{1,3}(?:\.\d{1,4})?))"
    rf"|(?<!分)(?P<tenths>[1-9{_ONES_ONLY}])成(?P<more>[半{_ONES_ONLY}])?"
    r"(?=[，,。；;、）)\s]|以上|以下|左右|多|$))"
    r"(?P<after>以上|以下|左右|多|余)?"
)
_FIGURE = re.compile(
    r"(?P<before>约|近|超过|超|逾|数|几|第)?\s{0,3}"
    r"(?:(?<![\dA-Za-z.,])(?P<arabic>\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?|\d{1,20}(?:\.\d{1,9})?)"
    rf"|(?P<formal>{_FORMAL_NUMERALS})|(?<![{_NUMERALS}])(?P<chinese>[{_NUMERALS}]{{1,20}})(?:点(?P<point>[{_ONES_ONLY}]{{1,6}}))?)"
    r"\s{0,3}(?P<about>[余多几])?\s{0,3}(?P<large>万|亿|千|百)?(?P<after>[余多几])?\s{0,3}"
    rf"(?P<unit>{_UNIT})"
)
_ROUGHLY = ("以上", "以下", "左右", "上下")


@dataclass(frozen=True)
class Figure:
    """A number with its unit, at ``start:end``.

    ``value`` has 万 and 亿 multiplied out (money is in 元); ``step`` is the worth of its last
    digit, 10 for 7.3 written of hundreds. ``rough`` where the text says 余, 多, 约, 近, 超, 以上.
    """

    start: int
    end: int
    value: Number
    unit: str
    step: Number = 1
    rough: bool = False


def plain(text: str) -> str:
    """The text with full-width digits, points and per cent signs made plain, place for place."""
    return text.translate(_DIGITS)


def figures(text: str) -> tuple[Figure, ...]:
    """Every number that has a unit, left to right.

    >>> [(one.value, one.unit) for one in figures("收到申请一百二十三件，办结１２０件")]
    [(123, '件'), (120, '件')]
    """
    clear = plain(text)
    found = [_figure(match) for match in _FIGURE.finditer(clear)]
    if "百分之" in clear or "成" in clear:
        found += [_percentage(match) for match in _PERCENT.finditer(clear)]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.start))


def _percentage(match: re.Match[str]) -> Figure | None:
    """百分之…, or so many tenths: 三成 is told in tens, 三成半 is not."""
    start = match.start("tenths")
    if match["tenths"]:
        more = match["more"]
        ones = 5 if more == "半" else _ONES[more or "零"]
        tens = int(match["tenths"].translate(_ARABIC))
        read: tuple[Number, Number] | None = (tens * 10 + ones, 1 if more else 10)
    else:
        start = match.start("percent")
        arabic = match["arabic"]
        numerals = "一百" if match["chinese"] == "百" else match["chinese"]
        read = _of_arabic(arabic, 1) if arabic else _of_chinese(numerals, match["point"], 1)
    if read is None:
        return None
    is_rough = bool(match["before"] or match["after"])
    return Figure(start, match.end(), read[0], "%", read[1], is_rough)


def _figure(match: re.Match[str]) -> Figure | None:
    if match["before"] == "第":
        return None
    large = {"千": 1000, "百": 100, **_LARGE}.get(match["large"] or "", 1)
    kind = next(kind for kind in ("arabic", "formal", "chinese") if match[kind])
    if kind == "arabic":
        read: tuple[Number, Number] | None = _of_arabic(match[kind].replace(",", ""), large)
    else:
        read = _of_chinese(match[kind].translate(_FORMAL), match["point"], large)
    if read is None:
        return None
    counted = match["before"] == "数" and match["arabic"]
    is_rough = bool(match["about"] or match["after"] or (match["before"] and not counted))
    is_rough |= match.string.startswith(_ROUGHLY, match.end())
    return Figure(match.start(kind), match.end(), read[0], match["unit"], read[1], is_rough)


def _of_arabic(digits: str, large: int) -> tuple[Number, Number]:
    """Value and step."""
    decimals = len(digits.partition(".")[2])
    step = as_number(str(Decimal(large).scaleb(-decimals)))
    return as_number(str(Decimal(digits) * large)), step


def _of_chinese(numerals: str, point: str | None, large: int) -> tuple[Number, Number] | None:
    """Value and step; ``large`` multiplies what has a point: 十二点五万."""
    whole = chinese_number(numerals)
    if whole is None or not point:
        return None if whole is None else (whole, 1)
    digits = "".join(str(_ONES[one]) for one in point)
    return _of_arabic(f"{whole}.{digits}", large)


def chinese_number(numerals: str) -> int | None:
    """一百二十三 → 123, 二〇二五 → 2025; None where it is no number.

    >>> chinese_number("一千零五"), chinese_number("两万三千"), chinese_number("百")
    (1005, 23000, None)
    """
    numerals = numerals.replace("〇", "零")
    if len(numerals) > 1 and all(one in _ONES for one in numerals):
        return int("".join(str(_ONES[one]) for one in numerals)) if "两" not in numerals else None
    if not numerals or numerals[0] in "百千万亿":
        return None
    total = section = 0
    digit: int | None = None
    for one in numerals:
        if one in _ONES:
            digit = _ONES[one]
        elif one in _TENS:
            section += (1 if digit is None else digit) * _TENS[one]
            digit = None
        else:
            total = (total + section + (digit or 0)) * _LARGE[one]
            section, digit = 0, None
    return total + section + (digit or 0)
