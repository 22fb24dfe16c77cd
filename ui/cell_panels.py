"""The drawer beside a table: last year's figures of the row, and where a value comes from."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from forms.carry import carried_cells
from forms.cells import Address
from forms.counts import Number, Value, is_number, show
from forms.wording import cell_name
from ui import style
from ui.drawer import CellPanel
from ui.labels import muted, title
from ui.session import Session

NO_LAST_YEAR = "还没有去年的报告可以对照。"


def change_words(now: Value, before: Value) -> str:
    """``＋8``, ``－2``, ``0``; nothing where one of the two is not known."""
    if not (is_number(now) and is_number(before)):
        return ""
    assert isinstance(now, (int, Decimal))
    assert isinstance(before, (int, Decimal))
    difference: Number = now - before
    if not difference:
        return "0"
    return f"＋{show(difference)}" if difference > 0 else f"－{show(-difference)}"


class LastYearPanel(CellPanel):
    """The drawer's 去年: the row of the current cell, last year, this year and the change."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("去年", parent)
        self._session = session
        self.heading = title("", style.BODY_PIXELS)
        self.cell = QLabel()
        self.cell.setWordWrap(True)
        self.cell.setTextFormat(Qt.TextFormat.PlainText)
        self.figures = QWidget()
        self._grid = QGridLayout(self.figures)
        self._grid.setContentsMargins(0, 8, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._labels: list[tuple[QLabel, ...]] = []
        for widget in (self.heading, self.cell, self.figures):
            self.lines.addWidget(widget)
        self.lines.addStretch(1)

    def show_address(self, address: Address) -> None:
        """The row of a cell, the cell itself first in words."""
        session = self._session
        before = session.last_year
        row = session.edition.row(address)
        self.heading.setText(row.label or row.name)
        self.figures.setVisible(before is not None)
        if before is None:
            self.cell.setText(NO_LAST_YEAR)
            return
        year = "去年" if before.year is None else f"{before.year}年"
        unit = session.edition.column(address).unit
        value, now = before.value(address), session.report.value(address)
        label = session.edition.column(address).label
        told = f"{label}：{year}{_figure(value, unit)}，本年{_figure(now, unit)}"
        change = change_words(now, value)
        self.cell.setText(f"{told}，{_change(change, unit)}。" if change else f"{told}。")
        self._show_row(address, year)

    def _show_row(self, address: Address, year: str) -> None:
        session = self._session
        before = session.last_year
        assert before is not None
        lines: list[tuple[str, ...]] = [("", year, "本年", "增减")]
        keys = list(session.edition.row(address).areas)
        for key in keys:
            cell = Address(address.table, address.row, key)
            now, then = session.report.value(cell), before.value(cell)
            name = session.edition.column(cell).label
            lines.append((name, show(then) or "空", show(now) or "空", change_words(now, then)))
        while len(self._labels) < len(lines):
            self._add_line()
        for number, labels in enumerate(self._labels):
            here = 0 < number <= len(keys) and keys[number - 1] == address.column
            words = lines[number] if number < len(lines) else ("",) * 4
            for label, text in zip(labels, words, strict=True):
                label.setText(text)
                label.setVisible(number < len(lines))
                font = label.font()
                font.setBold(here)
                label.setFont(font)

    def _add_line(self) -> None:
        row = len(self._labels)
        labels = tuple(muted() for _ in range(4))
        for column, label in enumerate(labels):
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            label.setWordWrap(column == 0)
            self._grid.addWidget(label, row, column, side | Qt.AlignmentFlag.AlignTop)
        self._labels.append(labels)


class OriginPanel(CellPanel):
    """The drawer's 出处: where a cell's value stood in the file, and what was said of it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("出处", parent)
        self._session = session
        self.heading = title("", style.BODY_PIXELS)
        self.place = muted()
        self.remarks = muted()
        for label in (self.heading, self.place, self.remarks):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.lines.addWidget(label)
        self.lines.addStretch(1)

    def show_address(self, address: Address) -> None:
        """What is known of the cell."""
        session = self._session
        self.heading.setText(cell_name(address, session.edition))
        self.place.setText("\n".join(self._places(address)))
        own = [one.message for one in session.report.remarks if one.speaks_of(address)]
        self.remarks.setText("\n".join(["读取文件时的说明：", *own]) if own else "")

    def _places(self, address: Address) -> list[str]:
        session = self._session
        report, before = session.report, session.last_year
        value, name = report.value(address), str(address)
        told = []
        if name in report.origins:
            told.append(f"读入的文件中：{report.origins[name]}")
        elif before is not None and value is not None:
            carried = carried_cells(before, session.edition)
            if carried.get(address) == value:
                told.append("取自去年报告的结转数。")
        if before is not None and name in before.origins:
            told.append(f"去年报告的文件中：{before.origins[name]}")
        if not told:
            empty = "这一格还没有填。" if value is None else "这一格是在这里填写的。"
            told.append(empty)
        return told


def _figure(value: Value, unit: str) -> str:
    return f"{show(value)}{unit}" if is_number(value) else (show(value) or "空着")


def _change(change: str, unit: str) -> str:
    if change == "0":
        return "没有增减"
    return f"{'增加' if change[0] == '＋' else '减少'}{change[1:]}{unit}"
