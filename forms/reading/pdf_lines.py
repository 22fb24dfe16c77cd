"""Characters of a page → words that stay together, and lines of text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from forms.reading.line_joining import raised
from forms.reading.pdf_glyphs import Glyph

_MIDDLE, _LEFT = map(itemgetter, (Glyph._fields.index("middle"), Glyph._fields.index("left")))
_NARROW = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")
_NUMERAL_SIGNS = frozenset(".,%+-")
_LINE_HEIGHT = 1.15
_TOUCHING = 0.12
_WORD_GAP = 0.22
"""Parts of the font's size: digits that touch are one number; a gap as wide as a word's is a
space, whether one was set or not."""
_TABLE_GAP = 1.6
_SMALL, _RAISED = 0.8, 0.15
"""Of a digit's height: so much lower, and so far above its foot, is the mark of a note."""
SAME_LINE = 0.45
"""Of a line's height: characters that stand no farther below each other share a line."""
_NOWHERE = float("-inf")


class Line(NamedTuple):
    """One line of text with its box; ``size`` is the size of its font in points.

    ``blank_before``, ``blank_behind``: a blank was set at that end of it.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    blank_before: bool = False
    blank_behind: bool = False

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2


def rows_of_glyphs(glyphs: Iterable[Glyph], nearness: float = SAME_LINE) -> list[list[Glyph]]:
    """The characters by the line they stand in, top to bottom, each from left to right.

    ``nearness``: in heights, how far one may stand below the line's first.
    """
    rows: list[list[Glyph]] = []
    level, reach = 0.0, _NOWHERE
    for glyph in sorted(glyphs, key=_MIDDLE):
        drop = glyph.middle - level
        if drop <= reach or (rows and drop <= glyph.height * nearness):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            level, reach = glyph.middle, glyph.height * nearness
    for row in rows:
        row.sort(key=_LEFT)
    return [_without_doubles(row) for row in rows]


def _without_doubles(row: list[Glyph]) -> list[Glyph]:
    """Each character once: some programs print bold by printing twice."""
    kept: list[Glyph] = []
    for glyph in row:
        edge = glyph.left - 0.15 * glyph.height
        is_apart = not kept or kept[-1].left <= edge
        if is_apart or not any(one.text == glyph.text and one.left > edge for one in kept[-2:]):
            kept.append(glyph)
    return kept


def words_of(row: Sequence[Glyph]) -> list[list[Glyph]]:
    """The row as words: digits that touch stay together, each other character alone.

    A word belongs to one place: to the cell in which its middle lies.
    """
    words: list[list[Glyph]] = []
    end = _NOWHERE
    for glyph in row:
        text = glyph.text
        is_numeral = text.isdecimal() or text in _NUMERAL_SIGNS
        if is_numeral and glyph.left - end <= _TOUCHING * glyph.height:
            words[-1].append(glyph)
        else:
            words.append([glyph])
        end = glyph.right if is_numeral else _NOWHERE
    return words


def line_of(row: Sequence[Glyph]) -> Line | None:
    """One row of characters as a line; None where it holds blanks only.

    A space is written where one was set, or where a gap stands between Latin words or
    columns; the air that Chinese setting puts between characters is none.
    """
    text, inked = _written(row)
    if not inked:
        return None
    _, _, tops, rights, bottoms, _, _ = zip(*inked, strict=True)
    return Line(
        text,
        inked[0].left,
        min(tops),
        max(rights),
        max(bottoms),
        _size(inked),
        row[0].text.isspace(),
        row[-1].text.isspace(),
    )


def _written(row: Sequence[Glyph]) -> tuple[str, list[Glyph]]:
    """The text of a row, and its characters that leave ink."""
    inked: list[Glyph] = []
    text = above = ""
    is_set = False
    end = math.inf
    figure: Glyph | None = None
    for glyph in row:
        if figure is not None and _is_above(figure, glyph):
            above += glyph.text
            inked.append(glyph)
            end = glyph.right
            continue
        if above:
            text, above = text + raised(text, above), ""
        if glyph.text.isspace():
            is_set = True
            continue
        if glyph.left - end > _TOUCHING * glyph.height and _is_parted(
            inked[-1], glyph, is_set=is_set
        ):
            text += " "
        inked.append(glyph)
        text += glyph.text
        end = glyph.right
        is_set = False
        figure = glyph if glyph.text.isdecimal() else None
    return text + raised(text, above), inked


def _is_above(figure: Glyph, glyph: Glyph) -> bool:
    """Whether a small digit stands at the head of a figure's last one: the mark of a note."""
    if glyph.height > _SMALL * figure.height or not glyph.text.isdecimal():
        return False
    is_near = glyph.left - figure.right <= _WORD_GAP * figure.height + 2 * glyph.height
    return is_near and figure.bottom - glyph.bottom >= _RAISED * figure.height


def _size(inked: Sequence[Glyph]) -> float:
    """The font's size: a Han character is as wide as that in every font, but not as high."""
    wide = [glyph.right - glyph.left for glyph in inked if "\u3400" <= glyph.text <= "\u9fff"]
    return median(wide) if wide else median([glyph.height for glyph in inked]) / _LINE_HEIGHT


def _is_parted(before: Glyph, glyph: Glyph, *, is_set: bool) -> bool:
    gap = glyph.left - before.right
    size = max(before.height, glyph.height)
    if gap > _TABLE_GAP * size or (is_set and gap > _TOUCHING * size):
        return True
    are_narrow = _NARROW.match(before.text) and _NARROW.match(glyph.text)
    return bool(are_narrow) and gap > _WORD_GAP * size


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The characters as lines from top to bottom."""
    lines = (line_of(row) for row in rows_of_glyphs(glyphs))
    return [line for line in lines if line is not None]
