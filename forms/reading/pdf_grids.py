"""Ruled lines of a page → tables.

Edges are gathered to the lines of a grid; places between them that no edge parts are one
cell; a character belongs to the cell in which its middle lies.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from forms.document import Kind
from forms.reading.pdf_glyphs import Glyph
from forms.reading.pdf_lines import Line, line_of, lines_of, rows_of_glyphs, words_of
from forms.reading.pdf_marks import Edge, PageMarks

TOLERANCE = 3.0
"""Points; rules nearer than that are one rule, and ends nearer than that meet."""
MOST_RULES = 1500
_OVERHANG = 9.0


@dataclass
class RuledCell:
    """A cell of a table; ``lines`` are its text from top to bottom; ``kind`` where known."""

    row: int
    column: int
    row_span: int
    column_span: int
    left: float
    right: float
    lines: list[Line] = field(default_factory=list)
    kind: Kind = Kind.TEXT


@dataclass
class RuledGrid:
    """A ruled table: its grid lines (points) and its cells in reading order."""

    page: int
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: list[RuledCell]

    @property
    def top(self) -> float:
        """Its upper border."""
        return self.rows[0]


def find_grids(marks: PageMarks) -> tuple[list[RuledGrid], list[Glyph]]:
    """The tables of a page from top to bottom, and the characters outside of them."""
    across, down = _rules(marks.horizontal), _rules(marks.vertical)
    if len(across) + len(down) > MOST_RULES:
        return [], marks.glyphs
    grids = []
    for group in _groups(across, down):
        grid = _grid(marks.number, *group)
        if grid is not None:
            grids.append(grid)
    grids.sort(key=lambda grid: (grid.top, grid.columns[0]))
    return grids, _share_out(marks.glyphs, grids)


def _rules(edges: Iterable[Edge]) -> list[Edge]:
    """Edges in one line that touch or overlap, as one edge each."""
    lines: list[list[Edge]] = []
    for edge in sorted(edges):
        if lines and edge.position - lines[-1][0].position <= TOLERANCE:
            lines[-1].append(edge)
        else:
            lines.append([edge])
    rules: list[Edge] = []
    for line in lines:
        position = sum(edge.position for edge in line) / len(line)
        begun = False
        for edge in sorted(line, key=lambda one: one.start):
            if begun and edge.start <= rules[-1].end + TOLERANCE:
                rules[-1] = Edge(position, rules[-1].start, max(rules[-1].end, edge.end))
            else:
                rules.append(Edge(position, edge.start, edge.end))
                begun = True
    return rules


def _groups(across: list[Edge], down: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Rules that meet each other, directly or through others: one group is one table."""
    group_of = _Union(len(across) + len(down))
    for i, flat in enumerate(across):
        for j, steep in enumerate(down):
            if _meet(flat, steep):
                group_of.join(i, len(across) + j)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i, flat in enumerate(across):
        groups.setdefault(group_of.find(i), ([], []))[0].append(flat)
    for j, steep in enumerate(down):
        groups.setdefault(group_of.find(len(across) + j), ([], []))[1].append(steep)
    return [group for group in groups.values() if group[0] and group[1]]


def _meet(flat: Edge, steep: Edge) -> bool:
    return (
        flat.start - TOLERANCE <= steep.position <= flat.end + TOLERANCE
        and steep.start - TOLERANCE <= flat.position <= steep.end + TOLERANCE
    )


class _Union:
    """Sets of numbers that can be joined."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def find(self, item: int) -> int:
        """The number that stands for the item's set."""
        while self._above[item] != item:
            self._above[item] = self._above[self._above[item]]
            item = self._above[item]
        return item

    def join(self, first: int, second: int) -> None:
        """Make one set of two."""
        self._above[self.find(first)] = self.find(second)


def _grid(page: int, across: list[Edge], down: list[Edge]) -> RuledGrid | None:
    columns = _grid_lines(down, across)
    rows = _grid_lines(across, down)
    cells = _cells(columns, rows, across, down)
    # A single cell is a frame round text, a single column a list: neither is a table.
    if len({cell.column for cell in cells}) < 2:
        return None
    return RuledGrid(page, columns, rows, cells)


def _grid_lines(rules: list[Edge], crossing: list[Edge]) -> tuple[float, ...]:
    """Where the rules lie; an open side is closed where the crossing rules end."""
    positions = {rule.position for rule in rules}
    first = min(rule.start for rule in crossing)
    last = max(rule.end for rule in crossing)
    if first < min(positions) - _OVERHANG:
        positions.add(first)
    if last > max(positions) + _OVERHANG:
        positions.add(last)
    return tuple(sorted(positions))


def _cells(
    columns: tuple[float, ...], rows: tuple[float, ...], across: list[Edge], down: list[Edge]
) -> list[RuledCell]:
    height, width = len(rows) - 1, len(columns) - 1
    region = _Union(height * width)
    flat, steep = _by_position(across), _by_position(down)
    for row in range(height):
        middle = (rows[row] + rows[row + 1]) / 2
        for column in range(width - 1):
            if not _is_crossed(steep.get(columns[column + 1], ()), middle):
                region.join(row * width + column, row * width + column + 1)
    for column in range(width):
        middle = (columns[column] + columns[column + 1]) / 2
        for row in range(height - 1):
            if not _is_crossed(flat.get(rows[row + 1], ()), middle):
                region.join(row * width + column, (row + 1) * width + column)
    places: dict[int, list[tuple[int, int]]] = {}
    for place in range(height * width):
        places.setdefault(region.find(place), []).append(divmod(place, width))
    return [cell for found in places.values() for cell in _rectangles(found, columns)]


def _by_position(rules: Iterable[Edge]) -> dict[float, list[Edge]]:
    found: dict[float, list[Edge]] = {}
    for rule in rules:
        found.setdefault(rule.position, []).append(rule)
    return found


def _is_crossed(rules: Iterable[Edge], place: float) -> bool:
    return any(rule.start <= place <= rule.end for rule in rules)


def _rectangles(places: list[tuple[int, int]], columns: Sequence[float]) -> list[RuledCell]:
    """The places of one region as one cell; as several where they form no rectangle."""
    spans: dict[int, list[int]] = {}
    for row, column in places:
        spans.setdefault(row, []).append(column)
    cells: list[RuledCell] = []
    for row, found in sorted(spans.items()):
        first, last = min(found), max(found)
        above = cells[-1] if cells else None
        if (
            above is not None
            and above.row + above.row_span == row
            and (above.column, above.column_span) == (first, last - first + 1)
        ):
            above.row_span += 1
        else:
            size = (1, last - first + 1)
            cells.append(RuledCell(row, first, *size, columns[first], columns[last + 1]))
    return cells


def _share_out(glyphs: list[Glyph], grids: list[RuledGrid]) -> list[Glyph]:
    """Give each cell its text; return the characters that stand in no table."""
    if not grids:
        return glyphs
    holders = [_Holder(grid) for grid in grids]
    outside: list[Glyph] = []
    inside: dict[int, list[list[Glyph]]] = {}
    cells = {id(cell): cell for grid in grids for cell in grid.cells}
    for row in rows_of_glyphs(glyphs):
        near = [holder for holder in holders if holder.may_hold(row)]
        if not near:
            outside += row
            continue
        here: dict[int, list[Glyph]] = {}
        for word in words_of(row):
            cell = _held(word, near)
            if cell is None:
                outside += word
            else:
                here.setdefault(id(cell), []).extend(word)
        for key, part in here.items():
            inside.setdefault(key, []).append(part)
    for key, parts in inside.items():
        cells[key].lines = _lines(parts)
    return outside


def _held(word: Sequence[Glyph], holders: Sequence[_Holder]) -> RuledCell | None:
    """The cell in which the middle of the word stands."""
    x, y = (word[0].left + word[-1].right) / 2, word[0].middle
    for holder in holders:
        cell = holder.at(x, y)
        if cell is not None:
            return cell
    return None


def _lines(parts: list[list[Glyph]]) -> list[Line]:
    """A cell's lines. The page's rows may part them otherwise than the cell does."""
    if len(parts) > 1:
        return lines_of(glyph for part in parts for glyph in part)
    line = line_of(parts[0])
    return [] if line is None else [line]


class _Holder:
    """Finds the cell of a table that holds a place."""

    def __init__(self, grid: RuledGrid) -> None:
        self._grid = grid
        self._cell_at: dict[tuple[int, int], RuledCell] = {}
        for cell in grid.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self._cell_at[row, column] = cell

    def may_hold(self, row: Sequence[Glyph]) -> bool:
        """False where the row stands wholly above or below the table."""
        top, bottom = self._grid.rows[0], self._grid.rows[-1]
        return any(top <= glyph.middle < bottom for glyph in row)

    def at(self, x: float, y: float) -> RuledCell | None:
        """The cell at a place of the page."""
        rows, columns = self._grid.rows, self._grid.columns
        if not (rows[0] <= y < rows[-1] and columns[0] <= x < columns[-1]):
            return None
        return self._cell_at.get((bisect_right(rows, y) - 1, bisect_right(columns, x) - 1))
