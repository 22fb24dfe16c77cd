"""The grid: a QTableView whose headers are the frozen parts of the printed form."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QTableView, QWidget

from forms.cells import Address
from forms.document import GridCell
from ui import preferences, style
from ui.cell_delegate import ENTER_KEYS, CellDelegate
from ui.cell_paint import BodyPainter, Scene
from ui.form_header import FrozenParts
from ui.form_paint import inks
from ui.table_commands import command_of
from ui.table_keys import end_of_row, end_of_table, next_typed, some_rows_on
from ui.table_layout import GUTTER, Sizes, lay_out_table, number_width
from ui.table_model import Index, TableModel

CURSOR = QAbstractItemView.CursorAction
STEPS = {
    CURSOR.MoveUp: (-1, 0),
    CURSOR.MoveDown: (1, 0),
    CURSOR.MoveLeft: (0, -1),
    CURSOR.MoveRight: (0, 1),
}


class FormGrid(QTableView):
    """The body of an official table between its frozen header rows and label columns.

    Signals: ``cell_changed`` with the Address of the current cell or None; ``asked`` with the
    name of a command (``copy``, ``paste``, ``clear``, ``zero_row``, ``zero_table``);
    ``menu_asked`` with a global position; ``help_asked`` with the line whose ？ was clicked.
    """

    cell_changed = Signal(object)
    asked = Signal(str)
    menu_asked = Signal(object)
    help_asked = Signal(int)

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = model
        self.sizes = Sizes((), ())
        self._frozen = FrozenParts(self, model)
        self._delegate = CellDelegate(self)
        self._body = BodyPainter(model)
        self._rects: list[tuple[GridCell, QRect]] = []
        self._is_laying_out = False
        self._relayout = QTimer(self, singleShot=True, interval=0)
        self._set_up()
        self.setModel(model)
        self.take_shape()

    def _set_up(self) -> None:
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        for mode in (self.setHorizontalScrollMode, self.setVerticalScrollMode):
            mode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.viewport().setAutoFillBackground(False)
        self._frozen.help_asked.connect(self.help_asked)
        self._delegate.left_by.connect(self._move)
        self._delegate.went_on.connect(self.go_on)
        self._relayout.timeout.connect(self.lay_out)
        self.form.dataChanged.connect(self._make_room)

    # --- geometry ----------------------------------------------------------------------

    def take_shape(self) -> None:
        """Merge and measure anew; the model has another shape."""
        self.clearSpans()
        shape = self.form.shape
        for cell in shape.cells:
            is_body = cell.row >= shape.frozen_rows and cell.column >= shape.frozen_columns
            if is_body and (cell.row_span, cell.column_span) != (1, 1):
                row, column = cell.row - shape.frozen_rows, cell.column - shape.frozen_columns
                self.setSpan(row, column, cell.row_span, cell.column_span)
        self._frozen.take_shape()
        self.setAccessibleName(shape.table.title)
        self.lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        here = self.visualRect(self.currentIndex())
        was_seen = QRect(QPoint(0, 0), event.oldSize()).intersects(here)
        if event.size().width() != event.oldSize().width():
            self.lay_out()
        super().resizeEvent(event)
        if was_seen:
            # The cell being typed stays in sight whatever takes room: a drawer, a list below.
            self.verticalScrollBar().setValue(0)
            self.scrollTo(self.currentIndex())

    def lay_out(self) -> None:
        """Fit the columns to the room that there is."""
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - GUTTER - bar
        sizes = lay_out_table(self.form.shape, room, self._text_of)
        if sizes != self.sizes:
            self.sizes = sizes
            self._rects = [(cell, sizes.rect(cell)) for cell in self.form.shape.body]
            self._is_laying_out = True
            self._frozen.set_sizes(sizes)
            self._is_laying_out = False
            self.updateGeometries()

    def _text_of(self, cell: GridCell) -> str:
        return self.form.text(cell.address) if cell.address is not None else ""

    def _make_room(self, first: QModelIndex) -> None:
        """A number wider than its column asks for another layout, once the edit is done."""
        self._frozen.show_row_mark(first.row())
        address = self.form.address(first)
        if address is not None:
            room = self.sizes.rect(self.form.shape.cell_of[address]).width()
            if number_width(self.form.text(address)) > room:
                self._relayout.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        scene = Scene(event.region(), self.viewport().rect(), self._rects, self._moved())
        current = self.currentIndex()
        if current.isValid():
            cell = self.form.printed(current)
            scene.look_at(cell, self.form.shape.has_wide_values, self.hasFocus())
            scene.selected = self._selected_beside_current()
        self._body.paint(painter, scene)
        if not self.form.shape.frozen_rows:
            edge = QRect(0, 0, sum(self.sizes.widths), 1).translated(self._moved())
            painter.fillRect(edge, inks(style.current()).edge)
        painter.end()

    def _moved(self) -> QPoint:
        """What to add to a place in the table to get a place in the viewport."""
        shape = self.form.shape
        across = sum(self.sizes.widths[: shape.frozen_columns]) + self.horizontalOffset()
        down = sum(self.sizes.heights[: shape.frozen_rows]) + self.verticalOffset()
        return QPoint(-across, -down)

    def _selected_beside_current(self) -> frozenset[Address]:
        chosen = self.selectionModel().selection()
        if chosen.count() == 1 and chosen.first().topLeft() == chosen.first().bottomRight():
            return frozenset()
        return frozenset(self.selected()) - {self.address()}

    def updateGeometries(self) -> None:
        # Qt asks for it after each header and section; once at the end is enough.
        if not self._is_laying_out:
            super().updateGeometries()
            self._frozen.place_corner()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._body.take_fonts()
            self._delegate.forget_editor()
            self.sizes = Sizes((), ())
            self._relayout.start()

    def natural_size(self) -> QSize:
        """What shows the whole table without scrolling, at the widths in use."""
        return QSize(GUTTER + sum(self.sizes.widths), sum(self.sizes.heights))

    # --- the current cell --------------------------------------------------------------

    def address(self) -> Address | None:
        """The current cell."""
        return self.form.address(self.currentIndex())

    def go_to(self, address: Address) -> None:
        """Select a cell and bring it into sight."""
        index = self.form.index_of(address)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def selected(self) -> list[Address]:
        """The selected value cells, line by line, each once."""
        places = {self.form.place(index) for index in self.selectionModel().selectedIndexes()}
        chosen = {self.form.shape.address_at(*place) for place in places}
        return [address for address in self.form.shape.by_row if address in chosen]

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        place = self.form.place(current) if current.isValid() else None
        self._frozen.set_here(place)
        for index in (current, previous):
            if index.isValid():
                self._update_cross(index)
        self.cell_changed.emit(self.form.address(current))

    def _update_cross(self, index: Index) -> None:
        """The row and the column of a cell, which are tinted while it is current."""
        rect, room = self.visualRect(index), self.viewport().rect()
        self.viewport().update(QRect(0, rect.top(), room.width(), rect.height()))
        if not self.form.shape.has_wide_values:
            self.viewport().update(QRect(rect.left(), 0, rect.width(), room.height()))

    def focusInEvent(self, event: Any) -> None:
        """Not as QAbstractItemView and QWidget do: they would paint everything anew, headers too,
        whenever a cell is opened or closed.
        """
        if not self.currentIndex().isValid():
            self.go_to(self.form.shape.typed_by_row[0])
        editable = self.form.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, bool(editable))
        self._update_focus()

    def focusOutEvent(self, event: Any) -> None:
        self._update_focus()

    def _update_focus(self) -> None:
        self.viewport().update(self.visualRect(self.currentIndex()).adjusted(-1, -1, 1, 1))

    # --- moving ------------------------------------------------------------------------

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        here = self.address()
        if here is None:
            return self.form.index_of(self.form.shape.typed_by_row[0])
        target = self._target(here, action, modifiers)
        return self.form.index_of(target if target is not None else here)

    def _target(
        self,
        here: Address,
        action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> Address | None:
        shape = self.form.shape
        if action in STEPS:
            row, column = self.form.place(self.currentIndex())
            return shape.neighbour((row, column), *STEPS[action])
        if action in (CURSOR.MoveHome, CURSOR.MoveEnd):
            first = action == CURSOR.MoveHome
            if modifiers & Qt.KeyboardModifier.ControlModifier:
                return end_of_table(shape, first)
            return end_of_row(shape, here, first)
        if action in (CURSOR.MovePageUp, CURSOR.MovePageDown):
            rows = max(1, self.viewport().height() // self.rowHeight(self.currentIndex().row()) - 1)
            return some_rows_on(shape, here, -rows if action == CURSOR.MovePageUp else rows)
        return next_typed(shape, here, False, action == CURSOR.MovePrevious)

    def _move(self, action: QAbstractItemView.CursorAction) -> None:
        index = self.moveCursor(action, Qt.KeyboardModifier.NoModifier)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def go_on(self, key: int, back: bool) -> bool:
        """Enter and Tab: on to the next cell to type. False where the table ends."""
        here = self.address()
        if here is None:
            return False
        is_down = key in ENTER_KEYS and not preferences.enter_moves_right()
        target = next_typed(self.form.shape, here, is_down, back)
        if target is None:
            return False
        self.go_to(target)
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self.go_on(Qt.Key.Key_Tab, not forward):
            return True
        return super().focusNextPrevChild(forward)

    # --- keys --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = command_of(event)
        if command:
            self.asked.emit(command)
        elif not self._moved_by(event):
            super().keyPressEvent(event)

    def _moved_by(self, event: QKeyEvent) -> bool:
        """Keys that move, or do nothing on purpose."""
        key = event.key()
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in ENTER_KEYS:
            self.go_on(key, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and is_control:
            super().focusNextPrevChild(key == Qt.Key.Key_Tab)
        elif key not in (Qt.Key.Key_Escape, Qt.Key.Key_Space):
            return False
        return True

    def keyboardSearch(self, search: str) -> None:
        """Typing on a total must not jump to a cell that begins with the digit."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            corner = self.visualRect(self.currentIndex()).bottomLeft()
            place = self.viewport().mapToGlobal(corner)
        self.menu_asked.emit(place)

    # --- editing -----------------------------------------------------------------------

    def edit(self, index: Index, *how: Any) -> Any:
        if how:
            self._delegate.was_typed = how[0] == QAbstractItemView.EditTrigger.AnyKeyPressed
        return super().edit(index, *how)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """An input method may hand over digits without composing: Qt opens the editor empty."""
        was_open = self.indexWidget(self.currentIndex()) is not None
        super().inputMethodEvent(event)
        editor = self.indexWidget(self.currentIndex())
        if isinstance(editor, QLineEdit) and not was_open and event.commitString():
            editor.selectAll()
            editor.insert(event.commitString())

    def finish_edit(self) -> None:
        """Take over what is being typed, if anything."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, CellDelegate.EndEditHint.NoHint)
