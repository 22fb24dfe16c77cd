"""Each reader (file → Document) against merely opening the same file with its library.

To open a file is to have its content at hand. A library that leaves the content for later
(python-docx opens a zip and parses one part) therefore lists it too, and does nothing with it:
paragraphs and cells of a Word file, the elements of a page, characters and paths of a PDF;
openpyxl has every cell once a workbook is loaded.
"""

from __future__ import annotations

import ctypes
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from pairs import Row, best_of
from sample import city_report

from forms.edition_file import built_in_editions

ROUNDS = 12
GOAL = 2.0


def rows() -> list[Row]:
    """One row per format, on the files that our own writers make of a city's report."""
    from export.export_file import export_report

    report = city_report()
    edition = built_in_editions()[report.edition]
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for suffix, (ours, bare) in _pairs().items():
            path = Path(folder) / f"report.{suffix}"
            export_report(report, edition, path)
            data = path.read_bytes()
            times = best_of(ROUNDS, lambda o=ours, d=data: o(d), lambda b=bare, d=data: b(d))
            found.append(
                Row(
                    f"read {suffix} / {(bare.__doc__ or '').rstrip('.').lower()}",
                    times[0],
                    times[1],
                    GOAL,
                )
            )
    return found


def _pairs() -> dict[str, tuple[Callable[[bytes], object], Callable[[bytes], object]]]:
    from forms.reading import from_docx, from_html, from_pdf, from_xlsx

    return {
        "docx": (lambda data: from_docx.read(data, "a.docx"), _open_docx),
        "xlsx": (lambda data: from_xlsx.read(data, "a.xlsx"), _open_xlsx),
        "html": (lambda data: from_html.read(data, "a.html"), _open_html),
        "pdf": (lambda data: from_pdf.read(data, "a.pdf"), _open_pdf),
    }


def _open_docx(data: bytes) -> object:
    """Paragraphs and cells listed by python-docx."""
    from docx import Document

    document = Document(BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        texts += [cell.text for row in table.rows for cell in row.cells]
    return texts


def _open_xlsx(data: bytes) -> object:
    """Loaded by openpyxl."""
    from openpyxl import load_workbook

    return load_workbook(BytesIO(data))


def _open_html(data: bytes) -> object:
    """Elements listed by lxml."""
    from lxml import html

    page = html.document_fromstring(data)
    return [(one.tag, one.items(), one.text, one.tail) for one in page.iter()]


def _open_pdf(data: bytes) -> object:
    """Characters and paths listed by pypdfium2."""
    import pypdfium2
    from pypdfium2 import raw

    pdf = pypdfium2.PdfDocument(data)
    left, bottom, right, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_float(), ctypes.c_float()
    for page in pdf:
        text = page.get_textpage()
        for number in range(text.count_chars()):
            raw.FPDFText_GetUnicode(text, number)
            raw.FPDFText_GetCharBox(text, number, left, right, bottom, top)
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            for number in range(raw.FPDFPath_CountSegments(item)):
                segment = raw.FPDFPath_GetPathSegment(item, number)
                raw.FPDFPathSegment_GetPoint(segment, x, y)
        text.close()
        page.close()
    pdf.close()
    return None
