"""The characters of a PDF page that nobody sees.

They are neither filled nor stroked, have the colour of what lies beneath, or lie under what is
drawn later: people lay a white box over a figure and write another over it. A look at colours
and places finds the text that may be so, which is none on most pages. Only then is the page
drawn, with that text and without; where both look the same, nobody sees it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from forms.reading.pdf_drawing import Drawing, DrawingTime
from forms.reading.pdf_layers import HIDDEN_MODES, Layers
from forms.reading.pdf_objects import Extent, Turned, objects_on


class Eyes:
    """Looks at the pages of one file. The time is bounded: then all text counts as seen."""

    def __init__(self) -> None:
        self._time = DrawingTime()

    def unseen(
        self,
        page: pdfium.PdfPage,
        textpage: pdfium.PdfTextPage,
        turned: Turned,
        layers: Layers,
        pictures: int,
    ) -> frozenset[int]:
        """The numbers of the characters that nobody sees.

        None where a scanner's program read them in the page's picture.
        """
        handle = textpage.raw
        doubtful = layers.doubtful(turned)
        if not doubtful and not layers.hidden:
            return frozenset()
        pieces = dict(_pieces(handle))
        drawing = self._drawn(page, doubtful, {_address(item) for item in pieces.values()}, layers)
        doubted = {_address(item) for item in doubtful} if drawing else set()
        unseen: set[int] = set()
        is_seen, seen = True, 0
        for index, item in pieces.items():
            if raw.FPDFText_GetUnicode(handle, index) <= 32:
                pass  # A blank goes with what stands before it.
            elif drawing is not None and _address(item) in doubted:
                is_seen = drawing.shows(_ink(handle, index, turned))
            else:
                is_seen = raw.FPDFTextObj_GetTextRenderMode(item) not in HIDDEN_MODES
            if is_seen:
                seen += 1
            else:
                unseen.add(index)
        is_scanned = pictures > 0 and len(unseen) >= seen
        return frozenset() if is_scanned else frozenset(unseen)

    def _drawn(
        self, page: pdfium.PdfPage, doubtful: list[Any], listed: set[int], layers: Layers
    ) -> Drawing | None:
        """The page with and without the text in doubt.

        The library does not list text that is drawn once more in its place. Both are in doubt
        then, for what is seen may be either.
        """
        if not doubtful:
            return None
        again = [item for item, _ in layers.texts if _address(item) not in listed]
        return self._time.drawing(page, doubtful + again, [one[1] for one in objects_on(page)])


def _pieces(handle: Any) -> Iterator[tuple[int, Any]]:
    """Number and piece of text of all characters but those that the library adds."""
    for index in range(raw.FPDFText_CountChars(handle)):
        item = raw.FPDFText_GetTextObject(handle, index)
        if item:
            yield index, item


def _ink(handle: Any, index: int, turned: Turned) -> Extent:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
    (x0, y0), (x1, y1) = turned(left.value, bottom.value), turned(right.value, top.value)
    return min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)


def _address(item: Any) -> int:
    return ctypes.addressof(item.contents)
