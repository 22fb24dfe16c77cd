"""The first way on the first page where work was cut off: to go on with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from forms.saving.unfinished import Unfinished, give_up
from ui.dialogs import Question
from ui.going_on import damage_words, name_of, offer_words
from ui.labels import button, muted


class UnfinishedWays(QWidget):
    """A line for each. Signals: ``go_on_asked`` with the Unfinished; ``given_up`` when one is
    wanted no more.
    """

    go_on_asked = Signal(object)
    given_up = Signal()

    def __init__(
        self, unfinished: Iterable[Unfinished], damaged: Iterable[Path], width: int
    ) -> None:
        super().__init__()
        self.ways: list[QPushButton] = []
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        for one in unfinished:
            lines.addLayout(self._line(one, width))
        for aside in damaged:
            words = muted(damage_words(aside))
            words.setToolTip(str(aside))
            lines.addWidget(words)
        if self.ways:
            self.ways[0].setProperty("weight", "main")

    def _line(self, unfinished: Unfinished, width: int) -> QHBoxLayout:
        about = offer_words(unfinished, date.today())
        way = button("继续上次")
        way.setMinimumWidth(width)
        way.setAccessibleDescription(about)
        way.clicked.connect(lambda: self.go_on_asked.emit(unfinished))
        self.ways.append(way)
        leave = button("不要了", "fold")
        leave.setAccessibleName(f"不要了：{name_of(unfinished)}")
        leave.clicked.connect(lambda: self._give_up(unfinished))
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(way)
        line.addWidget(muted(about), 1)
        line.addWidget(leave)
        return line

    def _give_up(self, unfinished: Unfinished) -> None:
        text = f"不要“{name_of(unfinished)}”没有保存的内容了吗？"
        detail = f"{unfinished.edits}处改动会被删掉，找不回来。已经保存的文件不受影响。"
        if Question.ask(self.window(), text, "删掉", detail):
            give_up(unfinished)
            self.given_up.emit()
