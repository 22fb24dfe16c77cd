"""Findings as a list, one line each: level by shape and colour, a click goes to the place.

Below what does not add up stand the likely repairs. A line may have an action at its right
end (采用, 写明情况): a click there, or the right arrow and Enter, carries it out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from forms.check import Finding
from forms.culprit import Suggestion
from forms.edition import Edition
from forms.explanations import Explained, can_be_explained
from forms.repair.repair_wording import NO_REPAIR, suggestion_sentence
from forms.rules import Level
from forms.wording import finding_sentence, part_heading
from ui.choice_list import DATA, ChoiceList
from ui.findings_paint import ACTION, LOOK, FindingDelegate, Look
from ui.marks import SIGNS, Mark

SHOWN_REPAIRS = 2
WIDEST = 1200
"""What can be done about a line stands near its words, on a wide screen too."""
TAKE, EXPLAIN, CHANGE = "采用", "写明情况", "改说明"

Repairs = Mapping[str, Sequence[Suggestion]]
Marked = Sequence[tuple[Finding, Mark]]


@dataclass(frozen=True)
class _More:
    """The line that unfolds the other repairs of a table."""

    table: str


class FindingsView(ChoiceList):
    """Signals: ``finding_chosen`` carries the Finding of the line (for a repair the Address of
    its first cell), ``repair_taken`` a Suggestion, ``explain_asked`` a Finding.

    ``whole``: long sentences wrap and the view is as high as its lines; else each sentence has
    one line and what does not fit is in its tool tip. Repairs always wrap.
    """

    finding_chosen = Signal(object)
    repair_taken = Signal(object)
    explain_asked = Signal(object)
    unfolded = Signal()

    def __init__(
        self, parent: QWidget | None = None, whole: bool = False, name: str = "需要核对的地方"
    ) -> None:
        super().__init__(name, parent)
        self.whole = whole
        self.on_action = False
        self._open_tables: set[str] = set()
        self._fill: Callable[[], None] = self.clear
        self._painter = FindingDelegate(self, whole)
        self.setItemDelegate(self._painter)
        self.viewport().setMouseTracking(True)
        self.currentItemChanged.connect(lambda: self._focus_action(False))

    # --- filling -----------------------------------------------------------------------

    def show_findings(
        self,
        findings: Marked,
        edition: Edition,
        grouped: bool = False,
        repairs: Repairs | None = None,
        explainable: bool = False,
    ) -> None:
        """Fill the list. ``grouped`` puts each part's heading above its findings; ``repairs``
        then stand below all that does not add up in their table, else, where few lines are
        seen, below the first. ``explainable`` offers to explain warnings.
        """
        self._fill = lambda: self._add_all(findings, edition, grouped, repairs or {}, explainable)
        self._fill()

    def _add_all(
        self, findings: Marked, edition: Edition, grouped: bool, repairs: Repairs, explain: bool
    ) -> None:
        self.clear()
        after = _sums(findings, last=grouped)
        heading = ""
        for number, (finding, mark) in enumerate(findings):
            own_heading = part_heading(finding, edition)
            if grouped and own_heading != heading:
                heading = own_heading
                self.add(heading, None)
            action = EXPLAIN if explain and can_be_explained(finding) else ""
            self._add_finding(finding, edition, mark, action)
            if finding.table is not None and after.get(finding.table) == number:
                self._add_repairs(finding.table, repairs.get(finding.table), edition)

    def show_explained(self, explained: Sequence[Explained], edition: Edition) -> None:
        """Fill the list with explained findings and their reasons."""
        self.clear()
        for finding, explanation in explained:
            reason = f"{finding_sentence(finding, edition)}\n说明：{explanation.reason}"
            item = self.add(reason, finding, f"已说明：{reason}", "点一行就到那里")
            item.setData(LOOK, Look.EXPLAINED)
            item.setData(ACTION, CHANGE)

    def _add_finding(self, finding: Finding, edition: Edition, mark: Mark, action: str) -> None:
        sentence = finding_sentence(finding, edition)
        spoken = f"{SIGNS[mark].word}：{sentence}" + _spoken(action)
        item = self.add(sentence, finding, spoken, sentence)
        item.setData(LOOK, mark)
        item.setData(ACTION, action)

    def _add_repairs(
        self, table: str, known: Sequence[Suggestion] | None, edition: Edition
    ) -> None:
        """``known`` None: not looked for yet; empty: nothing mends all of the table."""
        if known is None:
            return
        if not known and self._has_wrong_sum(table):
            self.add(NO_REPAIR, _More(table), NO_REPAIR, NO_REPAIR).setData(LOOK, Look.CARRIED)
        shown = known if table in self._open_tables else known[:SHOWN_REPAIRS]
        for suggestion in shown:
            sentence = suggestion_sentence(suggestion, edition)
            item = self.add(sentence, suggestion, f"修改建议：{sentence}{_spoken(TAKE)}", sentence)
            item.setData(LOOK, Look.REPAIR)
            item.setData(ACTION, TAKE)
        if len(known) > len(shown):
            text = f"还有{len(known) - len(shown)}种改法同样可能"
            self.add(text, _More(table)).setData(LOOK, Look.MORE)

    def _has_wrong_sum(self, table: str) -> bool:
        listed = (self.value(row) for row in range(self.count()))
        own = (one for one in listed if isinstance(one, Finding) and one.table == table)
        # What came wrong from last year is told of already: no search could mend it here.
        return any(one.relation and one.level is Level.ERROR and not one.passed_on for one in own)

    def open_below(self, finding: Finding, field: QWidget) -> None:
        """Put a field under a finding's line, until the list is filled anew."""
        row = next(n for n in range(self.count()) if self.value(n) == finding)
        item = QListWidgetItem()
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(LOOK, Look.FIELD)
        item.setSizeHint(QSize(100, field.sizeHint().height()))
        self.insertItem(row + 1, item)
        self.setItemWidget(item, field)
        if self.whole:
            self.fit()

    def findings_count(self) -> int:
        """How many findings are listed, without headings and repairs."""
        return sum(isinstance(self.value(row), Finding) for row in range(self.count()))

    def fit(self) -> None:
        """Take the height of all lines at the present width."""
        self.scheduleDelayedItemsLayout()
        self.setFixedHeight(self.full_height() + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            if self.whole:
                self.fit()

    # --- choosing ----------------------------------------------------------------------

    def _choose(self, item: QListWidgetItem) -> None:
        value = item.data(DATA)
        if isinstance(value, _More):
            self._unfold(value.table)
        elif isinstance(value, Suggestion):
            if self.on_action:
                self.repair_taken.emit(value)
            else:
                self.finding_chosen.emit(value.changes[0].address)
        elif isinstance(value, Finding):
            if self.on_action and item.data(ACTION):
                self.explain_asked.emit(value)
            else:
                self.finding_chosen.emit(value)

    def _unfold(self, table: str) -> None:
        row = self.currentRow()
        self._open_tables.add(table)
        self._fill()
        self.setCurrentRow(row)
        self.unfolded.emit()

    def _focus_action(self, on_action: bool) -> None:
        item = self.currentItem()
        self.on_action = on_action and item is not None and bool(item.data(ACTION))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self._focus_action(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._focus_action(self._is_on_action(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._is_on_action(event)
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _is_on_action(self, event: QMouseEvent) -> bool:
        place = event.position().toPoint()
        index = self.indexAt(place)
        return index.isValid() and self.action_rect(index.row()).contains(place)

    def action_rect(self, row: int) -> QRect:
        """Where the action of a line is painted; empty where it has none."""
        item = self.item(row)
        return self._painter.action_rect(self.visualItemRect(item), item.data(ACTION) or "")


def _sums(findings: Marked, last: bool) -> dict[str, int]:
    """Table → the number of its first or last finding that a repair would mend."""
    found: dict[str, int] = {}
    for number, (finding, _) in enumerate(findings):
        is_sum = finding.relation is not None or finding.code in ("cell.negative", "cell.unit")
        if is_sum and finding.table is not None and (last or finding.table not in found):
            found[finding.table] = number
    return found


def _spoken(action: str) -> str:
    return f"按右方向键再按回车：{action}" if action else ""
