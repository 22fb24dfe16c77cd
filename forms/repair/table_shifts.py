"""A table whose figures stand one row too far, all of them or those from some row on.

Every row then still adds up; what tells is the column's total, which stands where another
figure should be. Some columns may hold another slip besides and not agree.
"""

from __future__ import annotations

from collections.abc import Iterator

from forms.cells import Address
from forms.counts import Number
from forms.neighbours import Neighbours
from forms.repair.equations import System, Total
from forms.repair.misplacements import Misplacement, lost_figure

MOST_AGAINST = 2
"""So many columns may not agree with the shift, if more do."""


def table_shifts(system: System, neighbours: Neighbours) -> Iterator[Misplacement]:
    """What the right figures would be, cell → figure, for each shift that the columns prove."""
    columns: dict[str, list[list[Address]]] = {}
    typed = {**system.values, **{total.address: total.typed for total in system.totals}}
    for line in neighbours.lines:
        is_column = (
            len(line) > 2 and line[0].row != line[1].row and line[0].column == line[1].column
        )
        if is_column and all(cell in typed for cell in line):
            columns.setdefault(line[0].table, []).append(line)
    broken = sum(not equation.holds(equation.residual) for equation in system.equations)
    for lines in columns.values():
        if broken > 1 and len(lines) > 1:
            shift = _TableShift(system, lines, typed)
            found = [
                shift.moved(step, start)
                for step in (1, -1)
                for start in range(shift.last_start + 1)
            ]
            yield from (one for n, one in enumerate(found) if len(one) > 2 and one not in found[:n])


class _TableShift:
    """The columns of one table, and how well they agree with a shift."""

    def __init__(
        self, system: System, lines: list[list[Address]], typed: dict[Address, Number]
    ) -> None:
        self.system = system
        self.typed = typed
        totals = {total.address: total for total in system.totals}
        down = [[totals.get(cell) for cell in line] for line in lines]
        self.lines = [
            (line, found) for line, found in zip(lines, down, strict=True) if None in found
        ]
        """the columns that are no totals of rows, with their own totals"""
        self.summed = next(
            (line for line, found in zip(lines, down, strict=True) if None not in found), []
        )
        """the column that adds up the rows: it tells of the shift whatever else is wrong"""
        self.sums: dict[int, list[list[tuple[int, set[int], list[Number]]]]] = {}
        """``_sums`` of every column, by step, as soon as they are asked for"""
        places = [n for _, found in self.lines for n, total in enumerate(found) if total]
        self.last_start = max(places, default=-1)

    def moved(self, step: int, start: int) -> Misplacement:
        """All figures from ``start`` on moved back by one; empty where the columns disagree."""
        right: Misplacement = {}
        agree = against = 0
        dropped = [self._is_dropped(line, step, start) for line, _ in self.lines]
        if sum(dropped) > MOST_AGAINST or self._is_hopeless(step, start):
            return {}
        for (line, totals), is_dropped in zip(self.lines, dropped, strict=True):
            own = self._column(line, step, start)
            right |= own
            moved = [
                (self.typed[line[n + step]], self._computed(total, own))
                for n, total in enumerate(totals)
                if total and start <= n + min(step, 0) <= len(line) - 1 - max(step, 0)
            ]
            differs = any(typed != computed for typed, computed in moved)
            if is_dropped and not differs:
                return {}
            against += differs
            agree += sum(typed != 0 for typed, _ in moved) if not differs else 0
            if against > MOST_AGAINST:
                return {}
        if agree <= against:
            agree += self._sums_agree(step, start)
        is_valid = all(self.system.is_valid(cell, figure) for cell, figure in right.items())
        return right if is_valid and agree > against else {}

    def _sums(
        self, line: list[Address], totals: list[Total | None], step: int
    ) -> list[tuple[int, set[int], list[Number]]]:
        """For each total of a column its place, those of its parts, and by how much it would
        differ from its parts if all were shifted from each place on.
        """
        typed, found = [self.typed[cell] for cell in line], []
        for place, total in enumerate(totals):
            if total is None or not 0 <= place + step < len(line):
                continue
            parts = {n: total.form[cell] for n, cell in enumerate(line) if cell in total.form}
            sums = [sum((c * typed[n] for n, c in parts.items()), -typed[place + step])]
            for n in range(len(line) - 1, -1, -1):
                there = typed[n + step] if 0 <= n + step < len(line) else 0
                sums.append(sums[-1] + parts.get(n, 0) * (there - typed[n]))
            found.append((place, set(parts), sums[::-1]))
        return found

    def _is_hopeless(self, step: int, start: int) -> bool:
        """Whether too many columns disagree, judged by those whose lost figure is no part."""
        if step not in self.sums:
            self.sums[step] = [self._sums(*one, step) for one in self.lines]
        against = possible = 0
        for (line, _), totals in zip(self.lines, self.sums[step], strict=True):
            lost = len(line) - 1 if step == 1 else start
            crossed = [one for one in totals if start <= one[0] + min(step, 0)]
            if any(lost not in parts and sums[start] for _, parts, sums in crossed):
                against += 1
            else:
                possible += sum(self.typed[line[place + step]] != 0 for place, *_ in crossed)
        if against > MOST_AGAINST:
            return True
        return possible <= against and possible + self._sums_agree(step, start) <= against

    def _sums_agree(self, step: int, start: int) -> int:
        """How many totals of the column of sums agree with the shift."""
        line = self.summed
        moved = [self.typed[cell] for cell in line]
        last = len(line) - 1
        for n in range(start, last + 1):
            if 0 <= n + step <= last:
                moved[n] = self.typed[line[n + step]]
        agree = 0
        own, totals = self.lines[0] if line and self.lines else ([], [])
        row = {cell: n for n, cell in enumerate(own)}
        for n, total in enumerate(totals):
            if total is not None and start <= n and moved[n] and total.form.keys() <= row.keys():
                parts = sum(c * moved[row[cell]] for cell, c in total.form.items())
                agree += parts == moved[n]
        return agree

    def _column(self, line: list[Address], step: int, start: int) -> Misplacement:
        last = len(line) - 1
        lost = last if step == 1 else start
        own: Misplacement = {}
        for n in range(start, last + 1):
            if n != lost and line[n] in self.system.values:
                figure = self.typed[line[n + step]]
                if figure != self.typed[line[n]]:
                    own[line[n]] = figure
        if line[lost] in self.system.values:
            found = lost_figure(line[lost], own, self.system)
            # Another slip in the column makes it impossible to tell.
            is_valid = all(self.system.is_valid(cell, figure) for cell, figure in found.items())
            own |= found if is_valid else {}
        return own

    def _is_dropped(self, line: list[Address], step: int, start: int) -> bool:
        """Whether a figure would get lost: the place that a shift opens holds none of its own."""
        place = start if step == 1 else len(line) - 1
        figure = self.typed[line[place]]
        return figure not in (0, self.typed[line[place - 1 if place else 1]])

    def _computed(self, total: Total, right: Misplacement) -> Number:
        values = self.system.values
        return total.computed + sum(
            total.form[cell] * (figure - values[cell])
            for cell, figure in right.items()
            if cell in total.form
        )
