"""A check box whose frame is seen on any ground: the style's own nearly vanishes in the dark."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from ui import style


class CheckBox(QCheckBox):
    """Like any other, framed as the fields beside it are."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        indicator = QStyle.SubElement.SE_CheckBoxIndicator
        rect = self.style().subElementRect(indicator, option, self)
        colours = style.current()
        painter = QPainter(self)
        painter.setPen(QColor(colours.border if self.isEnabled() else colours.line))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.end()
