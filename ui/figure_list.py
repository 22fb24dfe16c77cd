"""The figures of the texts on the review page: where each comes from, folded away at first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from forms.finding import Finding
from forms.rules import Level
from forms.text.figure_ledger import Entry, Source, figure_ledger
from forms.text.figure_wording import figure_sentence
from forms.wording import SECTION_NAMES
from ui.choice_list import DATA
from ui.findings_paint import ACTION, LOOK, Look
from ui.findings_view import FindingsView
from ui.labels import button, muted
from ui.marks import Mark
from ui.session import Session

TO_TABLE = "看表"
NAME = "文字里的数字"
_FOUND = (Source.CELL, Source.SUM, Source.SHARE)


class FigureLines(FindingsView):
    """Signal ``place_asked`` carries a place in a text (as a Finding), or the Address of a cell."""

    place_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, whole=True, name=NAME)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_entries(self, entries: tuple[Entry, ...], session: Session) -> None:
        """One line for each figure, text by text."""
        self.clear()
        section = ""
        for entry in entries:
            if entry.section != section:
                section = entry.section
                self.add(SECTION_NAMES[section], None)
            sentence = figure_sentence(entry, session.report, session.edition)
            item = self.add(sentence, entry, sentence, "点一行就到文字里的这个数")
            item.setData(LOOK, _look(entry))
            if entry.cells and entry.source is not Source.LAST_YEAR:
                item.setData(ACTION, TO_TABLE)
        self.fit()

    def _choose(self, item: QListWidgetItem) -> None:
        entry = item.data(DATA)
        if isinstance(entry, Entry):
            on_table = self.on_action and item.data(ACTION)
            self.place_asked.emit(entry.cells[0] if on_table else _place(entry))


class FigureList(QWidget):
    """A button that unfolds the list. Signal ``place_asked`` as that of the lines.

    The figures are read only while they are seen.
    """

    place_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: object = None
        self.fold = button("", "fold")
        self.fold.clicked.connect(self._turn)
        self.told = muted()
        self.list = FigureLines()
        self.list.place_asked.connect(self.place_asked)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self.told)
        lines.addWidget(self.list)
        self._unfold(False)

    def refresh(self) -> None:
        """Show the figures as they stand, where they are seen."""
        session = self._session
        wanted = (session.report, session.last_year)
        if self.list.isHidden() or wanted == self._shown:
            return
        self._shown = wanted
        entries = figure_ledger(session.report, session.edition, session.last_year)
        self.list.show_entries(entries, session)
        self.told.setText(_summary(entries))

    def _turn(self) -> None:
        self._unfold(self.list.isHidden())
        self.refresh()

    def _unfold(self, seen: bool) -> None:
        self.list.setVisible(seen)
        self.told.setVisible(seen)
        self.fold.setText(f"{'∨' if seen else '›'} {NAME}和它们的出处")
        self.fold.setAccessibleName(f"{NAME}和它们的出处，{'收起' if seen else '展开'}")


def _look(entry: Entry) -> Look | Mark:
    if entry.source is Source.DIFFERS:
        return Mark.MISMATCH
    is_sure = entry.source in _FOUND and (entry.is_named or entry.source is Source.SHARE)
    return Look.EXPLAINED if is_sure else Look.CARRIED


def _place(entry: Entry) -> Finding:
    return Finding(
        "text.figure", Level.HINT, section=entry.section, start=entry.start, end=entry.end
    )


def _summary(entries: tuple[Entry, ...]) -> str:
    if not entries:
        return "文字里还没有数字。"
    counts = (
        ("与表中相符", sum(one.source in _FOUND for one in entries)),
        ("与去年相同", sum(one.source is Source.LAST_YEAR for one in entries)),
        ("与表中不一致", sum(one.source is Source.DIFFERS for one in entries)),
        ("表中没有可核对的数", sum(one.source is Source.UNEXPLAINED for one in entries)),
    )
    told = "，".join(f"{name} {count} 个" for name, count in counts if count)
    return f"共 {len(entries)} 个：{told}。表中没有的，请和台账、材料核对。"
