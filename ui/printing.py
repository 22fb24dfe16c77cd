"""The finished PDF on paper: its own pages as pictures, nothing set anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from ui.page_pictures import POINTS_PER_INCH, PdfPages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MOST_DOTS_PER_INCH = 300
"""Grey at 300 reads as sharp as print; finer pictures only take longer and fill the queue."""
STRIP = 256
"""Rows of a picture given to the printer at once: the window stays awake in between."""

Progress = Callable[[int, int], bool]
"""Called before each side with the number done and the number of all; False stops."""


class Ending(str, Enum):
    """How a printing ended."""

    DONE = "done"
    STOPPED = "stopped"
    REFUSED = "refused"


@dataclass(frozen=True)
class Printing:
    """What came of it: ``sides`` were handed to the printer."""

    ending: Ending
    sides: int


def has_printer() -> bool:
    """False where there is no printer at all; Qt would then write a PDF without saying so."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


class AskPrinter:
    """The system's own dialog: which printer, which pages, how many copies, both sides."""

    @classmethod
    def ask(cls, parent: QWidget, name: str, count: int) -> QPrinter | None:
        """The printer as the clerk set it up; None where the clerk went back."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare(printer, name)
        dialog = QPrintDialog(printer, parent)
        option = QAbstractPrintDialog.PrintDialogOption
        # Not to a file: that would be a picture of the PDF, and the PDF itself is at hand.
        dialog.setOptions(
            option.PrintPageRange | option.PrintCurrentPage | option.PrintCollateCopies
        )
        dialog.setMinMax(1, count)
        dialog.setFromTo(1, count)
        return printer if dialog.exec() else None


def prepare(printer: QPrinter, name: str) -> None:
    """A4 in grey, the whole sheet; both sides, as official papers are, where it can."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    printer.setDocName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    both = QPrinter.DuplexMode.DuplexLongSide
    if both in QPrinterInfo(printer).supportedDuplexModes():
        printer.setDuplex(both)


def sides_to_print(printer: QPrinter, count: int, current: int) -> tuple[int | None, ...]:
    """The pages in the order in which they go to the printer, from 0; None is a blank side."""
    from PySide6.QtPrintSupport import QPrinter

    ranges = QPrinter.PrintRange
    pages = list(range(count))
    if printer.printRange() == ranges.CurrentPage:
        pages = [current]
    elif printer.printRange() == ranges.PageRange and not printer.pageRanges().isEmpty():
        pages = [number for number in pages if printer.pageRanges().contains(number + 1)]
    return arranged(
        pages,
        copies=1 if printer.supportsMultipleCopies() else printer.copyCount(),
        collated=printer.collateCopies(),
        backwards=printer.pageOrder() == QPrinter.PageOrder.LastPageFirst,
        two_sided=printer.duplex() != QPrinter.DuplexMode.DuplexNone,
    )


def arranged(
    pages: Sequence[int], copies: int, collated: bool, backwards: bool, two_sided: bool
) -> tuple[int | None, ...]:
    """Pages → sides. Each copy begins on a sheet of its own."""
    per_sheet = 2 if two_sided else 1
    sheets: list[list[int | None]] = [
        list(pages[n : n + per_sheet]) for n in range(0, len(pages), per_sheet)
    ]
    if sheets and len(sheets[-1]) < per_sheet and (copies > 1 or backwards):
        sheets[-1].append(None)
    if backwards:
        sheets.reverse()
    piles = sheets * copies if collated else [sheet for sheet in sheets for _ in range(copies)]
    sides = [side for sheet in piles for side in sheet]
    while sides and sides[-1] is None:
        sides.pop()
    return tuple(sides)


def print_sides(
    pages: PdfPages, printer: QPrinter, sides: Sequence[int | None], progress: Progress
) -> Printing:
    """Draw the sides on the printer. May run in a thread of its own; touches no widget."""
    painter = QPainter()
    if not painter.begin(printer):
        return Printing(Ending.REFUSED, 0)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    picture, shown = QImage(), None
    try:
        for done, side in enumerate(sides):
            if not progress(done, len(sides)):
                printer.abort()
                return Printing(Ending.STOPPED, done)
            if done and not printer.newPage():
                return Printing(Ending.REFUSED, done)
            if side is None:
                continue
            if side != shown:
                picture, shown = _picture(pages, printer, side), side
            _draw(painter, printer, picture)
    finally:
        painter.end()
    return Printing(Ending.DONE, len(sides))


def _picture(pages: PdfPages, printer: QPrinter, number: int) -> QImage:
    finest = min(printer.resolution(), MOST_DOTS_PER_INCH)
    return pages.picture(number, finest / POINTS_PER_INCH, grey=True)


def _draw(painter: QPainter, printer: QPrinter, picture: QImage) -> None:
    """The page in the middle of the sheet, as large as fits, its shape kept."""
    from PySide6.QtPrintSupport import QPrinter

    sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
    scale = min(sheet.width() / picture.width(), sheet.height() / picture.height())
    left = round((sheet.width() - picture.width() * scale) / 2)
    above = (sheet.height() - picture.height() * scale) / 2
    width = round(picture.width() * scale)
    for row in range(0, picture.height(), STRIP):
        strip = picture.copy(0, row, picture.width(), min(STRIP, picture.height() - row))
        # Whole dots, so that no light shows between one strip and the next.
        top = round(above + row * scale)
        bottom = round(above + (row + strip.height()) * scale)
        painter.drawImage(QRectF(QRect(left, top, width, bottom - top)), strip)
