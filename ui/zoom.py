"""How large tables and texts are shown beside the rest: one factor, kept from day to day. No Qt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from ui import preferences

_now = [100]


def percent() -> int:
    """The size in use; 100 is the usual one."""
    return _now[0]


def take_remembered() -> None:
    """Begin with the size that was kept."""
    _now[0] = preferences.zoom()


def use(size: int) -> None:
    """Show tables and texts at another size, and keep it."""
    _now[0] = size
    preferences.set_zoom(size)


def next_size(step: int) -> int:
    """The size one step up (1) or down (-1); the last one where there is no further."""
    sizes = preferences.ZOOMS
    if step > 0:
        return sizes[min(bisect_right(sizes, percent()), len(sizes) - 1)]
    return sizes[max(bisect_left(sizes, percent()) - 1, 0)]


def zoomed(pixels: int) -> int:
    """A length of a table or a text at the size in use."""
    return round(pixels * percent() / 100)
