"""The frozen parts of the form: header rows above, label columns at the left, their corner.

Qt's headers stay in sight by themselves and keep step with the body; they are painted here as
the printed form shows them, merged cells and all. The body needs no merged labels then, which
a screen reader would misread.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHeaderView, QTableView, QToolTip, QWidget

from forms.document import GridCell
from ui import style
from ui.form_paint import MARK_LEFT, Inks, draw_help, draw_label, draw_mark, help_rect, inks
from ui.table_layout import GUTTER, Sizes, label_font
from ui.table_model import TableModel

HORIZONTAL = Qt.Orientation.Horizontal
HELP_TIP = "这一行的说明（F1）"


class FormHeader(QHeaderView):
    """The header rows (horizontal) or the label columns (vertical) of the printed form.

    Left of the labels, the current row and the one under the pointer have a ？: ``help_asked``
    carries its section.
    """

    help_asked = Signal(int)

    def __init__(self, orientation: Qt.Orientation, model: TableModel, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._form = model
        self._sizes = Sizes((), ())
        self._hint = QSize()
        self._labels: list[tuple[GridCell, QRect]] = []
        self._here: tuple[int, int] | None = None
        self._under, self._is_on_help = -1, False
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)

    def set_sizes(self, sizes: Sizes) -> None:
        """Take new widths and heights."""
        self._sizes = sizes
        shape = self._form.shape
        self._labels = [(cell, sizes.rect(cell)) for cell in self._frozen_cells()]
        if self.orientation() == HORIZONTAL:
            lengths = sizes.widths[shape.frozen_columns :]
        else:
            lengths = sizes.heights[shape.frozen_rows :]
        self._hint = QSize(
            GUTTER + sum(sizes.widths[: shape.frozen_columns]),
            sum(sizes.heights[: shape.frozen_rows]),
        )
        for section, length in enumerate(lengths):
            if self.sectionSize(section) != length:
                self.resizeSection(section, length)
        self.viewport().update()

    def set_here(self, place: tuple[int, int] | None) -> None:
        """The place (in the printed grid) of the current cell, whose labels are tinted."""
        for changed in ({self._section(self._here)} ^ {self._section(place)}) - {-1}:
            self.viewport().update(self._section_rect(changed))
        self._here = place

    def _section(self, place: tuple[int, int] | None) -> int:
        if place is None:
            return -1
        row, column = place
        shape = self._form.shape
        if self.orientation() == HORIZONTAL:
            return column - shape.frozen_columns
        return row - shape.frozen_rows

    def _section_rect(self, section: int) -> QRect:
        start, length = self.sectionViewportPosition(section), self.sectionSize(section)
        if self.orientation() == HORIZONTAL:
            return QRect(start, 0, length, self.viewport().height())
        return QRect(0, start, self.viewport().width(), length)

    def show_row_mark(self, section: int) -> None:
        """Paint the edge of one row anew."""
        self.viewport().update(
            self._section_rect(section).intersected(QRect(0, 0, GUTTER, 1 << 20))
        )

    def sizeHint(self) -> QSize:
        return self._hint

    # --- painting ----------------------------------------------------------------------

    def _moved(self) -> tuple[int, int]:
        """What to add to a place in the table to get a place in this header's viewport."""
        shape, sizes = self._form.shape, self._sizes
        if self.orientation() == HORIZONTAL:
            return -sum(sizes.widths[: shape.frozen_columns]) - self.offset(), 0
        return GUTTER, -sum(sizes.heights[: shape.frozen_rows]) - self.offset()

    def _frozen_cells(self) -> list[GridCell]:
        shape = self._form.shape
        if self.orientation() == HORIZONTAL:
            return [
                c
                for c in shape.cells
                if c.row < shape.frozen_rows and c.column >= shape.frozen_columns
            ]
        return [
            c for c in shape.cells if c.row >= shape.frozen_rows and c.column < shape.frozen_columns
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setFont(label_font())
        colours = inks(style.current())
        across, down = self._moved()
        for cell, place in self._labels:
            rect = place.translated(across, down)
            if rect.intersects(event.rect()) and event.region().intersects(rect):
                draw_label(painter, cell, rect, self._in_sight(), colours, self._is_here(cell))
        if self.orientation() == HORIZONTAL:
            width = sum(self._sizes.widths[self._form.shape.frozen_columns :])
            end = min(self.viewport().width(), width - self.offset())
            painter.fillRect(0, 0, end, 1, colours.edge)
            painter.fillRect(0, self.viewport().height() - 1, end, 1, colours.edge)
        else:
            self._draw_gutter(painter, event.rect(), colours)
            self._draw_side_lines(painter)
        painter.end()

    def _in_sight(self) -> QRect:
        seen = self.viewport().rect()
        return seen if self.orientation() == HORIZONTAL else seen.adjusted(GUTTER, 0, 0, 0)

    def _is_here(self, cell: GridCell) -> bool:
        if self._here is None:
            return False
        row, column = self._here
        if self.orientation() == HORIZONTAL:
            return cell.column_span == 1 and cell.column == column
        return cell.row_span == 1 and cell.row == row

    def _draw_side_lines(self, painter: QPainter) -> None:
        colours = inks(style.current())
        height = min(self.viewport().height(), self.length() - self.offset())
        painter.fillRect(GUTTER - 1, 0, 1, height, colours.edge)
        if self._form.shape.frozen_columns:
            painter.fillRect(self.viewport().width() - 1, 0, 1, height, colours.edge)

    def _draw_gutter(self, painter: QPainter, dirty: QRect, colours: Inks) -> None:
        for section in range(self.count()):
            rect = self._section_rect(section)
            mark = self._form.row_mark(section + self._form.shape.frozen_rows)
            if mark is not None and dirty.intersects(rect):
                draw_mark(painter, mark, MARK_LEFT, rect.center().y(), colours)
            if section in (self._section(self._here), self._under):
                here = section == self._under and self._is_on_help
                draw_help(painter, rect.center().y(), colours.accent if here else colours.muted)

    # --- the pointer -------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._look_under(event.position().toPoint())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._look_under(event.position().toPoint())
        if self._is_on_help and event.button() == Qt.MouseButton.LeftButton:
            self.help_asked.emit(self._under)
        else:
            super().mousePressEvent(event)

    def _look_under(self, place: QPoint | None) -> None:
        """Which row the pointer is on, and whether it is on its ？."""
        if self.orientation() == HORIZONTAL:
            return
        under = -1 if place is None else self.logicalIndexAt(place)
        middle = self._section_rect(under).center().y()
        on_help = place is not None and under >= 0 and help_rect(middle).contains(place)
        if (under, on_help) != (self._under, self._is_on_help):
            for changed in {under, self._under} - {-1}:
                self.show_row_mark(changed)
            self._under, self._is_on_help = under, on_help
            shape = Qt.CursorShape.PointingHandCursor if on_help else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)

    def viewportEvent(self, event: object) -> bool:
        if isinstance(event, QEvent) and event.type() == QEvent.Type.Leave:
            self._look_under(None)
        if isinstance(event, QHelpEvent) and event.type() == QHelpEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tooltip(event), self)
            return True
        return bool(super().viewportEvent(event))  # type: ignore[arg-type]

    def _tooltip(self, event: QHelpEvent) -> str:
        """The whole label, and what it means where it is a row's own."""
        if self._is_on_help:
            return HELP_TIP
        across, down = self._moved()
        place = event.pos()
        for cell, rect in self._labels:
            if rect.translated(across, down).contains(place):
                return "\n".join(filter(None, (cell.text, self._help(cell))))
        return ""

    def _help(self, cell: GridCell) -> str:
        rows = self._form.shape.table.rows.values()
        return next((row.help for row in rows if row.label == cell.text), "")


class FormCorner(QWidget):
    """Where the header rows and the label columns meet."""

    def __init__(self, model: TableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = model
        self._sizes = Sizes((), ())

    def set_sizes(self, sizes: Sizes) -> None:
        """Take new widths and heights."""
        self._sizes = sizes
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(label_font())
        colours = inks(style.current())
        shape = self._form.shape
        for cell in shape.cells:
            if cell.row < shape.frozen_rows and cell.column < shape.frozen_columns:
                rect = self._sizes.rect(cell).translated(GUTTER, 0)
                draw_label(painter, cell, rect, self.rect(), colours, is_here=False)
        painter.fillRect(GUTTER - 1, 0, self.width() - GUTTER + 1, 1, colours.edge)
        painter.fillRect(GUTTER - 1, 0, 1, self.height(), colours.edge)
        painter.fillRect(GUTTER - 1, self.height() - 1, self.width(), 1, colours.edge)
        if shape.frozen_columns:
            painter.fillRect(self.width() - 1, 0, 1, self.height(), colours.edge)
        painter.end()


class FrozenParts:
    """The header rows, the label columns and their corner, as one."""

    def __init__(self, table: QTableView, model: TableModel) -> None:
        self._model = model
        self._above = FormHeader(HORIZONTAL, model, table)
        self._beside = FormHeader(Qt.Orientation.Vertical, model, table)
        self.help_asked = self._beside.help_asked
        self._corner = FormCorner(model, table)
        table.setHorizontalHeader(self._above)
        table.setVerticalHeader(self._beside)
        button = table.findChild(QAbstractButton)
        if button is not None:
            button.setFixedSize(0, 0)

    def take_shape(self) -> None:
        """A table without header rows of its own scrolls whole."""
        has_header = self._model.shape.frozen_rows > 0
        self._above.setVisible(has_header)
        self._corner.setVisible(has_header)

    def set_sizes(self, sizes: Sizes) -> None:
        """Take new widths and heights."""
        for part in (self._above, self._beside, self._corner):
            part.set_sizes(sizes)

    def place_corner(self) -> None:
        """Keep the corner where the two headers meet."""
        self._corner.setGeometry(0, 0, self._beside.width(), self._above.height())

    def set_here(self, place: tuple[int, int] | None) -> None:
        """The place of the current cell, whose labels are tinted."""
        self._above.set_here(place)
        self._beside.set_here(place)

    def show_row_mark(self, section: int) -> None:
        """Paint the edge of one row anew."""
        self._beside.show_row_mark(section)
