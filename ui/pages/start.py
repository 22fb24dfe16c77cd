"""What one sees first: open a report, begin a blank one, or go on with a recent one.

It is all that the first paint shows, so it imports nothing of the form.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget, QWizardPage

from ui import recent, style
from ui.labels import button, muted, title

_MARGIN = 24
_WIDEST = 640


class StartPage(QWizardPage):
    """One question. Signal ``file_asked`` carries the Path of a recent file."""

    open_asked = Signal()
    blank_asked = Signal()
    file_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        inside.setFixedWidth(_WIDEST)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(_MARGIN, 40, _MARGIN, _MARGIN)
        lines.setSpacing(12)
        lines.addWidget(title("政府信息公开工作年度报告", 24))
        lines.addWidget(muted("从哪里开始？"))
        lines.addSpacing(12)
        for text, about, asked in self._ways():
            lines.addLayout(_way(text, about, asked))
        lines.addSpacing(16)
        self._recent_title = title("最近用过的文件", style.BODY_PIXELS)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self.recent_buttons: list[QPushButton] = []
        lines.addWidget(self._recent_title)
        lines.addLayout(self._recent)
        lines.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(inside)

    def _ways(self) -> list[tuple[str, str, SignalInstance]]:
        """How one can begin. A further way is one more line here."""
        return [
            (
                "打开已有的报告",
                "接着填上次保存的，或者读入 Word、Excel、PDF、网页、文本格式的报告。",
                self.open_asked,
            ),
            ("填一份空白报告", "按现行版式，从封面开始。", self.blank_asked),
        ]

    def showEvent(self, event: QShowEvent) -> None:
        for old in self.recent_buttons:
            old.deleteLater()
        self.recent_buttons = [self._recent_button(path) for path in recent.recent_files()]
        for made in self.recent_buttons:
            self._recent.addWidget(made)
        self._recent_title.setVisible(bool(self.recent_buttons))
        super().showEvent(event)

    def _recent_button(self, path: Path) -> QPushButton:
        made = button(path.name.replace("&", "&&"), "fold")
        made.setToolTip(str(path))
        made.clicked.connect(lambda: self.file_asked.emit(path))
        return made


def _way(text: str, about: str, asked: SignalInstance) -> QHBoxLayout:
    made = button(text, "main")
    made.setMinimumWidth(180)
    made.setAccessibleDescription(about)
    made.clicked.connect(asked)
    line = QHBoxLayout()
    line.setSpacing(16)
    line.addWidget(made)
    line.addWidget(muted(about), 1)
    return line
