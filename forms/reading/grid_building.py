"""Rows of cells with spans → a Grid: what HTML and Word have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forms.document import Grid, GridCell

LARGEST_GRID = 200_000
"""So many places a table may have; a page that claims more is hostile."""


class GridTooLarge(ValueError):
    """A table claims more places than any paper could hold."""


@dataclass(frozen=True)
class Spanned:
    """One cell as the file gives it: its text and how far it reaches."""

    text: str
    row_span: int = 1
    column_span: int = 1


def place_rows(rows: Sequence[Sequence[Spanned]], origin: str) -> Grid:
    """Lay rows of cells out as a browser does: each cell takes the next free place.

    ``origin`` names the table (``第 2 个表格``); each cell's origin adds its row. A row span
    ends at the last row. Raises GridTooLarge.
    """
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    width = 0
    for row, given in enumerate(rows):
        column = 0
        for cell in given:
            while (row, column) in taken:
                column += 1
            height = max(1, min(cell.row_span, len(rows) - row))
            if len(taken) + height * cell.column_span > LARGEST_GRID:
                raise GridTooLarge(origin)
            # A cell from above may reach down where this one would reach: it keeps its place.
            span = cell.column_span
            while any((row, column + step) in taken for step in range(span)):
                span -= 1
            taken.update((row + r, column + c) for r in range(height) for c in range(span))
            place = f"{origin}第 {row + 1} 行"
            cells.append(GridCell(row, column, cell.text, height, span, origin=place))
            column += span
            width = max(width, column)
    return Grid(tuple(cells), len(rows), width, origin=origin)


def is_frame(rows: Sequence[Sequence[Spanned]]) -> bool:
    """True for a table of one column: pages and letters use it as a frame round their text."""
    return all(len(row) <= 1 for row in rows)
