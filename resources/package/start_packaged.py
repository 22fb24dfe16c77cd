"""Runs in the package before the program does (a runtime hook of PyInstaller).

The package finds its own libraries by LD_LIBRARY_PATH. The programs that it starts
(LibreOffice, the file manager) must not, so the variable is put back.

What every desktop has (X, GL, fontconfig, …) is better taken from the system, to which it
belongs; what a bare system lacks is lent from the folder ``spare``, just before Qt comes.
"""

import ctypes
import os
import sys
from pathlib import Path

FOR_LIBRARIES = "LD_LIBRARY_PATH"


class _Lender:
    """Asked of every import; acts at the first of Qt, and is gone."""

    @classmethod
    def find_spec(cls, name: str, path: object = None, target: object = None) -> None:
        if name == "PySide6":
            sys.meta_path.remove(cls)
            _lend(Path(sys._MEIPASS, "spare"))  # noqa: SLF001 (PyInstaller's documented name)


def _lend(folder: Path) -> None:
    for name in (folder / "order.txt").read_text("utf-8").split():
        try:
            ctypes.CDLL(name)
        except OSError:
            ctypes.CDLL(str(folder / name))


# The program starts itself to read a file. Taken for a part of this very run, as PyInstaller
# takes it otherwise, that second one would look for its libraries in the system.
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"

if sys.platform.startswith("linux"):
    before = os.environ.pop(FOR_LIBRARIES + "_ORIG", None)
    os.environ.pop(FOR_LIBRARIES, None)
    if before is not None:
        os.environ[FOR_LIBRARIES] = before
    sys.meta_path.insert(0, _Lender)
