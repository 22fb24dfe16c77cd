"""The sum: parent = Σ children + own − exceptions, cell by cell, with what stands behind it.

A unit's blank is unknown: the total of that cell stays blank, what is known so far and whose
figure is missing are told. An exception with a reason may count a blank as a figure, or take
something off (cases that were transferred and counted twice).
"""

from __future__ import annotations

from dataclasses import dataclass

from forms.cells import Address
from forms.counts import Number, Value
from forms.report import Report


@dataclass(frozen=True)
class Exemption:
    """An exception to the sum. ``amount`` is added (a negative one taken off); a reason is owed.

    With ``instead`` it stands in place of the unit's own figure (a blank that means 0).
    """

    unit: str
    address: Address
    amount: Number
    reason: str
    instead: bool = False


@dataclass(frozen=True)
class Addend:
    """What one unit gives to one total.

    ``printed`` is what stands in its return, ``number`` what was added (None: unknown), after
    the unit of money was taken to the column's. ``file`` is "" for an exception or a sum of
    the unit's own children.
    """

    unit: str
    printed: Value
    number: Number | None
    file: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Difference:
    """A total that the office typed or published, against the sum of its units."""

    address: Address
    summed: Number | None
    known: Number
    stated: Value

    @property
    def amount(self) -> Number | None:
        """Stated minus summed; None where either is unknown."""
        stated = self.stated
        if self.summed is None or stated is None or isinstance(stated, str):
            return None
        return stated - self.summed


@dataclass(frozen=True)
class Total:
    """One total: ``number`` None where an addend is unknown, ``known`` the rest added up."""

    address: Address
    number: Number | None
    known: Number
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sum:
    """The parent's report with where each figure comes from.

    ``report`` is an ordinary report: part one, five and six are to be written, ``origins`` say
    how each total came about, ``remarks`` what could not be added. ``without`` are the units
    that gave nothing (missing, double, doubtful).
    """

    parent: str
    report: Report
    totals: dict[Address, Total]
    units: tuple[str, ...]
    without: tuple[str, ...]
    differences: tuple[Difference, ...] = ()
