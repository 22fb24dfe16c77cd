"""Several changed cells → the slips that they look like together, and how likely these are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from forms.cells import Address
from forms.counts import Number
from forms.neighbours import Neighbours
from forms.repair.slips import COSTS, Reason, likely_slip

FEWEST_SHIFTED = 2
"""So many figures must stand one place too far before it is called a shift."""


@dataclass(frozen=True)
class Slip:
    """One slip: what it is, and the cells that it touched (those that follow left out)."""

    reason: Reason
    cells: tuple[Address, ...]
    cost: float


class SlipReader:
    """Names the slips in a set of changes.

    ``typed`` are all known figures of the tables; ``totals`` those cells that add up others.
    """

    def __init__(
        self, neighbours: Neighbours, typed: Mapping[Address, Number], totals: set[Address]
    ) -> None:
        self.neighbours = neighbours
        self.typed = typed
        self.totals = totals
        self._single: dict[tuple[Address, Number], Slip] = {}

    def single(self, address: Address, right: Number) -> Slip:
        """What one changed cell looks like by itself."""
        slip = self._single.get((address, right))
        if slip is None:
            slip = self._single[address, right] = self._read_single(address, right)
        return slip

    def _read_single(self, address: Address, right: Number) -> Slip:
        typed = self.typed[address]
        reason, cost = likely_slip(typed, right, address in self.totals)
        if typed and cost > COSTS[Reason.NEIGHBOUR]:
            copied = any(self.typed.get(a) == typed for a in self.neighbours.beside(address))
            # One digit beside the same digit is no wonder.
            weight = COSTS[Reason.NEIGHBOUR] + (1.5 if -10 < typed < 10 else 0)
            if copied and weight < cost:
                reason, cost = Reason.NEIGHBOUR, weight
        return Slip(reason, (address,), cost)

    def slips(self, changes: Mapping[Address, Number]) -> list[Slip]:
        """The changes (cell → right figure) as the likeliest slips, in the order given."""
        left = dict(changes)
        found = self._shifts(left) if len(left) > FEWEST_SHIFTED else []
        found += self._pairs(left)
        found += [self.single(address, right) for address, right in left.items()]
        order = {address: n for n, address in enumerate(changes)}
        return sorted(found, key=lambda slip: order[slip.cells[0]])

    def _shifts(self, left: dict[Address, Number]) -> list[Slip]:
        found = []
        for line in self.neighbours.lines_with(left, FEWEST_SHIFTED + 1):
            cells = [cell for cell in line if cell in left]
            if self._is_shift(line, cells, left):
                found.append(Slip(Reason.SHIFTED, tuple(cells), COSTS[Reason.SHIFTED]))
                for cell in cells:
                    del left[cell]
        return found

    def _is_shift(
        self, line: list[Address], cells: list[Address], right: Mapping[Address, Number]
    ) -> bool:
        """From the first changed cell to the last, each takes the figure next to it.

        The figure at one end was overwritten: there nothing can be compared.
        """
        if len(cells) <= FEWEST_SHIFTED:
            return False
        first, last = line.index(cells[0]), line.index(cells[-1])
        span = [right.get(cell, self.typed.get(cell)) for cell in line[first : last + 1]]
        after = [self.typed.get(cell) for cell in line[first + 1 : last + 1]]
        before = [self.typed.get(cell) for cell in line[first:last]]
        return span[:-1] == after or span[1:] == before

    def _pairs(self, left: dict[Address, Number]) -> list[Slip]:
        """Two cells that exchanged their figures, or a part of them; the likeliest first."""
        pairs = []
        for one, other in combinations(left, 2):
            slip = self.pair(one, left[one], other, left[other])
            if slip is not None:
                alone = self.single(one, left[one]).cost + self.single(other, left[other]).cost
                pairs.append((slip.cost - alone, slip))
        found = []
        for saved, slip in sorted(pairs, key=lambda pair: pair[0]):
            if saved < 0 and all(cell in left for cell in slip.cells):
                found.append(slip)
                for cell in slip.cells:
                    del left[cell]
        return found

    def pair(
        self, one: Address, one_right: Number, other: Address, other_right: Number
    ) -> Slip | None:
        """What two changed cells of one line look like together; None where like nothing."""
        first, second = self.typed[one], self.typed[other]
        if one_right + other_right != first + second:
            return None
        distance = self.neighbours.distance(one, other)
        if distance is None:
            return None
        exchanged = (one_right, other_right) == (second, first)
        reason = Reason.EXCHANGED if exchanged else Reason.MOVED
        cost = COSTS[reason] + (0 if distance == 1 else 1)
        return Slip(reason, (one, other), cost)
