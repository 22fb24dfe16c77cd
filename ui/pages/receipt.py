"""What became of the file that was read; every line leads to its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from forms.edition import Edition
from forms.report import Remark, Report
from ui import style
from ui.choice_list import ChoiceList
from ui.labels import button, muted, side_by_side, title
from ui.pages.step_page import MARGIN, StepPage
from ui.readings_box import ReadingsBox
from ui.receipt import KIND_TITLES, Kind, Line, has_receipt, place_of, placed_lines, remarks_of

_WIDEST = 860
_TALLEST_TEXT = 200


class ReceiptPage(StepPage):
    """Before the cover, where a file was read: the report's own, and last year's."""

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
        shown = tuple((one.remarks, one.edition) for one in reports if one is not None)
        if shown != self._shown:
            self._shown = shown
            self._make_parts()
        for part in self.parts:
            part.refresh()

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
        if self.parts:
            self.setFocusProxy(self.parts[0].lines)

    def go_to_place(self, place: object) -> None:
        """Nothing stands here that could be mended."""


class ReceiptPart(QWidget):
    """The receipt of one report. Signal ``place_asked`` carries an Address or a section's key."""

    place_asked = Signal(object)

    def __init__(self, page: ReceiptPage, report: Report, of_last_year: bool) -> None:
        super().__init__()
        session = page.session
        edition = session.editions[report.edition]
        name = "去年的报告" if of_last_year else "这份报告"
        year = f"{report.year}年" if report.year is not None else ""
        heading = QLabel(f"{name}：{report.agency}{year}")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setFont(style.title_font(style.BODY_PIXELS))
        heading.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(heading)
        self.boxes = [
            ReadingsBox(session, remark, of_last_year)
            for remark in remarks_of(report, Kind.CHOOSE)
            if remark.choices
        ]
        self.lines = ChoiceList(f"{name}的读取说明")
        self.lines.setWordWrap(True)
        self.lines.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.chosen.connect(self.place_asked)
        self._fill(report, edition)
        layout.addWidget(self.lines)
        if self.boxes:
            layout.addWidget(title(KIND_TITLES[Kind.CHOOSE], style.BODY_PIXELS))
        for box in self.boxes:
            box.place_asked.connect(self.place_asked)
            layout.addWidget(box)
        left = [remark.text or remark.message for remark in remarks_of(report, Kind.LEFT)]
        if left:
            layout.addWidget(_LeftOver(left))

    def _fill(self, report: Report, edition: Edition) -> None:
        if report.origins:
            for line in placed_lines(report, edition):
                self._add(f"· {line.words}", line)
        for kind in (Kind.CHOOSE, Kind.LOOK, Kind.MENDED, Kind.CARRIED):
            remarks = [one for one in remarks_of(report, kind) if not one.choices]
            if remarks:
                self.lines.add(f"{KIND_TITLES[kind]}（{len(remarks)}）", None)
            for remark in remarks:
                self._add(f"· {remark.message}", _line(remark, edition))

    def _add(self, words: str, line: Line) -> None:
        """A line that leads nowhere is told all the same; it cannot be chosen."""
        item = self.lines.add(words, line.place, tip=line.words)
        if line.place is None:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)

    def refresh(self) -> None:
        """Show which readings are chosen by now."""
        self.lines.setFixedHeight(self.lines.full_height() + 4)
        for box in self.boxes:
            box.refresh()


def _line(remark: Remark, edition: Edition) -> Line:
    return Line(remark.message, place_of(remark, edition))


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
        layout.addLayout(side_by_side(title(KIND_TITLES[Kind.LEFT], style.BODY_PIXELS), copy))
        layout.addWidget(self.field)

    def _copy(self) -> None:
        self.field.selectAll()
        self.field.copy()
