"""One calm line under the bar: what is being read and how far, or why it could not be."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from ui import style
from ui.labels import button
from ui.reading import ReportReader
from ui.told_line import ToldLine

PATIENCE_MS = 300
"""What is read sooner than this is not worth a line that comes and goes."""
_BAR_WIDTH = 160


class ReadingLine(ToldLine):
    """Hidden while there is nothing to say."""

    def __init__(self, reader: ReportReader, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = ""
        self._refused = False
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(_BAR_WIDTH, 8)
        self.bar.setAccessibleName("读取进度")
        self.cancel = button("取消")
        self.cancel.clicked.connect(reader.cancel)
        self.lay_out(self.bar, self.cancel)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        reader.begun.connect(self._begin)
        reader.progressed.connect(self._go_on)
        reader.ended.connect(self._end)
        reader.refused.connect(self.refuse)

    def _begin(self, name: str) -> None:
        self._name = name
        self._say(f"正在读取“{name}”…", refused=False)
        self.bar.hide()
        self.hide()
        self._patience.start()

    def _go_on(self, done: int, total: int) -> None:
        self.words.setText(f"正在读取“{self._name}”：第{done}页，共{total}页")
        self.bar.setMaximum(total)
        self.bar.setValue(done)
        self.bar.show()

    def _end(self) -> None:
        self._patience.stop()
        self.hide()

    def refuse(self, sentence: str) -> None:
        """Say why a file could not be read, until the clerk has seen it or reads another."""
        self._patience.stop()
        self._say(f"● {sentence}", refused=True)
        self.bar.hide()
        self.show()

    def _say(self, words: str, refused: bool) -> None:
        self._refused = refused
        colours = style.current()
        self.say(words, colours.wrong if refused else colours.ink)
        self.cancel.setVisible(not refused)
        self.close_button.setVisible(refused)

    def ground(self) -> str:
        colours = style.current()
        return colours.wrong_tint if self._refused else colours.computed
