"""The body of the table as a picture: grounds, numbers, last year's figures, marks, focus.

Painted in one pass over the printed cells, not cell by cell through a delegate: a keystroke
is checked and on the screen well within one frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QRegion

from forms.cells import Address
from forms.document import GridCell
from ui import style
from ui.form_paint import MARK_SIZE, Inks, draw_label, draw_mark, inks, mixed
from ui.marks import Mark
from ui.table_layout import MARK_ROOM, PADDING, ghost_font, label_font, number_font
from ui.table_model import Shown, TableModel

MARGIN = PADDING + 2
RAISED = 3
"""How far a number stands above the middle where last year's stands under it."""
ROW_SHARE, SELECTED_SHARE = 0.07, 0.2


class BodyPainter:
    """Paints what lies in a region of the body. Fonts are taken once, see ``take_fonts``."""

    def __init__(self, model: TableModel) -> None:
        self._model = model
        self.take_fonts()

    def take_fonts(self) -> None:
        """Take the fonts anew (another size, another screen)."""
        self._number_font, self._ghost_font = number_font(), ghost_font()
        self._label_font = label_font()
        self._numbers = QFontMetrics(self._number_font)
        self._width = _widths(self._numbers)
        self._ghost_width = _widths(QFontMetrics(self._ghost_font))

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint every cell that touches the scene's region."""
        colours = inks(style.current())
        values: list[tuple[Address, Shown, QRect]] = []
        for cell, rect in scene.cells():
            if cell.address is None:
                painter.setFont(self._label_font)
                is_here = cell.column == 0 and cell.row == scene.row
                draw_label(painter, cell, rect, scene.seen, colours, is_here)
                continue
            shown = self._model.shown(cell.address)
            painter.fillRect(rect, colours.line)
            inner = rect.adjusted(0, 0, -1, -1)
            painter.fillRect(inner, self._ground(cell, shown, scene, colours))
            values.append((cell.address, shown, rect))
        self._draw_numbers(painter, values, colours)
        self._draw_ghosts(painter, values, colours)
        self._draw_marks(painter, values, colours)
        if scene.focus is not None:
            self._draw_focus(painter, scene.focus, scene.has_focus, colours)

    def _ground(self, cell: GridCell, shown: Shown, scene: Scene, colours: Inks) -> QColor:
        assert cell.address is not None
        ground = colours.surface
        if shown.mark in colours.tints:
            ground = colours.tints[shown.mark]
        elif self._model.is_computed(cell.address):
            ground = colours.computed
        if cell.address in scene.selected:
            return _laid_over(ground.rgb(), colours.accent.rgb(), SELECTED_SHARE)
        if cell.row == scene.row or cell.column == scene.column:
            return _laid_over(ground.rgb(), colours.accent.rgb(), ROW_SHARE)
        return ground

    def _draw_numbers(
        self, painter: QPainter, values: list[tuple[Address, Shown, QRect]], colours: Inks
    ) -> None:
        painter.setFont(self._number_font)
        painter.setPen(colours.ink)
        for _, shown, rect in values:
            if not shown.text:
                continue
            text, width = shown.text, self._width(shown.text)
            if width > rect.width() - MARGIN - 2:
                room = rect.width() - MARGIN - 2
                text = self._numbers.elidedText(text, Qt.TextElideMode.ElideRight, room)
                width = self._width(text)
            is_text = isinstance(shown.value, str)
            if is_text:
                painter.setPen(colours.marks[Mark.WRONG])
            painter.drawText(QPoint(self._left(rect, width), self._base(rect)), text)
            if is_text:
                painter.setPen(colours.ink)

    def _left(self, rect: QRect, width: int) -> int:
        if self._model.shape.has_wide_values:
            return rect.left() + (rect.width() - width) // 2
        return rect.right() - MARGIN - width

    def _base(self, rect: QRect) -> int:
        numbers = self._numbers
        raised = RAISED if self._is_alone else 0
        return rect.top() + (rect.height() + numbers.ascent() - numbers.descent()) // 2 - raised

    def _draw_ghosts(
        self, painter: QPainter, values: list[tuple[Address, Shown, QRect]], colours: Inks
    ) -> None:
        """Last year's figure, where it finds room beside or under this year's; 0 beside 0 says
        nothing.
        """
        painter.setFont(self._ghost_font)
        painter.setPen(colours.ghost)
        for _, shown, rect in values:
            if not shown.ghost or shown.ghost == shown.text == "0":
                continue
            left, width = rect.left() + 3 + MARK_ROOM, self._ghost_width(shown.ghost)
            if self._is_alone:
                # Under the number, where the row is tall enough for both.
                left = max(rect.left() + 4, min(left, rect.right() - 4 - width))
                if left + width <= rect.right() - 2:
                    painter.drawText(QPoint(left, rect.bottom() - 4), shown.ghost)
                continue
            end = self._left(rect, self._width(shown.text)) if shown.text else rect.right()
            if left + width + 4 <= end:
                painter.drawText(QPoint(left, rect.bottom() - 6), shown.ghost)

    @property
    def _is_alone(self) -> bool:
        """True in a table of one row of values, which is taller than others."""
        return len(self._model.shape.value_rows) == 1

    def _draw_marks(
        self, painter: QPainter, values: list[tuple[Address, Shown, QRect]], colours: Inks
    ) -> None:
        for address, shown, rect in values:
            if shown.mark is not None and self._shows_mark(address, shown):
                left, middle = rect.left() + 3, rect.center().y()
                if shown.text and self._left(rect, self._width(shown.text)) < left + MARK_SIZE:
                    # No room beside the number: into the corner above it.
                    left, middle = rect.left(), rect.top() + MARK_SIZE // 2
                draw_mark(painter, shown.mark, left, middle, colours)

    def _shows_mark(self, address: Address, shown: Shown) -> bool:
        """A blank row that nobody has begun is calm: its ring stands at the row's edge only."""
        if shown.mark is not Mark.INCOMPLETE:
            return True
        if self._model.is_computed(address):
            return False
        return self._model.row_is_begun(self._model.shape.place_of(address)[0])

    def _draw_focus(self, painter: QPainter, rect: QRect, has_focus: bool, colours: Inks) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.accent, 2 if has_focus else 1))
        inset = 1 if has_focus else 0
        painter.drawRect(rect.adjusted(inset, inset, -1 - inset, -1 - inset))


class Scene:
    """One painting pass: the region, where the body stands in it, what is current, selected.

    ``row`` and ``column`` are those of the current cell in the printed grid (-1 for none).
    """

    def __init__(
        self, region: QRegion, seen: QRect, rects: Sequence[tuple[GridCell, QRect]], moved: QPoint
    ) -> None:
        self.seen = seen
        self._region = region
        self._rects = rects
        self._moved = moved
        self._current: GridCell | None = None
        self.row = self.column = -1
        self.selected: frozenset[Address] = frozenset()
        self.focus: QRect | None = None
        self.has_focus = False

    def look_at(self, cell: GridCell | None, row_only: bool, has_focus: bool) -> None:
        """Take in which cell is the current one; ``row_only``: its column is not tinted."""
        if cell is not None:
            self.row = cell.row
            self.column = -1 if row_only else cell.column
            self.has_focus = has_focus
            found = next((rect for one, rect in self._rects if one is cell), None)
            self.focus = found.translated(self._moved) if found is not None else None

    def cells(self) -> Iterator[tuple[GridCell, QRect]]:
        """The printed cells of the body that touch the region, with their places."""
        bounds = self._region.boundingRect().translated(-self._moved)
        whole = self._region.rectCount() == 1
        for cell, rect in self._rects:
            if rect.intersects(bounds):
                place = rect.translated(self._moved)
                if whole or self._region.intersects(place):
                    yield cell, place


@lru_cache(256)
def _laid_over(under: int, over: int, share: float) -> QColor:
    return mixed(QColor.fromRgb(under), QColor.fromRgb(over), share)


def _widths(metrics: QFontMetrics) -> Callable[[str], int]:
    """The width of a text, remembered. A bare method of Qt's would be asked for its help text
    by ``lru_cache``: an eighth of a second.
    """

    @lru_cache(4096)
    def width(text: str) -> int:
        return metrics.horizontalAdvance(text)

    return width
