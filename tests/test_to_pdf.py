"""The PDF, measured from the finished file: paper, lines, faces, tables, pages, data."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from balanced import EDITIONS, city_report
from printed import (
    BOTTOM,
    HAN,
    LEFT,
    MM,
    RIGHT,
    TOP,
    PrintedFile,
    body_lines,
    laid_out,
    paragraphs,
    printed,
    report,
)

from export.fonts import bundled_faces
from export.to_pdf import missing_characters, render, write
from forms.document import Document, Grid, Paragraph, Style
from forms.errors import Cause, UnwritableFile

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def file():
    """A whole report, printed once."""
    with printed(laid_out()) as opened:
        yield opened


# --- paper and lines ------------------------------------------------------------------


def test_paper_is_a4(file):
    assert file.pdf.get_page_size(0) == pytest.approx((210 * MM, 297 * MM), abs=0.1)


def test_everything_stands_inside_the_margins(file):
    """All but the page number: 37, 35, 28 and 26 mm stay free."""
    for page in range(len(file)):
        for one in file.characters(page):
            if one.base < BOTTOM:
                assert one.left >= LEFT - 0.5
                assert one.right <= RIGHT + 0.5
                assert one.top >= TOP - 0.5
                assert one.bottom <= BOTTOM + 0.5


def test_full_page_holds_22_lines_of_28_characters():
    with printed(paragraphs(HAN * 40)) as opened:
        lines = body_lines(opened, 1)

        assert len(lines) == 22
        assert {len(line) for line in lines} == {28}
        bases = [line[0].base for line in lines]
        pitches = [below - above for above, below in pairwise(bases)]
        assert pitches == pytest.approx([28.95] * 21, abs=0.02)


def test_lines_are_flush_on_both_sides():
    with printed(paragraphs(HAN * 40)) as opened:
        lines = list(body_lines(opened, 1))
        assert lines
        for line in lines:
            assert line[0].x == pytest.approx(LEFT, abs=0.05)
            assert line[-1].x + 16 == pytest.approx(RIGHT, abs=0.05)


def test_paragraph_is_indented_by_two_characters():
    with printed(paragraphs(HAN)) as opened:
        first = body_lines(opened, 0)[0]
        pitch = first[1].x - first[0].x

        assert first[0].x - LEFT == pytest.approx(2 * pitch, abs=0.1)


def test_no_line_begins_with_a_closing_mark(file):
    """避头尾 in every line of every page."""
    seen_lines = 0
    for page in range(len(file)):
        for line in body_lines(file, page):
            assert line[0].text not in "，。、；：！？）》」』】〕”’…%,.;:)"
            assert line[-1].text not in "（《「『【〔“‘("
            seen_lines += 1
    assert seen_lines > 25


def test_title_is_22_points_and_centred(file):
    lines = [line for line in file.lines(0) if round(line[0].size) == 22]

    assert "".join(one.text for line in lines for one in line) == laid_out().title
    for line in lines:
        middle = (line[0].left + line[-1].right) / 2
        assert middle == pytest.approx((LEFT + RIGHT) / 2, abs=3)


# --- tables ---------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["2021", "2019"])
def test_every_label_and_value_of_the_tables_is_there(key):
    """Each text of each cell stands in the file, unbroken but for line ends."""
    document = laid_out(report(key))
    with printed(document) as opened:
        text = "".join("".join(piece.split()) for piece in opened.pieces())
    for grid in (block for block in document.blocks if isinstance(block, Grid)):
        for cell in grid.cells:
            assert "".join(cell.text.split()) in text


def test_header_and_label_are_repeated_after_a_page_break(file):
    pages = [n for n in range(len(file)) if "勾稽关系" in file.text(n)]

    assert len(pages) >= 2
    for page in pages:
        assert "申请人情况" in file.text(page)
        assert "办" in file.text(page)


def test_no_value_is_printed_twice(file):
    pieces = file.pieces()
    for number in range(len(EDITIONS["2021"].addresses)):
        assert pieces.count(str(10_000 + number)) == 1


def test_long_numbers_stay_inside_their_cells():
    """Eight digits in every cell: no two numbers of a row touch."""
    cells = dict.fromkeys(EDITIONS["2021"].addresses, 88_888_888)
    with printed(laid_out(report(cells=cells))) as opened:
        for page in range(len(opened)):
            for line in opened.lines(page):
                digits = [one for one in line if one.text == "8"]
                gaps = [b.left - a.right for a, b in pairwise(digits)]
                between = [gap for n, gap in enumerate(gaps) if n % 8 == 7]
                assert all(gap > 2 for gap in between)


# --- characters and faces -------------------------------------------------------------


def test_all_faces_are_embedded(file):
    fonts = file.fonts()

    assert len(fonts) == 5
    assert all(fonts.values())
    assert b"Helvetica" not in render(laid_out(), bundled_faces())


def test_rare_character_comes_from_another_face():
    document = paragraphs("经办人㛃和\U00020bb7，在场。")
    assert missing_characters(document, bundled_faces()) == ()
    with printed(document) as opened:
        assert "㛃和\U00020bb7" in opened.whole_text()
        assert any(name.endswith("NotoSerifSC-Regular") for name in opened.fonts())


def test_character_that_no_face_has_is_told_and_marked():
    """Never tofu: 〓 stands in its place, and the caller learns of it."""
    document = paragraphs("经办人\U0003fffd与\U0001f600，又见\U0003fffd。")
    assert missing_characters(document, bundled_faces()) == ("\U0003fffd", "\U0001f600")
    with printed(document) as opened:
        assert opened.whole_text().startswith("经办人〓与〓，又见〓。")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u3000",
        "\ud800半个",
        "甲\x00乙\x07\ufeff丙\u200b",
        "9" * 500,
        "，" * 100,
        "（" * 100,
    ],
)
def test_any_text_can_be_printed(text):
    document = Document((Paragraph(text, Style.TITLE), Paragraph(text)), title=text, author=text)
    with printed(document) as opened:
        assert len(opened) >= 1


def test_empty_document_is_one_page():
    with printed(Document(())) as opened:
        assert len(opened) == 1


def test_draft_is_marked_on_every_page_and_the_final_report_is_not(file):
    with printed(laid_out(draft=True)) as opened:
        assert all(opened.text(page).startswith("草稿") for page in range(len(opened)))
        assert len(opened) == len(file)
    assert "草稿" not in file.whole_text()


# --- data, metadata, bytes ------------------------------------------------------------


def test_report_is_inside_the_file(file):
    document = laid_out()
    attachment = file.pdf.get_attachment(0)

    assert file.pdf.count_attachments() == 1
    assert attachment.get_name() == "report.json"
    assert bytes(attachment.get_data()) == document.attachment
    assert json.loads(document.attachment)["agency"] == "青溪县文化和旅游局"


def test_title_author_and_keywords(file):
    document = laid_out()
    told = file.pdf.get_metadata_dict()

    assert told["Title"] == document.title
    assert told["Author"] == document.author
    assert told["Keywords"] == "，".join(document.keywords)


def test_traditional_script_is_told_and_printed():
    document = laid_out(traditional=True)
    data = render(document, bundled_faces())
    with PrintedFile(data) as opened:
        assert "總體情況" in opened.whole_text()
    assert b"(zh-TW)" in data


def test_equal_input_gives_equal_bytes_in_every_process():
    document = laid_out(city_report())
    script = (
        "import sys, hashlib; sys.path[:0] = ['.', 'tests']\n"
        "from balanced import city_report, EDITIONS\n"
        "from export.layout import lay_out; from export.to_pdf import render\n"
        "from export.fonts import bundled_faces\n"
        "document = lay_out(city_report(), EDITIONS['2021'])\n"
        "sys.stdout.buffer.write(render(document, bundled_faces()))"
    )
    once = render(document, bundled_faces())
    again = render(document, bundled_faces())
    elsewhere = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True
    ).stdout

    assert once == again == elsewhere


def test_different_input_gives_a_different_file_id():
    def file_id(document):
        return render(document, bundled_faces()).rpartition(b"/ID")[2]

    assert file_id(paragraphs("甲")) != file_id(paragraphs("乙"))


def test_file_is_written_whole(tmp_path):
    path = tmp_path / "年报.pdf"
    path.write_bytes(b"old")
    write(laid_out(), path, bundled_faces())

    assert path.read_bytes() == render(laid_out(), bundled_faces())
    assert list(tmp_path.iterdir()) == [path]


def test_missing_folder_is_told(tmp_path):
    with pytest.raises(UnwritableFile) as told:
        write(paragraphs("甲"), tmp_path / "nowhere" / "a.pdf", bundled_faces())

    assert told.value.cause is Cause.MISSING
