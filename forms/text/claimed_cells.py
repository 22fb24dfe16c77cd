"""The cells that a claim speaks of, and whether they bear it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from forms.cells import Address
from forms.counts import Number
from forms.edition import Edition
from forms.report import Report
from forms.text.claim_words import COUNTED

_LEGAL = ("enterprise", "research", "charity", "law_service", "other")


@dataclass(frozen=True)
class Sum:
    """What some cells add up to: ``known`` so far; None where not one of them is filled in."""

    cells: tuple[Address, ...]
    known: Number | None
    complete: bool

    def allows(self, value: Number, step: Number = 1) -> bool:
        """Whether a text may give this value (``is_same``): blanks may hold more."""
        if self.known is None:
            return False
        is_more = not self.complete and value > self.known
        return is_more or is_same(value, self.known, step)


def is_same(told: Number, known: Number, step: Number) -> bool:
    """Whether a text tells of a figure: exactly, or in 万, where its last digit, which is worth
    ``step``, may be rounded or cut off.
    """
    return abs(Decimal(told) - Decimal(known)) < step


def sums(
    report: Report, edition: Edition, kinds: Sequence[str], column: str, loose: bool = False
) -> list[Sum]:
    """Every sum that the kinds may mean in this report, those with figures first."""
    found = [_add(report, cells) for cells in meant_cells(edition, tuple(kinds), column, loose)]
    return sorted(found, key=lambda one: (one.known is None, not one.complete))


def meant_cells(
    edition: Edition, kinds: tuple[str, ...], column: str, loose: bool = False
) -> list[tuple[Address, ...]]:
    """The cells of every sum that the kinds may mean, as the vocabulary declares them.

    Cells that the edition does not have make no sum. A total is looked up in its own cell,
    and in the cells that it adds up, for the arithmetic has its own rules.
    """
    key = (kinds, column, loose)
    found = edition.meant_cells.get(key)
    if found is None:
        choices: list[list[str]] = [[]]
        for kind in kinds:
            counted = COUNTED[kind]
            meant = counted.sums + (counted.loose if loose else ())
            choices = [[*before, *patterns] for before in choices for patterns in meant]
        all_cells = (
            _cells(edition, patterns, column, parts)
            for patterns in choices
            for parts in (False, True)
        )
        found = edition.meant_cells[key] = [cells for cells in all_cells if cells]
    return found


def _add(report: Report, cells: tuple[Address, ...]) -> Sum:
    numbers = [report.number(cell) for cell in cells]
    known = [number for number in numbers if number is not None]
    total: Number = 0
    for number in known:
        total += number
    return Sum(cells, total if known else None, len(known) == len(cells))


def _cells(
    edition: Edition, patterns: Sequence[str], column: str, parts: bool
) -> tuple[Address, ...]:
    """The cells of the patterns, or with ``parts`` the cells that their totals add up."""
    found: list[Address] = []
    for pattern in patterns:
        own = list(_cells_of(edition, pattern, column, parts))
        if not own:
            return ()
        found += own
    return tuple(found)


def _cells_of(edition: Edition, pattern: str, column: str, parts: bool) -> Iterator[Address]:
    table, row, named = pattern.split(".")
    column = column if named == "?" else named
    rows = edition.tables[table].rows if table in edition.tables else {}
    if row.endswith("*"):
        keys = [key for key in rows if key.startswith(row[:-1])]
    else:
        keys = [row] if row in rows else []
    for key in keys:
        shown = rows[key]
        if column == "legal":
            columns = list(_LEGAL)
        elif column == "total" and parts:
            columns = [one for one in shown.areas if one != "total"]
        else:
            columns = [] if parts else [column]
        yield from (Address(table, key, one) for one in columns if one in shown.areas)


def is_half_blank(report: Report, edition: Edition, table: str) -> bool:
    """True while less than half of a table is filled in: its blanks are not yet a statement."""
    addresses = edition.tables[table].addresses
    filled = sum(report.value(address) is not None for address in addresses)
    return filled * 2 < len(addresses)
