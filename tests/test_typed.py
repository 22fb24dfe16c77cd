"""Saving, closing and logging off in the middle of typing: what was typed counts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from window_hands import SLIP

from forms.cells import Address
from forms.saving import store
from forms.saving.unfinished import left_behind
from ui import dialogs, typed
from ui.dialogs import Answer
from ui.going_on import journal_folder
from ui.steps import REVIEW
from ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def program(qtbot, open_window):
    """Give the window as the program opens it, with a blank report and the keyboard."""
    made = open_window()
    made.resize(1366, 768)
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    made.files.begin_blank()
    return made


def press(keys: str) -> None:
    """Type, each key where the keyboard is by then."""
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def type_in_cell(window: Window) -> None:
    window.go_to_place(SLIP)
    press("12")


def type_in_ledger(window: Window) -> str:
    """A figure of the ledger; gives its key."""
    window.go_to_place(SLIP)
    page = window.step_page(window.current_key)
    page.ledger.click()
    panel = page.drawer.panel(page.drawer.key)
    panel.refresh()
    key, field = next(iter(panel.fields.items()))
    QApplication.processEvents()
    assert field.isVisible()
    field.setFocus()
    press("12")
    return key


def test_saving_takes_over_the_cell_that_is_typed(program, tmp_path, monkeypatch):
    path = tmp_path / "报告.gknb"
    monkeypatch.setattr(dialogs.SaveFile, "ask", lambda *_: path)
    type_in_cell(program)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, CTRL)

    assert store.load(path).report.value(SLIP) == 12
    assert not program.session.unsaved
    assert QApplication.focusWidget() is program.step_page(program.current_key).form.grid


def test_saving_takes_over_the_figure_of_the_ledger(program, tmp_path, monkeypatch):
    path = tmp_path / "报告.gknb"
    monkeypatch.setattr(dialogs.SaveFile, "ask", lambda *_: path)
    key = type_in_ledger(program)
    field = QApplication.focusWidget()
    program.files.save()

    assert store.load(path).report.control_totals == {key: 12}
    assert QApplication.focusWidget() is field


@pytest.mark.parametrize("how", [type_in_cell, type_in_ledger])
def test_closing_asks_for_what_is_being_typed(program, monkeypatch, how):
    asked = []
    monkeypatch.setattr(dialogs.UnsavedQuestion, "ask", lambda *_: asked.append(1) or Answer.CANCEL)
    how(program)

    assert not program.close()
    assert asked == [1]


def test_what_is_not_wanted_is_not_offered_again(program, monkeypatch):
    """What was typed when the window closed is given up with the rest."""
    monkeypatch.setattr(dialogs.UnsavedQuestion, "ask", lambda *_: Answer.DISCARD)
    type_in_cell(program)

    assert program.close()
    assert list(journal_folder().iterdir()) == []


@pytest.mark.parametrize("how", [type_in_cell, type_in_ledger])
def test_logging_off_keeps_what_is_being_typed(program, how):
    how(program)
    program.stay_recoverable()

    assert program.close()
    (found,) = left_behind(journal_folder()).unfinished
    assert found.edits == 1


def test_what_an_input_method_composes_is_taken_over(program, monkeypatch):
    program.go_to("cover")
    field = program.step_page("cover").agency
    field.setFocus()
    QApplication.sendEvent(field, QInputMethodEvent("某某局", []))
    with monkeypatch.context() as patched:
        patched.setattr(typed.QGuiApplication, "inputMethod", lambda: _Composing(field))
        typed.take_over(program)

    assert program.session.report.agency == "某某局"


class _Composing:
    """The platform's input method, which the tests do not have: it hands over what it has."""

    def __init__(self, field):
        self.field = field

    def commit(self):
        event = QInputMethodEvent()
        event.setCommitString("某某局")
        QApplication.sendEvent(self.field, event)


# --- a part declared done ------------------------------------------------------------------


def test_a_part_is_declared_done_on_the_disk_before_the_next_event(program, monkeypatch):
    program.go_to_place(SLIP)
    key = program.current_key
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)

    # A kill at this moment: nothing has been waited for.
    assert program.current_key != key
    assert program.session.done == {key}
    assert program.session.keeper.kept_at is not None
    program.stay_recoverable()
    assert program.close()
    assert left_behind(journal_folder()).unfinished[0].edits == 1


# --- a reason --------------------------------------------------------------------------------


@pytest.fixture
def reason(program):
    """Give the field of a reason that is being written under its warning."""
    session = program.session
    session.set_year(2025)
    session.set_agency("某某局")
    session.set_section("overview", "收到申请3件。")
    session.enter_many({SLIP: 4, Address("applications", "received", "total"): 9}, "填写")
    program.go_to(REVIEW)
    lists = program.step_page(REVIEW).lists
    finding = session.findings[0]
    lists.ask_reason(lists.findings, finding)
    press("ab")
    assert lists.reason.field.text() == "ab"
    return lists


def test_a_reason_that_is_being_written_outlives_a_new_list(program, reason):
    """As an undo or the search for repairs, which ends when it ends, fills it anew."""
    program.session.set_section("problems", "存在一些问题。")

    assert QApplication.focusWidget() is reason.reason.field
    press("c")
    assert reason.reason.field.text() == "abc"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert reason.reason is None


def test_a_reason_that_was_given_closes_its_field(program, reason):
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert reason.reason is None
    assert [one.reason for one in program.session.explanations] == ["ab"]


def test_a_reason_that_stays_as_it_was_closes_its_field(program, reason):
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    (explained,) = program.session.explained
    reason.ask_reason(reason.explained, explained.finding)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert reason.reason is None


def test_closing_asks_for_a_reason_that_is_being_written(program, reason, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(dialogs.UnsavedQuestion, "ask", lambda *_: asked.append(1) or Answer.CANCEL)
    program.session.save(tmp_path / "报告.gknb")

    assert not program.close()
    assert asked == [1]
    assert [one.reason for one in program.session.explanations] == ["ab"]
