"""Tables without rules: figures that stand below each other → columns.

Columns are where figures of several rows overlap, and where a header stands between them.
Where two figures of one row would fall into one column nothing is made of it: the lines stay
text, and nobody guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from forms.reading.pdf_grids import RuledCell, RuledGrid
from forms.reading.pdf_lines import Line, line_of, rows_of_glyphs
from forms.reading.pdf_marks import Glyph

_UNIT = "(?:万元|批次|人次|[件个条项笔批次宗份起例人元])?"
_FIGURE = re.compile(rf"[+\-−－]?\d[\d,.]*{_UNIT}|[/／\\]|[-—－–]{{1,2}}|无")
_FIGURES = re.compile(rf"(?:^|(?<= ))(?:{_FIGURE.pattern})(?= |$)")
_GAP_OF_FIGURES, _GAP_OF_WORDS = 0.5, 1.6
"""So many times the font's size part two cells; words may be spaced out."""
_FEWEST_FIGURES = 3
_FEWEST_ALONE = 8
"""So many figures in a row make a table of one row."""
_FARTHEST = 12
_NEXT = 3.5
"""In sizes of the font: how far apart rows of one table stand, and a row and its header."""
_LONGEST_WORDS = 24


@dataclass(frozen=True)
class _Run:
    """Characters of one row that stand together: a figure, or words."""

    line: Line

    @property
    def is_figure(self) -> bool:
        return bool(_FIGURE.fullmatch(self.line.text))

    def meets(self, left: float, right: float) -> bool:
        """True where it stands above or below the stretch, in part at least."""
        return self.line.left < right and self.line.right > left


_Row = list[_Run]
_Stretch = tuple[float, float]


def may_hold_table(lines: Iterable[Line]) -> bool:
    """True where a line has figures side by side: a quick look before the long one."""
    return any(len(_FIGURES.findall(line.text)) >= _FEWEST_FIGURES for line in lines)


def find_unruled(page: int, glyphs: list[Glyph]) -> tuple[list[RuledGrid], list[Glyph]]:
    """The tables without rules on a page, and the characters outside of them."""
    by_row = rows_of_glyphs(glyphs)
    rows = [list(_runs(row)) for row in by_row]
    grids: list[RuledGrid] = []
    outside: list[Glyph] = []
    taken = 0
    for first, last in _candidates(rows):
        found = _Finder(page, rows[taken:], first - taken, last - taken).grid()
        if found is not None:
            grid, start, end = found
            outside += [glyph for row in by_row[taken : taken + start] for glyph in row]
            taken += end
            grids.append(grid)
    outside += [glyph for row in by_row[taken:] for glyph in row]
    return grids, outside


def _runs(row: Sequence[Glyph]) -> Iterator[_Run]:
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


def _run(piece: Sequence[Glyph]) -> Iterator[_Run]:
    line = line_of(piece)
    if line is not None:
        yield _Run(line)


def _figures(row: _Row) -> _Row:
    return [run for run in row if run.is_figure]


def _candidates(rows: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """The first and the last full row of each table, as far as distance and columns tell."""
    full = [n for n, row in enumerate(rows) if len(_figures(row)) >= _FEWEST_FIGURES]
    group: list[int] = []
    for number in full:
        if group and not _is_one_table(rows, group, number):
            yield group[0], group[-1]
            group = []
        group.append(number)
    if group:
        yield group[0], group[-1]


def _is_one_table(rows: Sequence[_Row], group: list[int], number: int) -> bool:
    above, below = rows[group[-1]][0].line, rows[number][0].line
    if below.middle - above.middle > _FARTHEST * below.size:
        return False
    between = [run for row in rows[group[-1] + 1 : number] for run in row]
    if any(len(run.line.text) > _LONGEST_WORDS for run in between):
        return False
    together = [_figures(rows[n]) for n in (*group, number)]
    return _are_apart(together, _columns(run for row in together for run in row))


def _columns(runs: Iterable[_Run]) -> list[_Stretch]:
    """The stretches that the runs cover, left to right."""
    found: list[_Stretch] = []
    for run in sorted(runs, key=lambda run: run.line.left):
        line = run.line
        if found and line.left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], line.right))
        else:
            found.append((line.left, line.right))
    return found


def _places(run: _Run, columns: Sequence[_Stretch]) -> list[int]:
    return [number for number, column in enumerate(columns) if run.meets(*column)]


def _are_apart(rows: Iterable[_Row], columns: Sequence[_Stretch]) -> bool:
    """True where every run stands in one column, and no two of a row in the same."""
    for row in rows:
        places = [_places(run, columns) for run in row]
        if any(len(place) != 1 for place in places):
            return False
        if len({place[0] for place in places}) < len(places):
            return False
    return True


class _Finder:
    """One table: from its first full row upwards to its header, downwards to its last row."""

    def __init__(self, page: int, rows: Sequence[_Row], first: int, last: int) -> None:
        self._page = page
        self._rows = rows
        self._columns = _columns(run for row in rows[first : last + 1] for run in _figures(row))
        self._first = self._reach(first, -1)
        self._last = self._reach(last, 1)

    def grid(self) -> tuple[RuledGrid, int, int] | None:
        """The table, its first row and the row behind its last; None where it is doubtful."""
        inside = range(self._first, self._last + 1)
        data = [n for n in inside if self._values(self._rows[n])]
        full = [n for n in data if len(_figures(self._rows[n])) >= _FEWEST_FIGURES]
        most = max(len(_figures(self._rows[n])) for n in full)
        if len(full) < 2 and most < _FEWEST_ALONE:
            return None
        start = self._header_start()
        header = [run for row in self._rows[start : self._first] for run in row]
        self._add_blank_columns(header)
        if not _are_apart([self._values(self._rows[n]) for n in data], self._columns):
            return None
        return self._built(header, data, inside), start, self._last + 1

    def _values(self, row: _Row) -> _Row:
        """The runs of a row that stand in the columns, words in them included."""
        return [run for run in row if run.line.right > self._columns[0][0]]

    def _reach(self, start: int, step: int) -> int:
        """The last row in one direction that has a label, and figures in the columns only."""
        reached = start
        at = start + step
        while 0 <= at < len(self._rows):
            row, before = self._rows[at], self._rows[at - step]
            distance = abs(row[0].line.middle - before[0].line.middle)
            if distance > _NEXT * row[0].line.size:
                break
            values = self._values(row)
            is_data = values and all(run.is_figure for run in values) and len(row) > len(values)
            if values and not (is_data and _are_apart([values], self._columns)):
                break
            if is_data:
                reached = at
            at += step
        return reached

    def _header_start(self) -> int:
        """The first of the rows above that head the columns: short words, near each other."""
        start = self._first
        while start > 0:
            row, below = self._rows[start - 1], self._rows[start]
            near = below[0].line.middle - row[0].line.middle <= _NEXT * row[0].line.size
            heads = self._values(row)
            if not near or not heads or any(run.is_figure for run in row):
                break
            if any(len(run.line.text) > _LONGEST_WORDS for run in row):
                break
            start -= 1
        return start

    def _add_blank_columns(self, header: Iterable[_Run]) -> None:
        """A header that stands between the columns has a column without any figure."""
        left, right = self._columns[0][0], self._columns[-1][1]
        blank = [run for run in header if not _places(run, self._columns) and run.line.right > left]
        size = max((run.line.size for run in blank), default=0.0)
        near = [run for run in blank if run.line.left < right + _FARTHEST * size]
        added = _columns(near)
        self._columns = sorted([*self._columns, *added])

    def _built(self, header: Sequence[_Run], data: list[int], inside: range) -> RuledGrid:
        builder = _Builder(self._columns)
        builder.add_header(header)
        top = builder.height
        for number, at in enumerate(data):
            row = self._rows[at]
            for run in self._values(row):
                builder.put(top + number, 2 + _places(run, self._columns)[0], run)
            labels = row[: len(row) - len(self._values(row))]
            for position, run in enumerate(labels):
                builder.put(top + number, int(position == len(labels) - 1), run)
        for at in inside:
            for run in self._rows[at] if at not in data else ():
                near = min(data, key=lambda n: self._distance(n, run))
                builder.put_beside(top + data.index(near), run)
        return builder.grid(self._page, len(data))

    def _distance(self, at: int, run: _Run) -> float:
        return abs(self._rows[at][-1].line.middle - run.line.middle)


class _Builder:
    """Lays runs into cells: groups in column 0, labels in 1, figures behind them."""

    def __init__(self, columns: Sequence[_Stretch]) -> None:
        self._columns = columns
        self._cells: dict[tuple[int, int], RuledCell] = {}
        self.height = 0

    def add_header(self, header: Sequence[_Run]) -> None:
        """Words over several columns in rows of their own, then one row of column heads."""
        wide = [run for run in header if len(_places(run, self._columns)) > 1]
        levels = sorted({run.line.middle for run in wide})
        for run in wide:
            places = _places(run, self._columns)
            span = places[-1] - places[0] + 1
            self.put(levels.index(run.line.middle), 2 + places[0], run, span)
        self.height = len(levels)
        for run in header:
            places = _places(run, self._columns)
            if len(places) < 2:
                self.put(self.height, 2 + places[0] if places else 1, run)
        self.height += bool(header)

    def put(self, row: int, column: int, run: _Run, span: int = 1) -> None:
        """Add a run to a cell, below what stands there."""
        cell = self._cells.get((row, column))
        if cell is None:
            line = run.line
            cell = RuledCell(row, column, 1, span, line.left, line.right)
            self._cells[row, column] = cell
        cell.lines.append(run.line)
        cell.lines.sort(key=lambda line: (line.middle, line.left))

    def put_beside(self, row: int, run: _Run) -> None:
        """Words on a line of their own: the rest of the label that they stand above or below."""
        label = self._cells.get((row, 1))
        is_rest = label is None or any(run.meets(line.left, line.right) for line in label.lines)
        self.put(row, int(is_rest), run)

    def grid(self, page: int, data_rows: int) -> RuledGrid:
        """The table, blank cells included."""
        height, width = self.height + data_rows, 2 + len(self._columns)
        lines = [line for cell in self._cells.values() for line in cell.lines]
        left = min(line.left for line in lines)
        edges = [(a[1] + b[0]) / 2 for a, b in pairwise(self._columns)]
        first, last = self._columns[0][0], max(line.right for line in lines)
        columns = (left, (left + first) / 2, first, *edges, last)
        covered = {
            (cell.row, cell.column + step)
            for cell in self._cells.values()
            for step in range(cell.column_span)
        }
        cells = list(self._cells.values())
        for row in range(height):
            for column in range(width):
                if (row, column) not in covered:
                    ends = columns[column], columns[column + 1]
                    cells.append(RuledCell(row, column, 1, 1, *ends))
        top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
        rows = tuple(top + (bottom - top) * n / height for n in range(height + 1))
        return RuledGrid(page, columns, rows, cells)
