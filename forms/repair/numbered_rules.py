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
        self.by_size = sorted(range(len(self.equations)), key=lambda n: len(self.equations[n].form))
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
        self.most = max([1, *(len(rules) for rules in self.alike)])
        self.most_must = max(
            [1, *(sum(self.must >> n & 1 for n, _ in rules) for rules in self.alike)]
        )


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
