"""An exception to the sum for one unit and one cell: the figure, and the reason that is owed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from forms.cells import Address
from forms.collecting.sums import Exemption
from forms.counts import read_cell
from ui import style
from ui.labels import button, colour_of, muted

INSTEAD, ADDED = True, False


class ExemptionRow(QWidget):
    """Signals: ``asked`` carries an Exemption, ``taken_back`` a unit's name and an Address."""

    asked = Signal(object)
    taken_back = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit: str | None = None
        self._address: Address | None = None
        self.words = muted()
        self.way = QComboBox()
        self.way.setAccessibleName("怎样计入")
        self.way.addItem("改按", INSTEAD)
        self.way.addItem("另加（减）", ADDED)
        self.amount = QLineEdit(placeholderText="数")
        self.amount.setAccessibleName("数")
        self.amount.setMaximumWidth(80)
        self.reason = QLineEdit(placeholderText="理由，例如：案件已移交，两家都计了")
        self.reason.setAccessibleName("理由")
        self.enter = button("计入例外")
        self.take_back = button("取消例外", "quiet")
        first = QHBoxLayout()
        for widget in (self.way, self.amount):
            first.addWidget(widget)
        first.addWidget(self.reason, 1)
        second = QHBoxLayout()
        second.addWidget(self.words, 1)
        second.addWidget(self.take_back)
        second.addWidget(self.enter)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 8, 0, 0)
        lines.addLayout(first)
        lines.addLayout(second)
        self.enter.clicked.connect(self._ask)
        self.reason.returnPressed.connect(self._ask)
        self.take_back.clicked.connect(self._take_back)
        self.offer(None, None)

    def offer(self, unit: str | None, address: Address | None) -> None:
        """For a unit's part of a total; None: nothing is chosen."""
        self._unit, self._address = unit, address
        self.setEnabled(unit is not None and address is not None)
        self._tell("" if unit is None else f"{unit}的这一格")

    def _ask(self) -> None:
        amount, reason = read_cell(self.amount.text()).value, self.reason.text().strip()
        if self._unit is None or self._address is None:
            return
        if amount is None or isinstance(amount, str):
            self._tell("▲ 请写明数字，减去的写负数。", is_amiss=True)
            self.amount.setFocus()
        elif not reason:
            self._tell("▲ 请写明理由。", is_amiss=True)
            self.reason.setFocus()
        else:
            instead = bool(self.way.currentData())
            self.asked.emit(Exemption(self._unit, self._address, amount, reason, instead))
            self.amount.clear()
            self.reason.clear()

    def _take_back(self) -> None:
        if self._unit is not None and self._address is not None:
            self.taken_back.emit(self._unit, self._address)

    def _tell(self, words: str, is_amiss: bool = False) -> None:
        colours = style.current()
        self.words.setText(words)
        colour_of(self.words, colours.mismatch if is_amiss else colours.muted)
