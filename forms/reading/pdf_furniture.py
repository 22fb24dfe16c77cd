"""Page numbers, headers and footers: what belongs to the paper, not to the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from forms.reading.pdf_lines import Line

MARGIN = 0.14
"""The part of a page's height, above and below, in which furniture stands."""

_DASH = r"[-—–－―─·•~～ ]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}\d{{1,3}}{_DASH}"
    r"|第 ?\d{1,3} ?页(?:[ ,，/／]*共 ?\d{1,3} ?页)?"
    r"|(?:第 ?)?\d{1,3}(?: ?页)? ?[/／] ?(?:共 ?)?\d{1,3}(?: ?页)?"
    r"|(?:page )?\d{1,3} of \d{1,3}"
    r"|page \d{1,3}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_DEPTH = 3
_GAP = 1.3
_SAME_PLACE = 4.0


def without_furniture(
    pages: Sequence[tuple[float, Sequence[Line]]],
) -> list[list[Line]]:
    """The lines of each page that belong to the text.

    ``pages`` are heights (points) and lines from top to bottom. A page number is told by
    its form; a header or footer stands apart from the text, at the same place of several
    pages, with the same words whatever its digits.
    """
    pitch = line_pitch([lines for _, lines in pages])
    outer = [_outer_lines(height, lines, pitch) for height, lines in pages]
    seen = Counter(key for found in outer for key in {_key(line) for line in found})
    least = max(2, len(pages) // 3)
    kept = []
    for (height, lines), found in zip(pages, outer, strict=True):
        furniture = {id(line) for line in found if _is_repeated(line, seen, least)}
        furniture |= {id(line) for line in _page_numbers(height, lines)}
        kept.append([line for line in lines if id(line) not in furniture])
    return kept


def line_pitch(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance from line to line; 0.0 where no two lines follow each other."""
    steps = [
        below.middle - above.middle
        for lines in pages
        for above, below in pairwise(lines)
        if 0 < below.middle - above.middle < 4 * above.size
    ]
    return median(steps) if steps else 0.0


def _outer_lines(height: float, lines: Sequence[Line], pitch: float) -> list[Line]:
    """The first and last lines, as far as they stand in the margins and apart from the text."""
    above = _apart([line for line in lines if line.bottom <= height * MARGIN], lines, pitch)
    upward = list(reversed(lines))
    below = _apart([line for line in upward if line.top >= height * (1 - MARGIN)], upward, pitch)
    return above + below


def _apart(marginal: list[Line], lines: Sequence[Line], pitch: float) -> list[Line]:
    """The outermost lines down to the widest gap, if that is wider than the text's own."""
    for count in range(min(_DEPTH, len(marginal)), 0, -1):
        inner = lines[count] if count < len(lines) else None
        if inner is None or abs(inner.middle - lines[count - 1].middle) > _GAP * pitch:
            return list(lines[:count])
    return []


def _page_numbers(height: float, lines: Sequence[Line]) -> list[Line]:
    outermost = [*lines[:1], *lines[-1:]]
    return [
        line
        for line in outermost
        if (line.bottom <= height * MARGIN or line.top >= height * (1 - MARGIN))
        and _PAGE_NUMBER.fullmatch(line.text.strip())
    ]


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text.replace(" ", "")), round(line.middle / _SAME_PLACE)


def _is_repeated(line: Line, seen: Counter[tuple[str, int]], least: int) -> bool:
    text, level = _key(line)
    return sum(seen[text, level + step] for step in (-1, 0, 1)) >= least
