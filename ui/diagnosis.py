"""What maintainers need to know of a fault of our own: one page, and a log, without a word of
any report.

An error's message may quote what was typed, so neither holds it: only its kind and where.
"""

from __future__ import annotations

import faulthandler
import locale
import logging
import os
import platform
import sys
import time
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO

from forms import VERSION
from forms.data_folder import data_folder

LOG_BYTES = 100_000
LOG_FILES = 2
LONGEST = 40
"""Lines of a traceback that the page holds: the last ones tell most."""
_ROOT = Path(__file__).resolve().parent.parent
_log = logging.getLogger("gknb")
_log.propagate = False
_crash_file: list[IO[str]] = []


def log_folder() -> Path:
    """Where the log and the traces of hard crashes lie."""
    return data_folder() / "log"


def begin_log() -> bool:
    """Write what goes wrong from now on, also a crash of the interpreter itself.

    False where the folder takes no file: the program works all the same.
    """
    end_log()
    try:
        log_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        crashes = (log_folder() / "crash.txt").open("a", encoding="utf-8")
        handler = RotatingFileHandler(
            log_folder() / "gknb.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
        )
    except OSError:
        return False
    _crash_file.append(crashes)
    faulthandler.enable(crashes)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    _log.info("start %s %s", VERSION, platform.platform())
    return True


def end_log() -> None:
    """Let go of the files."""
    for handler in list(_log.handlers):
        _log.removeHandler(handler)
        handler.close()
    while _crash_file:
        faulthandler.disable()
        _crash_file.pop().close()


def log_fault(kind: type[BaseException], where: TracebackType | None) -> None:
    """One entry for a fault; nowhere where there is no log."""
    if _log.handlers:
        _log.info("fault %s", "\n".join(_trace(kind, where)))


def page(kind: type[BaseException], where: TracebackType | None) -> str:
    """The diagnosis: versions, the machine, where it happened."""
    lines = [
        f"gknb {VERSION}",
        f"Python {platform.python_version()}, {_qt()}",
        f"{platform.platform()}, {os.environ.get('QT_QPA_PLATFORM') or sys.platform}",
        f"{locale.getlocale()}, UTC{time.strftime('%z')}, {time.strftime('%Y-%m-%d %H:%M:%S')}",
        "",
        *_trace(kind, where),
    ]
    return "\n".join(lines)


def _trace(kind: type[BaseException], where: TracebackType | None) -> list[str]:
    """Files, lines and functions; no message, no values."""
    frames = [
        f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(where)
    ]
    return [*frames[-LONGEST:], f"{kind.__module__}.{kind.__qualname__}"]


def _short(name: str) -> str:
    """A file's place in the program: where that lies may tell whose it is."""
    path = Path(name)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else path.name


def _qt() -> str:
    from PySide6 import __version__
    from PySide6.QtCore import qVersion

    return f"PySide6 {__version__}, Qt {qVersion()}"
