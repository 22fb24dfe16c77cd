"""One thing that may lie beside the folder: chosen, shown by its name, taken away again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.labels import button

_LONGEST = 18
"""Characters of a file's name that are shown."""


class Beside(QWidget):
    """Signals: ``asked`` when the person wants to choose it, ``dropped`` when it is to go."""

    asked = Signal()
    dropped = Signal()

    def __init__(self, words: str, about: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._about = about
        self.ask = button(f"{words}…", "quiet")
        self.drop = button("不用", "quiet")
        self.drop.setAccessibleName(f"不用{words}")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.ask)
        line.addWidget(self.drop)
        line.addStretch(1)
        self.ask.clicked.connect(self.asked)
        self.drop.clicked.connect(self.dropped)
        self.show_path(None)

    def show_path(self, path: Path | None) -> None:
        """What is chosen now, or nothing."""
        full = self._words if path is None else f"{self._words}：{path.name}"
        self.ask.setText(f"{self._words}…" if path is None else f"{self._words}：{_short(path)}")
        self.ask.setAccessibleName(full)
        self.ask.setToolTip(self._about if path is None else str(path))
        if path is None and self.drop.hasFocus():
            self.ask.setFocus(Qt.FocusReason.OtherFocusReason)
        self.drop.setVisible(path is not None)


def _short(path: Path) -> str:
    name = path.name
    half = _LONGEST // 2
    return name if len(name) <= _LONGEST else f"{name[:half]}…{name[-half:]}"
