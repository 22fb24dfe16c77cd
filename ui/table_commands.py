"""The commands of a table: their names, their keys, their words in the menu."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

MENU = (
    ("复制", "Ctrl+C", "copy"),
    ("粘贴", "Ctrl+V", "paste"),
    ("清除", "Delete", "clear"),
    ("", "", ""),
    ("本行其余填0", "Ctrl+0", "zero_row"),
    ("本表其余填0", "Alt+0", "zero_table"),
    ("", "", ""),
    ("重算总计", "", "recompute"),
)
"""Text, key and command of each line; three empty texts are a separator."""

_STANDARD = {
    QKeySequence.StandardKey.Copy: "copy",
    QKeySequence.StandardKey.Paste: "paste",
    QKeySequence.StandardKey.Cut: "cut",
}
_ZERO = {
    Qt.KeyboardModifier.ControlModifier: "zero_row",
    Qt.KeyboardModifier.AltModifier: "zero_table",
}


def command_of(event: QKeyEvent) -> str:
    """The command that a key asks for, or ""."""
    for sequence, command in _STANDARD.items():
        if event.matches(sequence):
            return command
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        return "clear"
    return _ZERO.get(modifiers, "") if event.key() == Qt.Key.Key_0 else ""
