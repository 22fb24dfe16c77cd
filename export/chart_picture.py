"""A chart → a picture, for files that hold no drawing of ours: drawn as on paper, then rendered."""

from __future__ import annotations

from io import BytesIO

import pypdfium2 as pdfium
from reportlab.pdfgen.canvas import Canvas

from export.chart_shapes import drawing_of
from export.fonts import Role, machine_faces
from export.pdf_chart import ChartBlock
from export.pdf_font import font_name
from export.pdf_pages import TEXT_WIDTH
from forms.document import Chart

_DOTS_PER_INCH = 240


def png(chart: Chart) -> bytes:
    """The chart as wide as the text area, on white."""
    faces, drawing = machine_faces(), drawing_of(chart, TEXT_WIDTH)
    canvas = Canvas(
        BytesIO(),
        pagesize=(drawing.width, drawing.height),
        invariant=1,
        initialFontName=font_name(faces.face(Role.FANG)),  # type: ignore[arg-type]
    )
    ChartBlock(drawing, faces).draw(canvas, 0, drawing.height)
    canvas.showPage()
    pdf = pdfium.PdfDocument(bytes(canvas.getpdfdata()))  # type: ignore[no-untyped-call]
    try:
        picture = pdf[0].render(scale=_DOTS_PER_INCH / 72).to_pil()
    finally:
        pdf.close()
    stream = BytesIO()
    picture.save(stream, "PNG", dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
    return stream.getvalue()
