"""Where everything stands in an official table: no Qt, walked in plain tests.

The printed grid is cut in two: what stays in sight (``frozen_rows`` on top, ``frozen_columns``
on the left) and the body that scrolls. Places are (row, column) of the printed grid, 0-based.
"""

from __future__ import annotations

from functools import cached_property

from export.layout import table_grid
from forms.cells import Address
from forms.document import GridCell, Kind
from forms.edition import Edition, Table
from forms.report import Report

Place = tuple[int, int]


class TableShape:
    """The geometry of one table of one edition."""

    def __init__(self, edition: Edition, table_key: str) -> None:
        self.edition = edition
        self.table: Table = edition.tables[table_key]
        self.cells = table_grid(Report(edition=edition.key), self.table).cells
        self.row_count = self.table.row_count
        self.column_count = self.table.column_count
        self.frozen_rows = self.table.header_rows
        self.frozen_columns = self._frozen_columns() if self.frozen_rows else 0

    def _frozen_columns(self) -> int:
        """The label columns on the left, unless something crosses from them into the values."""
        first = min(cell.column for cell in self.cells if cell.address is not None)
        crossing = any(c.column < first < c.column + c.column_span for c in self.cells)
        return 0 if crossing else first

    # --- places ------------------------------------------------------------------------

    @cached_property
    def cell_at(self) -> dict[Place, GridCell]:
        """Every place → the cell that covers it."""
        return {place: cell for cell in self.cells for place in places_of(cell)}

    @cached_property
    def body(self) -> tuple[GridCell, ...]:
        """The cells that scroll both ways."""
        return tuple(
            cell
            for cell in self.cells
            if cell.row >= self.frozen_rows and cell.column >= self.frozen_columns
        )

    @cached_property
    def cell_of(self) -> dict[Address, GridCell]:
        """Address → its cell."""
        return {cell.address: cell for cell in self.cells if cell.address is not None}

    def address_at(self, row: int, column: int) -> Address | None:
        """The address at a place; None for labels and outside the table."""
        cell = self.cell_at.get((row, column))
        return cell.address if cell is not None else None

    def place_of(self, address: Address) -> Place:
        """The top-left place of an address."""
        cell = self.cell_of[address]
        return cell.row, cell.column

    def addresses_in_row(self, row: int) -> tuple[Address, ...]:
        """The value cells of one printed line, left to right."""
        return self._lines.get(row, ())

    @cached_property
    def _lines(self) -> dict[int, tuple[Address, ...]]:
        lines: dict[int, list[Address]] = {}
        for address in self.by_row:
            lines.setdefault(self.cell_of[address].row, []).append(address)
        return {row: tuple(addresses) for row, addresses in lines.items()}

    @cached_property
    def value_columns(self) -> tuple[int, ...]:
        """The grid columns in which values stand."""
        columns = {c for cell in self.cell_of.values() for _, c in places_of(cell)}
        return tuple(sorted(columns))

    @cached_property
    def value_rows(self) -> tuple[int, ...]:
        """The printed lines in which values stand."""
        return tuple(sorted(self._lines))

    @cached_property
    def has_wide_values(self) -> bool:
        """True where a value spans several grid columns: then numbers are centred."""
        return any(cell.column_span > 1 for cell in self.cell_of.values())

    # --- orders ------------------------------------------------------------------------

    @cached_property
    def by_row(self) -> tuple[Address, ...]:
        """Every value cell, line by line."""
        return tuple(sorted(self.cell_of, key=self.place_of))

    @cached_property
    def typed_by_row(self) -> tuple[Address, ...]:
        """The cells that one types, line by line; computed totals are left out."""
        return tuple(a for a in self.by_row if a not in self.edition.totals)

    @cached_property
    def typed_by_column(self) -> tuple[Address, ...]:
        """The cells that one types, column by column."""
        return tuple(sorted(self.typed_by_row, key=lambda a: self.place_of(a)[::-1]))

    def neighbour(self, place: Place, rows: int, columns: int) -> Address | None:
        """The next value cell from a place in one direction (one of the steps is 0)."""
        row, column = place
        start = self.address_at(row, column)
        while True:
            row, column = row + rows, column + columns
            if not (0 <= row < self.row_count and 0 <= column < self.column_count):
                return None
            found = self.address_at(row, column)
            if found is not None and found != start:
                return found

    # --- names -------------------------------------------------------------------------

    def row_name(self, address: Address) -> str:
        """The row's name for sentences."""
        return self.table.rows[address.row].name

    def column_name(self, address: Address) -> str:
        """The column's label."""
        return self.table.columns[address.column].label

    @cached_property
    def headers_above(self) -> dict[int, tuple[str, ...]]:
        """Value column → the header texts over it in the frozen rows, top to bottom."""
        found: dict[int, tuple[str, ...]] = {}
        for column in self.value_columns:
            cells = [self.cell_at.get((row, column)) for row in range(self.frozen_rows)]
            texts = [cell.text for cell in cells if cell is not None and cell.kind is Kind.HEADER]
            found[column] = tuple(dict.fromkeys(texts))
        return found


def places_of(cell: GridCell) -> list[Place]:
    """Every place that a cell covers."""
    rows = range(cell.row, cell.row + cell.row_span)
    columns = range(cell.column, cell.column + cell.column_span)
    return [(row, column) for row in rows for column in columns]
