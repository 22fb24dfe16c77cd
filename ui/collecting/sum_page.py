"""汇总: the office's own form, filled with sums; behind each total the units that make it up."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from forms.cells import Address
from forms.collecting.collection import Collection
from forms.collecting.summing import PARENT_WORDS, addends_of, parents_of, sum_of
from forms.collecting.sums import Addend, Exemption, Sum
from forms.counts import show
from forms.wording import cell_name
from ui import style
from ui.collecting.exemption_row import ExemptionRow
from ui.collecting.two_sides import two_sides
from ui.labels import button, colour_of, muted, title
from ui.session import Session
from ui.table_view import FormTable

HEADINGS = ("单位", "填报", "计入", "说明")
_WIDTHS = (180, 58, 58, 104)
_REASON = HEADINGS.index("说明")
_SIZES = (920, 400)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
PLACE = Qt.ItemDataRole.UserRole


class SumPage(QWidget):
    """Signals: ``report_asked`` carries a Path and an Address; ``taken`` the Report of the sum;
    ``exempted`` an Exemption; ``restored`` a unit's name and an Address.
    """

    report_asked = Signal(object, object)
    taken = Signal(object)
    exempted = Signal(object)
    restored = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._collection: Collection | None = None
        self._exemptions: tuple[Exemption, ...] = ()
        self.sum: Sum | None = None
        self.session = Session(self)
        self.parents = QComboBox()
        self.parents.setAccessibleName("汇总到哪个单位")
        self.summary = muted()
        self.take = button("写成本级报告…", "main")
        self.take.setToolTip("表格填好合计数，打开后接着写第一、五、六部分")
        self.next = button("下一处不同", "quiet")
        self.next.setToolTip("与已公布的报告不同的下一格")
        self.tables = QTabWidget()
        self.forms: dict[str, FormTable] = {}
        self.heading = title("", 15)
        self.told = muted()
        self.addends = QTableWidget(0, len(HEADINGS))
        self.exemption = ExemptionRow()
        self._dress_addends()
        self._lay_out()
        self.parents.currentIndexChanged.connect(self._sum_up)
        self.take.clicked.connect(self._give)
        self.next.clicked.connect(self._go_on)
        self.tables.currentChanged.connect(lambda _: self._show_addends())
        self.addends.cellActivated.connect(self._open)
        self.addends.itemSelectionChanged.connect(self._offer_exemption)
        self.exemption.asked.connect(self.exempted)
        self.exemption.taken_back.connect(self.restored)

    def _dress_addends(self) -> None:
        table = self.addends
        table.setAccessibleName("合计由哪些单位构成")
        table.setHorizontalHeaderLabels(list(HEADINGS))
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, width)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(QLabel("汇总到"))
        above.addWidget(self.parents)
        above.addWidget(self.summary, 1)
        above.addWidget(self.next)
        above.addWidget(self.take)
        told = (self.heading, self.told, self.addends, self.exemption)
        page = QVBoxLayout(self)
        page.addLayout(above)
        page.addWidget(two_sides(self.tables, told, self.addends, _SIZES), 1)

    # --- the sum -------------------------------------------------------------------------

    def show_collection(
        self, collection: Collection | None, exemptions: tuple[Exemption, ...] = ()
    ) -> None:
        """Another collection, or none."""
        before = self.parents.currentData()
        self._collection, self._exemptions = collection, exemptions
        self.parents.blockSignals(True)
        self.parents.clear()
        for name in parents_of(collection) if collection else ():
            office = collection.office if collection else ""
            self.parents.addItem(name or office or PARENT_WORDS, name)
        self.parents.setCurrentIndex(max(self.parents.findData(before), 0))
        self.parents.blockSignals(False)
        self._sum_up()

    def _sum_up(self) -> None:
        collection, parent = self._collection, self.parents.currentData()
        self.take.setEnabled(collection is not None and parent is not None)
        self.next.hide()
        if collection is None or parent is None:
            self.sum = None
            self.summary.setText("")
            return
        self.sum = sum_of(collection, parent, self._exemptions)
        self.session.open_report(self.sum.report)
        # The totals come from the units: nothing is typed over them.
        self.session.file.is_read_only = True
        self._build_tables()
        self.summary.setText(self._words(self.sum))
        self.next.setVisible(bool(self._differing()))
        self._show_addends()

    def _build_tables(self) -> None:
        edition = self.session.edition
        if list(self.forms) == list(edition.tables):
            return
        self.tables.clear()
        self.forms = {}
        before: QWidget = self.tables
        for key, table in edition.tables.items():
            form = FormTable(self.session, key)
            form.current_cell_changed.connect(lambda _: self._show_addends())
            self.forms[key] = form
            self.setTabOrder(before, form)
            before = form
            part = edition.part_of_table(key).heading.partition("、")[0]
            self.tables.addTab(form, f"第{part}部分")
            self.tables.setTabToolTip(self.tables.count() - 1, table.title)

    @staticmethod
    def _words(total: Sum) -> str:
        open_cells = sum(bool(one.unknown) for one in total.totals.values())
        words = f"计入{len(total.units)}个单位"
        if total.without:
            words += f"，{len(total.without)}个没有计入（{'、'.join(total.without[:3])}"
            words += "等）" if len(total.without) > 3 else "）"
        if open_cells:
            words += f"；{open_cells}格因有单位未填，合计待定"
        differing = sum(bool(one.amount) for one in total.differences)
        if total.differences:
            words += f"；与已公布的报告有{differing}格不同" if differing else "；与已公布的报告相符"
        return words + "。"

    def _differing(self) -> list[Address]:
        """The cells that the office's own total states differently, in the form's order."""
        return [one.address for one in self.sum.differences if one.amount] if self.sum else []

    def _go_on(self) -> None:
        """To the next such cell; behind the last one to the first."""
        order = list(self.session.edition.addresses)
        here = order.index(self.address) if self.address is not None else -1
        found = self._differing()
        address = next((one for one in found if order.index(one) > here), found[0])
        form = self.forms[address.table]
        self.tables.setCurrentWidget(form)
        form.go_to(address)

    def _give(self) -> None:
        if self.sum is not None:
            self.taken.emit(self.sum.report)

    # --- what is behind a total ----------------------------------------------------------

    @property
    def address(self) -> Address | None:
        """The cell that is looked at."""
        form = self.tables.currentWidget()
        return form.current_address() if isinstance(form, FormTable) else None

    def _show_addends(self) -> None:
        address, total = self.address, self.sum
        if address is None or total is None or self._collection is None:
            self.heading.setText("选一格，看合计由哪些单位构成")
            self.told.setText("")
            self.addends.setRowCount(0)
            self.exemption.offer(None, None)
            return
        self.heading.setText(cell_name(address, self.session.edition))
        self._tell_total(total, address)
        found = addends_of(self._collection, address, total.parent, self._exemptions)
        self.addends.setRowCount(len(found))
        for row, one in enumerate(found):
            self._fill_row(row, one)
        self.addends.setColumnHidden(_REASON, not any(map(_words_of, found)))
        self._offer_exemption()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            # What is told of a total carries its colour with it. Later: Qt still goes through
            # all widgets.
            QTimer.singleShot(0, self, self._show_addends)

    def _tell_total(self, total: Sum, address: Address) -> None:
        one = total.totals[address]
        if one.unknown:
            words = f"▲ 已知的合计{show(one.known)}；没有填的：{'、'.join(one.unknown)}"
        else:
            words = f"合计{show(one.number)}"
        stated = next((d for d in total.differences if d.address == address), None)
        if stated is not None:
            gap = f"，相差{show(stated.amount)}" if stated.amount else ""
            words += f"；已公布的报告是{show(stated.stated) or '空'}{gap}"
        colours = style.current()
        self.told.setText(words)
        is_amiss = bool(one.unknown) or (stated is not None and bool(stated.amount))
        colour_of(self.told, colours.mismatch if is_amiss else colours.muted)

    def _fill_row(self, row: int, one: Addend) -> None:
        printed = show(one.printed) or "（空）"
        for column, text in enumerate((one.unit, printed, show(one.number), _words_of(one))):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            item.setData(PLACE, one)
            if HEADINGS[column] in ("填报", "计入"):
                item.setTextAlignment(_RIGHT)
            self.addends.setItem(row, column, item)

    def _chosen(self) -> Addend | None:
        item = self.addends.item(self.addends.currentRow(), 0)
        return item.data(PLACE) if item is not None else None

    def _offer_exemption(self) -> None:
        chosen = self._chosen()
        self.exemption.offer(chosen.unit if chosen is not None else None, self.address)

    def _open(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.file:
            self.report_asked.emit(Path(chosen.file), self.address)


def _words_of(one: Addend) -> str:
    return one.reason or ("没有填，合计待定" if one.number is None else "")
