"""收报: who has returned, and what is to be settled before anything is added up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from forms.collecting.collection import Collection, Entry, Kind, Notice
from forms.collecting.comparison import Comparison, UnitChange
from forms.file_names import readable
from forms.finding_words import DOUBTFUL, GRAVE
from forms.rules import Level
from ui import style
from ui.labels import button, muted, title
from ui.marks import DONE, GRAVE_WORDS, SIGNS, Mark
from ui.open_folder import OpenFolder

HEADINGS = ("单位", "类别", "状态", GRAVE, DOUBTFUL, "上次退回以来", "文件", "收到时间")
_WIDTHS = (236, 72, 124, 92, 56, 160, 160, 124)
_KIND = HEADINGS.index("类别")
_SINCE = HEADINGS.index("上次退回以来")
_COUNTS = (HEADINGS.index(GRAVE), HEADINGS.index(DOUBTFUL))
_FIRST = (
    Kind.UNREADABLE,
    Kind.DOUBTFUL,
    Kind.UNLISTED,
    Kind.DOUBLE,
    Kind.WRONG_YEAR,
    Kind.WRONG_EDITION,
    Kind.SAME_FIGURES,
    Kind.SAME_CASE,
    Kind.SAME_TEXT,
    Kind.PARENT_TOTAL,
    Kind.MISSING,
    Kind.LATE,
)
"""What keeps a file from being counted comes first."""
PLACE = Qt.ItemDataRole.UserRole


class ReturnsPage(QWidget):
    """Signals: ``report_asked`` carries a Path and None; ``chosen`` a file and the other files of
    its unit; ``confirmed`` a file and a unit's name.
    """

    report_asked = Signal(object, object)
    chosen = Signal(str, tuple)
    confirmed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Collection | None, Comparison | None] = (None, None)
        self.summary = title("", 15)
        self.how = muted("双击一行，或者按回车，就打开那份报告。")
        self.table = _table()
        self.notices = QScrollArea()
        self.notices.setWidgetResizable(True)
        self.notices.setFrameShape(QScrollArea.Shape.NoFrame)
        self.notices.setAccessibleName("要处理的事")
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.table)
        halves.addWidget(self.notices)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        page = QVBoxLayout(self)
        above = QHBoxLayout()
        above.addWidget(self.summary, 1)
        above.addWidget(self.how)
        # Beside a heading that may be long, it stays in one line.
        self.how.setWordWrap(False)
        page.addLayout(above)
        page.addWidget(halves, 1)
        self.table.cellActivated.connect(self._open)

    def show_collection(
        self, collection: Collection | None, comparison: Comparison | None = None
    ) -> None:
        """Another collection, or none; ``comparison`` is with what was sent back last."""
        self._shown = collection, comparison
        changes = comparison.changes if comparison and comparison.since is not None else {}
        entries = collection.entries if collection else ()
        self.table.setColumnHidden(_SINCE, not changes)
        self.table.setColumnHidden(_KIND, not any(entry.unit.kind for entry in entries))
        self.table.setRowCount(len(entries))
        for row, entry in enumerate(entries):
            self._fill_row(row, entry, changes.get(entry.unit.name))
        self.summary.setText(_summary(collection) if collection else "")
        self._fill_notices(collection.notices if collection else ())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            # Later: Qt still goes through all widgets, and some go away in this.
            QTimer.singleShot(0, self, self._wear_colours)

    def _wear_colours(self) -> None:
        """The cells carry their colours with them."""
        if self._shown[0] is not None:
            self.show_collection(*self._shown)

    def _fill_row(self, row: int, entry: Entry, change: UnitChange | None) -> None:
        words, colour = _state(entry)
        counted = entry.counted or next(iter(entry.returns), None)
        found = counted.found if counted else ()
        levels = [one.level for one in found if not one.explained]
        errors = str(levels.count(Level.ERROR)) if counted else ""
        warnings = str(levels.count(Level.WARNING)) if counted else ""
        file = counted.file if counted else ""
        since, when = _since(change), _when(counted.received if counted else 0)
        texts = (entry.unit.name, entry.unit.kind, words, errors, warnings, since)
        for column, text in enumerate((*texts, Path(file).name, when)):
            item = QTableWidgetItem(text)
            item.setData(PLACE, file)
            item.setToolTip(text)
            if column == HEADINGS.index("状态"):
                item.setForeground(QColor(colour))
            elif column in _COUNTS:
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self.table.setItem(row, column, item)

    def _open(self, row: int) -> None:
        item = self.table.item(row, 0)
        if item is not None and item.data(PLACE):
            self.report_asked.emit(Path(item.data(PLACE)), None)

    # --- what is to be settled -----------------------------------------------------------

    def _fill_notices(self, notices: tuple[Notice, ...]) -> None:
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 8, 8, 8)
        lines.setSpacing(6)
        if notices:
            lines.addWidget(title(f"要处理的事（{len(notices)}件）", style.BODY_PIXELS))
        for notice in sorted(notices, key=lambda one: _FIRST.index(one.kind)):
            lines.addWidget(self._line(notice))
        lines.addStretch(1)
        self.notices.setWidget(inside)
        # Both would fill it with the window's colour.
        self.notices.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def _line(self, notice: Notice) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        words = QLabel(notice.message)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        row.addWidget(words, 1)
        for text, act in self._actions(notice):
            made = button(text, "quiet")
            if len(notice.files) == 1:
                made.setAccessibleName(f"{text}：{readable(Path(notice.files[0]).name)}")
            made.clicked.connect(act)
            row.addWidget(made)
        return line

    def _actions(self, notice: Notice) -> list[tuple[str, Callable[[], object]]]:
        """What can be done about it here: confirm a name, choose among several files."""
        files = notice.files
        if notice.kind is Kind.DOUBTFUL and len(files) == 1:
            return [
                (f"是{unit}", lambda unit=unit: self.confirmed.emit(files[0], unit))  # type: ignore[misc]
                for unit in notice.detail
            ]
        if notice.kind is Kind.DOUBLE:
            return [
                (f"用{readable(Path(file).name)}", lambda file=file: self.chosen.emit(file, files))  # type: ignore[misc]
                for file in files
            ]
        if notice.kind is Kind.UNREADABLE and len(files) == 1:
            # Another program may be able to open it.
            return [("打开所在文件夹", lambda: OpenFolder.show(Path(files[0]).parent))]
        if len(files) == 1:
            return [("打开", lambda: self.report_asked.emit(Path(files[0]), None))]
        return []


def _table() -> QTableWidget:
    """Units and what came from them; no rows yet."""
    table = QTableWidget(0, len(HEADINGS))
    table.setAccessibleName("各单位收报情况")
    table.setHorizontalHeaderLabels(list(HEADINGS))
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setMinimumSectionSize(48)
    for column, width in enumerate(_WIDTHS):
        table.setColumnWidth(column, width)
    # A narrow window shortens the names, which their tips tell whole; nothing goes sideways.
    for column in (0, HEADINGS.index("文件")):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    return table


def _summary(collection: Collection) -> str:
    year = f"{collection.year}年，" if collection.year else ""
    came = sum(bool(entry.returns) for entry in collection.entries)
    missing = len(collection.entries) - came
    others = f"，另有{len(collection.others)}个文件没有归到单位" if collection.others else ""
    return f"{year}{len(collection.entries)}个单位：已收{came}个，缺{missing}个{others}。"


def _state(entry: Entry) -> tuple[str, str]:
    colours = style.current()
    if not entry.returns:
        return f"{SIGNS[Mark.MISSING].sign} 缺报", colours.wrong
    if entry.counted is None:
        return f"{SIGNS[Mark.MISMATCH].sign} 多份，待选", colours.mismatch
    if entry.counted.has_errors:
        return GRAVE_WORDS, colours.wrong
    if entry.counted.is_uncertain:
        return f"{SIGNS[Mark.MISMATCH].sign} 读取有疑", colours.mismatch
    return f"{DONE} 已收", colours.done


def _since(change: UnitChange | None) -> str:
    """``改了2处，新增1处，还有3处``."""
    if change is None or change.first_time:
        return ""
    told = (("改了", change.mended), ("新增", change.new), ("还有", change.still))
    return "，".join(f"{words}{len(found)}处" for words, found in told if found)


def _when(received: float) -> str:
    if not received:
        return ""
    return datetime.fromtimestamp(received).astimezone().strftime("%Y-%m-%d %H:%M")
