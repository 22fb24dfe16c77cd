"""The sentence under a table: two lines, or one that ends in … where the window is low."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import style
from ui.labels import MUTED

_ONE_LINE = 20
_TWO_LINES = 38


class FootLine(QLabel):
    """``low`` cuts the sentence to what one line holds; all of it is in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setForegroundRole(MUTED)
        self.setFont(style.small_font())
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)

    def say(self, words: str, low: bool) -> None:
        """Show a sentence."""
        self.setWordWrap(not low)
        self.setMinimumHeight(_ONE_LINE if low else _TWO_LINES)
        self.setToolTip(words if low else "")
        self.setText(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.wordWrap():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        elide = Qt.TextElideMode.ElideRight
        words = self.fontMetrics().elidedText(self.text(), elide, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)
