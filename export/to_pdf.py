"""Document → PDF after GB/T 9704-2012, with the report's data inside.

The same document and the same faces give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from export.fonts import Faces, Role, machine_faces
from export.line_words import title_lines
from export.page_plan import planned
from export.pdf_archive import make_archival, plain
from export.pdf_font import font_name
from export.pdf_pages import (
    MARGIN_LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PITCH,
    TEXT_WIDTH,
    Block,
    Pages,
)
from export.pdf_table import TableBlock
from export.pdf_text import Line, Setting, TextBlock, atoms_of, paragraph, seen
from forms.document import Block as PaperBlock
from forms.document import Chart, Document, Grid, Paragraph, Style
from forms.headings import heading_level
from forms.saving.write_file import write_bytes

CHARACTERS_PER_LINE = 28
BODY_SIZE = 16
BODY_SPACING = (TEXT_WIDTH - CHARACTERS_PER_LINE * BODY_SIZE) / (CHARACTERS_PER_LINE - 1)
"""28 characters of 3号 are 2 mm wider than the text area: each gap gives a little."""
TITLE_SIZE = 22
TITLE_PITCH = 33
TITLE_GAP = 14.5
NOTE_SIZE = 10.5
NOTE_PITCH = 15.5

_HEADING_ROLES = {1: Role.BLACK, 2: Role.KAI}
_RUN_IN = re.compile(r"[^。]{2,40}?。(?=.)")
_DRAFT_MARK = "草稿"
_TRADITIONAL = "zh-TW"
_PDF_VERSION = (1, 7)


def write(document: Document, path: Path, faces: Faces | None = None) -> None:
    """Write the document whole or not at all. Raises UnwritableFile with the cause."""
    write_bytes(path, render(document, faces))


def render(document: Document, faces: Faces | None = None) -> bytes:
    """The PDF's bytes, set in the machine's faces unless others are given."""
    faces = faces or machine_faces()
    if document.language == _TRADITIONAL:
        faces = faces.even_for("".join(seen(text) for text in _texts(document)))
    canvas = _paper(faces)
    pages = Pages(canvas, faces, _DRAFT_MARK if document.draft else "")
    pages.fill(planned(_set(document.blocks, document.author, faces)))
    if document.annex:
        pages.fill(planned(_set(document.annex, document.author, faces)))
    return canvas.finished(document)


def render_page(blocks: Sequence[Block], document: Document, faces: Faces, margin: float) -> bytes:
    """Blocks one below the other on a single page without a number; ``document`` names it.

    ``margin`` is above the first one. They must fit: nothing is divided.
    """
    canvas, top = _paper(faces), PAGE_HEIGHT - margin
    for block in blocks:
        block.draw(canvas, MARGIN_LEFT, top)
        top -= block.height
    canvas.showPage()
    return canvas.finished(document)


def _paper(faces: Faces) -> _Paper:
    return _Paper(
        BytesIO(),
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pdfVersion=_PDF_VERSION,
        # Else reportlab names Helvetica on every page and embeds nothing for it.
        initialFontName=font_name(faces.face(Role.FANG)),  # type: ignore[arg-type]
    )


class _Paper(Canvas):
    """reportlab's canvas, completed for the archive."""

    _doc: Any

    def finished(self, document: Document) -> bytes:
        """The file's bytes; nothing can be drawn afterwards."""
        self.showOutline()
        make_archival(self._doc, document)
        return bytes(self.getpdfdata())  # type: ignore[no-untyped-call]


def missing_characters(document: Document, faces: Faces | None = None) -> tuple[str, ...]:
    """The characters that no face has; the file shows 〓 in their place."""
    return (faces or machine_faces()).missing("".join(seen(text) for text in _texts(document)))


def _texts(document: Document) -> Iterator[str]:
    for block in (*document.blocks, *document.annex):
        yield from block.texts


def _set(blocks: Sequence[PaperBlock], agency: str, faces: Faces) -> list[Block]:
    """The blocks as they stand on the page; in the outline a chart stands below its heading."""
    made: list[Block] = []
    level = -1
    for block in blocks:
        if isinstance(block, Chart):
            made.append(_chart(block, level + 1, faces))
            continue
        if isinstance(block, Paragraph) and block.style in (Style.TITLE, Style.HEADING):
            level = block.level
        made.append(_block(block, agency, faces))
    return made


def _chart(chart: Chart, level: int, faces: Faces) -> Block:
    from export.chart_shapes import drawing_of
    from export.pdf_chart import ChartBlock

    return ChartBlock(drawing_of(chart, TEXT_WIDTH), faces, (level, plain(seen(chart.title))))


def _block(block: Paragraph | Grid, agency: str, faces: Faces) -> Block:
    if isinstance(block, Grid):
        return TableBlock.of(block, faces, TEXT_WIDTH)
    if block.style is Style.TITLE:
        return _title(block, agency, faces)
    return _paragraph(block, faces)


def _title(block: Paragraph, agency: str, faces: Faces) -> TextBlock:
    text = seen(block.text)
    role = faces.even_role(Role.TITLE, text)
    setting = Setting(role, TITLE_SIZE, TITLE_PITCH, TEXT_WIDTH)
    widths = [faces.glyph(role, c).width * TITLE_SIZE / 1000 for c in text]
    lines = []
    for words in title_lines(text, seen(agency), widths, TEXT_WIDTH):
        line = Line(tuple(atoms_of(words, role, faces)), 0, 0)
        lines.append(replace(line, indent=(TEXT_WIDTH - line.width(TITLE_SIZE)) / 2))
    bookmark = 0, plain(text)
    return TextBlock(tuple(lines), setting, True, bookmark if text else None, gap=TITLE_GAP)


def _paragraph(block: Paragraph, faces: Faces) -> TextBlock:
    if block.style is Style.NOTE:
        setting = Setting(Role.FANG, NOTE_SIZE, NOTE_PITCH, TEXT_WIDTH, 2)
        return replace(paragraph([(Role.FANG, block.text)], setting, faces), on_grid=False)
    setting = Setting(Role.FANG, BODY_SIZE, PITCH, TEXT_WIDTH, 2, BODY_SPACING)
    if block.style is Style.HEADING:
        role = faces.even_role(_HEADING_ROLES.get(block.level, Role.FANG), seen(block.text))
        level = max(block.level, 1)
        return replace(
            paragraph([(role, block.text)], setting, faces),
            keep_with_next=True,
            bookmark=(level, plain(seen(block.text))),
        )
    return paragraph(_run_in(block.text), setting, faces)


def _run_in(text: str) -> list[tuple[Role, str]]:
    """A paragraph that begins with its own heading: 「（一）主动公开。全年……」."""
    found = _RUN_IN.match(text)
    if found and heading_level(found[0]) == 2:
        return [(Role.KAI, found[0]), (Role.FANG, text[found.end() :])]
    return [(Role.FANG, text)]
