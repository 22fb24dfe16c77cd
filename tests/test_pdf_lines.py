"""Lines of a page: what stands above a figure is no digit of it."""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from forms.reading import from_pdf
from forms.reading.pdf_glyphs import Glyph
from forms.reading.pdf_lines import line_of


def glyphs(*marks: tuple[str, float, float]) -> list[Glyph]:
    """Characters one behind the other: text, size, how far it is raised."""
    row = []
    left = 0.0
    for text, size, rise in marks:
        bottom = 100 - rise
        row.append(
            Glyph(text, left, bottom - size, left + size / 2, bottom, bottom - size / 2, size)
        )
        left += size / 2
    return row


@pytest.mark.parametrize(
    ("marks", "text"),
    [
        ([("3", 16, 0), ("5", 16, 0), ("1", 9, 7)], "35[1]"),
        ([("3", 16, 0), ("1", 9, 7), ("2", 9, 7), ("件", 16, 0)], "3[12]件"),
        ([("3", 16, 0), ("1", 9, 7), ("4", 16, 0)], "3[1]4"),
        ([("3", 16, 0), ("5", 9, 0)], "35"),
        ([("3", 16, 0), ("5", 16, 7)], "35"),
        ([("3", 16, 0), ("5", 9, -3)], "35"),
        ([("m", 16, 0), ("2", 9, 7)], "m2"),
        ([("件", 16, 0), ("1", 9, 7)], "件1"),
        ([("1", 9, 7), ("3", 16, 0)], "13"),
    ],
    ids=str,
)
def test_a_small_digit_at_the_head_of_a_figure_is_a_mark(marks, text):
    assert line_of(glyphs(*marks)).text == text


def test_the_mark_of_a_note_in_a_file():
    buffer = BytesIO()
    canvas = Canvas(buffer)
    line = canvas.beginText(100, 700)
    for size, rise, words in (
        (12, 0, "In the whole year of the report granted 98765"),
        (8, 6, "1"),
        (14, 0, " in all"),
    ):
        line.setFont("Helvetica", size)
        line.setRise(rise)
        line.textOut(words)
    canvas.drawText(line)
    canvas.save()
    (block,) = from_pdf.read(buffer.getvalue(), "年报.pdf").blocks
    assert block.text == "In the whole year of the report granted 98765[1] in all"
