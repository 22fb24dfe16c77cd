"""How the lines of findings are painted: shape, sentence, and an action at the right end."""

from __future__ import annotations

from enum import Enum
from typing import Protocol, cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from ui import style
from ui.choice_list import DATA, Index, LineDelegate
from ui.marks import DONE, SIGNS, Mark

LINE = 26
LOOK = DATA + 1
ACTION = DATA + 2
_MARGIN = 2
_SHAPE_WIDTH = 22
_PADDING = 3
_ACTION_PADDING = 10
_GAP = 12


class Look(str, Enum):
    """How a line that is no open finding looks."""

    REPAIR = "repair"
    MORE = "more"
    EXPLAINED = "explained"
    CARRIED = "carried"
    FIELD = "field"


def colour_of_mark(mark: Mark) -> str:
    """The colour of a mark in the scheme in use."""
    return str(getattr(style.current(), SIGNS[mark].colour))


def _shape_of(look: object) -> tuple[str, str]:
    """The sign before a line and its colour. Qt gives back an enumeration of texts as text."""
    if look in set(Mark):
        mark = Mark(look)
        return SIGNS[mark].sign, colour_of_mark(mark)
    colours = style.current()
    return {
        Look.REPAIR: ("→", colours.accent),
        Look.MORE: ("›", colours.accent),
        Look.EXPLAINED: (DONE, colours.done),
        Look.CARRIED: ("·", colours.muted),
    }[Look(look)]


class _View(Protocol):
    """What the delegate asks of its view."""

    on_action: bool

    def viewport(self) -> QWidget: ...


class FindingDelegate(LineDelegate):
    """``whole``: every sentence wraps; else only repairs do."""

    def __init__(self, view: _View, whole: bool) -> None:
        assert isinstance(view, QWidget)
        super().__init__(view)
        self._view, self._whole = view, whole

    def paint_line(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area = cast(QRect, option.rect)  # type: ignore[attr-defined]
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        look = index.data(LOOK)
        if look == Look.FIELD:
            return
        if look is None:
            painter.setFont(style.title_font(style.BODY_PIXELS))
            painter.setPen(QColor(style.current().ink))
            painter.drawText(area.adjusted(_MARGIN, 0, 0, -2), Qt.AlignmentFlag.AlignBottom, text)
            return
        painter.setFont(cast(QFont, option.font))  # type: ignore[attr-defined]
        action = index.data(ACTION) or ""
        self._paint_state(painter, option, area, action)
        sign, colour = _shape_of(look)
        top = Qt.AlignmentFlag.AlignTop
        painter.setPen(QColor(colour))
        painter.drawText(area.adjusted(_MARGIN + self._indent(look), _PADDING, 0, 0), top, sign)
        colours = style.current()
        painter.setPen(QColor(colours.accent if look == Look.MORE else colours.ink))
        words = self._words_rect(area, look, action)
        if self._wraps(look):
            painter.drawText(words, top | Qt.TextFlag.TextWordWrap, text)
            return
        metrics = cast(QFontMetrics, option.fontMetrics)  # type: ignore[attr-defined]
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(words, top, metrics.elidedText(text, elide, words.width()))

    def _paint_state(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, action: str
    ) -> None:
        """The ground under the mouse, the frame of the keyboard, the action's own frame."""
        colours = style.current()
        state = option.state  # type: ignore[attr-defined]
        focus = bool(state & QStyle.StateFlag.State_HasFocus)
        if focus or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(colours.computed))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if action:
            rect = self.action_rect(area, action)
            here = focus and self._view.on_action
            painter.setPen(QPen(QColor(colours.accent if here else colours.line), 1 + here))
            painter.setBrush(QColor(colours.surface))
            painter.drawRoundedRect(rect, 4, 4)
            painter.setPen(QColor(colours.accent))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, action)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if focus and not (action and self._view.on_action):
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))

    # --- measuring ---------------------------------------------------------------------

    def _wraps(self, look: object) -> bool:
        return self._whole or look == Look.REPAIR

    @staticmethod
    def _indent(look: object) -> int:
        return _SHAPE_WIDTH if look in (Look.REPAIR, Look.MORE) else 0

    def action_rect(self, area: QRect, action: str) -> QRect:
        """Where an action is painted in a line's rectangle; empty without one."""
        if not action:
            return QRect()
        metrics = self._view.viewport().fontMetrics()
        width = metrics.horizontalAdvance(action) + 2 * _ACTION_PADDING
        return QRect(area.right() - width - _MARGIN, area.top() + 1, width, LINE - 3)

    def _words_rect(self, area: QRect, look: object, action: str) -> QRect:
        left = _MARGIN + _SHAPE_WIDTH + self._indent(look)
        right = self.action_rect(area, action).width() + _GAP if action else _MARGIN
        return area.adjusted(left, _PADDING, -right, 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = index.data(LOOK)
        if look is None:
            return QSize(100, LINE + 8)
        if look == Look.FIELD:
            return cast(QSize, index.data(Qt.ItemDataRole.SizeHintRole))
        if not self._wraps(look):
            return QSize(100, LINE)
        area = QRect(0, 0, self._view.viewport().width(), 2000)
        words = self._words_rect(area, look, index.data(ACTION) or "")
        metrics = cast(QFontMetrics, option.fontMetrics)  # type: ignore[attr-defined]
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        wrapped = metrics.boundingRect(words, int(Qt.TextFlag.TextWordWrap), text)
        return QSize(100, max(LINE, wrapped.height() + 2 * _PADDING))
