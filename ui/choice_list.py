"""A list whose lines are chosen by click, Enter or Space; arrows only move along it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex
DATA = Qt.ItemDataRole.UserRole
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ChoiceList(QListWidget):
    """Signal ``chosen`` carries the line's value."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.itemClicked.connect(self._choose)

    def add(self, text: str, value: object, accessible: str = "", tip: str = "") -> QListWidgetItem:
        """One more line. Without a value it is a heading that cannot be chosen."""
        item = QListWidgetItem(text)
        item.setData(DATA, value)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, accessible or text)
        item.setToolTip(tip)
        if value is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)
        return item

    def value(self, row: int) -> object:
        """The value of a line."""
        return self.item(row).data(DATA)

    def full_height(self) -> int:
        """The height that shows every line."""
        rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
        return rows + 2 * self.frameWidth()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in _KEYS and item is not None:
            self._choose(item)
        else:
            super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem) -> None:
        value = item.data(DATA)
        if value is not None:
            self.chosen.emit(value)


class WholeList(ChoiceList):
    """One that is as tall as all its lines, which wrap; whatever it stands in scrolls.

    ``tallest`` is where it begins to scroll by itself.
    """

    # Qt lays the list out while it is still being made.
    _tallest: int | None = None

    def __init__(
        self, name: str, tallest: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self._tallest = tallest
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        if tallest is None:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def doItemsLayout(self) -> None:
        super().doItemsLayout()
        # What a row would like (sizeHintForRow) does not wrap; what was laid out does.
        height = self.contentsSize().height() + 2 * self.frameWidth() + 4
        self.setFixedHeight(height if self._tallest is None else min(height, self._tallest))


class LineDelegate(QStyledItemDelegate):
    """A delegate that paints a line itself; the ground under it is the view's own."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self.paint_line(painter, option, index)
        painter.restore()

    def paint_line(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line; pen, brush and font need not be put back."""
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        raise NotImplementedError
