"""No suggestion ever leaves a rule broken: whatever slip, totals computed or not, either edition,
last year's report and the office's ledger beside it, rules explained, cells blank.
"""

from collections import Counter
from random import Random

from balanced import EDITIONS
from hypothesis import given, settings
from hypothesis import strategies as st
from slipping import KINDS, Slipper, random_report

from forms.cells import Address
from forms.check import broken_relations
from forms.control_totals import controls, is_control
from forms.culprit import arithmetic_findings, suggestions
from forms.repair.slips import Reason
from forms.rules import Level
from forms.totals import with_entries, with_totals


class Case:
    """A sound report made wrong, and all that is known beside it."""

    def __init__(self, seed):
        self.random = random = Random(seed)
        self.key = random.choice(["2019", "2021", "2021"])
        self.edition = EDITIONS[self.key]
        sound = random_report(random, self.key)
        self.last_year = self._year_before(sound) if random.random() < 0.5 else None
        self.computed = random.random() < 0.5
        report = sound
        for _ in range(random.choice([0, 1, 1, 2, 3, 6])):
            wrong = Slipper(random, report).slip(random.choice(KINDS))
            if self.computed:
                report = with_entries(report, self.edition, wrong)
            else:
                report = report.with_values(wrong)
        if random.random() < 0.4:
            report = report.replace(control_totals=self._ledger(sound))
        for cell in random.sample(self.edition.addresses, random.choice([0, 0, 3, 30])):
            report = report.with_value(cell, None)
        self.report = report
        self.explained = []
        if random.random() < 0.25:
            broken = list(broken_relations(report, self.edition, self.last_year))
            doubts = [one for one in broken if one.level is not Level.ERROR]
            self.explained = doubts[:1]

    def _year_before(self, sound):
        """A sound report whose carried-over figures are this year's, now and then but one."""
        before = random_report(self.random, self.key)
        columns = [c for c in self.edition.tables["applications"].columns if c != "total"]
        at = {c: Address("applications", "carried_out", c) for c in columns}
        carried = {at[c]: sound.number(Address("applications", "carried_in", c)) for c in columns}
        if self.random.random() < 0.3:
            carried[at["person"]] += 1
        before = before.with_values(carried).replace(year=sound.year - 1)
        received = {
            Address("applications", "received", c): before.number(
                Address("applications", "result_total", c)
            )
            + carried[at[c]]
            - before.number(Address("applications", "carried_in", c))
            for c in columns
        }
        return with_totals(before.with_values(received), self.edition)

    def _ledger(self, sound):
        """Right figures for some places, and now and then a wrong one."""
        known = {
            one.place.key: one.computed
            for table in ("applications", "disputes")
            for one in controls(with_entries(sound, self.edition, {}), self.edition, table)
        }
        places = self.random.sample(sorted(known), min(len(known), self.random.randrange(1, 9)))
        ledger = {place: known[place] for place in places}
        if self.random.random() < 0.3:
            ledger[places[0]] += 10
        return ledger

    def found(self):
        return suggestions(
            *(self.report, self.edition, self.last_year),
            budget_ms=200,
            explained=self.explained,
        )

    def arithmetic(self, report):
        """What arithmetic finds wrong, with the ledger."""
        return [*arithmetic_findings(report, self.edition, self.last_year, self.explained)]

    def broken(self, report):
        """The same, the ledger apart: it may be wrong itself."""
        found = self.arithmetic(report)
        return [one for one in found if one.relation is None or not is_control(one.relation)]


def judge(case):
    """The reasons of a case's suggestions; fails where one leaves something wrong."""
    found = case.found()
    errors = [one for one in case.broken(case.report) if one.level is Level.ERROR]
    reasons = set()
    for one in found:
        repaired = case.report.with_values(one.values)
        rest = [f for f in case.broken(repaired) if f.level is Level.ERROR or not errors]
        told = [f for f in one.remaining if f.relation is None or not is_control(f.relation)]
        assert [f for f in rest if f not in told] == []
        assert not one.remaining or len(found) == 1
        assert len(one.remaining) < len(case.arithmetic(case.report)) or not errors
        assert all(change.before != change.after for change in one.changes)
        assert all(case.report.value(c.address) == c.before for c in one.changes)
        reasons |= {slip.reason for slip in one.slips}
        reasons |= {"follows"} if any(change.follows for change in one.changes) else set()
        reasons |= {"partial"} if one.remaining else {"whole"}
    return reasons | ({"none"} if errors and not found else set())


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_no_suggestion_leaves_a_rule_broken(seed):
    judge(Case(seed))


def test_the_property_is_tried_on_every_kind():
    """Of 150 fixed cases: each kind of suggestion, each circumstance, and hardly one without."""
    seen, circumstances = Counter(), Counter()
    for seed in range(150):
        case = Case(seed)
        reasons = judge(case)
        seen.update(reasons)
        if reasons - {"none"}:
            circumstances[case.key] += 1
            circumstances["computed" if case.computed else "typed"] += 1
            circumstances["last year"] += case.last_year is not None
            circumstances["ledger"] += bool(case.report.control_totals)
            circumstances["explained"] += bool(case.explained)
    rare = {Reason.UNIT, Reason.SEVERAL}
    assert set(Reason) - rare <= seen.keys()
    assert {"follows", "whole", "partial"} <= seen.keys()
    assert min(circumstances[one] for one in ("2019", "2021", "computed", "typed")) > 20
    assert min(circumstances[one] for one in ("last year", "ledger", "explained")) > 5
    # Five slips and more of any kind, that no row and column tells apart.
    assert seen["none"] <= 12
