"""The matrix as a table: a return per row, a rule per column, its number of findings inside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from forms.collecting.collection import Collection
from forms.collecting.matrix import Filter, Matrix, Row, matrix_of
from forms.collecting.returns import Found
from forms.collecting.short_names import RULE_NAMES
from forms.rules import Level
from ui import style
from ui.marks import SIGNS, Mark

Index = QModelIndex | QPersistentModelIndex
UNIT, FIRST_RULE = 0, 1
_MARKS = {Level.ERROR: Mark.WRONG, Level.WARNING: Mark.MISMATCH, Level.HINT: Mark.HINT}
_NOWHERE = QModelIndex()


class MatrixModel(QAbstractTableModel):
    """Column 0 is the unit, then one column per rule that somebody breaks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._collection: Collection | None = None
        self._filter = Filter.ALL
        self._matrix = Matrix((), ())
        self._rows: tuple[Row, ...] = ()
        self._order: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def show(self, collection: Collection | None, wanted: Filter) -> None:
        """Another collection, or another choice among its findings."""
        self.beginResetModel()
        self._collection, self._filter = collection, wanted
        self._matrix = Matrix((), ()) if collection is None else matrix_of(collection, wanted)
        self._sort()
        self.endResetModel()

    def row_at(self, row: int) -> Row:
        """The return of a row."""
        return self._rows[row]

    def found_at(self, index: Index) -> tuple[Found, ...]:
        """The findings in a cell; at the unit all of its findings."""
        row = self._rows[index.row()]
        if index.column() < FIRST_RULE:
            return tuple(one for found in row.found.values() for one in found)
        return row.found.get(self._matrix.rules[index.column() - FIRST_RULE], ())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        self._order = column, order
        self._sort()
        self.layoutChanged.emit()

    def _sort(self) -> None:
        """By the number of findings, the most first; by the unit in the order of the list."""
        column, order = self._order
        rules = self._matrix.rules
        if column < FIRST_RULE or column > len(rules):
            rows = self._matrix.rows
        else:
            rows = self._matrix.sorted_by(rules[column - FIRST_RULE])
        self._rows = rows[::-1] if order is Qt.SortOrder.DescendingOrder else rows

    # --- what Qt asks --------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else FIRST_RULE + len(self._matrix.rules)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_LEFT if section < FIRST_RULE else Qt.AlignmentFlag.AlignCenter)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if section < FIRST_RULE:
            return "单位"
        code = self._matrix.rules[section - FIRST_RULE]
        return f"{RULE_NAMES.get(code, code)}\n{self._matrix.counts[code]}家"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if index.column() < FIRST_RULE:
            return _unit_data(row, role)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        found = self.found_at(index)
        if found and role == Qt.ItemDataRole.AccessibleTextRole:
            heading = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return f"{_name(row)}，{heading.partition(chr(10))[0]}，{len(found)}处"
        return _found_data(found, role) if found else None


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _unit_data(row: Row, role: int) -> Any:
    if role == Qt.ItemDataRole.DisplayRole:
        doubt = "（未计入）" if row.unit and not row.is_counted else ""
        return f"{_name(row)}{doubt}"
    if role == Qt.ItemDataRole.ToolTipRole:
        return row.source.file
    if role == Qt.ItemDataRole.ForegroundRole and not row.count:
        return QColor(style.current().muted)
    return None


def _found_data(found: tuple[Found, ...], role: int) -> Any:
    if role == Qt.ItemDataRole.DisplayRole:
        return f"{SIGNS[_MARKS[_gravest(found)]].sign} {len(found)}"
    if role == Qt.ItemDataRole.ToolTipRole:
        return "\n".join(one.message for one in found)
    return QColor(_colour(found)) if role == Qt.ItemDataRole.ForegroundRole else None


def _name(row: Row) -> str:
    return row.unit or row.source.read.agency or Path(row.source.file).name


def _gravest(found: tuple[Found, ...]) -> Level:
    levels = {one.level for one in found if not one.explained}
    return next((level for level in (Level.ERROR, Level.WARNING) if level in levels), Level.HINT)


def _colour(found: tuple[Found, ...]) -> str:
    return str(getattr(style.current(), SIGNS[_MARKS[_gravest(found)]].colour))
