"""Printing: the right sides in the right order, and the page that was previewed on the paper."""

from pathlib import Path

import pypdfium2
import pytest
from balanced import EDITIONS, sound_report
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter

from export.layout import lay_out
from export.to_pdf import render
from ui import printing
from ui.page_pictures import PdfPages
from ui.printing import Ending, arranged, prepare, print_sides, sides_to_print

A4_POINTS = (595.28, 841.89)
COARSE = QSize(60, 85)
"""Two pictures of a page are compared this small: ink per place, not the edges of letters."""


@pytest.fixture(scope="module")
def data() -> bytes:
    return render(lay_out(sound_report(), EDITIONS["2021"]))


@pytest.fixture
def pages(data):
    made = PdfPages(data)
    yield made
    made.close()


@pytest.fixture
def printer(qapp, tmp_path):
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(made, "年报")
    made.setOutputFileName(str(tmp_path / "paper.pdf"))
    return made


def go_on(done: int, count: int) -> bool:
    return True


def printed(printer) -> list[QImage]:
    """What stands on each side of the paper."""
    paper = PdfPages(Path(printer.outputFileName()).read_bytes())
    pictures = [coarse(paper, n) for n in range(len(paper))]
    paper.close()
    return pictures


def coarse(pages: PdfPages, number: int) -> QImage:
    """A page as patches of grey."""
    smooth = Qt.TransformationMode.SmoothTransformation
    picture = pages.picture(number, 2, grey=True)
    return picture.scaled(COARSE, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)


def white() -> QImage:
    picture = QImage(COARSE, QImage.Format.Format_Grayscale8)
    picture.fill(Qt.GlobalColor.white)
    return picture


def shades(picture: QImage) -> list[int]:
    return [
        picture.pixelColor(x, y).lightness()
        for y in range(picture.height())
        for x in range(picture.width())
    ]


def difference(one: QImage, other: QImage) -> float:
    """How far two pictures of a page are apart: 0 the same, 255 black against white."""
    pairs = list(zip(shades(one), shades(other), strict=True))
    return sum(abs(a - b) for a, b in pairs) / len(pairs)


# --- on the paper ---------------------------------------------------------------------


def test_every_page_comes_out_as_it_was_previewed(pages, printer):
    sides = sides_to_print(printer, len(pages), current=0)
    result = print_sides(pages, printer, sides, go_on)

    assert (result.ending, result.sides) == (Ending.DONE, len(pages))
    paper = printed(printer)
    assert len(paper) == len(pages)
    for number, side in enumerate(paper):
        assert difference(side, coarse(pages, number)) < difference(side, white()) / 4


def test_paper_is_a4_and_nothing_is_scaled(pages, printer):
    print_sides(pages, printer, (0,), go_on)
    pdf = pypdfium2.PdfDocument(printer.outputFileName())
    assert pdf[0].get_size() == pytest.approx(A4_POINTS, abs=1)
    pdf.close()


def test_another_paper_keeps_the_shape_of_the_page(pages, printer):
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3))
    print_sides(pages, printer, (1,), go_on)
    (side,) = printed(printer)
    assert difference(side, coarse(pages, 1)) < difference(side, white()) / 4


def test_a_blank_side_is_blank_and_sides_may_repeat(pages, printer):
    print_sides(pages, printer, (2, None, 0, 0), go_on)
    third, blank, first, again = printed(printer)
    assert set(shades(blank)) == {255}
    assert first == again
    assert first != third


def test_stopping_ends_before_the_next_side(pages, printer):
    seen = []

    def until_second(done: int, count: int) -> bool:
        seen.append((done, count))
        return done < 1

    result = print_sides(pages, printer, (0, 1, 2), until_second)
    assert (result.ending, result.sides) == (Ending.STOPPED, 1)
    assert seen == [(0, 3), (1, 3)]


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_refuses_is_told(pages, printer, tmp_path):
    printer.setOutputFileName(str(tmp_path / "none" / "paper.pdf"))
    result = print_sides(pages, printer, (0,), go_on)
    assert (result.ending, result.sides) == (Ending.REFUSED, 0)


def test_without_a_printer_that_is_known(monkeypatch):
    from PySide6.QtPrintSupport import QPrinterInfo

    for names, known in (([], False), (["办公室"], True)):
        monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda names=names: names)
        assert printing.has_printer() is known


# --- which sides ----------------------------------------------------------------------


def test_all_the_current_one_or_a_range(printer):
    assert sides_to_print(printer, 4, current=2) == (0, 1, 2, 3)
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert sides_to_print(printer, 4, current=2) == (2,)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("1,3-9"))
    assert sides_to_print(printer, 4, current=2) == (0, 2, 3)


def test_copies_that_the_printer_does_not_make_are_made_here(printer):
    printer.setCopyCount(2)
    assert not printer.supportsMultipleCopies()
    assert sides_to_print(printer, 2, current=0) == (0, 1, 0, 1)
    printer.setCollateCopies(False)
    assert sides_to_print(printer, 2, current=0) == (0, 0, 1, 1)


def test_each_copy_begins_on_a_sheet_of_its_own():
    assert arranged((0, 1, 2), 2, True, False, True) == (0, 1, 2, None, 0, 1, 2)
    assert arranged((0, 1, 2), 2, False, False, True) == (0, 1, 0, 1, 2, None, 2)


@pytest.mark.parametrize(
    ("two_sided", "backwards", "expected"),
    [
        (False, False, (0, 1, 2)),
        (False, True, (2, 1, 0)),
        (True, False, (0, 1, 2)),
        (True, True, (2, None, 0, 1)),
    ],
)
def test_order_of_the_sheets(two_sided, backwards, expected):
    assert arranged((0, 1, 2), 1, True, backwards, two_sided) == expected


@given(
    st.lists(st.integers(0, 50), unique=True, max_size=9),
    st.integers(1, 4),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_every_page_is_printed_once_per_copy_and_never_on_the_back_of_another_copy(
    pages, copies, collated, backwards, two_sided
):
    sides = arranged(pages, copies, collated, backwards, two_sided)
    assert sorted(side for side in sides if side is not None) == sorted(pages * copies)
    if two_sided:
        sheets = {sides[n : n + 2] for n in range(0, len(sides), 2)}
        whole = {(*sheet, None)[:2] for sheet in sheets}
        assert len(whole) == (len(pages) + 1) // 2
    else:
        assert None not in sides
