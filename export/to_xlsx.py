"""Document → workbook: one sheet for each part, and the sheet 校验 with the rules live.

The totals are values, so that a reader that does not calculate sees them. Labels are
locked, inputs open; there is no password. Equal documents give equal bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import inf

from openpyxl import Workbook
from openpyxl.worksheet.header_footer import HeaderFooter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from export import office_faces as faces
from export.traditional import converter
from export.xlsx_archive import Result, workbook_bytes
from export.xlsx_checks import Table, add_checks
from export.xlsx_rules import add_amount_format, add_limits, add_marks, add_names
from export.xlsx_sheets import PartSheet
from export.xlsx_styles import Looks
from forms.cells import Address
from forms.counts import Value
from forms.document import Block, Chart, Document, Grid, Paragraph, Style
from forms.edition import CellType, Edition
from forms.report import Report

SHORT_NAMES = {
    "overview": "总体情况",
    "disclosure": "主动公开",
    "applications": "申请办理",
    "disputes": "复议诉讼",
    "problems": "问题与改进",
    "other": "其他事项",
}
"""Part → what its tab says after its number; another part's tab says its heading."""

DRAFT = "草稿"
_LONGEST_NAME = 31
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_MM_PER_INCH = 25.4
_A4 = 9
_SHRINK_AT_MOST = 1.25
_SHRINK_TEXT_AT_MOST = 1.15
"""A sheet that is a little longer than a page is made to fit it: 12 points stay above 10."""


def render(document: Document, edition: Edition) -> bytes:
    """The workbook's file. ``edition`` is the one after which the document was laid out."""
    book = Workbook()
    book.remove(book.worksheets[0])
    looks = Looks(book, converter(document.language))
    tables: dict[str, Table] = {}
    for name, blocks in _parts(document, edition, looks.words):
        sheet = book.create_sheet(name)
        part = PartSheet(sheet, looks, blocks)
        _finish(sheet, document, part.header_rows, part.height)
        _break_pages(sheet, part)
        if part.places:
            tables |= _add_rules(book, sheet, part, edition, looks)
    results: dict[str, dict[str, Result]] = {}
    if tables:
        report = Report(edition=edition.key, cells=_values(document))
        checks, found = add_checks(book, report, edition, tables, looks)
        _finish(checks, document, "", inf)
        results[checks.title] = found
    _add_annex(book, document, looks)
    _tell(book, document)
    return workbook_bytes(book, results)


def _parts(
    document: Document, edition: Edition, words: Callable[[str], str]
) -> Iterator[tuple[str, list[Block]]]:
    """The blocks part by part, with the name of each part's sheet."""
    parts: list[list[Block]] = [[]]
    has_heading = False
    for block in document.blocks:
        is_heading = isinstance(block, Paragraph) and _is_part_heading(block)
        if is_heading and has_heading:
            parts.append([])
        has_heading = has_heading or is_heading
        parts[-1].append(block)
    used: set[str] = set()
    for number, blocks in enumerate(parts):
        heading = next(
            (b.text for b in blocks if isinstance(b, Paragraph) and _is_part_heading(b)), ""
        )
        key = edition.parts[number].key if number < len(edition.parts) else ""
        name = _sheet_name(heading or document.title, words(SHORT_NAMES.get(key, "")), used)
        used.add(name.lower())
        yield name, blocks


def _is_part_heading(paragraph: Paragraph) -> bool:
    return paragraph.style is Style.HEADING and paragraph.level == 1


def _sheet_name(heading: str, short: str, used: set[str]) -> str:
    """``三、申请办理``: no character that Excel forbids, no name twice."""
    number, mark, _ = heading.partition("、")
    full = f"{number}、{short}" if mark and short else heading
    name = _FORBIDDEN_IN_NAMES.sub("", full).strip("' ")[:_LONGEST_NAME] or "正文"
    if name.lower() not in used:
        return name
    tails = (f"（{n}）" for n in range(2, 1000))
    return next(
        longer
        for tail in tails
        if (longer := name[: _LONGEST_NAME - len(tail)] + tail).lower() not in used
    )


def _add_rules(
    book: Workbook, sheet: Worksheet, part: PartSheet, edition: Edition, looks: Looks
) -> dict[str, Table]:
    """What watches over a table's sheet. Returns where each table is."""
    places = {
        address: place for address, place in part.places.items() if address in edition.address_set
    }
    add_names(book, sheet, places)
    add_marks(sheet, edition, places)
    add_limits(sheet, edition, places, looks.words)
    for address, place in places.items():
        if edition.column(address).type is CellType.AMOUNT:
            add_amount_format(sheet, place, part.units.get(address, ""))
    return {address.table: Table(sheet, places) for address in places}


def _add_annex(book: Workbook, document: Document, looks: Looks) -> None:
    """Sheets of their own behind all others, one for the charts, one for each table."""
    used = {name.lower() for name in book.sheetnames}
    for blocks in _of_one_kind(document.annex):
        title = next(block.text for block in blocks if isinstance(block, Paragraph))
        name = _sheet_name(title, "", used)
        sheet = book.create_sheet(name)
        part = PartSheet(sheet, looks, blocks)
        _finish(sheet, document, part.header_rows, part.height)
        if any(isinstance(block, Chart) for block in blocks):
            sheet.page_setup.fitToHeight = 1
        _break_pages(sheet, part)


def _of_one_kind(blocks: tuple[Block, ...]) -> list[list[Block]]:
    """The blocks sheet by sheet: each table alone, so that its headers come again on each page,
    and the charts together.
    """
    sheets: list[list[Block]] = []
    waiting: list[Block] = []
    has_charts = False
    for block in blocks:
        waiting.append(block)
        if not isinstance(block, Paragraph):
            is_chart = isinstance(block, Chart)
            if not (is_chart and has_charts):
                sheets.append([])
            sheets[-1] += waiting
            waiting, has_charts = [], is_chart
    return sheets


def _values(document: Document) -> dict[Address, Value]:
    return {
        cell.address: cell.value
        for block in document.blocks
        if isinstance(block, Grid)
        for cell in block.cells
        if cell.address is not None
    }


def _finish(sheet: Worksheet, document: Document, header_rows: str, height: float) -> None:
    """Paper, margins, page number, protection."""
    page = faces.TYPE_HEIGHT * faces.POINTS_PER_MM
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "portrait"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    most = _SHRINK_AT_MOST if header_rows else _SHRINK_TEXT_AT_MOST
    sheet.page_setup.fitToHeight = 1 if height <= page * most else 0
    sheet.print_options.horizontalCentered = True
    for side, millimetres in faces.MARGINS.items():
        setattr(sheet.page_margins, side, millimetres / _MM_PER_INCH)
    sheet.page_margins.header, sheet.page_margins.footer = 15 / _MM_PER_INCH, 23 / _MM_PER_INCH
    if header_rows:
        sheet.print_title_rows = header_rows
    _add_header_and_footer(sheet.HeaderFooter, document.draft)
    protection = sheet.protection
    protection.sheet = True
    protection.formatRows = protection.formatColumns = protection.formatCells = False


def _break_pages(sheet: Worksheet, part: PartSheet) -> None:
    """A sheet made to fit one page has no breaks."""
    if not sheet.page_setup.fitToHeight:
        part.break_pages()


def _add_header_and_footer(paper: HeaderFooter, is_draft: bool) -> None:
    """「— 1 —」 on the outer side, one blank from the edge (GB/T 9704-2012, 7.5)."""
    paper.differentOddEven = True
    # A sheet that is printed smaller keeps the size of its number.
    paper.scaleWithDoc = False
    texts = [
        (paper.oddFooter, "right", "— &P —\u3000", faces.PAGE_NUMBER, faces.PAGE_NUMBER_SIZE),
        (paper.evenFooter, "left", "\u3000— &P —", faces.PAGE_NUMBER, faces.PAGE_NUMBER_SIZE),
    ]
    if is_draft:
        headers = (paper.oddHeader, paper.evenHeader)
        texts += [(item, "center", DRAFT, faces.FIRST, faces.TITLE_SIZE) for item in headers]
    for item, side, text, face, size in texts:
        part = getattr(item, side)
        part.text, part.font, part.size = text, face, int(size)


def _tell(book: Workbook, document: Document) -> None:
    """The properties: what the paper is, never who or what machine made it, nor when."""
    about = book.properties
    about.title, about.creator = document.title, document.author
    about.keywords = "，".join(document.keywords)
    about.language = document.language
    book.calculation.fullCalcOnLoad = True
