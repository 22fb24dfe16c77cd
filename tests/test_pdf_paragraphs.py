"""Lines of a PDF become the paragraphs that were set: by the margins that the page shows."""

import hypothesis.strategies as st
import pytest
from balanced import city_report
from drawn_files import texts_of
from drawn_pdf import Paper, PdfSheet
from hypothesis import Phase, given, settings
from random_reports import EDITIONS

from export.layout import Options, lay_out
from export.to_pdf import render
from forms.document import Grid, GridCell, Style
from forms.reading import from_pdf
from forms.reading.match import match

SHORT, NOTE = "本机关没有发生这类情况。", "公开的数量以件计。"
FULL = "网站更新及时，收到申请21件（其中网上18件），印发《政务公开工作要点》，收取费用0元。"
WRAPPED = (
    "印发《要点》：一是公开的内容还不够细，二是解读的形式单一：年底前全部办结，电话为010-66012399。"
)
SECTIONS = [
    {"overview": [FULL, SHORT], "disclosure_note": [NOTE] * 5},
    {"overview": [SHORT, WRAPPED], "disclosure_note": [FULL * 4, NOTE] * 3},
    {"other": [FULL[:-1] + "，全年平稳", SHORT, SHORT], "disputes_note": [NOTE] * 2},
    {"overview": ["一是加强培训。", FULL, FULL], "applications_note": [FULL * 2, "本机关开。"]},
    {"disclosure_note": [FULL * 9] * 9},
    {"problems": [FULL * 20, SHORT], "other": [SHORT]},
]


def read(data):
    return from_pdf.read(data, "年报.pdf")


def printed(sections):
    """The texts of a report that was printed and read again; a text is a list of paragraphs."""
    texts = {key: "\n".join(lines) for key, lines in sections.items()}
    report = city_report().replace(sections=texts)
    document = read(render(lay_out(report, EDITIONS["2021"], Options())))
    return {key: match(document).sections[key].splitlines() for key in sections}


@pytest.mark.parametrize("sections", SECTIONS)
def test_text_and_notes_of_other_size_keep_their_paragraphs(sections):
    assert printed(sections) == sections


WORDS = st.sampled_from(["公开", "收到申请", "20", "Wi-Fi", "件", "，", "平台（网上）", "2024年"])
SPACED = st.lists(WORDS, min_size=30, max_size=90).map(" ".join).map(lambda text: f"全年{text}。")


@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(SPACED, min_size=1, max_size=3))
def test_blank_between_words_stays_wherever_the_line_ends(texts):
    assert printed({"overview": texts}) == {"overview": texts}


def test_an_address_goes_down_with_the_marks_behind_it():
    """Wherever in the line it begins: the line before it ends early, and after a colon."""
    begun = [f"{FULL}第{number}室{'公' * n}" for n in range(28) for number in (1, 11)]
    texts = [f"{one}，电子邮箱：zwgkbgs2016@163.com）。" for one in begun]
    assert printed({"overview": texts}) == {"overview": texts}


def test_short_paragraphs_alone_stay_apart():
    """No line goes on, so that no line shows the margin; the table beside does."""
    texts = [
        "公开信息十条。",
        "办理申请八件。",
        "答复申请八件。",
        "全年工作完成，没有需要说明的情况。",
    ]
    sheet = PdfSheet()
    for text in texts:
        sheet.text(text)
    sheet.grid(Grid(tuple(GridCell(n, m, "甲") for n in (0, 1) for m in (0, 1)), 2, 2))
    assert texts_of(read(sheet.finished())) == texts


def test_sizes_whose_indents_meet_show_the_margin():
    """Neither a line that goes on nor a table, but two sizes, each two characters in."""
    texts = ["公开信息十条，" * 4, "办理申请八件。", "全年的工作完成。"]
    sheet = PdfSheet()
    for text in texts:
        sheet.text(text)
    sheet.text("说明一。", size=9)
    sheet.text("说明二。", size=9)
    assert texts_of(read(sheet.finished())) == [*texts, "说明一。", "说明二。"]


def test_lines_that_go_on_below_each_other_are_not_indented():
    """A table that stands two characters further out does not make first lines of them."""
    text = "公开信息与办理申请的全部工作均已按时完成" * 6 + "。"
    sheet = PdfSheet(Paper(margin=104))
    sheet.text(text, indented=False)
    sheet.paper.margin = 80
    sheet.grid(Grid(tuple(GridCell(n, m, "甲") for n in (0, 1) for m in (0, 1)), 2, 2))
    assert texts_of(read(sheet.finished())) == [text]


def test_pitch_of_the_notes_does_not_part_the_text():
    sheet = PdfSheet(Paper(font_size=16))
    text = "全年受理的申请，" * 8
    sheet.text(text)
    for _ in range(30):
        sheet.text("注：统计的范围为全局。", size=8)
    assert texts_of(read(sheet.finished()))[0] == text


def test_notes_longer_than_the_text_make_no_title_of_it():
    sheet = PdfSheet()
    sheet.title("某某局2024年政府信息公开工作年度报告")
    for _ in range(5):
        sheet.text("全年的各项工作已经完成。")
    sheet.text("注：统计的范围为全局及所属单位，" * 20, size=8)
    styles = [block.style for block in read(sheet.finished()).blocks]
    assert styles == [Style.TITLE, *[Style.BODY] * 6]


def test_headings_larger_than_long_notes_are_no_titles():
    sheet = PdfSheet()
    sheet.title("某某局2024年政府信息公开工作年度报告")
    for heading in ("一、总体情况", "二、主动公开", "三、依申请公开", "四、其他"):
        sheet.text(heading, size=14)
        sheet.text("注：统计的范围为全局及所属单位，" * 20, size=8)
    styles = [block.style for block in read(sheet.finished()).blocks]
    assert styles == [Style.TITLE, *[Style.BODY] * 8]


@pytest.mark.parametrize(
    "lines", [("从 ", "20 个工作日减至三日。"), ("从", " 20 个工作日减至三日。")]
)
def test_blank_where_two_lines_meet_stays(lines):
    sheet = PdfSheet()
    begun = "办理申请的期限，" * 4 + "现在"
    sheet.text("全年受理的申请，" * 20)
    for x, line in ((104, begun + lines[0]), (80, lines[1])):
        sheet.y -= 18
        sheet.canvas.drawString(x, sheet.y, line)
    assert texts_of(read(sheet.finished()))[1] == begun + "从 20 个工作日减至三日。"


def test_item_inside_a_paragraph_does_not_part_it():
    """Where items are indented, one at the margin is only the line's first word."""
    line = "公" * 33 + "。"
    text = line + "（二）" + "开" * 20 + "。"
    texts = ["（一）首先", text, "（三）最后", "办理申请，" * 20]
    sheet = PdfSheet()
    for paragraph in texts:
        sheet.text(paragraph)
    assert texts_of(read(sheet.finished())) == texts
