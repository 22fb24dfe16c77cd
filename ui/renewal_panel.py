"""The places of a carried text that are last year's still, offered one by one or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from forms.text.renewal import renewed
from forms.text.untouched import BY_YEAR, OpenPlace
from ui import style
from ui.choice_list import DATA, ChoiceList, Index, LineDelegate
from ui.labels import button, muted
from ui.prose_marks import KIND_NAMES, KIND_SHAPES, colour_of_kind
from ui.session import Session

_LINE = 26
_PADDING = 4
_SHAPE = 20


class RenewalPanel(QWidget):
    """Signal ``place_chosen`` carries the OpenPlace whose line is current now; ``to_be_typed``
    comes behind it where only the clerk knows what is to stand there.
    """

    place_chosen = Signal(object)
    to_be_typed = Signal()

    def __init__(self, session: Session, section: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._section = session, section
        self._places: tuple[OpenPlace, ...] = ()
        self._answered = False
        self.told = muted()
        self.all = button("")
        self.all.clicked.connect(self.renew_all)
        self.list = ChoiceList("沿用去年的年份、日期、数字")
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.currentItemChanged.connect(self._show_current)
        self.list.chosen.connect(self._choose)
        self.renew = button("")
        self.renew.clicked.connect(self._renew_current)
        self.stays = button("不用改")
        self.stays.clicked.connect(self._keep_current)
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addWidget(self.renew)
        answers.addWidget(self.stays)
        answers.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 0, 8, 8)
        lines.setSpacing(8)
        lines.addWidget(self.told)
        lines.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self.list, 1)
        lines.addLayout(answers)
        lines.addStretch(0)
        self.renew.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    # --- showing -----------------------------------------------------------------------

    def show_places(self, places: tuple[OpenPlace, ...]) -> None:
        """List what is left; the line after one that is gone becomes the current one, and is
        shown in the text where the clerk has just answered here.
        """
        if places == self._places and self.told.text():
            return
        row = max(self.list.currentRow(), 0)
        self._places = places
        self.list.blockSignals(True)
        self.list.clear()
        for place in places:
            one = place.renewal
            text = f"{one.before} → {one.after}" if one.after else one.before
            spoken = f"{KIND_NAMES[one.kind]}：{text}"
            self.list.add(" ".join(text.split()), place, spoken, spoken)
        self.list.setCurrentRow(min(row, len(places) - 1))
        self.list.blockSignals(False)
        self._tell()
        self._show_answers()
        current = self._current()
        if self._answered and current is not None:
            self.place_chosen.emit(current)
        self._answered = False

    def _tell(self) -> None:
        by_year = len(self._by_year())
        self.all.setText(f"全部更新年份（{by_year} 处）")
        self.all.setAccessibleName(f"全部更新年份，{by_year}处")
        self.all.setVisible(by_year > 0)
        self.list.setVisible(bool(self._places))
        if self._places:
            self.told.setText(
                f"还有 {len(self._places)} 处是去年的。年份可以一起更新；"
                "日期、数字改成本年的，改一处少一处。"
            )
        elif self._session.last_year is None:
            self.told.setText("还没有去年的报告可以对照。")
        else:
            self.told.setText("✓ 没有沿用去年的年份、日期和数字了。")

    def _show_answers(self) -> None:
        place = self._current()
        self.stays.setVisible(place is not None)
        after = None if place is None else place.renewal.after
        self.renew.setVisible(after is not None)
        if after is not None:
            words = f"改为“{after}”"
            width = self.renew.fontMetrics().horizontalAdvance("字" * 7)
            elide = Qt.TextElideMode.ElideMiddle
            self.renew.setText(self.renew.fontMetrics().elidedText(words, elide, width))
            self.renew.setToolTip(words)
            self.renew.setAccessibleName(words)

    def _show_current(self, item: QListWidgetItem | None) -> None:
        self._show_answers()
        if item is not None:
            self.place_chosen.emit(item.data(DATA))

    def _choose(self, place: OpenPlace) -> None:
        self.place_chosen.emit(place)
        if place.renewal.after is None:
            self.to_be_typed.emit()

    def _current(self) -> OpenPlace | None:
        item = self.list.currentItem()
        return None if item is None else cast(OpenPlace, item.data(DATA))

    # --- answering ---------------------------------------------------------------------

    def _by_year(self) -> list[OpenPlace]:
        return [one for one in self._places if one.renewal.after and one.renewal.kind in BY_YEAR]

    def renew_all(self) -> None:
        """Every year, and the statistical period, in one step. Names of plans are asked alone."""
        self._renew(self._by_year(), f"更新{len(self._by_year())}处年份")

    def _renew_current(self) -> None:
        place = self._current()
        if place is not None:
            self._answered = True
            self._renew([place], f"改为“{place.renewal.after}”")

    def _renew(self, places: Sequence[OpenPlace], name: str) -> None:
        text = self._session.report.sections[self._section] or ""
        spans = [one.renewal for one in places]
        # The list may be a moment behind the text.
        if all(text[one.start : one.end] == one.before for one in spans):
            self._session.set_section(self._section, renewed(text, tuple(spans)), name)

    def _keep_current(self) -> None:
        place = self._current()
        if place is not None:
            self._answered = True
            self._session.keep([place.kept])


class _Delegate(LineDelegate):
    """Shape, kind, what stands there and what it would become."""

    def paint_line(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area = cast(QRect, option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        colours = style.current()
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(area, QColor(colours.computed))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        place = cast(OpenPlace, index.data(DATA))
        kind = place.renewal.kind
        painter.setFont(cast(QFont, option.font))  # type: ignore[attr-defined]
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(colour_of_kind(kind)))
        painter.drawText(area.adjusted(_PADDING, 0, 0, 0), middle, KIND_SHAPES[kind])
        words = area.adjusted(_PADDING + _SHAPE, 0, -_PADDING, 0)
        metrics = cast(QFontMetrics, option.fontMetrics)  # type: ignore[attr-defined]
        name = f"{KIND_NAMES[kind]}  "
        painter.setPen(QColor(colours.muted))
        painter.drawText(words, middle, name)
        words.setLeft(words.left() + metrics.horizontalAdvance(name))
        painter.setPen(QColor(colours.ink))
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(words, middle, metrics.elidedText(text, elide, words.width()))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _LINE)
