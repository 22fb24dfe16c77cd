"""The characters of a PDF page and their places, by pypdfium2's plain calls."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from operator import gt, sub
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from forms.reading.pdf_objects import Turned, all_turned

MOST_CHARACTERS = 60_000
"""So many a page may have; a page of a report has a thousand."""

_UNMAPPED = frozenset({0, 0xFFFD, 0xFFFE, 0xFFFF})
_UNSCALED = 3.0
_HIGHEST = 20.0


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


def read_glyphs(
    textpage: pdfium.PdfTextPage, turned: Turned, unseen: frozenset[int]
) -> tuple[list[Glyph], int]:
    """The characters of a page, and how many have a font that does not tell which they are.

    ``unseen``: the numbers of those that nobody sees, which are left out. Raises PageTooFull.
    """
    handle = textpage.raw
    count = raw.FPDFText_CountChars(handle)
    if count > MOST_CHARACTERS:
        raise PageTooFull(f"{count} characters")
    unmapped = 0
    kept: list[int] = []
    texts: list[str] = []
    high, follows_break, is_slanting = 0, True, False
    for index, code in enumerate(_codes(handle, count)):
        if not 32 < code < 0xD800:
            if code in _UNMAPPED:
                unmapped += 1
                continue
            if code < 32 or (code == 32 and raw.FPDFText_IsGenerated(handle, index) == 1):
                # The library writes a blank or a break of its own where a new piece begins.
                follows_break = True
                continue
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
        if follows_break:
            # A slanting text is a watermark.
            is_slanting = _is_slanting(raw.FPDFText_GetCharAngle(handle, index))
            follows_break = False
        if not is_slanting and index not in unseen:
            kept.append(index)
            texts.append(chr(code) if code < 0xD800 and code != 0xA0 else _character(code, high))
    return _glyphs(texts, _boxes(handle, kept, texts), turned), unmapped


def _glyphs(texts: list[str], sides: list[float], turned: Turned) -> list[Glyph]:
    """The characters with their full places in their lines, as shown.

    All lefts at once, then all tops, and so on: a page has thousands.
    """
    if not texts:
        return []
    x0, y0 = all_turned(turned, sides[0::4], sides[1::4])
    x1, y1 = all_turned(turned, sides[2::4], sides[3::4])
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
            ink = ink_of(handle, indexes[at])
            # A comma's ink tells nothing, for it is small in any writing: it follows the last
            # letter.
            if texts[at].isalnum():
                is_unscaled = _is_unscaled(ink, sides[4 * at : 4 * at + 4])
            if is_unscaled:
                sides[4 * at : 4 * at + 4] = ink
    return sides


def ink_of(handle: Any, index: int) -> list[float]:
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


def _is_slanting(angle: float) -> bool:
    return abs(angle - round(angle / (math.pi / 2)) * (math.pi / 2)) > 0.1


def _character(code: int, high: int) -> str:
    """The character; ``high`` is the surrogate before it where the code is a low one."""
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)) if high else "\ufffd"
    return " " if code == 0xA0 else chr(code)
