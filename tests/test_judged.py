"""Findings follow a text when typing pauses; whoever asks earlier gets them at once."""

import pytest
from balanced import city_report, sound_report

from forms.cells import Address
from forms.rules import Level
from ui import judged
from ui.session import Session

WRONG = "收到政府信息公开申请3520件。"
RECEIVED = Address("applications", "received", "person")


@pytest.fixture
def checks(monkeypatch):
    """Count how often a report is checked."""
    made = []
    real = judged.check
    monkeypatch.setattr(judged, "check", lambda *given: made.append(given) or real(*given))
    return made


def test_typing_waits_for_nothing(qtbot, checks):
    session = Session()
    session.open_report(sound_report())
    checks.clear()
    with qtbot.assertNotEmitted(session.findings_changed):
        for end in range(1, len(WRONG) + 1):
            session.set_section("overview", WRONG[:end])
    assert checks == []

    with qtbot.waitSignal(session.findings_changed):
        pass
    assert "text.number" in {one.code for one in session.findings}
    assert len(checks) == 1


def test_whoever_asks_gets_what_is_true_now(qtbot):
    session = Session()
    session.open_report(sound_report())
    session.set_section("overview", WRONG)
    assert "text.number" in {one.code for one in session.findings}
    session.undo()
    assert session.findings == ()


def test_a_figure_in_a_table_is_judged_at_once(qtbot):
    session = Session()
    session.open_report(sound_report())
    with qtbot.waitSignal(session.findings_changed, timeout=0, raising=False) as told:
        session.enter(RECEIVED, 1)
    assert told.signal_triggered
    assert RECEIVED in session.marks


def test_hints_are_off_by_one_switch_and_stay_off():
    session = Session()
    session.open_report(city_report().with_section("overview", "主动公开。" * 40))
    levels = {one.level for one in session.findings}
    assert Level.HINT in levels

    session.judgement.show_hints(False)
    assert {one.level for one in session.findings} == levels - {Level.HINT}
    again = Session()
    again.open_report(session.report)
    assert {one.level for one in again.findings} == levels - {Level.HINT}
    again.judgement.show_hints(True)
    assert {one.level for one in again.findings} == levels


def test_switch_stands_on_the_review_page(window):
    window.session.open_report(city_report().with_section("overview", "主动公开。" * 40))
    window.go_to("review")
    page = window.step_page("review")
    before = page.findings.findings_count()
    assert page.hints.isChecked()

    page.hints.click()
    assert page.findings.findings_count() < before
    page.hints.click()
    assert page.findings.findings_count() == before
