"""The line edit in a value cell: how it opens, which keys end it and where they lead."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import style
from ui.table_layout import PADDING, number_font
from ui.table_model import TableModel

Index = QModelIndex | QPersistentModelIndex
CURSOR = QAbstractItemView.CursorAction

LEAVING_KEYS = {
    Qt.Key.Key_Up: CURSOR.MoveUp,
    Qt.Key.Key_Down: CURSOR.MoveDown,
}
LEAVING_WHEN_TYPED = {
    Qt.Key.Key_Left: CURSOR.MoveLeft,
    Qt.Key.Key_Right: CURSOR.MoveRight,
}
ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellDelegate(QStyledItemDelegate):
    """Opens the line edit in the place of a value. (``ui.cell_paint`` paints the cells.)

    Signals: ``left_by`` when an arrow key ends an edit; ``went_on`` when Enter or Tab does
    (the key, and whether it goes backwards).
    """

    left_by = Signal(object)
    went_on = Signal(int, bool)

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.was_typed = False
        self._editor: QLineEdit | None = None

    # --- editing -----------------------------------------------------------------------

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QLineEdit:
        """The one editor of this table: making and dressing it anew for each key is slow."""
        editor = self._editor
        if editor is None:
            editor = self._editor = QLineEdit(parent)
            accent, surface = style.current().accent, style.current().surface
            editor.setStyleSheet(
                f"border: 2px solid {accent}; border-radius: 0; background: {surface};"
                f" padding: 0 {PADDING - 2}px; min-height: 0;"
            )
            editor.setFont(number_font())
            editor.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        editor.setAlignment(index.data(Qt.ItemDataRole.TextAlignmentRole))
        editor.setAccessibleName(index.data(Qt.ItemDataRole.AccessibleTextRole))
        editor.setModified(False)
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """It stays for the next key; the view has hidden it."""

    def forget_editor(self) -> None:
        """The next editor is made anew (another size, other colours)."""
        if self._editor is not None:
            self._editor.deleteLater()
            self._editor = None

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if isinstance(editor, QLineEdit) and isinstance(model, TableModel):
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._leave(editor, event)
        ):
            return True
        return super().eventFilter(editor, event)

    def _leave(self, editor: QObject, event: QKeyEvent) -> bool:
        """Enter, Tab and arrows end the edit and move on; True where the key was one of them."""
        key = Qt.Key(event.key())
        if key in ENTER_KEYS or key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            back = key == Qt.Key.Key_Backtab or bool(
                event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            )
            self._finish(editor)
            self.went_on.emit(int(key), back)
            return True
        moves = LEAVING_KEYS | LEAVING_WHEN_TYPED if self.was_typed else LEAVING_KEYS
        if key in moves and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._finish(editor)
            self.left_by.emit(moves[key])
            return True
        return False

    def _finish(self, editor: QObject) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
