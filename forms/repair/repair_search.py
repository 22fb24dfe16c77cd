"""The smallest repairs of one system of equations: which cells to change, and to what.

The error localisation of Fellegi and Holt (1976), for sums: find the fewest cells whose change
satisfies every rule. Totals that agreed with their parts follow them and are not counted; a
total that did not agree counts as one cell if it is what has to change. In a smallest repair
some broken rule always holds just one cell that is still wrong, and so tells its figure; the
search therefore changes one cell at a time by just what a broken rule lacks, and deepens by
one cell until a repair is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from time import thread_time

from forms.cells import Address
from forms.counts import Number
from forms.repair.equations import System, Total
from forms.repair.misplacements import misplacements
from forms.repair.neighbours import Neighbours
from forms.repair.slip_groups import Slip, SlipReader
from forms.repair.slips import COSTS, Reason

EXACT = 4
"""Up to so many cells every repair is looked at; beyond, only whole shifts and single rules."""
SHIFT = 2
"""A line of figures shifted as a whole counts as two cells, however long it is."""
DEEPEST = 30
ALWAYS = 200
"""So many states are looked at whatever the clock says: a pause of the computer changes nothing."""
NEARLY_AS_LIKELY = 1.0
"""Costs that differ by no more than this are much the same."""
LIKELIEST = 6
"""Of cells that do the rules the same good, only the likeliest are followed up."""


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
    """Repairs, the likeliest first. ``complete``: no smaller one exists, none was left out."""

    repairs: tuple[Repair, ...]
    complete: bool


class OutOfTime(Exception):
    """The search has used up its time."""


def smallest_repairs(system: System, neighbours: Neighbours, deadline: float) -> Found:
    """The smallest repairs. ``deadline`` is a ``thread_time``.

    Where time runs out or too many cells are wrong, what was found is told as not complete.
    """
    if not system.solvable:
        return Found((), complete=True)
    search = _Search(system, neighbours, deadline)
    try:
        complete = search.deepen()
    except OutOfTime:
        complete = False
    size = min((repair.size for repair in search.found.values()), default=0)
    smallest = [repair for repair in search.found.values() if repair.size == size]
    ordered = sorted(smallest, key=lambda repair: (repair.rank, sorted(repair.changes)))
    return Found(tuple(each_kind_first(ordered)), complete)


def each_kind_first(repairs: Sequence[Repair]) -> list[Repair]:
    """The best of each kind of slip that is nearly as likely as the best of all, then the rest.

    How likely one kind is beside another is not known well; that a figure is the only one of
    its kind tells more than that it is the fifth of another.
    """
    first: dict[frozenset[Reason], Repair] = {}
    for repair in repairs:
        if repair.cost <= repairs[0].cost + NEARLY_AS_LIKELY:
            first.setdefault(frozenset(slip.reason for slip in repair.slips), repair)
    chosen = list(first.values())
    return [*chosen, *(repair for repair in repairs if repair not in chosen)]


class _Search:
    """One depth-first search, deepened step by step."""

    def __init__(self, system: System, neighbours: Neighbours, deadline: float) -> None:
        self.system = system
        self.deadline = deadline
        self.equations = system.equations
        self.residuals = [equation.residual for equation in self.equations]
        self.by_cell: dict[Address, tuple[tuple[int, int], ...]] = dict.fromkeys(system.values, ())
        for number, equation in enumerate(self.equations):
            for cell, coefficient in equation.form.items():
                self.by_cell[cell] += ((number, coefficient),)
        totals = {total.address: total.typed for total in system.totals}
        self.reader = SlipReader(neighbours, {**system.values, **totals}, set(totals))
        self.misplaced = list(misplacements(system, neighbours, totals))
        self.followers: dict[Address, list[Total]] = {cell: [] for cell in system.values}
        for total in system.totals:
            for cell in total.form:
                self.followers[cell].append(total)
        self.stale = [total for total in system.totals if total.computed != total.typed]
        self.invalid = system.invalid
        forms = [equation.form.keys() for equation in self.equations]
        self.by_size = sorted(range(len(forms)), key=lambda n: len(forms[n]))
        self.touched = [
            {n for n, other in enumerate(forms) if not other.isdisjoint(form)} for form in forms
        ]
        self.most_must = self._most(witnesses=False)
        self.most = self._most(witnesses=True)
        self.changed: dict[Address, Number] = {}
        self.found: dict[frozenset[tuple[Address, Number]], Repair] = {}
        self.visited: set[frozenset[tuple[Address, Number]]] = set()
        self.bound = 0
        self.looked_at = 0

    def _most(self, witnesses: bool) -> int:
        """The most rules that one cell takes part in."""
        counts = [
            sum(witnesses or self.equations[n].is_must for n, _ in rules)
            for rules in self.by_cell.values()
        ]
        return max([1, *counts])

    # --- depth -------------------------------------------------------------------------

    def deepen(self) -> bool:
        """Searches one cell deeper until a repair is found; True if that proves it smallest."""
        for step in ({}, *(step for step in self.misplaced if len(step) > 2)):
            self._apply(step, 1)
            self._keep(self._broken())
            self._apply(step, -1)
        least = self._least(self._broken())
        for self.bound in range(min(least, SHIFT), DEEPEST + 1):
            if self.bound >= least:
                self.visited.clear()
                self._walk()
            if any(repair.size <= self.bound for repair in self.found.values()):
                return self.bound <= max(least, EXACT)
        return False

    def _broken(self) -> list[int]:
        """The rules that do not hold at present, those with the fewest cells first."""
        return [n for n in self.by_size if not self.equations[n].holds(self.residuals[n])]

    def _must(self, broken: list[int]) -> list[int]:
        """Broken rules that no change of a total can mend, nor of a control total."""
        return [n for n in broken if self.equations[n].is_must]

    def _wrong_cells(self) -> list[Address]:
        return [cell for cell in self.invalid if cell not in self.changed]

    def _least(self, broken: list[int]) -> int:
        """No fewer cells than this are still to be changed."""
        must = ceil(len(self._must(broken)) / self.most_must)
        apart = max(self._apart(broken), self._apart(broken[::-1]))
        return max(must, apart, ceil(len(broken) / self.most), len(self._wrong_cells()))

    def _apart(self, broken: list[int]) -> int:
        """How many of the rules share no cell: each needs a change of its own."""
        count, touched = 0, set[int]()
        for number in broken:
            if number not in touched:
                count += 1
                touched |= self.touched[number]
        return count

    def _walk(self) -> None:
        state = frozenset(self.changed.items())
        if state in self.visited:
            return
        self.visited.add(state)
        self.looked_at += 1
        if self.looked_at > ALWAYS and thread_time() > self.deadline:
            raise OutOfTime
        broken = self._broken()
        self._keep(broken)
        left = self.bound - len(self.changed)
        if left <= 0 or self._least(broken) > left:
            return
        for step in self._steps(broken, left):
            self._apply(step, 1)
            self._walk()
            self._apply(step, -1)

    def _apply(self, step: dict[Address, Number], direction: int) -> None:
        for cell, figure in step.items():
            amount = (figure - self.system.values[cell]) * direction
            for number, coefficient in self.by_cell[cell]:
                self.residuals[number] += coefficient * amount
            if direction > 0:
                self.changed[cell] = figure
            else:
                del self.changed[cell]

    # --- steps -------------------------------------------------------------------------

    def _steps(self, broken: list[int], left: int) -> list[dict[Address, Number]]:
        """What to change next: single cells, and misplacements that mend more than they break."""
        if left == 1 and broken:
            return [{cell: figure} for cell, figure in self._last(broken)]
        pivot = self._pivot(broken)
        rules = broken if pivot is None else [pivot]
        steps = [step for step in self.misplaced if self._is_useful(step, rules, left)]
        if pivot is None and self.bound > EXACT:
            return steps
        classes: dict[object, list[tuple[float, int, Address, Number]]] = {}
        for cell, figure in sorted(self._figures(rules, broken)):
            key = (self.by_cell[cell], figure - self.system.values[cell])
            slip = self.reader.single(cell, figure)
            entry = (slip.cost, len(self.followers[cell]), cell, figure)
            classes.setdefault(key, []).append(entry)
        likeliest = LIKELIEST if self.bound <= EXACT else 2
        for entries in classes.values():
            steps += [{cell: figure} for _, _, cell, figure in sorted(entries)[:likeliest]]
        return steps

    def _last(self, broken: list[int]) -> Iterator[tuple[Address, Number]]:
        """Where one change is left: what mends every broken rule at once."""
        cells = self.equations[broken[0]].form.keys() - self.changed.keys()
        for number in broken[1:]:
            cells &= self.equations[number].form.keys()
        for cell in sorted(cells.intersection(self._wrong_cells() or cells)):
            figures = {
                self.system.values[cell] - self.residuals[n] * self.equations[n].form[cell]
                for n in broken
                if not self.equations[n].at_least
            } or {figure for c, figure in self._figures(broken, broken) if c == cell}
            if len(figures) == 1 and self.system.is_valid(cell, figure := figures.pop()):
                yield cell, figure

    def _pivot(self, broken: list[int]) -> int | None:
        """A broken rule that can be mended by itself: no other broken rule reaches out of it."""
        for number in self._must(broken):
            cells = self.equations[number].form.keys()
            others = [self.equations[n].form.keys() for n in broken if n != number]
            if all(other <= cells or cells.isdisjoint(other) for other in others):
                return number
        return None

    def _figures(self, rules: list[int], broken: list[int]) -> set[tuple[Address, Number]]:
        """Cells of the rules, with each figure that would mend a broken rule."""
        found = set()
        for number in broken:
            equation, residual = self.equations[number], self.residuals[number]
            for cell, coefficient in equation.form.items():
                if cell in self.changed:
                    continue
                if not any(cell in self.equations[n].form for n in rules):
                    continue
                figure = self.system.values[cell] - residual * coefficient
                if self.system.is_valid(cell, figure):
                    found.add((cell, figure))
        for cell in self._wrong_cells():
            figure = -self.system.values[cell]
            if self.system.is_valid(cell, figure):
                found.add((cell, figure))
        return found

    def _is_useful(self, step: dict[Address, Number], rules: list[int], left: int) -> bool:
        if len(step) > left or not self.changed.keys().isdisjoint(step):
            return False
        effects: dict[int, Number] = {}
        for cell, figure in step.items():
            for number, coefficient in self.by_cell[cell]:
                amount = coefficient * (figure - self.system.values[cell])
                effects[number] = effects.get(number, 0) + amount
        mended = 0
        for number, amount in effects.items():
            held = self.equations[number].holds(self.residuals[number])
            holds = self.equations[number].holds(self.residuals[number] + amount)
            mended += holds - held
        return mended > 0 and any(effects.get(number) for number in rules)

    # --- leaves ------------------------------------------------------------------------

    def _keep(self, broken: list[int]) -> None:
        """Notes the present changes, if nothing but totals is still wrong."""
        if self._must(broken) or self._wrong_cells():
            return
        figures = {total.address: total.computed for total in self.stale}
        concerned = {total.address: total for total in self.stale}
        for cell, figure in self.changed.items():
            for total in self.followers[cell]:
                amount = total.form[cell] * (figure - self.system.values[cell])
                figures[total.address] = figures.get(total.address, total.computed) + amount
                concerned[total.address] = total
        changes = {cell: _plain(figure) for cell, figure in self.changed.items()}
        followers: dict[Address, Number] = {}
        for address, total in concerned.items():
            if figures[address] != total.typed:
                (followers if total.follows else changes)[address] = _plain(figures[address])
        if not changes:
            return
        slips = tuple(self._at_limit(slip) for slip in self.reader.slips(changes))
        size = sum(SHIFT if s.reason is Reason.SHIFTED else len(s.cells) for s in slips)
        size += sum(self.equations[number].soft for number in broken)
        state = frozenset(self.changed.items())
        self.found[state] = Repair({**changes, **followers}, slips, size)

    def _at_limit(self, slip: Slip) -> Slip:
        """A figure that was only moved to a limit is told as such: it proves nothing else."""
        for equation, residual in zip(self.equations, self.residuals, strict=True):
            is_moved = equation.at_least and equation.residual < 0 and residual == 0
            if is_moved and slip.reason is not Reason.SIGN and slip.cells[0] in equation.form:
                return Slip(Reason.AT_LEAST, slip.cells, COSTS[Reason.AT_LEAST])
        return slip


def _plain(figure: Number) -> Number:
    return int(figure) if figure == int(figure) else figure
