"""Parts one, five and six: a writing area, a counter, and a drawer of what helps to write.

What is marked in the text is looked for when typing pauses; typing itself waits for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from forms.check import Finding, text_length
from forms.report import Report
from forms.rules import TextRuleKind
from forms.text.untouched import OpenPlace, open_places
from ui import style
from ui.drawer import Drawer, Named, Panel
from ui.figure_panel import INSERT_KEYS, FigurePanel
from ui.figure_pieces import Piece
from ui.find_bar import FindBar
from ui.findings_strip import FindingsStrip
from ui.labels import MUTED, button, colour_of, muted, side_by_side, title
from ui.last_text_panel import LastTextPanel
from ui.pages.step_page import MARGIN, StepPage
from ui.prose_editor import ProseEditor
from ui.prose_marks import finding_marks, found_marks, place_marks
from ui.renewal_panel import RenewalPanel

TOPICS, RENEW, LAST_YEAR, FIGURES = "topics", "renew", "last_year", "figures"
PAUSE_MS = 200


class ProsePage(StepPage):
    """A part that is one text."""

    def build(self, body: QWidget) -> None:
        part = self.step.part
        assert part is not None
        self.section = part.section
        self.places: tuple[OpenPlace, ...] = ()
        self._offered: Report | None = None
        self.editor = ProseEditor(self.session, part.section, part.heading, body)
        self.editor.cell_asked.connect(self.place_asked)
        self.editor.setMaximumWidth(ProseEditor.paper_width())
        self.editor.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._add_find_bar()
        self.counter = QLabel()
        self.counter.setForegroundRole(MUTED)
        self.strip = FindingsStrip(self.session, self.key, body)
        self.strip.finding_chosen.connect(self.place_asked)
        columns = QHBoxLayout()
        columns.setSpacing(8)
        columns.addWidget(self.editor, 3)
        columns.addWidget(self._drawer(), 2)
        columns.addStretch(0)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(MARGIN, 16, MARGIN, 8)
        layout.setSpacing(8)
        layout.addWidget(title(part.heading))
        layout.addWidget(self.find_bar)
        layout.addLayout(columns, 1)
        layout.addLayout(side_by_side(self.counter, self.find_button, self.strip.fold))
        layout.addWidget(self.strip)
        self.setFocusProxy(self.editor)
        self._add_timer_and_keys(body)

    def _add_find_bar(self) -> None:
        self.find_bar = FindBar(self.session, self.section, self.editor)
        self.find_bar.found_changed.connect(self._mark)
        self.find_button = button("查找、替换", "fold")
        self.find_button.setToolTip("查找 Ctrl+F，替换 Ctrl+H")
        self.find_button.clicked.connect(lambda: self.find_bar.open_bar(True))

    def build_ahead(self) -> Iterator[None]:
        yield from super().build_ahead()
        yield from self.drawer.made_ahead()

    def _add_timer_and_keys(self, body: QWidget) -> None:
        self._pause = QTimer(body, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.look)
        for keys, replacing in (("Ctrl+F", False), ("Ctrl+H", True)):
            shortcut = QShortcut(QKeySequence(keys), body)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(
                lambda replacing=replacing: self.find_bar.open_bar(replacing)
            )
        figure = QShortcut(QKeySequence(INSERT_KEYS), body)
        figure.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        figure.activated.connect(self._look_for_figure)

    def _drawer(self) -> QWidget:
        panels: tuple[Named, ...] = (
            (TOPICS, "说明", self._guidance),
            (RENEW, "更新", self._renewals),
            (LAST_YEAR, "去年", lambda: LastTextPanel(self.session, self.section)),
            (FIGURES, "数字", self._figures),
        )
        self.drawer = Drawer(panels)
        self.drawer.close_button.hide()
        self.drawer.setMinimumWidth(240)
        self.drawer.setMaximumWidth(420)
        self.drawer.turned.connect(self._fill_panel)
        return self.drawer

    def _renewals(self) -> RenewalPanel:
        panel = RenewalPanel(self.session, self.section)
        panel.place_chosen.connect(self._show_place)
        panel.to_be_typed.connect(self.editor.setFocus)
        return panel

    def _figures(self) -> FigurePanel:
        panel = FigurePanel(self.session)
        panel.figure_chosen.connect(self._insert_figure)
        panel.left.connect(self.editor.setFocus)
        return panel

    def _guidance(self) -> QWidget:
        """What to write; a topic is a button that puts its heading into the text."""
        part = self.step.part
        assert part is not None
        panel = Panel("说明")
        panel.lines.setSpacing(4)
        panel.lines.addWidget(muted(part.help))
        for topic, prompt in part.guidance:
            panel.lines.addSpacing(8)
            made = button(f"＋ {topic}", "fold")
            made.setAccessibleName(f"加入小标题：{topic}")
            made.setToolTip("在光标处加入这个小标题")
            made.clicked.connect(lambda *_, topic=topic: self.editor.insert_heading(topic))
            panel.lines.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            panel.lines.addWidget(muted(prompt))
        panel.lines.addStretch(1)
        return panel

    # --- showing -----------------------------------------------------------------------

    def begin(self) -> None:
        self.strip.begin()
        self.editor.refresh()
        self.look()

    def refresh(self) -> None:
        self.editor.refresh()
        self._count()
        self._pause.start()

    def show_findings(self) -> None:
        self.strip.refresh()

    def look(self) -> None:
        """Mark the text as it stands, and fill the drawer."""
        session = self.session
        self.places = open_places(session.report, session.last_year, self.section, session.kept)
        left = f"更新 {len(self.places)}" if self.places else "更新"
        self.drawer.tabs[RENEW].setText(left)
        self.drawer.tabs[RENEW].setAccessibleName(left)
        if self.places and self._offered != session.last_year:
            self._offered = session.last_year
            self.drawer.turn_to(RENEW)
        self.find_bar.refresh()
        self._fill_panel(self.drawer.key)
        self._mark()

    def _mark(self) -> None:
        session = self.session
        marks = place_marks(self.places)
        marks += finding_marks(session.findings, self.section, session.edition, session.done)
        self.editor.show_marks(marks + found_marks(self.find_bar.spans))

    def _fill_panel(self, key: str) -> None:
        panel = self.drawer.panel(key)
        if isinstance(panel, RenewalPanel):
            panel.show_places(self.places)
        elif isinstance(panel, (LastTextPanel, FigurePanel)):
            panel.refresh()

    # --- going to a place ----------------------------------------------------------------

    def go_to_place(self, place: object) -> None:
        self.editor.setFocus()
        if isinstance(place, Finding) and place.start is not None and place.end is not None:
            self.editor.select(place.start, place.end)

    def _show_place(self, place: object) -> None:
        assert isinstance(place, OpenPlace)
        self.editor.select(place.renewal.start, place.renewal.figure_end)

    def _insert_figure(self, piece: object) -> None:
        assert isinstance(piece, Piece)
        self.editor.insert_piece(piece, f"写入“{piece.text}”")
        self.editor.setFocus()

    def _look_for_figure(self) -> None:
        self.drawer.turn_to(FIGURES)
        panel = self.drawer.panel(FIGURES)
        assert isinstance(panel, FigurePanel)
        panel.begin()

    def show_help(self) -> None:
        self.drawer.turn_to(TOPICS)
        self.editor.setFocus()

    def _count(self) -> None:
        length = text_length(self.session.report.sections[self.section])
        limits = [
            rule
            for rule in self.session.edition.text_rules
            if rule.section == self.section and rule.kind is TextRuleKind.LENGTH
        ]
        longest = next((rule.longest for rule in limits if rule.longest is not None), None)
        words = f"{length} 字"
        if longest is not None:
            words += f"，以 {longest} 字以内为宜"
        too_long = longest is not None and length > longest
        colours = style.current()
        self.counter.setText(f"▲ {words}" if too_long else words)
        colour_of(self.counter, colours.mismatch if too_long else colours.muted)
