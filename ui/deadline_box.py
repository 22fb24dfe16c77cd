"""The deadlines on the cover: the Regulation's, and the office's own, which can be set here."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import preferences, style
from ui.deadlines import is_soon, legal_words, own_words, read_day, show_day
from ui.labels import colour_of, muted
from ui.note_edit import LineField

_WIDTH = 120


class DeadlineBox(QWidget):
    """``own`` is the field of the office's day; it holds for every year and every report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year: int | None = None
        self.legal = muted()
        self.told = muted()
        self.own = LineField()
        self.own.setAccessibleName("本单位期限")
        self.own.setPlaceholderText("例如 1月20日")
        self.own.setMaximumWidth(_WIDTH)
        self.own.editingFinished.connect(self._take_over)
        label = muted("本单位期限")
        label.setBuddy(self.own)
        label.setWordWrap(False)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label)
        line.addWidget(self.own)
        line.addWidget(self.told, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(self.legal)
        lines.addLayout(line)

    def show_year(self, year: int | None) -> None:
        """The deadlines of a year's report."""
        self._year = year
        day = preferences.deadline()
        self.legal.setText(legal_words(year))
        if not self.own.hasFocus():
            self.own.setText("" if day is None else show_day(day))
        self._tell()

    def _tell(self) -> None:
        day, today = preferences.deadline(), date.today()
        year = today.year - 1 if self._year is None else self._year
        soon = day is not None and is_soon(day, year, today)
        words = "" if day is None else own_words(day, year, today)
        colours = style.current()
        self.told.setText(f"▲ {words}" if soon else words)
        colour_of(self.told, colours.mismatch if soon else colours.muted)

    def _take_over(self) -> None:
        text = self.own.text().strip()
        day = read_day(text)
        if text and day is None:
            self.told.setText("▲ 写成几月几日，例如 1月20日。")
            colour_of(self.told, style.current().mismatch)
            return
        preferences.set_deadline(day)
        if day is not None:
            self.own.setText(show_day(day))
        self._tell()
