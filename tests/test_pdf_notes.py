"""What lies on a PDF page as a note, a stamp or a field, not as part of it."""

import pytest
from pdf_mutations import Body, objects_of, written
from test_pdf_lies import words_of
from test_pdf_sight import OLD, page, text

from forms.reading import from_pdf

NEW = "4268"
HIDDEN, PRINTED = 2, 4
LOOK = b"""<< /Type /XObject /Subtype /Form /BBox [0 0 40 18]
/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"""
ON_WHITE = b"1 1 1 rg 0 0 40 18 re f 0 g BT /F 12 Tf 4 4 Td (4268) Tj ET"
ON_NOTHING = b"0 g BT /F 12 Tf 4 4 Td (4268) Tj ET"


def with_note(kind: bytes, look: bytes, flags=PRINTED, left=297, is_whole=True) -> bytes:
    """The page with a figure, and a note over it or beside it."""
    objects, trailer = objects_of(page(text))
    number = max(objects) + 1
    shown = b"/AP << /N %d 0 R >>" % number if is_whole else b""
    note = b"<< /Type /Annot /Subtype /%s /F %d /Rect [%d 496 %d 514] %s >>"
    objects[number] = Body(LOOK, look)
    objects[number + 1] = Body(note % (kind, flags, left, left + 40, shown), None)
    for key, body in objects.items():
        if b"/MediaBox" in body.head:
            head = body.head.rstrip().removesuffix(b">>")
            objects[key] = Body(head + b" /Annots [%d 0 R] >>" % (number + 1), None)
    return written(objects, trailer)


@pytest.mark.parametrize(
    ("kind", "look", "flags", "left", "read"),
    [
        (b"FreeText", ON_WHITE, PRINTED, 297, [NEW]),
        (b"Stamp", ON_WHITE, PRINTED, 297, [NEW]),
        (b"Widget", ON_WHITE, PRINTED, 297, [NEW]),
        (b"Widget", ON_NOTHING, PRINTED, 400, [OLD, NEW]),
        (b"FreeText", ON_WHITE, HIDDEN, 297, [OLD]),
        (b"Link", ON_WHITE, PRINTED, 297, [OLD]),
        (b"Text", ON_WHITE, PRINTED, 297, [OLD]),
        (b"Highlight", ON_WHITE, PRINTED, 297, [OLD]),
    ],
)
def test_what_is_laid_on_the_page_counts_as_seen(kind, look, flags, left, read):
    words = words_of(from_pdf.read(with_note(kind, look, flags, left), "x"))
    assert [figure for figure in (OLD, NEW) if figure in words] == read


def test_a_note_without_a_look_changes_nothing():
    plain = with_note(b"FreeText", ON_WHITE, is_whole=False)
    assert OLD in words_of(from_pdf.read(plain, "x"))
