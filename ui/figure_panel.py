"""The figures of the tables, to be put into a text where they go on following their cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidgetItem, QVBoxLayout, QWidget

from forms.cells import Address
from forms.wording import cell_name
from ui.choice_list import DATA, ChoiceList
from ui.figure_pieces import Piece, piece_of_cell, to_mime
from ui.labels import muted
from ui.note_edit import LineField
from ui.session import Session

TOTAL = "total"
INSERT_KEYS = "Ctrl+J"


class FigurePanel(QWidget):
    """Signals: ``figure_chosen`` carries a ``Piece``: the figure of one cell with its unit.
    ``left``: the clerk goes back to the text.

    Of a table with a total column only the totals are listed until something is looked for.
    Everything by keyboard: type to look, ↑ ↓ to move, Enter to choose, Esc to leave.
    """

    figure_chosen = Signal(object)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: object = None
        self.told = muted(
            "选一行，这个数就写到光标处，也可以拖进文字里；以后表中改了，文字跟着改。"
            f"快捷键 {INSERT_KEYS}。"
        )
        self.wanted = LineField()
        self.wanted.setPlaceholderText("查找，例如：本年新收 自然人")
        self.wanted.setAccessibleName("查找表中的数字")
        self.wanted.setClearButtonEnabled(True)
        self.wanted.textChanged.connect(self._look)
        self.list = _FigureList("表中的数字", self._piece)
        self.list.chosen.connect(lambda name: self.figure_chosen.emit(self._piece(name)))
        self.wanted.installEventFilter(self)
        self.list.installEventFilter(self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 0, 8, 8)
        lines.setSpacing(8)
        lines.addWidget(self.told)
        lines.addWidget(self.wanted)
        lines.addWidget(self.list, 1)

    def begin(self) -> None:
        """The keyboard goes to the field that looks for a figure."""
        self.wanted.setFocus()
        self.wanted.selectAll()

    def refresh(self) -> None:
        """List the figures as they stand."""
        session, words = self._session, self.wanted.text().split()
        shown = (session.report.cells, session.edition.key, words)
        if shown == self._shown:
            return
        self._shown = shown
        self.list.clear()
        for part in session.edition.parts:
            own = [] if part.table is None else self._cells(part.table, words)
            if own:
                self.list.add(part.heading, None)
            for cell in own:
                figure, name = self._piece(str(cell)).text, self._name(cell)
                self.list.add(f"{figure}  {name}", str(cell), f"{name}，{figure}", name)

    def _piece(self, name: str) -> Piece:
        cell, session = Address.parse(name), self._session
        return piece_of_cell(cell, session.report, session.edition.column(cell).unit)

    def _look(self) -> None:
        self.refresh()
        if self.wanted.text():
            self._step(1, 0)

    def _step(self, by: int, start: int) -> None:
        """Make the next line current that can be chosen."""
        row = start
        while 0 <= row < self.list.count() and self.list.value(row) is None:
            row += by
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if watched is self.wanted and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                by = 1 if key == Qt.Key.Key_Down else -1
                self._step(by, self.list.currentRow() + by)
                return True
            if watched is self.wanted and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _cells(self, table: str, words: list[str]) -> list[Address]:
        """The cells whose name holds every word."""
        columns = self._session.edition.tables[table].columns
        found = []
        for cell in self._session.edition.tables[table].addresses:
            seen = bool(words) or TOTAL not in columns or cell.column == TOTAL
            if seen:
                name = cell_name(cell, self._session.edition)
                if all(word in name for word in words):
                    found.append(cell)
        return found

    def _name(self, cell: Address) -> str:
        edition = self._session.edition
        row, column = edition.row(cell).name, edition.column(cell).label
        return row if cell.column == TOTAL else f"{row}，{column}"


class _FigureList(ChoiceList):
    """Its lines can be dragged into the text."""

    def __init__(self, name: str, piece_of: Callable[[str], Piece]) -> None:
        super().__init__(name)
        self._piece_of = piece_of
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        return to_mime(self._piece_of(items[0].data(DATA)))
