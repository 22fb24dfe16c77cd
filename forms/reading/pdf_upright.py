"""Pages whose text lies on its side: wide tables that a program drew so on upright paper."""

from __future__ import annotations

import math
from collections import Counter

import pypdfium2 as pdfium
from pypdfium2 import raw

_LOOKED_AT = 60
_MOST = 0.8
"""Labels set sideways in a table are fewer."""


def upright_text(page: pdfium.PdfPage) -> pdfium.PdfTextPage:
    """The text of a page, which is turned, in memory alone, so that its text stands upright.

    Most pages are left as they are. The caller closes what it gets.
    """
    textpage = page.get_textpage()
    wanted = _rotation_of_text(textpage)
    if wanted is None or wanted == page.get_rotation() % 360:
        return textpage
    textpage.close()
    page.set_rotation(wanted)
    return page.get_textpage()


def _rotation_of_text(textpage: pdfium.PdfTextPage) -> int | None:
    """The rotation that shows nearly all of the text upright; None where there is none."""
    handle = textpage.raw
    count = raw.FPDFText_CountChars(handle)
    quarters = Counter(
        round(raw.FPDFText_GetCharAngle(handle, index) / (math.pi / 2)) % 4
        for index in range(0, count, max(1, count // _LOOKED_AT))
        if raw.FPDFText_GetUnicode(handle, index) > ord(" ")
    )
    if not quarters:
        return None
    quarter, found = quarters.most_common(1)[0]
    # Angles run clockwise, and so does the page's own rotation.
    return -quarter % 4 * 90 if found >= _MOST * quarters.total() else None
