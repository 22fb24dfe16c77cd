"""Findings as a list, one line each: level by shape and colour, a click goes to the place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from forms.check import Finding
from forms.edition import Edition
from forms.wording import LEVEL_NAMES, finding_sentence, part_heading
from ui import style
from ui.choice_list import DATA, ChoiceList, Index, LineDelegate
from ui.steps import Mark

SHAPES = {Mark.WRONG: "●", Mark.MISMATCH: "▲", Mark.INCOMPLETE: "○"}
_LINE = 26
_MARGIN = 2
_SHAPE_WIDTH = 22
_PADDING = 3


def colour_of_mark(mark: Mark) -> str:
    """The colour of a mark in the scheme in use."""
    colours = style.current()
    return {
        Mark.WRONG: colours.wrong,
        Mark.MISMATCH: colours.mismatch,
        Mark.INCOMPLETE: colours.incomplete,
    }[mark]


class FindingsView(ChoiceList):
    """Signal ``finding_chosen`` carries the Finding of the line.

    ``whole``: long sentences wrap and the view is as high as its lines; else each sentence has
    one line and what does not fit is in its tool tip.
    """

    finding_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None, whole: bool = False) -> None:
        super().__init__("需要核对的地方", parent)
        self.whole = whole
        self.setItemDelegate(_Delegate(self))
        self.chosen.connect(self.finding_chosen)

    def show_findings(
        self,
        findings: Sequence[tuple[Finding, Mark]],
        edition: Edition,
        grouped: bool = False,
    ) -> None:
        """Fill the list. ``grouped`` puts each part's heading above its findings."""
        self.clear()
        heading = ""
        for finding, mark in findings:
            own_heading = part_heading(finding, edition)
            if grouped and own_heading != heading:
                heading = own_heading
                self.add(heading, None)
            sentence = finding_sentence(finding, edition)
            spoken = f"{LEVEL_NAMES[finding.level.value]}：{sentence}"
            self.add(sentence, finding, spoken, sentence).setData(_MARK, mark)

    def fit(self) -> None:
        """Take the height of all lines at the present width."""
        self.scheduleDelayedItemsLayout()
        self.setFixedHeight(self.full_height() + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.whole and event.size().width() != event.oldSize().width():
            self.fit()


_MARK = DATA + 1


class _Delegate(LineDelegate):
    def __init__(self, view: FindingsView) -> None:
        super().__init__(view)
        self._view = view

    def paint_line(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area = cast(QRect, option.rect)  # type: ignore[attr-defined]
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        mark = index.data(_MARK)
        if mark is None:
            painter.setFont(style.title_font(style.BODY_PIXELS))
            painter.setPen(QColor(style.current().ink))
            painter.drawText(area.adjusted(_MARGIN, 0, 0, -2), Qt.AlignmentFlag.AlignBottom, text)
            return
        colours = style.current()
        state = option.state  # type: ignore[attr-defined]
        if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus):
            painter.fillRect(area, QColor(colours.computed))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.setFont(option.font)  # type: ignore[attr-defined]
        left = area.adjusted(_MARGIN, 0, 0, 0)
        painter.setPen(QColor(colour_of_mark(mark)))
        top = Qt.AlignmentFlag.AlignTop
        painter.drawText(left.adjusted(0, _PADDING, 0, 0), top, SHAPES[mark])
        words = area.adjusted(_MARGIN + _SHAPE_WIDTH, _PADDING, -_MARGIN, 0)
        painter.setPen(QColor(colours.ink))
        if self._view.whole:
            painter.drawText(words, top | Qt.TextFlag.TextWordWrap, text)
            return
        metrics = cast(QFontMetrics, option.fontMetrics)  # type: ignore[attr-defined]
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, top, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.data(_MARK) is None:
            return QSize(100, _LINE + 8)
        if not self._view.whole:
            return QSize(100, _LINE)
        width = self._view.viewport().width() - 2 * _MARGIN - _SHAPE_WIDTH
        metrics = cast(QFontMetrics, option.fontMetrics)  # type: ignore[attr-defined]
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        wrapped = metrics.boundingRect(
            QRect(0, 0, width, 1000), int(Qt.TextFlag.TextWordWrap), text
        )
        return QSize(100, max(_LINE, wrapped.height() + 2 * _PADDING))
