"""A small field for plain words; undo belongs to the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Signal
from PySide6.QtGui import QFocusEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.pasted import holds_files, pasted_words
from ui.prose_editor import leave_to_window
from ui.text_places import to_document


class NoteEdit(QPlainTextEdit):
    """Several lines. Signal ``left``: the focus went elsewhere."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not holds_files(source)

    def select(self, start: int, end: int) -> None:
        """Select ``start:end`` of the text and bring it into sight."""
        text = self.toPlainText()
        if start <= end <= len(text):
            cursor = self.textCursor()
            cursor.setPosition(to_document(text, start))
            cursor.setPosition(to_document(text, end), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(pasted_words(source, self))

    def event(self, event: QEvent) -> bool:
        if leave_to_window(event):
            event.ignore()
            return False
        return bool(super().event(event))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class LineField(QLineEdit):
    """One line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)

    def event(self, event: QEvent) -> bool:
        if leave_to_window(event):
            event.ignore()
            return False
        return bool(super().event(event))
