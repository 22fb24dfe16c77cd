"""Reading and checking a folder off the window's thread, with progress and a way to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from forms.collecting.collecting import Request, collect
from forms.collecting.collection import Collection
from forms.collecting.comparison import Comparison, since_last_run
from forms.collecting.folder_reading import Progress
from forms.collecting.result_store import ResultStore, cache_file
from forms.collecting.workers import Cancelled, Workers, processes
from forms.errors import FileError
from forms.refusals import error_sentence
from ui.background import Work

Outcome = tuple[Collection, Comparison]


class CollectingRun(QObject):
    """One run at a time. Signals: ``progressed`` carries a Progress, ``collected`` a Collection
    and its Comparison with what was sent back last, ``stopped`` nothing (the person stopped it),
    ``refused`` a sentence.
    """

    progressed = Signal(object)
    collected = Signal(object, object)
    stopped = Signal()
    refused = Signal(str)

    def __init__(
        self, parent: QObject | None = None, workers: Callable[[], Workers] = processes
    ) -> None:
        super().__init__(parent)
        self._workers = workers
        self._work: Work[Outcome | None] | None = None
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

        def run() -> Outcome | None:
            try:
                with ResultStore.usable(cache_file()) as store, self._workers() as workers:
                    found = collect(request, store, workers, tell, stop.is_set)
                    return found, since_last_run(found, store)
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

    def _take(self, outcome: Outcome | None) -> None:
        if outcome is None:
            self.stopped.emit()
        else:
            self.collected.emit(*outcome)

    def _refuse(self, error: FileError) -> None:
        self.refused.emit(error_sentence(error))


def progress_words(progress: Progress) -> str:
    """``已读 12/80 份，大约还要1分钟``; what comes after the last one is told as well."""
    words = f"已读 {progress.done}/{progress.total} 份"
    if progress.total and progress.done == progress.total:
        return f"{words}，正在核对、汇总…"
    if progress.seconds_left is None:
        return words
    minutes = round(progress.seconds_left / 60)
    left = f"{minutes}分钟" if minutes else f"{max(round(progress.seconds_left), 1)}秒"
    return f"{words}，大约还要{left}"
