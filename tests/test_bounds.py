"""How much a paper may hold: what is far too much is refused early, in linear time."""

import zipfile
from io import BytesIO

import pytest
from drawn_files import as_docx, as_html, sample_document

from forms.document import Document
from forms.errors import Cause, UnreadableFile
from forms.reading import bounds, from_docx, from_html, from_txt, from_xlsx, sheet_merges
from forms.reading.match import match
from forms.reading.open_file import read_report

PARAGRAPH = "<p>全年主动公开政府信息若干条。</p>"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def cause_of(read, data) -> Cause:
    with pytest.raises(UnreadableFile) as refused:
        read(data, "a")
    return refused.value.cause


def word_file(body: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        )
    return made.getvalue()


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (from_html.read, (PARAGRAPH * (bounds.MOST_BLOCKS + 1)).encode()),
        (from_html.read, b"<i>" * (bounds.MOST_TAGS + 1)),
        (from_html.read, b"<p>" + b"1" * (bounds.LARGEST_TEXT + 1)),
        (from_txt.read, b"1" * (bounds.LARGEST_TEXT + 1)),
        (from_docx.read, word_file("<w:p><w:r><w:t>1</w:t></w:r></w:p>" * 10_001)),
        (from_docx.read, word_file("<w:p/>" * (bounds.MOST_TAGS + 1))),
    ],
    ids=["paragraphs", "tags", "page", "text", "Word paragraphs", "Word tags"],
)
def test_too_much_is_too_large(read, data):
    assert cause_of(read, data) is Cause.TOO_LARGE


def test_pictures_inside_a_page_count_for_nothing():
    page = PARAGRAPH + f'<img src="data:image/png;base64,{"A" * (bounds.LARGEST_TEXT + 1)}">'
    assert len(from_html.read(page.encode(), "a").blocks) == 1


def test_a_workbook_of_too_many_cells(monkeypatch):
    import openpyxl

    book = openpyxl.Workbook()
    for row in range(4):
        book.active.append([row, row, row])
    made = BytesIO()
    book.save(made)

    assert from_xlsx.read(made.getvalue(), "a").blocks
    monkeypatch.setattr(sheet_merges, "MOST_CELLS", 11)
    assert cause_of(from_xlsx.read, made.getvalue()) is Cause.TOO_LARGE


def test_the_whole_is_counted_though_each_block_is_small(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "MOST_CHARACTERS", 999)
    path = tmp_path / "长.txt"
    path.write_text("全年公开信息。\n" * 150, encoding="utf-8")
    assert cause_of(lambda *_: read_report(path), b"") is Cause.TOO_LARGE


# --- the same report again and again -----------------------------------------------------


@pytest.mark.parametrize("copies", [2, 3, 20])
def test_the_same_report_several_times_over_is_several(copies):
    one = sample_document()
    page = as_html(Document(one.blocks * copies, title=one.title))
    with pytest.raises(UnreadableFile) as refused:
        match(from_html.read(page.encode(), "a"))
    assert refused.value.cause is Cause.SEVERAL_REPORTS


def test_a_table_that_is_printed_twice_is_no_second_report():
    one = sample_document()
    grids = tuple(block for block in one.blocks if hasattr(block, "cells"))
    page = as_html(Document(one.blocks + grids, title=one.title))
    assert len(match(from_html.read(page.encode(), "a")).cells) == 200


# --- files that end too early ------------------------------------------------------------


def codes(document) -> set[str]:
    return {remark.code for remark in match(document).remarks}


@pytest.mark.parametrize("share", [0.5, 0.8])
def test_a_page_that_was_cut_off_says_so(share):
    page = as_html(sample_document())
    cut = page[: int(len(page) * share)]

    assert "file.cut_off" in codes(from_html.read(cut.encode(), "a"))
    assert "file.cut_off" not in codes(from_html.read(page.encode(), "a"))


def test_a_piece_of_a_page_is_whole():
    page = as_html(sample_document())
    body = page[page.index("<body>") + 6 : page.index("</body>")]
    assert "file.cut_off" not in codes(from_html.read(body.encode(), "a"))


def test_a_text_that_ends_within_a_character_says_so():
    text = "某某局2024年政府信息公开工作年度报告\n一、总体情况\n好。\n五、存在的主要问题及改进情况\n无。\n六、其他需要报告的事项\n无"
    assert "file.cut_off" in codes(from_txt.read(text.encode()[:-1], "a"))
    assert "file.cut_off" not in codes(from_txt.read(text.encode(), "a"))


def test_a_word_file_that_was_cut_off_is_refused():
    data = as_docx(sample_document())
    assert cause_of(from_docx.read, data[: len(data) * 2 // 3]) is Cause.TRUNCATED
