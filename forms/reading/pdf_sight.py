"""The characters of a PDF page that nobody sees.

They are neither filled nor stroked, have the colour of what lies beneath, or lie under what is
drawn later: people lay a white box over a figure and write another over it. A look at colours
and places finds the text that may be so, which is none on most pages. Only then is the page
drawn, with that text and without; where both look the same, nobody sees it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from forms.reading.pdf_drawing import Drawing, DrawingTime
from forms.reading.pdf_glyphs import ink_of
from forms.reading.pdf_layers import HIDDEN_MODES, Layers
from forms.reading.pdf_objects import Extent, Turned, extent_of, objects_on

_SEEN_SHARE = 0.25
"""Of the ink of a character: the edges of a covered figure may stick out."""
_HARDLY = 0.08
_SEEN, _UNSEEN = (1, 1), (0, 1)

_Share = tuple[int, int]
"""How much of a character is seen, of how much."""


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
        shares: dict[int, _Share] = {}
        for index, item in pieces.items():
            if raw.FPDFText_GetUnicode(handle, index) <= 32:
                # A blank goes with what stands before it.
                shares[index] = shares.get(index - 1, _SEEN)
            elif drawing is not None and _address(item) in doubted:
                shares[index] = drawing.share(_place(handle, index, turned))
            else:
                is_hidden = raw.FPDFTextObj_GetTextRenderMode(item) in HIDDEN_MODES
                shares[index] = _UNSEEN if is_hidden else _SEEN
        unseen = frozenset(_without_torn(shares))
        is_scanned = pictures > 0 and 2 * len(unseen) >= len(shares)
        return frozenset() if is_scanned else unseen

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


def _without_torn(shares: dict[int, _Share]) -> Iterator[int]:
    """The numbers of the characters that are not seen.

    Those of which a part is seen go together: a figure would lose some of its digits.
    """
    for _, group in groupby(shares.items(), key=lambda one: _is_torn(*one[1])):
        found = list(group)
        if _is_torn(*found[0][1]):
            seen, ink = (sum(counts) for counts in zip(*(share for _, share in found), strict=True))
            found = [(index, (seen, ink)) for index, _ in found]
        yield from (index for index, (seen, ink) in found if seen < _SEEN_SHARE * ink)


def _is_torn(seen: int, ink: int) -> bool:
    return _HARDLY * ink < seen < (1 - _HARDLY) * ink


def _pieces(handle: Any) -> Iterator[tuple[int, Any]]:
    """Number and piece of text of all characters but those that the library adds."""
    for index in range(raw.FPDFText_CountChars(handle)):
        item = raw.FPDFText_GetTextObject(handle, index)
        if item:
            yield index, item


def _place(handle: Any, index: int, turned: Turned) -> Extent:
    """Where a character's ink is, as shown."""
    left, top, right, bottom = ink_of(handle, index)
    return extent_of([turned(left, top), turned(right, bottom)])


def _address(item: Any) -> int:
    return ctypes.addressof(item.contents)
