"""What people lay on a PDF page without changing it: typed corrections, stamps, filled fields."""

from __future__ import annotations

import pypdfium2 as pdfium
from pypdfium2 import raw

_DRAWN = frozenset(
    {
        raw.FPDF_ANNOT_FREETEXT,
        raw.FPDF_ANNOT_LINE,
        raw.FPDF_ANNOT_SQUARE,
        raw.FPDF_ANNOT_CIRCLE,
        raw.FPDF_ANNOT_POLYGON,
        raw.FPDF_ANNOT_POLYLINE,
        raw.FPDF_ANNOT_INK,
        raw.FPDF_ANNOT_STAMP,
        raw.FPDF_ANNOT_WIDGET,
        raw.FPDF_ANNOT_REDACT,
    }
)
"""The rest mark a place, for a link or a remark, and cover nothing."""


def page_with_notes(pdf: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """A page, with what is laid on it made part of it. Raises pdfium.PdfiumError."""
    page = pdf[index]
    count = raw.FPDFPage_GetAnnotCount(page.raw)
    others = [at for at in range(count) if _kind(page, at) not in _DRAWN]
    if len(others) == count:
        return page
    for at in reversed(others):
        raw.FPDFPage_RemoveAnnot(page.raw, at)
    is_changed = raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS
    if not is_changed:
        return page
    page.close()
    return pdf[index]


def _kind(page: pdfium.PdfPage, at: int) -> int:
    note = raw.FPDFPage_GetAnnot(page.raw, at)
    try:
        return int(raw.FPDFAnnot_GetSubtype(note))
    finally:
        raw.FPDFPage_CloseAnnot(note)
