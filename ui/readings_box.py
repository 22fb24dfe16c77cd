"""Figures that can be read in several ways: the ways to choose from, one click each."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from forms.report import Remark, Report
from ui import style
from ui.choice_list import WholeList
from ui.labels import button, colour_of
from ui.receipt import Reading, is_taken, place_of, reading_words, readings_of
from ui.session import Session

_TALLEST = 180


class ReadingsBox(QWidget):
    """One remark with its readings. Signal ``place_asked`` carries the first cell."""

    place_asked = Signal(object)

    def __init__(self, session: Session, remark: Remark, of_last_year: bool) -> None:
        super().__init__()
        self._session, self._of_last_year = session, of_last_year
        self._edition = session.editions[self._report().edition]
        self._readings = readings_of(remark, self._edition)
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self._told = remark.message.split("，已留空")[0]
        self.readings = WholeList(self._told, _TALLEST)
        for number, reading in enumerate(self._readings):
            self.readings.add("", number, reading_words(reading, self._edition))
        self.readings.chosen.connect(self._choose)
        self.go = button("到表里看看", "quiet")
        place = place_of(remark, self._edition)
        self.go.clicked.connect(lambda: self.place_asked.emit(place))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.state, 1)
        head.addWidget(self.go)
        layout.addLayout(head)
        layout.addWidget(self.readings)

    def _report(self) -> Report:
        session = self._session
        return cast(Report, session.last_year) if self._of_last_year else session.report

    def refresh(self) -> None:
        """Mark the reading that the report now has."""
        report = self._report()
        taken = [is_taken(reading, report) for reading in self._readings]
        for row, reading in enumerate(self._readings):
            mark = "✓" if taken[row] else "○"
            self.readings.item(row).setText(f"{mark} {reading_words(reading, self._edition)}")
        colours = style.current()
        self.state.setText(f"{'✓' if any(taken) else '▲'} {self._told}。点选正确的一种：")
        colour_of(self.state, colours.done if any(taken) else colours.mismatch)

    def _choose(self, number: object) -> None:
        assert isinstance(number, int)
        reading: Reading = self._readings[number]
        self._session.take_reading(reading, self._of_last_year)
