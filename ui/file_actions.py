"""Opening, saving, beginning: with the question that keeps unsaved work safe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from forms.carry import BadYear, YearUnknown, carry
from forms.errors import FileError, UnreadableFile, UnwritableFile
from forms.new_edition import dropped_editions
from forms.refusals import error_sentence
from forms.report import Report
from forms.saving.store import SUFFIX, load
from forms.saving.unfinished import Unfinished
from ui import recent
from ui.dialogs import (
    Answer,
    Notice,
    NotKeptNotice,
    OpenFile,
    SaveFile,
    UnfinishedQuestion,
    UnsavedQuestion,
    YearQuestion,
)
from ui.going_on import caution_words, offer_words, refusal_words, unfinished_of
from ui.new_edition import EDITION_SUFFIX, offer
from ui.reading import ReportReader
from ui.session import Session

UNNAMED = "未命名的报告"
LAST_YEAR = "选择去年的报告"


class FileActions(QObject):
    """Signals: ``opened`` when another report is shown; ``saved`` when a file was written.

    ``reader`` tells of a file that is being read, and of one that could not be.
    """

    opened = Signal()
    saved = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.reader = ReportReader(self)
        self.saved_at: datetime | None = None
        # In the middle of an edit no window may open.
        session.keeper.refused.connect(self._tell_refused, Qt.ConnectionType.QueuedConnection)

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

    # --- beginning and opening ----------------------------------------------------------

    def begin_blank(self) -> None:
        """A new empty report of the newest edition."""
        if self.may_leave():
            newest = list(self._session.editions)[-1]
            self._show(Report(edition=newest))

    def ask_and_open(self) -> None:
        """Let the clerk choose a file, then open it."""
        path = OpenFile.ask(self._window, self._folder())
        if path is not None:
            self.open_path(path)

    def ask_and_begin_from(self) -> None:
        """Let the clerk choose last year's report, then begin this year's from it."""
        path = OpenFile.ask(self._window, self._folder(), LAST_YEAR)
        if path is not None:
            self.begin_from(path)

    def ask_and_compare(self) -> None:
        """Let the clerk choose last year's report, to lie beside the open one."""
        path = OpenFile.ask(self._window, self._folder(), LAST_YEAR)
        if path is not None:
            self.compare_with(path)

    def open_path(self, path: Path) -> None:
        """Open a saved file, read a report from any other one, or offer a new edition."""
        if path.suffix.lower() == EDITION_SUFFIX:
            self.offer_edition(path)
            return
        if not self.may_leave():
            return
        if path.suffix.lower() == SUFFIX:
            self._open_saved(path)
        else:
            self._read(path, self._unless_changed(lambda report: self._show(report, path=path)))

    def offer_edition(self, path: Path) -> bool:
        """Show what a new edition of the form changes; take it in where the clerk agrees."""
        if not offer(self._window, path):
            return False
        self._session.renew_editions()
        return True

    def offer_dropped_editions(self) -> None:
        """Offer what was put into the data folder; one that is taken in is gone from there."""
        for path in dropped_editions():
            if self.offer_edition(path):
                path.unlink(missing_ok=True)

    def begin_from(self, path: Path) -> None:
        """This year's draft from last year's report in any file, which stays beside it."""
        if self.may_leave():
            self._read(path, self._unless_changed(self._carry))

    def compare_with(self, path: Path) -> None:
        """Last year's report from any file beside the open one, which stays open."""
        self._read(path, self._session.compare_with)

    def go_on(self, unfinished: Unfinished) -> None:
        """Go on with what was cut off, exactly where it stood."""
        if not self.may_leave():
            return
        self.reader.cancel()
        try:
            recovered = self._session.go_on(unfinished)
        except UnreadableFile as error:
            self.reader.refused.emit(refusal_words(error))
            return
        self.saved_at = None
        self.opened.emit()
        caution = caution_words(recovered, unfinished.path)
        if caution:
            Notice.tell(self._window, caution)

    def _open_saved(self, path: Path) -> None:
        unfinished = unfinished_of(path)
        if unfinished is not None:
            answer = UnfinishedQuestion.ask(self._window, offer_words(unfinished, date.today()))
            if answer is None:
                return
            if answer:
                self.go_on(unfinished)
                return
        self.reader.cancel()
        try:
            self._session.open_file(path)
            self.saved_at = datetime.fromtimestamp(path.stat().st_mtime)
        except FileError as error:
            self.reader.refused.emit(error_sentence(error))
            return
        recent.remember(path)
        self.opened.emit()

    def _read(self, path: Path, then: Callable[[Report], None]) -> None:
        """``then`` gets the report in any file, at once or when a worker has read it."""
        if path.suffix.lower() != SUFFIX:
            self.reader.read(path, then)
            return
        self.reader.cancel()
        try:
            report = load(path, self._session.editions).report
        except FileError as error:
            self.reader.refused.emit(error_sentence(error))
            return
        # What was once told of how it began is of no use now.
        then(report.replace(remarks=()))

    def _unless_changed(self, then: Callable[[Report], None]) -> Callable[[Report], None]:
        """While a file was read the clerk may have typed on: then the question comes again."""
        asked_of = self._session.report

        def go_on(report: Report) -> None:
            if self._session.report is asked_of or self.may_leave():
                then(report)

        return go_on

    def _carry(self, last_year: Report) -> None:
        try:
            draft = carry(last_year, editions=self._session.editions)
        except (YearUnknown, BadYear):
            year = YearQuestion.ask(self._window)
            if year is None:
                return
            last_year = last_year.replace(year=year - 1)
            draft = carry(last_year, editions=self._session.editions)
        self._show(draft, last_year)

    def _show(
        self, report: Report, last_year: Report | None = None, path: Path | None = None
    ) -> None:
        self.reader.cancel()
        self.saved_at = None
        self._session.open_report(report, last_year=last_year)
        if path is not None:
            recent.remember(path)
        self.opened.emit()

    def wait(self) -> None:
        """End what runs in the background before the window goes."""
        self.reader.wait()

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

    def _tell_refused(self, error: UnwritableFile) -> None:
        if NotKeptNotice.ask(self._window, error_sentence(error)):
            self.save_as()

    def _folder(self) -> Path | None:
        if self._session.path is not None:
            return self._session.path.parent
        files = recent.recent_files()
        return files[0].parent if files else None
