"""A table on paper: spans, measured rows, cuts between rows with header and labels repeated.

Lengths are points. A row is never cut; a cell that spans the rows on both sides of a page
break is drawn, with its label, on each side as high as its rows there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from export.fonts import Faces
from export.pdf_cells import LEADING, PADDING_Y, CellText, fitted_widths, set_cell
from forms.document import Grid, GridCell, Kind

MIN_ROW_HEIGHT = 7 * 72 / 25.4
RULE = 0.5
GAP_BELOW = 5
LEAST_ROWS = 3
"""On either side of a page break stand at least this many rows, with the header."""
SIZES = (10.5, 9, 7.5, 6, 5, 4)
"""五号; the smaller ones only where a row would not fit on a page."""
TALLEST = 600
"""The header and the highest row must go on one page."""

_SPEAK_OF_WHAT_FOLLOWS = (Kind.BAND, Kind.HEADER)


@dataclass(frozen=True)
class Sheet:
    """A whole table, measured: what every piece of it on a page is cut from."""

    grid: Grid
    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    texts: dict[tuple[int, int], CellText]
    faces: Faces
    origin: Sheet | None = None
    """The same in its usual rows, where these are other ones."""

    @classmethod
    def of(cls, grid: Grid, faces: Faces, width: float, sizes: Sequence[float] = SIZES) -> Sheet:
        """The grid measured for a text area of this width, as large as its rows allow."""
        widths = fitted_widths(grid, faces, width, sizes[0])
        least = MIN_ROW_HEIGHT * sizes[0] / SIZES[0]
        for size in sizes:
            texts = {
                (cell.row, cell.column): set_cell(
                    cell, sum(widths[cell.column : cell.column + cell.column_span]), size, faces
                )
                for cell in grid.cells
            }
            heights = _row_heights(grid, texts, least)
            header = sum(heights[: grid.header_rows])
            if header + max(heights[grid.header_rows :], default=0) <= TALLEST:
                break
        return cls(grid, size, widths, heights, texts, faces)

    def in_rows_of(self, height: float) -> Sheet:
        """The same with rows at least that high at 10.5 points, in its own size in proportion.

        Where a line of words needs more with its usual room, all rows have less room.
        """
        least = height * self.size / SIZES[0]
        saved = max(self.size * LEADING + 2 * PADDING_Y - least, 0)
        heights = _row_heights(self.grid, self.texts, least, saved)
        return replace(self, heights=heights, origin=self.origin or self)

    @cached_property
    def smaller(self) -> Sheet:
        """The same in 小五, measured once however often a page is tried."""
        if self.origin is not None:
            return self.origin.smaller
        return Sheet.of(self.grid, self.faces, sum(self.widths), SIZES[1:2])

    @cached_property
    def tall_cells(self) -> tuple[GridCell, ...]:
        """The cells of several rows, which a cut may divide."""
        return tuple(cell for cell in self.grid.cells if cell.row_span > 1)

    @cached_property
    def rows_above_others(self) -> frozenset[int]:
        """The rows that a cut may not follow: bands and headers."""
        return frozenset(c.row for c in self.grid.cells if c.kind in _SPEAK_OF_WHAT_FOLLOWS)


def _row_heights(
    grid: Grid, texts: dict[tuple[int, int], CellText], least: float, saved: float = 0
) -> tuple[float, ...]:
    """Each row as high as its words ask for, less what is saved above and below them."""
    heights = [least] * grid.row_count
    # Cells of one row first: only what they leave short is given to a span's last row.
    for cell in sorted(grid.cells, key=lambda one: one.row_span):
        rows = range(cell.row, min(cell.row + cell.row_span, grid.row_count))
        short = texts[cell.row, cell.column].height - saved - sum(heights[row] for row in rows)
        if rows and short > 0:
            heights[rows[-1]] += short
    return tuple(heights)


@dataclass(frozen=True)
class TableBlock:
    """The rows ``first`` to ``last`` (not included) of a table, below its header rows."""

    sheet: Sheet
    first: int
    last: int

    keep_with_next = False
    on_grid = False
    bookmark = None

    @classmethod
    def of(cls, grid: Grid, faces: Faces, width: float) -> TableBlock:
        """The whole table, ready for the page."""
        return cls(Sheet.of(grid, faces, width), 0, grid.row_count)

    @property
    def header(self) -> int:
        """How many rows are repeated above the rows of this block."""
        return min(self.sheet.grid.header_rows, self.first)

    @property
    def rows(self) -> list[int]:
        """The grid's rows as they follow each other on the page."""
        return [*range(self.header), *range(self.first, self.last)]

    @property
    def height(self) -> float:
        """How much of the page it takes, with the gap below."""
        return sum(self.sheet.heights[row] for row in self.rows) + GAP_BELOW

    @property
    def first_height(self) -> float:
        """The least of it that may stand at a page's foot."""
        good = self._good_cuts()
        return self._head_height(good[0]) if good else self.height

    def whole(self, space: float) -> TableBlock | None:
        """The whole table in 小五, its rows that much lower, where it then goes on one page."""
        if (self.first, self.last) != (0, self.sheet.grid.row_count):
            return None
        block = replace(self, sheet=self.sheet.smaller)
        return block if block.height - GAP_BELOW <= space else None

    def in_rows_of(self, height: float) -> TableBlock:
        """The block with its rows at least that high, never lower than their words ask for."""
        return replace(self, sheet=self.sheet.in_rows_of(height))

    def split(self, space: float) -> tuple[TableBlock, TableBlock] | None:
        """The table cut between two rows where that looks well; None where it does not."""
        good = [cut for cut in self._good_cuts() if self._head_height(cut) <= space]
        return self._cut(good[-1]) if good else None

    def forced_split(self, space: float) -> tuple[TableBlock, TableBlock] | None:
        """The same where it must be: as many rows as fit, one at the least."""
        start = max(self.first, self.sheet.grid.header_rows)
        cuts = range(start + 1, self.last)
        fitting = [cut for cut in cuts if self._head_height(cut) <= space]
        return self._cut((fitting or cuts[:1])[-1]) if cuts else None

    def _cut(self, row: int) -> tuple[TableBlock, TableBlock]:
        return replace(self, last=row), replace(self, first=row)

    def _head_height(self, cut: int) -> float:
        return replace(self, last=cut).height - GAP_BELOW

    def _good_cuts(self) -> list[int]:
        """The rows before which the table may be cut.

        Every label that is cut in two has room on both sides, and no band or header is left
        without the rows that it speaks of.
        """
        start = max(self.first, self.sheet.grid.header_rows) + LEAST_ROWS
        return [row for row in range(start, self.last - LEAST_ROWS + 1) if self._is_good(row)]

    def _is_good(self, cut: int) -> bool:
        if cut - 1 in self.sheet.rows_above_others:
            return False
        for cell in self.sheet.tall_cells:
            end = cell.row + cell.row_span
            if cell.row < cut < end:
                above = sum(self.sheet.heights[max(cell.row, self.first) : cut])
                below = sum(self.sheet.heights[cut : min(end, self.last)])
                if min(above, below) < self.sheet.texts[cell.row, cell.column].least_height:
                    return False
        return True

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Put the block on the page with its upper left corner at (x, top)."""
        lefts = _sums(x, self.sheet.widths)
        rows = self.rows
        tops = _sums(top, [-self.sheet.heights[row] for row in rows])
        place = {row: at for at, row in enumerate(rows)}
        owner: dict[tuple[int, int], GridCell] = {}
        for cell in self.sheet.grid.cells:
            shown = [place[row] for row in _span(cell.row, cell.row_span) if row in place]
            columns = [c for c in _span(cell.column, cell.column_span) if c + 1 < len(lefts)]
            # A header row repeated is one piece, even where the cell goes on below it.
            for piece in _together(shown):
                box = (
                    lefts[columns[0]],
                    tops[piece[-1] + 1],
                    lefts[columns[-1] + 1],
                    tops[piece[0]],
                )
                self.sheet.texts[cell.row, cell.column].draw(canvas, box)
            owner.update({(at, column): cell for at in shown for column in columns})
        _draw_rules(canvas, lefts, tops, owner)


def _together(numbers: Sequence[int]) -> list[list[int]]:
    pieces: list[list[int]] = []
    for number in numbers:
        if pieces and number == pieces[-1][-1] + 1:
            pieces[-1].append(number)
        else:
            pieces.append([number])
    return pieces


def _span(start: int, count: int) -> range:
    return range(start, start + count)


def _sums(start: float, steps: Sequence[float]) -> list[float]:
    found = [start]
    for step in steps:
        found.append(found[-1] + step)
    return found


def _draw_rules(
    canvas: Any,
    lefts: Sequence[float],
    tops: Sequence[float],
    owner: dict[tuple[int, int], GridCell],
) -> None:
    """Each rule once, as long as it runs: around the table and between two cells."""
    canvas.saveState()
    canvas.setLineWidth(RULE)
    canvas.setLineCap(2)
    rows, columns = range(len(tops) - 1), range(len(lefts) - 1)
    for at in range(len(tops)):
        parted = [owner.get((at - 1, c)) is not owner.get((at, c)) for c in columns]
        for start, end in _stretches(parted, at in (0, len(tops) - 1)):
            canvas.line(lefts[start], tops[at], lefts[end], tops[at])
    for at in range(len(lefts)):
        parted = [owner.get((r, at - 1)) is not owner.get((r, at)) for r in rows]
        for start, end in _stretches(parted, at in (0, len(lefts) - 1)):
            canvas.line(lefts[at], tops[start], lefts[at], tops[end])
    canvas.restoreState()


def _stretches(parted: Sequence[bool], is_edge: bool) -> Iterator[tuple[int, int]]:
    start = None
    for at, here in enumerate([*(is_edge or one for one in parted), False]):
        if here and start is None:
            start = at
        elif not here and start is not None:
            yield start, at
            start = None
