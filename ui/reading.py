"""A report read from any file, without stopping the window: in a worker that can be ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from forms.errors import Cause, FileError
from forms.reading.worker import Reading
from forms.refusals import error_sentence
from forms.report import Report
from ui.background import Work


class ReportReader(QObject):
    """One file at a time; another one ends the reading of the one before.

    Signals: ``begun`` with the file's name; ``progressed`` with the steps done and their
    number; ``ended`` when nothing is being read any more; ``refused`` with the sentence that
    says why a file could not be read.
    """

    begun = Signal(str)
    progressed = Signal(int, int)
    ended = Signal()
    refused = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._reading: Reading | None = None

    @property
    def is_reading(self) -> bool:
        """True while a file is being read."""
        return self._reading is not None

    def read(self, path: Path, then: Callable[[Report], None]) -> None:
        """Read the file, and hand its report on; nothing is handed on after ``cancel``."""
        self.cancel()
        reading = Reading(path)

        def task() -> Report:
            return reading.result(self.progressed.emit)

        wanted = False

        def end() -> None:
            nonlocal wanted
            wanted = self._end(reading)

        def take(report: Report) -> None:
            if wanted:
                then(report)

        def refuse(error: FileError) -> None:
            if wanted and error.cause is not Cause.CANCELLED:
                self.refused.emit(error_sentence(error))

        self._reading = reading
        self.begun.emit(path.name)
        Work(self, task, take, refuse, end).begin()

    def cancel(self) -> None:
        """Read on no more."""
        if self._reading is not None:
            self._reading.cancel()
            self._end(self._reading)

    def wait(self) -> None:
        """End what is being read before the window goes."""
        self.cancel()
        for work in self.findChildren(QThread):
            work.wait()

    def _end(self, reading: Reading) -> bool:
        """False where this reading was given up before."""
        if self._reading is not reading:
            return False
        self._reading = None
        self.ended.emit()
        return True
