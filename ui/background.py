"""Work that takes long, off the window's thread: reading a file, exporting one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QThread
from shiboken6 import isValid

from forms.errors import FileError

Result = TypeVar("Result")


class Work(QThread, Generic[Result]):
    """One task. ``then`` gets its result, ``refused`` a FileError, both on the window's thread;
    ``ended`` is called before either, and before a bug is raised.

    The task must touch no widget; reports are immutable and may be handed to it. A bug in the
    task is raised on the window's thread, where the exception hook shows it.
    """

    def __init__(
        self,
        parent: QObject,
        task: Callable[[], Result],
        then: Callable[[Result], None],
        refused: Callable[[FileError], None],
        ended: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._owner = parent
        self._when_ended = ended
        self._task, self._then, self._refused = task, then, refused
        self._results: list[Result] = []
        self._error: BaseException | None = None
        self.finished.connect(self._deliver)

    def begin(self) -> None:
        """Do it on a thread of its own."""
        self.start()

    def run(self) -> None:
        try:
            self._results.append(self._task())
        except FileError as error:
            self._error = error
        except BaseException as error:  # raised again on the window's thread
            self._error = error
            if not isinstance(error, Exception):
                raise

    def _deliver(self) -> None:
        # Not deleteLater: Python may take the parent first, and Qt then ends a thread twice.
        self.wait()
        self.setParent(None)
        if not isValid(self._owner):
            return
        if self._when_ended is not None:
            self._when_ended()
        if isinstance(self._error, FileError):
            self._refused(self._error)
        elif self._error is not None:
            raise self._error
        else:
            self._then(self._results[0])
