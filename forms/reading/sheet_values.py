"""The value of a workbook's cell → the text that the eye sees in it."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from functools import lru_cache

from forms.counts import read_cell

_QUOTED = re.compile(r'"[^"]*"|[\\!].|\[[^\]]*\]')
_CONDITION = re.compile(r"\[[<>=]")
_BEHIND_DIGITS = re.compile(
    r"[#0?](?:\.[#0?]+)?(?:[!\\]\.(?P<shifted>[#0?]+))?(?P<thousands>,*)"
    r'(?P<words>(?:"[^"]*"|[!\\_*].|\s|[\u4e00-\u9fff])*)$'
)
_SIMPLIFIED = str.maketrans("萬億個條項筆", "万亿个条项笔")
_FILLING = re.compile(r'[_*].|[!\\"\s]')
_LONGEST_FORMAT = 255
"""Excel writes no longer one."""
_MOST_DIGITS = 15
"""So many digits of a number a workbook keeps; the rest is noise of the binary form."""


def shown(value: object, number_format: str = "General") -> str:
    """The cell's text: whole numbers without a point, days as Chinese writes them.

    The value is never rounded to its format, for the report wants what was entered; a unit
    that the format writes behind it is kept.

    >>> shown(5.0), shown(0.1 + 0.2), shown(0.256, "0.0%"), shown(12, '0"件"'), shown(None)
    ('5', '0.3', '25.6%', '12件', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    if isinstance(value, dt.datetime):
        # A day without an hour is stored as midnight.
        moment = f" {value:%H:%M}" if value.time() != dt.time() else ""
        return f"{value.year}年{value.month}月{value.day}日{moment}"
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def _number(value: float, number_format: str) -> str:
    is_whole = isinstance(value, int)
    # A whole number may be too large for a float, and is finite all the same.
    if not is_whole and not math.isfinite(value):
        return str(value)
    number = Decimal(value) if is_whole else Decimal(format(value, f".{_MOST_DIGITS}g"))
    factor, unit = _factor_and_unit(number_format)
    return _plain(number if factor == 1 else number * factor) + unit


@lru_cache(maxsize=256)
def _factor_and_unit(number_format: str) -> tuple[Decimal, str]:
    """What the format multiplies its number by, and the unit that it writes behind it.

    A comma behind the digits divides by 1000, and a point that is a mere sign by 10 for each
    digit behind it: ``0!.0,"万元"`` shows 123456 as 12.3万元.
    """
    first = number_format.partition(";")[0][:_LONGEST_FORMAT]
    if "%" in _QUOTED.sub("", first):
        return Decimal(100), "%"
    found = _BEHIND_DIGITS.search(first)
    if found is None or _CONDITION.search(number_format):
        return Decimal(1), ""
    places = len(found["shifted"] or "") + 3 * len(found["thousands"])
    words = _FILLING.sub("", found["words"]).translate(_SIMPLIFIED)
    return Decimal(1).scaleb(-places), read_cell("1" + words).unit


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
