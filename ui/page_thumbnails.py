"""The pages small, at the side: where one is, and a way to go elsewhere."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListWidgetItem, QStyle, QStyleOptionViewItem, QWidget

from ui import style
from ui.choice_list import ChoiceList, Index, LineDelegate
from ui.page_pictures import PagePictures, PdfPages

PICTURE_WIDTH = 96
WIDTH = PICTURE_WIDTH + 44
_MARGIN = 8
_NUMBER_HEIGHT = 20


class PageThumbnails(ChoiceList):
    """A line per page. The current row is the page, from 0; an arrow moves there at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("缩略图", parent)
        self.setFixedWidth(WIDTH)
        self.setSpacing(0)
        self.pictures = PagePictures(self)
        self.pictures.ready.connect(self._show_ready)
        self.setItemDelegate(_Delegate(self))

    def show_pages(self, pages: PdfPages) -> None:
        """Another PDF; the current row stays as far as it goes."""
        row = max(self.currentRow(), 0)
        self.blockSignals(True)
        self.clear()
        for number, size in enumerate(pages.sizes):
            height = round(PICTURE_WIDTH * size.height() / size.width())
            item = self.add(str(number + 1), number, f"第{number + 1}页")
            item.setSizeHint(QSize(WIDTH - 16, height + _NUMBER_HEIGHT + 2 * _MARGIN))
        self.setCurrentRow(min(row, self.count() - 1))
        self.blockSignals(False)
        self.pictures.take_from(pages)
        widest = max(size.width() for size in pages.sizes)
        scale = PICTURE_WIDTH / widest * self.devicePixelRatioF()
        self.pictures.want(range(len(pages)), scale)

    def show_page(self, number: int) -> None:
        """Mark the page that is read now, without going anywhere."""
        if number != self.currentRow() and 0 <= number < self.count():
            self.blockSignals(True)
            self.setCurrentRow(number)
            self.blockSignals(False)
            self.scrollToItem(self.item(number))
            self.viewport().update()

    def _show_ready(self, number: int) -> None:
        item: QListWidgetItem | None = self.item(number)
        if item is not None:
            self.update(self.indexFromItem(item))


class _Delegate(LineDelegate):
    def __init__(self, thumbnails: PageThumbnails) -> None:
        super().__init__(thumbnails)
        self._thumbnails = thumbnails

    def paint_line(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area = cast(QRect, option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        colours = style.current()
        current = index.row() == self._thumbnails.currentRow()
        height = area.height() - _NUMBER_HEIGHT - 2 * _MARGIN
        left = area.left() + (area.width() - PICTURE_WIDTH) // 2
        place = QRect(left, area.top() + _MARGIN, PICTURE_WIDTH, height)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(place, Qt.GlobalColor.white)
        picture = self._thumbnails.pictures.picture(index.row())
        if picture is not None:
            painter.drawImage(place, picture)
        focused = current and bool(state & QStyle.StateFlag.State_HasFocus)
        frame = colours.accent if current else colours.line
        painter.setPen(QPen(QColor(frame), 3 if focused else 2 if current else 1))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.setPen(QColor(colours.ink if current else colours.muted))
        painter.setFont(style.small_font())
        under = QRect(area.left(), place.bottom() + 2, area.width(), _NUMBER_HEIGHT)
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return cast(QSize, index.data(Qt.ItemDataRole.SizeHintRole))
