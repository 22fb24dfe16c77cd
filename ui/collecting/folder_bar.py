"""Which folder, and what is laid beside it: unit list, last year's folder, the published total."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import file_dialog
from ui.check_box import CheckBox
from ui.collecting.beside import Beside
from ui.collecting.wanted import Wanted
from ui.dialogs import READABLE
from ui.labels import button, side_by_side

_LISTS = "单位名单 (*.xlsx *.csv)"
_REPORTS = f"年度报告 ({READABLE});;所有文件 (*)"


class ChooseBeside:
    """Where something lies that is laid beside the folder."""

    @classmethod
    def folder(cls, parent: QWidget, words: str, near: Path | None) -> Path | None:
        """A folder; None where the person went back."""
        return file_dialog.folder(parent, words, near)

    @classmethod
    def file(cls, parent: QWidget, words: str, near: Path, kinds: str) -> Path | None:
        """A file; None where the person went back."""
        return file_dialog.file_to_open(parent, words, near, kinds)


class PathLine(QLabel):
    """A line that gives way to its neighbours: its middle is left out, the tip has it all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_words(self, words: str, tip: str) -> None:
        """Say it."""
        self._words = words
        self.setToolTip(tip)
        self.setAccessibleName(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._words, middle, self.width()))


class FolderBar(QWidget):
    """One line with the folder; what lies beside it is below, as long as ``more`` is down.

    Signals: ``folder_asked`` carries a Path; ``changed`` the Wanted with something else.
    """

    folder_asked = Signal(object)
    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted: Wanted | None = None
        self.choose = button("选择文件夹…", "main")
        self.name = PathLine()
        self.more = button("单位名单、去年、截止日期…", "quiet")
        self.more.setCheckable(True)
        self.office = QLineEdit(placeholderText="例如：示范市人民政府")
        self.office.setAccessibleName("汇总单位名称")
        self.units = Beside(
            "单位名单", "Excel 或 CSV 表，列出单位名称、类别、上级；没有名单时按收到的报告列"
        )
        self.last_year = Beside("去年的文件夹", "逐个单位与去年的报告核对")
        self.stated = Beside("已公布的本级报告", "已经填报或公布的总数，用来核对")
        self.own = Beside("本级自己的报告", "本级机关自己办理的申请，也计入汇总")
        self._rows = {
            "units": self.units,
            "last_year": self.last_year,
            "own": self.own,
            "stated": self.stated,
        }
        self.has_deadline = CheckBox("报送截止")
        self.deadline = QDateEdit()
        self.deadline.setCalendarPopup(True)
        # One change, however many keys a date takes.
        self.deadline.setKeyboardTracking(False)
        self.deadline.setDisplayFormat("yyyy-MM-dd")
        self.deadline.setAccessibleName("报送截止日期")
        self.beside = QWidget()
        self._lay_out()
        self._connect()
        self.show_wanted(None)

    def _lay_out(self) -> None:
        self._line = first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.choose)
        first.addWidget(self.name, 1)
        first.addWidget(self.more)
        office = QHBoxLayout()
        office.setContentsMargins(8, 0, 0, 0)
        office.setSpacing(8)
        label = QLabel("汇总单位")
        label.setBuddy(self.office)
        office.addWidget(label)
        office.addWidget(self.office, 1)
        day = side_by_side(self.has_deadline, self.deadline)
        day.setSpacing(4)
        grid = QGridLayout(self.beside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.addLayout(office, 0, 0)
        grid.addLayout(day, 0, 1)
        # The units' own things at the left, the office's at the right.
        for row, (left, right) in enumerate(
            ((self.units, self.own), (self.last_year, self.stated)), 1
        ):
            grid.addWidget(left, row, 0)
            grid.addWidget(right, row, 1)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 8, 16, 0)
        lines.setSpacing(4)
        lines.addLayout(first)
        lines.addWidget(self.beside)

    def put_at_end(self, *widgets: QWidget) -> None:
        """At the right of the folder's line."""
        for widget in widgets:
            self._line.addWidget(widget)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._ask_folder)
        self.more.toggled.connect(self.beside.setVisible)
        self.units.asked.connect(self._ask_units)
        self.last_year.asked.connect(self._ask_last_year)
        self.own.asked.connect(lambda: self._choose_file("本级自己的报告", "own"))
        self.stated.asked.connect(lambda: self._choose_file("已公布的本级报告", "stated"))
        for name, row in self._rows.items():
            row.dropped.connect(lambda name=name: self._change(**{name: None}))
        self.office.editingFinished.connect(self._take_office)
        self.has_deadline.toggled.connect(lambda _: self._take_deadline())
        self.deadline.dateChanged.connect(lambda _: self._take_deadline())

    def show_wanted(self, wanted: Wanted | None) -> None:
        """What is chosen now; None: no folder yet."""
        before, self._wanted = self._wanted, wanted
        self.more.setVisible(wanted is not None)
        if wanted is None:
            self.name.show_words("", "")
            self.beside.hide()
            return
        if before is None or before.folder != wanted.folder:
            # What nobody has asked for yet is offered once.
            self.more.setChecked(not wanted.office and wanted.units is None)
            self.beside.setVisible(self.more.isChecked())
        self.name.show_words(_summary(wanted), str(wanted.folder))
        self.office.setText(wanted.office)
        for name, path in _beside(wanted).items():
            self._rows[name].show_path(path)
        inputs: tuple[QWidget, ...] = (self.has_deadline, self.deadline)
        for one in inputs:
            one.blockSignals(True)
        self.has_deadline.setChecked(wanted.deadline is not None)
        self.deadline.setEnabled(wanted.deadline is not None)
        day = wanted.deadline
        self.deadline.setDate(QDate(day.year, day.month, day.day) if day else QDate.currentDate())
        for one in inputs:
            one.blockSignals(False)

    def fold(self) -> None:
        """Put away what lies beside the folder, unless somebody is at it."""
        focus = self.window().focusWidget()
        if focus is None or not self.beside.isAncestorOf(focus):
            self.more.setChecked(False)

    def _change(self, **changes: Any) -> None:
        if self._wanted is not None:
            self.changed.emit(replace(self._wanted, **changes))

    def _ask_folder(self) -> None:
        near = self._wanted.folder.parent if self._wanted else None
        folder = ChooseBeside.folder(self, "放各单位报告的文件夹", near)
        if folder is not None:
            self.folder_asked.emit(folder)

    def _ask_units(self) -> None:
        self._choose_file("单位名单", "units", _LISTS)

    def _ask_last_year(self) -> None:
        assert self._wanted is not None
        found = ChooseBeside.folder(self, "去年的报告在哪个文件夹", self._wanted.folder.parent)
        if found is not None:
            self._change(last_year=found)

    def _choose_file(self, words: str, name: str, kinds: str = _REPORTS) -> None:
        assert self._wanted is not None
        found = ChooseBeside.file(self, words, self._wanted.folder, kinds)
        if found is not None:
            self._change(**{name: found})

    def _take_office(self) -> None:
        if self._wanted is not None and self.office.text().strip() != self._wanted.office:
            self._change(office=self.office.text().strip())

    def _take_deadline(self) -> None:
        if self._wanted is None:
            return
        day = self.deadline.date()
        is_set = self.has_deadline.isChecked()
        chosen = date(day.year(), day.month(), day.day()) if is_set else None
        self._change(deadline=chosen)


def _beside(wanted: Wanted) -> dict[str, Path | None]:
    """What lies beside the folder, by the names of ``Wanted``."""
    return {
        "units": wanted.units,
        "last_year": wanted.last_year,
        "own": wanted.own,
        "stated": wanted.stated,
    }


def _summary(wanted: Wanted) -> str:
    """``年报　示范县人民政府，名单.csv，截止2026-01-31``: the folder and what is known of it."""
    known = [wanted.office, *(path.name for path in _beside(wanted).values() if path)]
    known += [f"截止{wanted.deadline}"] if wanted.deadline else []
    return f"{wanted.folder.name}　{'，'.join(filter(None, known))}".strip()
