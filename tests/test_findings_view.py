"""Findings and repairs as lines with an action at their right end."""

from dataclasses import replace

import pytest
from balanced import EDITIONS, sound_report
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from forms.cells import Address
from forms.check import Finding, check
from forms.culprit import Change, Suggestion
from forms.repair.repair_wording import suggestion_sentence
from forms.repair.slips import Reason
from forms.rules import Level
from ui.findings_view import FindingsView
from ui.marks import Mark

KEY = Qt.Key
EDITION = EDITIONS["2021"]
GRANTED = Address("applications", "granted", "person")
DOUBT = Finding("text.year", Level.WARNING, section="overview", expected=2025, words=("2024年",))


def unbalanced() -> list[Finding]:
    report = sound_report()
    wrong = report.with_value(GRANTED, report.number(GRANTED) + 9)
    return [one for one in check(wrong, EDITION) if one.relation]


def suggestion(value: int) -> Suggestion:
    return Suggestion((Change(GRANTED, 1, value),), Reason.BLANK, ())


@pytest.fixture
def view(qtbot) -> FindingsView:
    made = FindingsView(whole=True)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    return made


def show(view: FindingsView, repairs: int = 0, **options) -> list[Finding]:
    findings = [*unbalanced(), DOUBT]
    marked = [(one, Mark.WRONG) for one in findings]
    known = {"applications": tuple(suggestion(n) for n in range(repairs))}
    view.show_findings(marked, EDITION, repairs=known, **options)
    return findings


def texts(view: FindingsView) -> list[str]:
    return [view.item(row).text() for row in range(view.count())]


def press_action(view: FindingsView, row: int) -> None:
    place = view.action_rect(row).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_repairs_stand_below_the_first_sum_or_below_all_of_a_group(view):
    findings = show(view, 1)
    assert isinstance(view.value(1), Suggestion)
    show(view, 1, grouped=True)
    heading = 1
    assert isinstance(view.value(heading + len(findings) - 1), Suggestion)
    assert texts(view)[heading + len(findings) - 1] == suggestion_sentence(suggestion(0), EDITION)


@pytest.mark.parametrize(("passed_on", "lines"), [(False, 1), (True, 0)])
def test_no_repair_is_told_of_but_not_where_last_year_is_to_blame(view, passed_on, lines):
    findings = [replace(one, passed_on=passed_on) for one in unbalanced()]
    marked = [(one, Mark.WRONG) for one in findings]
    view.show_findings(marked, EDITION, repairs={"applications": ()})
    assert view.count() == len(findings) + lines


def test_without_something_that_does_not_add_up_no_repair_is_shown(view):
    known = {"applications": (suggestion(1),)}
    view.show_findings([(DOUBT, Mark.MISMATCH)], EDITION, repairs=known)
    assert view.count() == 1


def test_more_than_two_repairs_are_folded_and_unfold_where_they_are(view, qtbot):
    findings = show(view, 5)
    assert sum(isinstance(view.value(n), Suggestion) for n in range(view.count())) == 2
    more = 3
    assert "3" in texts(view)[more]
    assert view.findings_count() == len(findings)

    view.setCurrentRow(more)
    with qtbot.waitSignal(view.unfolded):
        QTest.keyClick(view, KEY.Key_Return)

    assert [view.value(n).changes[0].after for n in range(1, 6)] == [0, 1, 2, 3, 4]
    assert view.currentRow() == more
    assert view.findings_count() == len(findings)


def test_two_repairs_need_no_folding(view):
    findings = show(view, 2)
    assert view.count() == len(findings) + 2


def test_a_click_on_the_action_takes_the_repair_and_one_beside_it_goes_to_the_cell(view, qtbot):
    show(view, 1)
    with qtbot.waitSignal(view.repair_taken) as taken, qtbot.assertNotEmitted(view.finding_chosen):
        press_action(view, 1)
    assert taken.args == [suggestion(0)]

    words = view.visualItemRect(view.item(1)).topLeft() + QPoint(60, 8)
    with qtbot.waitSignal(view.finding_chosen) as chosen, qtbot.assertNotEmitted(view.repair_taken):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=words)
    assert chosen.args == [GRANTED]


def test_the_right_arrow_leads_to_the_action_and_another_line_away_from_it(view, qtbot):
    show(view, 1)
    view.setCurrentRow(1)
    QTest.keyClick(view, KEY.Key_Right)
    assert view.on_action
    with qtbot.waitSignal(view.repair_taken):
        QTest.keyClick(view, KEY.Key_Return)

    QTest.keyClick(view, KEY.Key_Down)
    assert not view.on_action
    QTest.keyClick(view, KEY.Key_Up)
    QTest.keyClick(view, KEY.Key_Right)
    QTest.keyClick(view, KEY.Key_Left)
    with qtbot.waitSignal(view.finding_chosen):
        QTest.keyClick(view, KEY.Key_Return)


def test_a_line_without_an_action_has_none_to_go_to(view):
    show(view)
    view.setCurrentRow(0)
    QTest.keyClick(view, KEY.Key_Right)
    assert not view.on_action
    assert view.action_rect(0).isEmpty()


def test_only_what_can_be_explained_offers_it(view, qtbot):
    findings = show(view, explainable=True)
    rows = [row for row in range(view.count()) if isinstance(view.value(row), Finding)]
    offered = [bool(view.action_rect(row).width()) for row in rows]
    assert offered == [one.level is not Level.ERROR for one in findings]

    with qtbot.waitSignal(view.explain_asked) as asked:
        press_action(view, view.count() - 1)
    assert asked.args == [DOUBT]


def test_the_action_is_spoken(view):
    show(view, 1)
    spoken = view.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "采用" in spoken


def test_long_sentences_wrap_and_nothing_is_cut_off(view):
    show(view, 1)
    wide = view.full_height()
    view.resize(240, 400)
    assert view.full_height() > wide
    assert view.height() >= view.full_height()
    last = view.visualItemRect(view.item(view.count() - 1))
    assert last.bottom() <= view.viewport().height()
