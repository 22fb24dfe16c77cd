"""The window: the pages of the wizard, above them the bar, and what is made after them.

For the first paint only the first page is made. Everything else (``ui.desk``: the report, the
other pages, the bar, the side list) follows piece by piece, so that the window answers all
the while; what is asked for before it is there is made at once.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import recent
from ui.pages.start import StartPage
from ui.wizard import Wizard

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.file_actions import FileActions
    from ui.session import Session

SIZE = (1180, 700)
SETTLE_MS = 15
"""After the first paint the window system still places and sizes the window; let it."""
BREATH_MS = 1
"""Between two pieces the window answers."""

PIECES = (
    "forms.edition",
    "forms.edition_file",
    "forms.equations",
    "forms.check",
    "forms.store",
    "ui.session",
    "ui.file_actions",
    "ui.side_list",
    "ui.pages.cover",
    "ui.pages.prose",
    "ui.pages.review",
    "ui.table_model",
    "ui.table_view",
    "ui.desk",
)
"""Modules that the desk needs, each imported in a moment."""


class Window(QWidget):
    """The window. With a session it is complete at once; without, after the first paint."""

    def __init__(self, session: Session | None = None) -> None:
        super().__init__()
        self._desk: Desk | None = None
        self._pieces = list(PIECES)
        self.setWindowTitle("年报填报")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.start = StartPage()
        self.wizard = Wizard(self, self.start)
        self.start.open_asked.connect(self._ask_and_open)
        self.start.blank_asked.connect(self._begin_blank)
        self.start.file_asked.connect(self._open_path)
        geometry = recent.window_geometry()
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(QSize(*SIZE).boundedTo(self.screen().availableSize()))
        if session is not None:
            self._complete(session)

    # --- what is made after the first paint ----------------------------------------------

    @property
    def desk(self) -> Desk:
        """The report, the pages, the bar and the side list."""
        if self._desk is None:
            from ui.session import Session

            self._complete(Session())
        assert self._desk is not None
        return self._desk

    @property
    def session(self) -> Session:
        """The open report."""
        return self.desk.session

    @property
    def files(self) -> FileActions:
        """Opening and saving."""
        return self.desk.files

    def _complete(self, session: Session) -> None:
        from ui.desk import Desk

        self._desk = Desk(self, session)
        self._desk.furnish()
        self.wizard.currentIdChanged.connect(self._arrive)
        self._arrive()

    def _make_next_piece(self) -> None:
        if self._desk is not None:
            return
        if not self._pieces:
            self._complete_now()
            return
        importlib.import_module(self._pieces.pop(0))
        QTimer.singleShot(BREATH_MS, self, self._make_next_piece)

    def _complete_now(self) -> None:
        assert self.desk is not None

    def _ask_and_open(self) -> None:
        self.files.ask_and_open()

    def _begin_blank(self) -> None:
        self.files.begin_blank()

    def _open_path(self, path: Path) -> None:
        self.files.open_path(path)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._pieces and self._desk is None and not self._is_loading:
            self._is_loading = True
            QTimer.singleShot(SETTLE_MS, self, self._make_next_piece)
