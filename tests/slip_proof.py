"""How often the culprit is found: one slip of a kind in each of many random reports."""

import gc
from collections import Counter
from random import Random
from time import thread_time

from balanced import EDITIONS
from slipping import REASONS, Slipper, random_report

from forms.culprit import Suggestion, suggestions
from forms.repair.equations import systems
from forms.repair.slips import Reason, cost_between, slip_between
from forms.report import Report
from forms.totals import with_entries


def prove(kind: str, count: int, computed: bool, seed: int = 1) -> Counter[str]:
    """Counts what became of ``count`` slips of a kind, made in random reports.

    ``computed``: the totals follow the wrong figure, as in a program that adds up; else they
    stand as they were. Keys: ``made``, ``silent`` (no rule is broken), ``smaller`` (fewer
    wrong cells explain the report), ``twin`` (another slip of the same kind in another sound
    report gives the very same figures), ``told`` (the rest); of the told ones ``first``,
    ``third`` (among the first three), ``lost`` (not among any); ``all_first`` and
    ``all_third`` of all that were not silent; ``slow`` (above 50 ms).
    """
    random = Random(f"{kind} {computed} {seed}")
    tally: Counter[str] = Counter()
    while tally["made"] < count:
        report = random_report(random, random.choice(["2021", "2021", "2019"]))
        wrong = Slipper(random, report).slip(kind)
        if wrong:
            _count(tally, kind, report, wrong, computed)
    return tally


class Tally(Counter[str]):
    """Counts, and the milliseconds that each search took."""

    def __init__(self) -> None:
        super().__init__()
        self.times: list[float] = []


SINGLE = ("transposed", "digit_extra", "digit_missing", "repeated_digit", "one_digit", "sign")


def prove_several(count: int, reports: int, seed: int = 1) -> Tally:
    """Counts what became of reports with ``count`` wrong cells, each for a reason of its own.

    In every other report the totals follow. Of the ``broken`` ones: ``shown`` (the right
    report is among the repairs shown), else ``smaller`` (fewer cells explain it), ``alike``
    (others of the same number are at least as likely), ``lost``. ``cut`` (the search was cut
    short), ``slow`` (above 50 ms).
    """
    random = Random(f"{count} {seed}")
    tally = Tally()
    for number in range(reports):
        report = random_report(random, random.choice(["2021", "2021", "2019"]))
        slipper = Slipper(random, report)
        wrong: dict = {}
        while len(wrong) < count:
            wrong |= slipper.slip(random.choice([*SINGLE, "total_unfilled"]))
        edition = EDITIONS[report.edition]
        typed = with_entries(report, edition, wrong) if number % 2 else report.with_values(wrong)
        _count_several(tally, report, typed, wrong)
    return tally


def _timed(typed: Report, **wishes: int) -> tuple[tuple[Suggestion, ...], float]:
    """What is suggested, and its milliseconds. The program collects garbage only when nothing
    is done (``ui.garbage``): a collection is no part of a search.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        start = thread_time()
        found = suggestions(typed, EDITIONS[typed.edition], **wishes)
        return found, (thread_time() - start) * 1000
    finally:
        if collects:
            gc.enable()


def _count_several(tally: Tally, report: Report, typed: Report, wrong) -> None:
    tally["made"] += 1
    found, milliseconds = _timed(typed)
    tally.times.append(milliseconds)
    tally["slow"] += tally.times[-1] > 50
    if typed == report or not found:
        return
    tally["broken"] += 1
    tally["cut"] += not found[0].is_smallest
    own = [change for change in found[0].changes if not change.follows]
    if any(typed.with_values(one.values) == report for one in found):
        tally["shown"] += 1
    elif len(own) < len(wrong):
        tally["smaller"] += 1
    elif _cost(found[-1]) <= sum(_likely(typed, report, cell) for cell in wrong):
        tally["alike"] += 1
    else:
        tally["lost"] += 1


def _likely(typed: Report, report: Report, cell) -> float:
    """How unlikely the slip in one cell is, seen from its two figures."""
    wrong, right = typed.number(cell), report.number(cell)
    is_total = cell in EDITIONS[report.edition].totals
    return cost_between(wrong, right, slip_between(wrong, right, is_total))


def _cost(suggestion: Suggestion) -> float:
    return sum(slip.cost for slip in suggestion.slips)


def _count(tally, kind, report: Report, wrong, computed: bool) -> None:
    edition = EDITIONS[report.edition]
    typed = with_entries(report, edition, wrong) if computed else report.with_values(wrong)
    tally["made"] += 1
    if all(system.is_sound for system in systems(typed, edition)):
        tally["silent"] += 1
        return
    found, milliseconds = _timed(typed, limit=1000)
    tally["slow"] += milliseconds > 50
    tally["unproven"] += not all(s.is_smallest for s in found)
    truths = [n for n, s in enumerate(found) if typed.with_values(s.values) == report]
    place = truths[0] if truths else None
    tally["all_first"] += place == 0
    tally["all_third"] += place is not None and place < 3
    if place is None and found and _size(found[0]) < len(wrong):
        tally["smaller"] += 1
    elif any(_is_kind(s, kind) for n, s in enumerate(found) if n != place):
        tally["twin"] += 1
    else:
        tally["told"] += 1
        tally["first"] += place == 0
        tally["third"] += place is not None and place < 3
        tally["lost"] += place is None


def _size(suggestion: Suggestion) -> int:
    return sum(not change.follows for change in suggestion.changes)


def _is_kind(suggestion: Suggestion, kind: str) -> bool:
    reasons = {slip.reason for slip in suggestion.slips}
    return reasons <= (REASONS.get(kind) or {Reason(kind)})
