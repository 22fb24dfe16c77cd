"""A Document set as PDF with reportlab's plain canvas: pages, rules, page numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from forms.document import Document, Grid, Style

FONT_FILE = Path(__file__).resolve().parent.parent / "resources/fonts/FandolFang-Regular.ttf"


@dataclass
class Paper:
    """How the PDF is set. ``rules`` is how borders are drawn: lines, boxes, rings, thin
    bars, thin pictures, lines across only, three lines (above, below, under the header), or none.

    ``size`` is the page as it is shown; with a ``rotation`` it is stored turned.
    """

    size: tuple[float, float] = (595, 842)
    margin: float = 80
    font_size: float = 12
    rules: str = "lines"
    repeats_header: bool = True
    page_number: str = "— {} —"
    header: str = ""
    rotation: int = 0


@cache
def _font_name() -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("Sample", str(FONT_FILE)))
    return "Sample"


@cache
def _dot():
    """A black picture of one pixel."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    return ImageReader(Image.new("RGB", (1, 1)))


class PdfSheet:
    """Draws paragraphs and ruled tables on pages, top to bottom."""

    def __init__(self, paper: Paper | None = None) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self.paper = paper or Paper()
        self.buffer = BytesIO()
        stored = self.paper.size if self.paper.rotation in (0, 180) else self.paper.size[::-1]
        self.canvas = Canvas(self.buffer, pagesize=stored)
        self.number = 0
        self._begin_page()

    @property
    def width(self) -> float:
        return self.paper.size[0] - 2 * self.paper.margin

    def _begin_page(self) -> None:
        self.number += 1
        self._turn()
        self.y = self.paper.size[1] - self.paper.margin
        self.canvas.setFont(_font_name(), self.paper.font_size)
        if self.paper.header:
            self.canvas.drawString(self.paper.margin, self.paper.size[1] - 40, self.paper.header)
        if self.paper.page_number:
            text = self.paper.page_number.format(self.number)
            self.canvas.drawCentredString(self.paper.size[0] / 2, 40, text)

    def _turn(self) -> None:
        width, height = self.paper.size
        turns = {
            90: (0, 1, -1, 0, height, 0),
            180: (-1, 0, 0, -1, width, height),
            270: (0, -1, 1, 0, 0, width),
        }
        if self.paper.rotation:
            self.canvas.transform(*turns[self.paper.rotation])

    def end_page(self) -> None:
        self.canvas.showPage()
        self._begin_page()

    def text(self, text: str, size: float | None = None, *, indented: bool = True) -> None:
        """Set a paragraph: two characters in, lines as full as they get."""
        size = size or self.paper.font_size
        rest, x = text, self.paper.margin + (2 * size if indented else 0)
        while rest:
            if self.y < self.paper.margin + size:
                self.end_page()
            count = self._fitting(rest, self.paper.margin + self.width - x, size)
            self.canvas.setFont(_font_name(), size)
            self.y -= size * 1.5
            self._spread(rest[:count], x, size)
            rest, x = rest[count:], self.paper.margin

    def _fitting(self, text: str, room: float, size: float) -> int:
        """How many characters the line holds; a number is not broken."""
        count, used = 0, 0.0
        for character in text:
            used += size * (0.5 if character.isascii() else 1)
            if used > room + 0.01:
                break
            count += 1
        while count < len(text) and text[count - 1 : count + 1].isascii():
            count -= 1
        return count

    def _spread(self, line: str, x: float, size: float) -> None:
        """Every character in a square of its own, so that lines end where they should."""
        for character in line:
            self.canvas.drawString(x, self.y, character)
            x += size * (0.5 if character.isascii() else 1)

    def title(self, text: str) -> None:
        size = self.paper.font_size * 1.6
        self.canvas.setFont(_font_name(), size)
        self.y -= size * 1.6
        self.canvas.drawCentredString(self.paper.size[0] / 2, self.y, text)

    def grid(self, grid: Grid) -> None:
        """Draw the table; where the page ends, go on with the next, spans cut there."""
        heights = [self._row_height(grid, row) for row in range(grid.row_count)]
        self.rest: dict[tuple[int, int], list[str]] = {}
        row = 0
        # A header that is repeated is never cut itself.
        whole = sum(heights[: grid.header_rows + 1]) if self.paper.repeats_header else 0
        if self.y - self.paper.margin < whole:
            self.end_page()
        while row < grid.row_count:
            head = list(range(grid.header_rows)) if row and self.paper.repeats_header else []
            rows = [*head]
            room = self.y - self.paper.margin - sum(heights[r] for r in head)
            while row < grid.row_count and heights[row] <= room:
                room -= heights[row]
                rows.append(row)
                row += 1
            if len(rows) > len(head):
                self._piece(grid, rows, heights, len(head))
            if row < grid.row_count:
                self.end_page()

    def _edges(self, grid: Grid) -> list[float]:
        widths = grid.widths or (1.0,) * grid.column_count
        scale = self.width / sum(widths)
        edges = [self.paper.margin]
        for width in widths:
            edges.append(edges[-1] + width * scale)
        return edges

    def _row_height(self, grid: Grid, row: int) -> float:
        """Of its cells in one row; a tall label only has to fit into its rows together."""
        size = self.paper.font_size * 0.75
        edges = self._edges(grid)
        lines = [
            -(-len(self._wrapped(cell, edges)) // cell.row_span)
            for cell in grid.cells
            if cell.row <= row < cell.row + cell.row_span
        ]
        return max(lines, default=1) * size * 1.25 + 8

    def _wrapped(self, cell, edges: list[float]) -> list[str]:
        size = self.paper.font_size * 0.75
        width = edges[cell.column + cell.column_span] - edges[cell.column]
        per_line = max(1, int((width - 4) / size))
        if cell.text.replace(".", "").replace("-", "").isdigit():
            per_line = max(1, int((width - 4) / (size * 0.5)))
        if cell.vertical:
            per_line = 1
        return [cell.text[i : i + per_line] for i in range(0, len(cell.text), per_line)] or [""]

    def _piece(self, grid: Grid, rows: list[int], heights: list[float], head: int) -> None:
        edges = self._edges(grid)
        tops = [self.y]
        for row in rows:
            tops.append(tops[-1] - heights[row])
        for cell in grid.cells:
            at = [
                i
                for i, row in enumerate(rows)
                if cell.row <= row < cell.row + cell.row_span
                and (i < head) == (cell.row < grid.header_rows and i < head)
            ]
            if at:
                is_cut = at[-1] + 1 == len(rows) and rows[at[-1]] < cell.row + cell.row_span - 1
                box = (edges[cell.column], tops[at[-1] + 1])
                corner = (edges[cell.column + cell.column_span], tops[at[0]])
                self._box(*box, *corner)
                self._cell_text(cell, *box, *corner, is_cut=is_cut)
        if self.paper.rules == "three":
            for y in (tops[0], tops[min(grid.header_rows, len(rows))], tops[-1]):
                self.canvas.line(edges[0], y, edges[-1], y)
        self.y = tops[-1] - 4

    def _box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if self.paper.rules in {"none", "three"}:
            return
        if self.paper.rules == "boxes":
            self.canvas.rect(x0, y0, x1 - x0, y1 - y0)
            return
        if self.paper.rules == "rings":
            ring = self.canvas.beginPath()
            ring.rect(x0, y0, x1 - x0, y1 - y0)
            ring.rect(x0 + 0.7, y0 + 0.7, x1 - x0 - 1.4, y1 - y0 - 1.4)
            self.canvas.drawPath(ring, stroke=0, fill=1, fillMode=0)
            return
        if self.paper.rules == "across":
            self.canvas.line(x0, y0, x1, y0)
            self.canvas.line(x0, y1, x1, y1)
            return
        for a, b, c, d in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            if self.paper.rules == "lines":
                self.canvas.line(a, b, c, d)
            elif self.paper.rules == "pictures":
                self.canvas.drawImage(_dot(), a - 0.3, b - 0.3, c - a + 0.6, d - b + 0.6)
            else:
                self.canvas.rect(a - 0.3, b - 0.3, c - a + 0.6, d - b + 0.6, stroke=0, fill=1)

    def _cell_text(self, cell, x0: float, y0: float, x1: float, y1: float, *, is_cut: bool):
        """Set the cell's text; what a page end leaves no room for goes on in the next piece."""
        size = self.paper.font_size * 0.75
        self.canvas.setFont(_font_name(), size)
        place = (cell.row, cell.column)
        lines = self.rest.pop(place, None)
        if lines is None:
            lines = self._wrapped(cell, [x0] * (cell.column + cell.column_span) + [x1])
        if is_cut:
            room = max(1, int((y1 - y0 - 4) / (size * 1.25)))
            lines, self.rest[place] = lines[:room], lines[room:]
        y = (y0 + y1) / 2 + (len(lines) / 2) * size * 1.25 - size
        for line in lines:
            self.canvas.drawCentredString((x0 + x1) / 2, y, line)
            y -= size * 1.25

    def finished(self) -> bytes:
        self.canvas.save()
        data = self.buffer.getvalue()
        return turned(data, self.paper.rotation) if self.paper.rotation else data


def turned(pdf: bytes, rotation: int) -> bytes:
    """The same pages, shown turned."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        page.set_rotation(rotation)
    buffer = BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def as_pdf(document: Document, paper: Paper | None = None) -> bytes:
    sheet = PdfSheet(paper)
    for block in document.blocks:
        if isinstance(block, Grid):
            sheet.grid(block)
        elif block.style is Style.TITLE:
            sheet.title(block.text)
        else:
            sheet.text(block.text)
    return sheet.finished()


def pages_of(pdf: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


PAPERS = (
    Paper(),
    Paper(rules="rings"),
    Paper(rules="pictures"),
    Paper(rules="boxes", repeats_header=False, page_number="- {} -"),
    Paper(rules="bars", page_number="第 {} 页 共 9 页", header="某某局2024年度报告"),
    Paper(size=(842, 595), page_number="{}/9"),
    Paper(size=(842, 595), rotation=90),
    Paper(rotation=180),
    Paper(size=(842, 595), rotation=270),
)
