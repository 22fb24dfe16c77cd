"""The wizard's order and states: plain walks, no Qt."""

import pytest

from forms.cells import Address
from forms.check import check
from forms.edition_file import built_in_editions
from forms.report import Report
from forms.rules import Level
from ui.marks import Mark
from ui.steps import (
    COVER,
    REVIEW,
    State,
    findings_of,
    is_incomplete,
    mark_of,
    marks,
    state_of,
    step_of,
    steps_of,
)

EDITIONS = built_in_editions()
EDITION = EDITIONS["2021"]
RECEIVED = Address("applications", "received", "person")
TOTAL = Address("applications", "received", "total")


def states(report: Report, done: frozenset[str] = frozenset()) -> dict[str, tuple[State, int]]:
    findings = check(report, EDITION)
    return {step.key: state_of(step, report, EDITION, findings, done) for step in steps_of(EDITION)}


@pytest.mark.parametrize("key", EDITIONS)
def test_steps_are_cover_six_parts_review(key):
    steps = steps_of(EDITIONS[key])

    assert steps[0].key == COVER
    assert steps[-1].key == REVIEW
    assert [step.part for step in steps[1:-1]] == list(EDITIONS[key].parts)


def test_blank_report_is_empty_everywhere_and_in_trouble_nowhere():
    found = states(Report())

    assert {state for key, (state, _) in found.items() if key != REVIEW} == {State.EMPTY}


def test_review_counts_every_finding_but_hints():
    findings = check(Report(), EDITION)

    counted = sum(one.level is not Level.HINT for one in findings)
    assert states(Report())[REVIEW] == (State.FILLING, counted)


def test_typing_a_first_cell_makes_the_part_filling():
    assert states(Report(cells={RECEIVED: 3}))["applications"] == (State.FILLING, 0)


def test_a_wrong_cell_is_trouble_at_once_a_blank_one_only_when_done():
    wrong = Report(cells={RECEIVED: -3})

    assert states(wrong)["applications"] == (State.TROUBLE, 1)
    state, count = states(wrong, frozenset({"applications"}))["applications"]
    assert state is State.TROUBLE
    assert count > 1


def test_cover_is_done_when_it_is_filled_and_declared_done():
    report = Report(agency="某某局", year=2025)

    assert states(report)[COVER] == (State.FILLING, 0)
    assert states(report, frozenset({COVER}))[COVER] == (State.DONE, 0)


def test_every_finding_belongs_to_a_step():
    keys = {step.key for step in steps_of(EDITION)}
    findings = check(Report(cells={RECEIVED: -1, TOTAL: 5}, edition="2021"), EDITION)

    assert {step_of(one, EDITION) for one in findings} <= keys
    by_step = [one for key in keys - {REVIEW} for one in findings_of(key, findings, EDITION)]
    assert len(by_step) == len(findings)
    assert findings_of(REVIEW, findings, EDITION) == tuple(findings)


def test_marks_are_grey_then_amber_then_red():
    blank = marks(check(Report(), EDITION), EDITION, frozenset())
    findings = check(Report(cells={RECEIVED: -1}), EDITION)

    assert set(blank.values()) == {Mark.INCOMPLETE}
    assert marks(findings, EDITION, frozenset())[RECEIVED] is Mark.MISMATCH
    assert marks(findings, EDITION, frozenset({"applications"}))[RECEIVED] is Mark.WRONG


def test_the_gravest_mark_of_a_cell_counts():
    blank = Address("applications", "received", "enterprise")
    findings = check(Report(cells={RECEIVED: 3, TOTAL: 1}), EDITION)
    here = {mark_of(one, EDITION, frozenset()) for one in findings if blank in one.cells}

    assert here == {Mark.INCOMPLETE, Mark.MISMATCH}
    assert marks(findings, EDITION, frozenset())[blank] is Mark.MISMATCH


def test_a_blank_cover_is_incomplete():
    assert [is_incomplete(one) for one in check(Report(), EDITION)[:2]] == [True, True]
