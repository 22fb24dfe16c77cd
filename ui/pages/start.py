"""What one sees first: begin from last year's report, go on with one, or begin a blank one.

It is all that the first paint shows, so it imports nothing of the form.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget, QWizardPage

from forms.data_folder import backup_folder
from ui import preferences, recent, style
from ui.deadlines import first_words
from ui.going_on import what_is_left
from ui.labels import button, guidance, title

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from ui.pages.unfinished import UnfinishedWays

_MARGIN = 24
_WIDEST = 640
_BUTTON_WIDTH = 180
_AROUND = 80
"""What the window itself takes of a screen's height: its frame and the wizard's margins."""


class StartPage(QWizardPage):
    """One question. Signals: ``file_asked`` carries the Path of a recent file, ``go_on_asked``
    the Unfinished that was cut off; ``office_asked``: the person collects others' reports.
    """

    last_year_asked = Signal()
    open_asked = Signal()
    blank_asked = Signal()
    file_asked = Signal(object)
    go_on_asked = Signal(object)
    copies_asked = Signal()
    office_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = inside = QWidget()
        self._scrolls = False
        inside.setFixedWidth(_WIDEST)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 12)
        lines.setSpacing(8)
        lines.addWidget(title("政府信息公开工作年度报告", 24))
        lines.addWidget(guidance("从哪里开始？"))
        lines.addSpacing(12)
        self.unfinished: UnfinishedWays | None = None
        self._damaged: tuple[Path, ...] = ()
        self._unfinished = QVBoxLayout()
        lines.addLayout(self._unfinished)
        self._add_ways(lines)
        lines.addSpacing(4)
        lines.addWidget(guidance("也可以把文件拖到这个窗口里。按 F1 看使用手册。"))
        self.deadlines = guidance("")
        lines.addWidget(self.deadlines)
        lines.addSpacing(16)
        self._add_foot(lines)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(inside)
        self.setFocusProxy(self.from_last_year)

    def _add_foot(self, lines: QVBoxLayout) -> None:
        """What only some need: recent files, older versions, the superior office's desk."""
        self._recent_title = title("最近用过的文件", style.BODY_PIXELS)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self.recent_buttons: list[QPushButton] = []
        lines.addWidget(self._recent_title)
        lines.addLayout(self._recent)
        self.copies = self._copies_button(lines)
        lines.addStretch(1)
        self.office = self._office_button(lines)

    def _add_ways(self, lines: QVBoxLayout) -> None:
        """How one can begin; the first is what nearly everybody wants."""
        self.from_last_year = _way(
            lines,
            "从去年的报告开始",
            "读入去年的报告（Word、Excel、PDF、网页、文本都行），"
            "带来机关名称、上年结转和文字，去年的数放在旁边对照。",
            self.last_year_asked,
        )
        self.from_last_year.setProperty("weight", "main")
        self.open = _way(
            lines,
            "打开，接着填",
            "打开上次保存的，或者读入一份已经填好的报告。",
            self.open_asked,
        )
        self.blank = _way(lines, "填一份空白报告", "按现行版式，从封面开始。", self.blank_asked)

    def showEvent(self, event: QShowEvent) -> None:
        self.deadlines.setText(first_words(preferences.deadline(), date.today()))
        self._show_unfinished()
        for old in self.recent_buttons:
            old.deleteLater()
        self.recent_buttons = [self._recent_button(path) for path in recent.recent_files()]
        for made in self.recent_buttons:
            self._recent.addWidget(made)
            # At once: Qt would show it a moment later, and until then it would not be measured.
            made.show()
        self._recent_title.setVisible(bool(self.recent_buttons))
        self.copies.setVisible(backup_folder().is_dir())
        self._keep_within_screen()
        super().showEvent(event)

    def _keep_within_screen(self) -> None:
        """Where a low screen cannot hold all that is offered, it scrolls; else the window would
        become taller than the screen.
        """
        inside = self._inside.layout()
        assert inside is not None
        room = self.screen().availableGeometry().height() - _AROUND
        if self._scrolls or inside.totalHeightForWidth(_WIDEST) <= room:
            return
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QScrollArea

        self._scrolls = True
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        area.setWidgetResizable(True)
        outer = self.layout()
        assert outer is not None
        outer.removeWidget(self._inside)
        area.setWidget(self._inside)
        outer.addWidget(area)

    def _show_unfinished(self) -> None:
        """Work that was cut off comes first, and only then something else is not the main way."""
        left = what_is_left()
        offers = () if left is None else left.unfinished
        # A damaged journal is found once, and told for as long as the window is open.
        self._damaged += () if left is None else left.damaged
        if self.unfinished is not None:
            self.unfinished.deleteLater()
            self.unfinished = None
        if offers or self._damaged:
            from ui.pages.unfinished import UnfinishedWays

            self.unfinished = UnfinishedWays(offers, self._damaged, _BUTTON_WIDTH)
            self.unfinished.go_on_asked.connect(self.go_on_asked)
            self.unfinished.given_up.connect(self._show_unfinished)
            self._unfinished.addWidget(self.unfinished)
            self.unfinished.show()
        ways = [] if self.unfinished is None else self.unfinished.ways
        weight = "" if ways else "main"
        if self.from_last_year.property("weight") != weight:
            # Not on the way to the first paint: PySide would build the namespace Qt for it.
            self.from_last_year.setProperty("weight", weight)
            self.from_last_year.style().unpolish(self.from_last_year)
            self.from_last_year.style().polish(self.from_last_year)
        self.setFocusProxy(ways[0] if ways else self.from_last_year)
        if ways:
            # The wizard has given the keyboard away by now.
            ways[0].setFocus()

    def _copies_button(self, lines: QVBoxLayout) -> QPushButton:
        made = button("以前保存的版本…", "fold")
        made.clicked.connect(self.copies_asked)
        lines.addWidget(made)
        return made

    def _office_button(self, lines: QVBoxLayout) -> QPushButton:
        made = button("汇总、审核下级单位的报告", "fold")
        made.clicked.connect(self.office_asked)
        lines.addWidget(made)
        return made

    def _recent_button(self, path: Path) -> QPushButton:
        made = button(path.name.replace("&", "&&"), "fold")
        made.setToolTip(str(path))
        made.clicked.connect(lambda: self.file_asked.emit(path))
        return made


def _way(lines: QVBoxLayout, text: str, about: str, asked: SignalInstance) -> QPushButton:
    made = button(text)
    made.setMinimumWidth(_BUTTON_WIDTH)
    made.setAccessibleDescription(about)
    made.clicked.connect(asked)
    line = QHBoxLayout()
    line.setSpacing(16)
    line.addWidget(made)
    line.addWidget(guidance(about), 1)
    lines.addLayout(line)
    return made
