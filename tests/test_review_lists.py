"""Check your answers: explain a warning, see what is last year's, take a repair."""

import pytest
from balanced import city_report, sound_report
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from forms.carry import carry
from forms.cells import Address
from forms.culprit import Suggestion
from forms.rules import Level
from forms.saving.store import load
from ui.steps import REVIEW, state_of, step_of, steps_of

KEY = Qt.Key
RECEIVED = Address("applications", "received", "total")
TOLD = "全年新收政府信息公开申请7件。"
REASON = "另含补登数量"


@pytest.fixture
def review(window):
    window.go_to(REVIEW)
    return window.step_page(REVIEW)


@pytest.fixture
def doubted(window, review):
    """A sound report whose text names another figure than the table; gives the finding."""
    report = sound_report()
    text = report.sections["overview"] + TOLD
    window.session.open_report(report.with_section("overview", text))
    (finding,) = window.session.findings
    assert finding.level is Level.WARNING
    return finding


def values(view) -> list:
    return [view.value(row) for row in range(view.count())]


def ask(review, view, finding) -> None:
    row = values(view).index(finding)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.action_rect(row).center())


def give(review, finding, reason: str = REASON) -> None:
    ask(review, review.findings, finding)
    review.lists.reason.field.setText(reason)
    QTest.keyClick(review.lists.reason.field, KEY.Key_Return)


def test_what_may_be_nothing_comes_last_in_each_part(window, review):
    report = sound_report().with_section("overview", "2024年公开999条。" * 3)
    window.session.open_report(report)
    edition = window.session.edition
    marks = {}
    for finding in values(review.lists.findings):
        if finding is not None:
            marks.setdefault(step_of(finding, edition), []).append(finding.level is Level.HINT)
    assert {True, False} <= set(marks["overview"])
    assert all(hints == sorted(hints) for hints in marks.values())


def count_of_review(session) -> int:
    step = next(one for one in steps_of(session.edition) if one.key == REVIEW)
    return state_of(step, session.report, session.edition, session.findings, session.done)[1]


def test_an_explained_warning_is_listed_with_its_reason_and_no_longer_counts(
    window, review, doubted
):
    assert count_of_review(window.session) == 1
    give(review, doubted)

    assert window.session.findings == ()
    assert not review.findings.isVisible()
    assert values(review.lists.explained) == [doubted]
    assert REASON in review.lists.explained.item(0).text()
    assert count_of_review(window.session) == 0
    assert review.summary.text().startswith("✓")
    assert doubted.cells[0] not in window.session.marks


def test_explaining_is_a_step_that_is_undone(window, review, doubted):
    give(review, doubted)
    assert window.session.unsaved
    window.session.undo()

    assert window.session.findings == (doubted,)
    assert not review.lists.explained.isVisible()
    assert not window.session.unsaved


def test_a_change_of_its_cell_opens_the_warning_again_with_the_old_reason_at_hand(
    window, review, doubted
):
    give(review, doubted)
    session = window.session
    session.enter(RECEIVED, session.report.number(RECEIVED) + 1)

    again = next(one for one in session.findings if one.code == "text.number")
    ask(review, review.findings, again)
    assert review.lists.reason.field.text() == REASON


def test_a_reason_can_be_changed_and_taken_away(window, review, doubted):
    give(review, doubted)
    ask(review, review.lists.explained, doubted)
    assert review.lists.reason.field.text() == REASON
    review.lists.reason.field.setText("改过的说明")
    QTest.keyClick(review.lists.reason.field, KEY.Key_Return)
    assert [one.explanation.reason for one in window.session.explained] == ["改过的说明"]

    ask(review, review.lists.explained, doubted)
    QTest.mouseClick(review.lists.reason.remove, Qt.MouseButton.LeftButton)
    assert window.session.findings == (doubted,)
    assert window.session.explanations == ()


def test_esc_and_an_empty_line_explain_nothing(window, review, doubted):
    ask(review, review.findings, doubted)
    QTest.keyClick(review.lists.reason.field, KEY.Key_Return)
    assert review.lists.reason.field.isVisible()
    assert window.session.explanations == ()

    QTest.keyClicks(review.lists.reason.field, "abc")
    QTest.keyClick(review.lists.reason.field, KEY.Key_Escape)
    assert window.session.explanations == ()
    assert review.findings.hasFocus()
    assert window.current_key == REVIEW


def test_explanations_are_saved_with_the_report(window, review, doubted, tmp_path):
    give(review, doubted)
    path = tmp_path / "a.gknb"
    window.session.save(path)
    assert load(path).explanations == window.session.explanations

    window.session.open_file(path)
    assert window.session.findings == ()
    assert [one.explanation.reason for one in window.session.explained] == [REASON]


def test_an_explained_line_is_a_link_too(window, review, doubted):
    give(review, doubted)
    review.lists.explained.setCurrentRow(0)
    QTest.keyClick(review.lists.explained, KEY.Key_Return)

    assert window.current_key == "overview"
    assert window.step_page("overview").editor.textCursor().selectedText() == doubted.words[0]


def test_what_is_last_years_still_is_listed_and_leads_there(window, review):
    last_year = city_report().with_section("overview", "2024年公开信息112条。")
    window.session.open_report(carry(last_year), None, last_year)
    carried = review.lists.carried
    assert carried.isVisible()
    assert carried.count() == 2
    assert carried.value(0).row == "carried_in"

    carried.setCurrentRow(1)
    QTest.keyClick(carried, KEY.Key_Return)
    assert window.current_key == "overview"
    assert window.step_page("overview").editor.textCursor().selectedText() == "2024"

    window.go_to(REVIEW)
    window.session.set_section("overview", "另起炉灶写的一句话。")
    assert carried.count() == 1


def test_without_last_year_nothing_is_said_of_it(window, review):
    window.session.open_report(sound_report())
    assert not review.lists.carried.isVisible()


def test_the_likely_repair_stands_below_its_table_and_mends_it_in_one_click(window, review, qtbot):
    person = Address("applications", "granted", "person")
    report = sound_report()
    window.session.open_report(report.with_value(person, report.number(person) + 9))
    view = review.findings
    qtbot.waitUntil(lambda: any(isinstance(one, Suggestion) for one in values(view)))
    row = next(n for n, one in enumerate(values(view)) if isinstance(one, Suggestion))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.action_rect(row).center())

    assert window.session.report == report
    assert window.session.findings == ()
