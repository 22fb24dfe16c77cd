"""What is changed so far in the search for a repair, and which rules that leaves broken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from forms.counts import Number
from forms.repair.equations import System
from forms.repair.found_repairs import SHIFT
from forms.repair.numbered_rules import NumberedRules, Part, bits, places

Step = dict[int, Number]
"""What to change at once: number of a cell → its new figure."""


class Ending(NamedTuple):
    """A last change: any one of ``cells`` (as bits), all of a kind, by ``amount``."""

    cells: int
    alike: Part
    amount: Number


class Position:
    """A place in the search: the figures changed, and the residuals of every rule."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.rules = NumberedRules(system)
        self.residuals = [equation.residual for equation in system.equations]
        self.broken = bits(
            n
            for n, equation in enumerate(system.equations)
            if not equation.holds(equation.residual)
        )
        """the rules that do not hold at present, as bits"""
        self.invalid = bits(self.rules.number[cell] for cell in system.invalid)
        self.shift: Step = {}
        """the line or table that is taken as shifted at present; it counts as ``SHIFT`` cells"""
        self.changed: Step = {}
        self.changed_bits = 0

    @property
    def _count(self) -> int:
        """How many cells are changed, those of a shift counted as ``SHIFT``."""
        return len(self.changed) - max(0, len(self.shift) - SHIFT)

    @property
    def _must(self) -> int:
        """Broken rules that no change of a total can mend, nor of a control total."""
        return self.broken & self.rules.must

    @property
    def _wrong(self) -> int:
        """Cells whose figure cannot stand and that are not changed yet, as bits."""
        return self.invalid & ~self.changed_bits

    # --- to change, and to change back -----------------------------------------------------

    def _mend(self, alike: Part, amount: Number) -> None:
        """The rules, after a cell of a kind has changed by an amount, whichever it is."""
        residuals, at_least, broken = self.residuals, self.rules.at_least, self.broken
        for number, coefficient in alike:
            residual = residuals[number] = residuals[number] + coefficient * amount
            if residual and not (residual > 0 and at_least[number]):
                broken |= 1 << number
            else:
                broken &= ~(1 << number)
        self.broken = broken

    def _mark(self, cell: int, figure: Number) -> None:
        """Notes which cell it is that was changed."""
        self.changed[cell] = figure
        self.changed_bits |= 1 << cell

    def _unmark(self, cell: int) -> None:
        del self.changed[cell]
        self.changed_bits &= ~(1 << cell)

    def _apply(self, step: Step) -> None:
        for cell, figure in step.items():
            self._mend(self.rules.of_cell[cell], figure - self.rules.values[cell])
            self._mark(cell, figure)

    def _take_back(self, step: Step) -> None:
        for cell, figure in step.items():
            self._mend(self.rules.of_cell[cell], self.rules.values[cell] - figure)
            self._unmark(cell)

    # --- what is still to be done ------------------------------------------------------------

    def _is_within(self, left: int) -> bool:
        """Whether so few changes may be enough, for all that can be told at once."""
        return self._wrong.bit_count() <= left and self.rules.least(self.broken) <= left

    def _least(self) -> int:
        """No fewer cells than this are still to be changed."""
        return max(self._wrong.bit_count(), self.rules.least(self.broken))

    def _amounts(self, rules: int) -> Iterator[tuple[Part, Number, int]]:
        """Cells of the rules, those that are alike as one, with what would mend a broken rule,
        and the rules that are broken then.
        """
        residuals, broken = self.residuals, self.broken
        for alike, concerned in self.rules.kinds_of(rules):
            lacking = concerned & broken
            if lacking:
                mended: dict[Number, int] = {}
                for number, coefficient in alike:
                    if lacking >> number & 1:
                        amount = -residuals[number] * coefficient
                        mended[amount] = mended.get(amount, 0) | 1 << number
                for amount in sorted(mended):
                    yield alike, amount, broken & ~mended[amount] | concerned & ~broken

    def _shared(self) -> int:
        """Cells that may mend every broken rule at once, as bits."""
        return self.rules.shared(self.broken) & ~self.changed_bits

    # --- the last change -----------------------------------------------------------------

    def _endings(self) -> list[Ending]:
        """Where one change is left: what mends every broken rule at once, kind by kind."""
        cells = self._shared()
        cells &= self._wrong or cells
        found = []
        while cells:
            alike = self.rules.of_cell[(cells & -cells).bit_length() - 1]
            own = cells & self.rules.members[alike]
            cells ^= own
            found += [Ending(part, alike, amount) for part, amount in self._last(own, dict(alike))]
        return found

    def _last(self, cells: int, coefficients: dict[int, int]) -> Iterator[tuple[int, Number]]:
        """By how much some cells of a kind are to be changed, where that is one amount."""
        broken = list(places(self.broken))
        exact = [n for n in broken if not self.rules.at_least[n]]
        amounts = {-self.residuals[n] * coefficients[n] for n in exact or broken}
        if exact or not self._wrong:
            if len(amounts) == 1:
                yield cells, amounts.pop()
            return
        for cell in places(cells):
            turned = {-2 * self.rules.values[cell]} if self._wrong >> cell & 1 else set()
            if len(amounts | turned) == 1:
                yield 1 << cell, next(iter(amounts | turned))
