"""The equations of a system and their cells as numbers, and sets of them as bits.

The search for a repair looks at hundreds of states in a few hundredths of a second; so small
sets must cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forms.repair.equations import System

Part = tuple[tuple[int, int], ...]
"""The rules that a cell takes part in, by number, with its coefficient there."""


class NumberedRules:
    """The equations of a system, by number, and the cells in them as bits."""

    def __init__(self, system: System) -> None:
        self.equations = system.equations
        self.cells = list(system.values)
        self.values = list(system.values.values())
        self.number = {cell: n for n, cell in enumerate(self.cells)}
        self.masks = [bits(self.number[c] for c in e.form) for e in self.equations]
        self.touched = [
            bits(n for n, other in enumerate(self.masks) if other & mask) for mask in self.masks
        ]
        self.at_least = [equation.at_least for equation in self.equations]
        self.limits = bits(n for n, equation in enumerate(self.equations) if equation.at_least)
        self.must = bits(n for n, equation in enumerate(self.equations) if equation.is_must)
        of_cell: list[Part] = [()] * len(self.cells)
        for number, equation in enumerate(self.equations):
            for cell, coefficient in equation.form.items():
                of_cell[self.number[cell]] += ((number, coefficient),)
        self.of_cell = of_cell
        """for each cell the rules that it takes part in, with its coefficient there"""
        self.alike: dict[Part, list[int]] = {}
        """cells that take part in the same rules in the same way"""
        for cell_number, rules in enumerate(of_cell):
            self.alike.setdefault(rules, []).append(cell_number)
        self.members = {alike: bits(numbers) for alike, numbers in self.alike.items()}
        """the same as bits"""
        self.all_cells = bits(range(len(self.cells)))
        self._kinds_of: dict[int, list[tuple[Part, int]]] = {}
        self._least: dict[int, int] = {}
        self._shared: dict[int, int] = {}
        self._pivots: dict[int, int | None] = {}
        self.most = max([1, *(len(rules) for rules in self.alike)])
        self.most_must = max(
            [1, *(sum(self.must >> n & 1 for n, _ in rules) for rules in self.alike)]
        )

    def kinds_of(self, rules: int) -> list[tuple[Part, int]]:
        """Kinds of cells that take part in any of some rules (as bits), with all their rules."""
        found = self._kinds_of.get(rules)
        if found is None:
            concerned = ((alike, bits(n for n, _ in alike)) for alike in self.alike)
            found = self._kinds_of[rules] = [one for one in concerned if one[1] & rules]
        return found

    def least(self, broken: int) -> int:
        """No fewer cells than this are to be changed where these rules are broken."""
        found = self._least.get(broken)
        if found is None:
            must = -(-(broken & self.must).bit_count() // self.most_must)
            apart = max(self._apart(list(places(broken))), self._apart([*places(broken)][::-1]))
            found = self._least[broken] = max(must, apart, -(-broken.bit_count() // self.most))
        return found

    def _apart(self, broken: list[int]) -> int:
        """How many of the rules share no cell: each needs a change of its own."""
        count = touched = 0
        for number in broken:
            if not touched >> number & 1:
                count += 1
                touched |= self.touched[number]
        return count

    def shared(self, broken: int) -> int:
        """Cells that take part in all these rules, as bits."""
        found = self._shared.get(broken)
        if found is None:
            found = self.all_cells
            for number in places(broken):
                found &= self.masks[number]
            self._shared[broken] = found
        return found

    def pivot(self, broken: int) -> int | None:
        """A broken rule that can be mended by itself: no other broken rule reaches out of it."""
        if broken not in self._pivots:
            masks = [self.masks[n] for n in places(broken)]
            self._pivots[broken] = next(
                (
                    number
                    for number in places(broken & self.must)
                    for inside in (self.masks[number],)
                    if all(not mask & ~inside or not mask & inside for mask in masks)
                ),
                None,
            )
        return self._pivots[broken]


def bits(numbers: Iterable[int]) -> int:
    """A set of numbers as bits."""
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def places(bits: int) -> Iterator[int]:
    """The places of the bits, from the lowest."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
