"""Rows of a table out of exact grids, where every cell has its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from forms.counts import is_number, read_cell
from forms.document import GridCell, Kind
from forms.reading.cell_text import Token, exact_cell, in_half_width, is_mark, read_tokens
from forms.reading.labels import LabelBook, TableLabels, letters
from forms.reading.row_runs import RowRun
from forms.reading.tape import GridRow

_COUNTED = re.compile(r"[约近共]?\s*\d[\d,.]*\s*[^\W\d_]{1,4}(?:左右|以上)?")
"""A figure with a word that is no unit we know: the cell keeps it as it stands."""


@dataclass
class GridHeader:
    """The column keys over a grid's columns, as far as its header rows told them."""

    grid: int = -1
    columns: dict[int, str] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)
    """grid column → the row whose label stands over it"""
    is_used: bool = False
    """figures have stood under it"""

    def note(self, found: TableRow, labels: TableLabels) -> None:
        """Take up the columns that a row of labels names; a strange word ends the one above.

        Behind figures, labels of columns begin a header of their own.
        """
        named = [m for text in found.labels if (m := labels.meaning(text)) and m.columns]
        if self.is_used and (len(named) > 1 or any(not one.rows for one in named)):
            self.columns.clear()
            self.rows.clear()
            self.is_used = False
        for cell in found.row.cells:
            meaning = labels.meaning(cell.text)
            if meaning and len(meaning.columns) == 1:
                self.columns.update(dict.fromkeys(columns_of(cell), meaning.columns[0]))
                self.rows.update(dict.fromkeys(columns_of(cell), cell.row))
            elif meaning is None and cell.text.strip():
                for column in columns_of(cell):
                    self.columns.pop(column, None)

    def is_bent(self, cells: Sequence[GridCell]) -> bool:
        """True where labels of more than one row name the columns of these cells.

        Lost spans shift such labels against each other and against the figures.
        """
        covered = [column for cell in cells for column in columns_of(cell)]
        return len({self.rows[column] for column in covered if column in self.rows}) > 1

    def over(self, cell: GridCell) -> set[str | None]:
        """The keys over all columns of a cell, None for one without a label."""
        return {self.columns.get(column) for column in columns_of(cell)}


@dataclass(frozen=True)
class TableRow:
    """A row of an exact grid and the table that it belongs to.

    ``labels`` are the texts of the row that are labels of that table, ``values`` the cells
    behind them; a header row has no values.
    """

    table: str
    row: GridRow
    labels: tuple[str, ...]
    values: tuple[GridCell, ...]


def table_rows(rows: tuple[GridRow, ...], book: LabelBook) -> Iterator[TableRow]:
    """The rows of the form's tables among all rows of exact grids."""
    table: str | None = None
    for row in rows:
        table = _table_of(row, book, table)
        if table is None:
            continue
        labels = book.tables[table]
        for part in _side_by_side(row, labels):
            at = _labels_before_figures(part, labels)
            texts = tuple(part.cells[number].text for number in at)
            yield TableRow(table, part, texts, _values(at, part, labels))


def _labels_before_figures(row: GridRow, labels: TableLabels) -> list[int]:
    """The numbers of the cells that are labels; a word behind the figures is a remark."""
    at = [number for number, cell in enumerate(row.cells) if labels.meaning(cell.text)]
    for count, (before, number) in enumerate(pairwise(at), 1):
        if _has_figure(row.cells[before + 1 : number]):
            return at[:count]
    return at


def _side_by_side(row: GridRow, labels: TableLabels) -> Iterator[GridRow]:
    """The row, cut where another row's label stands behind figures.

    A form may have two items in a line, and two reports may stand beside each other.
    """
    own = [
        number
        for number, cell in enumerate(row.cells)
        if (meaning := labels.meaning(cell.text)) and meaning.rows and not meaning.columns
    ]
    first = 0
    for before, number in pairwise(own):
        if _has_figure(row.cells[before + 1 : number]) and _has_figure(row.cells[number:]):
            yield replace(row, cells=row.cells[first:number])
            first = number
    yield replace(row, cells=row.cells[first:]) if first else row


def _has_figure(cells: Sequence[GridCell]) -> bool:
    return any(is_number(read_cell(cell.text).value) for cell in cells)


def in_their_part(
    rows: list[TableRow], labels: TableLabels, region: tuple[int, int]
) -> tuple[list[TableRow], list[TableRow]]:
    """The rows of a table, and those of small tables outside its part that name some of them.

    A table of the prose that compares two years has a few of the rows; a table that has most
    of them is the form's own wherever it stands.
    """
    named: dict[int, set[str]] = {}
    inside: set[int] = set()
    for one in rows:
        meanings = (labels.meanings[letters(text)] for text in one.labels)
        keys = {key for meaning in meanings if not meaning.columns for key in meaning.rows}
        named.setdefault(one.row.grid, set()).update(keys)
        if region[0] <= one.row.place < region[1]:
            inside.add(one.row.grid)
    own = set[str]().union(*(named[grid] for grid in inside))
    strange = {
        grid
        for grid, keys in named.items()
        if grid not in inside and keys and keys <= own and 2 * len(keys) <= len(own)
    }
    kept = [one for one in rows if one.row.grid not in strange]
    return kept, [one for one in rows if one.row.grid in strange]


def _values(at: list[int], row: GridRow, labels: TableLabels) -> tuple[GridCell, ...]:
    """The cells behind the labels; none in a header row, whose labels stand side by side."""
    known = tuple(cell for cell in row.cells if cell.kind is Kind.VALUE)
    if known:
        return known
    behind = row.cells[at[-1] + 1 :] if at else row.cells
    all_behind = behind
    while behind and _is_words(behind[0]):
        behind = behind[1:]
    if all_behind and not any(cell.text.strip() for cell in behind) and at:
        # Words in place of the row's figures (没有发生) are what stands in its cells.
        last = labels.meaning(row.cells[at[-1]].text)
        if last and last.rows and not last.columns:
            return all_behind
    return behind if any(cell.text.strip() for cell in behind) or len(at) <= 3 else ()


def _is_words(cell: GridCell) -> bool:
    token = exact_cell(cell.text)
    if token is None or is_number(token.value) or len(token.text) <= 3:
        return False
    # Figures of several cells that ran together are longer than any number.
    return not (token.text.replace(" ", "").isdecimal() or _COUNTED.fullmatch(token.text))


def columns_of(cell: GridCell) -> range:
    """The grid columns that a cell covers."""
    return range(cell.column, cell.column + cell.column_span)


def _table_of(row: GridRow, book: LabelBook, before: str | None) -> str | None:
    """The table of a row: the one that knows most of its labels; else that of the row before."""
    known = {
        key: sum(labels.meaning(cell.text) is not None for cell in row.cells if cell.text.strip())
        for key, labels in book.tables.items()
    }
    most = max(known.values(), default=0)
    if most == 0:
        return before
    best = [key for key, count in known.items() if count == most]
    return before if before in best else best[0]


def grid_runs(rows: list[TableRow], labels: TableLabels) -> Iterator[RowRun]:
    """The rows of one table that hold values, with the columns that its headers told."""
    header = GridHeader()
    for found in rows:
        if found.row.grid != header.grid:
            header = GridHeader(found.row.grid)
        if not found.values or _is_header(found, labels):
            header.note(found, labels)
            continue
        header.is_used = True
        meaning = labels.meaning(found.labels[-1]) if found.labels else None
        keys = meaning.rows if meaning else ()
        label = found.labels[-1] if found.labels else _words_before(found)
        yield run_of_cells(found, found.values, header, labels.key, keys, label)


def run_of_cells(
    found: TableRow,
    values: Sequence[GridCell],
    header: GridHeader,
    table: str,
    rows: tuple[str, ...],
    label: str = "",
) -> RowRun:
    """Some cells of a row. One over several columns may hold the figures of all of them."""
    place, origin = found.row.place, found.row.origin
    merged = [_figures_of_many(cell, header) for cell in values]
    cells = tuple(exact_cell(cell.text) for cell in values)
    if not any(merged):
        columns = tuple(_column_over(header, cell) for cell in values)
        bent = header.is_bent(values)
        return RowRun(table, rows, cells, True, place, place, origin, label, columns, is_bent=bent)
    under = [bool(header.over(cell) - {None}) for cell in values]
    flat = tuple(
        token
        for several, cell in zip(merged, cells, strict=True)
        for token in (several or ([cell] if cell is not None else []))
    )
    has_blank = any(known and not cell for known, cell in zip(under, cells, strict=True))
    return RowRun(table, rows, flat, False, place, place, origin, label, is_doubtful=has_blank)


def _figures_of_many(cell: GridCell, header: GridHeader) -> list[Token]:
    """The figures of a cell that lies under several columns; none where it does not."""
    if len(header.over(cell)) < 2:
        return []
    text = in_half_width(" ".join(cell.text.split()))
    tokens, after = read_tokens(text, 0, len(text))
    return tokens if after == len(text) else []


def _words_before(found: TableRow) -> str:
    """What stands in a row before its figures, where no label is known."""
    before = [cell for cell in found.row.cells if not is_number(read_cell(cell.text).value)]
    return " ".join(cell.text.strip() for cell in before if cell.text.strip())


def _is_header(found: TableRow, labels: TableLabels) -> bool:
    """True for a row of labels alone: the last of them names no row, or nothing follows it.

    An office's own word (小计、校验) may stand among the labels of columns.
    """
    tokens = [token for cell in found.values if (token := exact_cell(cell.text))]
    if tokens:
        meanings = [labels.meanings[letters(text)] for text in found.labels]
        heads = sum(bool(one.columns) for one in meanings) > 1 or not any(m.rows for m in meanings)
        in_words = not any(is_number(t.value) or is_mark(t.text) for t in tokens)
        return bool(meanings) and heads and in_words
    meaning = labels.meaning(found.labels[-1]) if found.labels else None
    return meaning is None or not meaning.rows or bool(meaning.columns and len(found.labels) > 1)


def _column_over(header: GridHeader, cell: GridCell) -> str | None:
    over = header.over(cell)
    return over.pop() if len(over) == 1 else None
