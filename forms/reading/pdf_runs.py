"""Rows of a table without columns of rules: figures and words that stand together.

A row may be set in several lines: its label is broken, or a long figure. Then its lines are
put together here, before anybody looks for columns.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from forms.reading.pdf_glyphs import Glyph
from forms.reading.pdf_lines import Line, line_of, rows_of_glyphs
from forms.reading.pdf_marks import Edge

_UNIT = "(?:万元|批次|人次|[件个条项笔批次宗份起例人元])?"
FIGURE = re.compile(rf"[+\-−－]?\d(?:[\d,.]*\d)?{_UNIT}|[/／\\]|[-—－–]{{1,2}}|无")
_GAP_OF_FIGURES, _GAP_OF_WORDS = 0.5, 0.25
"""So many times the font's size part two cells; what is set solid stays together."""
_LEAST_RULE = 60.0
"""Points; shorter rules part no rows."""
_HIGHEST = 9
"""In heights of a line: no row of a table is higher."""
_OVERLAP = 0.95
_SAME_LINE = 0.25
"""Tall labels stand beside the rows, and between them."""
_NEXT_LINE = 1.9
_BREAKS_FROM = 3
"""Figures of fewer digits are not broken into two lines."""
_PLACE = 6.0


@dataclass(frozen=True)
class Run:
    """Characters of one row that stand together: a figure, or words."""

    line: Line

    @property
    def is_figure(self) -> bool:
        """True for a number, with a unit or not, and for a mark that stands for one."""
        return bool(FIGURE.fullmatch(self.line.text))

    def meets(self, left: float, right: float) -> bool:
        """True where it stands above or below the stretch, in part at least."""
        return self.line.left < right and self.line.right > left


Row = list[Run]
Stretch = tuple[float, float]


def table_rows(glyphs: list[Glyph], rules: Iterable[Edge]) -> tuple[list[list[Glyph]], list[Row]]:
    """The rows of a page, as characters and as runs; ``rules`` are the horizontal ones."""
    by_row = _stacked(rows_of_glyphs(glyphs, _SAME_LINE), _bands(rules))
    by_row = _with_rests(by_row)
    return by_row, [_joined_figures(row) for row in by_row]


def _bands(rules: Iterable[Edge]) -> list[float]:
    """Where rules lie that are long enough to part rows."""
    return sorted({rule.position for rule in rules if rule.end - rule.start > _LEAST_RULE})


def _stacked(rows: list[list[Glyph]], bands: Sequence[float]) -> list[list[Glyph]]:
    """Rows of a table that are set in several lines, each as one.

    Between two rules stands one row. Where there are none, figures that overlap in height
    are of one row: a long one was broken beside others that stand half way down.
    """
    found: list[list[Glyph]] = []
    before: tuple[float, float, int] | None = None
    for row in rows:
        figures = [glyph for glyph in row if glyph.text.isdecimal()] or row
        level, height = figures[0].middle, median(glyph.height for glyph in figures)
        band = bisect_right(bands, level)
        is_narrow = 0 < band < len(bands) and bands[band] - bands[band - 1] < _HIGHEST * height
        if found and before is not None:
            is_one = is_narrow and band == before[2]
            overlaps = level - before[0] < _OVERLAP * min(height, before[1])
            if is_one or (overlaps and not bands and _has_figure(row) and _has_figure(found[-1])):
                found[-1].extend(row)
                before = (level, height, band)
                continue
        found.append(row)
        before = (level, height, band)
    return found


def _has_figure(row: Iterable[Glyph]) -> bool:
    return any(glyph.text.isdecimal() for glyph in row)


def _joined_figures(glyphs: list[Glyph]) -> Row:
    """The runs of a row from left to right; a figure broken into two lines is whole again."""
    runs = [run for row in rows_of_glyphs(glyphs, _SAME_LINE) for run in _runs(row)]
    whole: list[Run] = []
    for run in sorted(runs, key=lambda one: (one.line.left, one.line.middle)):
        near = range(max(0, len(whole) - 3), len(whole))
        beside = next((n for n in near if _is_broken(whole[n], run)), None)
        if beside is None:
            whole.append(run)
            continue
        upper, lower = sorted((whole[beside].line, run.line), key=lambda line: line.middle)
        whole[beside] = Run(
            upper._replace(
                text=upper.text + lower.text,
                left=min(upper.left, lower.left),
                right=max(upper.right, lower.right),
                bottom=lower.bottom,
            )
        )
    return whole


def _with_rests(by_row: list[list[Glyph]]) -> list[list[Glyph]]:
    """Lines that hold the last digits of figures above, joined to those lines."""
    rows = [_joined_figures(row) for row in by_row]
    widest = Widest(run.line for row in rows for run in row if run.line.text.isdecimal())
    found: list[list[Glyph]] = []
    above: Row = []
    for row, glyphs in zip(rows, by_row, strict=True):
        if found and are_rests(above, row, widest) and not _has_label(above, row):
            found[-1] = found[-1] + glyphs
            above = _joined_figures(found[-1])
        else:
            found.append(glyphs)
            above = row
    return found


class Widest:
    """How wide the widest figure at a place is."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._by_place: dict[int, float] = {}
        for line in lines:
            width = line.right - line.left
            for place in range(int(line.left // _PLACE), int(line.right // _PLACE) + 1):
                self._by_place[place] = max(self._by_place.get(place, 0.0), width)

    def is_full(self, line: Line) -> bool:
        """True where none of its place is wider, and it is long enough to be broken."""
        most = self._by_place.get(int((line.left + line.right) / 2 // _PLACE), 0.0)
        return len(line.text) >= _BREAKS_FROM and line.right - line.left >= most - 1


def are_rests(above: Row, row: Row, widest: Widest) -> bool:
    """True where every figure of a row stands close below a full one."""
    figures = figures_of(row)
    upper = [run for run in above if run.line.text.isdecimal() and widest.is_full(run.line)]
    return bool(figures) and all(
        run.line.text.isdecimal()
        and any(
            one.meets(run.line.left, run.line.right)
            and len(run.line.text) < len(one.line.text)
            and 0 < run.line.middle - one.line.middle < _NEXT_LINE * run.line.size
            for one in upper
        )
        for run in figures
    )


def _has_label(above: Row, row: Row) -> bool:
    """True where words stand below the words that are nearest to the figures above."""
    labels = [run for run in above if not run.is_figure]
    words = [run for run in row if not run.is_figure]
    return any(
        run.meets(labels[-1].line.left, labels[-1].line.right) for run in words[-1:] if labels
    )


def _is_broken(one: Run, other: Run) -> bool:
    are_digits = one.line.text.isdecimal() and other.line.text.isdecimal()
    return are_digits and one.meets(other.line.left, other.line.right)


def _runs(row: Sequence[Glyph]) -> Iterator[Run]:
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    piece: list[Glyph] = []
    for glyph in inked:
        if piece and glyph.left - piece[-1].right > _gap(piece[-1], glyph) * glyph.height:
            yield from _run(piece)
            piece = []
        piece.append(glyph)
    yield from _run(piece)


def _gap(before: Glyph, after: Glyph) -> float:
    is_word = before.text.isalpha() and after.text.isalpha()
    return _GAP_OF_WORDS if is_word else _GAP_OF_FIGURES


def _run(piece: Sequence[Glyph]) -> Iterator[Run]:
    line = line_of(piece)
    if line is not None:
        yield Run(line)


def figures_of(row: Row) -> Row:
    """The runs of a row that are figures."""
    return [run for run in row if run.is_figure]
