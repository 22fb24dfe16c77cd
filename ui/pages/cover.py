"""The cover: whose report it is, for which year, on which edition, and the preface."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from forms.check import Finding
from forms.preface import preface_text
from forms.wording import finding_sentence
from ui import style
from ui.deadline_box import DeadlineBox
from ui.dialogs import Question
from ui.labels import button, colour_of, title, wrapping_words
from ui.note_edit import LineField, NoteEdit
from ui.pages.step_page import MARGIN, StepPage
from ui.receipt import has_receipt
from ui.steps import COVER, findings_of, is_incomplete
from ui.zooming import Zooming

_WIDEST = 760


class CoverPage(StepPage):
    """The first page of the report itself.

    Signals: ``last_year_asked`` to choose last year's report; ``receipt_asked`` to see what
    became of the file that was read.
    """

    last_year_asked = Signal()
    receipt_asked = Signal()
    edition_matters = False
    chapter = "封面和前言"

    def build(self, body: QWidget) -> None:
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(MARGIN, 16, MARGIN, 16)
        lines.setSpacing(12)
        lines.addWidget(title("封面"))
        lines.addLayout(self._fields())
        lines.addWidget(self._preface())
        self.deadlines = DeadlineBox()
        lines.addWidget(self.deadlines)
        lines.addWidget(self._read_from())
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAlignment(Qt.AlignmentFlag.AlignLeft)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.setFocusProxy(self.agency)

    def _fields(self) -> QFormLayout:
        session = self.session
        self.agency = LineField()
        self.agency.setAccessibleName("机关名称")
        self.agency.setPlaceholderText("写全称，与印章一致")
        self.agency.textEdited.connect(session.set_agency)
        self.agency.editingFinished.connect(session.end_of_edit)
        self.year = LineField()
        self.year.setAccessibleName("报告年度")
        self.year.setPlaceholderText(f"例如 {date.today().year - 1}")
        self.year.setMaximumWidth(120)
        digits = QRegularExpression("[0-9]{0,4}")
        self.year.setValidator(QRegularExpressionValidator(digits, self.year))
        self.year.textEdited.connect(self._take_year)
        self.year.editingFinished.connect(self._end_year)
        self.edition = QComboBox()
        self.edition.setAccessibleName("版式")
        self._list_editions()
        self.edition.activated.connect(self._take_edition)
        self.disagreement = wrapping_words()
        # A form layout gives nothing to what asks for nothing.
        self.disagreement.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        form = QFormLayout()
        form.setSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("机关名称", self.agency)
        form.addRow("报告年度", self.year)
        form.addRow("版式", self.edition)
        form.addRow("对照的去年报告", self._beside())
        form.addRow("", self.disagreement)
        return form

    def _preface(self) -> QWidget:
        box = QWidget()
        lines = QVBoxLayout(box)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(title("前言", style.BODY_PIXELS), 1)
        self.make_preface = button("按版式生成前言")
        self.make_preface.clicked.connect(self.write_preface)
        head.addWidget(self.make_preface)
        self.preface = NoteEdit()
        self.preface.setFont(style.prose_font())
        zooming = Zooming.of(self.session)
        zooming.follow(self.preface)
        zooming.changed.connect(lambda: self.preface.setFont(style.prose_font()))
        self.preface.setAccessibleName("前言")
        self.preface.setPlaceholderText("可以不写；大多数机关写明编制依据、统计期限和联系方式。")
        self.preface.setMinimumHeight(120)
        self.preface.textChanged.connect(self._take_preface)
        self.preface.left.connect(self.session.end_of_edit)
        lines.addLayout(head)
        lines.addWidget(self.preface)
        return box

    def _beside(self) -> QHBoxLayout:
        """Last year's report, against which this one is checked."""
        self.beside = QLabel()
        self.beside.setTextFormat(Qt.TextFormat.PlainText)
        self.beside.setWordWrap(True)
        self.choose_beside = button("选择去年的报告…")
        self.choose_beside.clicked.connect(self.last_year_asked)
        self.take_away = button("取消对照")
        self.take_away.clicked.connect(lambda: self.session.compare_with(None))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.beside, 1)
        line.addWidget(self.choose_beside)
        line.addWidget(self.take_away)
        return line

    def _read_from(self) -> QWidget:
        self.read_from = QWidget()
        self.read_words = QLabel()
        self.receipt = button("读取说明")
        self.receipt.clicked.connect(self.receipt_asked)
        line = QHBoxLayout(self.read_from)
        line.setContentsMargins(0, 8, 0, 0)
        line.addWidget(self.read_words, 1)
        line.addWidget(self.receipt)
        return self.read_from

    # --- showing -----------------------------------------------------------------------

    def refresh(self) -> None:
        report, edition = self.session.report, self.session.edition
        if self.agency.text() != report.agency:
            self.agency.setText(report.agency)
            if not self.agency.hasFocus():
                # A long name is seen from its beginning.
                self.agency.setCursorPosition(0)
        just_opened = report.year is None and not self.session.undo_name
        if just_opened or _year_in(self.year.text()) != report.year:
            self.year.setText("" if report.year is None else str(report.year))
        if self.edition.count() != len(self.session.editions):
            self._list_editions()
        self.edition.setCurrentIndex(self.edition.findData(edition.key))
        preface = report.sections["preface"] or ""
        if self.preface.toPlainText() != preface:
            self.preface.blockSignals(True)
            self.preface.setPlainText(preface)
            self.preface.blockSignals(False)
        self.make_preface.setEnabled(report.year is not None)
        self.make_preface.setToolTip("" if report.year is not None else "先填写报告年度")
        self.deadlines.show_year(report.year)
        self._show_beside()
        self._show_read_from()

    def show_findings(self) -> None:
        """The sentences that matter here; that a field is still empty one sees."""
        session = self.session
        own = findings_of(COVER, session.findings, session.edition)
        told = [one for one in own if COVER in session.done or not is_incomplete(one)]
        sentences = [finding_sentence(one, session.edition) for one in told]
        if self.year.text() and session.report.year is None and not self.year.hasFocus():
            sentences.append("报告年度要写四位数字。")
        self.disagreement.setText("\n".join(f"▲ {sentence}" for sentence in sentences))
        self.disagreement.setVisible(bool(sentences))
        colour_of(self.disagreement, style.current().mismatch)

    def _show_beside(self) -> None:
        last_year, year = self.session.last_year, self.session.report.year
        self.take_away.setVisible(last_year is not None)
        if last_year is None:
            self.beside.setText("没有。选了以后，去年的数显示在旁边。")
        else:
            named = f"{last_year.year}年" if last_year.year is not None else "年度不明"
            doubt = year is not None and last_year.year not in (None, year - 1)
            told = f"{last_year.agency or '机关名称不明'}，{named}"
            self.beside.setText(f"▲ {told}，不是上一年的" if doubt else told)

    def _show_read_from(self) -> None:
        session = self.session
        reports = [one for one in (session.report, session.last_year) if has_receipt(one)]
        self.read_from.setVisible(bool(reports))
        count = sum(len(report.remarks) for report in reports if report is not None)
        told = f"读取文件时有{count}处说明。" if count else "读取文件时没有要说明的地方。"
        self.read_words.setText(told)

    # --- taking over -------------------------------------------------------------------

    def _take_year(self, text: str) -> None:
        year = _year_in(text)
        if year != self.session.report.year:
            self.session.set_year(year)

    def _end_year(self) -> None:
        self.session.end_of_edit()
        self.show_findings()

    def _list_editions(self) -> None:
        self.edition.clear()
        for edition in self.session.editions.values():
            self.edition.addItem(f"{edition.name}（{edition.source}）", edition.key)

    def _take_edition(self, index: int) -> None:
        """Another edition; asked first where filled cells would have no place in it."""
        session = self.session
        key = self.edition.itemData(index)
        lost = sum(cell not in session.editions[key].address_set for cell in session.report.cells)
        question = f"新版式里没有现在填的{lost}格，更换后这些数会去掉（可以撤销）。"
        if key == session.edition.key or not lost or Question.ask(self, question, "更换版式"):
            session.set_edition(key)
        self.refresh()

    def _take_preface(self) -> None:
        text = self.preface.toPlainText()
        if text != (self.session.report.sections["preface"] or ""):
            self.session.set_section("preface", text)

    def write_preface(self) -> None:
        """The edition's own preface for the report's year, in place of what stands there."""
        year = self.session.report.year
        if year is not None:
            self.session.end_of_edit()
            self.session.set_section("preface", preface_text(self.session.edition, year))
            self.session.end_of_edit()

    def go_to_place(self, place: object) -> None:
        wanted = place.code if isinstance(place, Finding) else ""
        fields = {"cover.agency": self.agency, "cover.edition": self.edition}
        fields.get(wanted, self.year).setFocus()


def _year_in(text: str) -> int | None:
    """The year that was typed; None until it has four digits."""
    return int(text) if len(text) == len("2025") else None
