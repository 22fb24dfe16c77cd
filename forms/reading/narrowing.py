"""Readings of open rows that the sums still allow, once other cells are known.

Nothing is dropped that could be part of a whole that adds up: a reading goes only where one
relation cannot hold whatever the other open rows say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from forms.cells import Address
from forms.counts import Number, Value, is_number, read_cell
from forms.edition import Edition
from forms.report import Remark, Report
from forms.rules import Operator, Relation

Reading = dict[Address, str]
"""What each of some cells would be."""
Cells = Mapping[Address, Value]

_MOST_SUMS = 20_000
"""So many different sums of the other rows are followed; a relation with more decides nothing."""

_Sums = set[Number] | None
"""What some rows may add up to; None where it is anything."""


def readings_of(remark: Remark, edition: Edition) -> list[Reading]:
    """The ways to read the cells of a remark; a saved file may hold some that make no sense."""
    known = {str(address): address for address in edition.addresses}
    return [
        {known[name]: text for name, text in choice}
        for choice in remark.choices
        if all(name in known for name, _ in choice)
    ]


def fitting_readings(report: Report, edition: Edition) -> dict[Remark, list[Reading]]:
    """The readings of each open remark that go with what the report says by now.

    A remark whose own cells are filled is judged as if they were blank, so that the clerk may
    choose anew. Where the sums of the paper contradict each other, all readings stay.
    """
    offered = {
        remark: readings
        for remark in report.remarks
        if remark.choices and (readings := readings_of(remark, edition))
    }
    relations = [one for one in edition.relations if one.operator is Operator.EQUAL]
    filled = {
        remark
        for remark, readings in offered.items()
        if any(report.value(address) is not None for address in readings[0])
    }
    still_open = {remark: readings for remark, readings in offered.items() if remark not in filled}
    found = _fitting(still_open, report, relations)
    for remark in filled:
        again = {remark: offered[remark], **still_open}
        found[remark] = _fitting(again, report, relations)[remark]
    return {remark: found[remark] for remark in offered}


def _fitting(
    offered: Mapping[Remark, list[Reading]], report: Report, relations: Iterable[Relation]
) -> dict[Remark, list[Reading]]:
    rows = [[_cells_of(reading) for reading in readings] for readings in offered.values()]
    left = narrowed(rows, report.cells, relations)
    return {
        remark: [readings[number] for number in numbers]
        for (remark, readings), numbers in zip(offered.items(), left, strict=True)
    }


def _cells_of(reading: Reading) -> dict[Address, Value]:
    return {address: read_cell(text).value for address, text in reading.items()}


def narrowed(
    rows: Sequence[Sequence[Cells]], known: Cells, relations: Iterable[Relation]
) -> list[list[int]]:
    """For each open row the numbers of its readings that some whole allows.

    ``rows`` holds the readings of each row, ``known`` the other cells. A relation that speaks
    of a blank, or that no combination of readings satisfies, decides nothing. Where the rest
    contradict each other all readings stay.
    """
    everything = [list(range(len(readings))) for readings in rows]
    own = [set(readings[0]) if readings else set[Address]() for readings in rows]
    laid = [
        judged
        for relation in relations
        if (judged := _laid(relation, rows, own, known)) is not None and judged.can_hold(everything)
    ]
    left = everything
    changed = True
    while changed:
        changed = False
        for relation in laid:
            for row, numbers in relation.supported(left).items():
                if not numbers:
                    return everything
                if len(numbers) < len(left[row]):
                    left = [numbers if at == row else one for at, one in enumerate(left)]
                    changed = True
    return left


@dataclass(frozen=True)
class _Laid:
    """A relation laid over the open rows: what each reading adds to ``rest`` to make zero.

    A reading that leaves a cell of the relation blank adds None: anything.
    """

    rest: Number
    added: Mapping[int, Sequence[Number | None]]

    def can_hold(self, left: Sequence[Sequence[int]]) -> bool:
        """True where every row has a reading, blanks apart, with which the relation holds."""
        return all(
            any(self.added[row][number] is not None for number in numbers)
            or set(self.added[row]) == {None}
            for row, numbers in self.supported(left).items()
        )

    def supported(self, left: Sequence[Sequence[int]]) -> dict[int, list[int]]:
        """By row of the relation: the readings with which it can hold."""
        sums = {row: _sums(self.added[row], left[row]) for row in self.added}
        found: dict[int, list[int]] = {}
        for row, added in self.added.items():
            others: _Sums = {self.rest}
            for other, values in sums.items():
                others = _sum_of(others, values) if other != row else others
            found[row] = [
                number
                for number in left[row]
                if others is None or (value := added[number]) is None or -value in others
            ]
        return found


def _laid(
    relation: Relation, rows: Sequence[Sequence[Cells]], own: Sequence[set[Address]], known: Cells
) -> _Laid | None:
    """The relation over the open rows; None where it speaks of none, or of a blank."""
    if relation.crosses_years:
        return None
    signs = [(term.address, term.sign) for term in relation.expected]
    signs += [(term.address, -term.sign) for term in relation.actual]
    rest: Number = 0
    by_row: dict[int, list[tuple[Address, int]]] = {}
    for address, sign in signs:
        at = next((number for number, cells in enumerate(own) if address in cells), None)
        value = known.get(address)
        if at is not None:
            by_row.setdefault(at, []).append((address, sign))
        elif is_number(value):
            rest += sign * value  # type: ignore[operator]
        else:
            return None
    if not by_row:
        return None
    added = {at: [_added(cells, terms) for cells in rows[at]] for at, terms in by_row.items()}
    return _Laid(rest, added)


def _added(cells: Cells, terms: Sequence[tuple[Address, int]]) -> Number | None:
    total: Number = 0
    for address, sign in terms:
        value = cells.get(address)
        if not is_number(value):
            return None
        total += sign * value  # type: ignore[operator]
    return total


def _sums(added: Sequence[Number | None], numbers: Sequence[int]) -> _Sums:
    values = {added[number] for number in numbers}
    return None if None in values else {value for value in values if value is not None}


def _sum_of(one: _Sums, other: _Sums) -> _Sums:
    if one is None or other is None or len(one) * len(other) > _MOST_SUMS:
        return None
    return {a + b for a in one for b in other}
