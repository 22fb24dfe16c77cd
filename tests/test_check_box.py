"""The frame of a check box is seen on every ground."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from ui import preferences, style
from ui.check_box import CheckBox
from ui.palettes import NAMED, contrast
from ui.preferences import Look


@pytest.mark.parametrize("look", [look for look in Look if look is not Look.SYSTEM])
def test_the_frame_stands_out(qtbot, look):
    preferences.set_look(look)
    style.apply(QApplication.instance())
    box = CheckBox("草稿")
    qtbot.addWidget(box)
    box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    box.show()
    picture = box.grab().toImage()
    middle = picture.height() // 2
    seen = {picture.pixelColor(x, middle).name().upper() for x in range(picture.width() // 3)}
    preferences.set_look(Look.SYSTEM)
    style.apply(QApplication.instance())

    colours = NAMED[look]
    assert QColor(colours.border).name().upper() in seen
    assert contrast(colours.border, colours.surface) >= 3
