"""Rows of cells with spans → a Grid: what HTML and Word have in common."""

from __future__ import annotations

from collections.abc import Sequence

from forms.document import Grid, GridCell
from forms.reading.bounds import TooMuch

_FREE: frozenset[int] = frozenset()
LARGEST_GRID = 200_000
"""So many places a table may have; a page that claims more is hostile."""


class GridTooLarge(TooMuch):
    """A table claims more places than any paper could hold."""


Spanned = tuple[str, int, int]
"""One cell as the file gives it: its text, and over how many rows and columns it reaches."""


def place_rows(rows: Sequence[Sequence[Spanned]], origin: str) -> Grid:
    """Lay rows of cells out as a browser does: each cell takes the next free place.

    ``origin`` names the table (``第 2 个表格``); each cell's origin adds its row. A row span
    ends at the last row. Raises GridTooLarge.
    """
    below: dict[int, set[int]] = {}
    cells: list[GridCell] = []
    width = count = 0
    for row, given in enumerate(rows):
        column, place, taken = 0, f"{origin}第 {row + 1} 行", below.get(row, _FREE)
        for text, row_span, span in given:
            while column in taken:
                column += 1
            height = 1 if row_span == 1 else max(1, min(row_span, len(rows) - row))
            count += height * span
            if count > LARGEST_GRID:
                raise GridTooLarge(origin)
            # A cell from above may reach down where this one would reach: it keeps its place.
            while span > 1 and not taken.isdisjoint(range(column, column + span)):
                span -= 1  # noqa: PLW2901
            if height > 1:
                for under in range(row + 1, row + height):
                    below.setdefault(under, set()).update(range(column, column + span))
            cells.append(GridCell(row, column, text, height, span, origin=place))
            column += span
        width = max(width, column)
    return Grid(tuple(cells), len(rows), width, origin=origin)


def is_frame(rows: Sequence[Sequence[Spanned]]) -> bool:
    """True for a table of one column: pages and letters use it as a frame round their text."""
    return all(len(row) <= 1 for row in rows)
