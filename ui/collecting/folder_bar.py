"""Which folder, and what is laid beside it: unit list, last year's folder, the published total."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.check_box import CheckBox
from ui.collecting.wanted import Wanted
from ui.dialogs import READABLE
from ui.labels import button, muted

_LISTS = "单位名单 (*.xlsx *.csv)"
_REPORTS = f"年度报告 ({READABLE});;所有文件 (*)"


class ChooseBeside:
    """Where something lies that is laid beside the folder."""

    @classmethod
    def folder(cls, parent: QWidget, words: str, near: Path | None) -> Path | None:
        """A folder; None where the person went back."""
        name = QFileDialog.getExistingDirectory(parent, words, str(near or Path.home()))
        return Path(name) if name else None

    @classmethod
    def file(cls, parent: QWidget, words: str, near: Path, kinds: str) -> Path | None:
        """A file; None where the person went back."""
        name, _ = QFileDialog.getOpenFileName(parent, words, str(near), kinds)
        return Path(name) if name else None


class FolderBar(QWidget):
    """Signals: ``folder_asked`` carries a Path; ``changed`` the Wanted with something else."""

    folder_asked = Signal(object)
    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted: Wanted | None = None
        self.choose = button("选择文件夹…", "main")
        self.name = muted()
        self.office = QLineEdit(placeholderText="汇总单位名称，例如：示范市人民政府")
        self.office.setAccessibleName("汇总单位名称")
        self.office.setMinimumWidth(240)
        self.units = button("单位名单…", "quiet")
        self.units.setToolTip("Excel 或 CSV 表，列出单位名称、类别、上级；没有名单时按收到的报告列")
        self.last_year = button("去年的文件夹…", "quiet")
        self.stated = button("已公布的本级报告…", "quiet")
        self.own = button("本级自己的报告…", "quiet")
        self.own.setToolTip("本级机关自己办理的申请，也计入汇总")
        self.has_deadline = CheckBox("截止")
        self.deadline = QDateEdit()
        self.deadline.setCalendarPopup(True)
        self.deadline.setDisplayFormat("yyyy-MM-dd")
        self.deadline.setAccessibleName("报送截止日期")
        self._lay_out()
        self._connect()
        self.show_wanted(None)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.choose)
        first.addWidget(self.name, 1)
        first.addWidget(self.office)
        second = QHBoxLayout()
        second.setSpacing(12)
        for widget in (self.units, self.last_year, self.own, self.stated):
            second.addWidget(widget)
        second.addStretch(1)
        second.addWidget(self.has_deadline)
        second.addWidget(self.deadline)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 12, 16, 4)
        lines.setSpacing(4)
        lines.addLayout(first)
        lines.addLayout(second)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._ask_folder)
        self.units.clicked.connect(self._ask_units)
        self.last_year.clicked.connect(self._ask_last_year)
        self.own.clicked.connect(self._ask_own)
        self.stated.clicked.connect(self._ask_stated)
        self.office.editingFinished.connect(self._take_office)
        self.has_deadline.toggled.connect(lambda _: self._take_deadline())
        self.deadline.dateChanged.connect(lambda _: self._take_deadline())

    def show_wanted(self, wanted: Wanted | None) -> None:
        """What is chosen now; None: no folder yet."""
        self._wanted = wanted
        for widget in (
            *(self.office, self.units, self.last_year, self.own, self.stated),
            *(self.has_deadline, self.deadline),
        ):
            widget.setVisible(wanted is not None)
        if wanted is None:
            self.name.setText("")
            return
        self.name.setText(str(wanted.folder))
        self.office.setText(wanted.office)
        self.units.setText(_chosen("单位名单", wanted.units))
        self.last_year.setText(_chosen("去年的文件夹", wanted.last_year))
        self.own.setText(_chosen("本级自己的报告", wanted.own))
        self.stated.setText(_chosen("已公布的本级报告", wanted.stated))
        inputs: tuple[QWidget, ...] = (self.has_deadline, self.deadline)
        for one in inputs:
            one.blockSignals(True)
        self.has_deadline.setChecked(wanted.deadline is not None)
        self.deadline.setEnabled(wanted.deadline is not None)
        day = wanted.deadline
        self.deadline.setDate(QDate(day.year, day.month, day.day) if day else QDate.currentDate())
        for one in inputs:
            one.blockSignals(False)

    # --- asking --------------------------------------------------------------------------

    def _ask_folder(self) -> None:
        near = self._wanted.folder.parent if self._wanted else None
        folder = ChooseBeside.folder(self, "放各单位报告的文件夹", near)
        if folder is not None:
            self.folder_asked.emit(folder)

    def _ask_units(self) -> None:
        assert self._wanted is not None
        found = ChooseBeside.file(self, "单位名单", self._wanted.folder, _LISTS)
        if found is not None:
            self.changed.emit(replace(self._wanted, units=found))

    def _ask_last_year(self) -> None:
        assert self._wanted is not None
        found = ChooseBeside.folder(self, "去年的报告在哪个文件夹", self._wanted.folder.parent)
        if found is not None:
            self.changed.emit(replace(self._wanted, last_year=found))

    def _ask_own(self) -> None:
        assert self._wanted is not None
        found = ChooseBeside.file(self, "本级自己的报告", self._wanted.folder, _REPORTS)
        if found is not None:
            self.changed.emit(replace(self._wanted, own=found))

    def _ask_stated(self) -> None:
        assert self._wanted is not None
        found = ChooseBeside.file(self, "已公布的本级报告", self._wanted.folder, _REPORTS)
        if found is not None:
            self.changed.emit(replace(self._wanted, stated=found))

    def _take_office(self) -> None:
        if self._wanted is not None and self.office.text().strip() != self._wanted.office:
            self.changed.emit(replace(self._wanted, office=self.office.text().strip()))

    def _take_deadline(self) -> None:
        if self._wanted is None:
            return
        day = self.deadline.date()
        is_set = self.has_deadline.isChecked()
        chosen = date(day.year(), day.month(), day.day()) if is_set else None
        self.changed.emit(replace(self._wanted, deadline=chosen))


def _chosen(words: str, path: Path | None) -> str:
    return f"{words}…" if path is None else f"{words}：{path.name}"
