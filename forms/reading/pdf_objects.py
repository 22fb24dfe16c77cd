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
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return outer
    a, b, c, d, e, f = found.a, found.b, found.c, found.d, found.e, found.f
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
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
            a, b, c, d, e, f = outer
            x0, y0, x1, y1 = (
                a * x0 + c * y0 + e,
                b * x0 + d * y0 + f,
                a * x1 + c * y1 + e,
                b * x1 + d * y1 + f,
            )
        (x0, y0), (x1, y1) = turned(x0, y0), turned(x1, y1)
        found.append(
            (
                min(x1, x0),
                max(x0, x1),
                min(y1, y0),
                max(y0, y1),
            )
        )
    return found


def extent_of(points: Iterable[Point]) -> Extent:
    """The box around points."""
    across, down = zip(*points, strict=True)
    return min(across), max(across), min(down), max(down)
