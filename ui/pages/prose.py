"""Parts one, five and six: a writing area, a counter, and what the text should speak of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from forms.check import text_length
from forms.rules import TextRuleKind
from ui import style
from ui.findings_strip import FindingsStrip
from ui.labels import MUTED, button, colour_of, muted, side_by_side, title
from ui.pages.step_page import MARGIN, StepPage
from ui.prose_editor import ProseEditor


class ProsePage(StepPage):
    """A part that is one text."""

    def build(self, body: QWidget) -> None:
        part = self.step.part
        assert part is not None
        self.editor = ProseEditor(self.session, part.section, part.heading, body)
        self.editor.setMaximumWidth(ProseEditor.paper_width())
        self.editor.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
        self.counter = QLabel()
        self.counter.setForegroundRole(MUTED)
        self.strip = FindingsStrip(self.session, self.key, body)
        self.strip.finding_chosen.connect(self.place_asked)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addWidget(self.editor)
        columns.addWidget(self._guidance())
        columns.addStretch(0)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(MARGIN, 16, MARGIN, 8)
        layout.setSpacing(8)
        layout.addWidget(title(part.heading))
        layout.addLayout(columns, 1)
        layout.addLayout(side_by_side(self.counter, self.strip.fold))
        layout.addWidget(self.strip)
        self.setFocusProxy(self.editor)

    def _guidance(self) -> QWidget:
        """What to write; a topic is a button that puts its heading into the text."""
        part = self.step.part
        assert part is not None
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(4)
        lines.addWidget(muted(part.help))
        for topic, prompt in part.guidance:
            lines.addSpacing(8)
            made = button(f"＋ {topic}", "fold")
            made.setAccessibleName(f"加入小标题：{topic}")
            made.setToolTip("在光标处加入这个小标题")
            made.clicked.connect(lambda *_, topic=topic: self.editor.insert_heading(topic))
            lines.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            lines.addWidget(muted(prompt))
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(160)
        area.setMaximumWidth(420)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        area.setAccessibleName("写作提示")
        return area

    def begin(self) -> None:
        self.strip.begin()

    def refresh(self) -> None:
        self.editor.refresh()
        self.strip.refresh()
        self._count()

    def go_to_place(self, place: object) -> None:
        self.editor.setFocus()

    def show_help(self) -> None:
        self.editor.setFocus()

    def _count(self) -> None:
        part = self.step.part
        assert part is not None
        length = text_length(self.session.report.sections[part.section])
        limits = [
            rule
            for rule in self.session.edition.text_rules
            if rule.section == part.section and rule.kind is TextRuleKind.LENGTH
        ]
        longest = next((rule.longest for rule in limits if rule.longest is not None), None)
        words = f"{length} 字"
        if longest is not None:
            words += f"，以 {longest} 字以内为宜"
        too_long = longest is not None and length > longest
        colours = style.current()
        self.counter.setText(f"▲ {words}" if too_long else words)
        colour_of(self.counter, colours.mismatch if too_long else colours.muted)
