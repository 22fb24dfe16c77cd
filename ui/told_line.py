"""A calm line of words under the bar, with what can be done about it at its right."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import style
from ui.labels import button, colour_of, wrapping_words


class ToldLine(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.words = wrapping_words()
        self.close_button = button("知道了")
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def lay_out(self, *between: QWidget) -> None:
        """Put the words, what stands ``between``, and the button that closes, side by side."""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 12, 7)
        layout.setSpacing(12)
        layout.addWidget(self.words, 1)
        for widget in (*between, self.close_button):
            layout.addWidget(widget)

    def say(self, words: str, colour: str) -> None:
        """Show these words in this colour; the line itself is shown by whoever says them."""
        self.words.setText(words)
        colour_of(self.words, colour)

    def ground(self) -> str:
        """The colour behind the words."""
        return style.current().computed

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.ground()))
        line = QColor(style.current().line)
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)
