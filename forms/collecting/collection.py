"""A collection: the units that should have returned, and what came in.

``collect`` (``forms.collecting.collecting``) makes one. Matrix, sum, letters, workbook and
window only look at it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from forms.collecting.returns import Return


@dataclass(frozen=True)
class Unit:
    """One unit of the list. ``kind`` is free (``部门``, ``镇街``); ``本级`` marks the parent's own.

    ``parent`` is another unit's name, or "" for the collecting office itself. ``aliases`` are
    names under which its reports may come as well.
    """

    name: str
    kind: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()


class Kind(str, Enum):
    """What there is to tell of a collection, beside the findings of its returns."""

    MISSING = "return.missing"
    """a unit of the list without a return for the year"""
    DOUBLE = "return.double"
    """a unit with several returns for the year"""
    LATE = "return.late"
    WRONG_YEAR = "return.wrong_year"
    """a report of another year than the collection's, or of an unknown year"""
    WRONG_EDITION = "return.wrong_edition"
    """a form that was not made for the report's year"""
    UNREADABLE = "return.unreadable"
    DOUBTFUL = "return.doubtful"
    """the agency is no unit's name but looks like the units named: to be confirmed"""
    UNLISTED = "return.unlisted"
    """the agency is like no unit of the list"""
    SAME_TEXT = "folder.same_text"
    """two units' prose is alike (雷同)"""
    SAME_FIGURES = "folder.same_figures"
    """a unit's figures are another unit's"""
    SAME_CASE = "folder.same_case"
    """two units tell of the same case number"""
    PARENT_TOTAL = "folder.parent_total"
    """a total that the parent published or typed is not the sum of its units"""


@dataclass(frozen=True)
class Notice:
    """One such thing. ``units`` and ``files`` are those it concerns; ``message`` is the sentence.

    ``detail`` is what a program may want: the likeness in per cent, the year found, candidates.
    """

    kind: Kind
    message: str
    units: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A row of the collection: a unit with its returns for the year, and last year's return.

    ``unit`` is made from the report's agency where no list was given. ``counted`` is the return
    that is added up; None where there is none, or where several differ and nobody has chosen.
    """

    unit: Unit
    returns: tuple[Return, ...] = ()
    counted: Return | None = None
    last_year: Return | None = None


@dataclass(frozen=True)
class Collection:
    """``year`` is the collection's; ``office`` the collecting office's name ("" unknown).

    ``entries`` are in the order of the unit list (or by name); ``others`` are the returns that
    belong to no unit or not to this year: unreadable, doubtful, unlisted, of another year.
    ``stated`` is the office's own report for the year, typed or published: it is compared.
    """

    year: int | None
    office: str
    entries: tuple[Entry, ...]
    others: tuple[Return, ...] = ()
    stated: Return | None = None
    notices: tuple[Notice, ...] = ()
    has_list: bool = False

    @cached_property
    def by_name(self) -> dict[str, Entry]:
        """Unit name → its entry."""
        return {entry.unit.name: entry for entry in self.entries}

    @cached_property
    def children(self) -> dict[str, tuple[Entry, ...]]:
        """Parent's name ("" for the office) → the entries directly under it."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.unit.parent, []).append(entry)
        return {name: tuple(entries) for name, entries in found.items()}

    @property
    def returns(self) -> Iterable[Return]:
        """Every return, those of units first."""
        for entry in self.entries:
            yield from entry.returns
        yield from self.others

    def told(self, *kinds: Kind) -> tuple[Notice, ...]:
        """The notices of some kinds."""
        return tuple(notice for notice in self.notices if notice.kind in kinds)
