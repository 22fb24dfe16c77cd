"""What a browser prints at the edges of each page: the time, the address, the page's name."""

from __future__ import annotations

import re
from itertools import chain

from forms.reading.pdf_glyphs import Glyph
from forms.reading.pdf_lines import rows_of_glyphs

_EDGE = 0.06
"""The part of a page's height, above and below, in which a browser prints."""
_TIME = (
    r"\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?[,，]?(?:星期.)?(?:[上下]午)?\d{1,2}:\d\d(?::\d\d)?"
    r"(?:[AP]M)?"
)
_ADDRESS = r"(?:https?|file)://[!-~]+"
_PAGES = r"(?:第?\d{1,3}页?(?:/|of|，|,)共?\d{1,3}页?)"
_PRINTED = re.compile(
    rf"{_TIME}.{{0,80}}|.{{0,80}}{_TIME}|{_ADDRESS}{_PAGES}?|.{{1,60}}{_ADDRESS}", re.IGNORECASE
)


def without_browser_lines(glyphs: list[Glyph], height: float) -> list[Glyph]:
    """The characters of a page without its first and last line where a browser printed those."""
    edge = height * _EDGE
    above = [glyph for glyph in glyphs if glyph.bottom <= edge]
    below = [glyph for glyph in glyphs if glyph.top >= height - edge]
    printed = [
        row
        for row in (*rows_of_glyphs(above)[:1], *rows_of_glyphs(below)[-1:])
        if _PRINTED.fullmatch("".join(glyph.text for glyph in row if not glyph.text.isspace()))
    ]
    if not printed:
        return glyphs
    dropped = {id(glyph) for glyph in chain.from_iterable(printed)}
    return [glyph for glyph in glyphs if id(glyph) not in dropped]
