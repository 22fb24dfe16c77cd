"""A return: one file that a unit sent in, as it was read and checked, without its long texts.

Everything here is small and immutable: ten thousand returns fit into memory. The whole report
(texts, origins of each cell) stays in the result store; ``ResultStore.report`` fetches it.
"""

from __future__ import annotations

from dataclasses import dataclass

from forms.cells import Address
from forms.counts import Number, Value, is_number
from forms.edition_file import known_editions
from forms.errors import Cause
from forms.report import Remark
from forms.rules import Level

SURE_REMARKS = frozenset(
    {
        "cell.note",
        "cells.split",
        "date.early",
        "edition.by_tables",
        "letter.read",
        "script.converted",
        "section.placed",
        "text.left_over",
    }
)
"""The reader's remarks that leave no doubt about a figure."""


@dataclass(frozen=True)
class Found:
    """One finding about one return, worded: what a matrix, a list and a letter need.

    ``code`` names the rule, ``place`` the column, row or section it speaks of; together with
    ``cells`` they tell the same finding again in the next run (``key``). ``part`` is the heading
    of the part, ``message`` the sentence. ``crosses_years``: it needed last year's report.
    ``explained`` is the unit's reason (情况说明), which only a ``.gknb`` carries. ``uncertain``:
    the reader left one of its cells open, so that it may be the file's fault and not the unit's.
    """

    code: str
    level: Level
    cells: tuple[str, ...]
    place: str
    part: str
    message: str
    expected: str = ""
    actual: str = ""
    crosses_years: bool = False
    explained: str = ""
    uncertain: bool = False

    @property
    def is_told(self) -> bool:
        """True where the unit is to mend or to check it: no hint, no doubt of the reader's, and
        not explained already.
        """
        return self.level is not Level.HINT and not self.uncertain and not self.explained

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """What is the same finding, whatever figures stand there now."""
        return self.code, self.place, self.cells


@dataclass(frozen=True)
class Fix:
    """A likely repair in one sentence, with the cells it changes: address → figure as text."""

    message: str
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Read:
    """What a worker found in a file's bytes: the same wherever the file lies and what it is named.

    Either ``cause`` (with ``detail``) says why it is no report, or the other fields hold.
    ``values`` follow ``edition.addresses``; ``units`` are the units printed in cells.
    ``remarks`` are the reader's, without their long texts. ``prose`` is a similarity
    signature (``forms.collecting.likeness``), ``cases`` the case numbers in the texts.
    """

    digest: str
    cause: Cause | None = None
    detail: str = ""
    agency: str = ""
    year: int | None = None
    edition: str = ""
    values: tuple[Value, ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Remark, ...] = ()
    found: tuple[Found, ...] = ()
    fixes: tuple[Fix, ...] = ()
    prose: bytes = b""
    cases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Return:
    """A file of the folder. ``received`` is its time in seconds since 1970 (0 unknown).

    ``across`` are the findings that last year's return of the same unit adds.
    """

    file: str
    received: float
    read: Read
    across: tuple[Found, ...] = ()

    @property
    def is_readable(self) -> bool:
        """False where the file is no report or could not be read."""
        return self.read.cause is None

    @property
    def found(self) -> tuple[Found, ...]:
        """Every finding, of this year and across years, each once."""
        known = {one.key for one in self.read.found}
        return (*self.read.found, *(one for one in self.across if one.key not in known))

    @property
    def has_errors(self) -> bool:
        """True where an error-level finding stands that is not the reader's doubt."""
        return any(one.level is Level.ERROR and not one.uncertain for one in self.found)

    @property
    def is_uncertain(self) -> bool:
        """True where the reader left something blank or guessed it."""
        return any(remark.code not in SURE_REMARKS for remark in self.read.remarks)

    def value(self, address: Address) -> Value:
        """The cell's value; None where it is blank or not in this return's edition."""
        place = places_of(self.read.edition).get(address)
        return self.read.values[place] if place is not None and self.read.values else None

    def number(self, address: Address) -> Number | None:
        """The cell's number; None where it is blank or no number."""
        value = self.value(address)
        return value if is_number(value) else None  # type: ignore[return-value]


_PLACES: dict[str, dict[Address, int]] = {}


def places_of(edition: str) -> dict[Address, int]:
    """Address → its place in ``Read.values``; empty for an unknown edition."""
    if edition not in _PLACES:
        known = known_editions().get(edition)
        _PLACES[edition] = {a: n for n, a in enumerate(known.addresses)} if known else {}
    return _PLACES[edition]
