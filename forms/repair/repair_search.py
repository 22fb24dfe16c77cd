"""The smallest repairs of one system of equations: which cells to change, and to what.

The error localisation of Fellegi and Holt (1976), for sums: find the fewest cells whose change
satisfies every rule. Totals that agreed with their parts follow them and are not counted; a
total that did not agree counts as one cell if it is what has to change. In a smallest repair
some broken rule always holds just one cell that is still wrong, and so tells its figure; the
search therefore changes one cell at a time by just what a broken rule lacks, and deepens by
one cell until a repair is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from time import thread_time

from forms.cells import Address
from forms.counts import Number
from forms.neighbours import Neighbours
from forms.repair.equations import System
from forms.repair.found_repairs import SHIFT, Found, Repair, RepairReader, ordered
from forms.repair.misplacements import misplacements
from forms.repair.numbered_rules import NumberedRules, Part, bits, places
from forms.repair.table_shifts import table_shifts

EXACT = 4
"""Up to so many cells every repair is looked at; beyond, only whole shifts and single rules."""
DEEPEST = 30
ALWAYS = 200
"""So many states are looked at whatever the clock says: a pause of the computer changes nothing."""
LIKELIEST = 6
"""Of cells that do the rules the same good, only the likeliest are followed up."""

Step = dict[int, Number]
"""What to change at once: number of a cell → its new figure."""


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
    return Found(ordered(search.found.values()), complete)


class _Search:
    """One depth-first search, deepened step by step."""

    def __init__(
        self, system: System, neighbours: Neighbours, deadline: float, always: int
    ) -> None:
        self.system = system
        self.deadline = deadline
        self.always = always
        self.rules = NumberedRules(system)
        self.residuals = [equation.residual for equation in system.equations]
        self.reader = RepairReader(system, neighbours)
        totals = {total.address: total.typed for total in system.totals}
        number = self.rules.number
        moved = [*misplacements(system, neighbours, totals), *table_shifts(system, neighbours)]
        steps = [{number[cell]: figure for cell, figure in step.items()} for step in moved]
        self.misplaced = [step for step in steps if len(step) <= SHIFT]
        self.shifts = [step for step in steps if len(step) > SHIFT]
        self.effects = [self._effects(step) for step in self.misplaced]
        self.invalid = bits(number[cell] for cell in system.invalid)
        self.shift: Step = {}
        """the line or table that is taken as shifted at present; it counts as ``SHIFT`` cells"""
        self.changed: Step = {}
        self.changed_bits = 0
        self.likeliest: dict[tuple[Part, Number], list[Step]] = {}
        self.found: dict[frozenset[tuple[int, Number]], Repair] = {}
        self.visited: set[frozenset[tuple[int, Number]]] = set()
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
            for step, still in bases:
                if self.bound >= still + (SHIFT if step else 0):
                    self._walk_from(step)
            if any(repair.size <= self.bound for repair in self.found.values()):
                return self.bound <= max(least, EXACT)
        return False

    def _least_after(self, shift: Step) -> int:
        """How many more cells are to be changed besides a shift; it is noted if none is."""
        self._apply(shift, 1)
        self.shift = shift
        broken = self._broken()
        self._keep(broken)
        least = self._least(broken)
        self.shift = {}
        self._apply(shift, -1)
        return least

    def _walk_from(self, shift: Step) -> None:
        self._apply(shift, 1)
        self.shift = shift
        self._walk()
        self.shift = {}
        self._apply(shift, -1)

    @property
    def _count(self) -> int:
        """How many cells are changed, those of a shift counted as ``SHIFT``."""
        return len(self.changed) - max(0, len(self.shift) - SHIFT)

    def _broken(self) -> list[int]:
        """The rules that do not hold at present, those with the fewest cells first."""
        residuals, at_least = self.residuals, self.rules.at_least
        return [
            n for n in self.rules.by_size if (r := residuals[n]) and not (r > 0 and at_least[n])
        ]

    def _must(self, broken: list[int]) -> list[int]:
        """Broken rules that no change of a total can mend, nor of a control total."""
        return [n for n in broken if self.rules.must >> n & 1]

    @property
    def _wrong(self) -> int:
        """Cells whose figure cannot stand and that are not changed yet, as bits."""
        return self.invalid & ~self.changed_bits

    def _least(self, broken: list[int]) -> int:
        """No fewer cells than this are still to be changed."""
        must = ceil(len(self._must(broken)) / self.rules.most_must)
        apart = max(self._apart(broken), self._apart(broken[::-1]))
        return max(must, apart, ceil(len(broken) / self.rules.most), self._wrong.bit_count())

    def _apart(self, broken: list[int]) -> int:
        """How many of the rules share no cell: each needs a change of its own."""
        count = touched = 0
        for number in broken:
            if not touched >> number & 1:
                count += 1
                touched |= self.rules.touched[number]
        return count

    def _walk(self) -> None:
        state = frozenset(self.changed.items())
        if state in self.visited:
            return
        self.visited.add(state)
        self._mind_the_time()
        broken = self._broken()
        self._keep(broken)
        left = self.bound - self._count
        if left == 1 and broken:
            for step in self._last(broken):
                self._mind_the_time()
                self._apply(step, 1)
                self._keep(self._broken())
                self._apply(step, -1)
        elif left > 0 and self._least(broken) <= left:
            for step in self._steps(broken, left):
                self._apply(step, 1)
                self._walk()
                self._apply(step, -1)

    def _mind_the_time(self) -> None:
        self.looked_at += 1
        if self.looked_at > self.always and thread_time() > self.deadline:
            raise OutOfTime

    def _apply(self, step: Step, direction: int) -> None:
        residuals, values = self.residuals, self.rules.values
        for cell, figure in step.items():
            amount = (figure - values[cell]) * direction
            for number, coefficient in self.rules.of_cell[cell]:
                residuals[number] += coefficient * amount
            self.changed_bits ^= 1 << cell
            if direction > 0:
                self.changed[cell] = figure
            else:
                del self.changed[cell]

    # --- steps -------------------------------------------------------------------------

    def _steps(self, broken: list[int], left: int) -> list[Step]:
        """What to change next: single cells, and misplacements that mend more than they break."""
        pivot = self._pivot(broken)
        rules = broken if pivot is None else [pivot]
        steps = [
            step
            for step, effects in zip(self.misplaced, self.effects, strict=True)
            if self._is_useful(step, effects, rules, left)
        ]
        if pivot is None and self.bound > EXACT:
            return steps
        most = LIKELIEST if self.bound <= EXACT else 2
        for alike, amount in self._amounts(rules, broken):
            if not self._leads_on(alike, amount, left - 1):
                continue
            some = (s for s in self._likeliest(alike, amount) if self.changed.keys().isdisjoint(s))
            steps += [step for step, _ in zip(some, range(most), strict=False)]
        return [*steps, *self._turned_signs()]

    def _last(self, broken: list[int]) -> Iterator[Step]:
        """Where one change is left: what mends every broken rule at once."""
        cells = self._shared(broken)
        cells &= self._wrong or cells
        for cell in places(cells):
            coefficients = dict(self.rules.of_cell[cell])
            amounts = {
                -self.residuals[n] * coefficients[n] for n in broken if not self.rules.at_least[n]
            } or {-self.residuals[n] * coefficients[n] for n in broken}
            if self._wrong >> cell & 1 and not any(not self.rules.at_least[n] for n in broken):
                amounts.add(-2 * self.rules.values[cell])
            if len(amounts) == 1:
                figure = self.rules.values[cell] + amounts.pop()
                if self.system.is_valid(self.rules.cells[cell], figure):
                    yield {cell: figure}

    def _pivot(self, broken: list[int]) -> int | None:
        """A broken rule that can be mended by itself: no other broken rule reaches out of it."""
        masks = self.rules.masks
        for number in self._must(broken):
            outside = ~masks[number]
            if all(not masks[n] & outside or not masks[n] & masks[number] for n in broken):
                return number
        return None

    def _amounts(self, rules: list[int], broken: list[int]) -> Iterator[tuple[Part, Number]]:
        """Cells of the rules, those that are alike as one, with what would mend a broken rule."""
        concerned, lacking = bits(rules), bits(broken)
        for alike in self.rules.alike:
            if any(concerned >> n & 1 for n, _ in alike):
                amounts = {-self.residuals[n] * c for n, c in alike if lacking >> n & 1}
                for amount in sorted(amounts):
                    yield alike, amount

    def _leads_on(self, alike: Part, amount: Number, left: int) -> bool:
        """Whether so few changes may be enough after any of the cells has changed."""
        for number, coefficient in alike:
            self.residuals[number] += coefficient * amount
        broken = self._broken()
        for number, coefficient in alike:
            self.residuals[number] -= coefficient * amount
        if not self._must(broken):
            return True
        if left != 1:
            return self._least(broken) <= left + bool(self._wrong)
        return bool(self._shared(broken))

    def _shared(self, broken: list[int]) -> int:
        """Cells that may mend every broken rule at once, as bits."""
        cells = (1 << len(self.rules.cells)) - 1 & ~self.changed_bits
        for number in broken:
            cells &= self.rules.masks[number]
        return cells

    def _likeliest(self, alike: Part, amount: Number) -> list[Step]:
        """Single cells of a kind changed by an amount, the likeliest slip first."""
        known = self.likeliest.get((alike, amount))
        if known is None:
            entries = []
            for number in self.rules.alike[alike]:
                cell, figure = self.rules.cells[number], self.rules.values[number] + amount
                if self.system.is_valid(cell, figure):
                    cost = self.reader.slip_reader.single(cell, figure).cost
                    entries.append((cost, len(self.reader.followers[cell]), cell, number, figure))
            known = [{number: figure} for *_, number, figure in sorted(entries)]
            self.likeliest[alike, amount] = known
        return known

    def _turned_signs(self) -> Iterator[Step]:
        for number in places(self._wrong):
            figure = -self.rules.values[number]
            if self.system.is_valid(self.rules.cells[number], figure):
                yield {number: figure}

    def _is_useful(
        self, step: Step, effects: dict[int, Number], rules: list[int], left: int
    ) -> bool:
        if len(step) > left or not self.changed.keys().isdisjoint(step):
            return False
        equations, residuals = self.rules.equations, self.residuals
        mended = 0
        for number, amount in effects.items():
            held = equations[number].holds(residuals[number])
            mended += equations[number].holds(residuals[number] + amount) - held
        return mended > 0 and any(effects.get(number) for number in rules)

    # --- leaves ------------------------------------------------------------------------

    def _keep(self, broken: list[int]) -> None:
        """Notes the present changes, if nothing but totals is still wrong."""
        if self._wrong or self._must(broken) or self._is_too_large(broken):
            return
        state = frozenset(self.changed.items())
        if state in self.found:
            return
        changed: dict[Address, Number] = {
            self.rules.cells[number]: figure for number, figure in self.changed.items()
        }
        unmet = sum(self.rules.equations[number].soft for number in broken)
        shift = {self.rules.cells[number]: figure for number, figure in self.shift.items()}
        repair = self.reader.repair(changed, self.residuals, unmet, shift)
        if repair is not None:
            self.found[state] = repair

    def _is_too_large(self, broken: list[int]) -> bool:
        """Whether it is no smallest repair for certain, where another is known.

        Each broken rule is a total to be changed; only a line shifted counts for less.
        """
        count = self._count + len(broken)
        if not self.found or count <= max(self.bound, SHIFT):
            return False
        lines: dict[tuple[int, str], int] = {}
        totals = (self.rules.equations[n].witness for n in broken)
        for cell in (*(self.rules.cells[n] for n in self.changed), *filter(None, totals)):
            for line in ((0, cell.row), (1, cell.column), (2, cell.table)):
                lines[line] = lines.get(line, 0) + 1
        return max(lines.values()) <= SHIFT
