"""What became of the file that was read; every line leads to its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from forms.edition import Edition
from forms.reading.narrowing import fitting_readings
from forms.report import Report
from ui import style
from ui.choice_list import WholeList
from ui.findings_paint import LOOK, FindingDelegate, Look
from ui.labels import button, muted, side_by_side, title
from ui.pages.step_page import MARGIN, StepPage
from ui.readings_box import ReadingsBox
from ui.receipt import (
    KIND_TITLES,
    Kind,
    Line,
    contradictions,
    has_receipt,
    place_of,
    placed_lines,
    remarks_of,
)

_WIDEST = 860
_TALLEST_TEXT = 200
_MOST_WRONG = 6
"""Lines about what does not add up in last year's report."""


class ReceiptPage(StepPage):
    """Before the cover, where a file was read: the report's own, and last year's."""

    chapter = "从去年的报告开始"

    def build(self, body: QWidget) -> None:
        self.parts: list[ReceiptPart] = []
        self._shown: tuple[object, ...] = ()
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(MARGIN, 16, MARGIN, 16)
        self._lines.setSpacing(16)
        self._lines.addWidget(title("读取说明"))
        self._lines.addWidget(
            muted("下面是从文件里读到的。点一行就到那里；看完点“下一步”。以后可以从封面再看。")
        )
        self.itself = QLabel()
        self.itself.setWordWrap(True)
        self._lines.addWidget(self.itself)
        self._lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def refresh(self) -> None:
        session = self.session
        reports = [session.last_year, session.report]
        shown = tuple(
            (one.remarks, one.origins, one.edition, one.agency, one.year)
            for one in reports
            if one is not None
        )
        if shown != self._shown:
            self._shown = shown
            self._make_parts()
            self._tell_itself()
        for part in self.parts:
            part.refresh()

    def _tell_itself(self) -> None:
        """Whoever opened last year's report to begin this year's learns that it is last year's."""
        session = self.session
        year = session.report.year
        is_itself = session.last_year is None and bool(session.report.origins)
        self.itself.setVisible(is_itself and year is not None)
        if year is not None:
            self.itself.setText(
                f"打开的是{year}年的报告本身，在这里改的就是它。要以它为样本填{year + 1}年的，"
                "请点右上角“打开”里的“从去年的报告开始”。"
            )

    def _make_parts(self) -> None:
        for old in self.parts:
            self._lines.removeWidget(old)
            old.deleteLater()
        session = self.session
        sources = [(session.last_year, True), (session.report, False)]
        self.parts = [
            ReceiptPart(self, report, of_last_year)
            for report, of_last_year in sources
            if report is not None and has_receipt(report)
        ]
        for part in self.parts:
            part.place_asked.connect(self.place_asked)
            self._lines.insertWidget(self._lines.count() - 1, part)
        first = next((one for part in self.parts[:1] for one in part.lists if one.count()), None)
        if first is not None:
            self.setFocusProxy(first)

    def go_to_place(self, place: object) -> None:
        """Nothing stands here that could be mended."""


class ReceiptPart(QWidget):
    """The receipt of one report. Signal ``place_asked`` carries an Address or a section's key."""

    place_asked = Signal(object)

    def __init__(self, page: ReceiptPage, report: Report, of_last_year: bool) -> None:
        super().__init__()
        self._session, self._of_last_year = page.session, of_last_year
        session = page.session
        self._edition = session.editions[report.edition]
        name = "去年的报告" if of_last_year else "这份报告"
        year = f"{report.year}年" if report.year is not None else ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._add_title(f"{name}：{report.agency}{year}")
        self.lists: list[WholeList] = []
        if report.origins:
            self._add_list(f"{name}里读到的", list(placed_lines(report, self._edition)))
        self.wrong = _Contradictions()
        self.wrong.list.chosen.connect(self.place_asked)
        self._layout.addWidget(self.wrong)
        if of_last_year:
            self.lists.append(self.wrong.list)
        self._add_remarks(report, Kind.CHOOSE)
        self.boxes = [
            ReadingsBox(session, remark, of_last_year)
            for remark in remarks_of(report, Kind.CHOOSE)
            if remark.choices
        ]
        for box in self.boxes:
            box.place_asked.connect(self.place_asked)
            self._layout.addWidget(box)
        for kind in (Kind.LOOK, Kind.MENDED, Kind.CARRIED):
            self._add_remarks(report, kind)
        left = [remark.text or remark.message for remark in remarks_of(report, Kind.LEFT)]
        if left:
            self._add_title(KIND_TITLES[Kind.LEFT], len(left))
            self._layout.addWidget(_LeftOver(left))

    def _add_title(self, words: str, count: int = 0) -> None:
        label = title("", style.BODY_PIXELS)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(f"{words}（{count}）" if count else words)
        if count:
            self._layout.addSpacing(8)
        self._layout.addWidget(label)

    def _add_remarks(self, report: Report, kind: Kind) -> None:
        """The heading of a kind, and those of its remarks that are one line each."""
        remarks = remarks_of(report, kind)
        if not remarks:
            return
        self._add_title(KIND_TITLES[kind], len(remarks))
        lines = [
            Line(one.message, place_of(one, self._edition)) for one in remarks if not one.choices
        ]
        if lines:
            self._add_list(KIND_TITLES[kind], lines)

    def _add_list(self, name: str, lines: list[Line]) -> None:
        """Lines that lead somewhere; one that leads nowhere is told all the same."""
        made = _Lines(name)
        made.chosen.connect(self.place_asked)
        for line in lines:
            item = made.add(line.words, line.place)
            item.setData(LOOK, Look.CARRIED)
            if line.place is None:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.lists.append(made)
        self._layout.addWidget(made)

    def refresh(self) -> None:
        """Show which readings are chosen by now, and which still fit."""
        report = self._session.last_year if self._of_last_year else self._session.report
        assert report is not None
        if self._of_last_year:
            self.wrong.show_those_of(report, self._edition)
        if self.boxes:
            fitting = fitting_readings(report, self._edition)
            for box in self.boxes:
                box.refresh(fitting)


class _Lines(WholeList):
    """Lines behind a dot; where one wraps, it goes on below its words."""

    on_action = False

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setItemDelegate(FindingDelegate(self, whole=True))


class _Contradictions(QWidget):
    """What the clerk of last year overlooked; it must not go on into this year."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = title("", style.BODY_PIXELS)
        self.list = _Lines("去年的报告里对不上的")
        self.rest = muted()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(4)
        for one in (self.heading, self.list, self.rest):
            layout.addWidget(one)
        self._judged: object = None
        self.hide()

    def show_those_of(self, report: Report, edition: Edition) -> None:
        """Look through the tables again where a figure is another."""
        if report.cells is self._judged:
            return
        self._judged = report.cells
        found = contradictions(report, edition)
        self.heading.setText(f"去年的报告里对不上的，请先对照原件查清（{len(found)}）")
        self.list.clear()
        for line in found[:_MOST_WRONG]:
            self.list.add(line.words, line.place).setData(LOOK, Look.CARRIED)
        self.rest.setText(f"还有{len(found) - _MOST_WRONG}处没有列出。")
        self.rest.setVisible(len(found) > _MOST_WRONG)
        self.setVisible(bool(found))


class _LeftOver(QWidget):
    """The texts that found no place, in full, to be copied to where they belong."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self.field = QPlainTextEdit("\n".join(texts))
        self.field.setReadOnly(True)
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName("没有放进报告的文字")
        rows = sum(1 + len(text) // 52 for text in texts)
        height = self.field.fontMetrics().lineSpacing() * rows + 20
        self.field.setFixedHeight(min(height, _TALLEST_TEXT))
        copy = button("全部复制")
        copy.clicked.connect(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addLayout(side_by_side(copy))

    def _copy(self) -> None:
        self.field.selectAll()
        self.field.copy()
