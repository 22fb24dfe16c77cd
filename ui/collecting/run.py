"""Reading and checking a folder off the window's thread, with progress and a way to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from forms.collecting.collecting import Request, collect
from forms.collecting.collection import Collection
from forms.collecting.folder_reading import Progress
from forms.collecting.result_store import ResultStore, cache_file
from forms.collecting.workers import Cancelled, Workers, processes
from forms.errors import FileError
from forms.refusals import error_sentence
from ui.background import Work

Outcome = TypeVar("Outcome")


class CollectingRun(QObject):
    """One run at a time. Signals: ``progressed`` carries a Progress, ``collected`` a Collection,
    ``stopped`` nothing (the person stopped it), ``refused`` a sentence.
    """

    progressed = Signal(object)
    collected = Signal(object)
    stopped = Signal()
    refused = Signal(str)

    def __init__(
        self, parent: QObject | None = None, workers: Callable[[], Workers] = processes
    ) -> None:
        super().__init__(parent)
        self._workers = workers
        self._work: Work[Collection | None] | None = None
        self._stop = threading.Event()

    @property
    def is_running(self) -> bool:
        """True from ``begin`` until one of the last three signals."""
        return self._work is not None

    def begin(self, request: Request) -> None:
        """Read what changed, check it, lay it to the units."""
        assert self._work is None
        stop = self._stop = threading.Event()
        tell = self.progressed.emit

        def run() -> Collection | None:
            try:
                with ResultStore.usable(cache_file()) as store, self._workers() as workers:
                    return collect(request, store, workers, tell, stop.is_set)
            except Cancelled:
                return None

        self._work = Work(self, run, self._take, self._refuse, self._end)
        self._work.begin()

    def stop(self) -> None:
        """Stop soon; what was read stays known."""
        self._stop.set()

    def wait(self) -> None:
        """Stop, and wait until nothing runs any more."""
        self.stop()
        if self._work is not None:
            self._work.wait()

    def _end(self) -> None:
        self._work = None

    def _take(self, collection: Collection | None) -> None:
        if collection is None:
            self.stopped.emit()
        else:
            self.collected.emit(collection)

    def _refuse(self, error: FileError) -> None:
        self.refused.emit(error_sentence(error))


def progress_words(progress: Progress) -> str:
    """``已读 12/80 份，大约还要1分钟``."""
    words = f"已读 {progress.done}/{progress.total} 份"
    if progress.seconds_left is None or progress.done == progress.total:
        return words
    minutes = round(progress.seconds_left / 60)
    left = f"{minutes}分钟" if minutes else f"{max(round(progress.seconds_left), 1)}秒"
    return f"{words}，大约还要{left}"
