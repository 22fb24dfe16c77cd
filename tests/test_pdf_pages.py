"""Pages: numbers, headings that stay with their text, single lines, the outline."""

import pytest
from printed import BOTTOM, HAN, LEFT, NUMBER_DROP, RIGHT, body_lines, laid_out, paragraphs, printed

from forms.document import Document, Grid, Paragraph, Style


@pytest.fixture(scope="module")
def file():
    """A whole report, printed once."""
    with printed(laid_out()) as opened:
        yield opened


def test_page_numbers_stand_at_the_outer_side(file):
    """Odd right, even left, one character in; the dashes begin 7 mm below the text area."""
    for page in range(len(file)):
        line = file.lines(page)[-1]

        assert "".join(one.text for one in line) == f"—{page + 1}—"
        assert {one.size for one in line} == {14}
        assert line[0].top - BOTTOM == pytest.approx(NUMBER_DROP, abs=0.6)
        if page % 2:
            assert line[0].x == pytest.approx(LEFT + 14, abs=0.1)
        else:
            assert line[-1].right == pytest.approx(RIGHT - 14, abs=1.5)


@pytest.mark.parametrize(
    ("text", "level", "face"),
    [
        ("一、总体情况", 1, "NotoSansSC-Medium"),
        ("（一）主动公开", 2, "FandolKai-Regular"),
        ("1.网站", 3, "FandolFang-Regular"),
        ("（1）栏目", 4, "FandolFang-Regular"),
    ],
)
def test_heading_faces_by_level(text, level, face):
    document = Document((Paragraph(text, Style.HEADING, level), Paragraph("正文。")))
    with printed(document) as opened:
        assert any(name.endswith(face) for name in opened.fonts())
        assert body_lines(opened, 0)[0][0].x > LEFT + 30


def test_heading_that_runs_into_its_paragraph_is_set_in_kai():
    with printed(paragraphs("（一）主动公开。全年公开信息三条。")) as opened:
        assert any(name.endswith("FandolKai-Regular") for name in opened.fonts())
    with printed(paragraphs("全年公开信息三条。")) as opened:
        assert not any(name.endswith("FandolKai-Regular") for name in opened.fonts())


@pytest.mark.parametrize("line_count", range(14, 23))
def test_heading_is_never_left_at_the_foot(line_count):
    """A heading stands on the page of the two lines, or the table rows, that follow it."""
    before = [Paragraph("一行。") for _ in range(line_count)]
    table = next(block for block in laid_out().blocks if isinstance(block, Grid))
    for after in (Paragraph(HAN * 3), table):
        document = Document((*before, Paragraph("一、标题", Style.HEADING, 1), after))
        with printed(document) as opened:
            page = next(n for n in range(len(opened)) if "一、标题" in opened.text(n))
            lines = opened.lines(page)
            at = next(n for n, line in enumerate(lines) if line[0].text == "一" and len(line) == 4)

            assert len(lines) - 1 - at - 1 >= 2


@pytest.mark.parametrize("line_count", range(17, 25))
def test_no_single_line_is_left_on_a_page(line_count):
    before = [Paragraph("一行。") for _ in range(line_count)]
    with printed(Document((*before, Paragraph(HAN * 4)))) as opened:
        counts = []
        for page in range(len(opened)):
            long = [line for line in body_lines(opened, page) if len(line) > 3]
            counts.append(len(long))

        assert 1 not in counts
        assert sum(counts) == 7


def test_outline_holds_title_and_headings():
    with printed(laid_out()) as opened:
        found = [(mark.level, mark.get_title()) for mark in opened.pdf.get_toc()]

    assert found[:4] == [
        (0, laid_out().title),
        (1, "一、总体情况"),
        (2, "（一）主动公开"),
        (3, "1.网站"),
    ]
    assert found[-1] == (1, "六、其他需要报告的事项")
