"""What lies over and under the text of a PDF page: which text may be unseen, by a quick look."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdfium2 import raw

from forms.reading.pdf_objects import Extent, Matrix, Turned, places_of

HIDDEN_MODES = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
"""Text that is neither filled nor stroked."""

_WHITE = (255, 255, 255)
_ALIKE = 10
"""So near are colours, of 255, that the drawing has to tell."""
_CLEAR = 224
"""What is less opaque, of 255, hides nothing; text that is clearer than the rest may be unseen."""
_MOST_PAIRS = 2_000_000
"""Of texts and boxes; a page of a report has some ten thousand."""
_BAND = 24.0

_Colour = tuple[int, int, int]


class _Box(NamedTuple):
    """A filled area or picture, and how many pieces of text are drawn before it.

    ``item`` is the object that has the area's colour; None where it has many.
    """

    place: Extent
    above: int
    item: Any = None


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
        self.boxes += [_Box(place, len(self.texts), item) for place in places]

    def add_cover(self, place: Extent) -> None:
        """What may hide the text before it: a picture, a run of colours, a broad line."""
        if self.texts:
            self.boxes.append(_Box(place, len(self.texts)))

    def doubtful(self, turned: Turned) -> list[Any]:
        """The text that may be unseen, by its colour and by what is drawn over it."""
        if len(self.boxes) * len(self.texts) > _MOST_PAIRS:
            return []
        fills = _fills(box.item for box in self.boxes if box.item is not None)
        colours = iter([colour if alpha >= _CLEAR else None for colour, alpha in fills])
        grounds = [(box, None if box.item is None else next(colours)) for box in self.boxes]
        opaque = [(box, colour) for box, colour in grounds if box.item is None or colour]
        places = places_of(self.texts, turned) if opaque else []
        numbers = {
            *self._covered([box for box, _ in opaque], places),
            *self._faint([(box, colour) for box, colour in opaque if colour], places),
        }
        return [self.texts[number][0] for number in sorted(numbers)]

    def _covered(self, boxes: list[_Box], places: list[Extent]) -> Iterator[int]:
        """The numbers of the texts that a later box meets."""
        by_band: dict[int, list[int]] = {}
        for number in _above_later(boxes, places):
            _, _, top, bottom = places[number]
            if bottom - top <= _BAND:
                top = bottom = (top + bottom) / 2
            for band in range(self._band(top), self._band(bottom) + 1):
                by_band.setdefault(band, []).append(number)
        for place, above, _ in boxes:
            left, right, top, bottom = place
            for band in range(self._band(top), self._band(bottom) + 1):
                for number in by_band.get(band, ()):
                    if number >= above:
                        break
                    text = places[number]
                    if text[0] < right and text[1] > left and _meets(text, place):
                        yield number

    def _faint(self, grounds: list[tuple[_Box, _Colour]], places: list[Extent]) -> Iterator[int]:
        """The numbers of the texts whose colour is that of what may lie beneath."""
        by_fill: dict[tuple[_Colour, int], list[int]] = {}
        for number, fill in enumerate(_fills(item for item, _ in self.texts)):
            by_fill.setdefault(fill, []).append(number)
        colours = {_WHITE, *(colour for _, colour in grounds)}
        for (colour, alpha), numbers in by_fill.items():
            if alpha <= 255 - _CLEAR:
                yield from numbers
            elif any(_are_alike(colour, ground) for ground in colours):
                for number in numbers:
                    beneath = [one for one in grounds if one[0].above <= number]
                    is_faint = (
                        _is_faint(colour, places[number], beneath)
                        if beneath
                        else _are_alike(_WHITE, colour)
                    )
                    if is_faint:
                        yield number

    def _band(self, y: float) -> int:
        """The number of the strip across the page at some height."""
        return int(max(0.0, min(y, self.height)) / _BAND)


def _above_later(boxes: list[_Box], places: list[Extent]) -> list[int]:
    """The numbers of the texts that reach below the top of a later box.

    A page is mostly drawn downwards: then they are few.
    """
    found = []
    highest, at = math.inf, len(boxes) - 1
    for number in reversed(range(len(places))):
        while at >= 0 and boxes[at].above > number:
            highest = min(highest, boxes[at].place[2])
            at -= 1
        _, _, top, bottom = places[number]
        if top + bottom > 2 * highest or bottom - top > _BAND:
            found.append(number)
    return found[::-1]


def _is_faint(colour: _Colour, place: Extent, beneath: list[tuple[_Box, _Colour]]) -> bool:
    """Looks downwards from the text, to the first box that holds all of it, or the paper."""
    for box, ground in reversed(beneath):
        if _meets(place, box.place):
            if _are_alike(ground, colour):
                return True
            if _holds(box.place, place):
                return False
    return _are_alike(_WHITE, colour)


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
    """Whether the box hides half the height of the text, or part of a text set downwards."""
    if text[0] >= box[1] or text[1] <= box[0]:
        return False
    if text[3] - text[2] > _BAND:
        return text[2] < box[3] and text[3] > box[2]
    return 2 * box[2] < text[2] + text[3] < 2 * box[3]


def _holds(box: Extent, text: Extent) -> bool:
    return box[0] <= text[0] and text[1] <= box[1] and box[2] <= text[2] and text[3] <= box[3]
