"""Buttons by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.labels import button


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_the_button_that_has_the_keyboard(qtbot, key):
    made = button("导出")
    qtbot.addWidget(made)
    pressed = []
    made.clicked.connect(lambda: pressed.append(key))
    made.show()
    QTest.keyClick(made, key)
    assert pressed == [key]
