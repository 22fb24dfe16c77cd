"""The wizard: one page per step, any of which can be gone to at any time.

For the first paint only the first page is made. Everything else (``ui.desk``: the report, the
other pages, the bar, the side list) is made right after it, or as soon as it is asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QWizard

from ui import recent
from ui.pages.start import StartPage

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.file_actions import FileActions
    from ui.pages.step_page import StepPage
    from ui.session import Session

START_ID = 0
SIZE = (1180, 700)
SETTLE_MS = 15
"""After the first paint the window system still places and sizes the window; let it."""


class Wizard(QWizard):
    """The window. With a session it is complete at once; without, after the first paint."""

    def __init__(self, session: Session | None = None) -> None:
        super().__init__(None)
        self._desk: Desk | None = None
        self._start = StartPage()
        self.setWindowTitle("年报填报")
        self.setWindowFlags(Qt.WindowType.Window)
        self.setWizardStyle(QWizard.WizardStyle.ClassicStyle)
        self.setOption(QWizard.WizardOption.IndependentPages)
        self.setButtonLayout([QWizard.WizardButton.Stretch])
        self.setPage(START_ID, self._start)
        self._start.open_asked.connect(self._ask_and_open)
        self._start.blank_asked.connect(self._begin_blank)
        self._start.file_asked.connect(self._open_path)
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
        self.currentIdChanged.connect(self._arrive)
        self._arrive(self.currentId())

    def _ask_and_open(self) -> None:
        self.files.ask_and_open()

    def _begin_blank(self) -> None:
        self.files.begin_blank()

    def _open_path(self, path: Path) -> None:
        self.files.open_path(path)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._desk is None:
            QTimer.singleShot(SETTLE_MS, self, lambda: self.desk)

    # --- moving --------------------------------------------------------------------------

    @property
    def current_key(self) -> str:
        """The key of the step that is shown; empty on the first page."""
        ids = self.desk.ids
        return next((key for key, number in ids.items() if number == self.currentId()), "")

    def step_page(self, key: str) -> StepPage:
        """The page of a step."""
        return self.desk.pages[key]

    def go_to(self, key: str) -> None:
        """Show a step. The history of QWizard knows one way only, so each jump starts it anew."""
        number = self.desk.ids[key]
        if number != self.currentId():
            self.session.end_of_edit()
            self.setStartId(number)
            self.restart()

    def move_by(self, count: int) -> None:
        """The next step or the one before, in the order of the form; never past the ends."""
        keys = list(self.desk.ids)
        here = keys.index(self.current_key) if self.current_key else -1
        wanted = here + count
        if self.current_key and 0 <= wanted < len(keys):
            self.go_to(keys[wanted])

    def go_to_place(self, place: object) -> None:
        """Show where a Finding or an Address stands, and put the focus there."""
        from ui.steps import REVIEW

        key = self.desk.step_of_place(place)
        if key is None:
            return
        from_review = self.current_key == REVIEW
        self.go_to(key)
        self.desk.return_button.setVisible(from_review)
        self.step_page(key).go_to_place(place)

    def _arrive(self, number: int) -> None:
        if number >= 0 or self.currentPage() is not None:
            self.desk.show_place(self.current_key)
            self.currentPage().setFocus()

    # --- ending --------------------------------------------------------------------------

    def reject(self) -> None:
        """Esc belongs to the cell that is being typed; it never closes the window."""

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._desk is not None and not self._desk.may_close():
            event.ignore()
            return
        recent.remember_geometry(self.saveGeometry())
        event.accept()
