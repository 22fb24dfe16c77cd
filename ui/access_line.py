"""The line under the bar that says who may write the open file: nobody here, for now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import style
from ui.file_actions import FileActions
from ui.labels import button, colour_of, wrapping_words
from ui.session import Session

READ_ONLY = (
    "▲ 这个文件正在另一个窗口里打开着，这里只能看。那边关闭后，这里就可以改；要现在改，请另存一份。"
)
FREE = "那边已经关闭，现在可以在这里改了。"


class AccessLine(QWidget):
    """Hidden while the file may be written."""

    def __init__(self, session: Session, files: FileActions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._told = False
        self._path: Path | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.words = wrapping_words()
        self.save_as = button("另存为…")
        self.save_as.clicked.connect(files.save_as)
        self.close_button = button("知道了")
        self.close_button.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 12, 7)
        layout.setSpacing(12)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.save_as)
        layout.addWidget(self.close_button)
        session.access_changed.connect(self.refresh)
        session.edit_refused.connect(self._insist)
        self.hide()

    def refresh(self) -> None:
        """Show who may write the file now."""
        is_read_only = self._session.file.is_read_only
        was_read_only = self._told and self._session.path == self._path
        self._told, self._path = is_read_only, self._session.path
        if not is_read_only and not was_read_only:
            # Said once; it stays until the clerk has seen it or opens something else.
            self.hide()
            return
        self._say(READ_ONLY if is_read_only else FREE, style.current().ink)
        self.save_as.setVisible(is_read_only)
        self.close_button.setVisible(not is_read_only)
        self.show()

    def _insist(self) -> None:
        """The clerk typed all the same."""
        self._say(READ_ONLY, style.current().wrong)

    def _say(self, words: str, colour: str) -> None:
        self.words.setText(words)
        colour_of(self.words, colour)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = style.current()
        painter = QPainter(self)
        ground = colours.mismatch_tint if self._told else colours.computed
        painter.fillRect(self.rect(), QColor(ground))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.line))
