"""How a cell of the form is painted: lines, labels, shapes of the marks.

Headers and body use the same strokes, so that the frozen part and the moving part are one
picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from forms.document import GridCell, Kind
from ui.marks import SIGNS, Mark
from ui.palettes import Palette
from ui.table_layout import GUTTER, MOST_LINES, in_lines, label_padding

MARK_SIZE = 8
EVEN_STEP = 4
MARK_LEFT = GUTTER - 12
HELP_SIZE = 14
CENTRED = Qt.AlignmentFlag.AlignCenter
_TALL_SIGN = "报"
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True)
class Inks:
    """The colours of one painting pass, made once."""

    surface: QColor
    label: QColor
    label_here: QColor
    line: QColor
    edge: QColor
    ink: QColor
    ghost: QColor
    muted: QColor
    accent: QColor
    computed: QColor
    tints: dict[Mark, QColor]
    marks: dict[Mark, QColor]


def mixed(under: QColor, over: QColor, share: float) -> QColor:
    """``share`` of one colour laid over another."""
    return QColor.fromRgbF(
        under.redF() + (over.redF() - under.redF()) * share,
        under.greenF() + (over.greenF() - under.greenF()) * share,
        under.blueF() + (over.blueF() - under.blueF()) * share,
    )


def inks(palette: Palette) -> Inks:
    """The colours of look.md as the painter needs them."""
    known = _INKS.get(palette)
    if known is None:
        known = _INKS[palette] = _mix(palette)
    return known


_INKS: dict[Palette, Inks] = {}


def _mix(palette: Palette) -> Inks:
    ground, accent = QColor(palette.ground), QColor(palette.accent)
    line, ink = QColor(palette.line), QColor(palette.ink)
    return Inks(
        surface=QColor(palette.surface),
        label=ground,
        label_here=mixed(ground, accent, 0.14),
        line=line,
        edge=mixed(line, ink, 0.35),
        ink=ink,
        ghost=QColor(palette.ghost),
        muted=QColor(palette.muted),
        accent=accent,
        computed=QColor(palette.computed),
        tints={
            mark: QColor(getattr(palette, sign.tint)) for mark, sign in SIGNS.items() if sign.tint
        },
        marks={mark: QColor(getattr(palette, sign.colour)) for mark, sign in SIGNS.items()},
    )


def draw_lines(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """The right and the lower line of a cell; its neighbours draw the others."""
    painter.fillRect(rect.right(), rect.top(), 1, rect.height(), colour)
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour)


def draw_label(
    painter: QPainter, cell: GridCell, rect: QRect, seen: QRect, colours: Inks, is_here: bool
) -> None:
    """A label or header. Its text keeps to the part that is in sight (``seen``)."""
    painter.fillRect(rect, colours.label_here if is_here else colours.label)
    draw_lines(painter, rect, colours.line)
    painter.setPen(colours.ink)
    room = _room(cell, rect, seen)
    if cell.vertical:
        painter.drawText(room, int(CENTRED), "\n".join(fitting_column(painter, cell.text, room)))
        return
    padding = label_padding(cell)
    room = room.adjusted(padding, 0, -padding, 0)
    alignment = LEFT if cell.kind is Kind.LABEL else CENTRED
    text = _fitted(painter.font().toString(), cell.text, room.width(), room.height())
    if alignment != LEFT:
        spare = room.width() - _even_width(painter.font().toString(), text, room.width())
        room = room.adjusted(spare // 2, 0, -(spare // 2), 0)
    painter.drawText(room, int(alignment) | int(Qt.TextFlag.TextWordWrap), text)


def _room(cell: GridCell, rect: QRect, seen: QRect) -> QRect:
    """A merged label stays in sight along its span; a plain one scrolls with its row."""
    part = rect.intersected(seen)
    if cell.row_span == 1:
        part = QRect(part.left(), rect.top(), part.width(), rect.height())
    if cell.column_span == 1:
        part = QRect(rect.left(), part.top(), rect.width(), part.height())
    return part


@lru_cache(1024)
def _fitted(font: str, text: str, width: int, height: int) -> str:
    """``fitting_text``, remembered: labels are painted at every key."""
    made = QFont()
    made.fromString(font)
    metrics = QFontMetrics(made)
    return fitting_text(metrics, in_lines(metrics, text, width), QRect(0, 0, width, height))


@lru_cache(1024)
def _even_width(font: str, text: str, width: int) -> int:
    """The least width in which a text takes as many lines as in ``width``: its lines are then
    about as long as each other, and no single character is left for the last one.
    """
    made = QFont()
    made.fromString(font)
    return even_width(QFontMetrics(made), text, width)


def even_width(metrics: QFontMetrics, text: str, width: int) -> int:
    """See ``_even_width``."""

    def height(room: int) -> int:
        tall = QRect(0, 0, room, 10_000)
        return metrics.boundingRect(tall, int(Qt.TextFlag.TextWordWrap), text).height()

    if "\n" in text or metrics.horizontalAdvance(text) <= width:
        return width
    lines, low, high = height(width), width // 2, width
    while high - low > EVEN_STEP:
        middle = (low + high) // 2
        low, high = (low, middle) if height(middle) == lines else (middle, high)
    return high


def fitting_text(metrics: QFontMetrics, text: str, room: QRect) -> str:
    """The text, or as much of it as three lines hold, with … at its end."""
    wrap = int(Qt.TextFlag.TextWordWrap)
    tall = QRect(0, 0, max(1, room.width()), 10_000)
    # Chinese may come from another face than the font's own, whose lines are lower.
    line = metrics.boundingRect(tall, wrap, _TALL_SIGN).height()
    limit = min(room.height(), MOST_LINES * line)
    if room.height() < line or metrics.boundingRect(tall, wrap, text).height() <= limit:
        return text
    for length in range(len(text) - 1, 0, -1):
        shorter = text[:length] + "…"
        if metrics.boundingRect(tall, wrap, shorter).height() <= limit:
            return shorter
    return text


def fitting_column(painter: QPainter, text: str, room: QRect) -> str:
    """The characters of a vertical label that are in sight at one to the line."""
    most = room.height() // max(1, QFontMetrics(painter.font()).lineSpacing())
    if most >= len(text):
        return text
    return text[: max(0, most - 1)] + "…" if most > 1 else ""


def draw_mark(painter: QPainter, mark: Mark, left: int, middle: int, colours: Inks) -> None:
    """The sign of a mark (``ui.marks``), drawn: a shape as well as a colour."""
    box = QRectF(left, middle - MARK_SIZE / 2, MARK_SIZE, MARK_SIZE)
    colour = colours.marks[mark]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sign = SIGNS[mark].sign
    if sign in "○△":
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box.adjust(1, 1, -1, -1)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(colour))
    if sign in "○●":
        painter.drawEllipse(box)
    else:
        peak = QPointF(box.center().x(), box.top())
        painter.drawPolygon(QPolygonF([peak, box.bottomRight(), box.bottomLeft()]))
    painter.restore()


def help_rect(middle: int) -> QRect:
    """Where the ？ of a row stands in the gutter, as large as a pointer needs."""
    return QRect(0, middle - HELP_SIZE // 2 - 2, HELP_SIZE + 3, HELP_SIZE + 4)


def draw_help(painter: QPainter, middle: int, colour: QColor) -> None:
    """The quiet ？ of a row: a question mark in a ring."""
    box = QRectF(1.5, middle - HELP_SIZE / 2, HELP_SIZE, HELP_SIZE)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.2))
    painter.drawEllipse(box)
    font = painter.font()
    font.setPixelSize(HELP_SIZE - 4)
    painter.setFont(font)
    painter.drawText(box, CENTRED, "?")
    painter.restore()
