"""Text ↔ number, in one place.

A value is an ``int``, a ``Decimal`` (only where it has a fraction), ``None`` for blank, or
the text as it stood where it is no number. Blank is unknown; it is never zero.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

Number = int | Decimal
Value = int | Decimal | str | None

MAX_DIGITS = 15
"""A JSON number keeps this many digits in every program that may read it."""

_NUMBER = re.compile(
    r"(?P<sign>[+-])?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<unit>[^\W\d_]{0,6})",
)
_COUNT_UNITS = frozenset("件个条项笔批次宗份起例人") | {"批次", "人次", "件次"}
_UNITS = _COUNT_UNITS | {"元", "千元", "万元", "亿元"}
_MINUS_SIGNS = str.maketrans({"−": "-", "－": "-", "﹣": "-", "＋": "+", "﹢": "+"})
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff")) | {0x3000: " ", 0xA0: " "}
"""Blanks of no width, which web pages leave in a cell; wide ones are blanks."""
_WIDE = re.compile("[\uff00-\uffef]")
"""Full-width signs alone become plain ones: the mark of a note (35①) is no digit."""


class Reading(NamedTuple):
    """What a cell's text says: its value, and the unit that stood with the number."""

    value: Value
    unit: str = ""


def read_cell(text: str) -> Reading:
    """What one cell's text is.

    >>> read_cell("１２").value, read_cell("1,234").value, read_cell("").value
    (12, 1234, None)
    >>> read_cell("12件")
    Reading(value=12, unit='件')

    ``/``, ``-``, ``—``, ``无``, ``1e3`` and any other text come out as that text, trimmed.
    """
    if text.isdecimal() and text.isascii() and len(text) <= MAX_DIGITS:
        return Reading(int(text))
    trimmed = text.translate(_UNSEEN).strip()
    if not trimmed:
        return Reading(None)
    plain = _WIDE.sub(lambda wide: unicodedata.normalize("NFKC", wide[0]), trimmed)
    plain = plain.translate(_MINUS_SIGNS)
    plain = re.sub(r"(?<=[\d.,+-])\s+(?=[^\W\d_]+$)", "", plain)
    found = _NUMBER.fullmatch(plain)
    if found is None or (found["unit"] and found["unit"] not in _UNITS):
        return Reading(trimmed)
    digits = found["digits"].replace(",", "")
    if len(digits.replace(".", "").lstrip("0")) > MAX_DIGITS:
        return Reading(trimmed)
    return Reading(as_number((found["sign"] or "") + digits), found["unit"])


def as_number(digits: str) -> Number:
    """A plain decimal numeral → int where whole, else Decimal. ``"1.50"`` → Decimal("1.5")."""
    number = Decimal(digits)
    whole = int(number)
    return whole if number == whole else number.normalize()


def is_number(value: Value) -> bool:
    """True for a number; False for blank and for text."""
    return value is not None and not isinstance(value, str)


def show(value: Value) -> str:
    """The value as it is printed: no separators, no exponent, blank as the empty string."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)
