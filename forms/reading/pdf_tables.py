"""Ruled tables → grids; a table that goes on over a page break becomes one grid again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from forms.document import Grid, GridCell
from forms.reading.line_joining import join_lines, trimmed
from forms.reading.pdf_grids import RuledCell, RuledGrid

_SAME_COLUMN = 4.0
_DIGITS_ONLY = re.compile(r"[\d.,]+")
_NUMBER = re.compile(r"[\d.,+\-—/%]+")
_NEW_ITEM = re.compile(
    r"\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、"
)
_MOST_HEADER_ROWS = 4
_FULL_PAGE = 0.7


@dataclass(frozen=True)
class Table:
    """A table on its way to a grid: its vertical grid lines (points) and its cells.

    ``full`` are the cells whose last line fills them: their text may go on elsewhere.
    ``fills_page``: it ends where a page does.
    """

    columns: tuple[float, ...]
    row_count: int
    cells: tuple[GridCell, ...]
    full: frozenset[tuple[int, int]]
    origin: str
    fills_page: bool


def as_table(grid: RuledGrid, page_height: float) -> Table:
    """A ruled table with the text of its cells."""
    origin = f"第 {grid.page} 页"
    cells = tuple(
        GridCell(
            cell.row,
            cell.column,
            cell_text(cell),
            cell.row_span,
            cell.column_span,
            cell.kind,
            origin=f"{origin}表格第 {cell.row + 1} 行",
        )
        for cell in sorted(grid.cells, key=lambda one: (one.row, one.column))
    )
    full = frozenset((c.row, c.column) for c in grid.cells if c.lines and _is_full(c, -1))
    fills_page = grid.rows[-1] > _FULL_PAGE * page_height
    return Table(grid.columns, len(grid.rows) - 1, cells, full, origin, fills_page)


def as_grid(table: Table) -> Grid:
    """The finished grid, with the widths of its columns in mm."""
    widths = tuple(round((right - left) / 72 * 25.4, 1) for left, right in pairwise(table.columns))
    return Grid(table.cells, table.row_count, len(widths), widths=widths, origin=table.origin)


def cell_text(cell: RuledCell) -> str:
    """The cell's lines as one text; a number that was too wide for its cell is whole again."""
    if len(cell.lines) == 1:
        return trimmed(cell.lines[0].text)
    texts: list[str] = []
    for index, line in enumerate(cell.lines):
        if (
            index
            and _DIGITS_ONLY.fullmatch(line.text)
            and _DIGITS_ONLY.fullmatch(texts[-1])
            and _is_full(cell, index - 1)
        ):
            texts[-1] += line.text
        else:
            texts.append(line.text)
    return join_lines(texts)


def _is_full(cell: RuledCell, index: int) -> bool:
    """True where a line of the cell has no room for one more character beside it."""
    line = cell.lines[index]
    return (cell.right - cell.left) - (line.right - line.left) < 1.9 * line.size


def joined(above: Table, below: Table) -> Table | None:
    """The two as one table where the lower one goes on with the upper; None elsewhere.

    It goes on where its outer borders are the upper one's, and it repeats the header, or has
    no column of its own, or the upper one was ended by its page.
    """
    header = _repeated_rows(above, below)
    if header == below.row_count or not _ends_match(above.columns, below.columns):
        return None
    is_finer = _contains(above.columns, below.columns) or _contains(below.columns, above.columns)
    if not (header or is_finer or above.fills_page):
        return None
    columns = _all_columns(above.columns, below.columns)
    upper = _laid_over(above, columns)
    lower = _without_first_rows(_laid_over(below, columns), header)
    return _appended(*_with_split_row_mended(upper, lower))


def _ends_match(first: Sequence[float], second: Sequence[float]) -> bool:
    return abs(first[0] - second[0]) < _SAME_COLUMN and abs(first[-1] - second[-1]) < _SAME_COLUMN


def _contains(all_lines: Sequence[float], some: Sequence[float]) -> bool:
    return all(any(abs(x - y) < _SAME_COLUMN for y in all_lines) for x in some)


def _all_columns(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[float, ...]:
    """The first one's lines, and those of the second that it lacks."""
    missing = [x for x in second if not _contains(first, (x,))]
    return tuple(sorted([*first, *missing]))


def _laid_over(table: Table, columns: tuple[float, ...]) -> Table:
    """The table with its cells counted in the columns of a finer grid."""
    if columns == table.columns:
        return table
    place = [_nearest(columns, x) for x in table.columns]
    cells = tuple(
        cell._replace(
            column=place[cell.column],
            column_span=place[cell.column + cell.column_span] - place[cell.column],
        )
        for cell in table.cells
    )
    full = frozenset((row, place[column]) for row, column in table.full)
    return replace(table, columns=columns, cells=cells, full=full)


def _nearest(columns: Sequence[float], x: float) -> int:
    return min(range(len(columns)), key=lambda index: abs(columns[index] - x))


def _repeated_rows(above: Table, below: Table) -> int:
    """How many rows at the lower table's top repeat the upper one's."""
    same = 0
    for row in range(min(_MOST_HEADER_ROWS, above.row_count, below.row_count)):
        first, second = _texts(above, row), _texts(below, row)
        if first != second or not any(first):
            break
        same = row + 1
    return same


def _texts(table: Table, row: int) -> list[str]:
    return [cell.text for cell in table.cells if cell.row == row]


def _without_first_rows(table: Table, count: int) -> Table:
    """The table below its repeated header; a span that reaches out of it is cut."""
    if not count:
        return table
    cells = []
    for cell in table.cells:
        if cell.row >= count:
            cells.append(cell._replace(row=cell.row - count))
        elif cell.row + cell.row_span > count:
            span = cell.row + cell.row_span - count
            cells.append(cell._replace(row=0, row_span=span, text=""))
    full = frozenset((row - count, column) for row, column in table.full if row >= count)
    return replace(table, row_count=table.row_count - count, cells=tuple(cells), full=full)


def _with_split_row_mended(above: Table, below: Table) -> tuple[Table, Table]:
    """A row that the page break cut in two is one row again."""
    end = above.row_count
    last = {cell.column: cell for cell in above.cells if cell.row + cell.row_span == end}
    first = {cell.column: cell for cell in below.cells if cell.row == 0}
    if not _are_halves(above, last, first):
        return above, below
    texts = {
        (last[column].row, column): _both_texts(last[column], first[column]) for column in first
    }
    upper = tuple(
        cell._replace(text=texts[cell.row, cell.column])
        if cell.row + cell.row_span == end
        else cell
        for cell in above.cells
    )
    blanked = tuple(
        cell._replace(text="") if cell.row == 0 and cell.row_span > 1 else cell
        for cell in below.cells
    )
    rest = _without_first_rows(replace(below, cells=blanked), 1)
    return replace(above, cells=upper), rest


def _both_texts(upper: GridCell, lower: GridCell) -> str:
    if _is_number(upper) and _is_number(lower):
        return upper.text + lower.text
    return join_lines([upper.text, lower.text])


def _are_halves(above: Table, last: dict[int, GridCell], first: dict[int, GridCell]) -> bool:
    """True where the first row below is the rest of the last row above.

    Whatever stands below goes on with what filled its cell above: a label with words that
    begin no item of their own, a number with digits. Then either the numbers stand in one
    half only and the rest of a label in the other, or the lower half holds but some digits.
    """
    if {c: cell.column_span for c, cell in last.items()} != {
        c: cell.column_span for c, cell in first.items()
    }:
        return False
    pairs = [(last[column], first[column]) for column in first]
    both = [(upper, lower) for upper, lower in pairs if upper.text and lower.text]
    if not all(_goes_on(upper, lower, above.full) for upper, lower in both):
        return False
    rests = [lower for upper, lower in both if upper.row_span == lower.row_span == 1]
    words = sum(1 for lower in rests if not _is_number(lower))
    numbers_above = sum(1 for upper, _ in pairs if _is_number(upper))
    numbers_below = sum(1 for _, lower in pairs if _is_number(lower))
    # Every number below, if any, goes on with one above.
    adds_none = numbers_below == len(rests) - words
    if not words:
        leaves_blanks = any(upper.text and not lower.text for upper, lower in pairs)
        return bool(rests) and adds_none and leaves_blanks
    if not numbers_above + numbers_below:
        # Two rows of a header look like that too, but for the words that fill the upper.
        return words > 1 and all(upper.text or not lower.text for upper, lower in pairs)
    return numbers_above + numbers_below > 1 and (adds_none or not numbers_above)


def _goes_on(upper: GridCell, lower: GridCell, full: frozenset[tuple[int, int]]) -> bool:
    if _is_number(upper) != _is_number(lower):
        return False
    if max(upper.row_span, lower.row_span) > 1:
        return True
    is_filled = (upper.row, upper.column) in full
    return is_filled and (_is_number(lower) or not _NEW_ITEM.match(lower.text))


def _is_number(cell: GridCell) -> bool:
    return bool(_NUMBER.fullmatch(cell.text))


def _appended(above: Table, below: Table) -> Table:
    """The lower table's rows below the upper one's; labels cut by the page are joined."""
    offset = above.row_count
    upper = list(above.cells)
    reaching = {
        (cell.column, cell.column_span): index
        for index, cell in enumerate(upper)
        if cell.row + cell.row_span == offset
    }
    lower: list[GridCell] = []
    for cell in below.cells:
        index = reaching.get((cell.column, cell.column_span)) if cell.row == 0 else None
        if (
            index is not None
            and (cell.row_span > 1 or _has_label_right_of(below, cell))
            and _is_one_label(upper[index], cell)
        ):
            text = join_lines([upper[index].text, cell.text])
            span = upper[index].row_span + cell.row_span
            upper[index] = upper[index]._replace(row_span=span, text=text)
        else:
            lower.append(cell._replace(row=cell.row + offset))
    cells = tuple(sorted([*upper, *lower], key=lambda one: (one.row, one.column)))
    return replace(
        above,
        row_count=offset + below.row_count,
        cells=cells,
        full=above.full | {(row + offset, column) for row, column in below.full},
        fills_page=below.fills_page,
    )


def _has_label_right_of(table: Table, cell: GridCell) -> bool:
    """True where the first row goes on with words: the cell then is no value, but the label
    of a group.
    """
    return any(
        other.row == 0 and other.column > cell.column and other.text and not _is_number(other)
        for other in table.cells
    )


def _is_one_label(upper: GridCell, lower: GridCell) -> bool:
    """True for the two parts of a tall label. A value stands in one row only, so a blank
    cell below it is a value of its own.
    """
    if upper.row_span == 1 and lower.row_span == 1:
        return False
    if _is_number(upper) or _is_number(lower):
        return False
    return not lower.text or not (upper.text and _NEW_ITEM.match(lower.text))
