"""Where the printed pages of a sheet end: below no heading, through no table that fits on one.

An office program ends a page wherever it is full. The breaks set here come a little earlier
than its own, for it rounds heights and widths its own way. Heights are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from forms.document import Grid, Kind

LEAST_ROWS = 3
"""So many rows of a table at least stand on either side of a page's end."""
_ROOM_FOR_HEADING = 40
_SPEAK_OF_WHAT_FOLLOWS = (Kind.BAND, Kind.HEADER)


class Stretch(NamedTuple):
    """Rows of a sheet that stand on one page, with the next ones where ``keeps_next``."""

    rows: int
    height: float
    keeps_next: bool = False


def stretches_of(grid: Grid, heights: Sequence[float], page: float) -> list[Stretch]:
    """A table: whole where it goes on one page, else row by row, never behind a band or header."""
    if sum(heights) <= page - _ROOM_FOR_HEADING:
        return [Stretch(len(heights), sum(heights))]
    kept = {cell.row for cell in grid.cells if cell.kind in _SPEAK_OF_WHAT_FOLLOWS}
    first, last = grid.header_rows, grid.row_count - 1
    kept |= {first, first + 1, last - 2, last - 1} & set(range(last))
    return [Stretch(1, height, row in kept) for row, height in enumerate(heights)]


def page_ends(stretches: Sequence[Stretch], page: float, repeated: float = 0) -> list[int]:
    """The rows, counted from 1, that are the last of their page; the sheet's own last is not.

    ``repeated`` is the height of the rows that come again at the head of each page.
    """
    ends: list[int] = []
    rows, used, may_end = 0, 0.0, False
    for at, stretch in enumerate(stretches):
        if may_end and used + _with_next(stretches[at:], page - repeated) > page:
            ends.append(rows)
            used = repeated
        rows += stretch.rows
        used += stretch.height
        if used > page:
            # Higher than a page: it ends somewhere on a later one.
            used = repeated + (used - page) % (page - repeated)
        may_end = not stretch.keeps_next
    return ends


def _with_next(stretches: Sequence[Stretch], page: float) -> float:
    """What stands together from the first on; a page at most of what is higher than one."""
    height = 0.0
    for stretch in stretches:
        height += stretch.height
        if not stretch.keeps_next:
            break
    return min(height, page)
