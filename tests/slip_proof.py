"""How often the culprit is found: one slip of a kind in each of many random reports."""

from collections import Counter
from random import Random
from time import thread_time

from balanced import EDITIONS
from slipping import REASONS, Slipper, random_report

from forms.culprit import Suggestion, suggestions
from forms.repair.equations import systems
from forms.repair.slips import Reason
from forms.report import Report
from forms.totals import with_entries


def prove(kind: str, count: int, computed: bool, seed: int = 1) -> Counter[str]:
    """Counts what became of ``count`` slips of a kind.

    ``computed``: the totals follow the wrong figure, as in a program that adds up; else they
    stand as they were. Keys: ``made``, ``silent`` (no rule is broken), ``smaller`` (fewer
    wrong cells explain the report), ``twin`` (another slip of the same kind in another sound
    report gives the very same figures), ``told`` (the rest); of the told ones ``first``,
    ``third`` (among the first three), ``lost`` (not among any); ``all_first`` and
    ``all_third`` of all that were not silent; ``slow`` (above 50 ms).
    """
    random = Random(f"{kind} {computed} {seed}")
    tally: Counter[str] = Counter()
    for _ in range(count):
        report = random_report(random, random.choice(["2021", "2021", "2019"]))
        wrong = Slipper(random, report).slip(kind)
        if wrong:
            _count(tally, kind, report, wrong, computed)
    return tally


def _count(tally, kind, report: Report, wrong, computed: bool) -> None:
    edition = EDITIONS[report.edition]
    typed = with_entries(report, edition, wrong) if computed else report.with_values(wrong)
    tally["made"] += 1
    if all(system.is_sound for system in systems(typed, edition)):
        tally["silent"] += 1
        return
    start = thread_time()
    found = suggestions(typed, edition, limit=1000)
    milliseconds = (thread_time() - start) * 1000
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
