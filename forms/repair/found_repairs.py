"""A set of changed cells → the repair that it is: followers, slips, size and likelihood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from forms.cells import Address
from forms.counts import Number
from forms.neighbours import Neighbours
from forms.repair.equations import System, Total
from forms.repair.slip_groups import Slip, SlipReader
from forms.repair.slips import COSTS, Reason

SHIFT = 2
"""A line of figures shifted as a whole counts as two cells, however long it is."""
NEARLY_AS_LIKELY = 1.0
"""Costs that differ by no more than this are much the same."""


@dataclass(frozen=True)
class Repair:
    """Cell → right figure, followers included.

    ``size`` counts the cells without them, a shifted line as ``SHIFT``, and the control totals
    that are not met.
    """

    changes: dict[Address, Number]
    slips: tuple[Slip, ...]
    size: int

    @property
    def rank(self) -> tuple[int, float, int]:
        """Fewest cells, then the likeliest slips, then the fewest followers."""
        return (self.size, self.cost, len(self.changes))

    @property
    def cost(self) -> float:
        """How unlikely its slips are together."""
        return sum(slip.cost for slip in self.slips)


@dataclass(frozen=True)
class Found:
    """Repairs, the likeliest first. ``complete``: no smaller one exists, none was left out.

    ``whole`` is False where they mend only some of what is broken.
    """

    repairs: tuple[Repair, ...]
    complete: bool
    whole: bool = True


def ordered(repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    """The smallest of some repairs, the likeliest first."""
    repairs = list(repairs)
    size = min((repair.size for repair in repairs), default=0)
    smallest = [repair for repair in repairs if repair.size == size]
    smallest.sort(key=lambda repair: (repair.rank, sorted(repair.changes)))
    return tuple(each_kind_first(smallest))


def each_kind_first(repairs: Sequence[Repair]) -> list[Repair]:
    """The best of each kind of slip that is nearly as likely as the best of all, then the rest.

    How likely one kind is beside another is not known well; that a figure is the only one of
    its kind tells more than that it is the fifth of another.
    """
    first: dict[frozenset[Reason], Repair] = {}
    rest = []
    for repair in repairs:
        kind = frozenset(slip.reason for slip in repair.slips)
        if kind in first or repair.cost > repairs[0].cost + NEARLY_AS_LIKELY:
            rest.append(repair)
        else:
            first[kind] = repair
    return [*first.values(), *rest]


class RepairReader:
    """Says what repair a set of changes is."""

    def __init__(self, system: System, neighbours: Neighbours) -> None:
        self.system = system
        totals = {total.address: total.typed for total in system.totals}
        self.slip_reader = SlipReader(neighbours, {**system.values, **totals}, set(totals))
        self.totals = {total.address: total for total in system.totals}
        self.followers: dict[Address, list[Total]] = {cell: [] for cell in system.values}
        for total in system.totals:
            for cell in total.form:
                self.followers[cell].append(total)
        self.stale = {t.address: t.computed for t in system.totals if t.computed != t.typed}
        self.limits = [
            (n, equation)
            for n, equation in enumerate(system.equations)
            if equation.at_least and equation.residual < 0
        ]

    def repair(
        self,
        changed: Mapping[Address, Number],
        residuals: Sequence[Number],
        unmet: int,
        shift: Mapping[Address, Number],
    ) -> Repair | None:
        """The repair; None where nothing is changed.

        ``residuals`` are those of the system's equations after the change, ``unmet`` of which
        are control totals that do not hold. ``shift``: changes known to be one shift.
        """
        figures = dict(self.stale)
        changes: dict[Address, Number] = {}
        for cell, figure in changed.items():
            changes[cell] = _plain(figure)
            amount = figure - self.system.values[cell]
            for total in self.followers[cell]:
                before = figures.get(total.address, total.computed)
                figures[total.address] = before + total.form[cell] * amount
        followers: dict[Address, Number] = {}
        for address, figure in figures.items():
            total = self.totals[address]
            if figure != total.typed:
                (followers if total.follows else changes)[address] = _plain(figure)
        if not changes:
            return None
        slips = tuple(self._slips(changes, shift))
        if self.limits:
            slips = tuple(self._at_limit(slip, residuals) for slip in slips)
        return Repair({**changes, **followers}, slips, _size(slips) + unmet)

    def _slips(
        self, changes: Mapping[Address, Number], shift: Mapping[Address, Number]
    ) -> list[Slip]:
        plain = self.slip_reader.slips(changes)
        if not shift or _size(plain) <= SHIFT:
            return plain
        moved = tuple(c for c, figure in changes.items() if shift.get(c) == figure)
        moved += tuple(c for c in changes if c in self.totals and self._is_beside(c, changes[c]))
        rest = {cell: figure for cell, figure in changes.items() if cell not in moved}
        slip = Slip(Reason.SHIFTED, moved, COSTS[Reason.SHIFTED])
        return min(plain, [slip, *self.slip_reader.slips(rest)], key=_size)

    def _is_beside(self, cell: Address, figure: Number) -> bool:
        """Whether the figure stands next to the cell: a total that was shifted along."""
        typed = self.slip_reader.typed
        return any(typed.get(one) == figure for one in self.slip_reader.neighbours.beside(cell))

    def _at_limit(self, slip: Slip, residuals: Sequence[Number]) -> Slip:
        """A figure that was only moved to a limit is told as such: it proves nothing else."""
        for number, equation in self.limits:
            is_moved = residuals[number] == 0 and slip.cells[0] in equation.form
            if is_moved and slip.reason is not Reason.SIGN:
                return Slip(Reason.AT_LEAST, slip.cells, COSTS[Reason.AT_LEAST])
        return slip


def _size(slips: Iterable[Slip]) -> int:
    return sum(SHIFT if s.reason is Reason.SHIFTED else len(s.cells) for s in slips)


def _plain(figure: Number) -> Number:
    return int(figure) if isinstance(figure, int) or figure == int(figure) else figure
