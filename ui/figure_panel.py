"""The figures of the tables, to be put into a text."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.cells import Address
from forms.counts import is_number, show
from forms.wording import cell_name
from ui.choice_list import ChoiceList
from ui.labels import muted
from ui.note_edit import LineField
from ui.session import Session

TOTAL = "total"


class FigurePanel(QWidget):
    """Signal ``figure_chosen`` carries the figure with its unit, as text.

    Of a table with a total column only the totals are listed until something is looked for.
    """

    figure_chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: object = None
        self.told = muted("选一行，这个数就写到光标处。")
        self.wanted = LineField()
        self.wanted.setPlaceholderText("查找，例如：本年新收")
        self.wanted.setAccessibleName("查找表中的数字")
        self.wanted.setClearButtonEnabled(True)
        self.wanted.textChanged.connect(self.refresh)
        self.list = ChoiceList("表中的数字")
        self.list.chosen.connect(self.figure_chosen)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 0, 8, 8)
        lines.setSpacing(8)
        for widget in (self.told, self.wanted):
            lines.addWidget(widget)
        lines.addWidget(self.list, 1)

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
                figure = f"{show(session.report.value(cell))}{session.edition.column(cell).unit}"
                name = self._name(cell)
                self.list.add(f"{figure}  {name}", figure, f"{name}，{figure}", name)

    def _cells(self, table: str, words: list[str]) -> list[Address]:
        """The filled cells whose name holds every word."""
        columns = self._session.edition.tables[table].columns
        found = []
        for cell in self._session.edition.tables[table].addresses:
            seen = bool(words) or TOTAL not in columns or cell.column == TOTAL
            if seen and is_number(self._session.report.value(cell)):
                name = cell_name(cell, self._session.edition)
                if all(word in name for word in words):
                    found.append(cell)
        return found

    def _name(self, cell: Address) -> str:
        edition = self._session.edition
        row, column = edition.row(cell).name, edition.column(cell).label
        return row if cell.column == TOTAL else f"{row}，{column}"
