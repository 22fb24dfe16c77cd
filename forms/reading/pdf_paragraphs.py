"""Lines of text → paragraphs, by indent, by how full a line is, and by the space between."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from forms.document import Paragraph, Style
from forms.reading.line_joining import join_lines
from forms.reading.pdf_furniture import line_pitch
from forms.reading.pdf_lines import Line

_INDENT = 0.8
_SHORT = 1.6
"""In characters: a line that begins so far in begins a paragraph, one that ends so far
before the margin ends it."""
_MARGIN = 0.13
"""The usual left margin as a part of the paper's width."""
_LARGER = 1.15
_LINES_OF_TEXT = 4
"""Fewer of one size may be a title, more are not."""
_USUAL_SIZE = 12.0
_NEW_ITEM = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
_SENTENCE_END = re.compile(r"[。！？；：:;!?][”’）)》]*$")
_LEADING_WORD = re.compile(r"[0-9A-Za-z.,:@/%_\-]+")
_NARROW_WIDTH = 0.55


@dataclass(frozen=True)
class TextArea:
    """How the text of a page is set: its margins, the size of its font, its line pitch.

    ``largest``: of the sizes that text is set in; what is larger still is a title.
    ``items_indented``: numbered items that certainly begin a paragraph stand further in.
    """

    left: float
    right: float
    size: float
    pitch: float
    largest: float
    items_indented: bool = False


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
        is_title = not self._has_body and line.size >= area.largest * _LARGER
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
    """The lines as one text; a blank that was set at a line's end stays."""
    pieces: list[list[str]] = [[]]
    for line in lines:
        pieces[-1].append(line.text)
        if line.blank_behind:
            pieces.append([])
    return " ".join(join_lines(piece) for piece in pieces if piece)


def text_areas(
    pages: Sequence[tuple[float, Sequence[Line], Sequence[float]]],
) -> list[TextArea]:
    """How each page is set; ``pages`` are widths (points), lines, and where tables begin.

    Pages of one width share their margins: a page with a few lines tells little.
    """
    together: dict[int, tuple[list[Line], list[float]]] = {}
    for width, lines, tables in pages:
        group = together.setdefault(round(width / 10), ([], []))
        group[0].extend(lines)
        group[1].extend(tables)
    pitch = line_pitch([lines for _, lines, _ in pages])
    size, largest = _sizes([line for _, lines, _ in pages for line in lines])
    areas = {}
    for key, (lines, tables) in together.items():
        left = _left_margin(lines, tables, key * 10 * _MARGIN, size)
        right = _right_margin(lines, key * 10, left, size)
        is_indented = _items_are_indented(lines, left, right, size)
        areas[key] = TextArea(left, right, size, pitch or size * 1.6, largest, is_indented)
    blank = TextArea(0.0, 0.0, size, size * 1.6, largest)
    return [areas.get(round(width / 10), blank) for width, _, _ in pages]


def _sizes(lines: Sequence[Line]) -> tuple[float, float]:
    """The commonest size of the text, and the largest that is no mere title's.

    Long notes may be more than the text itself.
    """
    characters: Counter[int] = Counter()
    for line in lines:
        characters[round(line.size)] += len(line.text)
    if not characters:
        return _USUAL_SIZE, _USUAL_SIZE
    commonest = characters.most_common(1)[0][0]
    count = Counter(round(line.size) for line in lines)
    few = characters.total() / 10
    text = [size for size in count if count[size] >= _LINES_OF_TEXT and characters[size] >= few]
    return float(commonest), float(max([commonest, *text]))


def _left_margin(
    lines: Sequence[Line], tables: Sequence[float], usual: float, size: float
) -> float:
    """Where lines begin that go on; with hardly any such line it shows by tables or one line.

    Where nothing begins two characters further in, all that was seen may be first lines.
    """
    shared = _shared([line.left for line in lines], size, 2)
    left = min(shared or [usual])
    if any(_is_indent(other - left, size) for other in shared):
        return left
    starts = [*tables, *(line.left for line in lines)]
    return min([start for start in starts if _is_indent(left - start, size)], default=left)


def _is_indent(width: float, size: float) -> bool:
    return 1.5 * size < width < 2.6 * size


def _right_margin(lines: Sequence[Line], width: float, left: float, size: float) -> float:
    """Where full lines end; a few that end at one place by chance do not make it a margin."""
    mirrored = width - left
    ends = [line.right for line in lines]
    right = max(_shared([end for end in ends if end > width / 2], size, 3), default=mirrored)
    full = sum(1 for end in ends if abs(end - right) < size * 0.6)
    beyond = sum(1 for end in ends if end > right + 1.2 * size)
    is_sure = right > mirrored - 2 * size or full > max(len(lines) / 3, 4 * beyond)
    return right if is_sure else mirrored


def _shared(edges: list[float], size: float, least: int) -> list[float]:
    """The edges at which several lines begin or end, in their order."""
    edges = sorted(edges)
    near = size * 0.6
    return [
        edge
        for edge in edges
        if bisect_left(edges, edge + near) - bisect_right(edges, edge - near) >= least
    ]


def _items_are_indented(lines: Sequence[Line], left: float, right: float, size: float) -> bool:
    """True where every item below a short line is indented: then one that is not goes on."""
    begun = [
        below.left - left > _INDENT * size
        for above, below in pairwise(lines)
        if _NEW_ITEM.match(below.text) and right - above.right > 3 * size
    ]
    return bool(begun) and all(begun)


def _is_same_title(last: Line, line: Line) -> bool:
    return abs(last.size - line.size) < 0.12 * line.size and (
        0 < line.middle - last.middle < 3 * line.size
    )


def _continues(last: Line, line: Line, area: TextArea, *, same_page: bool) -> bool:
    """True where the line goes on with the paragraph of the line before it."""
    if line.left - area.left > _INDENT * area.size:
        return False
    if same_page and line.middle - last.middle > 1.6 * area.pitch:
        return False
    if abs(last.size - line.size) > 0.2 * max(last.size, line.size):
        return False
    if not area.items_indented and _NEW_ITEM.match(line.text) and _SENTENCE_END.search(last.text):
        return False
    room = area.right - last.right
    return room <= _SHORT * area.size + _unbroken_width(line)


def _unbroken_width(line: Line) -> float:
    """The width of the word at the line's start, which could not be broken: a long number
    or address leaves the line before it short.
    """
    found = _LEADING_WORD.match(line.text)
    return len(found[0]) * line.size * _NARROW_WIDTH if found else 0.0
