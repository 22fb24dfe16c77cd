"""Which older version of a saved file to show: every copy that is kept, by its time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from forms.saving.backups import backups_in, files_with_backups, folder_of
from ui.labels import button, muted

SIZE = QSize(520, 420)
WEEKDAYS = "一二三四五六日"
NONE_YET = "还没有旧版本。每次保存时，会先把上一次保存的内容留一份在这里。"
ABOUT = "打开旧版本不会动现在的文件；看过以后，可以另存，也可以存回原来的文件。"
_PLACE = Qt.ItemDataRole.UserRole


class OlderVersions(QDialog):
    """``files`` chooses the saved file, ``times`` its versions, the newest first."""

    @classmethod
    def ask(cls, parent: QWidget, folder: Path, current: Path | None) -> Path | None:
        """The copy to open; None where the clerk went back."""
        dialog = cls(parent, folder, current)
        agreed = dialog.exec()
        chosen = dialog.chosen()
        dialog.deleteLater()
        return chosen if agreed else None

    def __init__(self, parent: QWidget, folder: Path, current: Path | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("以前保存的版本")
        self.resize(SIZE)
        self.files = QComboBox()
        self.files.setAccessibleName("文件")
        self.times = QListWidget()
        self.times.setAccessibleName("版本")
        self.about = muted(ABOUT)
        self.show_it = button("打开这个版本", "main")
        self.back = button("取消")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.show_it)
        buttons.addWidget(self.back)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 16, 24, 16)
        lines.setSpacing(8)
        for widget in (self.files, self.times, self.about):
            lines.addWidget(widget)
        lines.addLayout(buttons)
        self.files.currentIndexChanged.connect(self._show_times)
        self.times.itemActivated.connect(self.accept)
        self.show_it.clicked.connect(self.accept)
        self.back.clicked.connect(self.reject)
        self._fill(folder, current)

    def _fill(self, folder: Path, current: Path | None) -> None:
        for place, name in files_with_backups(folder).items():
            self.files.addItem(name, str(place))
        wanted = "" if current is None else str(folder_of(current, folder))
        self.files.setCurrentIndex(max(self.files.findData(wanted), 0))
        self._show_times()
        self.times.setFocus()

    def _show_times(self) -> None:
        self.times.clear()
        place = self.files.currentData()
        copies = {} if place is None else backups_in(Path(place))
        for time in sorted(copies, reverse=True):
            item = QListWidgetItem(time_words(time.astimezone()))
            item.setData(_PLACE, str(copies[time]))
            self.times.addItem(item)
        self.times.setCurrentRow(0)
        self.show_it.setEnabled(bool(copies))
        for made in (self.files, self.times, self.show_it):
            made.setVisible(bool(copies))
        self.back.setText("取消" if copies else "知道了")
        self.about.setText(ABOUT if copies else NONE_YET)
        if not copies:
            self.adjustSize()

    def chosen(self) -> Path | None:
        """The copy that is chosen."""
        item = self.times.currentItem()
        return None if item is None else Path(item.data(_PLACE))


def time_words(time: datetime) -> str:
    """``2026年3月9日 星期一 14:03:07``; ``time`` is of the zone in which it is shown."""
    day = f"{time.year}年{time.month}月{time.day}日"
    return f"{day} 星期{WEEKDAYS[time.weekday()]} {time:%H:%M:%S}"
