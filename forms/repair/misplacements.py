"""Slips that touch several cells at once: figures that stand in the wrong place of a line.

Each misplacement says what the right figures would be, cell → figure. Only those are given
that mend a broken rule; whether all rules hold then is for ``repair_search`` to find out.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from forms.cells import Address
from forms.counts import Number
from forms.neighbours import Neighbours
from forms.repair.equations import Equation, System

TELL_AGAINST_ONE = 4
"""Of so many rules one may speak against a shift: a slip besides."""

Misplacement = dict[Address, Number]


def misplacements(
    system: System, neighbours: Neighbours, totals: Mapping[Address, Number]
) -> Iterator[Misplacement]:
    """Cells side by side that exchanged their figures, and lines shifted by one place.

    ``totals`` are the typed figures of the computed cells: they may have been shifted along.
    """
    broken = _broken_by_cell(system)
    typed = {**system.values, **totals}
    for line in neighbours.lines:
        if broken.keys().isdisjoint(line):
            continue
        for one, other in pairwise(line):
            if one in broken or other in broken:
                exchange = _exchange(one, other, system)
                concerned = (*broken.get(one, ()), *broken.get(other, ()))
                if exchange and any(_mends(one, other, e, system) for e in concerned):
                    yield exchange
        for run in _runs(line, typed, totals):
            wanted = _wanted(run, broken, system)
            if len(wanted) > 1:
                yield from _shifts(run, wanted, typed, system)


def _broken_by_cell(system: System) -> dict[Address, list[Equation]]:
    """The broken rules that each cell takes part in."""
    found: dict[Address, list[Equation]] = {}
    for equation in system.equations:
        if not equation.holds(equation.residual):
            for cell in equation.form:
                found.setdefault(cell, []).append(equation)
    return found


def _mends(one: Address, other: Address, equation: Equation, system: System) -> bool:
    """Whether a broken rule holds once two cells have exchanged their figures."""
    by = system.values[other] - system.values[one]
    form = equation.form
    return equation.holds(equation.residual + by * (form.get(one, 0) - form.get(other, 0)))


def _exchange(one: Address, other: Address, system: System) -> Misplacement:
    first, second = system.values.get(one), system.values.get(other)
    if first is None or second is None or first == second:
        return {}
    is_valid = system.is_valid(one, second) and system.is_valid(other, first)
    return {one: second, other: first} if is_valid else {}


def _runs(
    line: list[Address], typed: Mapping[Address, Number], totals: Container[Address]
) -> Iterator[list[Address]]:
    """The longest pieces of a line without a blank, and each again up to a total in it."""
    run: list[Address] = []
    for cell in [*line, None]:
        if cell is not None and cell in typed:
            run.append(cell)
            continue
        yield run
        yield from (run[:n] for n, address in enumerate(run) if address in totals)
        run = []


def _wanted(
    run: list[Address], broken: Mapping[Address, Sequence[Equation]], system: System
) -> dict[int, Number]:
    """Place in the run → the figure that it must have, by rules that cross the run there."""
    crossed: dict[int, int] = {}
    for cell in run:
        for equation in broken.get(cell, ()):
            crossed[id(equation)] = crossed.get(id(equation), 0) + 1
    wanted: dict[int, Number] = {}
    for place, cell in enumerate(run):
        for equation in broken.get(cell, ()):
            if crossed[id(equation)] == 1 and not equation.at_least:
                figure = system.values[cell] - equation.residual * equation.form[cell]
                if wanted.setdefault(place, figure) != figure:
                    return {}
    return wanted


def _shifts(
    run: list[Address],
    wanted: dict[int, Number],
    typed: Mapping[Address, Number],
    system: System,
) -> Iterator[Misplacement]:
    """The run, or its end from some place on, moved one step either way, as wanted."""
    last = len(run) - 1
    for step in (1, -1):
        moved = {n: typed[run[n + step]] for n in range(len(run)) if 0 <= n + step <= last}
        for start in range(min(wanted) + 1):
            lost = last if step == 1 else start
            against = sum(figure != moved[n] for n, figure in wanted.items() if n != lost)
            if against > len(wanted) // TELL_AGAINST_ONE:
                continue
            right = {
                run[n]: moved[n]
                for n in range(start, last + 1)
                if n != lost and run[n] in system.values and moved[n] != typed[run[n]]
            }
            if run[lost] in system.values:
                right |= lost_figure(run[lost], right, system)
            if len(right) > 1 and all(system.is_valid(c, figure) for c, figure in right.items()):
                yield right


def lost_figure(lost: Address, right: Misplacement, system: System) -> Misplacement:
    """The figure that the shift overwrote, from a rule that must hold."""
    for equation in system.equations:
        if lost in equation.form and not equation.at_least and equation.is_must:
            residual = equation.residual + sum(
                equation.form[cell] * (figure - system.values[cell])
                for cell, figure in right.items()
                if cell in equation.form
            )
            figure = system.values[lost] - residual * equation.form[lost]
            return {} if figure == system.values[lost] else {lost: figure}
    return {}
