"""A wide table, and what is told of its chosen cell at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget


def two_sides(
    wide: QWidget, told: tuple[QWidget, ...], grows: QWidget, sizes: tuple[int, int]
) -> QSplitter:
    """``told`` stand below each other at the right; ``grows`` is the one that takes the room.

    ``sizes`` are the widths of both sides in pixels, as far as the window has them.
    """
    beside = QWidget()
    lines = QVBoxLayout(beside)
    lines.setContentsMargins(12, 0, 0, 0)
    for widget in told:
        lines.addWidget(widget, int(widget is grows))
    halves = QSplitter(Qt.Orientation.Horizontal)
    halves.setChildrenCollapsible(False)
    halves.addWidget(wide)
    halves.addWidget(beside)
    halves.setStretchFactor(0, 1)
    halves.setSizes(list(sizes))
    return halves
