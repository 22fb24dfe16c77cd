"""Control totals (账面数): what the office's own ledger says beside what the form adds up.

Where a program computes the totals, a slip in a part is carried into them and no sum is
broken by it; only a figure from elsewhere can catch it. A control total may stand for a row,
a column or a whole table. It is kept with the report and printed in no official document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from forms.cells import Address
from forms.counts import Number
from forms.rules import Level, Relation, Term

if TYPE_CHECKING:
    from forms.edition import Edition, Table
    from forms.report import Report


class ControlKind(str, Enum):
    """What a control total is the total of."""

    ROW = "row"
    COLUMN = "column"
    TABLE = "table"


@dataclass(frozen=True)
class ControlPlace:
    """A place that may have a control total: ``cells`` are this year's figures it must equal.

    ``place`` is the row's or the column's key, "" for a table.
    """

    table: str
    kind: ControlKind
    place: str
    cells: tuple[Address, ...]

    @property
    def key(self) -> str:
        """``applications.row.received``, ``applications.column.person``, ``disputes.table``."""
        return ".".join(part for part in (self.table, self.kind.value, self.place) if part)


@dataclass(frozen=True)
class Control:
    """A control total beside the form's figure.

    ``difference`` is the form's figure less the ledger's; None while a part is blank or there
    is no control total.
    """

    place: ControlPlace
    ledger: Number | None
    computed: Number | None

    @property
    def difference(self) -> Number | None:
        """How much the form has more than the ledger."""
        if self.ledger is None or self.computed is None:
            return None
        return self.computed - self.ledger


def control_places(edition: Edition) -> dict[str, ControlPlace]:
    """Key → place, table by table: rows in the order of the form, the table, then columns.

    Ask ``Edition.control_places``, which keeps them. Where the form itself adds up a row, a
    column or all of a table, that total is meant; else the sum of the column's cells.
    """
    found = [
        place
        for table in edition.tables.values()
        for place in (*_rows(edition, table), *_columns(edition, table))
    ]
    return {place.key: place for place in found}


def _rows(edition: Edition, table: Table) -> Iterator[ControlPlace]:
    """Each row with a total, and in place of the table's own total row the table."""
    totals = {
        row.key: Address(table.key, row.key, relation.actual[0].address.column)
        for row in table.rows.values()
        for relation in edition.relations
        if relation.is_total and not relation.by_column
        if relation.table == table.key and relation.place == row.key
    }
    grand = [row for row in totals if _column_total(edition, totals[row])]
    for row, cell in totals.items():
        if row in grand:
            yield ControlPlace(table.key, ControlKind.TABLE, "", (cell,))
        else:
            yield ControlPlace(table.key, ControlKind.ROW, row, (cell,))
    if totals and not grand:
        yield ControlPlace(table.key, ControlKind.TABLE, "", tuple(totals.values()))


def _columns(edition: Edition, table: Table) -> Iterator[ControlPlace]:
    for column in table.columns:
        cells = [Address(table.key, row.key, column) for row in table.rows.values()]
        cells = [cell for cell in cells if cell in edition.address_set]
        own = [cell for cell in cells if _column_total(edition, cell)]
        meant = tuple(own or cells)
        is_row_total = any(_row_total(edition, cell) for cell in cells)
        if not is_row_total and (own or len(cells) > 1):
            yield ControlPlace(table.key, ControlKind.COLUMN, column, meant)


def _column_total(edition: Edition, cell: Address) -> bool:
    return any(
        relation.is_total and relation.by_column and relation.actual[0].address == cell
        for relation in edition.relations_by_cell[cell]
    )


def _row_total(edition: Edition, cell: Address) -> bool:
    return any(
        relation.is_total and not relation.by_column and relation.actual[0].address == cell
        for relation in edition.relations_by_cell[cell]
    )


def controls(report: Report, edition: Edition, table: str) -> tuple[Control, ...]:
    """Every place of a table with its ledger's figure, where given, and the form's."""
    return tuple(
        Control(place, report.control_totals.get(key), _sum(report, place))
        for key, place in edition.control_places.items()
        if place.table == table
    )


def unguarded_tables(report: Report, edition: Edition) -> tuple[str, ...]:
    """The filled tables whose totals are computed and that have not one control total."""
    computed = dict.fromkeys(total.table for total in edition.totals)
    return tuple(
        table
        for table in computed
        if not any(one.ledger is not None for one in controls(report, edition, table))
        and any(report.number(cell) for cell in edition.tables[table].addresses)
    )


def _sum(report: Report, place: ControlPlace) -> Number | None:
    total: Number = 0
    for cell in place.cells:
        number = report.number(cell)
        if number is None:
            return None
        total += number
    return total


def control_relations(report: Report, edition: Edition) -> tuple[Relation, ...]:
    """The given control totals as rules (``control.row``, ``control.column``, ``control.table``).

    A warning and no error: the ledger may count in another way, and the clerk may say so.
    """
    if not report.control_totals:
        return ()
    return tuple(
        Relation(
            f"control.{place.kind.value}",
            Level.WARNING,
            place.table,
            place.place,
            place.kind is ControlKind.COLUMN,
            expected=(),
            actual=tuple(Term(cell) for cell in place.cells),
            constant=report.control_totals[key],
        )
        for key, place in edition.control_places.items()
        if key in report.control_totals
    )


def is_control(relation: Relation) -> bool:
    """Whether a rule is a control total."""
    return relation.code.startswith("control.")
