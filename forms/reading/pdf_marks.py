"""What a PDF page draws: characters, ruled lines, pictures — by pypdfium2's plain calls.

Places are points from the page's upper left corner as it is shown, down and to the right.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from forms.reading.pdf_glyphs import Glyph, PageTooFull, read_glyphs
from forms.reading.pdf_layers import Layers
from forms.reading.pdf_objects import (
    Extent,
    Piece,
    Point,
    Turned,
    extent_of,
    objects_on,
    place_of,
    placed,
)
from forms.reading.pdf_sight import Eyes
from forms.reading.pdf_upright import upright_text

MOST_SEGMENTS = 200_000
"""So many a page may have; a page of a report has two thousand."""

_THICKEST_RULE = 3.2
_SHORTEST_RULE = 2.0
_SLANT = 0.8


class Edge(NamedTuple):
    """A straight piece of a rule: where it lies across, and from where to where it runs."""

    position: float
    start: float
    end: float


@dataclass
class PageMarks:
    """One page. ``horizontal`` edges lie at a y, ``vertical`` ones at an x.

    ``unmapped`` counts the characters whose font does not tell which they are.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontal: list[Edge] = field(default_factory=list)
    vertical: list[Edge] = field(default_factory=list)
    pictures: int = 0
    unmapped: int = 0


def page_marks(page: pdfium.PdfPage, number: int, eyes: Eyes) -> PageMarks:
    """Everything that matters on a page. Raises PageTooFull and pdfium.PdfiumError."""
    textpage = upright_text(page)
    try:
        turned = _turner(page)
        width, height = page.get_size()
        marks = PageMarks(number, width, height)
        layers = Layers(height)
        for piece in objects_on(page):
            _read_object(piece, turned, marks, layers)
        unseen = eyes.unseen(page, textpage, turned, layers, marks.pictures)
        glyphs, marks.unmapped = read_glyphs(textpage, turned, unseen)
    finally:
        textpage.close()
    marks.glyphs = _on_page(glyphs, width, height)
    return marks


def _on_page(glyphs: list[Glyph], width: float, height: float) -> list[Glyph]:
    if glyphs:
        _, lefts, tops, rights, bottoms, _, _ = zip(*glyphs, strict=True)
        is_within = min(lefts) >= 0 and max(rights) <= width
        if is_within and min(tops) >= 0 and max(bottoms) <= height:
            return glyphs
    return [glyph for glyph in glyphs if _is_on_page(glyph, width, height)]


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


def _turner(page: pdfium.PdfPage) -> Turned:
    """From the page's own coordinates to what is seen, after rotation."""
    left, bottom, right, top = page.get_bbox()
    turns: dict[int, Turned] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[page.get_rotation() % 360]


def _read_object(piece: Piece, turned: Turned, marks: PageMarks, layers: Layers) -> None:
    kind, item, outer = piece
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        layers.add_text(item, outer)
    elif kind == raw.FPDF_PAGEOBJ_PATH:
        _read_path(piece, turned, marks, layers)
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        _read_picture(piece, turned, marks, layers)
    elif kind == raw.FPDF_PAGEOBJ_SHADING:
        layers.add_cover(place_of(item, outer, turned))


def _read_path(piece: Piece, turned: Turned, marks: PageMarks, layers: Layers) -> None:
    _, item, outer = piece
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    a, b, c, d, e, f = placed(item, outer)
    filled: list[Extent] = []
    for outline, is_straight in _outlines(item):
        points = [turned(a * x + c * y + e, b * x + d * y + f) for x, y in outline]
        if stroke.value and is_straight:
            for start, end in pairwise(points):
                _add_edge(start, end, marks)
        elif fill.value:
            extent = extent_of(points)
            if not _add_thin(extent, marks):
                filled.append(extent)
    if filled:
        _add_filled(item, filled, marks, layers)
    elif stroke.value:
        _add_broad(piece, bool(fill.value), turned, layers)
    if _rule_count(marks) > MOST_SEGMENTS:
        raise PageTooFull("rules")


def _add_filled(item: Any, filled: list[Extent], marks: PageMarks, layers: Layers) -> None:
    """Frames are rules; whatever else is filled may hide what lies beneath."""
    rules = _rule_count(marks)
    for whole, hole in pairwise(filled):
        _add_ring(whole, hole, marks)
    if _rule_count(marks) == rules:
        layers.add_areas(item, filled)


def _add_broad(piece: Piece, is_filled: bool, turned: Turned, layers: Layers) -> None:
    """A filled box with a border, or a line as broad as one that strikes out."""
    _, item, outer = piece
    if is_filled:
        layers.add_areas(item, [place_of(item, outer, turned)])
    elif layers.texts:
        width = ctypes.c_float()
        raw.FPDFPageObj_GetStrokeWidth(item, width)
        a, b, *_ = placed(item, outer)
        if width.value * math.hypot(a, b) > _THICKEST_RULE:
            layers.add_cover(place_of(item, outer, turned))


def _rule_count(marks: PageMarks) -> int:
    return len(marks.horizontal) + len(marks.vertical)


def _read_picture(piece: Piece, turned: Turned, marks: PageMarks, layers: Layers) -> None:
    """A picture fills the square of its matrix. A thin one is a rule: web pages have such."""
    a, b, c, d, e, f = placed(piece[1], piece[2])
    square = [(e, f), (e + a, f + b), (e + a + c, f + b + d), (e + c, f + d)]
    corners = [turned(x, y) for x, y in square]
    extent = extent_of(corners)
    if not _add_thin(extent, marks):
        marks.pictures += 1
        layers.add_cover(extent)


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


def _add_thin(extent: Extent, marks: PageMarks) -> bool:
    """A filled shape that is thin enough is a rule: most programs draw borders that way.

    True where it is one.
    """
    left, right, top, bottom = extent
    width, height = right - left, bottom - top
    if height <= _THICKEST_RULE and width > max(height, _SHORTEST_RULE):
        marks.horizontal.append(Edge((top + bottom) / 2, left, right))
        return True
    if width <= _THICKEST_RULE and height > max(width, _SHORTEST_RULE):
        marks.vertical.append(Edge((left + right) / 2, top, bottom))
        return True
    return False


def _add_ring(outer: Extent, inner: Extent, marks: PageMarks) -> None:
    """What is filled between two boxes, one within the other, is a thin frame: four rules."""
    left, right, top, bottom = outer
    x0, x1, y0, y1 = inner
    for side, within in ((top, y0), (bottom, y1)):
        if 0 < abs(side - within) <= _THICKEST_RULE and left <= x0 <= x1 <= right:
            marks.horizontal.append(Edge(side, left, right))
    for side, within in ((left, x0), (right, x1)):
        if 0 < abs(side - within) <= _THICKEST_RULE and top <= y0 <= y1 <= bottom:
            marks.vertical.append(Edge(side, top, bottom))
