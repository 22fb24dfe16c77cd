"""The line under the bar that says who may write the open file: nobody here, for now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui import style
from ui.file_actions import FileActions
from ui.labels import button
from ui.session import Session
from ui.told_line import ToldLine

READ_ONLY = (
    "▲ 这个文件正在另一个窗口里打开着，这里只能看。那边关闭后，这里就可以改；要现在改，请另存一份。"
)
FREE = "那边已经关闭，现在可以在这里改了。"


class AccessLine(ToldLine):
    """Hidden while the file may be written."""

    def __init__(self, session: Session, files: FileActions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._told = False
        self._path: Path | None = None
        self.save_as = button("另存为…")
        self.save_as.clicked.connect(files.save_as)
        self.lay_out(self.save_as)
        session.access_changed.connect(self.refresh)
        session.edit_refused.connect(self._insist)

    def refresh(self) -> None:
        """Show who may write the file now."""
        is_read_only = self._session.file.is_read_only
        was_read_only = self._told and self._session.path == self._path
        self._told, self._path = is_read_only, self._session.path
        if not is_read_only and not was_read_only:
            # Said once; it stays until the clerk has seen it or opens something else.
            self.hide()
            return
        self.say(READ_ONLY if is_read_only else FREE, style.current().ink)
        self.save_as.setVisible(is_read_only)
        self.close_button.setVisible(not is_read_only)
        self.show()

    def _insist(self) -> None:
        """The clerk typed all the same."""
        self.say(READ_ONLY, style.current().wrong)

    def ground(self) -> str:
        colours = style.current()
        return colours.mismatch_tint if self._told else colours.computed
