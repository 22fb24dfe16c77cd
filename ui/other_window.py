"""The program once more, in a window and a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_PROGRAM = Path(__file__).resolve().parent.parent / "main.py"


def other_window(path: Path | None) -> None:
    """Show a file beside the open one, read-only there while it is held here; None: the first
    page.
    """
    program = [] if getattr(sys, "frozen", False) else [str(_PROGRAM)]
    # A window of its own outlives this one: nobody waits for it.
    files = [] if path is None else [str(path.absolute())]
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, *program, *files],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    _STARTED.append(process)


_STARTED: list[subprocess.Popen[bytes]] = []
"""Held so that none is taken for forgotten while it runs."""
