"""LibreOffice, where it is installed, for the formats that no library of ours reads."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from forms.errors import Cause, UnreadableFile

SLOWEST = 120
"""Seconds after which a conversion is given up."""

_PROGRAMS = ("soffice", "libreoffice", "loffice")
_ELSEWHERE = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_SAVED_AS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}


def find_office() -> str | None:
    """The path of LibreOffice's program; None where it is not installed."""
    for program in _PROGRAMS:
        found = shutil.which(program)
        if found:
            return found
    return next((place for place in _ELSEWHERE if Path(place).is_file()), None)


def converted(data: bytes, name: str, suffix: str, wanted: str) -> bytes:
    """The file as LibreOffice saves it in another format.

    ``suffix`` is what the data is (``.wps``), ``wanted`` is ``docx`` or ``xlsx``.
    Raises UnreadableFile: NEEDS_OFFICE, TOO_SLOW, TRUNCATED.
    """
    program = find_office()
    if program is None:
        raise UnreadableFile(name, Cause.NEEDS_OFFICE, suffix)
    with tempfile.TemporaryDirectory(prefix="gknb-") as folder:
        source = Path(folder, f"source{suffix}")
        source.write_bytes(data)
        out = Path(folder, "out")
        command = [
            program,
            # A profile of its own: a running LibreOffice would swallow the request.
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            _SAVED_AS[wanted],
            "--outdir",
            str(out),
            str(source),
        ]
        _run(command, name)
        made = out / f"source.{wanted}"
        if not made.is_file():
            raise UnreadableFile(name, Cause.TRUNCATED, suffix)
        return made.read_bytes()


def _unbounded() -> list[str]:
    """LibreOffice needs more memory than the worker that starts it may take."""
    if sys.platform == "win32":
        return []
    return ["/bin/sh", "-c", 'ulimit -S -d "$(ulimit -H -d)"; exec "$@"', "sh"]


def _run(command: list[str], name: str) -> None:
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0
    # Its own Python must not find ours.
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    try:
        subprocess.run(  # noqa: S603 - the program is LibreOffice, the rest our own paths
            [*_unbounded(), *command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SLOWEST,
            check=False,
            env=clean,
            creationflags=flags,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(name, Cause.TOO_SLOW, "LibreOffice") from error
    except OSError as error:
        raise UnreadableFile(name, Cause.NEEDS_OFFICE, error.strerror or "") from error
