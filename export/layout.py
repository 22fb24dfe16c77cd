"""Report → Document in the official layout: the only place that knows order and wording.

Four writers render what this module lays out; the readers take it apart again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from export.legal_text import legal
from forms.cells import Address
from forms.counts import show
from forms.document import Block, Document, Grid, GridCell, Kind, Paragraph, Style
from forms.edition import Area, Edition, Part, Table
from forms.headings import heading_level
from forms.report import Report
from forms.report_json import report_to_json

KEYWORDS = ("政府信息公开", "年度报告")


@dataclass(frozen=True)
class Options:
    """How a report is laid out. ``draft`` asks for the visible mark 草稿.

    ``last_year`` asks for the annex that sets last year's values beside this year's: for the
    office's own use, never in the official paper unless asked for.
    """

    draft: bool = False
    traditional: bool = False
    preface: bool = True
    notes: bool = True
    last_year: Report | None = None


def lay_out(report: Report, edition: Edition, options: Options | None = None) -> Document:
    """The whole report as it is printed: title, preface, six parts with tables and notes."""
    options = options or Options()
    report = report.replace(agency=legal(report.agency).strip())
    title = report_title(report, edition)
    document = Document(
        blocks=tuple(_blocks(report, edition, title, options)),
        title=title,
        author=report.agency,
        keywords=(*KEYWORDS, str(report.year)) if report.year else KEYWORDS,
        draft=options.draft,
        attachment=json.dumps(report_to_json(report), ensure_ascii=False).encode(),
        annex=_annex(report, edition, options),
    )
    if options.traditional:
        from export.traditional import in_traditional_script

        return in_traditional_script(document)
    return document


def _annex(report: Report, edition: Edition, options: Options) -> tuple[Block, ...]:
    if options.last_year is None:
        return ()
    from export.annex import annex

    return annex(report, edition, options.last_year)


def report_title(report: Report, edition: Edition) -> str:
    """``某某局2025年政府信息公开工作年度报告``; what is unknown is left out."""
    if report.year is None:
        return edition.title.replace("{year}年", "").replace("{agency}", report.agency)
    return edition.title.replace("{year}", str(report.year)).replace("{agency}", report.agency)


def _blocks(report: Report, edition: Edition, title: str, options: Options) -> Iterator[Block]:
    yield Paragraph(title, Style.TITLE)
    if options.preface:
        yield from _text(report.sections["preface"])
    for part in edition.parts:
        yield Paragraph(part.heading, Style.HEADING, 1)
        yield from _part(report, edition, part, options)


def _part(report: Report, edition: Edition, part: Part, options: Options) -> Iterator[Block]:
    text = report.sections[part.section]
    if part.table is None:
        yield from _text(text)
        return
    yield table_grid(report, edition.tables[part.table])
    if options.notes:
        for line in _lines(text):
            yield Paragraph(line, Style.NOTE)


def _text(text: str | None) -> Iterator[Paragraph]:
    for line in _lines(text):
        level = heading_level(line)
        yield Paragraph(line, Style.HEADING if level > 1 else Style.BODY, level if level > 1 else 0)


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def table_grid(report: Report, table: Table) -> Grid:
    """One official table with the report's values in it."""
    cells = [_cell(text.text, text.area, text.kind, text.vertical) for text in table.texts]
    for row in table.rows.values():
        if row.label_area is not None:
            cells.append(_cell(row.label, row.label_area, Kind.LABEL))
        for column, area in row.areas.items():
            cells.append(_value_cell(report, Address(table.key, row.key, column), area))
    return Grid(
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        row_count=table.row_count,
        column_count=table.column_count,
        header_rows=table.header_rows,
        widths=table.widths,
        name=table.title,
    )


def _cell(text: str, area: Area, kind: Kind, vertical: bool = False) -> GridCell:
    return GridCell(
        area.row, area.column, text, area.row_span, area.column_span, kind, vertical=vertical
    )


def _value_cell(report: Report, address: Address, area: Area) -> GridCell:
    value = report.value(address)
    return GridCell(
        area.row,
        area.column,
        show(value) + report.units.get(address, ""),
        area.row_span,
        area.column_span,
        Kind.VALUE,
        address,
        value,
    )
