"""Whether a window can be shown here. Knows nothing of Qt, so that commands may ask."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

SCREENLESS = frozenset({"offscreen", "minimal", "minimalegl", "vnc", "linuxfb", "eglfs"})
"""Qt platforms that need neither X nor Wayland."""


def has_display() -> bool:
    """False where Qt could not open a window, and would end the program over it."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in SCREENLESS:
        return True
    return _wayland_answers() or _x_answers()


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and _answers(str(Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)))


def _x_answers() -> bool:
    """A local ``:7`` is knocked at; a display elsewhere (``host:7``) is believed."""
    name = os.environ.get("DISPLAY", "")
    if not name.startswith(":"):
        return bool(name)
    place = f"/tmp/.X11-unix/X{name[1:].split('.')[0]}"  # noqa: S108 (fixed by the X protocol)
    return _answers(place) or _answers("\0" + place)


def _answers(address: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as knock:
        knock.settimeout(1)
        try:
            knock.connect(address)
        except OSError:
            return False
    return True
