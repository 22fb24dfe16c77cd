"""Several lines of one text → one line, as Chinese is set: no space at a line's end."""

from __future__ import annotations

import re
from collections.abc import Iterable

BLANKS = " \t\r\n\f\v\xa0\u3000\u200b\u200c\u200d\u2060\ufeff"
"""What is trimmed from the ends of a text: spaces of every width, and marks without width."""

_NARROW = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")
_WIDTHLESS = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def join_lines(lines: Iterable[str]) -> str:
    """The lines as one text; a space stays only between Latin letters or digits.

    >>> join_lines(["商业", "企业"]), join_lines(["12", "3"]), join_lines([" 共 5", "件 "])
    ('商业企业', '12 3', '共 5件')
    """
    joined = ""
    for line in lines:
        text = trimmed(line)
        if joined and text and _NARROW.match(joined[-1]) and _NARROW.match(text[0]):
            joined += " "
        joined += text
    return joined


def raised(before: str, text: str) -> str:
    """Text above the line, told apart from a figure before it: the mark of a note is no digit.

    >>> raised("35", "1"), raised("面积3平方m", "2")
    ('[1]', '2')
    """
    if before[-1:].isdigit() and text.strip().isdecimal():
        return f"[{text.strip()}]"
    return text


def trimmed(text: str) -> str:
    """The text without blanks at its ends and without marks that have no width."""
    # The plain blank is the only printable one, and nothing without width is printable.
    if text.isprintable():
        return text.strip(" ")
    return _WIDTHLESS.sub("", text).strip(BLANKS)
