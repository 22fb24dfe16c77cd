"""An edition of the official form: parts, tables, labels with spans, columns, rules, help.

Editions are data files (``resources/editions/*.toml``), loaded and checked by
``forms.edition_file``. Everything that the program knows of the form is said there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from forms.cells import Address
from forms.control_totals import ControlPlace, control_places
from forms.document import Kind
from forms.neighbours import Neighbours
from forms.rules import Relation, TextRule


class CellType(str, Enum):
    """What may stand in a cell."""

    COUNT = "count"
    """a whole number, zero or more"""
    CHANGE = "change"
    """a whole number with a sign (本年增/减)"""
    AMOUNT = "amount"
    """a decimal, zero or more; money"""


@dataclass(frozen=True)
class Area:
    """A rectangle of the grid, 0-based: ``A4:C4`` is Area(3, 0, 1, 3)."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1

    def places(self) -> list[tuple[int, int]]:
        """Every (row, column) that it covers."""
        rows = range(self.row, self.row + self.row_span)
        columns = range(self.column, self.column + self.column_span)
        return [(row, column) for row in rows for column in columns]


@dataclass(frozen=True)
class Text:
    """A printed text of a table that is neither a row's nor a column's own label."""

    text: str
    area: Area
    kind: Kind
    vertical: bool = False


@dataclass(frozen=True)
class Column:
    """A column: ``label`` as printed, ``type`` of its cells, ``unit`` for sentences."""

    key: str
    label: str
    type: CellType
    unit: str = "件"


@dataclass(frozen=True)
class Row:
    """A row. ``areas`` maps its columns, in order, to where their cells stand.

    ``label`` is printed at ``label_area`` (None where a header text above serves as label:
    part four). ``name`` is the label for sentences; ``group`` the label of the group it
    belongs to, or "". ``help`` and ``basis`` (article of the 条例) explain it to the clerk.
    """

    key: str
    label: str
    name: str
    areas: dict[str, Area]
    label_area: Area | None = None
    group: str = ""
    help: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Table:
    """One official table on its grid of ``row_count`` × ``column_count`` places.

    ``widths`` are suggested mm per grid column; ``header_rows`` repeat after a page break.
    """

    key: str
    title: str
    row_count: int
    column_count: int
    header_rows: int
    widths: tuple[float, ...]
    texts: tuple[Text, ...]
    columns: dict[str, Column]
    rows: dict[str, Row]

    @cached_property
    def addresses(self) -> tuple[Address, ...]:
        """Every typed cell, row by row in the order of the form."""
        return tuple(
            Address(self.key, row.key, column) for row in self.rows.values() for column in row.areas
        )

    @cached_property
    def columns_of(self) -> tuple[tuple[Address, Column], ...]:
        """Every typed cell with its column, in the order of the form."""
        return tuple((address, self.columns[address.column]) for address in self.addresses)

    @cached_property
    def is_one_line(self) -> bool:
        """True where all rows are printed side by side, as groups of one line."""
        lines = {area.row for row in self.rows.values() for area in row.areas.values()}
        return len(self.rows) > 1 and len(lines) == 1

    def column_type(self, address: Address) -> CellType:
        """What may stand in the cell."""
        return self.columns[address.column].type


@dataclass(frozen=True)
class Part:
    """One of the six parts: its printed heading and either a section or a table.

    ``section`` is the key of the part's text: the whole part where ``table`` is None, the
    note under the table otherwise. ``guidance`` lists what the text should speak of.
    """

    key: str
    heading: str
    section: str
    table: str | None = None
    guidance: tuple[tuple[str, str], ...] = ()
    help: str = ""


@dataclass(frozen=True)
class Edition:
    """One official edition of the form, with its rules."""

    key: str
    name: str
    source: str
    date: str
    first_year: int
    last_year: int | None
    title: str
    parts: tuple[Part, ...]
    tables: dict[str, Table]
    relations: tuple[Relation, ...]
    text_rules: tuple[TextRule, ...]
    preface: str = ""
    file: str = field(default="", compare=False)

    @cached_property
    def addresses(self) -> tuple[Address, ...]:
        """Every cell of the form, table by table."""
        return tuple(address for table in self.tables.values() for address in table.addresses)

    @cached_property
    def address_set(self) -> frozenset[Address]:
        """The same, to ask whether an address belongs to this edition."""
        return frozenset(self.addresses)

    @cached_property
    def place_in_form(self) -> dict[Address, int]:
        """Each cell → its number in the order of the form, to sort cells by."""
        return {address: number for number, address in enumerate(self.addresses)}

    @cached_property
    def totals(self) -> dict[Address, Relation]:
        """Each computed cell → the relation that computes it (the first one declared)."""
        found: dict[Address, Relation] = {}
        for relation in self.relations:
            if relation.is_total:
                found.setdefault(relation.actual[0].address, relation)
        return found

    @cached_property
    def totals_by_part(self) -> dict[Address, tuple[Relation, ...]]:
        """Each cell → the relations that compute a total from it."""
        found: dict[Address, list[Relation]] = {}
        for relation in self.totals.values():
            for term in relation.expected:
                found.setdefault(term.address, []).append(relation)
        return {address: tuple(relations) for address, relations in found.items()}

    @cached_property
    def carried(self) -> dict[Address, Address]:
        """Each cell that begins with what stands in a cell of last year's report → that cell.

        Read off the rules that set one cell of this year equal to one cell of last year.
        """
        found: dict[Address, Address] = {}
        for relation in self.relations:
            terms = relation.expected + relation.actual
            if relation.crosses_years and len(terms) == len(relation.actual) * 2 == 2:
                found[relation.actual[0].address] = relation.expected[0].address
        return found

    @cached_property
    def relations_by_cell(self) -> dict[Address, tuple[Relation, ...]]:
        """Each cell → the relations that it takes part in this year."""
        found: dict[Address, list[Relation]] = {address: [] for address in self.addresses}
        for relation in self.relations:
            for address in relation.cells:
                found[address].append(relation)
        return {address: tuple(relations) for address, relations in found.items()}

    @cached_property
    def control_places(self) -> dict[str, ControlPlace]:
        """Key → each place that may have a control total."""
        return control_places(self)

    @cached_property
    def meant_cells(self) -> dict[tuple[tuple[str, ...], str, bool], list[tuple[Address, ...]]]:
        """What words of a text speak of, as far as asked. Ask ``forms.text.claimed_cells``."""
        return {}

    @cached_property
    def neighbours(self) -> Neighbours:
        """Which cells stand side by side in the printed tables."""
        return Neighbours(self, self.tables)

    def column(self, address: Address) -> Column:
        """The column of a cell."""
        return self.tables[address.table].columns[address.column]

    def row(self, address: Address) -> Row:
        """The row of a cell."""
        return self.tables[address.table].rows[address.row]

    def part_of_table(self, table: str) -> Part:
        """The part in which a table is printed."""
        return next(part for part in self.parts if part.table == table)

    def part_of_section(self, section: str) -> Part | None:
        """The part to which a text belongs; None for the preface."""
        return next((part for part in self.parts if part.section == section), None)

    def covers(self, year: int) -> bool:
        """True for a report year that this edition was made for."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)
