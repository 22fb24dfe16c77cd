"""Document → one self-contained page for the agency's site.

Semantic headings, tables with captions and scopes, ``data-cell`` on each value, the report's
JSON inside as data. No script, nothing from elsewhere. Labels and numbers are plain text, so
that they survive being pasted into a publishing system. WCAG 2.2 AA.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from math import ceil

from export.html_chart import svg_figure
from export.html_style import STYLE
from export.legal_text import legal
from export.traditional import converter
from forms.document import Block, Chart, Document, Grid, GridCell, Kind, Paragraph, Style

DRAFT = "草稿"
_NARROW_ENOUGH = 6
"""Columns that a telephone can show side by side."""
_USUAL_WIDTH = 46
"""A wide table is as wide as so many sizes of its text: 44rem of 15 pixels."""
_DIGIT, _CELL_PADDING = 0.58, 0.6
_LANGUAGES = {"zh-CN": "zh-Hans-CN", "zh-TW": "zh-Hant-TW"}


def render(document: Document) -> bytes:
    """The page, in UTF-8."""
    return "".join(_page(document)).encode()


def _page(document: Document) -> Iterator[str]:
    words = converter(document.language)
    language = _LANGUAGES.get(document.language, document.language)
    yield f'<!DOCTYPE html>\n<html lang="{_attribute(language)}">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{_text(document.title)}</title>\n"
    if document.author:
        yield f'<meta name="author" content="{_attribute(document.author)}">\n'
    if document.keywords:
        yield f'<meta name="keywords" content="{_attribute(",".join(document.keywords))}">\n'
    yield f"<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
    if document.draft:
        yield f'<p class="draft"><strong>{_text(words(DRAFT))}</strong></p>\n'
    for number, (_, blocks) in enumerate(groupby(document.blocks, _PartCounter())):
        yield from _part(tuple(blocks), number, document.author)
    yield from _annex(document.annex)
    yield "</main>\n"
    if document.attachment:
        yield f'<script type="application/json" id="report">{_json(document.attachment)}</script>\n'
    yield "</body>\n</html>\n"


class _PartCounter:
    """Gives each block the number of its part: it grows at each first-level heading."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, block: Block) -> int:
        self.number += _is_part_heading(block)
        return self.number


def _is_part_heading(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style is Style.HEADING and block.level == 1


def _part(blocks: tuple[Block, ...], number: int, agency: str) -> Iterator[str]:
    """A part as a section named by its heading; what stands before the first one as it is."""
    is_part = _is_part_heading(blocks[0])
    if is_part:
        yield f'<section aria-labelledby="part-{number}">\n'
    for at, block in enumerate(blocks):
        if isinstance(block, Grid):
            yield from _table(block)
        elif isinstance(block, Chart):
            yield svg_figure(block, f"chart-{number}-{at}")
        elif block.style is Style.TITLE:
            yield _title(block.text, agency)
        else:
            yield _paragraph(block, f' id="part-{number}"' if _is_part_heading(block) else "")
    if is_part:
        yield "</section>\n"


def _title(title: str, agency: str) -> str:
    """Where it takes two lines, the agency's name stands alone above the rest."""
    if not agency or not title.startswith(agency):
        return f"<h1>{_text(title)}</h1>\n"
    rest = title.removeprefix(agency)
    return f"<h1><span>{_text(agency)}</span><span>{_text(rest)}</span></h1>\n"


def _annex(blocks: tuple[Block, ...]) -> Iterator[str]:
    """What stands behind the paper, on a page of its own where it is printed."""
    if not blocks:
        return
    yield '<aside class="annex" aria-labelledby="annex">\n'
    for number, block in enumerate(blocks):
        if isinstance(block, Chart):
            yield svg_figure(block, f"chart-{number}")
        elif isinstance(block, Grid):
            yield from _table(block)
        else:
            yield _paragraph(block, ' id="annex"' if number == 0 else "")
    yield "</aside>\n"


def _paragraph(paragraph: Paragraph, identity: str) -> str:
    text = _text(paragraph.text)
    if paragraph.style is Style.HEADING:
        return f"<h{paragraph.level + 1}{identity}>{text}</h{paragraph.level + 1}>\n"
    if paragraph.style is Style.NOTE:
        return f'<p class="note">{text}</p>\n'
    return f"<p>{text}</p>\n"


def _table(grid: Grid) -> Iterator[str]:
    """A table that scrolls sideways by itself on a narrow screen."""
    name = _text(grid.name)
    yield f'<div class="table" role="region" aria-label="{_attribute(grid.name)}" tabindex="0">\n'
    wide = ' class="wide"' if grid.column_count > _NARROW_ENOUGH else ""
    ems = _width_for_numbers(grid)
    room = f' style="--ems:{ems}"' if ems > _USUAL_WIDTH else ""
    yield f"<table{wide}{room}>\n<caption>{name}</caption>\n<colgroup>"
    total = sum(grid.widths) or 1
    yield "".join(f'<col style="width:{width / total:.2%}">' for width in grid.widths)
    yield "</colgroup>\n"
    last_header = grid.header_rows - 1
    if grid.header_rows:
        yield "<thead>\n"
    elif grid.row_count:
        yield "<tbody>\n"
    for number, cells in enumerate(grid.rows()):
        yield f"<tr>{''.join(_cell(cell) for cell in cells)}</tr>\n"
        if number == last_header:
            yield "</thead>\n<tbody>\n"
    yield "</tbody>\n</table>\n</div>\n"


def _width_for_numbers(grid: Grid) -> int:
    """How wide the table must be, in sizes of its text, so that no number is broken."""
    widths = grid.widths or (1.0,) * grid.column_count
    least = [
        (len(cell.text) * _DIGIT + _CELL_PADDING) * sum(widths) / widths[cell.column]
        for cell in grid.cells
        if cell.kind is Kind.VALUE and cell.column_span == 1
    ]
    return ceil(max(least, default=0))


def _cell(cell: GridCell) -> str:
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    text = _text(cell.text)
    if cell.kind is Kind.VALUE:
        name = f' data-cell="{cell.address}"' if cell.address else ""
        return f"<td{name}{spans}>{text}</td>"
    if cell.kind is Kind.TEXT:
        return f"<td{spans}>{text}</td>"
    # A header speaks of the columns or rows that it spans; colgroup would mean the whole table.
    scope = "row" if cell.kind is Kind.LABEL else "col"
    look = "vertical" if cell.vertical else cell.kind.value
    return f'<th scope="{scope}" class="{look}"{spans}>{text}</th>'


def _text(text: str) -> str:
    return escape(legal(text), quote=False)


def _attribute(text: str) -> str:
    return escape(legal(text))


def _json(data: bytes) -> str:
    """JSON that cannot end its element nor begin a comment: ``</`` and ``<!`` never stand in it."""
    return data.decode().replace("<", "\\u003c").replace("\u2028", "\\u2028")
