"""A Document drawn into files with the libraries themselves, so that readers can read them.

Nothing here is the program's own writing: a reader must not depend on our writers.
"""

from __future__ import annotations

import subprocess
from copy import deepcopy
from html import escape
from io import BytesIO
from pathlib import Path

from balanced import EDITIONS, city_report

from export.layout import lay_out
from forms.cells import Address
from forms.counts import show
from forms.document import Document, Grid, Paragraph, Style
from forms.reading.office import find_office
from forms.report import Report

TEXTS = {
    "preface": "根据《中华人民共和国政府信息公开条例》第五十条规定，编制本报告。",
    "overview": "（一）主动公开\n本年公开政府信息1136条，比上年增加12.5%，全部经过三审三校，"
    "其中通过网站公开1020条，通过公告栏公开116条，均在规定时限内完成。\n（二）依申请公开\n受理申请21件。",
    "problems": "一是队伍力量不足。二是解读形式单一。\n下一步将加强培训。",
    "other": "本年未收取信息处理费。",
}


def sample_document(key: str = "2021") -> Document:
    """A whole report with the figures of a city, laid out officially."""
    report = city_report().replace(sections=TEXTS)
    if key == "2019":
        report = report.replace(edition="2019", year=2020, cells=first_figures())
    return lay_out(report, EDITIONS[key])


def first_figures() -> dict:
    """The 2019 form with a different number in every cell but a few blank ones."""
    addresses = EDITIONS["2019"].addresses
    return {a: (n - 20 if a.column == "change" else n) for n, a in enumerate(addresses) if n % 7}


def texts_of(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grids_of(document: Document) -> list[dict]:
    """Each grid as place and spans → text."""
    return [
        {(c.row, c.column, c.row_span, c.column_span): c.text for c in block.cells}
        for block in document.blocks
        if isinstance(block, Grid)
    ]


# --- Word -----------------------------------------------------------------------------


def as_docx(document: Document) -> bytes:
    import docx

    paper = docx.Document()
    for block in document.blocks:
        if isinstance(block, Grid):
            table = paper.add_table(block.row_count, block.column_count)
            # Asked for once: python-docx lists the whole table anew for every single cell.
            rows = [row.cells for row in table.rows]
            for cell in block.cells:
                here = rows[cell.row][cell.column]
                if cell.row_span > 1 or cell.column_span > 1:
                    last = rows[cell.row + cell.row_span - 1][cell.column + cell.column_span - 1]
                    here = here.merge(last)
                here.text = cell.text
        elif block.style is Style.HEADING:
            paper.add_heading(block.text, block.level)
        else:
            paper.add_paragraph(block.text, "Title" if block.style is Style.TITLE else None)
    return _saved(paper)


def filled_template(template: Path, report: Report) -> bytes:
    """The official blank template (.docx) with a report's figures and texts typed into it."""
    import docx

    paper = docx.Document(str(template))
    tables = EDITIONS[report.edition].tables
    for grid, key in zip(paper.tables, ("disclosure", "applications", "disputes"), strict=True):
        cells = [row.cells for row in grid.rows]
        for row in tables[key].rows.values():
            for column, area in row.areas.items():
                value = report.value(Address(key, row.key, column))
                cells[area.row][area.column].paragraphs[0].text = show(value)
    for paragraph in paper.paragraphs:
        if "格式模板" in paragraph.text:
            paragraph.text = f"{report.agency}{report.year}年政府信息公开工作年度报告"
    places = [one for one in paper.paragraphs if one.text.startswith("（文字描述")]
    for place, key in zip(places, ("overview", "problems", "other"), strict=True):
        first, *others = (report.sections[key] or "").split("\n")
        place.text = first
        for line in reversed(others):
            copied = deepcopy(place._p)
            place._p.addnext(copied)
            type(place)(copied, place._parent).text = line
    return _saved(paper)


def office_saves(data: bytes, suffix: str, folder: Path, given: str = "docx") -> bytes:
    """A file saved in another format by LibreOffice; its profile stays in the folder."""
    source = folder / f"report.{given}"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            *(find_office() or "", f"-env:UserInstallation={profile}", "--headless"),
            *("--convert-to", suffix, "--outdir", str(folder), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / f"report.{suffix}").read_bytes()


def _saved(thing) -> bytes:
    buffer = BytesIO()
    thing.save(buffer)
    return buffer.getvalue()


# --- web page -------------------------------------------------------------------------


def as_html(document: Document) -> str:
    parts = [
        table_html(block) if isinstance(block, Grid) else f"<p>{escape(block.text)}</p>"
        for block in document.blocks
    ]
    title = escape(document.title)
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body>{''.join(parts)}</body></html>"
    )


def table_html(grid: Grid) -> str:
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td rowspan="{c.row_span}" colspan="{c.column_span}"><p>{escape(c.text)}</p></td>'
            for c in row
        )
        + "</tr>"
        for row in grid.rows()
    )
    return f"<table>{rows}</table>"


# --- workbooks ------------------------------------------------------------------------


def as_one_sheet(document: Document) -> bytes:
    """Everything in one sheet, as a printed paper: merged text rows, bordered tables."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    row = 1
    for block in document.blocks:
        if isinstance(block, Grid):
            _put_grid(sheet, block, row, with_borders=True)
            row += block.row_count
        else:
            sheet.cell(row, 1, block.text)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=15)
            row += 1
    return _saved(book)


def as_many_sheets(document: Document) -> bytes:
    """Each part in its sheet, without borders, as somebody types it."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "封面"
    row = 1
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.level == 1:
            sheet = book.create_sheet(block.text.split("、")[-1][:20])
            row = 1
        if isinstance(block, Grid):
            _put_grid(sheet, block, row + 1, with_borders=False)
            row += block.row_count + 1
        else:
            sheet.cell(row, 1, block.text)
            row += 1
    return _saved(book)


def as_sheets(sheets: dict[str, list], *, with_borders: bool, hidden: str = "") -> bytes:
    """Sheets by name, each with blocks or plain texts from top to bottom."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, blocks in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
        row = 1
        for block in blocks:
            if isinstance(block, Grid):
                _put_grid(sheet, block, row + 1, with_borders=with_borders)
                row += block.row_count + 1
            else:
                sheet.cell(row, 1, block if isinstance(block, str) else block.text)
            row += 1
    return _saved(book)


def _put_grid(sheet, grid: Grid, first: int, *, with_borders: bool) -> None:
    from openpyxl.styles import Border, Side

    thin = Side(style="thin")
    for cell in grid.cells:
        row, column = first + cell.row, 1 + cell.column
        end = (row + cell.row_span - 1, column + cell.column_span - 1)
        value = cell.value if isinstance(cell.value, int) else cell.text or None
        sheet.cell(row, column, value)
        if with_borders:
            for r in range(row, end[0] + 1):
                for c in range(column, end[1] + 1):
                    sheet.cell(r, c).border = Border(thin, thin, thin, thin)
        if end != (row, column):
            sheet.merge_cells(start_row=row, start_column=column, end_row=end[0], end_column=end[1])
