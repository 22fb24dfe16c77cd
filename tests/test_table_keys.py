"""The official table under real keys, an input method and the mouse."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from table_hands import ALT, CTRL, KEY, KEYPAD, SHIFT, Windows, at, press, type_in

from forms.edition_file import built_in_editions
from forms.report import Report
from ui import preferences
from ui.session import Session
from ui.table_keys import next_typed
from ui.table_shape import TableShape


@pytest.fixture
def session(qtbot) -> Session:
    return Session()


@pytest.fixture
def shown(qtbot, session) -> Windows:
    return Windows(qtbot, session)


# --- typing ------------------------------------------------------------------------------


def test_digits_replace_and_enter_goes_down(session, shown):
    table = shown()
    session.enter(at("received", "person"), 99)
    type_in("12")
    assert session.report.value(at("received", "person")) == 99
    press(KEY.Key_Return)
    assert session.report.value(at("received", "person")) == 12
    assert table.current_address() == at("carried_in", "person")
    assert table.grid.hasFocus()


def test_keypad_digits_and_keypad_enter(session, shown):
    table = shown()
    press(KEY.Key_0, KEYPAD)
    press(KEY.Key_7, KEYPAD)
    press(KEY.Key_Enter, KEYPAD)
    assert session.report.value(at("received", "person")) == 7
    assert table.current_address() == at("carried_in", "person")


def test_enter_moves_right_where_asked(shown):
    table = shown()
    preferences.set_enter_moves_right(True)
    type_in("1")
    press(KEY.Key_Return)
    assert table.current_address() == at("received", "enterprise")
    press(KEY.Key_Return, SHIFT)
    assert table.current_address() == at("received", "person")


def test_full_width_digits_of_an_input_method(session, shown):
    """A commit without composing first, as an input method does with digits."""
    table = shown()
    event = QInputMethodEvent()
    event.setCommitString("１２")
    QApplication.sendEvent(table.grid, event)
    press(KEY.Key_Return)
    assert session.report.value(at("received", "person")) == 12


def test_composing_starts_in_the_cell_and_loses_no_letter(session, shown):
    table = shown()
    QApplication.sendEvent(table.grid, QInputMethodEvent("1", []))
    assert table.grid.findChildren(QLineEdit)
    event = QInputMethodEvent("", [])
    event.setCommitString("１５")
    QApplication.sendEvent(table.grid, event)
    press(KEY.Key_Return)
    assert session.report.value(at("received", "person")) == 15


def test_the_enter_that_follows_composing_moves_one_row_only(session, shown):
    """Some input methods pass on the Enter with which their word was taken over."""
    table = shown()
    QApplication.sendEvent(table.grid, QInputMethodEvent("1", []))
    event = QInputMethodEvent("", [])
    event.setCommitString("15")
    QApplication.sendEvent(QApplication.focusWidget(), event)
    press(KEY.Key_Enter, KEYPAD)
    assert session.report.value(at("received", "person")) == 15
    assert table.current_address() == at("carried_in", "person")
    assert session.report.value(at("carried_in", "person")) is None


def test_what_is_no_number_stays_and_speaks(session, shown):
    shown()
    type_in("12abc")
    press(KEY.Key_Return)
    assert session.report.value(at("received", "person")) == "12abc"
    assert "cell.not_a_number" in {finding.code for finding in session.findings}


def test_decimal_in_an_amount(session, shown):
    fee = at("fees", "amount", "disclosure")
    shown("disclosure", fee)
    type_in("0.38")
    press(KEY.Key_Return)
    assert session.report.value(fee) == Decimal("0.38")


def test_signs_in_a_change(session, shown):
    session.set_edition("2019")
    change = at("permits", "change", "disclosure")
    table = shown("disclosure", change)
    type_in("+3")
    press(KEY.Key_Return)
    assert session.report.value(change) == 3
    assert table.model.text(change) == "+3"
    table.go_to(change)
    type_in("-2")
    press(KEY.Key_Return)
    assert session.report.value(change) == -2


def test_escape_restores_and_stays_inside(session, shown):
    table = shown()
    session.enter(at("received", "person"), 5)
    type_in("77")
    press(KEY.Key_Escape)
    assert session.report.value(at("received", "person")) == 5
    assert table.grid.hasFocus()
    press(KEY.Key_Escape)
    assert table.isVisible()
    assert table.grid.hasFocus()


def test_f2_edits_in_place_with_arrows_for_the_caret(session, shown):
    table = shown()
    session.enter(at("received", "person"), 12)
    press(KEY.Key_F2)
    press(KEY.Key_End)
    press(KEY.Key_Left)
    type_in("9")
    press(KEY.Key_Return)
    assert session.report.value(at("received", "person")) == 192
    assert table.current_address() == at("carried_in", "person")


def test_arrows_end_a_typed_edit(session, shown):
    table = shown()
    type_in("4")
    press(KEY.Key_Right)
    assert session.report.value(at("received", "person")) == 4
    assert table.current_address() == at("received", "enterprise")


@pytest.mark.parametrize("key", [KEY.Key_Delete, KEY.Key_Backspace])
def test_delete_blanks_the_selection_as_one_step(session, shown, key):
    shown()
    session.enter_many({at("received", "person"): 5, at("received", "enterprise"): 6}, "填写")
    press(KEY.Key_Right, SHIFT)
    press(key)
    assert session.report.value(at("received", "person")) is None
    assert session.report.value(at("received", "enterprise")) is None
    session.undo()
    assert session.report.value(at("received", "enterprise")) == 6


def test_clicking_elsewhere_keeps_what_was_typed(qtbot, session, shown):
    table = shown()
    type_in("8")
    index = table.model.index_of(at("granted", "research"))
    qtbot.mouseClick(
        table.grid.viewport(), Qt.MouseButton.LeftButton, pos=table.grid.visualRect(index).center()
    )
    assert session.report.value(at("received", "person")) == 8
    assert table.current_address() == at("granted", "research")


def test_finish_edit_takes_over_what_is_being_typed(session, shown):
    table = shown()
    type_in("31")
    table.finish_edit()
    assert session.report.value(at("received", "person")) == 31


def test_typing_on_a_total_changes_nothing_and_jumps_nowhere(session, shown):
    session.enter(at("received", "person"), 9)
    table = shown("applications", at("granted", "total"))
    type_in("9")
    assert session.report.value(at("granted", "total")) is None
    assert table.current_address() == at("granted", "total")
    assert not table.grid.findChildren(QLineEdit)


def test_total_kept_from_a_file_can_be_typed_or_recomputed(session, shown):
    cells = dict.fromkeys(session.edition.tables["applications"].addresses, 0)
    total = at("received", "total")
    session.open_report(Report(year=2025, cells={**cells, total: 7}))
    table = shown("applications", total)
    recompute = next(action for action in table.menu().actions() if action.data() == "recompute")
    assert recompute.isEnabled()
    recompute.trigger()
    assert session.report.value(total) == 0
    assert not next(a for a in table.menu().actions() if a.data() == "recompute").isEnabled()
    session.undo()
    press(KEY.Key_Delete)
    assert session.report.value(total) == 0


# --- moving ------------------------------------------------------------------------------


def test_tab_visits_every_typed_cell_once_then_leaves(session, shown):
    table, after = shown.with_a_field_below()
    typed = table.model.shape.typed_by_row
    table.go_to(typed[0])
    visited = [table.current_address()]
    while table.grid.hasFocus():
        press(KEY.Key_Tab)
        if table.grid.hasFocus():
            visited.append(table.current_address())
    assert visited == list(typed)
    assert not set(visited) & set(session.edition.totals)
    assert QApplication.focusWidget() is after


def test_shift_tab_goes_back_over_the_end_of_a_row(shown):
    table = shown("applications", at("carried_in", "person"))
    press(KEY.Key_Backtab, SHIFT)
    assert table.current_address() == at("received", "other")


def test_control_tab_leaves_at_once(shown):
    table, after = shown.with_a_field_below()
    table.go_to(at("granted", "person"))
    press(KEY.Key_Tab, CTRL)
    assert QApplication.focusWidget() is after


@pytest.mark.parametrize(
    ("start", "key", "modifiers", "end"),
    [
        (("received", "other"), KEY.Key_Right, None, ("received", "total")),
        (("received", "person"), KEY.Key_Left, None, ("received", "person")),
        (("other_else", "person"), KEY.Key_Down, None, ("result_total", "person")),
        (("received", "research"), KEY.Key_Home, None, ("received", "person")),
        (("received", "research"), KEY.Key_End, None, ("received", "total")),
        (("granted", "research"), KEY.Key_Home, CTRL, ("received", "person")),
        (("granted", "research"), KEY.Key_End, CTRL, ("carried_out", "total")),
    ],
)
def test_arrows_home_and_end(shown, start, key, modifiers, end):
    table = shown("applications", at(*start))
    press(key, modifiers or Qt.KeyboardModifier.NoModifier)
    assert table.current_address() == at(*end)


def test_arrows_skip_the_labels_of_part_two(shown):
    """Between 行政规范性文件 and 行政许可 stand two printed lines without values."""
    table = shown("disclosure", at("normative_documents", "in_force", "disclosure"))
    press(KEY.Key_Down)
    assert table.current_address() == at("permits", "decisions", "disclosure")
    press(KEY.Key_Up)
    assert table.current_address().row == "normative_documents"


def test_page_down_reaches_the_end(shown):
    table = shown()
    for _ in range(4):
        press(KEY.Key_PageDown)
    assert table.current_address() == at("carried_out", "person")


@pytest.mark.parametrize("is_down", [True, False])
@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("table", ["disclosure", "applications", "disputes"])
def test_enter_and_tab_reach_every_typed_cell(edition, table, is_down):
    """From the first to the last and back, each once: nobody is caught in a circle."""
    shape = TableShape(built_in_editions()[edition], table)
    order = shape.typed_by_column if is_down else shape.typed_by_row
    for walk, back in ((list(order), False), (list(reversed(order)), True)):
        here, seen = walk[0], [walk[0]]
        while (following := next_typed(shape, here, is_down, back)) is not None:
            here = following
            seen.append(here)
        assert seen == walk


# --- zeros -------------------------------------------------------------------------------


def test_zero_for_the_rest_of_a_row_after_asking_once(session, shown):
    table = shown()
    asked = []
    table.confirm = lambda question: not asked.append(question)
    session.enter(at("received", "person"), 3)
    press(KEY.Key_0, CTRL)
    assert len(asked) == 1
    row = [
        session.report.value(at("received", key))
        for key in session.edition.tables["applications"].columns
    ]
    assert row == [3, 0, 0, 0, 0, 0, 3]
    session.undo()
    assert session.report.value(at("received", "other")) is None


def test_after_that_one_key_per_row_is_enough_and_the_next_row_comes(session, shown):
    table = shown()
    asked = []
    table.confirm = lambda question: not asked.append(question)
    press(KEY.Key_0, CTRL)
    assert table.current_address() == at("carried_in", "person")
    type_in("5")
    press(KEY.Key_0, CTRL)
    assert session.report.value(at("carried_in", "person")) == 5
    assert session.report.value(at("carried_in", "total")) == 5
    assert table.current_address() == at("granted", "person")
    assert len(asked) == 1
    session.open_report(Report("另一个局", 2025))
    table.go_to(at("received", "person"))
    press(KEY.Key_0, CTRL)
    assert len(asked) == 2


def test_zero_for_the_rest_of_the_table(session, shown):
    table = shown()
    table.confirm = lambda _: True
    session.enter(at("received", "person"), 3)
    press(KEY.Key_0, ALT)
    values = [session.report.value(a) for a in session.edition.tables["applications"].addresses]
    assert None not in values
    assert session.report.value(at("received", "total")) == 3


def test_no_zero_without_consent(session, shown):
    table = shown()
    table.confirm = lambda _: False
    press(KEY.Key_0, CTRL)
    assert session.undo_name == ""


def test_nothing_is_asked_where_nothing_is_blank(session, shown):
    table = shown("disclosure", at("permits", "decisions", "disclosure"))
    session.enter(at("permits", "decisions", "disclosure"), 4)
    table.confirm = lambda _: pytest.fail("asked")
    press(KEY.Key_0, CTRL)
    assert session.report.value(at("permits", "decisions", "disclosure")) == 4
