"""Lines of text → paragraphs, by indent, by how full a line is, and by the space between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from forms.document import Paragraph, Style
from forms.reading.line_joining import join_lines
from forms.reading.pdf_lines import Line
from forms.reading.pdf_margins import INDENT, LARGER, NEW_ITEM, TextArea

_SHORT = 1.6
"""In characters: a line that ends so far before the margin ends its paragraph."""
_SENTENCE_END = re.compile(r"[。！？；：:;!?][”’）)》]*$")
# A closing mark never begins a line, so it went down with the word before it.
_LEADING_WORD = re.compile(
    r"(?P<word>[0-9A-Za-z.,:@/%_\-]+)(?P<marks>[，。、；：！？”’）》〉】〕]*)"
)
_NARROW_WIDTH = 0.55


@dataclass
class _Open:
    """A paragraph that may still go on."""

    lines: list[Line]
    page: int
    is_title: bool


class ParagraphBuilder:
    """Takes lines and breaks in their order; gives paragraphs back."""

    def __init__(self) -> None:
        self._open: _Open | None = None
        self._has_body = False

    def add_line(self, line: Line, page: int, area: TextArea) -> Paragraph | None:
        """Add the next line; returns the paragraph that it closes, if any."""
        is_title = not self._has_body and line.size >= area.largest * LARGER
        self._has_body = self._has_body or not is_title
        current = self._open
        if current is not None and current.is_title == is_title:
            last = current.lines[-1]
            same_page = current.page == page or len(current.lines) == 0
            goes_on = (
                _is_same_title(last, line)
                if is_title
                else _continues(last, line, area, same_page=same_page)
            )
            if goes_on:
                current.lines.append(line)
                current.page = page
                return None
        closed = self.close()
        self._open = _Open([line], page, is_title)
        return closed

    def close(self) -> Paragraph | None:
        """End the open paragraph and return it."""
        current, self._open = self._open, None
        if current is None:
            return None
        style = Style.TITLE if current.is_title else Style.BODY
        return Paragraph(_whole_text(current.lines), style, origin=f"第 {current.page} 页")


def _whole_text(lines: Sequence[Line]) -> str:
    """The lines as one text; a blank that was set where two of them meet stays."""
    pieces = [[lines[0].text]]
    for above, below in pairwise(lines):
        if above.blank_behind or below.blank_before:
            pieces.append([])
        pieces[-1].append(below.text)
    return " ".join(map(join_lines, pieces))


def _is_same_title(last: Line, line: Line) -> bool:
    return abs(last.size - line.size) < 0.12 * line.size and (
        0 < line.middle - last.middle < 3 * line.size
    )


def _continues(last: Line, line: Line, area: TextArea, *, same_page: bool) -> bool:
    """True where the line goes on with the paragraph of the line before it."""
    if line.left - area.left > INDENT * line.size:
        return False
    if same_page and line.middle - last.middle > 1.6 * area.pitch(line.size):
        return False
    if abs(last.size - line.size) > 0.2 * max(last.size, line.size):
        return False
    if not area.items_indented and NEW_ITEM.match(line.text) and _SENTENCE_END.search(last.text):
        return False
    room = area.right - last.right
    return room <= _SHORT * line.size + _unbroken_width(line)


def _unbroken_width(line: Line) -> float:
    """The width of the word at the line's start, which could not be broken: a long number
    or address, with the marks behind it, leaves the line before it short.
    """
    found = _LEADING_WORD.match(line.text)
    if not found:
        return 0.0
    return line.size * (len(found["word"]) * _NARROW_WIDTH + len(found["marks"]))
