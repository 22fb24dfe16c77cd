"""What lies over and under the text of a PDF page: which text may be unseen, by a quick look."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdfium2 import raw

from forms.reading.pdf_objects import Extent, Matrix, Turned, places_of

HIDDEN_MODES = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
"""Text that is neither filled nor stroked."""

_WHITE = (255, 255, 255)
_ALIKE = 24
"""So near are colours, of 255, that the drawing has to tell."""
_CLEAR = 224
"""What is less opaque, of 255, hides nothing; text that is clearer than the rest may be unseen."""
_MOST_BOXES = 4000
_BAND = 24.0

_Colour = tuple[int, int, int]


class _Box(NamedTuple):
    """A filled area or picture, and how many pieces of text are drawn before it."""

    place: Extent
    above: int
    colour: _Colour | None = None


@dataclass
class Layers:
    """The text of a page, ``height`` points high, and what else it draws, in that order."""

    height: float
    hidden: int = 0
    texts: list[tuple[Any, Matrix]] = field(default_factory=list)
    boxes: list[_Box] = field(default_factory=list)

    def add_text(self, item: Any, outer: Matrix) -> None:
        """A piece of text."""
        if raw.FPDFTextObj_GetTextRenderMode(item) in HIDDEN_MODES:
            self.hidden += 1
        else:
            self.texts.append((item, outer))

    def add_areas(self, item: Any, places: Iterable[Extent]) -> None:
        """Areas filled by one object."""
        ((colour, alpha),) = _fills([item])
        if alpha >= _CLEAR:
            self.boxes += [_Box(place, len(self.texts), colour) for place in places]

    def add_cover(self, place: Extent) -> None:
        """What may hide the text before it: a picture, a run of colours, a broad line."""
        if self.texts:
            self.boxes.append(_Box(place, len(self.texts)))

    def doubtful(self, turned: Turned) -> list[Any]:
        """The text that may be unseen, by its colour and by what is drawn over it."""
        if len(self.boxes) > _MOST_BOXES:
            return []
        places = places_of(self.texts, turned) if self.boxes else []
        numbers = {*self._covered(places), *self._faint(places)}
        return [self.texts[number][0] for number in sorted(numbers)]

    def _covered(self, places: list[Extent]) -> Iterator[int]:
        """The numbers of the texts that a later box meets."""
        by_band: dict[int, list[tuple[int, float, float, float]]] = {}
        for number, (left, right, top, bottom) in enumerate(places):
            if bottom - top <= _BAND:
                middle = (top + bottom) / 2
                by_band.setdefault(self._band(middle), []).append((number, left, right, middle))
                continue
            for band in range(self._band(top), self._band(bottom) + 1):
                middle = (max(top, band * _BAND) + min(bottom, (band + 1) * _BAND)) / 2
                by_band.setdefault(band, []).append((number, left, right, middle))
        for (x0, x1, y0, y1), above, _ in self.boxes:
            for band in range(self._band(y0), self._band(y1) + 1) if above else ():
                for number, left, right, middle in by_band.get(band, ()):
                    if number >= above:
                        break
                    if left < x1 and right > x0 and y0 < middle < y1:
                        yield number

    def _faint(self, places: list[Extent]) -> Iterator[int]:
        """The numbers of the texts whose colour is that of what may lie beneath."""
        by_fill: dict[tuple[_Colour, int], list[int]] = {}
        for number, fill in enumerate(_fills(item for item, _ in self.texts)):
            by_fill.setdefault(fill, []).append(number)
        grounds = {_WHITE, *(box.colour for box in self.boxes if box.colour)}
        for (colour, alpha), numbers in by_fill.items():
            if alpha <= 255 - _CLEAR:
                yield from numbers
            elif any(_are_alike(colour, ground) for ground in grounds):
                for number in numbers:
                    if not places or self._is_faint(number, colour, places[number]):
                        yield number

    def _is_faint(self, number: int, colour: _Colour, place: Extent) -> bool:
        """Looks downwards from the text, to the first box that holds all of it, or the paper."""
        for box in reversed(self.boxes):
            if box.above <= number and box.colour and _meets(place, box.place):
                if _are_alike(box.colour, colour):
                    return True
                if _holds(box.place, place):
                    return False
        return _are_alike(_WHITE, colour)

    def _band(self, y: float) -> int:
        """The number of the strip across the page at some height."""
        return int(max(0.0, min(y, self.height)) / _BAND)


def _fills(items: Iterable[Any]) -> Iterator[tuple[_Colour, int]]:
    """Red, green and blue of each filling, and how opaque it is, of 255."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    ask = raw.FPDFPageObj_GetFillColor
    for item in items:
        ask(item, red, green, blue, alpha)
        yield (red.value, green.value, blue.value), alpha.value


def _are_alike(one: _Colour, other: _Colour) -> bool:
    return all(abs(a - b) <= _ALIKE for a, b in zip(one, other, strict=True))


def _meets(text: Extent, box: Extent) -> bool:
    middle = (text[2] + text[3]) / 2
    return text[0] < box[1] and text[1] > box[0] and box[2] < middle < box[3]


def _holds(box: Extent, text: Extent) -> bool:
    return box[0] <= text[0] and text[1] <= box[1] and box[2] <= text[2] and text[3] <= box[3]
