"""The writers against their bare library writing the same content, and the warm PDF.

The PDF that the clerk feels is the warm one: the process is up, its faces are parsed. It stands
against typst compiling an equivalent document once in a new process; interpreter and imports
are not counted. typst is no part of the program: ``pip install typst`` for this pair alone,
without it the pair is left out.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from pairs import HERE, ROOT, Row, best_of
from sample import city_report

from export.layout import lay_out
from forms.document import Document, Grid, GridCell, Kind, Paragraph, Style
from forms.edition_file import built_in_editions

WARM, BARE = 1.0, 1.5
_ROUNDS = 15


def rows() -> list[Row]:
    """One row for each writer that has a pair here."""
    return [row for row in (warm_pdf(), word(), web_page()) if row]


def _document() -> Document:
    report = city_report()
    return lay_out(report, built_in_editions()[report.edition])


# --- PDF -----------------------------------------------------------------------------------


def warm_pdf() -> Row | None:
    """Laid out and set in a process that has done so before, against typst's cold compile."""
    if importlib.util.find_spec("typst") is None:
        return None
    from export.fonts import bundled_faces
    from export.to_pdf import render

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "a.typ"
        source.write_text(typst_source(_document()), encoding="utf-8")
        command = [sys.executable, str(HERE / "cold_typst.py"), str(source)]
        cold = []

        def by_typst() -> None:
            done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)
            cold.append(float(done.stdout))

        render(_document(), bundled_faces())
        ours, _ = best_of(7, lambda: render(_document(), bundled_faces()), by_typst)
    return Row("PDF, warm process / typst, cold compile", ours, min(cold), WARM)


def typst_source(document: Document) -> str:
    """The same words and tables on the same paper, as a typst document."""
    head = (
        '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), '
        'numbering: "— 1 —")\n'
        '#set text(font: ("FandolFang R", "Noto Serif SC"), size: 16pt, lang: "zh")\n'
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 13pt)\n"
    )
    return head + "\n\n".join(_in_typst(block) for block in document.blocks)


def _in_typst(block: Paragraph | Grid) -> str:
    if isinstance(block, Paragraph):
        if block.style is Style.BODY:
            return f"#par[{_quoted(block.text)}]"
        face, size = ("Noto Serif SC", 22) if block.style is Style.TITLE else ("Noto Sans SC", 16)
        return f'#par(text(font: "{face}", size: {size}pt)[{_quoted(block.text)}])'
    columns = ", ".join(f"{width}mm" for width in block.widths)
    header = "".join(_typst_cell(one) for one in block.cells if one.row < block.header_rows)
    rest = "".join(_typst_cell(one) for one in block.cells if one.row >= block.header_rows)
    top = f"table.header(repeat: true, {header})," if header else ""
    return f"#text(size: 10.5pt)[#table(columns: ({columns}), stroke: 0.5pt, {top}{rest})]"


def _typst_cell(cell: GridCell) -> str:
    place = f"x: {cell.column}, y: {cell.row}"
    spans = f"rowspan: {cell.row_span}, colspan: {cell.column_span}"
    return f"table.cell({place}, {spans})[{_quoted(cell.text)}],"


def _quoted(text: str) -> str:
    return f'#"{text}"' if text else ""


# --- Word ----------------------------------------------------------------------------------


def word() -> Row:
    """The Word file, against python-docx with the same paragraphs, cells and merges."""
    from export.to_docx import render

    times = best_of(_ROUNDS, lambda: render(_document()), lambda: _by_python_docx(_document()))
    return Row("Word / bare python-docx, same content", *times, BARE)


def _by_python_docx(document: Document) -> None:
    import docx

    word_file = docx.Document()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            style = "Title" if block.style is Style.TITLE else "Normal"
            word_file.add_paragraph(block.text, style)
            continue
        table = word_file.add_table(block.row_count, block.column_count, "Table Grid")
        # Its own way to a cell walks the whole table each time.
        grid = [row.cells for row in table.rows]
        for cell in block.cells:
            first = grid[cell.row][cell.column]
            last = grid[cell.row + cell.row_span - 1][cell.column + cell.column_span - 1]
            (first.merge(last) if first is not last else first).text = cell.text
    word_file.save(BytesIO())


# --- web page ------------------------------------------------------------------------------


def web_page() -> Row:
    """The web page, against lxml building and writing the same elements and texts."""
    from export.to_html import render

    times = best_of(_ROUNDS * 4, lambda: render(_document()), lambda: _by_lxml(_document()))
    return Row("web page / bare lxml, same content", *times, BARE)


def _by_lxml(document: Document) -> None:
    from lxml import etree

    page = etree.Element("html")
    head, body = etree.SubElement(page, "head"), etree.SubElement(page, "body")
    etree.SubElement(head, "title").text = document.title
    for block in document.blocks:
        if isinstance(block, Paragraph):
            etree.SubElement(body, f"h{block.level + 1}" if block.level else "p").text = block.text
            continue
        table = etree.SubElement(body, "table")
        for cells in block.rows():
            row = etree.SubElement(table, "tr")
            for cell in cells:
                name = "td" if cell.kind is Kind.VALUE else "th"
                spans = {"rowspan": str(cell.row_span), "colspan": str(cell.column_span)}
                etree.SubElement(row, name, spans).text = cell.text
    inside = etree.SubElement(body, "script", type="application/json")
    inside.text = document.attachment.decode()
    etree.tostring(page, method="html", encoding="utf-8")
