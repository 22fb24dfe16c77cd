"""Labels and buttons as they look everywhere in the window."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui import style

_ENTER = "\r"
"""What both Enter keys type; PySide would build the namespace Qt to name them."""
MUTED = QPalette.ColorRole.Dark
"""The role under which ``style`` puts the muted ink."""


def title(text: str, pixels: int = style.TITLE_PIXELS) -> QLabel:
    """The heading of a page or of a group in it."""
    label = QLabel(text)
    label.setFont(style.title_font(pixels))
    label.setWordWrap(True)
    return label


def muted(text: str = "") -> QLabel:
    """A quiet explaining line that wraps; whatever it says is plain text."""
    from PySide6.QtCore import Qt

    label = guidance(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def guidance(text: str) -> QLabel:
    """The same for words of our own only: a file's might look like HTML.

    It does without the namespace Qt, which takes long to make, before the first paint.
    """
    label = QLabel(text)
    label.setForegroundRole(MUTED)
    label.setFont(style.small_font())
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def wrapping_words() -> QLabel:
    """What a line across the window says: plain text that takes the room there is and wraps."""
    from PySide6.QtCore import Qt

    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def button(text: str, weight: str = "", parent: QWidget | None = None) -> QPushButton:
    """A button: ``weight`` is "main" (one on a page), "quiet" (like a link), "fold"
    (a link at the edge of a column) or plain.
    """
    made = _Button(text, parent)
    made.setProperty("weight", weight)
    made.setAutoDefault(False)
    made.setAccessibleName(text)
    return made


class _Button(QPushButton):
    """Enter presses it where it has the keyboard, and only there: as Space does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == _ENTER and self.isEnabled():
            event.accept()
            self.click()
        else:
            super().keyPressEvent(event)


def colour_of(label: QLabel, colour: str) -> None:
    """Give a label one of the state colours."""
    palette = label.palette()
    # Of a quiet label it is another role than of one in plain ink.
    palette.setColor(label.foregroundRole(), colour)
    label.setPalette(palette)


def side_by_side(*widgets: QWidget) -> QHBoxLayout:
    """Widgets in a row at the left."""
    row = QHBoxLayout()
    row.setSpacing(24)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
