"""The matrix: returns × rules, each cell the findings of one return under one rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from forms.collecting.collection import Collection
from forms.collecting.returns import Found, Return
from forms.rules import Level

_RANKS = {Level.ERROR: 0, Level.WARNING: 1, Level.HINT: 2}


class Filter(str, Enum):
    """Which findings are shown."""

    ALL = "all"
    ERRORS = "errors"
    WARNINGS = "warnings"
    """warnings and hints"""
    UNEXPLAINED = "unexplained"
    """everything for which no reason was given"""
    UNCERTAIN = "uncertain"
    """what the reader left open"""

    def keeps(self, found: Found) -> bool:
        """Whether a finding is shown."""
        if self is Filter.ERRORS:
            return found.level is Level.ERROR and not found.uncertain
        if self is Filter.WARNINGS:
            return found.level is not Level.ERROR
        if self is Filter.UNEXPLAINED:
            return not found.explained
        if self is Filter.UNCERTAIN:
            return found.uncertain
        return True


@dataclass(frozen=True)
class Row:
    """One return: ``unit`` is "" where it belongs to none; ``found`` rule code → findings."""

    unit: str
    source: Return
    found: dict[str, tuple[Found, ...]]
    is_counted: bool

    @property
    def count(self) -> int:
        """How many findings it has."""
        return sum(len(found) for found in self.found.values())

    @property
    def gravest(self) -> Level | None:
        """The level of its gravest finding; None for a clean one."""
        levels = {one.level for found in self.found.values() for one in found}
        return min(levels, key=_RANKS.__getitem__, default=None)


@dataclass(frozen=True)
class Matrix:
    """``rules`` are the codes that some return breaks, the gravest first.

    ``rows`` are in the collection's order: by unit, then the readable returns of no unit.
    """

    rules: tuple[str, ...]
    rows: tuple[Row, ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        """Rule → how many returns break it."""
        return {code: sum(code in row.found for row in self.rows) for code in self.rules}

    def sorted_by(self, code: str | None) -> tuple[Row, ...]:
        """The rows with the most findings (of one rule, or of all) first."""

        def size(row: Row) -> int:
            return -(row.count if code is None else len(row.found.get(code, ())))

        return tuple(sorted(self.rows, key=size))


def matrix_of(collection: Collection, wanted: Filter = Filter.ALL) -> Matrix:
    """The matrix of a collection. Rows without a finding stay: they are the clean ones."""
    rows = []
    graves: dict[str, int] = {}
    for unit, one, is_counted in _returns(collection):
        found: dict[str, list[Found]] = {}
        for finding in one.found:
            if wanted.keeps(finding):
                found.setdefault(finding.code, []).append(finding)
                rank = _RANKS[finding.level]
                graves[finding.code] = min(rank, graves.get(finding.code, rank))
        cells = {code: tuple(findings) for code, findings in found.items()}
        rows.append(Row(unit, one, cells, is_counted))
    rules = sorted(graves, key=lambda code: (graves[code], code))
    return Matrix(tuple(rules), tuple(rows))


def _returns(collection: Collection) -> Iterator[tuple[str, Return, bool]]:
    for entry in collection.entries:
        for one in entry.returns:
            yield entry.unit.name, one, one is entry.counted
    for one in collection.others:
        if one.is_readable:
            yield "", one, False
