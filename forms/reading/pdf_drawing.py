"""A PDF page drawn with and without some of its text, to know which of it is seen."""

from __future__ import annotations

import ctypes
import math
import time
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from forms.reading.pdf_objects import Extent

_SCALE = 2.0
"""Dots to a point: the foot of a small digit is two dots wide."""
_SMALLEST_SCALE = 1.0
_MOST_DOTS = 4_000_000
_SECONDS = 3.0
"""Of the processor for the drawings of one file."""
_DIFFERENT = 6
"""So far apart, of 255, dots are seen to differ."""
_FAINTEST = 200
"""Where a character in black leaves the paper lighter than this, its font does not draw it."""

_MOST_LOOKED_AT = 4000
"""Dots of one character; a letter of a heading has two thousand."""


class _NotDrawn(Exception):
    """The page takes longer to draw than is left, or cannot be drawn."""


class Drawing:
    """A page as it is, without the text in doubt, and that text alone in black."""

    def __init__(self, scale: float, bare: bytes, full: bytes, alone: bytes, width: int) -> None:
        self._scale = scale
        self._bare, self._full, self._alone = bare, full, alone
        self._width = width
        self._height = len(alone) // width

    def share(self, place: Extent) -> tuple[int, int]:
        """How many dots of a character in doubt, whose ink has this place, are seen, of how many.

        All of one where its font draws nothing, for then the drawing does not tell.
        """
        left, right, top, bottom = place
        x0, x1 = math.floor(self._dot(left, self._width)), math.ceil(self._dot(right, self._width))
        y0, y1 = (
            math.floor(self._dot(top, self._height)),
            math.ceil(self._dot(bottom, self._height)),
        )
        step = 1 + (x1 - x0) * (y1 - y0) // _MOST_LOOKED_AT
        rows = [range(y * self._width + x0, y * self._width + x1, step) for y in range(y0, y1)]
        darkest = min((self._alone[dot] for row in rows for dot in row), default=255)
        if darkest > _FAINTEST:
            return 1, 1
        limit = (255 + darkest) // 2
        ink = [dot for row in rows for dot in row if self._alone[dot] <= limit]
        return sum(map(self._differs, ink)), len(ink)

    def _dot(self, place: float, most: int) -> float:
        return max(0.0, min(self._scale * place, float(most)))

    def _differs(self, dot: int) -> bool:
        colours = slice(4 * dot, 4 * dot + 3)
        pairs = zip(self._bare[colours], self._full[colours], strict=True)
        return any(abs(bare - full) >= _DIFFERENT for bare, full in pairs)


class DrawingTime:
    """What is left of the time for one file's drawings."""

    def __init__(self) -> None:
        self._left = _SECONDS

    def drawing(self, page: pdfium.PdfPage, texts: list[Any], others: list[Any]) -> Drawing | None:
        """The page with and without these texts; None where that takes too long.

        ``others`` are all of its objects. They are switched off: the page is of no use for
        drawing afterwards.
        """
        width, height = page.get_size()
        scale = min(_SCALE, math.sqrt(_MOST_DOTS / max(1.0, width * height)))
        if scale < _SMALLEST_SCALE or self._left <= 0:
            return None
        began = time.process_time()
        try:
            full, _ = _dots(page, scale, began + self._left)
            for item in texts:
                raw.FPDFPageObj_SetIsActive(item, False)
            bare, across = _dots(page, scale, began + self._left)
            for item in others:
                raw.FPDFPageObj_SetIsActive(item, False)
            for item in texts:
                raw.FPDFPageObj_SetIsActive(item, True)
                raw.FPDFPageObj_SetFillColor(item, 0, 0, 0, 255)
                raw.FPDFPageObj_SetStrokeColor(item, 0, 0, 0, 255)
            alone, _ = _dots(page, scale, began + self._left)
        except _NotDrawn:
            return None
        finally:
            self._left -= time.process_time() - began
        return Drawing(scale, bare, full, alone[::4], across)


def _dots(page: pdfium.PdfPage, scale: float, end: float) -> tuple[bytes, int]:
    """Blue, green, red and nothing of each dot, row by row, and the dots of a row."""
    width, height = (math.ceil(scale * side) for side in page.get_size())
    bitmap = pdfium.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        pause = raw.IFSDK_PAUSE(version=1)
        is_late = type(pause.NeedToPauseNow)(lambda _: time.process_time() > end)
        pause.NeedToPauseNow = is_late
        place = (0, 0, width, height)
        state = raw.FPDF_RenderPageBitmap_Start(bitmap.raw, page.raw, *place, 0, 0, pause)
        raw.FPDF_RenderPage_Close(page.raw)
        if state != raw.FPDF_RENDER_DONE:
            raise _NotDrawn
        return ctypes.string_at(bitmap.buffer, 4 * width * height), width
    finally:
        bitmap.close()
