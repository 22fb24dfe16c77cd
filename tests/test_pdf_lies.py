"""A PDF that does not show what it says: hidden figures, and fonts that lie."""

import re
from dataclasses import replace

import pytest
from balanced import EDITIONS
from drawn_files import grids_of, sample_document
from drawn_pdf import as_pdf
from fuzz_samples import small_documents
from pdf_mutations import Body, objects_of, written

from forms.check import check
from forms.document import Document
from forms.errors import UnreadableFile
from forms.reading import from_pdf
from forms.reading.match import match

HIDDEN, CLIPPED, SHOWN = 3, 7, 0


def changed(data: bytes, is_meant, change) -> bytes:
    """The same file with the streams changed that are meant."""
    objects, trailer = objects_of(data)
    for number, body in objects.items():
        if body.stream is not None and is_meant(body.stream):
            objects[number] = Body(body.head, change(body.stream))
    return written(objects, trailer)


def with_text(data: bytes, mode: int, x: float, y: float, stretched: float = 1) -> bytes:
    """The figure 777 set on the first page in one of the modes of text."""
    text = b"\nBT %d Tr %f 0 0 1 %f %f Tm /F1 12 Tf (777) Tj ET\n" % (mode, stretched, x, y)
    return changed(data, lambda stream: b" Tf" in stream, lambda stream: stream + text)


def words_of(document: Document) -> str:
    return "".join(text for block in document.blocks for text in block.texts)


@pytest.mark.parametrize(
    ("mode", "x", "y", "is_read"),
    [
        (SHOWN, 300, 713, True),
        (HIDDEN, 300, 713, False),
        (CLIPPED, 300, 713, False),
        (SHOWN, -100, 713, False),
        (SHOWN, 300, 2000, False),
    ],
)
def test_a_figure_that_nobody_sees_is_not_read(mode, x, y, is_read):
    data = as_pdf(small_documents()[1])
    found = from_pdf.read(with_text(data, mode, x, y), "x")

    assert ("777" in words_of(found)) is is_read
    assert grids_of(found) == grids_of(from_pdf.read(data, "x"))


@pytest.mark.parametrize(("stretched", "is_read"), [(3, True), (1000, False), (-1000, False)])
def test_a_character_wider_than_the_page_is_none(stretched, is_read):
    """Its place would be as long a list of places as it is wide."""
    data = as_pdf(small_documents()[1])
    plain = from_pdf.read(data, "x")
    found = from_pdf.read(with_text(data, SHOWN, 300, 713, stretched), "x")

    assert (words_of(found) != words_of(plain)) is is_read
    assert grids_of(found) == grids_of(plain)


def test_what_a_scanner_read_in_a_picture_is_read():
    """All of its text is hidden behind the picture."""
    picture = b"\nq 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q\n"

    def hide(stream: bytes) -> bytes:
        return stream.replace(b"BT ", b"BT 3 Tr ") + picture

    data = as_pdf(small_documents()[1])
    scanned = changed(data, lambda stream: b" Tf" in stream, hide)

    assert words_of(from_pdf.read(scanned, "x")) == words_of(from_pdf.read(data, "x"))


def test_digits_that_lie_contradict_the_sums():
    """What a glyph looks like is told by its font alone; the report's own sums find it out."""

    def swap(stream: bytes) -> bytes:
        codes = {b"0031": b"0037", b"0037": b"0031"}
        return re.sub(rb"(?<= <)003[17](?=>)", lambda one: codes[one[0]], stream)

    data = as_pdf(sample_document())
    lying = changed(data, lambda stream: b"beginbfchar" in stream, swap)
    report = match(from_pdf.read(lying, "x"))

    assert report.cells != match(from_pdf.read(data, "x")).cells
    assert check(report, EDITIONS[report.edition])


@pytest.mark.parametrize("width", [b"0", b"-500", b"100000"])
def test_widths_that_lie_put_no_figure_elsewhere(width):
    data = as_pdf(small_documents()[1])
    objects, trailer = objects_of(data)
    for number, body in objects.items():
        if b"/Widths" in body.head:
            head = re.sub(
                rb"(/Widths \[)([^]]*)",
                lambda found: found[1] + re.sub(rb"[\d.]+", width, found[2]),
                body.head,
            )
            objects[number] = replace(body, head=head)
    try:
        found = match(from_pdf.read(written(objects, trailer), "x"))
    except UnreadableFile:
        return
    honest = match(from_pdf.read(data, "x"))
    known = {address: value for address, value in found.cells.items() if value is not None}
    assert known.items() <= honest.cells.items()
