"""Pages one under another: fitted to the width, to the page, or as large as one likes."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui import style
from ui.page_pictures import POINTS_PER_INCH, PagePictures, PdfPages

GAP = 16
PIXELS_PER_INCH = 96
LEAST, MOST = 25, 200
STEPS = (25, 33, 50, 67, 80, 100, 125, 150, 175, 200)

_KEY_REASONS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Fit(Enum):
    """What decides how large a page is shown."""

    WIDTH = "width"
    PAGE = "page"
    FREE = "free"


class PageView(QAbstractScrollArea):
    """Signals: ``page_changed`` carries the page that is read now, from 0; ``zoom_changed``."""

    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("预览的页面")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A bar that comes and goes would change the width that the page is fitted to.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.fit = Fit.WIDTH
        self.percent = 100.0
        self.page = 0
        self.pictures = PagePictures(self)
        self.pictures.ready.connect(lambda _: self.viewport().update())
        self._pages: PdfPages | None = None
        self._places: list[QRect] = []
        self._extent = QRect()
        self._came_by_key = False

    # --- what is shown -----------------------------------------------------------------

    def show_pages(self, pages: PdfPages) -> None:
        """Another PDF; the place in it stays as far as it goes."""
        self._pages = pages
        self.pictures.take_from(pages)
        self._lay_out()
        self._follow()
        self._describe()
        self.viewport().update()
        self.zoom_changed.emit()

    def go_to(self, number: int) -> None:
        """Put a page at the top."""
        if not self._places:
            return
        number = min(max(number, 0), len(self._places) - 1)
        self.verticalScrollBar().setValue(self._places[number].top() - GAP)
        # The last pages may all be in sight: the one that was asked for is the one that is read.
        self._set_page(number)

    def set_fit(self, fit: Fit) -> None:
        """Fit to the width or to the page, also when the window gets another size."""
        self.fit = fit
        self._rescale()

    def zoom_to(self, percent: float) -> None:
        """100 % is the size on paper, on a screen that is as fine as it says."""
        self.fit = Fit.FREE
        self.percent = min(max(percent, LEAST), MOST)
        self._rescale()

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by some steps of the usual series."""
        for _ in range(abs(steps)):
            larger = [step for step in STEPS if step > self.percent + 0.5]
            smaller = [step for step in STEPS if step < self.percent - 0.5]
            wanted = larger[:1] if steps > 0 else smaller[-1:]
            if wanted:
                self.zoom_to(wanted[0])

    # --- where the pages stand ---------------------------------------------------------

    def _rescale(self) -> None:
        bar = self.verticalScrollBar()
        height = max(self._extent.height(), 1)
        middle = (bar.value() + self.viewport().height() / 2) / height
        at_top, page = bar.value() == 0, self.page
        self._lay_out()
        if self.fit is Fit.PAGE:
            self.go_to(page)
        elif not at_top:
            bar.setValue(round(middle * self._extent.height() - self.viewport().height() / 2))
        self._follow()
        self.viewport().update()
        self.zoom_changed.emit()

    def _lay_out(self) -> None:
        sizes = self._pages.sizes if self._pages is not None else ()
        if not sizes:
            return
        room = self.viewport().size()
        widest = max(size.width() for size in sizes)
        if self.fit is not Fit.FREE:
            fitting = (room.width() - 2 * GAP) / self._pixels(widest)
            if self.fit is Fit.PAGE:
                tallest = max(size.height() for size in sizes)
                fitting = min(fitting, (room.height() - 2 * GAP) / self._pixels(tallest))
            self.percent = min(max(100 * fitting, LEAST), MOST)
        scale = self.percent / 100
        full = max(room.width(), round(self._pixels(widest) * scale) + 2 * GAP)
        self._places, top = [], GAP
        for size in sizes:
            width = round(self._pixels(size.width()) * scale)
            height = round(self._pixels(size.height()) * scale)
            self._places.append(QRect((full - width) // 2, top, width, height))
            top += height + GAP
        self._extent = QRect(0, 0, full, top)
        for bar, length, seen in (
            (self.horizontalScrollBar(), full, room.width()),
            (self.verticalScrollBar(), top, room.height()),
        ):
            bar.setPageStep(seen)
            bar.setSingleStep(40)
            bar.setRange(0, max(length - seen, 0))

    def _pixels(self, points: float) -> float:
        return points * PIXELS_PER_INCH / POINTS_PER_INCH

    def _window(self) -> QRect:
        """What is seen, in the coordinates of the pages."""
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return self.viewport().rect().translated(left, top)

    def _seen(self) -> list[int]:
        window = self._window()
        return [n for n, place in enumerate(self._places) if place.intersects(window)]

    def _follow(self) -> None:
        """The place or the size is another: which page is read, and which pictures it takes."""
        seen = self._seen()
        if not seen:
            return
        window = self._window()

        def height_seen(number: int) -> int:
            return self._places[number].intersected(window).height()

        best = max(seen, key=height_seen)
        beside = [n for n in (seen[-1] + 1, seen[0] - 1) if 0 <= n < len(self._places)]
        wanted = [best, *(n for n in seen if n != best), *beside]
        self.pictures.want(wanted, self._scale())
        if self.page not in seen or height_seen(self.page) < height_seen(best):
            self._set_page(best)

    def _scale(self) -> float:
        """Pixels of the screen to a point of the page."""
        finer = self.devicePixelRatioF()
        return self.percent / 100 * PIXELS_PER_INCH / POINTS_PER_INCH * finer

    def _set_page(self, number: int) -> None:
        if number != self.page:
            self.page = number
            self._describe()
            self.page_changed.emit(number)

    def _describe(self) -> None:
        self.setAccessibleDescription(f"第{self.page + 1}页，共{len(self._places)}页")

    # --- events ------------------------------------------------------------------------

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._follow()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rescale()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        sideways = self.horizontalScrollBar().maximum() > 0
        if key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self._places) - 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not sideways:
            self.go_to(self.page + (1 if key == Qt.Key.Key_Right else -1))
        elif key == Qt.Key.Key_Space:
            bar = self.verticalScrollBar()
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            bar.setValue(bar.value() + (-1 if back else 1) * bar.pageStep())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.zoom_by(1 if turned > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._came_by_key = event.reason() in _KEY_REASONS
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = style.current()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(colours.ground))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        corner = self._window().topLeft()
        for number in self._seen():
            self._paint_page(painter, number, self._places[number].translated(-corner))
        if self.hasFocus() and self._came_by_key:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _paint_page(self, painter: QPainter, number: int, place: QRect) -> None:
        painter.fillRect(place, Qt.GlobalColor.white)
        picture = self.pictures.picture(number)
        if picture is not None and self.pictures.is_at_scale(number):
            # Pixel upon pixel: at 150 % a whole coordinate may fall between two of them.
            finer = self.devicePixelRatioF()
            corner = QPointF(round(place.x() * finer) / finer, round(place.y() * finer) / finer)
            size = QSizeF(picture.width() / finer, picture.height() / finer)
            painter.drawImage(QRectF(corner, size), picture)
        elif picture is not None:
            painter.drawImage(place, picture)
        painter.setPen(QColor(style.current().line))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
