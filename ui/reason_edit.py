"""One line in which the clerk says why a warning is right all the same."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.labels import button
from ui.note_edit import LineField

_INDENT = 22


class ReasonEdit(QWidget):
    """Signals: ``given`` carries the reason ("" takes it away), ``left`` means never mind."""

    given = Signal(str)
    left = Signal()

    def __init__(self, reason: str, explained: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = LineField()
        self.field.setText(reason)
        self.field.setAccessibleName("情况说明")
        self.field.setPlaceholderText("一句话说明原因，例如：申请人本年集中提出，数量属实。")
        self.keep = button("记下")
        self.keep.clicked.connect(self._give)
        self.cancel = button("取消", "quiet")
        self.cancel.clicked.connect(self.left)
        self.remove = button("去掉说明", "quiet")
        self.remove.setVisible(explained)
        self.remove.clicked.connect(lambda: self.given.emit(""))
        row = QHBoxLayout(self)
        row.setContentsMargins(_INDENT, 4, 4, 8)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        for made in (self.keep, self.remove, self.cancel):
            row.addWidget(made)
        self.setFocusProxy(self.field)

    def copied(self) -> ReasonEdit:
        """Another one that goes on where this one stands."""
        made = ReasonEdit(self.field.text(), self.remove.isVisibleTo(self))
        made.field.setModified(self.field.isModified())
        made.field.setCursorPosition(self.field.cursorPosition())
        return made

    def keep_what_is_typed(self) -> None:
        """The window goes or is saved, and the clerk has not said 记下 yet."""
        if self.isVisible() and self.field.isModified() and self.field.text().strip():
            self._give()

    def _give(self) -> None:
        if self.field.text().strip():
            self.given.emit(self.field.text())
        else:
            self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc end here; the list behind must not take them for its own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            event.accept()
