"""Figures that can be read in several ways: the ways to choose from, one click each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from forms.reading.narrowing import Reading, readings_of
from forms.report import Remark, Report
from ui import style
from ui.choice_list import WholeList
from ui.labels import button, colour_of
from ui.receipt import is_taken, place_of, reading_words
from ui.session import Session

_TALLEST = 180


class ReadingsBox(QWidget):
    """One remark with its readings. Signal ``place_asked`` carries the first cell."""

    place_asked = Signal(object)

    def __init__(self, session: Session, remark: Remark, of_last_year: bool) -> None:
        super().__init__()
        self._session, self._of_last_year, self._remark = session, of_last_year, remark
        self._shows_all = False
        self._fitting: Sequence[Reading] = ()
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
        self.more = button("", "quiet")
        self.more.clicked.connect(self._show_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.state, 1)
        head.addWidget(self.more)
        head.addWidget(self.go)
        layout.addLayout(head)
        layout.addWidget(self.readings)

    def _report(self) -> Report:
        session = self._session
        return cast(Report, session.last_year) if self._of_last_year else session.report

    def refresh(self, fitting: Mapping[Remark, Sequence[Reading]]) -> None:
        """Mark the reading that the report now has; put away those that fit no more.

        ``fitting``: the readings of each remark that go with what is known by now.
        """
        self._fitting = fitting.get(self._remark, self._readings)
        report = self._report()
        taken = [is_taken(reading, report) for reading in self._readings]
        put_away = 0
        for row, reading in enumerate(self._readings):
            item = self.readings.item(row)
            mark = "✓" if taken[row] else "○"
            item.setText(f"{mark} {reading_words(reading, self._edition)}")
            is_away = not taken[row] and reading not in self._fitting
            put_away += is_away
            item.setHidden(is_away and not self._shows_all)
        self.more.setVisible(put_away > 0 and not self._shows_all)
        self.more.setText(f"显示其余 {put_away} 种")
        colours = style.current()
        self.state.setText(f"{'✓' if any(taken) else '▲'} {self._told}。{self._asked(any(taken))}")
        colour_of(self.state, colours.done if any(taken) else colours.mismatch)

    def _asked(self, is_taken_already: bool) -> str:
        """What the clerk is asked to do: filling in is never done unasked."""
        count, all_of_them = len(self._fitting), len(self._readings)
        if is_taken_already or count == all_of_them:
            return "点选正确的一种："
        if count == 1:
            return "与合计相符的只剩一种，核对后点选："
        return f"与合计相符的还有 {count} 种，点选正确的一种："

    def _show_all(self) -> None:
        """The paper itself may add up wrongly: what was put away can still be chosen."""
        self._shows_all = True
        self.refresh({self._remark: self._fitting})

    def _choose(self, number: object) -> None:
        assert isinstance(number, int)
        reading: Reading = self._readings[number]
        self._session.take_reading(reading, self._of_last_year)
