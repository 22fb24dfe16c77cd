"""What a PDF page draws: characters, ruled lines, pictures — by pypdfium2's plain calls.

Places are points from the page's upper left corner as it is shown, down and to the right.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from forms.reading.pdf_glyphs import Glyph, PageTooFull, Point, is_hidden, read_glyphs

MOST_SEGMENTS = 200_000
"""So many a page may have; a page of a report has two thousand."""

_THICKEST_RULE = 3.2
_SHORTEST_RULE = 2.0
_SLANT = 0.8
_DEEPEST_FORM = 8
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]
_Box = tuple[float, float, float, float]


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
        glyphs, marks.unmapped = read_glyphs(textpage, turned, marks.holds_what_nobody_sees)
    finally:
        textpage.close()
    marks.glyphs = [glyph for glyph in glyphs if _is_on_page(glyph, width, height)]
    return marks


def _is_on_page(glyph: Glyph, width: float, height: float) -> bool:
    """Whether a part of it is, and it is not larger than the page, as in a damaged file."""
    left, top, right, bottom = glyph.left, glyph.top, glyph.right, glyph.bottom
    return (
        right >= 0
        and left <= width
        and bottom >= 0
        and top <= height
        and right - left <= width
        and bottom - top <= height
    )


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
            if is_hidden(item):
                marks.hidden += 1
            else:
                marks.shown += 1
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            _read_picture(_times(_matrix(item), outer), turned, marks)
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
    filled: list[list[Point]] = []
    for outline, is_straight in _outlines(item):
        points = [turned(a * x + c * y + e, b * x + d * y + f) for x, y in outline]
        if stroke.value and is_straight:
            for start, end in pairwise(points):
                _add_edge(start, end, marks)
        elif fill.value and not _add_thin(points, marks):
            filled.append(points)
    for outer, inner in pairwise(filled):
        _add_ring(outer, inner, marks)
    if len(marks.horizontal) + len(marks.vertical) > MOST_SEGMENTS:
        raise PageTooFull("rules")


def _read_picture(
    matrix: Matrix, turned: Callable[[float, float], Point], marks: PageMarks
) -> None:
    """A picture fills the square of its matrix. A thin one is a rule: web pages have such."""
    a, b, c, d, e, f = matrix
    corners = [(e, f), (e + a, f + b), (e + a + c, f + b + d), (e + c, f + d)]
    if not _add_thin([turned(x, y) for x, y in corners], marks):
        marks.pictures += 1


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


def _add_thin(points: list[Point], marks: PageMarks) -> bool:
    """A filled shape that is thin enough is a rule: most programs draw borders that way.

    True where it is one.
    """
    left, right, top, bottom = _extent(points)
    width, height = right - left, bottom - top
    if height <= _THICKEST_RULE and width > max(height, _SHORTEST_RULE):
        marks.horizontal.append(Edge((top + bottom) / 2, left, right))
        return True
    if width <= _THICKEST_RULE and height > max(width, _SHORTEST_RULE):
        marks.vertical.append(Edge((left + right) / 2, top, bottom))
        return True
    return False


def _add_ring(outer: list[Point], inner: list[Point], marks: PageMarks) -> None:
    """What is filled between two boxes, one within the other, is a thin frame: four rules."""
    left, right, top, bottom = _extent(outer)
    x0, x1, y0, y1 = _extent(inner)
    for side, within in ((top, y0), (bottom, y1)):
        if 0 < abs(side - within) <= _THICKEST_RULE and left <= x0 <= x1 <= right:
            marks.horizontal.append(Edge(side, left, right))
    for side, within in ((left, x0), (right, x1)):
        if 0 < abs(side - within) <= _THICKEST_RULE and top <= y0 <= y1 <= bottom:
            marks.vertical.append(Edge(side, top, bottom))


def _extent(points: list[Point]) -> _Box:
    """Left, right, top and bottom."""
    across, down = zip(*points, strict=True)
    return min(across), max(across), min(down), max(down)
