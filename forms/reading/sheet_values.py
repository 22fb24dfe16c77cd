"""The value of a workbook's cell → the text that the eye sees in it."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_MOST_DIGITS = 15
"""So many digits of a number a workbook keeps; the rest is noise of the binary form."""


def shown(value: object, number_format: str = "General") -> str:
    """The cell's text: whole numbers without a point, days as Chinese writes them.

    The value is never rounded to its format, for the report wants what was entered.

    >>> shown(5.0), shown(0.1 + 0.2), shown(0.256, "0.0%"), shown(None)
    ('5', '0.3', '25.6%', '')
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
    if not math.isfinite(value):
        return str(value)
    plain = Decimal(format(value, f".{_MOST_DIGITS}g"))
    if "%" in _QUOTED.sub("", number_format):
        return _plain(plain * 100) + "%"
    return _plain(plain)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
