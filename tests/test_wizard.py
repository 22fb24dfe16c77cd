"""The window: jumping, steps, the bar, keys, opening, saving, closing."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
)

from forms.cells import Address
from forms.report import Report
from ui import recent
from ui.header_bar import saved_words
from ui.session import Session
from ui.side_list import state_words
from ui.steps import COVER, REVIEW, State, steps_of
from ui.window import Window
from ui.wizard import START_ID

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SLIP = Address("applications", "received", "person")


def keys_of(window) -> list[str]:
    return [step.key for step in steps_of(window.session.edition)]


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# --- beginning ------------------------------------------------------------------------


def test_first_page_asks_one_thing(window):
    assert window.wizard.currentId() == START_ID
    assert not window.desk.header.isVisible()
    assert not window.desk.side_list.isVisible()
    assert not window.desk.next_button.isVisible()
    buttons = [
        b for b in window.wizard.currentPage().findChildren(QAbstractButton) if b.isVisible()
    ]
    words = ["从去年的报告开始", "打开，接着填", "填一份空白报告"]
    *ways, office = [button.text() for button in buttons]
    assert ways == words
    assert office == window.start.office.text()
    assert QApplication.focusWidget() is window.start.from_last_year


def test_without_a_session_the_rest_is_made_after_the_first_paint(qtbot):
    made = Window()
    qtbot.addWidget(made)
    assert made._desk is None

    made.show()

    qtbot.waitUntil(lambda: made._desk is not None)
    assert made.wizard.currentId() == START_ID
    assert made.session.report == Report(edition=made.session.edition.key)


def test_blank_report_begins_at_the_cover(window):
    click(window.start.blank)

    assert window.current_key == COVER
    assert window.desk.header.isVisible()
    assert window.desk.side_list.isVisible()


def test_first_page_offers_recent_files(qtbot, tmp_path):
    path = tmp_path / "去年.gknb"
    session = Session()
    session.set_agency("某某局")
    session.save(path)
    session.open_report(Report(edition=session.edition.key))
    recent.remember(path)
    made = Window(Session())
    qtbot.addWidget(made)
    made.show()

    (button,) = made.start.recent_buttons
    assert button.text() == "去年.gknb"
    click(button)

    assert made.session.report.agency == "某某局"
    assert made.current_key == COVER
    assert made.desk.header.saved.text().startswith("已保存")


# --- moving ---------------------------------------------------------------------------


def test_next_and_back_walk_every_step_and_stop_at_the_ends(window):
    window.session.open_report(Report(agency="某某局", year=2025, edition="2021"))
    window.go_to(COVER)
    walked = [window.current_key]
    while window.current_key != REVIEW:
        click(window.desk.next_button)
        walked.append(window.current_key)
    assert walked == keys_of(window)
    # After the last step comes what hands the report over.
    click(window.desk.next_button)
    assert window.current_key == REVIEW
    assert window.step_page(REVIEW).folder.hasFocus()

    back = [window.current_key]
    while window.desk.back_button.isEnabled():
        click(window.desk.back_button)
        back.append(window.current_key)
    assert back == keys_of(window)[::-1]


@pytest.mark.parametrize(
    ("forward", "backward"),
    [
        ((KEY.Key_PageDown, CTRL), (KEY.Key_PageUp, CTRL)),
        ((KEY.Key_Right, ALT), (KEY.Key_Left, ALT)),
    ],
)
def test_keys_walk_the_steps_from_any_page(window, forward, backward):
    window.go_to(COVER)
    keys = keys_of(window)
    for key in keys[1:]:
        QTest.keyClick(QApplication.focusWidget(), *forward)
        assert window.current_key == key
    for key in keys[-2::-1]:
        QTest.keyClick(QApplication.focusWidget(), *backward)
        assert window.current_key == key


def test_side_list_jumps_anywhere_by_click_and_by_enter(window, qtbot):
    window.go_to(COVER)
    side_list = window.desk.side_list
    for row in (7, 3, 0, 5, 1):
        place = side_list.visualItemRect(side_list.item(row)).center()
        QTest.mouseClick(side_list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert window.current_key == keys_of(window)[row]

    side_list.setFocus()
    QTest.keyClick(side_list, KEY.Key_Down)
    assert window.current_key == keys_of(window)[1]
    QTest.keyClick(side_list, KEY.Key_Return)
    assert window.current_key == keys_of(window)[2]


def test_the_page_that_is_reached_has_the_focus(window):
    window.go_to(COVER)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    window.go_to("overview")
    assert isinstance(QApplication.focusWidget(), QTextEdit)
    window.go_to("applications")
    assert window.step_page("applications").form.isAncestorOf(QApplication.focusWidget())


def test_pages_are_built_when_first_seen(window):
    window.go_to("overview")

    assert window.step_page("overview")._body is not None
    assert window.step_page("problems")._body is None


def test_another_edition_builds_the_tables_anew(window):
    window.go_to("disclosure")
    before = window.step_page("disclosure").form
    window.session.set_edition("2019")

    after = window.step_page("disclosure").form
    assert after is not before
    window.go_to_place(Address("disclosure", "procurement", "amount"))
    assert after.current_address() == Address("disclosure", "procurement", "amount")


def test_place_that_the_edition_does_not_have_leads_nowhere(window):
    window.go_to(COVER)
    window.go_to_place(Address("disclosure", "procurement", "amount"))

    assert window.current_key == COVER


def test_escape_and_enter_do_not_leave_the_window(window):
    window.go_to(COVER)
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return)

    assert window.isVisible()
    assert window.current_key == COVER


# --- the bar --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unsaved", "saved_at", "words"),
    [
        (True, datetime(2026, 1, 9, 14, 3, 7), "未保存"),
        (False, datetime(2026, 1, 9, 14, 3, 7), "已保存 14:03:07"),
        (False, datetime(2026, 1, 8, 9, 5, 0), "已保存 1月8日 09:05:00"),
        (False, None, ""),
    ],
)
def test_saved_words(unsaved, saved_at, words):
    assert saved_words(unsaved, saved_at, date(2026, 1, 9)) == words


def test_a_long_name_ends_in_dots_where_the_bar_is_narrow(window):
    """What the report is called is never cut in the middle of a character."""
    window.session.set_agency("某某市某某区" * 20 + "局")
    what = window.desk.header.what
    what.resize(300, 40)

    assert what.shown().endswith("…")
    assert what.fontMetrics().horizontalAdvance(what.shown()) <= 300
    assert what.toolTip() == what.text()


def test_bar_names_report_and_undo(window):
    window.go_to(COVER)
    window.session.set_agency("某某局")
    window.session.set_year(2025)
    header = window.desk.header
    assert "某某局" in header.what.text()
    assert "2025" in header.what.text()
    assert window.windowTitle() == "某某局2025年"
    window.session.enter_many({SLIP: 2}, "粘贴1格")
    assert header.undo.text() == "撤销“粘贴1格”"
    assert not header.redo.isEnabled()

    click(header.undo)

    assert window.session.report.value(SLIP) is None
    assert header.redo.text() == "重做“粘贴1格”"
    click(header.redo)
    assert window.session.report.value(SLIP) == 2


def test_a_click_on_undo_leaves_the_keyboard_in_the_table(window):
    window.go_to("applications")
    form, header = window.step_page("applications").form, window.desk.header
    first = Address("applications", "received", "person")
    form.go_to(first)
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_7)
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_8)

    click(header.undo)

    assert window.session.report.value(first) == 7, "what was being typed is an edit of its own"
    assert form.grid.hasFocus()
    click(header.undo)
    assert window.session.report.value(first) is None
    assert form.grid.hasFocus()


def test_undo_keys_work_in_every_field_and_across_parts(window):
    window.go_to(COVER)
    QTest.keyClicks(QApplication.focusWidget(), "AB")
    window.go_to("overview")
    QTest.keyClicks(QApplication.focusWidget(), "CD")
    assert window.session.report.sections["overview"] == "CD"

    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Z, CTRL)
    assert window.session.report.sections["overview"] is None
    assert window.step_page("overview").editor.toPlainText() == ""
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Z, CTRL)
    assert window.session.report.agency == ""
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Y, CTRL)
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Y, CTRL)
    assert window.session.report.sections["overview"] == "CD"


# --- done -----------------------------------------------------------------------------


def test_a_part_is_declared_done_and_opened_again(window):
    window.go_to("problems")
    click(window.desk.done_button)
    assert window.session.done == {"problems"}
    assert window.desk.done_button.isChecked()
    click(window.desk.next_button)
    assert not window.desk.done_button.isChecked()
    click(window.desk.back_button)

    click(window.desk.done_button)

    assert window.session.done == frozenset()


def test_side_list_tells_each_state_by_word_and_shape():
    part, review = steps_of(Session().edition)[1], steps_of(Session().edition)[-1]

    assert state_words(part, State.EMPTY, 0) == "未填"
    assert "▲" in state_words(part, State.TROUBLE, 2)
    assert "●" in state_words(part, State.TROUBLE, 2, done=True)
    assert "✓" in state_words(part, State.DONE, 0)
    assert "2" in state_words(review, State.FILLING, 2)


# --- for everybody --------------------------------------------------------------------


def test_every_control_has_an_accessible_name(window):
    for key in keys_of(window):
        window.go_to(key)
        kinds = (QPushButton, QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QListWidget)
        for kind in kinds:
            for control in window.findChildren(kind):
                if control.isVisibleTo(window):
                    named = control.accessibleName() or getattr(control, "text", str)()
                    assert named, f"{key}: {control}"


@pytest.mark.parametrize("size", [(1366, 768), (910, 512)])
def test_every_page_fits_the_smallest_screens(window, size):
    window.resize(*size)
    for key in keys_of(window):
        window.go_to(key)
        assert (window.width(), window.height()) == size


def test_one_key_declares_a_part_done_and_goes_on(window, qtbot):
    window.go_to("disclosure")
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_7)
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return, CTRL)

    assert window.current_key == "applications"
    assert window.session.report.value(Address("disclosure", "regulations", "made")) == 7
    qtbot.waitUntil(lambda: window.session.done == {"disclosure"})


def test_what_was_just_declared_done_is_kept_where_the_window_is_closed_at_once(window):
    window.go_to("other")
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return, CTRL)
    window.stay_recoverable()
    window.close()

    assert window.session.done == {"other"}
