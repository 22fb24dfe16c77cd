"""The window: the pages of the wizard, above them the bar, and what is made after them.

For the first paint only the first page is made. Everything else (``ui.desk``: the report, the
other pages, the bar, the side list) follows piece by piece, so that the window answers all
the while; what is asked for before it is there is made at once.
"""

from __future__ import annotations

import gc
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import recent
from ui.pages.start import StartPage
from ui.pieces import PIECES
from ui.wizard import Wizard

if TYPE_CHECKING:
    # PySide makes a class when it is first imported; the first paint does without these.
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent

    from forms.saving.unfinished import Unfinished
    from ui.collecting.office_window import OfficeWindow
    from ui.desk import Desk
    from ui.file_actions import FileActions
    from ui.pages.step_page import StepPage
    from ui.session import Session

SIZE = (1180, 700)
ROOMY = (1400, 800)
"""A smaller screen is used as a whole."""
SETTLE_MS = 15
"""After the first paint the window system still places and sizes the window; let it."""
BREATH_MS = 1
"""Between two pieces the window answers."""


def show_with_room(window: QWidget) -> None:
    """Show a window; on a small screen as large as that."""
    room = window.screen().availableSize()
    if room.width() < ROOMY[0] or room.height() < ROOMY[1]:
        window.showMaximized()
    else:
        window.show()


class Window(QWidget):
    """The window. With a session it is complete at once; without, after the first paint."""

    def __init__(self, session: Session | None = None) -> None:
        super().__init__()
        self._desk: Desk | None = None
        self._making = self._make_desk(session)
        self._is_painted = False
        self._is_logged_off = False
        self._office: OfficeWindow | None = None
        self.setWindowTitle("年报填报")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.start = StartPage()
        self.wizard = Wizard(self, self.start)
        self.start.last_year_asked.connect(self._begin_from_last_year)
        self.start.open_asked.connect(self._ask_and_open)
        self.start.blank_asked.connect(self._begin_blank)
        self.start.file_asked.connect(self._open_path)
        self.start.go_on_asked.connect(self._go_on)
        self.start.copies_asked.connect(self._ask_and_open_copy)
        self.start.office_asked.connect(self.open_office)
        self.setAcceptDrops(True)
        geometry = recent.window_geometry()
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(QSize(*SIZE).boundedTo(self.screen().availableSize()))
        if session is None:
            # What stands by now stays: no later collection of garbage need look through it,
            # which would hold up the clerk for a moment each time.
            gc.freeze()
        else:
            self._complete()

    # --- what is made after the first paint ----------------------------------------------

    @property
    def desk(self) -> Desk:
        """The report, the pages, the bar and the side list."""
        if self._desk is None:
            self._complete()
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

    def _complete(self) -> None:
        for _ in self._making:
            pass

    def _make_desk(self, session: Session | None) -> Iterator[None]:
        """Piece by piece; after each the window may answer."""
        for name in PIECES:
            importlib.import_module(name)
            yield
        from forms.edition_file import editions_one_by_one
        from ui.chinese import speak_chinese
        from ui.desk import Desk

        speak_chinese()
        for _ in editions_one_by_one():
            yield
        open_session = _session_with_journal() if session is None else session
        yield
        desk = Desk(self, open_session)
        yield
        yield from desk.furnish()
        self._desk = desk
        self.wizard.currentIdChanged.connect(self._arrive)
        self._arrive()
        if session is None:
            desk.is_ready.connect(gc.freeze)
            QTimer.singleShot(0, self, self.files.offer_dropped_editions)

    def _make_next_piece(self) -> None:
        gc.freeze()
        next(self._making, None)
        if self._desk is None:
            QTimer.singleShot(BREATH_MS, self, self._make_next_piece)

    def _begin_from_last_year(self) -> None:
        self.files.ask_and_begin_from()

    def _ask_and_open(self) -> None:
        self.files.ask_and_open()

    def _ask_and_open_copy(self) -> None:
        self.files.ask_and_open_copy()

    def _begin_blank(self) -> None:
        self.files.begin_blank()

    def _open_path(self, path: Path) -> None:
        self.files.open_path(path)

    def _go_on(self, unfinished: Unfinished) -> None:
        self.files.go_on(unfinished)

    def open_office(self) -> OfficeWindow:
        """The second window, on a folder of returns; the one that is there comes forward."""
        from ui.collecting.doors import made_for

        if self._office is None:
            self._office = made_for(self)
        if not self._office.isVisible():
            show_with_room(self._office)
        self._office.raise_()
        self._office.activateWindow()
        return self._office

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._desk is not None:
            self._desk.side_list.fit(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(SETTLE_MS, self, self._make_next_piece)

    # --- moving --------------------------------------------------------------------------

    @property
    def current_key(self) -> str:
        """The key of the page that is shown; empty on the first page."""
        here = self.wizard.currentId()
        return next((key for key, number in self.desk.ids.items() if number == here), "")

    def step_page(self, key: str) -> StepPage:
        """The page of a step."""
        return self.desk.pages[key]

    def go_to(self, key: str) -> None:
        """Show a step."""
        number = self.desk.ids[key]
        if number != self.wizard.currentId():
            self.session.end_of_edit()
            self.wizard.jump_to(number)

    def move_by(self, count: int) -> None:
        """The next page or the one before, in the order of the form; never past the ends."""
        keys = self.desk.walk()
        if self.current_key not in keys:
            return
        wanted = keys.index(self.current_key) + count
        if 0 <= wanted < len(keys):
            self.go_to(keys[wanted])

    def go_to_place(self, place: object) -> None:
        """Show where a Finding, an Address or a section's key stands, and put the focus there."""
        from ui.steps import REVIEW

        key = self.desk.step_of_place(place)
        if key is None:
            return
        from_review = self.current_key == REVIEW
        self.go_to(key)
        self.desk.return_button.setVisible(from_review)
        self.step_page(key).go_to_place(place)

    def _arrive(self) -> None:
        page = self.wizard.currentPage()
        if page is not None:
            self.desk.show_place(self.current_key)
            page.setFocus()

    # --- files that are dropped ----------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            # The program that the file comes from waits for this to return: ask afterwards.
            place = self.mapToGlobal(event.position().toPoint())
            QTimer.singleShot(0, self, lambda: self.desk.offer_dropped(path, place))

    # --- ending --------------------------------------------------------------------------

    def stay_recoverable(self) -> None:
        """The session ends and nobody can be asked: what is open is offered at the next start.

        Every edit is in the journal already; closing must only not take it away.
        """
        self._is_logged_off = True

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._desk is not None and self._is_logged_off:
            self._desk.leave_as_it_is()
        elif self._desk is not None and not self._desk.may_close():
            event.ignore()
            return
        if self._office is not None:
            self._office.close()
        recent.remember_geometry(self.saveGeometry())
        event.accept()


def _session_with_journal() -> Session:
    from forms.data_folder import backup_folder
    from forms.saving.journal import Journal
    from ui.going_on import journal_folder
    from ui.session import Session

    return Session(journal=Journal(journal_folder()), backups=backup_folder())


def _dropped_file(data: QMimeData) -> Path | None:
    """The one file that is dragged here; None for several, for folders, for anything else."""
    places = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return places[0] if len(places) == 1 and places[0].is_file() else None
