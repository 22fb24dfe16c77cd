"""Tables without rules: figures that stand below each other → columns.

Columns are where figures of several rows overlap, and where a header stands between them.
Where two figures of one row would fall into one column, where a row has no label or may be
the rest of the row above, nobody guesses: the words come without figures, and all figures in
a row of their own that is none of the form's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from forms.document import Kind
from forms.headings import heading_level
from forms.reading.pdf_glyphs import Glyph
from forms.reading.pdf_grids import RuledCell, RuledGrid
from forms.reading.pdf_lines import Line
from forms.reading.pdf_marks import Edge
from forms.reading.pdf_runs import (
    FIGURE,
    Row,
    Run,
    Stretch,
    Widest,
    are_rests,
    figures_of,
    table_rows,
)

_FIGURES = re.compile(rf"(?:^|(?<= ))(?:{FIGURE.pattern})(?= |$)")
_STACKED = 1.6
"""In sizes of the font: lines of one cell stand no farther apart."""
_FEWEST_FIGURES = 3
_FEWEST_ALONE = 8
"""So many figures in a row make a table of one row."""
_FARTHEST = 12
_NEXT = 3.5
"""In sizes of the font: how far apart rows of one table stand, and a row and its header."""
_LONGEST_WORDS = 24
_SAME_SIZE = 1.15
_MOST_ROWS = 300
"""No page of paper has more."""
_NO_PLACE = "位置不明的数"


def may_hold_table(lines: Iterable[Line]) -> bool:
    """True where a line has figures side by side: a quick look before the long one."""
    return any(len(_FIGURES.findall(line.text)) >= _FEWEST_FIGURES for line in lines)


def find_unruled(
    page: int, glyphs: list[Glyph], rules: Iterable[Edge] = ()
) -> tuple[list[RuledGrid], list[Glyph]]:
    """The tables without columns of rules on a page, and the characters outside of them.

    ``rules`` are the horizontal ones, which part the rows where there are any.
    """
    by_row, rows = table_rows(glyphs, rules)
    if len(rows) > _MOST_ROWS:
        return [], glyphs
    grids: list[RuledGrid] = []
    outside: list[Glyph] = []
    taken = 0
    for first, last in _candidates(rows):
        if first < taken:
            continue
        found = _Finder(page, rows[taken:], first - taken, last - taken).grid()
        if found is not None:
            grid, start, end = found
            outside += [glyph for row in by_row[taken : taken + start] for glyph in row]
            taken += end
            grids.append(grid)
    outside += [glyph for row in by_row[taken:] for glyph in row]
    return grids, outside


def _candidates(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """The first and the last full row of each table, as far as distance and columns tell."""
    full = [n for n, row in enumerate(rows) if len(figures_of(row)) >= _FEWEST_FIGURES]
    group: list[int] = []
    for number in full:
        if group and not _is_one_table(rows, group, number):
            yield group[0], group[-1]
            group = []
        group.append(number)
    if group:
        yield group[0], group[-1]


def _is_one_table(rows: Sequence[Row], group: list[int], number: int) -> bool:
    above, below = rows[group[-1]][0].line, rows[number][0].line
    if below.middle - above.middle > _FARTHEST * below.size:
        return False
    together = [figures_of(rows[n]) for n in (*group, number)]
    columns = _columns(run for row in together for run in row)
    between = [run.line for row in rows[group[-1] + 1 : number] for run in row]
    # A label may be long, but it stands beside the columns.
    if any(len(one.text) > _LONGEST_WORDS and one.right > columns[0][0] for one in between):
        return False
    return _are_apart(together, columns)


def _columns(runs: Iterable[Run]) -> list[Stretch]:
    """The stretches that the runs cover, left to right."""
    found: list[Stretch] = []
    for run in sorted(runs, key=lambda run: run.line.left):
        line = run.line
        if found and line.left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], line.right))
        else:
            found.append((line.left, line.right))
    return found


def _places(run: Run, columns: Sequence[Stretch]) -> list[int]:
    return [number for number, column in enumerate(columns) if run.meets(*column)]


def _are_apart(rows: Iterable[Row], columns: Sequence[Stretch]) -> bool:
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

    def __init__(self, page: int, rows: Sequence[Row], first: int, last: int) -> None:
        self._page = page
        self._rows = rows
        self._columns = _columns(run for row in rows[first : last + 1] for run in figures_of(row))
        self._first = self._reach(first, -1)
        self._last = self._reach(last, 1)

    def grid(self) -> tuple[RuledGrid, int, int] | None:
        """The table, its first row and the row behind its last; None where it is text."""
        inside = range(self._first, self._last + 1)
        data = [n for n in inside if self._values(self._rows[n])]
        full = [n for n in data if len(figures_of(self._rows[n])) >= _FEWEST_FIGURES]
        most = max(len(figures_of(self._rows[n])) for n in full)
        if len(full) < 2 and most < _FEWEST_ALONE:
            return None
        start = self._header_start()
        header = [run for row in self._rows[start : self._first] for run in row]
        self._add_blank_columns(header)
        is_apart = not self._may_be_torn(data) and _are_apart(
            [self._values(self._rows[n]) for n in data], self._columns
        )
        grid = self._built(header, data, inside) if is_apart else None
        if grid is None:
            grid = self._without_columns(range(start, self._last + 1))
        return grid, start, self._last + 1

    def _may_be_torn(self, data: list[int]) -> bool:
        """True where a row with a label may as well hold the last digits of the row above."""
        rows = [self._rows[n] for n in data]
        widest = Widest(run.line for row in rows for run in figures_of(row))
        return any(
            len(figures_of(row)) < len(figures_of(above)) and are_rests(above, row, widest)
            for above, row in pairwise(rows)
        )

    def _without_columns(self, inside: range) -> RuledGrid:
        """Its words below each other, and all its figures in a last row that says so."""
        rows = [self._rows[n] for n in inside]
        words = [[run.line for run in row if not run.is_figure] for row in rows]
        figures = [run.line for row in rows for run in row if run.is_figure]
        size = (figures[-1].left, figures[-1].right)
        cells = [RuledCell(n, 0, 1, 1, *size, row) for n, row in enumerate(filter(None, words))]
        last = len(cells)
        cells.append(RuledCell(last, 0, 1, 1, *size, [figures[0]._replace(text=_NO_PLACE)]))
        cells += [RuledCell(last, n, 1, 1, *size, [one]) for n, one in enumerate(figures, 1)]
        columns = tuple(size[0] + n for n in range(len(figures) + 2))
        tops = (*(rows[0][0].line.top + n for n in range(last + 1)), figures[-1].bottom)
        return RuledGrid(self._page, columns, tops, cells)

    def _values(self, row: Row) -> Row:
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
        start = at = self._first
        while at > 0:
            row, below = self._rows[at - 1], self._rows[at]
            gap = min(run.line.top for run in below) - max(run.line.bottom for run in row)
            near = gap <= (_NEXT - 1) * row[0].line.size
            heads = self._values(row)
            if not near or any(self._is_no_head(run) for run in row):
                break
            at -= 1
            # Words beside the header alone may belong to it, or stand above the table.
            start = at if heads else start
        return start

    def _is_no_head(self, run: Run) -> bool:
        """True for a figure, a sentence, a heading above the table.

        Words beside the columns may be long: the form has a note in the corner of its header.
        """
        text = run.line.text
        # Digits alone look smaller than the letters beside them.
        size = max(one.line.size for one in self._rows[self._first])
        is_heading = heading_level(text) == 1 or run.line.size > _SAME_SIZE * size
        is_sentence = len(text) > _LONGEST_WORDS and run.line.right > self._columns[0][0]
        return run.is_figure or is_sentence or is_heading

    def _add_blank_columns(self, header: Iterable[Run]) -> None:
        """A header that stands between the columns has a column without any figure."""
        left, right = self._columns[0][0], self._columns[-1][1]
        blank = [run for run in header if not _places(run, self._columns) and run.line.right > left]
        size = max((run.line.size for run in blank), default=0.0)
        near = [run for run in blank if run.line.left < right + _FARTHEST * size]
        added = _columns(near)
        self._columns = sorted([*self._columns, *added])

    def _built(self, header: Sequence[Run], data: list[int], inside: range) -> RuledGrid | None:
        """The table; None where a row of figures has no label beside it."""
        labels: dict[int, Row] = {at: [] for at in data}
        for at in inside:
            row = self._rows[at]
            near = min(data, key=lambda n: abs(_middle(self._rows[n]) - _middle(row)))
            labels[near] += row[: len(row) - len(self._values(row))] if at in labels else row
        with_figures = [at for at in data if figures_of(self._rows[at])]
        if len(with_figures) > 1 and not all(labels[at] for at in with_figures):
            return None
        stacks = {at: [_within(runs, c) for c in _columns(runs)] for at, runs in labels.items()}
        builder = _Builder(self._columns, max(map(len, stacks.values())))
        builder.add_header(header)
        for at in data:
            builder.add_row(stacks[at], self._values(self._rows[at]))
        return builder.grid(self._page)


def _middle(row: Row) -> float:
    return row[-1].line.middle


def _within(runs: Iterable[Run], column: Stretch) -> Row:
    """The runs of a column, top to bottom."""
    found = [run for run in runs if run.meets(*column)]
    return sorted(found, key=lambda run: (run.line.middle, run.line.left))


class _Builder:
    """Lays runs into cells: so many columns of labels first, then the figures."""

    def __init__(self, columns: Sequence[Stretch], labels: int) -> None:
        self._columns = columns
        self._labels = max(labels, 1)
        self._cells: list[RuledCell] = []
        self._height = 0

    def add_header(self, header: Sequence[Run]) -> None:
        """What stands over several columns or high above, row by row; then the columns' heads."""
        heads = {n: _foot(header, self._columns, n) for n in range(len(self._columns))}
        done = {id(run) for stack in heads.values() for run in stack}
        above = [run for run in header if id(run) not in done]
        for level in sorted({run.line.middle for run in above}):
            for run in above:
                if run.line.middle == level:
                    places = _places(run, self._columns)
                    first = self._labels + places[0] if places else 0
                    self._put(first, [run], max(1, len(places)))
            self._height += 1
        for number, stack in heads.items():
            self._put(self._labels + number, stack)
        self._height += bool(done)

    def add_row(self, labels: Sequence[Row], values: Row) -> None:
        """A row of figures; its labels end beside them."""
        first = self._labels - len(labels)
        for number, stack in enumerate(labels):
            self._put(first + number, stack)
        runs = {_places(run, self._columns)[0]: run for run in values}
        for number, (left, right) in enumerate(self._columns):
            lines = [runs[number].line] if number in runs else []
            place = self._height, self._labels + number, 1, 1
            self._cells.append(RuledCell(*place, left, right, lines, Kind.VALUE))
        self._height += 1

    def _put(self, column: int, runs: Sequence[Run], span: int = 1) -> None:
        if runs:
            left, right = min(r.line.left for r in runs), max(r.line.right for r in runs)
            lines = [run.line for run in runs]
            self._cells.append(RuledCell(self._height, column, 1, span, left, right, lines))

    def grid(self, page: int) -> RuledGrid:
        """The table, blank cells included."""
        lines = [line for cell in self._cells for line in cell.lines]
        left, first = min(line.left for line in lines), self._columns[0][0]
        beside = [left + (first - left) * n / self._labels for n in range(self._labels)]
        between = [(a[1] + b[0]) / 2 for a, b in pairwise(self._columns)]
        columns = (*beside, first, *between, max(line.right for line in lines))
        covered = {(c.row, c.column + n) for c in self._cells for n in range(c.column_span)}
        blank = [
            RuledCell(row, column, 1, 1, columns[column], columns[column + 1])
            for row in range(self._height)
            for column in range(len(columns) - 1)
            if (row, column) not in covered
        ]
        top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
        rows = [top + (bottom - top) * n / self._height for n in range(self._height + 1)]
        return RuledGrid(page, columns, tuple(rows), [*self._cells, *blank])


def _foot(header: Sequence[Run], columns: Sequence[Stretch], number: int) -> Row:
    """The head of one column: the lowest words over it alone, with those close above them."""
    over = [run for run in header if _places(run, columns) == [number]]
    stack: Row = []
    for run in reversed(_within(over, columns[number])):
        if stack and stack[0].line.middle - run.line.middle > _STACKED * run.line.size:
            break
        stack.insert(0, run)
    return stack
