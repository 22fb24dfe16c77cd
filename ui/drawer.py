"""The drawer at the right of a page: a few panels, one seen at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from forms.cells import Address
from ui.labels import button

WIDTH = 272
Named = tuple[str, str, Callable[[], QWidget]]
"""A panel's key, its name and what makes it."""


class Drawer(QWidget):
    """Signals: ``turned`` carries the key of the panel that is seen now, ``closed``: the clerk
    wants it away. ``panels`` are (key, name, maker); the names stand in a row above, and a panel
    is made when it is first wanted.
    """

    turned = Signal(str)
    closed = Signal()

    def __init__(
        self,
        panels: Sequence[tuple[str, str, Callable[[], QWidget]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._escape: QShortcut | None = None
        self._names = QButtonGroup(self)
        self._stack = QStackedWidget()
        self.tabs: dict[str, QPushButton] = {}
        self._makers = {key: make for key, _, make in panels}
        self._panels: dict[str, QWidget] = {}
        row = QHBoxLayout()
        row.setSpacing(0)
        for key, name, _ in panels:
            tab = button(name, "quiet")
            tab.setCheckable(True)
            tab.clicked.connect(lambda *_, key=key: self.turn_to(key))
            self._names.addButton(tab)
            self.tabs[key] = tab
            row.addWidget(tab)
        row.addStretch(1)
        self.close_button = button("收起", "quiet")
        self.close_button.clicked.connect(self.closed)
        row.addWidget(self.close_button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(row)
        lines.addWidget(self._stack, 1)
        self.key = panels[0][0]
        """The panel that is seen, or will be."""
        self.tabs[self.key].setChecked(True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._escape is not None:
            self._escape.setEnabled(True)
        if self.key not in self._panels:
            self.turn_to(self.key)

    def close_by_escape(self, page: QWidget) -> None:
        """Esc anywhere on the page asks to close it, as long as it is seen."""
        keys = QKeySequence(Qt.Key.Key_Escape)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        self._escape = QShortcut(keys, page, context=inside, enabled=False)
        self._escape.activated.connect(self.closed)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._escape is not None:
            self._escape.setEnabled(False)

    def panel(self, key: str) -> QWidget:
        """One of the panels."""
        if key not in self._panels:
            self._panels[key] = self._makers[key]()
            self._stack.addWidget(self._panels[key])
        return self._panels[key]

    def made_ahead(self) -> Iterator[None]:
        """Make every panel, one at each turn."""
        for key in self._makers:
            self.panel(key)
            yield

    def turn_to(self, key: str) -> None:
        """Show a panel."""
        self.key = key
        self.tabs[key].setChecked(True)
        self._stack.setCurrentWidget(self.panel(key))
        self.turned.emit(key)


class Panel(QScrollArea):
    """A panel that scrolls; its widgets go into ``lines``."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        inside = QWidget()
        self.lines = QVBoxLayout(inside)
        self.lines.setContentsMargins(9, 0, 8, 8)
        self.lines.setSpacing(8)
        self.setWidget(inside)


class CellPanel(Panel):
    """A panel about the current cell of a table."""

    def show_address(self, address: Address) -> None:
        """Tell of a cell."""
        raise NotImplementedError
