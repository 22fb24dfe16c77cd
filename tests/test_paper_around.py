"""What stands around the report: a list of contents, a site's head and foot, a letter."""

import pytest
from balanced import EDITIONS
from drawn_files import sample_document, texts_of

from forms.document import Document, Grid, Paragraph
from forms.reading.match import match

HEADINGS = [part.heading for part in EDITIONS["2021"].parts]


def read_with(before=(), behind=(), after_title=()):
    """What is read of the sample with more paragraphs, and of the sample alone."""
    document = sample_document()
    title, *others = document.blocks
    paragraphs = [[Paragraph(text) for text in texts] for texts in (before, after_title, behind)]
    blocks = (*paragraphs[0], title, *paragraphs[1], *others, *paragraphs[2])
    return match(Document(blocks)), match(document)


@pytest.mark.parametrize("page", ["{}……{}", "{}\t{}", "{} {}", "{}-----{}", "{}"])
def test_list_of_contents(page):
    entries = [page.format(heading, number) for number, heading in enumerate(HEADINGS, 2)]
    found, alone = read_with(after_title=["目　录", *entries])
    assert found.sections == alone.sections
    assert found.cells == alone.cells


def test_list_of_contents_with_deeper_entries():
    entries = [HEADINGS[0] + " 1", "（一）主动公开 1", "（二）依申请公开 1", *HEADINGS[1:]]
    found, alone = read_with(after_title=["目录", *entries])
    assert found.sections == alone.sections


def test_headings_that_do_not_come_again_are_no_contents():
    """A report that is nothing but headings keeps them."""
    document = Document(tuple(Paragraph(text) for text in HEADINGS))
    titled = Document((*sample_document().blocks[:1], *document.blocks))
    found = match(titled)
    assert {"overview", "problems", "other"} <= {
        key for key, text in found.sections.items() if text is not None
    }


SITE_HEAD = [
    "机构职能 政策文件 政府信息公开年报",
    "您当前的 > 政府信息公开 > 政府信息公开年报 > 2024年",
    "索引号 330600/2025-00123 主题分类 政务公开",
    "发布机构 某某市人民政府 成文日期 2025-01-22",
]
SITE_FOOT = [
    "附件：政府信息公开工作年度报告.docx",
    "【打印本页】【关闭窗口】",
    "某某县2023年政府信息公开工作年度报告",
    "2024-01-21",
    "主办：某某市人民政府办公室 网站标识码：3306000001",
    "地址：人民路1号 技术支持：大数据中心",
]


def test_head_and_foot_of_a_site():
    found, alone = read_with(before=SITE_HEAD, behind=SITE_FOOT)
    assert found.sections == alone.sections
    left = "\n".join(remark.text for remark in found.remarks if remark.code == "text.left_over")
    assert all(line in left for line in (SITE_HEAD[0], SITE_HEAD[2], SITE_FOOT[-1]))


def test_signature_above_the_foot():
    signed = ["某某市人民政府", "2025年1月20日", "（此件公开发布）"]
    found, alone = read_with(behind=[*signed, *SITE_FOOT])
    assert found.sections == alone.sections


def test_letter_before_the_title():
    letter = [
        "某某市人民政府关于报送2024年政府信息公开工作年度报告的函",
        "省政府办公厅：",
        "按照要求，现将我市年度报告报送贵厅。",
        "2025年1月18日",
    ]
    found, alone = read_with(before=letter)
    assert found.sections == alone.sections


def test_running_title_within_the_preface():
    """Sentences stand before it and none behind: nothing is parted there."""
    document = sample_document()
    title, preface, *others = document.blocks
    found = match(Document((title, preface, title, *others)))
    assert found.sections["preface"] == preface.text
    assert title.text in texts_of(document)


def test_unit_above_a_table_is_no_note():
    document = sample_document()
    blocks = [part for block in document.blocks for part in (*_unit_before(block), block)]
    found, alone = match(Document(tuple(blocks))), match(document)
    assert found.sections == alone.sections
    assert found.cells == alone.cells


def _unit_before(block):
    return (Paragraph("表1　单位：件、万元"),) if isinstance(block, Grid) else ()


@pytest.mark.parametrize(
    ("note", "stays"), [("本机关。", True), ("结果维结果纠其他结尚未审总", False)]
)
def test_short_note_of_a_label_s_own_words(note, stays):
    """A sentence is a note; the torn lines of a header are none."""
    document = sample_document()
    blocks = list(document.blocks)
    last = max(number for number, block in enumerate(blocks) if isinstance(block, Grid))
    blocks.insert(last + 1, Paragraph(note))
    found = match(Document(tuple(blocks))).sections["disputes_note"]
    assert found == (note if stays else "")
