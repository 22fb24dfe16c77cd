"""Pages that lie on their side, what a browser prints at their edges, and scans with a mark."""

import pytest
from drawn_files import grids_of, sample_document
from drawn_pdf import Paper, PdfSheet, as_pdf, turned

from forms.errors import Cause, UnreadableFile
from forms.reading import from_pdf
from forms.reading.match import match


@pytest.mark.parametrize(
    ("paper", "rotation"),
    [(Paper(), 90), (Paper(), 180), (Paper(size=(842, 595), rotation=90), 0)],
)
def test_pages_on_their_side(paper, rotation):
    document = sample_document()
    found = from_pdf.read(turned(as_pdf(document, paper), rotation), "x")
    assert [list(grid.values()) for grid in grids_of(found)] == [
        list(grid.values()) for grid in grids_of(document)
    ]


TITLE = "某某局2024年政府信息公开工作年度报告"
TIME = "2025/1/22 10:21"
ADDRESS = "https://www.example.gov.cn/art/2025/1/22/art_1229.html"


def printed(above, below, pages=3):
    sheet = PdfSheet(Paper(page_number=""))
    for number in range(pages):
        canvas = sheet.canvas
        sheet.text(f"第{number}页的正文，说明公开工作的情况，这一段有一行半长，为的是像一段正文。")
        canvas.setFont("Sample", 8)
        canvas.drawString(30, 842 - 22, above)
        canvas.drawString(30, 14, below.format(number + 1))
        sheet.end_page()
    return sheet.buffer, sheet


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (f"{TIME}     {TITLE}_某某网", f"{ADDRESS}     {{}}/3"),
        (f"1/22/25, 10:21 AM     {TITLE}", "file:///C:/report.html     {}/3"),
        (f"{TITLE}     {ADDRESS}", f"{{}} of 3     {TIME}"),
        (f"2025年1月22日 10:21     {TITLE}", f"{ADDRESS}"),
    ],
)
def test_what_a_browser_prints_at_the_edges(above, below):
    """Each page has another time and name: nothing repeats."""
    _, sheet = printed(above, below, pages=1)
    found = from_pdf.read(sheet.finished(), "x")
    assert [block.text[:8] for block in found.blocks] == ["第0页的正文，说"]


def test_first_line_that_only_names_a_day_stays():
    sheet = PdfSheet(Paper(margin=20, page_number=""))
    sheet.text("2025年1月22日发布本报告，说明全年公开工作的情况，并附各项统计数字。")
    found = from_pdf.read(sheet.finished(), "x")
    assert found.blocks[0].text.startswith("2025年1月22日发布")


def scanned(mark, pages=6):
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    sheet = PdfSheet(Paper(page_number=""))
    for _ in range(pages):
        sheet.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 40, 595, 802)
        sheet.text(mark)
        sheet.end_page()
    return sheet.finished()


def test_scan_that_a_program_signed():
    with pytest.raises(UnreadableFile) as refused:
        from_pdf.read(scanned("某某扫描软件 创建"), "x")
    assert refused.value.cause is Cause.SCANNED


def test_pages_with_a_picture_and_text_are_no_scan():
    found = from_pdf.read(scanned("本机关全年公开政府信息若干条。" * 4), "x")
    assert found.blocks


def test_sideways_report_is_read_whole():
    found = match(from_pdf.read(turned(as_pdf(sample_document(), Paper()), 270), "x"))
    assert len(found.cells) == 200
