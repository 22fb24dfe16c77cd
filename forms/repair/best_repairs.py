"""The best repair of a system: the smallest, or, where many cells are wrong, part by part.

Cells that by themselves mend several rules at once, a row's and a column's, are taken first.
Rules that share no cell are problems of their own: what is left falls apart into such parts,
each is searched by itself, and what can be repaired is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import thread_time

from forms.cells import Address
from forms.counts import Number
from forms.neighbours import Neighbours
from forms.repair.equations import Equation, System
from forms.repair.found_repairs import SHIFT, Found, Repair, ordered
from forms.repair.misplacements import misplacements
from forms.repair.repair_search import ALWAYS, EXACT, smallest_repairs
from forms.repair.slip_groups import Slip, SlipReader
from forms.repair.slips import COSTS, Reason
from forms.repair.table_shifts import table_shifts

SURE = 3
"""So many rules that one change mends at once, and none that it breaks, are no chance."""
FIRST = 0.7
"""So much of the time may go to the whole, before its parts are searched."""


def best_repairs(system: System, neighbours: Neighbours, deadline: float) -> Found:
    """The smallest repairs, or one that is put together from parts. ``deadline``: thread time.

    A repair that leaves parts of the system as they are is told as not whole; so is every one
    where last year's report contradicts itself.
    """
    if not system.solvable:
        return replace(
            best_repairs(replace(system, solvable=True), neighbours, deadline), whole=False
        )
    start = thread_time()
    found = smallest_repairs(system, neighbours, start + (deadline - start) * FIRST)
    if found.complete or (found.repairs and found.repairs[0].size <= EXACT):
        return found
    together = _from_parts(system, neighbours, deadline)
    if together is None or (found.repairs and not together[1]):
        return found
    repair, whole = together
    return Found(ordered([*found.repairs, repair]), complete=False, whole=whole)


def _from_parts(
    system: System, neighbours: Neighbours, deadline: float
) -> tuple[Repair, bool] | None:
    """What is repaired step by step, and whether that is all; None where nothing is."""
    sure, rest = _sure_changes(system, neighbours)
    parts = [part for part in components(rest) if _is_broken(part)]
    if len(parts) < 2 and not sure:
        return None
    best: list[Repair] = []
    for part in parts:
        best += smallest_repairs(part, neighbours, deadline, ALWAYS // len(parts)).repairs[:1]
    if not (best or sure):
        return None
    return merged(system, [*sure, *best]), len(best) == len(parts)


def _is_broken(part: System) -> bool:
    """Whether more than totals that follow is wrong."""
    return bool(part.invalid) or not all(e.holds(e.residual) for e in part.equations)


def _sure_changes(system: System, neighbours: Neighbours) -> tuple[list[Repair], System]:
    """A shift, and single cells that alone mend ``SURE`` rules or more; the system after them."""
    reader = SlipReader(neighbours, system.values, set())
    found: list[Repair] = []
    shift = _sure_shift(system, neighbours)
    if shift:
        slip = Slip(Reason.SHIFTED, tuple(shift), COSTS[Reason.SHIFTED])
        found.append(Repair(shift, (slip,), SHIFT))
        system = system.changed(shift)
    while True:
        best = _most_mending(system, found)
        if best is None:
            return found, system
        cell, figure = best
        found.append(Repair({cell: figure}, (reader.single(cell, figure),), 1))
        system = system.changed({cell: figure})


def _sure_shift(system: System, neighbours: Neighbours) -> dict[Address, Number]:
    """The shift of a line or table that leaves the fewest rules broken, so many fewer at least.

    A total beside whose place its new figure stands was shifted along. Empty if there is none.
    """
    typed = {total.address: total.typed for total in system.totals}
    steps = [*misplacements(system, neighbours, typed), *table_shifts(system, neighbours)]
    best: dict[Address, Number] = {}
    fewest = _broken_rules(system) - SURE
    for step in steps:
        if len(step) > SHIFT:
            after = system.changed(step)
            along = {
                total.address: total.computed
                for total in after.totals
                if not total.follows
                and total.computed != total.typed
                and any(typed.get(c) == total.computed for c in neighbours.beside(total.address))
            }
            broken = _broken_rules(after.changed(along))
            if broken <= fewest:
                best, fewest = {**step, **along}, broken - 1
    return best


def _broken_rules(system: System) -> int:
    return sum(not equation.holds(equation.residual) for equation in system.equations)


def _most_mending(system: System, found: list[Repair]) -> tuple[Address, Number] | None:
    """The cell, with its figure, that mends the most rules and breaks none; None if not clear."""
    mended: dict[tuple[Address, Number], int] = {}
    done = {cell for repair in found for cell in repair.changes}
    for equation in system.equations:
        if equation.at_least or equation.holds(equation.residual):
            continue
        for cell, coefficient in equation.form.items():
            figure = system.values[cell] - equation.residual * coefficient
            if cell not in done and system.is_valid(cell, figure):
                mended[cell, figure] = mended.get((cell, figure), 0) + 1
    rules = {
        (cell, figure): sum(cell in e.form for e in system.equations)
        for (cell, figure), count in mended.items()
        if count >= SURE
    }
    clear = [key for key, count in rules.items() if count == mended[key]]
    most = max((mended[key] for key in clear), default=0)
    first = [key for key in clear if mended[key] == most]
    return first[0] if first and not _is_rivalled(system, first) else None


def _is_rivalled(system: System, cells: list[tuple[Address, Number]]) -> bool:
    """Whether another cell would mend the very same rules as the first."""
    rules = [[n for n, e in enumerate(system.equations) if cell in e.form] for cell, _ in cells]
    return rules[0] in rules[1:]


def components(system: System) -> list[System]:
    """The parts of a system whose equations share no cell."""
    groups: list[tuple[set[Address], list[Equation]]] = []
    for equation in system.equations:
        cells, members = set(equation.form), [equation]
        apart = []
        for group in groups:
            if group[0].isdisjoint(cells):
                apart.append(group)
            else:
                cells |= group[0]
                members = group[1] + members
        groups = [*apart, (cells, members)]
    tied = set().union(*(cells for cells, _ in groups))
    groups += [({cell}, []) for cell in system.invalid if cell not in tied]
    return [_part(system, cells, equations) for cells, equations in groups]


def _part(system: System, cells: set[Address], equations: list[Equation]) -> System:
    """Totals that follow belong to every part that they add up cells of, others to one."""
    own = {equation.witness for equation in equations}
    totals = [
        replace(total, form={c: number for c, number in total.form.items() if c in cells})
        for total in system.totals
        if (not cells.isdisjoint(total.form) if total.follows else total.address in own)
    ]
    values = {cell: figure for cell, figure in system.values.items() if cell in cells}
    return System(values, equations, totals, system.signed & cells)


def merged(system: System, repairs: Sequence[Repair]) -> Repair:
    """One repair of several parts. Totals above more than one follow all of them.

    A cell that one part changes and a later one changes back is none of the repair.
    """
    typed = {**system.values, **{total.address: total.typed for total in system.totals}}
    own = {cell for repair in repairs for slip in repair.slips for cell in slip.cells}
    changes = {c: figure for one in repairs for c, figure in one.changes.items() if c in own}
    changes = {c: figure for c, figure in changes.items() if figure != typed[c]}
    kept = (
        replace(slip, cells=tuple(c for c in slip.cells if c in changes))
        for repair in repairs
        for slip in repair.slips
    )
    slips = tuple(slip for slip in kept if slip.cells)
    followers: dict[Address, Number] = {}
    for total in system.totals:
        if total.follows:
            figure = total.computed + sum(
                total.form[cell] * (right - system.values[cell])
                for cell, right in changes.items()
                if cell in total.form
            )
            if figure != total.typed:
                followers[total.address] = figure
    size = sum(repair.size for repair in repairs)
    return replace(repairs[0], changes={**changes, **followers}, slips=slips, size=size)
