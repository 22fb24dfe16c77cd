"""Text of a PDF that nobody sees by its colour, or under what is drawn later."""

from functools import partial

import pytest
from drawn_files import grids_of
from drawn_pdf import Paper, PdfSheet
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.colors import CMYKColor, CMYKColorSep, Color
from reportlab.lib.utils import ImageReader
from test_pdf_lies import words_of

from forms.document import Grid, GridCell
from forms.reading import from_pdf, pdf_drawing

TEXT = "本机关全年的工作平稳有序，没有发生需要另行说明的情况，特此说明如下。" * 2
WHITE, BLACK = Color(1, 1, 1), Color(0, 0, 0)
X, Y, OLD = 300, 500, "73519"
BOX = (X - 3, Y - 4, 40, 18)


def page(*deeds, paper=None) -> bytes:
    """A sentence, and what the deeds draw."""
    sheet = PdfSheet(paper)
    sheet.text(TEXT)
    for deed in deeds:
        deed(sheet.canvas)
    return sheet.finished()


def words(*deeds, paper=None) -> str:
    found = words_of(from_pdf.read(page(*deeds, paper=paper), "x"))
    assert TEXT in found
    return found


def text(canvas, colour=BLACK, alpha=1, x=X, y=Y, word=OLD):
    canvas.setFillColor(colour)
    canvas.setFillAlpha(alpha)
    canvas.drawString(x, y, word)
    canvas.setFillAlpha(1)


def box(canvas, colour=WHITE, place=BOX, alpha=1, stroke=0, blend="Normal"):
    canvas.saveState()
    canvas.setFillColor(colour)
    canvas.setFillAlpha(alpha)
    canvas.setBlendMode(blend)
    canvas.rect(*place, stroke=stroke, fill=1)
    canvas.restoreState()


def picture(canvas, colour=(255, 255, 255), alpha=255, place=BOX):
    image = Image.new("RGBA", (8, 8), (*colour, alpha))
    canvas.drawImage(ImageReader(image), *place, mask="auto")


def line(canvas, width=16, colour=WHITE):
    canvas.saveState()
    canvas.setLineWidth(width)
    canvas.setStrokeColor(colour)
    canvas.line(X - 3, Y + 4, X + 40, Y + 4)
    canvas.restoreState()


def shade(canvas):
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(*BOX)
    canvas.clipPath(clip, stroke=0)
    canvas.linearGradient(0, 0, 600, 0, (Color(0.5, 0.5, 1), Color(0.9, 0.5, 1)))
    canvas.restoreState()


def clipped_away(canvas):
    """A white box of which only a part elsewhere is drawn."""
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(10, 10, 20, 20)
    canvas.clipPath(clip, stroke=0)
    box(canvas)
    canvas.restoreState()


def lifted(canvas, deed, depth=2):
    """Within an object within another, and so on."""
    name = f"form{id(deed)}"
    for level in range(depth):
        canvas.beginForm(f"{name}{level}")
        canvas.setFont("Sample", 12)
        canvas.translate(0, 10)
        if level:
            canvas.doForm(f"{name}{level - 1}")
        else:
            canvas.translate(0, -10 * depth)
            deed(canvas)
        canvas.endForm()
    canvas.doForm(f"{name}{depth - 1}")


def outlined(canvas):
    canvas.saveState()
    canvas.setFillColor(WHITE)
    canvas.drawString(X, Y, OLD, mode=2)
    canvas.restoreState()


def dark(canvas, share=0.1):
    box(canvas, Color(share, share, 0.4))


def does(deed, *args, **more):
    return partial(_done, deed, args, more)


def _done(deed, args, more, canvas):
    deed(canvas, *args, **more)


UNSEEN = {
    "white": [does(text, WHITE)],
    "white of four inks": [does(text, CMYKColor(0, 0, 0, 0))],
    "no ink of a special colour": [does(text, CMYKColorSep(0, 1, 0, 0, spotName="x", density=0))],
    "practically white": [does(text, Color(0.99, 0.99, 0.99))],
    "clear": [does(text, alpha=0)],
    "white on a white box": [box, does(text, WHITE)],
    "dark on dark": [dark, does(text, Color(0.1, 0.1, 0.4))],
    "black in a form, on black": [does(box, BLACK), does(lifted, text)],
    "white on a white box on a dark one": [dark, box, does(text, WHITE)],
    "under a white box": [text, box],
    "under a box with a border": [text, does(box, stroke=1)],
    "under a black box": [text, does(box, BLACK)],
    "under a picture": [text, picture],
    "under a broad line": [text, line],
    "under a run of colours": [text, shade],
    "in a form, under a box": [does(lifted, text), box],
    "under a box in a form": [text, does(lifted, box)],
    "all but its foot under a box": [text, does(box, place=(X - 3, Y + 1, 40, 18))],
}
SEEN = {
    "white on dark": [dark, does(text, WHITE)],
    "white on a dark picture": [does(picture, (60, 0, 0)), does(text, WHITE)],
    "light gray": [does(text, Color(0.93, 0.93, 0.93))],
    "pale yellow": [does(text, Color(1, 1, 0.85))],
    "half clear": [does(text, alpha=0.3)],
    "white with an outline": [outlined],
    "on a white box": [box, text],
    "gray on a gray": [does(box, Color(0.5, 0.5, 0.5)), does(text, Color(0.56, 0.56, 0.56))],
    "under a clear box": [text, does(box, alpha=0.4)],
    "under a colour that multiplies": [text, does(box, Color(1, 1, 0), blend="Multiply")],
    "under a clear picture": [text, does(picture, (255, 0, 0), 100)],
    "under a thin line": [text, does(line, 1)],
    "under a box that is clipped away": [text, clipped_away],
    "above a box that touches it": [text, does(box, place=(X - 3, Y - 14, 40, 15))],
    "beside a box": [text, does(box, place=(X + 31, Y - 4, 40, 18))],
    "half under a box": [text, does(box, place=(X - 3, Y + 4, 40, 18))],
    "written again": [text, box, text],
}


@pytest.mark.parametrize("deeds", UNSEEN.values(), ids=UNSEEN)
def test_what_nobody_sees_is_not_read(deeds):
    assert OLD not in words(*deeds)


@pytest.mark.parametrize("deeds", SEEN.values(), ids=SEEN)
def test_what_is_seen_is_read(deeds):
    assert OLD in words(*deeds)


@pytest.mark.parametrize("rotation", [90, 180, 270])
@pytest.mark.parametrize(
    ("deeds", "is_read"),
    [([does(text, WHITE)], False), ([text, box], False), ([dark, does(text, WHITE)], True)],
)
def test_on_a_turned_page(rotation, deeds, is_read):
    assert (OLD in words(*deeds, paper=Paper(rotation=rotation))) is is_read


def test_only_the_covered_characters_go():
    found = words(does(text, word="共73519件"), does(box, place=(X + 12, Y - 4, 30, 18)))
    assert "共件" in found.replace(" ", "")


def test_a_figure_over_the_old_one_is_read_alone():
    grid = Grid(tuple(GridCell(r, c, str(100 * r + c)) for r in range(4) for c in range(4)), 4, 4)
    sheet = PdfSheet()
    sheet.text(TEXT)
    sheet.grid(grid)
    width, middle = sheet.width / 4, sheet.y + 4 + 1.5 * (9 * 1.25 + 8)
    left = sheet.paper.margin + width
    box(sheet.canvas, place=(left + 2, middle - 7, width - 4, 14))
    sheet.canvas.setFont("Sample", 9)
    sheet.canvas.drawCentredString(left + width / 2, middle - 4, "88")
    (cells,) = grids_of(from_pdf.read(sheet.finished(), "x"))

    assert cells.pop((2, 1, 1, 1)) == "88"
    assert list(cells.values()) == [c.text for c in grid.cells if c.text != "201"]


@pytest.mark.parametrize("place", [(40, 40, 500, 760), (0, 0, 595, 842)])
def test_what_lies_beneath_a_scanned_page_is_read(place):
    """A scanner's program may set its text in black, and lay the picture over it."""
    found = words(text, does(picture, (250, 250, 245), place=place))
    assert OLD in found


def test_a_seal_lets_hidden_figures_be_hidden():
    seal = does(picture, (200, 0, 0), 120, (100, 100, 80, 80))
    assert OLD not in words(does(text, WHITE), seal)


colours = st.tuples(*[st.integers(0, 255)] * 3)


@settings(max_examples=60, deadline=None)
@given(colours, colours)
def test_any_colour_on_any_other_is_read(ink, ground):
    ink_colour, ground_colour = (Color(*(share / 255 for share in c)) for c in (ink, ground))
    apart = max(abs(a - b) for a, b in zip(ink, ground, strict=True))
    found = words(does(box, ground_colour), does(text, ink_colour))
    if apart > 16:
        assert OLD in found
    elif apart < 3:
        assert OLD not in found


@pytest.mark.parametrize(
    ("blackest", "share"), [(255, (1, 1)), (210, (1, 1)), (150, (0, 3)), (0, (0, 3))]
)
def test_a_font_that_draws_nothing_hides_nothing(blackest, share):
    """The drawing cannot tell where the letters are not at hand."""
    same = bytes(4 * 100)
    alone = bytes([255] * 45 + [blackest] * 3 + [255] * 52)
    assert pdf_drawing.Drawing(1, same, same, alone, 10).share((2, 9, 2, 9)) == share


@pytest.mark.parametrize("height", [0.5 * n for n in range(-8, 20)])
def test_a_figure_loses_no_digits_to_a_box_over_part_of_its_height(height):
    found = words(text, does(box, place=(X - 3, Y + height, 40, 18)))
    assert OLD in found or not set(OLD) & set(found.replace(TEXT, ""))


def test_without_time_all_text_is_read(monkeypatch):
    monkeypatch.setattr(pdf_drawing, "_SECONDS", 0.0)
    assert OLD in words(text, box)


def test_a_page_larger_than_any_paper_is_not_drawn():
    assert OLD in words(text, box, paper=Paper(size=(9000, 9000)))


def test_ordinary_pages_are_not_drawn(monkeypatch):
    def fail(*_):
        raise AssertionError

    monkeypatch.setattr(pdf_drawing.DrawingTime, "drawing", fail)
    for rules in ("lines", "boxes", "rings", "bars", "pictures"):
        sheet = PdfSheet(Paper(rules=rules))
        sheet.text(TEXT)
        for grid in range(2):
            sheet.grid(Grid((GridCell(0, 0, str(grid)), GridCell(0, 1, "1")), 1, 2))
        box(sheet.canvas, Color(0.8, 0.9, 1), (80, 300, 200, 20))
        text(sheet.canvas, x=90, y=304)
        dark(sheet.canvas)
        text(sheet.canvas, WHITE)
        assert OLD in words_of(from_pdf.read(sheet.finished(), "x"))
