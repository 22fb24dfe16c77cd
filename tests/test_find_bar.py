"""Find and replace in a text."""

import pytest
from prose_hands import BEFORE, carried_page, click, text_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.find_bar import occurrences

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window):
    return carried_page(window)


def test_find_and_replace_are_reached_by_a_button(page):
    click(page.find_button)
    assert page.find_bar.isVisible()
    assert page.find_bar.by.isVisible()
    assert page.find_bar.wanted.hasFocus()


def press(keys) -> None:
    QTest.keyClick(QApplication.focusWidget(), keys, CTRL)


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("甲乙甲", "甲", [(0, 1), (2, 3)]),
        ("甲甲甲", "甲甲", [(0, 2)]),
        ("甲", "", []),
        ("", "甲", []),
    ],
)
def test_occurrences_do_not_overlap(text, wanted, found):
    assert occurrences(text, wanted) == found


def test_find_goes_from_place_to_place_and_round(page):
    page.editor.setFocus()
    page.editor.select(0, 0)
    press(KEY.Key_F)
    bar = page.find_bar
    assert bar.isVisible()
    assert not bar.by.isVisible()
    assert bar.wanted.hasFocus()
    QTest.keyClicks(bar.wanted, "2024")
    assert len(bar.spans) == 4
    seen = []
    for _ in range(5):
        QTest.keyClick(bar.wanted, KEY.Key_Return)
        seen.append(page.editor.selected()[0])

    starts = [start for start, _ in bar.spans]
    assert seen == [*starts, starts[0]]
    QTest.keyClick(bar.wanted, KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert page.editor.selected()[0] == starts[-1]
    assert "4" in bar.count.text()


def test_esc_closes_and_gives_the_keyboard_back(page):
    page.editor.setFocus()
    press(KEY.Key_F)
    QTest.keyClicks(page.find_bar.wanted, "2024")
    QTest.keyClick(page.find_bar.wanted, KEY.Key_Escape)
    assert not page.find_bar.isVisible()
    assert page.find_bar.spans == []
    assert page.editor.hasFocus()


@pytest.mark.parametrize(
    ("looked_for", "walk"),
    [("2024", ["by", "previous", "next", "one", "all", "shut"]), ("none", ["by", "shut"])],
)
def test_tab_goes_from_what_is_looked_for_to_what_takes_its_place(page, looked_for, walk):
    bar = page.find_bar
    page.editor.setFocus()
    press(KEY.Key_H)
    QTest.keyClicks(bar.wanted, looked_for)
    for name in walk:
        QTest.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
        assert QApplication.focusWidget() is getattr(bar, name)


def test_what_is_selected_is_looked_for(page):
    page.editor.setFocus()
    page.editor.select(0, 4)
    press(KEY.Key_H)
    assert page.find_bar.by.isVisible()
    assert page.find_bar.wanted.text() == "2024"


def test_replace_one_goes_on_to_the_next_and_can_be_undone(window, page):
    page.editor.setFocus()
    page.editor.select(0, 4)
    press(KEY.Key_H)
    page.find_bar.by.setText("二〇二五")
    click(page.find_bar.one)

    assert text_of(window) == BEFORE.replace("2024", "二〇二五", 1)
    assert page.editor.textCursor().selectedText() == "2024"
    window.session.undo()
    assert text_of(window) == BEFORE


def test_replace_all_is_one_step(window, page):
    page.editor.setFocus()
    press(KEY.Key_H)
    page.find_bar.wanted.setText("2024")
    page.find_bar.by.setText("2025")
    click(page.find_bar.all)

    assert text_of(window) == BEFORE.replace("2024", "2025")
    assert "4" in window.session.undo_name
    window.session.undo()
    assert text_of(window) == BEFORE


def test_what_is_not_there_is_said_and_replaces_nothing(window, page):
    page.editor.setFocus()
    press(KEY.Key_H)
    page.find_bar.wanted.setText("没有这几个字")
    assert not page.find_bar.all.isEnabled()
    assert "没有找到" in page.find_bar.count.text()
    page.find_bar.replace_all()
    assert text_of(window) == BEFORE
