"""What a PDF page draws: characters, ruled lines, pictures — by pypdfium2's plain calls.

Places are points from the page's upper left corner as it is shown, down and to the right.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import gt, sub
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

MOST_CHARACTERS = 60_000
MOST_SEGMENTS = 200_000
"""So many a page may have; a page of a report has two thousand."""

_UNMAPPED = frozenset({0, 0xFFFD, 0xFFFE, 0xFFFF})
_THICKEST_RULE = 3.2
_SHORTEST_RULE = 2.0
_SLANT = 0.8
_HIDDEN_MODES = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
_UNSCALED = 3.0
_HIGHEST = 20.0
_DEEPEST_FORM = 8
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


class PageTooFull(ValueError):
    """A page draws more than any paper holds."""


class Glyph(NamedTuple):
    """One character and its box; ``middle`` is half way down, ``height`` that of its line,
    near enough the size of its font.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    middle: float
    height: float


class Edge(NamedTuple):
    """A straight piece of a rule: where it lies across, and from where to where it runs."""

    position: float
    start: float
    end: float


@dataclass
class PageMarks:
    """One page. ``horizontal`` edges lie at a y, ``vertical`` ones at an x.

    ``unmapped`` counts the characters whose font does not tell which they are. ``shown`` and
    ``hidden`` count the pieces of text that are drawn, and those that are only there.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontal: list[Edge] = field(default_factory=list)
    vertical: list[Edge] = field(default_factory=list)
    pictures: int = 0
    unmapped: int = 0
    shown: int = 0
    hidden: int = 0

    @property
    def holds_what_nobody_sees(self) -> bool:
        """True but where the hidden text is what a scanner's program read in the picture."""
        return self.hidden > 0 and not (self.pictures and self.hidden >= self.shown)


def page_marks(page: pdfium.PdfPage, number: int) -> PageMarks:
    """Everything that matters on a page. Raises PageTooFull and pdfium.PdfiumError."""
    turned = _turner(page)
    width, height = page.get_size()
    marks = PageMarks(number, width, height)
    count = raw.FPDFPage_CountObjects(page.raw)
    objects = (raw.FPDFPage_GetObject(page.raw, index) for index in range(count))
    _read_objects(objects, _IDENTITY, turned, marks, 0)
    textpage = page.get_textpage()
    try:
        _read_text(textpage, turned, marks)
    finally:
        textpage.close()
    marks.glyphs = [
        glyph
        for glyph in marks.glyphs
        if glyph.right >= 0 and glyph.left <= width and glyph.bottom >= 0 and glyph.top <= height
    ]
    return marks


def _turner(page: pdfium.PdfPage) -> Callable[[float, float], Point]:
    """From the page's own coordinates to what is seen, after rotation."""
    left, bottom, right, top = page.get_bbox()
    turns: dict[int, Callable[[float, float], Point]] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[page.get_rotation() % 360]


def _read_text(
    textpage: pdfium.PdfTextPage, turned: Callable[[float, float], Point], marks: PageMarks
) -> None:
    handle = textpage.raw
    count = raw.FPDFText_CountChars(handle)
    if count > MOST_CHARACTERS:
        raise PageTooFull(f"{count} characters")
    kept: list[int] = []
    texts: list[str] = []
    some_hidden = marks.holds_what_nobody_sees
    high, follows_break, is_slanting = 0, True, False
    for index, code in enumerate(_codes(handle, count)):
        if code in _UNMAPPED:
            marks.unmapped += 1
        elif code < 32 or (code == 32 and raw.FPDFText_IsGenerated(handle, index) == 1):
            # The library writes a blank or a break of its own where a new piece begins.
            follows_break = True
        elif 0xD800 <= code < 0xDC00:
            high = code
        else:
            if follows_break:
                # A slanting text is a watermark.
                is_slanting = _is_slanting(raw.FPDFText_GetCharAngle(handle, index))
                follows_break = False
            if not (is_slanting or (some_hidden and _is_hidden_at(handle, index))):
                kept.append(index)
                texts.append(
                    chr(code) if code < 0xD800 and code != 0xA0 else _character(code, high)
                )
    marks.glyphs += _glyphs(texts, _boxes(handle, kept, texts), turned)


def _glyphs(
    texts: list[str], sides: list[float], turned: Callable[[float, float], Point]
) -> list[Glyph]:
    """The characters with their full places in their lines, as shown.

    All lefts at once, then all tops, and so on: a page has thousands.
    """
    if not texts:
        return []
    x0, y0 = zip(*map(turned, sides[0::4], sides[1::4]), strict=True)
    x1, y1 = zip(*map(turned, sides[2::4], sides[3::4]), strict=True)
    lefts, rights = _smaller_first(x0, x1)
    tops, bottoms = _smaller_first(y0, y1)
    middles = [(top + bottom) / 2 for top, bottom in zip(tops, bottoms, strict=True)]
    heights = map(sub, bottoms, tops)
    rows = zip(texts, lefts, tops, rights, bottoms, middles, heights, strict=True)
    return list(map(Glyph._make, rows))


def _smaller_first(
    first: Sequence[float], second: Sequence[float]
) -> tuple[Sequence[float], Sequence[float]]:
    if any(map(gt, first, second)):
        return list(map(min, first, second)), list(map(max, first, second))
    return first, second


def _boxes(handle: Any, indexes: list[int], texts: list[str]) -> list[float]:
    """Left, top, right and bottom of each of the characters, one after the other.

    All are asked for first and read at once: that takes half the time.
    """
    boxes = (raw.FS_RECTF * len(indexes))()
    ask = raw.FPDFText_GetLooseCharBox
    for index, box in zip(indexes, boxes, strict=True):
        ask(handle, index, box)
    sides: list[float] = (ctypes.c_float * (4 * len(indexes))).from_buffer(boxes)[:]
    is_unscaled = False
    for at, (top, bottom) in enumerate(zip(sides[1::4], sides[3::4], strict=True)):
        if top - bottom > _HIGHEST:
            ink = _ink(handle, indexes[at])
            # A comma's ink tells nothing, for it is small in any writing: it follows the last
            # letter.
            if texts[at].isalnum():
                is_unscaled = _is_unscaled(ink, sides[4 * at : 4 * at + 4])
            if is_unscaled:
                sides[4 * at : 4 * at + 4] = ink
    return sides


def _ink(handle: Any, index: int) -> list[float]:
    """The sides of what is printed of a character, in the same order as its box."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
    return [left.value, top.value, right.value, bottom.value]


def _is_unscaled(ink: list[float], place: list[float]) -> bool:
    """In vertical writing the character's place comes unscaled; there its ink must do."""
    (left, top, right, bottom), (x0, y0, x1, y1) = ink, place
    return 0 < _UNSCALED * max(right - left, top - bottom) < min(x1 - x0, y0 - y1)


def _codes(handle: Any, count: int) -> Sequence[int]:
    """The code of each character.

    All at once where the page's text has as many; it leaves out what has no code.
    """
    text = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(handle, 0, count, text) == count + 1:
        return text[:count]
    return [raw.FPDFText_GetUnicode(handle, index) for index in range(count)]


def _is_hidden_at(handle: Any, index: int) -> bool:
    return _is_hidden(raw.FPDFText_GetTextObject(handle, index))


def _is_hidden(item: Any) -> bool:
    """True for text that is neither filled nor stroked."""
    return bool(raw.FPDFTextObj_GetTextRenderMode(item) in _HIDDEN_MODES)


def _is_slanting(angle: float) -> bool:
    return abs(angle - round(angle / (math.pi / 2)) * (math.pi / 2)) > 0.1


def _character(code: int, high: int) -> str:
    """The character; ``high`` is the surrogate before it where the code is a low one."""
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)) if high else "\ufffd"
    return " " if code == 0xA0 else chr(code)


def _read_objects(
    objects: Iterator[Any],
    outer: Matrix,
    turned: Callable[[float, float], Point],
    marks: PageMarks,
    depth: int,
) -> None:
    for item in objects:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _read_path(item, _times(_matrix(item), outer), turned, marks)
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            if _is_hidden(item):
                marks.hidden += 1
            else:
                marks.shown += 1
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            marks.pictures += 1
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            count = raw.FPDFFormObj_CountObjects(item)
            inner = (raw.FPDFFormObj_GetObject(item, index) for index in range(count))
            _read_objects(inner, _times(_matrix(item), outer), turned, marks, depth + 1)


def _matrix(item: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return _IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does the first, then the second."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _read_path(
    item: Any, matrix: Matrix, turned: Callable[[float, float], Point], marks: PageMarks
) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    a, b, c, d, e, f = matrix
    for outline, is_straight in _outlines(item):
        points = [turned(a * x + c * y + e, b * x + d * y + f) for x, y in outline]
        if stroke.value and is_straight:
            for start, end in pairwise(points):
                _add_edge(start, end, marks)
        elif fill.value:
            _add_thin(points, marks)
    if len(marks.horizontal) + len(marks.vertical) > MOST_SEGMENTS:
        raise PageTooFull("rules")


def _outlines(item: Any) -> Iterator[tuple[list[Point], bool]]:
    """The parts of a path: their corners, and whether they have straight sides only."""
    points: list[Point] = []
    is_straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, at_x, at_y)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield points, is_straight
            points, is_straight = [], True
        is_straight = is_straight and kind != raw.FPDF_SEGMENT_BEZIERTO
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points, is_straight


def _add_edge(start: Point, end: Point, marks: PageMarks) -> None:
    (x0, y0), (x1, y1) = start, end
    if abs(y1 - y0) <= _SLANT and abs(x1 - x0) >= _SHORTEST_RULE:
        marks.horizontal.append(Edge((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x1 - x0) <= _SLANT and abs(y1 - y0) >= _SHORTEST_RULE:
        marks.vertical.append(Edge((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _add_thin(points: list[Point], marks: PageMarks) -> None:
    """A filled shape that is thin enough is a rule: most programs draw borders that way."""
    across = [x for x, _ in points]
    down = [y for _, y in points]
    left, right, top, bottom = min(across), max(across), min(down), max(down)
    width, height = right - left, bottom - top
    if height <= _THICKEST_RULE and width > max(height, _SHORTEST_RULE):
        marks.horizontal.append(Edge((top + bottom) / 2, left, right))
    elif width <= _THICKEST_RULE and height > max(width, _SHORTEST_RULE):
        marks.vertical.append(Edge((left + right) / 2, top, bottom))
