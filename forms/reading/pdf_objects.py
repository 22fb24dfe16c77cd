"""The objects that a PDF page draws, one after the other, those within others included."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

_DEEPEST_FORM = 8
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Turned = Callable[[float, float], Point]
"""From the page's own coordinates to what is seen."""
Extent = tuple[float, float, float, float]
"""Left, right, top and bottom."""
Piece = tuple[int, Any, Matrix]
"""An object's kind, the object, and the matrix of what it lies in."""


def objects_on(page: pdfium.PdfPage) -> Iterator[Piece]:
    """All objects in the order in which they are drawn."""
    count = raw.FPDFPage_CountObjects(page.raw)
    items = (raw.FPDFPage_GetObject(page.raw, index) for index in range(count))
    return _objects(items, _IDENTITY, 0)


def _objects(items: Iterator[Any], outer: Matrix, depth: int) -> Iterator[Piece]:
    for item in items:
        kind = raw.FPDFPageObj_GetType(item)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield kind, item, outer
        elif depth < _DEEPEST_FORM:
            count = raw.FPDFFormObj_CountObjects(item)
            inner = (raw.FPDFFormObj_GetObject(item, index) for index in range(count))
            yield from _objects(inner, placed(item, outer), depth + 1)


def placed(item: Any, outer: Matrix) -> Matrix:
    """An object's own matrix, then that of what it lies in."""
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return outer
    a, b, c, d, e, f = found.a, found.b, found.c, found.d, found.e, found.f
    if outer is _IDENTITY:
        return a, b, c, d, e, f
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def all_turned(
    turned: Turned, across: list[float], down: list[float]
) -> tuple[list[float], list[float]]:
    """Many points at once, their coordinates apart: a page has thousands."""
    (x, y), (x1, y1) = turned(0.0, 0.0), turned(1.0, 1.0)
    if turned(1.0, 0.0)[0] == x:
        across, down = down, across
    return (
        [x + one for one in across] if x1 > x else [x - one for one in across],
        [y + one for one in down] if y1 > y else [y - one for one in down],
    )


def place_of(item: Any, outer: Matrix, turned: Turned) -> Extent:
    """The box around an object, as shown."""
    return places_of([(item, outer)], turned)[0]


def places_of(items: Iterable[tuple[Any, Matrix]], turned: Turned) -> list[Extent]:
    """The boxes around objects, each with the matrix of what it lies in, as shown."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    ask = raw.FPDFPageObj_GetBounds
    found = []
    for item, outer in items:
        ask(item, left, bottom, right, top)
        x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
        if outer is not _IDENTITY:
            (x0, y0), (x1, y1) = _moved(x0, y0, outer), _moved(x1, y1, outer)
        (x0, y0), (x1, y1) = turned(x0, y0), turned(x1, y1)
        if x0 > x1:
            x0, x1 = x1, x0
        found.append((x0, x1, y0, y1) if y0 < y1 else (x0, x1, y1, y0))
    return found


def _moved(x: float, y: float, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def extent_of(points: Iterable[Point]) -> Extent:
    """The box around points."""
    across, down = zip(*points, strict=True)
    return min(across), max(across), min(down), max(down)
