"""PDF files: ruled tables cell by cell, paragraphs from lines, tables over page breaks."""

from io import BytesIO

import pypdfium2
import pytest
from drawn_files import grids_of, sample_document, texts_of
from drawn_pdf import PAPERS, Paper, PdfSheet, as_pdf, pages_of

from forms.document import Grid, GridCell, Style
from forms.errors import Cause, UnreadableFile
from forms.reading import from_pdf


def read(data: bytes):
    return from_pdf.read(data, "年报.pdf")


def grid_of(*rows: str, **facts) -> Grid:
    """A grid from rows of texts parted by bars, one cell per place."""
    cells = tuple(
        GridCell(r, c, text.strip())
        for r, row in enumerate(rows)
        for c, text in enumerate(row.split("|"))
    )
    return Grid(cells, len(rows), rows[0].count("|") + 1, **facts)


def rows_of(document) -> list[list[tuple[int, str]]]:
    """Each row of each grid as row span and text: what the eye compares."""
    return [
        [(cell.row_span, cell.text) for cell in row]
        for block in document.blocks
        if isinstance(block, Grid)
        for row in block.rows()
    ]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: f"{paper.rules}-{paper.rotation}")
def test_whole_report_comes_back(paper):
    """However borders are drawn, pages are numbered and headers repeat."""
    document = sample_document()
    data = as_pdf(document, paper)
    assert pages_of(data) > 1
    found = read(data)
    assert grids_of(found) == grids_of(document)
    assert texts_of(found) == texts_of(document)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: f"{paper.rules}-{paper.rotation}")
def test_report_of_2019_comes_back(paper):
    """Its table two has grid columns that no border shows; the eye sees the same rows."""
    document = sample_document("2019")
    found = read(as_pdf(document, paper))
    assert rows_of(found) == rows_of(document)
    assert texts_of(found) == texts_of(document)


# Where a header is not repeated, a break right inside it leaves its labels in two; the last
# margins break there.
BREAKS = [(m, True) for m in range(60, 200, 10)] + [(m, False) for m in range(60, 170, 10)]


@pytest.mark.parametrize(("margin", "repeats"), BREAKS)
def test_page_break_anywhere(margin, repeats):
    """Wherever the page ends, the table is one and nothing is lost or shifted."""
    document = sample_document()
    found = read(as_pdf(document, Paper(margin=margin, font_size=10, repeats_header=repeats)))
    assert rows_of(found) == rows_of(document)


def test_title_of_two_lines():
    sheet = PdfSheet()
    sheet.title("某某市人民政府")
    sheet.title("2024年政府信息公开工作年度报告")
    sheet.text("本报告由某某市人民政府编制，全文包括六个部分，数据统计期限为一年。")
    title = read(sheet.finished()).blocks[0]
    assert (title.text, title.style) == (
        "某某市人民政府2024年政府信息公开工作年度报告",
        Style.TITLE,
    )


def test_paragraph_over_a_page_break():
    text = "本年公开政府信息，全部经过三审三校，" * 60
    sheet = PdfSheet()
    sheet.text(text)
    sheet.text("另起一段。")
    assert texts_of(read(sheet.finished())) == [text, "另起一段。"]


def test_paragraphs_without_indent_end_with_a_short_line():
    first, second = "公开信息，" * 14 + "完毕。", "办理申请，" * 20 + "完毕。"
    sheet = PdfSheet()
    for text in (first, second):
        sheet.text(text, indented=False)
    assert texts_of(read(sheet.finished())) == [first, second]


def test_long_number_moves_to_the_next_line_whole():
    text = "公开信息，" * 6 + "电话0517-87222589转8001，" + "办理申请，" * 8 + "完毕。"
    sheet = PdfSheet()
    sheet.text(text)
    sheet.text("另起一段，" * 12)
    assert texts_of(read(sheet.finished())) == [text, "另起一段，" * 12]


@pytest.mark.parametrize(
    "form", ["— {} —", "-{}-", "{}", "第{}页", "第 {} 页 共 3 页", "{} / 3", "Page {} of 3", "·{}·"]
)
def test_page_numbers_stay_out(form):
    text = "公开信息，" * 300
    sheet = PdfSheet(Paper(page_number=form))
    sheet.text(text)
    assert texts_of(read(sheet.finished())) == [text]


def test_running_header_stays_out_and_a_single_first_line_does_not():
    sheet = PdfSheet(Paper(header="某局文件汇编 2024-01-05"))
    text = "公开信息，" * 300
    sheet.text(text)
    assert texts_of(read(sheet.finished())) == [text]
    alone = PdfSheet(Paper(header="内部资料注意保存", page_number=""))
    alone.text("公开信息，" * 9)
    assert texts_of(read(alone.finished()))[0] == "内部资料注意保存"


def test_watermark_stays_out():
    sheet = PdfSheet()
    sheet.text("公开信息，" * 20)
    sheet.canvas.saveState()
    sheet.canvas.rotate(45)
    sheet.canvas.setFont("Sample", 60)
    sheet.canvas.drawString(400, 100, "草稿")
    sheet.canvas.restoreState()
    assert texts_of(read(sheet.finished())) == ["公开信息，" * 20]


def test_rules_that_form_no_table():
    """A frame round the text and a line below a title are no tables."""
    sheet = PdfSheet()
    sheet.canvas.rect(40, 60, 515, 720)
    sheet.canvas.line(80, 700, 500, 700)
    sheet.text("公开信息，" * 20)
    found = read(sheet.finished())
    assert grids_of(found) == []
    assert texts_of(found) == ["公开信息，" * 20]


def test_table_without_outer_rules():
    """Open at its sides, as some papers are set."""
    sheet = PdfSheet()
    sheet.text("公开信息，" * 12)
    for y in (600, 570, 540):
        sheet.canvas.line(100, y, 400, y)
    sheet.canvas.line(250, 540, 250, 600)
    for x, y, text in ((150, 580, "规章"), (300, 580, "3"), (150, 550, "许可"), (300, 550, "44")):
        sheet.canvas.drawString(x, y, text)
    assert list(grids_of(read(sheet.finished()))[0].values()) == ["规章", "3", "许可", "44"]


def test_number_too_wide_for_its_cell_is_whole():
    """Set in two lines in a narrow cell, or sticking out over its borders."""
    narrow = grid_of("行政许可|11398889|2", "行政处罚|5|6937489", widths=(60, 7, 60))
    sheet = PdfSheet()
    sheet.text("公开信息，" * 12)
    sheet.grid(narrow)
    assert "11398889" in grids_of(read(sheet.finished()))[0].values()

    class Overflowing(PdfSheet):
        def _wrapped(self, cell, edges):
            return [cell.text]

    sheet = Overflowing()
    sheet.text("公开信息，" * 12)
    sheet.grid(narrow)
    found = list(grids_of(read(sheet.finished()))[0].values())
    assert found == ["行政许可", "11398889", "2", "行政处罚", "5", "6937489"]


def test_two_short_numbers_in_a_cell_stay_two():
    class Spread(PdfSheet):
        def _wrapped(self, cell, edges):
            return cell.text.split(" ")

    sheet = Spread()
    sheet.text("公开信息，" * 12)
    sheet.grid(grid_of("许可|12 3", "处罚|4"))
    assert grids_of(read(sheet.finished()))[0][0, 1, 1, 1] == "12 3"


def test_tables_on_two_pages_with_text_between_stay_two():
    table = grid_of("规章|3", "许可|4")
    sheet = PdfSheet()
    sheet.grid(table)
    sheet.end_page()
    sheet.text("三、收到和处理政府信息公开申请情况")
    sheet.grid(table)
    assert len(grids_of(read(sheet.finished()))) == 2


def test_value_at_the_top_of_a_page_is_its_own():
    """A blank cell below a number is blank, not the number's other half."""
    sheet = PdfSheet()
    sheet.text("公开信息，" * 12)
    sheet.y = 130
    sheet.grid(grid_of("甲项目|1|2", "乙项目|3|4", "丙项目||", "丁项目|5|6"))
    found = grids_of(read(sheet.finished()))
    assert [list(grid.values()) for grid in found] == [
        ["甲项目", "1", "2", "乙项目", "3", "4", "丙项目", "", "", "丁项目", "5", "6"]
    ]


def test_origins_name_page_and_row():
    sheet = PdfSheet()
    sheet.text("公开信息，" * 12)
    sheet.end_page()
    sheet.grid(grid_of("规章|3", "许可|4"))
    found = read(sheet.finished())
    assert found.blocks[0].origin == "第 1 页"
    assert found.blocks[1].cells[-1].origin == "第 2 页表格第 2 行"


def test_scanned_paper():
    sheet = PdfSheet(Paper(page_number=""))
    from reportlab.lib.utils import ImageReader

    picture = BytesIO()
    pypdfium2.PdfDocument(as_pdf(sample_document()))[0].render().to_pil().save(picture, "PNG")
    sheet.canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    with pytest.raises(UnreadableFile) as caught:
        read(sheet.finished())
    assert caught.value.cause is Cause.SCANNED


@pytest.mark.parametrize("user", ["", "secret"])
def test_locked_file(user):
    """Only a file that asks for a password on opening is locked."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    sheet = PdfSheet()
    sheet.text("公开信息，" * 12)
    sheet.canvas._doc.encrypt = StandardEncryption(user, "owner")
    data = sheet.finished()
    if not user:
        assert texts_of(read(data)) == ["公开信息，" * 12]
        return
    with pytest.raises(UnreadableFile) as caught:
        read(data)
    assert caught.value.cause is Cause.ENCRYPTED


def test_damaged_file():
    with pytest.raises(UnreadableFile) as caught:
        read(b"%PDF-1.7\n1 0 obj\n")
    assert caught.value.cause is Cause.TRUNCATED


def test_far_too_many_pages(monkeypatch):
    monkeypatch.setattr(from_pdf, "MOST_PAGES", 1)
    sheet = PdfSheet()
    sheet.text("公开信息，" * 300)
    with pytest.raises(UnreadableFile) as caught:
        read(sheet.finished())
    assert caught.value.cause is Cause.TOO_LARGE


def test_far_too_many_characters(monkeypatch):
    monkeypatch.setattr("forms.reading.pdf_glyphs.MOST_CHARACTERS", 99)
    sheet = PdfSheet()
    sheet.text("公开信息，" * 30)
    with pytest.raises(UnreadableFile) as caught:
        read(sheet.finished())
    assert caught.value.cause is Cause.TOO_LARGE


def test_published_paper(shared):
    """Vertical label, table over two page breaks: 14, 26 and 4 rows are found whole."""
    found = read((shared / "reports/raw/101.pdf").read_bytes())
    grids = [block for block in found.blocks if isinstance(block, Grid)]
    assert [(grid.row_count, grid.column_count) for grid in grids] == [(14, 4), (26, 10), (4, 15)]
    texts = {cell.text for cell in grids[1].cells}
    assert "三、本年度办理结果" in texts
