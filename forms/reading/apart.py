"""Reading for the commands: in a forked child, bounded like the window's worker, at no cost.

Where the system knows no fork (Windows) it is the window's worker itself.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from pathlib import Path
from typing import IO

from forms.reading.open_file import read_bytes, read_report, read_saved
from forms.reading.sniffing import Format, sniff
from forms.reading.worker import Process, Reading, serve
from forms.report import Report
from forms.saving.store import Saved


def read_apart(path: Path) -> Report:
    """The report in a file of any format. Raises UnreadableFile.

    Where a process cannot be forked safely (beside a thread or a window) it is read right here.
    """
    if not hasattr(os, "fork"):
        return Reading(path).result()
    if threading.active_count() > 1 or "PySide6" in sys.modules:
        return read_report(path)
    return _ForkedReading(path).result()


def read_saved_apart(path: Path) -> Saved:
    """The same with all that a saved file holds besides. Raises UnreadableFile.

    A saved file is plain JSON of a bounded size and is read right here.
    """
    if sniff(read_bytes(path), path.suffix.lower(), str(path)) is Format.SAVED:
        return read_saved(path)
    return Saved(read_apart(path))


class _ForkedReading(Reading):
    """The child has imported everything already."""

    def _begin(self, errors: int) -> Process:
        return _Forked(self._path, errors)


class _Forked:
    """A forked worker, handled like a ``subprocess.Popen``."""

    def __init__(self, path: Path, errors: int) -> None:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        receiving, sending = os.pipe()
        self._code: int | None = None
        self.pid = os.fork()
        if not self.pid:
            _serve(path, sending, errors)
        os.close(sending)
        self.stdout: IO[bytes] | None = os.fdopen(receiving, "rb")

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""
        return self._waited(os.WNOHANG)

    def wait(self) -> int:
        """The exit code, once there is one."""
        code = self._waited(0)
        assert code is not None
        return code

    def _waited(self, how: int) -> int | None:
        if self._code is None:
            pid, status = os.waitpid(self.pid, how)
            if pid:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code


def _serve(path: Path, sending: int, errors: int) -> None:
    """The child's whole life: what the parent would do at its end is not for it to do."""
    code = 1
    try:
        os.setsid()
        os.dup2(sending, 1)
        os.dup2(errors, 2)
        code = serve(path)
    except BaseException:  # a bug, told to the parent, who raises it
        os.write(2, traceback.format_exc().encode())
        raise
    finally:
        os._exit(code)
