"""A table in a real window, and hands to type in it: shared by the table's tests."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from forms.cells import Address
from ui.session import Session
from ui.table_view import FormTable

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier


def at(row: str, column: str, table: str = "applications") -> Address:
    """Give an address, of part three unless told."""
    return Address(table, row, column)


class Windows:
    """Shows windows and keeps them until the test is over."""

    def __init__(self, qtbot, session: Session) -> None:
        self._qtbot = qtbot
        self._session = session
        self._kept: list[QWidget] = []

    def show(self, window: QWidget) -> None:
        """Show a window and put the keyboard there."""
        self._kept.append(window)
        self._qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        self._qtbot.waitUntil(lambda: QApplication.activeWindow() is window)

    def __call__(
        self, table: str = "applications", cell: Address | None = None, width: int = 1100
    ) -> FormTable:
        """Show a table with the keyboard in a cell, the first one unless told."""
        made = FormTable(self._session, table)
        made.resize(width, 520)
        self.show(made)
        made.go_to(cell or made.model.shape.typed_by_row[0])
        assert made.grid.hasFocus()
        return made

    def with_a_field_below(self) -> tuple[FormTable, QLineEdit]:
        """Show part three and a line edit below it in one window."""
        frame = QWidget()
        page = QVBoxLayout(frame)
        table, after = FormTable(self._session, "applications"), QLineEdit()
        page.addWidget(table)
        page.addWidget(after)
        self.show(frame)
        return table, after


def press(key: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is now, as a person does."""
    QTest.keyClick(QApplication.focusWidget(), Qt.Key(key), modifiers)


def type_in(text: str) -> None:
    """Type characters, wherever the first of them leads."""
    for character in text:
        QTest.keyClick(QApplication.focusWidget(), character)
