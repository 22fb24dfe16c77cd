"""What the window remembers from one day to the next: recent files, its size and place, and
where in a report the clerk stopped.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

from forms.data_folder import data_folder

if TYPE_CHECKING:
    from forms.report import Report

MOST = 8
_FILES = "recent/files"
_GEOMETRY = "window/geometry"
_FOLDER = "export/folder"
_HINTS = "review/hints"
_STEP = "report/step"


def settings() -> QSettings:
    """The ini file in the program's data folder."""
    return QSettings(str(data_folder() / "window.ini"), QSettings.Format.IniFormat)


def recent_files() -> list[Path]:
    """The files used last, the newest first; those that are gone are left out."""
    return [path for path in _remembered() if path.is_file()]


def remember(path: Path) -> None:
    """Put a file at the head of the list."""
    first = path.resolve()
    paths = [first, *(other for other in _remembered() if other != first)]
    settings().setValue(_FILES, [str(path) for path in paths[:MOST]])


def _remembered() -> list[Path]:
    stored = settings().value(_FILES, [])
    names = stored if isinstance(stored, list) else [stored]
    return [Path(name) for name in names if isinstance(name, str) and name]


def window_geometry() -> QByteArray | None:
    """Where the window stood when it was closed."""
    stored = settings().value(_GEOMETRY)
    return stored if isinstance(stored, QByteArray) else None


def remember_geometry(geometry: QByteArray) -> None:
    """Keep where the window stands."""
    settings().setValue(_GEOMETRY, geometry)


def last_folder() -> Path | None:
    """The folder of the last export, where it still exists."""
    stored = settings().value(_FOLDER, "")
    folder = Path(stored) if isinstance(stored, str) and stored else None
    return folder if folder is not None and folder.is_dir() else None


def shows_hints() -> bool:
    """Whether hints are listed; they are until the clerk says no."""
    return str(settings().value(_HINTS, "yes")) == "yes"


def remember_hints(shown: bool) -> None:
    """Keep whether hints are listed."""
    settings().setValue(_HINTS, "yes" if shown else "no")


def remember_folder(folder: Path) -> None:
    """Keep where files were exported to."""
    settings().setValue(_FOLDER, str(folder))


def last_step(report: Report) -> str:
    """Where the clerk stopped in this report; empty where another one was open last."""
    stored = settings().value(_STEP, "")
    whose, _, step = stored.partition(" ") if isinstance(stored, str) else ("", "", "")
    return step if whose == _whose(report) else ""


def remember_step(report: Report, step: str) -> None:
    """Keep where the clerk is."""
    settings().setValue(_STEP, f"{_whose(report)} {step}")


def _whose(report: Report) -> str:
    """Tells reports apart, without a word of them in the settings."""
    return hashlib.sha256(f"{report.agency} {report.year}".encode()).hexdigest()[:16]
