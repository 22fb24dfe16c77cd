"""Widths and heights of an official table for the room that there is.

Labels wrap; value columns are equal. Between its tightest and its easiest width the table
follows the room; below, it scrolls.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from export.line_words import even_lines, longest_word
from forms.document import GridCell, Kind
from ui import style
from ui.table_shape import TableShape
from ui.zoom import percent, zoomed

STEP = 4
"""Every width and height is a multiple: lines are equally thin at 125 % and 150 % too."""
ROW = 28
VALUE_ROW_ALONE = 40
NUMBER_PIXELS = 15
GHOST_PIXELS = 11
PADDING = 6
MARK_ROOM = 12
"""What the shape of a mark takes at the left of a cell."""
GUTTER = 32
"""Left of the table, outside its lines: where a row's ？ and its mark stand."""

VERTICAL_LABEL = 28
EASY_VALUE = 88
EASY_VALUE_GROWN = 150
EASY_VALUES_TOGETHER = 450
TIGHT_VALUE = 40
EASY_GROUP = 112
TIGHT_GROUP = 60
EASY_LABEL = 320
TIGHT_LABEL = 150
MOST_LINES = 3
LONGEST_EVEN = 12
"""Characters of what is a name rather than a sentence."""
WRAP = int(Qt.TextFlag.TextWordWrap)


def number_font() -> QFont:
    """Figures of equal width."""
    font = style.small_font()
    font.setPixelSize(zoomed(NUMBER_PIXELS))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def label_font() -> QFont:
    """Labels and headers."""
    font = style.small_font()
    font.setPixelSize(zoomed(style.SMALL_PIXELS))
    return font


def ghost_font() -> QFont:
    """Last year's figures."""
    font = number_font()
    font.setPixelSize(zoomed(GHOST_PIXELS))
    return font


@dataclass(frozen=True)
class Sizes:
    """The width of each printed column and the height of each printed row, in pixels."""

    widths: tuple[int, ...]
    heights: tuple[int, ...]

    def rect(self, cell: GridCell) -> QRect:
        """Where a cell stands, from the table's top-left corner."""
        return QRect(
            sum(self.widths[: cell.column]),
            sum(self.heights[: cell.row]),
            sum(self.widths[cell.column : cell.column + cell.column_span]),
            sum(self.heights[cell.row : cell.row + cell.row_span]),
        )


def lay_out_table(shape: TableShape, room: int, text_of: Callable[[GridCell], str]) -> Sizes:
    """The sizes for ``room`` pixels in width. ``text_of`` gives the text of a value cell."""
    own, tight, easy = _own_tight_and_easy(shape, text_of)
    if room < sum(tight):
        # Columns of one width would not fit: each as wide as its own figures ask for.
        tight, easy = own, tight
    most, least = sum(easy), sum(tight)
    share = 1.0 if most == least else min(1.0, max(0.0, (room - least) / (most - least)))
    widths = [
        int(low + share * (high - low)) // STEP * STEP
        for low, high in zip(tight, easy, strict=True)
    ]
    _hand_out_rest(shape, widths, min(max(room, least), most))
    return Sizes(tuple(widths), tuple(_heights(shape, widths)))


def _hand_out_rest(shape: TableShape, widths: list[int], room: int) -> None:
    """What rounding left over goes to the widest label column, so that values stay equal."""
    labels = [n for n in range(shape.column_count) if n not in shape.value_columns]
    if labels:
        widest = max(labels, key=lambda n: widths[n])
        widths[widest] += max(0, room - sum(widths)) // STEP * STEP


# --- widths ------------------------------------------------------------------------------


def _own_tight_and_easy(
    shape: TableShape, text_of: Callable[[GridCell], str]
) -> tuple[list[int], list[int], list[int]]:
    """The width of each column that its own content asks for at least; the tightest where value
    columns are equal; the easiest.
    """
    numbers = shape.value_columns
    needed = {
        column: _step_up(max(width, _word_width(shape, column)))
        for column, width in _number_widths(shape, text_of).items()
    }
    widest = max(needed.values())
    grown = min(EASY_VALUE_GROWN, EASY_VALUES_TOGETHER // len(numbers))
    easy_value = max(_scaled(EASY_VALUE), _scaled(grown), widest + MARK_ROOM)
    own, tight, easy = [], [], []
    for column in range(shape.column_count):
        if column in needed:
            low, high = max(_scaled(TIGHT_VALUE), widest), easy_value
            own.append(max(_scaled(TIGHT_VALUE), needed[column]))
        else:
            low, high = _label_widths(shape, column)
            own.append(low)
        tight.append(low)
        easy.append(high)
    return own, tight, easy


def _number_widths(shape: TableShape, text_of: Callable[[GridCell], str]) -> dict[int, int]:
    """What the widest number asks of each grid column of values."""
    widest = dict.fromkeys(shape.value_columns, 0)
    for cell in shape.cell_of.values():
        text = text_of(cell)
        if text:
            asked = min(-(-number_width(text) // cell.column_span), _scaled(EASY_VALUE_GROWN))
            for column in range(cell.column, cell.column + cell.column_span):
                widest[column] = max(widest[column], asked)
    return widest


def _word_width(shape: TableShape, column: int) -> int:
    """What the longest word above a column of values asks for, so that it is not broken."""
    metrics = QFontMetrics(label_font())
    return max(
        (
            int(longest_word(cell.text, _sign_widths(metrics, cell.text))) + 2 * label_padding(cell)
            for cell in shape.cells
            if cell.kind is Kind.HEADER and cell.column == column and cell.column_span == 1
        ),
        default=0,
    )


def _step_up(length: int) -> int:
    return -(-length // STEP) * STEP


def _scaled(length: int) -> int:
    """A length at the size that the clerk chose for tables."""
    return _step_up(zoomed(length))


def number_width(text: str) -> int:
    """What a number asks of its cell at least, its margins included."""
    return _number_metrics(percent()).horizontalAdvance(text) + 2 * PADDING + 2


@lru_cache(maxsize=1)
def _number_metrics(_: int) -> QFontMetrics:
    """At the size in use; a key, an undo or a paste asks for many numbers."""
    return QFontMetrics(number_font())


def _label_widths(shape: TableShape, column: int) -> tuple[int, int]:
    """The tightest and the easiest width of a label column."""
    cells = [c for c in shape.cells if c.column == column and c.column_span == 1]
    own = [c for c in cells if c.kind is not Kind.BAND]
    if own and all(cell.vertical for cell in own):
        return _scaled(VERTICAL_LABEL), _scaled(VERTICAL_LABEL)
    if own and all(cell.row_span > 1 for cell in own):
        return _scaled(TIGHT_GROUP), _scaled(EASY_GROUP)
    metrics = QFontMetrics(label_font())
    longest = max((metrics.horizontalAdvance(c.text) for c in own), default=0) + 2 * PADDING + 4
    tight = _scaled(TIGHT_LABEL)
    easy = min(_scaled(EASY_LABEL), max(tight, longest))
    if not shape.frozen_columns:
        easy = max(easy, tight * 3 // 2)
    return min(tight, easy), easy


# --- heights -----------------------------------------------------------------------------


def _heights(shape: TableShape, widths: list[int]) -> list[int]:
    metrics = QFontMetrics(label_font())
    alone = len(shape.value_rows) == 1
    heights = [
        _scaled(VALUE_ROW_ALONE if alone and n in shape.value_rows else ROW)
        for n in range(shape.row_count)
    ]
    for cell in sorted(shape.cells, key=lambda cell: cell.row_span):
        if cell.text and not cell.vertical:
            width = sum(widths[cell.column : cell.column + cell.column_span])
            span = range(cell.row, cell.row + cell.row_span)
            room = width - 2 * label_padding(cell)
            missing = label_height(metrics, cell.text, room) - sum(heights[n] for n in span)
            heights[span[-1]] += _step_up(max(0, missing))
    return heights


def label_padding(cell: GridCell) -> int:
    """What stays free beside a text: little under a column of numbers, whose headers are tight."""
    is_tight = cell.kind is Kind.HEADER and cell.column_span == 1
    return PADDING - 3 if is_tight else PADDING


def in_lines(metrics: QFontMetrics, text: str, room: int) -> str:
    """A short label with its words whole (商业 企业) on lines of its own; a longer one as it is."""
    if len(text) > LONGEST_EVEN or "\n" in text or metrics.horizontalAdvance(text) <= room:
        return text
    return "\n".join(even_lines(text, _sign_widths(metrics, text), room))


def _sign_widths(metrics: QFontMetrics, text: str) -> list[int]:
    return [metrics.horizontalAdvance(sign) for sign in text]


def label_height(metrics: QFontMetrics, text: str, room: int) -> int:
    """What a label wrapped to ``room`` asks for: at most three lines, the tooltip has the rest."""
    text = in_lines(metrics, text, room)
    height = metrics.boundingRect(QRect(0, 0, room, 10_000), WRAP, text).height()
    return int(min(height, MOST_LINES * metrics.lineSpacing())) + 8
