"""A PDF with a text layer → Document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

import pypdfium2 as pdfium
from pypdfium2 import raw

from forms.annex_mark import begins_annex
from forms.document import Block, Document, Paragraph
from forms.errors import Cause, UnreadableFile
from forms.reading.line_joining import trimmed
from forms.reading.pdf_browser import without_browser_lines
from forms.reading.pdf_furniture import without_furniture
from forms.reading.pdf_glyphs import PageTooFull
from forms.reading.pdf_grids import RuledGrid, find_grids
from forms.reading.pdf_lines import Line, lines_of
from forms.reading.pdf_margins import TextArea, text_areas
from forms.reading.pdf_marks import PageMarks, page_marks
from forms.reading.pdf_notes import page_with_notes
from forms.reading.pdf_paragraphs import ParagraphBuilder
from forms.reading.pdf_sight import Eyes
from forms.reading.pdf_tables import Table, as_grid, as_table, joined
from forms.reading.pdf_unruled import find_unruled, may_hold_table

MOST_PAGES = 300
FEWEST_CHARACTERS = 30
"""A file with fewer has no text layer: it was scanned, or its text was turned to outlines.

Where every page holds a picture, so many a page: programs that scan sign each of them.
"""

Progress = Callable[[int, int], None]
"""Called with the pages done and their number; may raise to give up."""


@dataclass
class _Page:
    marks: PageMarks
    grids: list[RuledGrid]
    lines: list[Line]


def read(data: bytes, name: str, progress: Progress | None = None) -> Document:
    """The pages as one document, without page numbers, headers and footers.

    Raises UnreadableFile (ENCRYPTED, TRUNCATED, SCANNED, TOO_LARGE), and what ``progress``
    raises.
    """
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        is_locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        cause = Cause.ENCRYPTED if is_locked else Cause.TRUNCATED
        raise UnreadableFile(name, cause, "PDF") from error
    try:
        title = trimmed(pdf.get_metadata_value("Title"))
        pages = _read_pages(pdf, name, progress)
    finally:
        pdf.close()
    _refuse_without_text([page.marks for page in pages], name)
    pages, annex = _before_annex(pages)
    kept = without_furniture([(page.marks.height, page.lines) for page in pages])
    for page, lines in zip(pages, kept, strict=True):
        page.lines = lines
    areas = text_areas(
        [(page.marks.width, page.lines, [grid.columns[0] for grid in page.grids]) for page in pages]
    )
    return Document((*_blocks(pages, areas), *annex), title=title)


def _before_annex(pages: list[_Page]) -> tuple[list[_Page], list[Paragraph]]:
    """The pages before our annex, and its heading where it has one.

    It begins a page. Its tables and charts would have a say in where the report's margins are.
    """
    for at, page in enumerate(pages):
        if page.lines and begins_annex(page.lines[0].text):
            return pages[:at], [Paragraph(page.lines[0].text, origin=f"第 {page.marks.number} 页")]
    return pages, []


def _read_pages(pdf: pdfium.PdfDocument, name: str, progress: Progress | None) -> list[_Page]:
    count = len(pdf)
    if count > MOST_PAGES:
        raise UnreadableFile(name, Cause.TOO_LARGE, f"{count} pages")
    pages = []
    eyes = Eyes()
    for index in range(count):
        try:
            page = page_with_notes(pdf, index)
            marks = page_marks(page, index + 1, eyes)
            page.close()
        except PageTooFull as error:
            raise UnreadableFile(name, Cause.TOO_LARGE, f"page {index + 1}: {error}") from error
        except pdfium.PdfiumError as error:
            raise UnreadableFile(name, Cause.TRUNCATED, f"page {index + 1}") from error
        pages.append(_page(marks))
        if progress is not None:
            progress(index + 1, count)
    return pages


def _page(marks: PageMarks) -> _Page:
    marks.glyphs = without_browser_lines(marks.glyphs, marks.height)
    grids, outside = find_grids(marks)
    lines = lines_of(outside)
    if may_hold_table(lines):
        unruled, rest = find_unruled(marks.number, outside, marks.horizontal)
        grids, lines = [*grids, *unruled], lines_of(rest)
    return _Page(marks, grids, lines)


def _refuse_without_text(pages: list[PageMarks], name: str) -> None:
    unmapped = sum(page.unmapped for page in pages)
    found = (glyph for page in pages for glyph in page.glyphs if not glyph.text.isspace())
    pictures = sum(page.pictures for page in pages)
    are_pictures = all(page.pictures for page in pages)
    fewest = FEWEST_CHARACTERS * (len(pages) if are_pictures else 1)
    readable = sum(1 for _ in islice(found, max(fewest, unmapped)))
    if readable < fewest or unmapped > readable:
        raise UnreadableFile(name, Cause.SCANNED, f"{readable} characters, {pictures} pictures")


def _blocks(pages: list[_Page], areas: list[TextArea]) -> Iterator[Block]:
    """Paragraphs and grids in reading order; both may go on over a page break."""
    builder = ParagraphBuilder()
    table: Table | None = None
    for page, area in zip(pages, areas, strict=True):
        is_first = True
        for item in _in_order(page):
            if isinstance(item, Line):
                if table is not None:
                    yield as_grid(table)
                    table = None
                yield from _present(builder.add_line(item, page.marks.number, area))
            else:
                yield from _present(builder.close())
                new = as_table(item, page.marks.height)
                whole = joined(table, new) if table is not None and is_first else None
                if table is not None and whole is None:
                    yield as_grid(table)
                table = whole or new
            is_first = False
    yield from _present(builder.close())
    if table is not None:
        yield as_grid(table)


def _in_order(page: _Page) -> list[Line | RuledGrid]:
    items: list[tuple[float, Line | RuledGrid]] = [(line.middle, line) for line in page.lines]
    items += [(grid.top, grid) for grid in page.grids]
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]


def _present(paragraph: Paragraph | None) -> list[Paragraph]:
    return [] if paragraph is None else [paragraph]
