"""The list of the steps with their states; any of them can be gone to at any time.

Where the window is low, titles take one line each, so that the last step is in sight too; where
it is narrow, the list is, for the tables need the room.
"""

from __future__ import annotations

from functools import cached_property
from typing import cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from ui import style
from ui.choice_list import DATA, ChoiceList, Index, LineDelegate
from ui.session import Session
from ui.steps import REVIEW, State, Step, state_of, steps_of

WIDTH = 216
NARROW_WIDTH = 176
NARROW_WINDOW = 1000
_MARGIN = 10
_GAP, _SMALLEST_GAP = 18, 8
"""What stands free above, between and below the two lines of a step."""
_SCROLL_BAR = 12
_STATE = DATA + 1
_HERE = DATA + 2

STATE_NAMES = {State.EMPTY: "未填", State.FILLING: "填写中", State.DONE: "✓ 已完成"}


def state_words(step: Step, state: State, count: int, done: bool = False) -> str:
    """What the list says of a step; ``done``: the clerk declared it done."""
    if step.key == REVIEW:
        return f"还有 {count} 处" if count else "没有待核对的"
    if state is State.TROUBLE:
        return f"● {count} 处有问题" if done else f"▲ {count} 处待核对"
    return STATE_NAMES[state]


class SideList(ChoiceList):
    """Signal ``chosen`` carries the key of the step that the clerk wants."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("报告的各部分", parent)
        self._session = session
        self._here = ""
        self._lines = _Delegate(self)
        self.setItemDelegate(self._lines)
        self.fit(NARROW_WINDOW)
        session.findings_changed.connect(self.refresh)
        self.refresh()

    def fit(self, window_width: int) -> None:
        """Be as wide as a window of that width allows."""
        self._lines.width = WIDTH if window_width >= NARROW_WINDOW else NARROW_WIDTH
        self.setFixedWidth(self._lines.width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Before Qt decides about its scroll bar.
        if self._lines.fit(self):
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def show_step(self, key: str) -> None:
        """Mark where the clerk is."""
        self._here = key
        self.refresh()

    def refresh(self) -> None:
        """Every line anew: title, state, whether one is there."""
        session = self._session
        steps = steps_of(session.edition)
        while self.count() < len(steps):
            self.add("", "")
        for row, step in enumerate(steps):
            state, count = state_of(
                step, session.report, session.edition, session.findings, session.done
            )
            done = step.key in session.done
            words = state_words(step, state, count, done)
            here = step.key == self._here
            item = self.item(row)
            item.setText(step.title)
            item.setData(DATA, step.key)
            item.setData(_STATE, (_colour_name(state, done), words))
            item.setData(_HERE, here)
            item.setToolTip(step.title)
            spoken = f"{step.title}，{words}" + ("，当前" if here else "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            if here and not self.hasFocus():
                self.setCurrentRow(row)


class _Delegate(LineDelegate):
    """``width`` of the list; ``is_low``: a title has one line, which may end in an ellipsis;
    ``gap``: what stands free about a step.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.width, self.is_low, self.gap = WIDTH, False, _GAP
        self._heights: dict[tuple[str, int], int] = {}

    @property
    def _room(self) -> int:
        """The width of a title."""
        return self.width - 2 * _MARGIN - (0 if self.is_low else _SCROLL_BAR)

    def paint_line(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = style.current()
        area = cast(QRect, option.rect)  # type: ignore[attr-defined]
        state_flags = option.state  # type: ignore[attr-defined]
        here = bool(index.data(_HERE))
        if here:
            painter.fillRect(area, QColor(colours.computed))
            painter.fillRect(area.left(), area.top(), 3, area.height(), QColor(colours.accent))
        elif state_flags & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(colours.line))
        if state_flags & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.setFont(style.title_font(style.SMALL_PIXELS) if here else style.small_font())
        painter.setPen(QColor(colours.ink))
        edge = self.gap // 2 - 1
        words = area.adjusted(_MARGIN, edge, 0, 0)
        words.setWidth(self._room)
        title = str(index.data(Qt.ItemDataRole.DisplayRole))
        if self.is_low:
            elide = Qt.TextElideMode.ElideRight
            title = painter.fontMetrics().elidedText(title, elide, self._room)
        painter.drawText(words, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, title)
        colour, told = index.data(_STATE)
        painter.setFont(style.small_font())
        painter.setPen(QColor(getattr(colours, colour)))
        below = area.adjusted(_MARGIN, 0, -_MARGIN, -edge + 1)
        painter.drawText(below, Qt.AlignmentFlag.AlignBottom, told)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if self.is_low:
            return QSize(self.width, 2 * self._line + self.gap)
        return QSize(self.width, self._height(str(index.data(Qt.ItemDataRole.DisplayRole))))

    def _height(self, title: str) -> int:
        """What a step takes where there is room."""
        if (title, self.width) not in self._heights:
            # Kept: Qt asks at every turn, and to break lines takes long.
            metrics = QFontMetrics(style.title_font(style.SMALL_PIXELS))
            room = QRect(0, 0, self.width - 2 * _MARGIN - _SCROLL_BAR, 200)
            lines = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), title)
            self._heights[title, self.width] = lines.height() + metrics.height() + _GAP
        return self._heights[title, self.width]

    @cached_property
    def _line(self) -> int:
        return QFontMetrics(style.title_font(style.SMALL_PIXELS)).height()

    def fit(self, steps: ChoiceList) -> bool:
        """Take the height that the list has; True where its lines are others then."""
        before, count = (self.is_low, self.gap), steps.count()
        room = steps.height() - 2 * steps.frameWidth()
        self.is_low = room < sum(self._height(steps.item(row).text()) for row in range(count))
        each = room // max(count, 1) - 2 * self._line if self.is_low else _GAP
        self.gap = min(max(each, _SMALLEST_GAP), _GAP)
        return before != (self.is_low, self.gap)


def _colour_name(state: State, done: bool) -> str:
    """The name of a state's colour in ``style.Palette``."""
    if state is State.TROUBLE:
        return "wrong" if done else "mismatch"
    return {State.EMPTY: "ghost", State.DONE: "done"}.get(state, "muted")
