"""Buttons by keyboard, labels in the colours of their state."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from ui.labels import button, colour_of, muted, title


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_the_button_that_has_the_keyboard(qtbot, key):
    made = button("导出")
    qtbot.addWidget(made)
    pressed = []
    made.clicked.connect(lambda: pressed.append(key))
    made.show()
    QTest.keyClick(made, key)
    assert pressed == [key]


@pytest.mark.parametrize("make", [muted, title])
def test_a_state_is_seen_in_its_colour_on_quiet_and_plain_labels(qtbot, make):
    label = make("▲ 已过3天")
    qtbot.addWidget(label)
    label.show()
    colour_of(label, "#ff0000")
    drawn = label.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = {
        drawn.pixel(x, y) & 0xFFFFFF for x in range(drawn.width()) for y in range(drawn.height())
    }
    assert 0xFF0000 in pixels
