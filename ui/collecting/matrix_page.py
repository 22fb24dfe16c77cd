"""审核: units × rules, the findings of the cell that is chosen, and the way to the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from forms.cells import Address
from forms.collecting.collection import Collection
from forms.collecting.matrix import Filter, Row
from forms.collecting.returns import Found
from forms.finding_words import DOUBTFUL, GRAVE, HINT, kind_word
from forms.rules import Level
from ui.choice_list import ChoiceList
from ui.collecting.frozen_table import FrozenTable
from ui.collecting.matrix_model import FIRST_RULE, UNIT, MatrixModel
from ui.collecting.two_sides import two_sides
from ui.labels import button, muted, title

FILTERS = {
    Filter.ALL: "全部",
    Filter.ERRORS: f"只看{GRAVE}的",
    Filter.WARNINGS: f"只看{DOUBTFUL}和{HINT}",
    Filter.UNEXPLAINED: "没有说明情况的",
    Filter.UNCERTAIN: "读取没有把握的",
}
_UNIT_WIDTH = 300
_UNIT_SHARE = 0.4
"""Of the table: the rules need the rest."""
_RULE_WIDTH = 92
_SIZES = (960, 360)


def _summary(rows: Sequence[Row], clean: str) -> str:
    """``29份报告：8份有错或没有填，9份待核对，12份只有提示。``: each by its gravest finding."""
    count = Counter(row.gravest for row in rows)
    named = (
        (Level.ERROR, GRAVE),
        (Level.WARNING, DOUBTFUL),
        (Level.HINT, f"只有{HINT}"),
        (None, clean),
    )
    told = "，".join(f"{count[level]}份{words}" for level, words in named if count[level])
    return f"{len(rows)}份报告：{told}。" if rows else ""


class MatrixPage(QWidget):
    """Signal ``report_asked`` carries a Path and the Address to go to, or None."""

    report_asked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._collection: Collection | None = None
        self.model = MatrixModel(self)
        self.filter = QComboBox()
        self.filter.setAccessibleName("看哪些")
        for wanted, words in FILTERS.items():
            self.filter.addItem(words, wanted.value)
        self.summary = muted()
        self.table = FrozenTable()
        self.heading = title("", 15)
        self.file = muted()
        self.findings = ChoiceList("这一格的问题")
        self.findings.setWordWrap(True)
        self.open = button("打开这份报告")
        self._dress_table()
        self._lay_out()
        self._connect()

    def _dress_table(self) -> None:
        table = self.table
        table.setAccessibleName("各单位的问题")
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setModel(self.model)
        table.setSortingEnabled(True)
        table.horizontalHeader().setSortIndicator(UNIT, Qt.SortOrder.AscendingOrder)
        table.horizontalHeader().setDefaultSectionSize(_RULE_WIDTH)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(QLabel("看"))
        above.addWidget(self.filter)
        above.addWidget(self.summary, 1)
        told = (self.heading, self.file, self.findings, self.open)
        page = QVBoxLayout(self)
        page.addLayout(above)
        page.addWidget(two_sides(self.table, told, self.findings, _SIZES), 1)

    def _connect(self) -> None:
        self.filter.currentIndexChanged.connect(self._refill)
        self.table.selectionModel().currentChanged.connect(self._show_cell)
        self.model.modelReset.connect(self._show_cell)
        self.table.activated.connect(self._open_first)
        self.findings.chosen.connect(self._open_at)
        self.open.clicked.connect(lambda: self._open_at(None))

    def show_collection(self, collection: Collection | None) -> None:
        """Another collection, or none."""
        self._collection = collection
        self._refill()

    def _refill(self) -> None:
        self.model.show(self._collection, Filter(self.filter.currentData()))
        self._fit_names()
        header = self.table.horizontalHeader()
        for column in range(FIRST_RULE, self.model.columnCount()):
            header.resizeSection(column, max(_RULE_WIDTH, header.sectionSizeHint(column)))
        rows = [self.model.row_at(row) for row in range(self.model.rowCount())]
        is_all = self.filter.currentData() == Filter.ALL.value
        self.summary.setText(_summary(rows, "没有问题" if is_all else "没有这类问题"))
        if rows:
            self.table.setCurrentIndex(self.model.index(0, UNIT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The table has its own new size a moment later; while unseen it had hardly any.
        QTimer.singleShot(0, self, self._fit_names)

    def _fit_names(self) -> None:
        widest = min(_UNIT_WIDTH, int(_UNIT_SHARE * self.table.width()))
        names = self.table.sizeHintForColumn(UNIT)
        self.table.setColumnWidth(UNIT, max(min(names, widest), _RULE_WIDTH))

    # --- one cell ------------------------------------------------------------------------

    def _show_cell(self) -> None:
        index = self.table.currentIndex()
        self.findings.clear()
        self.open.setEnabled(index.isValid())
        if not index.isValid():
            self.heading.setText("")
            self.file.setText("")
            return
        self.heading.setText(self.model.index(index.row(), UNIT).data())
        # Which of several files of one unit it is.
        self.file.setText(Path(self.model.row_at(index.row()).source.file).name)
        found = self.model.found_at(index)
        for one in found:
            words = f"{kind_word(one.code, one.level)}　{one.message}"
            if one.explained:
                words += f"\n说明：{one.explained}"
            if one.uncertain:
                words += "\n这里读取没有把握，请对照原件。"
            self.findings.add(words, one)
        if not found:
            one_rule = index.column() >= FIRST_RULE
            self.findings.add("这一项没有问题。" if one_rule else "没有问题。", None)

    def _open_first(self) -> None:
        found = self.model.found_at(self.table.currentIndex())
        column = self.table.currentIndex().column()
        self._open_at(found[0] if found and column >= FIRST_RULE else None)

    def _open_at(self, found: Found | None) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            return
        cells = found.cells if found is not None else ()
        address = Address(*cells[0].split(".")) if cells else None
        self.report_asked.emit(Path(self.model.row_at(index.row()).source.file), address)
