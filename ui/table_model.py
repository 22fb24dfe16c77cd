"""One official table of the open report as a Qt model: the body of the printed grid.

The frozen rows and columns are painted by the headers (``ui.form_header``). Only what changed
is announced; the model is reset only when the edition changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from forms.cells import Address
from forms.counts import Value, show
from forms.document import GridCell
from forms.edition import Column
from forms.last_year import last_values
from forms.report import Report
from forms.totals import follows
from forms.wording import finding_sentence
from ui.cell_text import shown_text, typed_value
from ui.marks import SIGNS, Mark, gravest
from ui.session import Session
from ui.table_shape import Place, TableShape

Index = QModelIndex | QPersistentModelIndex
Seen = tuple[Mapping[Address, Value], Mapping[Address, str], Mapping[Address, Mark]]
NO_INDEX = QModelIndex()
LONGEST_TOOLTIP = 3


class Role(IntEnum):
    """What the delegate and the tests ask for besides Qt's own roles."""

    ADDRESS = Qt.ItemDataRole.UserRole + 1
    MARK = Qt.ItemDataRole.UserRole + 2
    COMPUTED = Qt.ItemDataRole.UserRole + 3
    GHOST = Qt.ItemDataRole.UserRole + 4


class Shown(NamedTuple):
    """What one value cell shows now: ``text`` is painted, ``ghost`` is last year's."""

    value: Value
    unit: str
    mark: Mark | None
    ghost: str
    text: str


class TableModel(QAbstractTableModel):
    """The body of one table. Rows and columns count from the first that is not frozen."""

    def __init__(self, session: Session, table_key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.table_key = table_key
        self.shape = TableShape(session.edition, table_key)
        self._seen: Seen = ({}, {}, {})
        self._last_year: Report | None = None
        self._ghosts: dict[Address, str] = {}
        self._shown: dict[Address, Shown] = {}
        self._read()
        # Marks come with the findings, and those a little later while a text is typed.
        session.findings_changed.connect(self.show_report)

    # --- following the session ---------------------------------------------------------

    def show_report(self) -> None:
        """Announce the cells that differ from what is shown, and nothing else."""
        if self.session.edition.key != self.shape.edition.key:
            self.beginResetModel()
            self.shape = TableShape(self.session.edition, self.table_key)
            self._read()
            self.endResetModel()
            return
        for address in self._take_changes():
            index = self.index_of(address)
            self.dataChanged.emit(index, index)

    def _take_changes(self) -> list[Address]:
        """Take over what the session holds now; the cells that became different."""
        session, before = self.session, self._seen
        self._seen = (session.report.cells, session.report.units, session.marks)
        if session.last_year is not self._last_year:
            self._last_year, self._ghosts = session.last_year, self._last_values()
            touched = set(self._shown)
        else:
            pairs = zip(before, self._seen, strict=True)
            touched = {address for old, new in pairs for address, _ in old.items() ^ new.items()}
        changed = []
        for address in touched & self._shown.keys():
            now = self._show(address)
            if now != self._shown[address]:
                self._shown[address] = now
                changed.append(address)
        return changed

    def _read(self) -> None:
        """Take everything anew: another shape."""
        session = self.session
        self._seen = (session.report.cells, session.report.units, session.marks)
        self._last_year, self._ghosts = session.last_year, self._last_values()
        self._shown = {address: self._show(address) for address in self.shape.by_row}

    def _show(self, address: Address) -> Shown:
        cells, units, marks = self._seen
        value, unit = cells.get(address), units.get(address, "")
        text = shown_text(value, self.column(address)) + unit
        return Shown(value, unit, marks.get(address), self._ghosts.get(address, ""), text)

    def _last_values(self) -> dict[Address, str]:
        """Last year's values, where the cell meant the same in last year's edition."""
        last = self.session.last_year
        if last is None:
            return {}
        known = last_values(last, self.session.edition, self.session.editions)
        return {
            address: shown_text(value, self.column(address))
            for address, value in known.items()
            if address in self.shape.cell_of
        }

    # --- places ------------------------------------------------------------------------

    def place(self, index: Index) -> Place:
        """The place in the printed grid."""
        return index.row() + self.shape.frozen_rows, index.column() + self.shape.frozen_columns

    def index_of(self, address: Address) -> QModelIndex:
        """The index of a value cell's top-left place."""
        row, column = self.shape.place_of(address)
        return self.index(row - self.shape.frozen_rows, column - self.shape.frozen_columns)

    def address(self, index: Index) -> Address | None:
        """The address of an index; None for a label."""
        return self.shape.address_at(*self.place(index)) if index.isValid() else None

    def printed(self, index: Index) -> GridCell | None:
        """The printed cell that covers an index."""
        return self.shape.cell_at.get(self.place(index))

    # --- what stands there -------------------------------------------------------------

    def column(self, address: Address) -> Column:
        """The column of the form to which a cell belongs."""
        return self.shape.table.columns[address.column]

    def shown(self, address: Address) -> Shown:
        """What a cell shows now."""
        return self._shown[address]

    def text(self, address: Address) -> str:
        """What is painted in a cell."""
        return self._shown[address].text

    def is_computed(self, address: Address) -> bool:
        """True for a total."""
        return address in self.shape.edition.totals

    def is_typed(self, address: Address) -> bool:
        """True where one may type: also a total that was read and disagrees with its parts."""
        relation = self.shape.edition.totals.get(address)
        return relation is None or not follows(self.session.report, relation)

    def row_mark(self, row: int) -> Mark | None:
        """The gravest mark among the cells of a printed row."""
        addresses = self.shape.addresses_in_row(row)
        found = [mark for a in addresses if (mark := self._shown[a].mark) is not None]
        return gravest(found)

    def row_is_begun(self, row: int) -> bool:
        """True where a printed row holds something already."""
        addresses = self.shape.addresses_in_row(row)
        return any(self._shown[address].value is not None for address in addresses)

    # --- the model ---------------------------------------------------------------------

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else self.shape.row_count - self.shape.frozen_rows

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else self.shape.column_count - self.shape.frozen_columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        address = self.address(index)
        if address is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.is_typed(address) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        address = self.address(index)
        if address is None:
            return self._label_data(index, role)
        reader = _READERS.get(role)
        return None if reader is None else reader(self, address)

    def alignment(self, _: Address) -> Qt.AlignmentFlag:
        """Right, or centred where values stand in wide merged cells."""
        wide = self.shape.has_wide_values
        side = Qt.AlignmentFlag.AlignHCenter if wide else Qt.AlignmentFlag.AlignRight
        return Qt.AlignmentFlag.AlignVCenter | side

    def _label_data(self, index: Index, role: int) -> Any:
        cell = self.printed(index) if index.isValid() else None
        asked = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return cell.text if cell is not None and role in asked else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        address = self.address(index)
        if address is None or role != Qt.ItemDataRole.EditRole or not self.is_typed(address):
            return False
        text = str(value)
        if text.strip() != self.text(address):
            self.session.enter(address, typed_value(text, self.column(address)))
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            addresses = self.shape.addresses_in_row(section + self.shape.frozen_rows)
            names = dict.fromkeys(self.shape.row_name(address) for address in addresses)
            return "、".join(names)
        headers = self.shape.headers_above.get(section + self.shape.frozen_columns, ())
        return headers[-1] if headers else ""

    # --- sentences ---------------------------------------------------------------------

    def spoken(self, address: Address) -> str:
        """``本年新收，自然人，12，待核对``: row, column, value, state."""
        shown = self._shown[address]
        words = [self.shape.row_name(address), self.shape.column_name(address)]
        words.append(self.text(address) or "空")
        if self.is_computed(address):
            words.append("自动计算")
        if shown.mark is not None:
            words.append(SIGNS[shown.mark].word)
        if shown.ghost:
            words.append(f"去年{shown.ghost}")
        return "，".join(words)

    def tooltip(self, address: Address) -> str:
        """The sentences of its findings, last year's value, what a total is."""
        edition = self.shape.edition
        lines = [
            finding_sentence(finding, edition)
            for finding in self.session.findings
            if address in finding.cells
        ][:LONGEST_TOOLTIP]
        if self._shown[address].ghost:
            lines.append(f"去年：{self._shown[address].ghost}")
        if self.is_computed(address):
            lines.append(
                "由程序按分项算出。" if not self.is_typed(address) else self._kept(address)
            )
        return "\n".join(lines)

    def _kept(self, address: Address) -> str:
        value = show(self._shown[address].value)
        return f"这里保留了读入的{value}；可以改写，也可以点“重算总计”。"


_READERS: dict[int, Callable[[TableModel, Address], Any]] = {
    Qt.ItemDataRole.DisplayRole: TableModel.text,
    Qt.ItemDataRole.EditRole: TableModel.text,
    Qt.ItemDataRole.TextAlignmentRole: TableModel.alignment,
    Qt.ItemDataRole.AccessibleTextRole: TableModel.spoken,
    Qt.ItemDataRole.ToolTipRole: TableModel.tooltip,
    Role.ADDRESS: lambda _, address: address,
    Role.MARK: lambda model, address: model.shown(address).mark,
    Role.COMPUTED: TableModel.is_computed,
    Role.GHOST: lambda model, address: model.shown(address).ghost,
}
