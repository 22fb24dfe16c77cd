"""The colours of the window: light, dark, and two with high contrast.

Every ink can be read on every ground (WCAG 2.2 AA: 4.5:1; with high contrast 7:1), and what
shows where one may type, or where the keyboard is, stands out by 3:1.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette

from ui.preferences import Look

_STRONGEST = 20.0
"""Desktops of high contrast put ink on ground with as much as this, and no grey on buttons."""


class Palette(NamedTuple):
    """Every colour that the window uses, as ``#RRGGBB``."""

    dark: bool
    ground: str
    surface: str
    line: str
    border: str
    ink: str
    muted: str
    ghost: str
    accent: str
    computed: str
    wrong: str
    wrong_tint: str
    mismatch: str
    mismatch_tint: str
    incomplete: str
    done: str


LIGHT = Palette(
    dark=False,
    ground="#F6F7F9",
    surface="#FFFFFF",
    line="#D3D8DE",
    border="#858E98",
    ink="#1E2329",
    muted="#57606A",
    ghost="#5B646F",
    accent="#1B4F9C",
    computed="#EEF3FA",
    wrong="#B3261E",
    wrong_tint="#FDECEA",
    mismatch="#8A5A00",
    mismatch_tint="#FFF4D6",
    incomplete="#57606A",
    done="#1A6B35",
)
DARK = Palette(
    dark=True,
    ground="#1B1E23",
    surface="#24282E",
    line="#3A4048",
    border="#77808B",
    ink="#E6E9ED",
    muted="#A8B0BA",
    ghost="#A0A9B3",
    accent="#7FB0FF",
    computed="#2A3340",
    wrong="#FF8A80",
    wrong_tint="#402523",
    mismatch="#FFC857",
    mismatch_tint="#3A3118",
    incomplete="#A8B0BA",
    done="#6FCF97",
)


CONTRAST_LIGHT = Palette(
    dark=False,
    ground="#FFFFFF",
    surface="#FFFFFF",
    line="#000000",
    border="#000000",
    ink="#000000",
    muted="#000000",
    ghost="#404040",
    accent="#0000B4",
    computed="#E8EDFF",
    wrong="#8B0000",
    wrong_tint="#FFE3E0",
    mismatch="#5C3B00",
    mismatch_tint="#FFEFB8",
    incomplete="#000000",
    done="#004D1A",
)
CONTRAST_DARK = Palette(
    dark=True,
    ground="#000000",
    surface="#000000",
    line="#FFFFFF",
    border="#FFFFFF",
    ink="#FFFFFF",
    muted="#FFFFFF",
    ghost="#D0D0D0",
    accent="#FFFF00",
    computed="#1C1C30",
    wrong="#FFA8A0",
    wrong_tint="#3A0000",
    mismatch="#FFD060",
    mismatch_tint="#332400",
    incomplete="#FFFFFF",
    done="#7CF09A",
)
NAMED = {
    Look.LIGHT: LIGHT,
    Look.DARK: DARK,
    Look.CONTRAST_LIGHT: CONTRAST_LIGHT,
    Look.CONTRAST_DARK: CONTRAST_DARK,
}


def contrast(one: str, other: str) -> float:
    """How much two colours differ, 1 to 21, as WCAG defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def of_system(palette: QPalette) -> Palette:
    """The colours for the desktop whose own palette this is.

    A desktop of high contrast keeps its ground, ink and highlight; the colours of the states,
    which it does not have, are those of the high contrast nearest to it.
    """
    ground, ink = _name(palette, QPalette.ColorRole.Window), _name(palette, _TEXT)
    dark = _luminance(ground) < _luminance(ink)
    is_bare = contrast(ground, ink) >= _STRONGEST
    is_bare = is_bare and _name(palette, QPalette.ColorRole.Button) == ground
    if not (is_bare or is_told_by_windows()):
        return DARK if dark else LIGHT
    near = CONTRAST_DARK if dark else CONTRAST_LIGHT
    accent = _name(palette, QPalette.ColorRole.Highlight)
    told = near._replace(ground=ground, surface=ground, line=ink, border=ink, ink=ink)
    told = told._replace(muted=ink, incomplete=ink)
    return told._replace(accent=accent) if contrast(accent, ground) >= 7 else told


def is_told_by_windows() -> bool:
    """True where Windows says that its contrast themes are on."""
    import ctypes

    windows = getattr(ctypes, "windll", None)
    if windows is None:
        return False

    class HighContrast(ctypes.Structure):
        _fields_ = (
            ("size", ctypes.c_uint),
            ("flags", ctypes.c_ulong),
            ("scheme", ctypes.c_wchar_p),
        )

    told = HighContrast()
    told.size = ctypes.sizeof(told)
    asked = windows.user32.SystemParametersInfoW(
        _GET_HIGH_CONTRAST, told.size, ctypes.byref(told), 0
    )
    return bool(asked) and bool(told.flags & _IS_ON)


_GET_HIGH_CONTRAST, _IS_ON = 0x42, 1
_TEXT = QPalette.ColorRole.WindowText


def _name(palette: QPalette, role: QPalette.ColorRole) -> str:
    return palette.color(role).name().upper()


@lru_cache(256)
def _luminance(colour: str) -> float:
    made = QColor(colour)
    parts = (made.redF(), made.greenF(), made.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
