"""What stands where in a finished PDF, measured by another library than the one that wrote it;
and documents to print.

Lengths are points, measured from the upper left corner of the page.
"""

import ctypes
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from balanced import EDITIONS

from export.fonts import bundled_faces
from export.layout import Options, lay_out
from export.to_pdf import render
from forms.document import Document, Paragraph, Style
from forms.report import Report

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (210 - 26) * MM, 37 * MM, (297 - 35) * MM
NUMBER_DROP = 7 * MM
HAN = "全年主动公开政府信息若干条均在规定时限内完成发布并按要求归档备查群众可以随时查阅有关内容"
PROSE = (
    "本机关认真贯彻落实《中华人民共和国政府信息公开条例》，坚持“以公开为常态、不公开为例外”，"
    "全年公开信息1136条（其中网站公开1020条），比上年增加12.5%；未发生泄密问题。"
)
TEXTS = {
    "preface": PROSE,
    "overview": f"（一）主动公开\n{PROSE * 6}\n（二）依申请公开。{PROSE}\n1.网站\n{PROSE}",
    "disclosure_note": "注：本年度清理了文件，现行有效件数据此调整。",
    "problems": PROSE * 3,
    "other": "本年度未收取信息处理费。",
}


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
        halves = "".join(self.text(page) for page in range(len(self)))
        # The library gives a character beyond the basic plane in two.
        return halves.encode("utf-16", "surrogatepass").decode("utf-16")

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


def report(key="2021", **changes) -> Report:
    """A report whose every cell holds a different number."""
    edition = EDITIONS[key]
    cells = {address: 10_000 + n for n, address in enumerate(edition.addresses)}
    year = 2024 if key == "2021" else 2020
    return Report("青溪县文化和旅游局", year, key, cells, TEXTS).replace(**changes)


def laid_out(one=None, **options) -> Document:
    one = one or report()
    return lay_out(one, EDITIONS[one.edition], Options(**options))


def printed(document: Document) -> PrintedFile:
    return PrintedFile(render(document, bundled_faces()))


def paragraphs(*texts: str, style=Style.BODY) -> Document:
    return Document(tuple(Paragraph(text, style) for text in texts))


def body_lines(opened, page):
    """The lines of a page in the size of the body."""
    return [line for line in opened.lines(page) if round(line[0].size, 1) == 16]
