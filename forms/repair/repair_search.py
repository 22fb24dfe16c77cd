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
from dataclasses import replace
from itertools import islice
from time import thread_time
from typing import NamedTuple

from forms.counts import Number
from forms.neighbours import Neighbours
from forms.repair.equations import System
from forms.repair.found_repairs import SHIFT, Found, Repair, RepairReader, ordered
from forms.repair.misplacements import misplacements
from forms.repair.numbered_rules import Part, places
from forms.repair.position import Ending, Position, Step
from forms.repair.table_shifts import table_shifts

EXACT = 4
"""Up to so many cells every repair is looked at; beyond, only whole shifts and single rules."""
DEEPEST = 30
ALWAYS = 200
"""So many states are looked at whatever the clock says: a pause of the computer changes nothing."""
BETWEEN_LOOKS = 4
"""States between two looks at the clock: to ask a thread's time costs as much as some of them."""
AT_MOST = 30
"""So many repairs that may not be smallest are written out where time has run out."""
LIKELIEST = 6
"""Of cells that do the rules the same good, only the likeliest are followed up."""


State = frozenset[tuple[int, Number]]
"""Which cells are changed to what."""


class Leaf(NamedTuple):
    """A set of changes that leaves nothing but totals wrong, and the rules then (as bits)."""

    changed: Step
    shift: Step
    broken: int
    residuals: Sequence[Number]


class OutOfTime(Exception):
    """The search has used up its time."""


def smallest_repairs(
    system: System, neighbours: Neighbours, deadline: float, always: int | None = None
) -> Found:
    """The smallest repairs. ``deadline`` is a ``thread_time``; ``always`` so many states are
    looked at whatever it says.

    Where time runs out or too many cells are wrong, what was found is told as not complete.
    """
    search = _Search(system, neighbours, deadline, ALWAYS if always is None else always)
    try:
        complete = search.deepen()
    except OutOfTime:
        complete = False
    if not complete:
        search.take_up(min(search.larger, default=0), AT_MOST)
    return Found(ordered(search.found.values()), complete)


class _Search(Position):
    """One depth-first search, deepened step by step."""

    def __init__(
        self, system: System, neighbours: Neighbours, deadline: float, always: int
    ) -> None:
        # In this order the bits of a set of rules count from those with the fewest cells.
        by_size = sorted(system.equations, key=lambda equation: len(equation.form))
        super().__init__(replace(system, equations=by_size))
        self.deadline = deadline
        self.always = always
        self.reader = RepairReader(self.system, neighbours)
        totals = {total.address: total.typed for total in system.totals}
        number = self.rules.number
        moved = [*misplacements(system, neighbours, totals), *table_shifts(system, neighbours)]
        steps = [{number[cell]: figure for cell, figure in step.items()} for step in moved]
        self.misplaced = [step for step in steps if len(step) <= SHIFT]
        self.shifts = [step for step in steps if len(step) > SHIFT]
        self.effects = [self._effects(step) for step in self.misplaced]
        self.likeliest: dict[tuple[Part, Number], list[tuple[int, Number]]] = {}
        self.found: dict[State, Repair] = {}
        self.larger: dict[int, dict[State, Leaf]] = {}
        """by their number of cells: repairs that are too large to be a smallest one as yet"""
        self.visited: set[State] = set()
        self.bound = 0
        self.looked_at = 0

    def _effects(self, step: Step) -> dict[int, Number]:
        """By how much a step changes which rules."""
        effects: dict[int, Number] = {}
        for cell, figure in step.items():
            for number, coefficient in self.rules.of_cell[cell]:
                amount = coefficient * (figure - self.rules.values[cell])
                effects[number] = effects.get(number, 0) + amount
        return effects

    # --- depth -------------------------------------------------------------------------

    def deepen(self) -> bool:
        """Searches one cell deeper until a repair is found; True if that proves it smallest.

        It begins from the figures as typed, and from each line or table that may be shifted.
        """
        bases = [(step, self._least_after(step)) for step in ({}, *self.shifts)]
        least = bases[0][1]
        for self.bound in range(min(least, SHIFT), DEEPEST + 1):
            self.visited.clear()
            self.take_up(self.bound)
            for step, still in bases:
                if self.bound >= still + (SHIFT if step else 0):
                    self._walk_from(step)
            if any(repair.size <= self.bound for repair in self.found.values()):
                return self.bound <= max(least, EXACT)
        return False

    def _least_after(self, shift: Step) -> int:
        """How many more cells are to be changed besides a shift; it is noted if none is."""
        self._apply(shift)
        self.shift = shift
        self._keep()
        least = self._least()
        self.shift = {}
        self._take_back(shift)
        return least

    def _walk_from(self, shift: Step) -> None:
        self._apply(shift)
        self.shift = shift
        self._walk()
        self.shift = {}
        self._take_back(shift)

    def _walk(self) -> None:
        if not self._is_new():
            return
        self._keep()
        left = self.bound - self._count
        if left == 1 and self.broken:
            self._end(self._endings())
        elif left > 0 and self._is_within(left):
            pivot = self.rules.pivot(self.broken)
            rules = self.broken if pivot is None else 1 << pivot
            for step in self._misplaced(rules, left):
                self._walk_on(step)
            if pivot is None and self.bound > EXACT:
                return
            for alike, amount, after in [*self._amounts(rules)]:
                if self._leads_on(after, left - 1):
                    self._change(alike, amount, left - 1)
            for step in self._turned_signs():
                self._walk_on(step)

    def _walk_on(self, step: Step) -> None:
        self._apply(step)
        self._walk()
        self._take_back(step)

    def _change(self, alike: Part, amount: Number, left: int) -> None:
        """Goes on from each of the likeliest cells of a kind, changed by an amount.

        The rules see no difference between these cells, and are asked once for all of them.
        """
        broken = self.broken
        self._mend(alike, amount)
        endings = self._endings() if left == 1 and self.broken and not self._wrong else None
        for cell, figure in self._likeliest(alike, amount):
            self._mark(cell, figure)
            if endings is None:
                self._walk()
            elif self._is_new():
                self._keep()
                self._end(endings)
            self._unmark(cell)
        for number, coefficient in alike:
            self.residuals[number] -= coefficient * amount
        self.broken = broken

    def _end(self, endings: list[Ending]) -> None:
        """Notes every last change."""
        for cells, alike, amount in endings:
            self._mind_the_time()
            self._mend(alike, amount)
            for cell in places(cells & ~self.changed_bits) if not self._must else ():
                figure = self.rules.values[cell] + amount
                if self.system.is_valid(self.rules.cells[cell], figure):
                    self._mark(cell, figure)
                    self._keep()
                    self._unmark(cell)
            self._mend(alike, -amount)

    def _is_new(self) -> bool:
        """Whether the present changes were not looked at before; they are from now on."""
        state = frozenset(self.changed.items())
        if state in self.visited:
            return False
        self.visited.add(state)
        self._mind_the_time()
        return True

    def _mind_the_time(self) -> None:
        self.looked_at += 1
        is_due = self.looked_at > self.always and self.looked_at % BETWEEN_LOOKS == 0
        if is_due and thread_time() > self.deadline:
            raise OutOfTime

    # --- steps -------------------------------------------------------------------------

    def _misplaced(self, rules: int, left: int) -> list[Step]:
        """Misplacements that mend more than they break."""
        return [
            step
            for step, effects in zip(self.misplaced, self.effects, strict=True)
            if self._is_useful(step, effects, rules, left)
        ]

    def _leads_on(self, broken: int, left: int) -> bool:
        """Whether so few changes may be enough where these rules are broken.

        They are at least: one that is a limit may hold after all.
        """
        if self.rules.limits:
            broken &= ~self.rules.limits
        if not broken & self.rules.must:
            return True
        if left != 1:
            left += bool(self._wrong)
            return self._wrong.bit_count() <= left and self.rules.least(broken) <= left
        return bool(self.rules.shared(broken) & ~self.changed_bits)

    def _likeliest(self, alike: Part, amount: Number) -> list[tuple[int, Number]]:
        """The likeliest cells of a kind changed by an amount, with their figures."""
        known = self.likeliest.get((alike, amount))
        if known is None:
            entries = []
            for number in self.rules.alike[alike]:
                cell, figure = self.rules.cells[number], self.rules.values[number] + amount
                if self.system.is_valid(cell, figure):
                    cost = self.reader.slip_reader.single(cell, figure).cost
                    entries.append((cost, len(self.reader.followers[cell]), cell, number, figure))
            known = [(number, figure) for *_, number, figure in sorted(entries)]
            self.likeliest[alike, amount] = known
        most = LIKELIEST if self.bound <= EXACT else 2
        return [one for one in known if one[0] not in self.changed][:most]

    def _turned_signs(self) -> Iterator[Step]:
        for number in places(self._wrong):
            figure = -self.rules.values[number]
            if self.system.is_valid(self.rules.cells[number], figure):
                yield {number: figure}

    def _is_useful(self, step: Step, effects: dict[int, Number], rules: int, left: int) -> bool:
        if len(step) > left or not self.changed.keys().isdisjoint(step):
            return False
        equations, residuals = self.rules.equations, self.residuals
        mended = 0
        for number, amount in effects.items():
            holds = equations[number].holds(residuals[number] + amount)
            mended += holds - (not self.broken >> number & 1)
        return mended > 0 and any(rules >> n & 1 and amount for n, amount in effects.items())

    # --- leaves ------------------------------------------------------------------------

    def _keep(self) -> None:
        """Notes the present changes, if nothing but totals is still wrong."""
        if self._wrong or self._must:
            return
        state = frozenset(self.changed.items())
        if state in self.found:
            return
        count = self._count + self.broken.bit_count()
        leaf = Leaf(dict(self.changed), self.shift, self.broken, self.residuals)
        if count > self.bound and self._is_scattered():
            leaf = leaf._replace(residuals=[*self.residuals])
            self.larger.setdefault(count, {}).setdefault(state, leaf)
        else:
            self._note(state, leaf)

    def _note(self, state: State, leaf: Leaf) -> None:
        cells, equations = self.rules.cells, self.rules.equations
        changed = {cells[number]: figure for number, figure in leaf.changed.items()}
        shift = {cells[number]: figure for number, figure in leaf.shift.items()}
        unmet = sum(equations[number].soft for number in places(leaf.broken))
        repair = self.reader.repair(changed, leaf.residuals, unmet, shift)
        if repair is not None:
            self.found[state] = repair

    def _is_scattered(self) -> bool:
        """Whether nothing in it can count for less: no three of its cells are in one line.

        Each broken rule is a total to be changed. A whole table may be shifted too.
        """
        lines: dict[tuple[int, str], int] = {}
        totals = (self.rules.equations[n].witness for n in places(self.broken))
        for cell in (*(self.rules.cells[n] for n in self.changed), *filter(None, totals)):
            for line in ((0, cell.row), (1, cell.column), (2, cell.table))[
                : 3 if self.shift else 2
            ]:
                lines[line] = lines.get(line, 0) + 1
        return max(lines.values(), default=0) <= SHIFT

    def take_up(self, most: int, at_most: int | None = None) -> None:
        """Notes what was put aside, as far as it has no more cells than that."""
        for count in sorted(self.larger):
            if count <= most:
                for state, leaf in islice(self.larger.pop(count).items(), at_most):
                    if state not in self.found:
                        self._note(state, leaf)
