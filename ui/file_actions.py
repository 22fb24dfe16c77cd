"""Opening, saving, beginning anew: with the question that keeps unsaved work safe."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from forms.errors import FileError, UnwritableFile
from forms.report import Report
from forms.store import SUFFIX
from forms.wording import error_sentence
from ui import recent
from ui.background import Work
from ui.dialogs import Answer, Notice, OpenFile, SaveFile, UnsavedQuestion
from ui.session import Session

UNNAMED = "未命名的报告"


class FileActions(QObject):
    """Signals: ``opened`` when another report is shown; ``reading`` while one is being read;
    ``saved`` when a file was written.
    """

    opened = Signal()
    saved = Signal()
    reading = Signal(bool)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._work: Work[Report] | None = None
        self.saved_at: datetime | None = None

    # --- leaving what is open ----------------------------------------------------------

    def may_leave(self) -> bool:
        """True where nothing would be lost, or the clerk decided."""
        if not self._session.unsaved:
            return True
        answer = UnsavedQuestion.ask(self._window, self.name())
        if answer is Answer.SAVE:
            return self.save()
        return answer is Answer.DISCARD

    def name(self) -> str:
        """What the open report is called in a question."""
        if self._session.path is not None:
            return self._session.path.name
        return self.suggested_stem() or UNNAMED

    def suggested_stem(self) -> str:
        """A name for its files: the title. Empty while the agency is not known."""
        from export.layout import report_title

        report = self._session.report
        if not report.agency.strip():
            return ""
        title = report_title(report, self._session.edition)
        return "".join("_" if sign in '\\/:*?"<>|\n\t' else sign for sign in title).strip()

    # --- opening -----------------------------------------------------------------------

    def begin_blank(self) -> None:
        """A new empty report of the newest edition."""
        if self.may_leave():
            newest = list(self._session.editions)[-1]
            self.saved_at = None
            self._session.open_report(Report(edition=newest))
            self.opened.emit()

    def ask_and_open(self) -> None:
        """Let the clerk choose a file, then open it."""
        path = OpenFile.ask(self._window, self._folder())
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open a saved file, or read a report from any other one."""
        if self._work is not None or not self.may_leave():
            return
        if path.suffix.lower() == SUFFIX:
            self._open_saved(path)
        else:
            self._read(path)

    def _open_saved(self, path: Path) -> None:
        try:
            self._session.open_file(path)
            self.saved_at = datetime.fromtimestamp(path.stat().st_mtime)
        except FileError as error:
            Notice.tell(self._window, error_sentence(error))
            return
        recent.remember(path)
        self.opened.emit()

    def _read(self, path: Path) -> None:
        def read() -> Report:
            from forms.reading.open_file import read_report

            return read_report(path)

        def show(report: Report) -> None:
            self._end_reading()
            self.saved_at = None
            self._session.open_report(report)
            recent.remember(path)
            self.opened.emit()

        def refuse(error: FileError) -> None:
            self._end_reading()
            Notice.tell(self._window, error_sentence(error))

        self._work = Work(self, read, show, refuse)
        QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        self.reading.emit(True)
        self._work.start()

    def _end_reading(self) -> None:
        self._work = None
        QApplication.restoreOverrideCursor()
        self.reading.emit(False)

    def wait(self) -> None:
        """Let a running task end before the window goes."""
        if self._work is not None:
            self._work.wait()

    # --- saving ------------------------------------------------------------------------

    def save(self) -> bool:
        """Save to the report's file; ask for one where there is none. False: not saved."""
        path = self._session.path
        return self._save_to(path) if path is not None else self.save_as()

    def save_as(self) -> bool:
        """Ask for a file and save there. False: not saved."""
        stem = self.suggested_stem() or UNNAMED
        folder = self._folder() or Path.home()
        path = SaveFile.ask(self._window, folder / (stem + SUFFIX))
        return path is not None and self._save_to(path)

    def _save_to(self, path: Path) -> bool:
        try:
            self._session.save(path)
        except UnwritableFile as error:
            Notice.tell(self._window, error_sentence(error))
            return False
        self.saved_at = datetime.now()
        self.saved.emit()
        recent.remember(path)
        return True

    def _folder(self) -> Path | None:
        if self._session.path is not None:
            return self._session.path.parent
        files = recent.recent_files()
        return files[0].parent if files else None
