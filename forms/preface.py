"""The opening paragraph that nearly every report has, made from the edition's own words."""

from __future__ import annotations

import re

from forms.edition import Edition

_NUMERALS = "零一二三四五六七八九十"
_NUMBER = re.compile(r"^[一二三四五六七八九十]+、")


def preface_text(edition: Edition, year: int) -> str:
    """The edition's preface for a year. The list of parts is that of the real headings.

    >>> preface_text(edition, 2025)  # doctest: +SKIP
    '本报告根据……全文包括总体情况、……其他需要报告的事项六个部分。……'
    """
    count = len(edition.parts)
    parts = "、".join(_NUMBER.sub("", part.heading) for part in edition.parts)
    words = {
        "{parts}": parts,
        "{part_count}": _NUMERALS[count] if count < len(_NUMERALS) else str(count),
        "{year}": str(year),
    }
    text = edition.preface
    for name, value in words.items():
        text = text.replace(name, value)
    return text
