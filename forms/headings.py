"""Headings inside a text: ``（一）``, ``1.``, ``（1）`` (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

import re

LONGEST_HEADING = 40
_LEVELS = (
    (1, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (2, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    (3, re.compile(r"\d{1,2}[.．、](?!\d)")),
    (4, re.compile(r"[（(]\d{1,2}[）)]")),
)
_LIST_LEVEL = 3
"""The marks from this level on number the items of a list as well."""
_SENTENCE_ENDS = ("。", "；", ";")
_SENTENCE_INSIDE = re.compile(r"[。；！？：，](?=.)")


def heading_level(paragraph: str) -> int:
    """1–4 where the paragraph stands alone as a heading, else 0.

    A numbered sentence that runs on (``（一）公开内容。全年公开……``) is body text, and so is an
    item of a list, which ends as a sentence does (``1.完善目录。``, ``（1）公开20条；``).

    >>> heading_level("（一）主动公开"), heading_level("1.互联网。注重发挥网站作用。")
    (2, 0)
    """
    text = paragraph.strip()
    if len(text) > LONGEST_HEADING or _SENTENCE_INSIDE.search(text):
        return 0
    level = next((level for level, mark in _LEVELS if mark.match(text)), 0)
    return 0 if level >= _LIST_LEVEL and text.endswith(_SENTENCE_ENDS) else level
