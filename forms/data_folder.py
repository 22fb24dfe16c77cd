"""Where the program keeps what belongs to no report: settings, journals, added editions."""

from __future__ import annotations

import os
import sys
from pathlib import Path

DATA_VARIABLE = "GKNB_DATA"
BESIDE = "gknb-data"
"""A folder of this name beside the program keeps everything there, as on a memory stick."""
_OWN = "gknb"


def data_folder() -> Path:
    """The folder that ``GKNB_DATA`` names, else the one beside the program where it is and can
    be written, else the program's own in the data folder of the person.
    """
    named = os.environ.get(DATA_VARIABLE)
    if named:
        return Path(named)
    beside = program_folder() / BESIDE
    if beside.is_dir() and os.access(beside, os.W_OK):
        return beside
    return _of_person() / _OWN


def backup_folder() -> Path:
    """Where the older versions of saved files lie."""
    return data_folder() / "backups"


def program_folder() -> Path:
    """The folder of the packaged program, or of the sources."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).resolve().parent
    return Path(__file__).resolve().parent.parent


def _of_person() -> Path:
    """What Qt calls GenericDataLocation; the commands must know it without Qt."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    named = Path(os.environ.get("XDG_DATA_HOME", ""))
    return named if named.is_absolute() else home / ".local" / "share"
