"""Opening, saving, beginning: with the question that keeps unsaved work safe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from forms.carry import BadYear, YearUnknown, carry
from forms.data_folder import backup_folder
from forms.errors import FileError, UnreadableFile, UnwritableFile
from forms.new_edition import dropped_editions
from forms.refusals import error_sentence
from forms.report import Report
from forms.saving.store import SUFFIX, load
from forms.saving.unfinished import Unfinished
from ui import file_dialog, recent, typed
from ui.dialogs import (
    Answer,
    ChangedQuestion,
    Notice,
    NotKeptNotice,
    NotSavedQuestion,
    OpenFile,
    SaveFile,
    Taken,
    UnfinishedQuestion,
    UnsavedQuestion,
    YearQuestion,
)
from ui.going_on import (
    HELD_WORDS,
    caution_words,
    not_copied_words,
    offer_words,
    refusal_words,
    unfinished_of,
)
from ui.new_edition import EDITION_SUFFIX, offer
from ui.other_window import other_window
from ui.reading import ReportReader
from ui.session import Session

UNNAMED = "未命名的报告"
LAST_YEAR = "选择去年的报告"
ASK_AGAIN_MS = 2000
"""How often a window that may not write a file asks whether it may by now."""


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
        self._last_read: Path | None = None
        self._is_not_copied_told = False
        self.asking_again = QTimer(self, interval=ASK_AGAIN_MS)
        self.asking_again.timeout.connect(self._ask_again)
        session.access_changed.connect(self._watch_access)
        # In the middle of an edit no window may open.
        session.keeper.refused.connect(self._tell_refused, Qt.ConnectionType.QueuedConnection)

    # --- leaving what is open ----------------------------------------------------------

    def may_leave(self) -> bool:
        """True where nothing would be lost, or the clerk decided."""
        typed.take_over(self._window)
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
        from export.delivery import file_stem

        report = self._session.report
        return file_stem(report, self._session.edition) if report.agency.strip() else ""

    # --- beginning and opening ----------------------------------------------------------

    def begin_blank(self) -> None:
        """A new empty report of the newest edition."""
        if self.may_leave():
            newest = list(self._session.editions)[-1]
            self._show(Report(edition=newest))

    def begin_with(self, report: Report) -> None:
        """A report that was made elsewhere, to be filled in further."""
        if self.may_leave():
            self._show(report)

    def ask_and_open(self) -> None:
        """Let the clerk choose a file, then open it."""
        self._ask(self.open_path)

    def ask_and_begin_from(self) -> None:
        """Let the clerk choose last year's report, then begin this year's from it."""
        self._ask(self.begin_from, LAST_YEAR)

    def ask_and_compare(self) -> None:
        """Let the clerk choose last year's report, to lie beside the open one."""
        self._ask(self.compare_with, LAST_YEAR)

    def _ask(self, then: Callable[[Path], object], *title: str) -> None:
        path = OpenFile.ask(self._window, self._folder(), *title)
        if path is not None:
            then(path)

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
            self._read(path, self._unless_changed(lambda report: self._show_read(report, path)))

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
        if recovered.path is not None and self._session.path is None:
            caution = HELD_WORDS + caution
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
        self._last_read = path
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
        self._take_in(draft, last_year, self.opened.emit)

    def _show(self, report: Report) -> None:
        self.reader.cancel()
        self.saved_at = None
        self._session.open_report(report)
        self.opened.emit()

    def _show_read(self, report: Report, path: Path) -> None:
        self._take_in(report, None, self.opened.emit)
        recent.remember(path)

    def _take_in(
        self, report: Report, last_year: Report | None, then: Callable[[], object]
    ) -> None:
        """To take a report in, to look through it and to show it are three moments' work."""
        self.reader.cancel()
        self.saved_at = None
        self._session.open_report(report, last_year=last_year, later=True)

        def look_through() -> None:
            self._session.judgement.tell()
            QTimer.singleShot(0, self, then)

        QTimer.singleShot(0, self, look_through)

    def wait(self) -> None:
        """End what runs in the background before the window goes."""
        self.reader.wait()

    # --- saving ------------------------------------------------------------------------

    def save(self) -> bool:
        """Save to the report's file; ask for one where there is none. False: not saved."""
        typed.take_over(self._window)
        path = self._session.path
        if path is None or self._session.file.is_read_only:
            return self.save_as()
        if self._session.file.is_changed:
            return self._save_over_changed(path)
        return self._save_to(path)

    def save_as(self) -> bool:
        """Ask for a file and save there. False: not saved."""
        typed.take_over(self._window)
        stem = self.suggested_stem() or UNNAMED
        path = SaveFile.ask(self._window, self._folder() / (stem + SUFFIX))
        return path is not None and self._save_to(path)

    def _save_over_changed(self, path: Path) -> bool:
        """Somebody else has written the file meanwhile: only the clerk can know which is right."""
        answer = ChangedQuestion.ask(self._window, path.name)
        if answer is Taken.LOOK:
            other_window(path)
        if answer is Taken.ELSEWHERE:
            return self.save_as()
        return answer is Taken.REPLACE and self._save_to(path)

    def _save_to(self, path: Path) -> bool:
        try:
            self._session.save(path)
        except UnwritableFile as error:
            return NotSavedQuestion.ask(self._window, error_sentence(error)) and self.save_as()
        self.saved_at = datetime.now()
        self.saved.emit()
        recent.remember(path)
        self._tell_not_copied()
        return True

    def _tell_not_copied(self) -> None:
        """Once is enough: the save itself went well."""
        error = self._session.file.not_copied
        if error is not None and not self._is_not_copied_told:
            self._is_not_copied_told = True
            Notice.tell(self._window, not_copied_words(error))

    # --- what another window holds -------------------------------------------------------

    def _watch_access(self) -> None:
        if not self._session.file.is_read_only:
            self.asking_again.stop()
        elif not self.asking_again.isActive():
            self.asking_again.start()

    def _ask_again(self) -> None:
        try:
            self._session.ask_again()
        except FileError as error:
            self.reader.refused.emit(error_sentence(error))

    # --- older versions ------------------------------------------------------------------

    def ask_and_open_copy(self) -> None:
        """Let the clerk choose an older version of a saved file, then show it."""
        from ui.older_versions import OlderVersions

        copy = OlderVersions.ask(self._window, backup_folder(), self._session.path)
        if copy is None or not self.may_leave():
            return
        self.reader.cancel()
        try:
            self._session.open_copy(load(copy, self._session.editions))
        except FileError as error:
            self.reader.refused.emit(error_sentence(error))
            return
        self.saved_at = None
        self.opened.emit()

    def _tell_refused(self, error: UnwritableFile) -> None:
        if NotKeptNotice.ask(self._window, error_sentence(error)):
            self.save_as()

    def _folder(self) -> Path:
        last = self._session.path or self._last_read or next(iter(recent.recent_files()), None)
        return last.parent if last is not None else file_dialog.documents()
