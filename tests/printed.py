"""What stands where in a finished PDF, measured by another library than the one that wrote it.

Lengths are points, measured from the upper left corner of the page.
"""

import ctypes
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium


@dataclass(frozen=True)
class Printed:
    """One character: its place in the line (origin), its ink, its size."""

    text: str
    x: float
    base: float
    left: float
    top: float
    right: float
    bottom: float
    size: float


class PrintedFile:
    """A PDF opened for measuring; use it in a ``with``."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pypdfium2.PdfDocument(data)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.pdf.close()

    def __len__(self) -> int:
        return len(self.pdf)

    def text(self, page: int) -> str:
        """The words of a page in the order in which they were set, without any blanks."""
        return "".join(one.text for one in self.characters(page))

    def pieces(self) -> list[str]:
        """The words of the file, each piece as it was set."""
        found = []
        for number in range(len(self)):
            page = self.pdf[number]
            text_page = page.get_textpage()
            kinds = [pdfium.FPDF_PAGEOBJ_TEXT]
            things = page.get_objects(filter=kinds, textpage=text_page)
            found += [thing.extract().strip() for thing in things]
            text_page.close()
            page.close()
        return found

    def whole_text(self) -> str:
        return "".join(self.text(page) for page in range(len(self)))

    def characters(self, page: int) -> list[Printed]:
        """Every character of a page that is no blank, in the order of the file."""
        opened = self.pdf[page]
        height = opened.get_height()
        text_page = opened.get_textpage()
        found = [
            printed
            for at in range(text_page.count_chars())
            if (printed := _measured(text_page, at, height)) is not None
        ]
        text_page.close()
        opened.close()
        return found

    def lines(self, page: int) -> list[list[Printed]]:
        """The characters of a page by base line, from top to bottom, each from left to right."""
        by_base: dict[float, list[Printed]] = {}
        for one in self.characters(page):
            base = next((known for known in by_base if abs(known - one.base) < 0.5), one.base)
            by_base.setdefault(base, []).append(one)
        return [sorted(by_base[base], key=lambda one: one.x) for base in sorted(by_base)]

    def fonts(self) -> dict[str, bool]:
        """The fonts that are used, and whether each is embedded."""
        found = {}
        for number in range(len(self)):
            page = self.pdf[number]
            for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                font = pdfium.FPDFTextObj_GetFont(thing)
                buffer = ctypes.create_string_buffer(200)
                pdfium.FPDFFont_GetBaseFontName(font, buffer, 200)
                found[buffer.value.decode()] = bool(pdfium.FPDFFont_GetIsEmbedded(font))
            page.close()
        return found


def _measured(text_page, at: int, height: float) -> Printed | None:
    code = pdfium.FPDFText_GetUnicode(text_page, at)
    if chr(code).isspace() or code in (0, 0xFFFE):
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, at, x, y)
    left, bottom, right, top = text_page.get_charbox(at)
    size = pdfium.FPDFText_GetFontSize(text_page, at)
    return Printed(
        chr(code), x.value, height - y.value, left, height - top, right, height - bottom, size
    )
