"""How the text of a PDF is set: its margins, its line pitch, the sizes of its fonts.

The steps between lines tell the left margin: where a line stands two characters further in
than the full line below or the line above, the other one stands at the margin. Sizes are told
apart, for two characters of a note are narrower than two of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from forms.reading.pdf_lines import Line

INDENT = 0.8
"""In characters: a line that begins so far in begins a paragraph."""
LARGER = 1.15
"""What is so much larger than the text is a title."""
NEW_ITEM = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")

_MARGIN = 0.13
"""The usual left margin as a part of the paper's width."""
_LINES_OF_TEXT = 4
"""Fewer of one size may be a title, more are not."""
_USUAL_SIZE = 12.0
_USUAL_PITCH = 1.6
_SAME_SIZE = 0.2
_ALIKE = 0.15
_AT_MARGIN = 0.6
_NEXT = 4.0
_SENTENCE_MARKS = tuple("。！？；：:;!?，,")


@dataclass(frozen=True)
class TextArea:
    """How the text of a page is set: its margins, and its line pitch by the size of the font.

    ``largest``: of the sizes that text is set in; what is larger still is a title.
    ``items_indented``: numbered items that certainly begin a paragraph stand further in.
    """

    left: float
    right: float
    largest: float
    items_indented: bool = False
    pitches: Mapping[int, float] = field(default_factory=dict)

    def pitch(self, size: float) -> float:
        """The usual distance from line to line in text of that size."""
        return self.pitches.get(round(size), _USUAL_PITCH * size)


@dataclass
class _Group:
    """The lines of pages of one width, in their order, and where tables begin."""

    lines: list[Line] = field(default_factory=list)
    tables: list[float] = field(default_factory=list)
    pairs: list[tuple[Line, Line]] = field(default_factory=list)


def text_areas(
    pages: Sequence[tuple[float, Sequence[Line], Sequence[float]]],
) -> list[TextArea]:
    """How each page is set; ``pages`` are widths (points), lines, and where tables begin.

    Pages of one width share their margins: a page with a few lines tells little.
    """
    together: dict[int, _Group] = {}
    for width, lines, tables in pages:
        group = together.setdefault(round(width / 10), _Group())
        group.lines.extend(lines)
        group.tables.extend(tables)
        group.pairs.extend(pair for pair in pairwise(lines) if _are_neighbours(*pair))
    pitches = _pitches([pair for group in together.values() for pair in group.pairs])
    size, largest = _sizes([line for _, lines, _ in pages for line in lines])
    areas = {}
    for key, group in together.items():
        left, full = _left_margin(group, key * 10 * _MARGIN, size, largest)
        right = max(full) if full else _right_margin(group.lines, key * 10, left, size)
        is_indented = _items_are_indented(group.lines, left, right)
        areas[key] = TextArea(left, right, largest, is_indented, pitches)
    return [areas[round(width / 10)] for width, _, _ in pages]


def _are_neighbours(above: Line, below: Line) -> bool:
    """True for lines of one size that follow each other."""
    larger = max(above.size, below.size)
    is_near = 0 < below.middle - above.middle < _NEXT * larger
    return is_near and abs(above.size - below.size) <= _SAME_SIZE * larger


def _pitches(pairs: Sequence[tuple[Line, Line]]) -> dict[int, float]:
    """The usual step from line to line, by the rounded size of the font."""
    steps: dict[int, list[float]] = {}
    for above, below in pairs:
        steps.setdefault(round(below.size), []).append(below.middle - above.middle)
    return {
        size: median(
            step for other in steps if abs(other - size) <= _ALIKE * size for step in steps[other]
        )
        for size in steps
    }


def _sizes(lines: Sequence[Line]) -> tuple[float, float]:
    """The commonest size of the text, and the largest that is no mere title's.

    Long notes may be more than the text itself; but a size that comes again below a smaller
    one is no title's.
    """
    characters: Counter[int] = Counter()
    again: Counter[int] = Counter()
    smallest = float("inf")
    for line in lines:
        size = round(line.size)
        characters[size] += len(line.text)
        again[size] += size > smallest
        smallest = min(size, smallest)
    if not characters:
        return _USUAL_SIZE, _USUAL_SIZE
    commonest = characters.most_common(1)[0][0]
    count = Counter(round(line.size) for line in lines)
    few = characters.total() / 10
    text = [
        size
        for size in count
        if count[size] >= _LINES_OF_TEXT and (characters[size] >= few or again[size] > 1)
    ]
    return float(commonest), float(max([commonest, *text]))


def _left_margin(
    group: _Group, usual: float, size: float, largest: float
) -> tuple[float, list[float]]:
    """Where lines begin that go on, and the right ends of lines that certainly did."""
    votes: list[tuple[float, int]] = []
    full: list[tuple[float, float]] = []
    pairs = [pair for pair in group.pairs if max(one.size for one in pair) < largest * LARGER]
    for above, below in pairs:
        step = above.left - below.left
        if _is_indent(step, below.size) and above.right >= below.right - below.size:
            votes.append((below.left, 2))
            full.append((below.left, above.right))
        elif _is_indent(-step, below.size) and below.left < above.right:
            votes.append((above.left, 1))
    if not votes:
        text = [line for line in group.lines if line.size < largest * LARGER]
        return _left_without_steps(text, pairs, group.tables, usual), []
    left = _most_voted(votes)
    return left, [right for at, right in full if abs(at - left) <= size * _AT_MARGIN]


def _most_voted(votes: Sequence[tuple[float, int]]) -> float:
    """The place with the most votes, what lies near it counted too; of equals the leftmost."""
    weight: Counter[int] = Counter()
    for place, count in votes:
        weight[round(place / 4)] += count
    best = max(sorted(weight), key=lambda at: sum(weight[at + step] for step in (-1, 0, 1)))
    return median(place for place, _ in votes if abs(round(place / 4) - best) <= 1)


def _left_without_steps(
    lines: Sequence[Line], pairs: Sequence[tuple[Line, Line]], tables: list[float], usual: float
) -> float:
    """The margin where no line steps out or in: all may be first lines, or none is indented.

    Then a table that begins two characters further out shows the margin, or two sizes whose
    indents meet there; not where lines go on below each other.
    """
    starts = sorted(line.left for line in lines)
    left = next((a for a, b in pairwise(starts) if b - a < 1), usual)
    first = [line.size for line in lines if abs(line.left - left) < 1]
    if not first or _go_on_below(pairs):
        return left
    size = max(first)
    meeting = (line.left - 2 * line.size for line in lines if abs(line.size - size) > 1)
    starts += [*tables, *(place for place in meeting if abs(left - 2 * size - place) < size / 4)]
    return min([start for start in starts if _is_indent(left - start, size)], default=left)


def _go_on_below(pairs: Sequence[tuple[Line, Line]]) -> bool:
    """True where a line as long as any ends amid a sentence and the next begins below it."""
    longest = max((line.right for pair in pairs for line in pair), default=0.0)
    return any(
        abs(above.left - below.left) < _AT_MARGIN * below.size
        and longest - above.right < below.size
        and not above.text.endswith(_SENTENCE_MARKS)
        for above, below in pairs
    )


def _is_indent(width: float, size: float) -> bool:
    return 1.5 * size < width < 2.6 * size


def _right_margin(lines: Sequence[Line], width: float, left: float, size: float) -> float:
    """Where full lines end; a few that end at one place by chance do not make it a margin."""
    mirrored = width - left
    ends = [line.right for line in lines]
    right = max(_shared([end for end in ends if end > width / 2], size, 3), default=mirrored)
    full = sum(1 for end in ends if abs(end - right) < size * _AT_MARGIN)
    beyond = sum(1 for end in ends if end > right + 1.2 * size)
    is_sure = right > mirrored - 2 * size or full > max(len(lines) / 3, 4 * beyond)
    return right if is_sure else mirrored


def _shared(edges: list[float], size: float, least: int) -> list[float]:
    """The edges at which several lines begin or end, in their order."""
    edges = sorted(edges)
    near = size * _AT_MARGIN
    return [
        edge
        for edge in edges
        if bisect_left(edges, edge + near) - bisect_right(edges, edge - near) >= least
    ]


def _items_are_indented(lines: Sequence[Line], left: float, right: float) -> bool:
    """True where every item below a short line is indented: then one that is not goes on."""
    begun = [
        below.left - left > INDENT * below.size
        for above, below in pairwise(lines)
        if NEW_ITEM.match(below.text) and right - above.right > 3 * below.size
    ]
    return bool(begun) and all(begun)
