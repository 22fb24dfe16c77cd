"""Ctrl with plus, minus or the wheel: tables and texts larger and smaller at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from ui import zoom

_NOTCH = 120
"""What one notch of a wheel turns, in eighths of a degree."""


class Zooming(QObject):
    """There is one for a session (``Zooming.of``). Signal ``changed``: another size holds now."""

    changed = Signal()

    def __init__(self, session: QObject) -> None:
        super().__init__(session)
        self._turned = 0

    @classmethod
    def of(cls, session: QObject) -> Zooming:
        """The one for a session."""
        return session.findChild(cls) or cls(session)

    def use(self, size: int) -> None:
        """Show tables and texts at a size in per cent."""
        if size != zoom.percent():
            zoom.use(size)
            self.changed.emit()

    def step(self, step: int) -> None:
        """One size up (1) or down (-1)."""
        self.use(zoom.next_size(step))

    def follow(self, area: QAbstractScrollArea) -> None:
        """Turn the wheel's Ctrl over an area into another size."""
        area.viewport().installEventFilter(self)

    def leave_keys(self, area: QAbstractScrollArea) -> None:
        """Ctrl+0 fills the row of a table with 0; there it does not change the size."""
        area.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        control = Qt.KeyboardModifier.ControlModifier
        if isinstance(event, QWheelEvent) and event.modifiers() & control:
            self._turn(event.angleDelta().y())
            return True
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride):
            return False
        is_taken = event.key() == Qt.Key.Key_0 and bool(event.modifiers() & control)
        if is_taken:
            event.accept()
        return is_taken

    def _turn(self, angle: int) -> None:
        """A touch pad turns by little; a step is taken for each whole notch."""
        if angle * self._turned < 0:
            self._turned = 0
        self._turned += angle
        while abs(self._turned) >= _NOTCH:
            step = 1 if self._turned > 0 else -1
            self._turned -= step * _NOTCH
            self.step(step)
