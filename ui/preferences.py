"""What the clerk set once: how it looks, where Enter goes, the office's own deadline.

Kept in the window's ini file and read from there each time: a value that the file does not
hold, or holds in another shape, is what a new clerk would want.
"""

from __future__ import annotations

from enum import Enum

from ui.recent import settings

_LOOK = "look/colours"
_SIZE = "look/size"
_ZOOM = "look/zoom"
_ENTER = "typing/enter"
_DEADLINE = "office/deadline"
_RIGHT = "right"

SIZES = (90, 100, 110, 125, 150, 175, 200)
"""Per cent at which the window can be shown, besides what the system says."""
ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
"""Per cent at which tables and texts can be shown, besides the rest of the window."""


class Look(str, Enum):
    """The colours of the window."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST_LIGHT = "contrast_light"
    CONTRAST_DARK = "contrast_dark"


def look() -> Look:
    """The colours that were chosen; the system's where none were."""
    stored = settings().value(_LOOK, "")
    return Look(stored) if stored in [one.value for one in Look] else Look.SYSTEM


def set_look(chosen: Look) -> None:
    """Keep the colours."""
    settings().setValue(_LOOK, chosen.value)


def size() -> int:
    """Per cent of the system's size at which the window is shown from the next start on."""
    return _one_of(SIZES, _SIZE)


def zoom() -> int:
    """Per cent at which tables and texts are shown."""
    return _one_of(ZOOMS, _ZOOM)


def set_zoom(chosen: int) -> None:
    """Keep the size of tables and texts."""
    settings().setValue(_ZOOM, chosen)


def _one_of(sizes: tuple[int, ...], key: str) -> int:
    """A size that is kept; the usual one where none is, or one that does not exist."""
    stored = str(settings().value(key, ""))
    return int(stored) if stored.isascii() and stored.isdigit() and int(stored) in sizes else 100


def set_size(chosen: int) -> None:
    """Keep the size."""
    settings().setValue(_SIZE, chosen)


def enter_moves_right() -> bool:
    """True where Enter goes on to the right, else downwards."""
    return settings().value(_ENTER, "") == _RIGHT


def set_enter_moves_right(right: bool) -> None:
    """Keep where Enter goes."""
    settings().setValue(_ENTER, _RIGHT if right else "down")


def deadline() -> tuple[int, int] | None:
    """Month and day by which the office wants the report, each year; None where it is not set."""
    stored = str(settings().value(_DEADLINE, ""))
    month, _, day = stored.partition("-")
    if not (month.isdecimal() and day.isdecimal()):
        return None
    return int(month), int(day)


def set_deadline(day: tuple[int, int] | None) -> None:
    """Keep the day, or that there is none."""
    settings().setValue(_DEADLINE, "" if day is None else f"{day[0]}-{day[1]}")
