"""Which cells most likely are wrong, and what they should be.

From all arithmetic findings of a report: the smallest sets of cells whose change satisfies
every rule, the likeliest slip first. Every suggestion is a whole repair.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import product
from time import thread_time

from forms.cells import Address
from forms.check import broken_relations, check_table, comparable
from forms.control_totals import is_control
from forms.counts import Value
from forms.edition import CellType, Edition
from forms.finding import Finding
from forms.neighbours import Neighbours
from forms.repair.best_repairs import best_repairs
from forms.repair.blanks import certain_blanks
from forms.repair.equations import System, systems
from forms.repair.found_repairs import Found, Repair
from forms.repair.slip_groups import Slip
from forms.repair.slips import COSTS, Reason
from forms.repair.units import unit_repair
from forms.report import Report
from forms.rules import Level, Relation

BUDGET_MS = 36.0
"""Time of this thread, so that a busy computer gives the same suggestions as an idle one."""


@dataclass(frozen=True)
class Change:
    """One cell: what stands there, and what it should be.

    ``follows``: a total that only follows its changed parts.
    """

    address: Address
    before: Value
    after: Value
    follows: bool = False


@dataclass(frozen=True)
class Suggestion:
    """A repair: after all its ``changes`` no arithmetic finding is left but ``remaining``, and
    the ``doubts`` that it does not end: warnings (last year's figure, a control total), and
    rules whose explanation it makes void.

    ``slips`` name what seems to have happened, cell by cell (totals that follow left out);
    ``reason`` is theirs where they agree. ``is_smallest`` is False where the search was cut
    short and a smaller repair may exist.
    """

    changes: tuple[Change, ...]
    reason: Reason
    slips: tuple[Slip, ...]
    is_smallest: bool = True
    remaining: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()

    @property
    def values(self) -> dict[Address, Value]:
        """Cell → figure, as ``Report.with_values`` takes it."""
        return {change.address: change.after for change in self.changes}


def suggestions(
    report: Report,
    edition: Edition,
    last_year: Report | None = None,
    limit: int = 5,
    budget_ms: float = BUDGET_MS,
    explained: Collection[Relation] = (),
) -> tuple[Suggestion, ...]:
    """At most ``limit`` repairs, the likeliest first; none where nothing is to be repaired.

    Each is whole, unless there is no whole one: then the one given mends what can be mended.
    Among the smallest those that agree with last year's report and the control totals go first.
    ``explained`` are relations that need not hold (the clerk has given the reason). A report
    that is sound but for blanks gets at most one suggestion: the blanks that the rules leave
    a single figure for.
    """
    deadline = thread_time() + budget_ms / 1000
    last_year = comparable(report, last_year)
    settled = tuple(explained)
    explained = (*settled, *_doubts(report, edition, last_year))
    parts = []
    for system in systems(report, edition, last_year, explained):
        part = _repairs(system, edition.neighbours, deadline)
        if part.repairs or system.must_change:
            parts.append(part)
    parts += _lone_signs(report, edition)
    if not parts:
        return tuple(_optional(report, edition, last_year, explained))
    mended = [part.repairs for part in parts if part.repairs]
    is_whole = len(mended) == len(parts) and all(part.whole for part in parts)
    complete = all(part.complete for part in parts)
    found = tuple(
        _suggestion(report, edition, repairs, complete)
        for repairs in _combined(mended, limit if is_whole else 1)
        if repairs
    )
    if not is_whole:
        return tuple(_partial(found, report, edition, last_year, explained))
    doubted = _with_doubts(found, report, edition, last_year, settled)
    return tuple(sorted(doubted, key=lambda one: len(one.doubts)))


def _with_doubts(
    found: Iterable[Suggestion],
    report: Report,
    edition: Edition,
    last_year: Report | None,
    settled: Collection[Relation],
) -> Iterator[Suggestion]:
    """The same, each with what still does not agree after it.

    What is ``settled`` stays so while its own figures do: an explanation is of those.
    """
    for one in found:
        changed = one.values
        stay = [rule for rule in settled if not any(cell in changed for cell in rule.cells)]
        left = arithmetic_findings(report.with_values(changed), edition, last_year, stay)
        yield replace(one, doubts=tuple(finding for finding in left if finding.relation))


def _partial(
    found: Iterable[Suggestion],
    report: Report,
    edition: Edition,
    last_year: Report | None,
    explained: Collection[Relation],
) -> Iterator[Suggestion]:
    """Those that leave less wrong than there is, and what they leave."""
    before = tuple(arithmetic_findings(report, edition, last_year, explained))
    for one in found:
        repaired = report.with_values(one.values)
        rest = tuple(arithmetic_findings(repaired, edition, last_year, explained))
        if len(rest) < len(before):
            yield replace(one, is_smallest=False, remaining=rest)


def arithmetic_findings(
    report: Report,
    edition: Edition,
    last_year: Report | None = None,
    explained: Collection[Relation] = (),
) -> Iterator[Finding]:
    """The errors that a repair is to mend: sums that do not hold, and impossible counts."""
    for table in edition.tables:
        for finding in check_table(report, edition, table, comparable(report, last_year)):
            is_sum = finding.relation is not None and finding.relation not in explained
            if is_sum or finding.code in ("cell.negative", "cell.fraction"):
                yield finding


def _repairs(system: System, neighbours: Neighbours, deadline: float) -> Found:
    """The smallest repairs; where only the ledger differs, none that costs more than to take
    the ledger's own figures for wrong: the form agrees with itself, and stays as it is.
    """
    found = best_repairs(system, neighbours, deadline)
    if system.must_change:
        return found
    slips_of_ledger = sum(not one.holds(one.residual) for one in system.equations)
    likely = tuple(one for one in found.repairs if one.size <= slips_of_ledger)
    return replace(found, repairs=likely)


def _doubts(report: Report, edition: Edition, last_year: Report | None) -> list[Relation]:
    """Broken rules that are warnings only, where an error is to be repaired.

    A doubt next to a sure error must not change what the error's repair is. A control total
    may: it tells where the error is.
    """
    broken = [r for r in broken_relations(report, edition, last_year) if not is_control(r)]
    doubts = [relation for relation in broken if relation.level is not Level.ERROR]
    return doubts if len(doubts) < len(broken) else []


def _lone_signs(report: Report, edition: Edition) -> list[Found]:
    """Negative counts that no rule speaks of: only the sign can be wrong."""
    found = []
    for cell in edition.addresses:
        figure = report.number(cell)
        if figure is None or figure >= 0 or edition.relations_by_cell[cell]:
            continue
        if edition.column(cell).type is not CellType.CHANGE:
            slip = Slip(Reason.SIGN, (cell,), COSTS[Reason.SIGN])
            found.append(Found((Repair({cell: -figure}, (slip,), 1),), complete=True))
    return found


def _combined(parts: list[tuple[Repair, ...]], limit: int) -> list[tuple[Repair, ...]]:
    """The best choices of one repair for each part; parts do not touch each other."""
    if len(parts) == 1:
        return [(repair,) for repair in parts[0][:limit]]
    best: list[tuple[Repair, ...]] = [()]
    for repairs in parts:
        longer = [(*some, one) for some, one in product(best, repairs[:limit])]
        best = nsmallest(limit, longer, key=_rank)
    return best


def _rank(repairs: tuple[Repair, ...]) -> tuple[float, ...]:
    ranks = [repair.rank for repair in repairs]
    return tuple(sum(numbers) for numbers in zip(*ranks, strict=True))


def _suggestion(
    report: Report, edition: Edition, repairs: tuple[Repair, ...], complete: bool
) -> Suggestion:
    slips = tuple(slip for repair in repairs for slip in repair.slips)
    own = {cell for slip in slips for cell in slip.cells}
    values = {cell: figure for repair in repairs for cell, figure in repair.changes.items()}
    changes = tuple(
        Change(cell, report.value(cell), values[cell], cell not in own)
        for cell in sorted(values, key=edition.place_in_form.__getitem__)
    )
    reasons = {slip.reason for slip in slips}
    reason = reasons.pop() if len(reasons) == 1 else Reason.SEVERAL
    return Suggestion(changes, reason, slips, complete)


def _optional(
    report: Report,
    edition: Edition,
    last_year: Report | None,
    explained: Collection[Relation],
) -> Iterator[Suggestion]:
    """What may be offered though no sum is wrong."""
    for reason, values in (
        (Reason.UNIT, unit_repair(report, edition, last_year)),
        (Reason.BLANK, certain_blanks(report, edition, last_year, explained)),
    ):
        cells = tuple(cell for cell in edition.addresses if cell in values)
        if cells:
            changes = tuple(Change(cell, report.value(cell), values[cell]) for cell in cells)
            yield Suggestion(changes, reason, (Slip(reason, cells, 1.0),))
