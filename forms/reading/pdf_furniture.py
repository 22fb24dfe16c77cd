"""Page numbers, headers and footers: what belongs to the paper, not to the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

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
_SAME_PLACE = 4.0


def without_furniture(
    pages: Sequence[tuple[float, Sequence[Line]]],
) -> list[list[Line]]:
    """The lines of each page that belong to the text.

    ``pages`` are heights (points) and lines from top to bottom. A page number is told by
    its form; a header or footer stands at the same place of several pages with the same
    words, whatever its digits.
    """
    outer = [_outer_lines(height, lines) for height, lines in pages]
    seen = Counter(key for found in outer for key in {_key(line) for line in found})
    least = max(2, len(pages) // 3)
    kept = []
    for (_, lines), found in zip(pages, outer, strict=True):
        furniture = set()
        for line in found:
            if _PAGE_NUMBER.fullmatch(line.text.strip()) or _is_repeated(line, seen, least):
                furniture.add(id(line))
        kept.append([line for line in lines if id(line) not in furniture])
    return kept


def _outer_lines(height: float, lines: Sequence[Line]) -> list[Line]:
    """The first and last lines, as far as they stand in the margins."""
    above = [line for line in lines[:_DEPTH] if line.bottom <= height * MARGIN]
    below = [line for line in lines[-_DEPTH:] if line.top >= height * (1 - MARGIN)]
    return above + below


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text.replace(" ", "")), round(line.middle / _SAME_PLACE)


def _is_repeated(line: Line, seen: Counter[tuple[str, int]], least: int) -> bool:
    text, level = _key(line)
    return sum(seen[text, level + step] for step in (-1, 0, 1)) >= least
