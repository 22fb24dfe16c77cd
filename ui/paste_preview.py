"""What a paste would change, old → new, before it happens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from forms.counts import Value
from forms.report import Report
from ui import style
from ui.cell_text import shown_text
from ui.labels import button
from ui.table_paste import PastePlan, conflict_sentence
from ui.table_shape import TableShape

LONGEST_LIST = 5
FRAME = 48
"""The height of a window's own frame, at the most."""


class PastePreview(QDialog):
    """A small table of cells that change, and what could not be taken over."""

    def __init__(
        self, plan: PastePlan, shape: TableShape, report: Report, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("粘贴前核对")
        self.setStyleSheet(style.list_sheet())
        room = self.screen().availableGeometry().height() - FRAME
        self.resize(640, min(480, room))
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 16, 24, 16)
        page.setSpacing(12)
        for sentence in _sentences(plan, shape):
            label = QLabel(sentence)
            label.setWordWrap(True)
            page.addWidget(label)
        page.addWidget(self._changes(plan, shape, report))
        self.paste_button = button("粘贴", "main")
        self.paste_button.setEnabled(bool(plan.changes))
        self.paste_button.setDefault(True)
        self.paste_button.clicked.connect(self.accept)
        back = button("取消")
        back.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.paste_button)
        buttons.addWidget(back)
        page.addLayout(buttons)

    @classmethod
    def ask(cls, plan: PastePlan, shape: TableShape, report: Report, parent: QWidget) -> bool:
        """True where the clerk wants it."""
        return cls(plan, shape, report, parent).exec() == QDialog.DialogCode.Accepted

    def _changes(self, plan: PastePlan, shape: TableShape, report: Report) -> QTableWidget:
        table = QTableWidget(len(plan.changes), 4)
        table.setHorizontalHeaderLabels(["行", "列", "原来", "粘贴后"])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setAccessibleName("要改动的格")
        table.verticalHeader().hide()
        for n, (address, new) in enumerate(plan.changes.items()):
            column = shape.edition.column(address)
            old: Value = report.value(address)
            texts = [
                shape.row_name(address),
                column.label,
                shown_text(old, column) or "（空）",
                shown_text(new, column) + ("（不是数字）" if isinstance(new, str) else ""),
            ]
            for place, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if place > 1:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                table.setItem(n, place, item)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        return table


def _sentences(plan: PastePlan, shape: TableShape) -> list[str]:
    found = [f"将改动{len(plan.changes)}格，请核对后再粘贴。"]
    if plan.guessed:
        found.append("内容的位置是推测的，请核对行和列。")
    if plan.conflicts:
        told = [conflict_sentence(one, shape) for one in plan.conflicts[:LONGEST_LIST]]
        more = len(plan.conflicts) - len(told)
        told += [f"另有{more}处总计不一致。"] if more else []
        found.append("总计不粘贴，由程序计算，与粘贴的内容不一致：\n" + "\n".join(told))
    if plan.unplaced:
        texts = "、".join(plan.unplaced[:LONGEST_LIST])
        found.append(f"表中没有对应的位置，不会粘贴：{texts}（共{len(plan.unplaced)}处）。")
    return found
