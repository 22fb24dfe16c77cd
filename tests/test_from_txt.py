"""A text file becomes paragraphs and grids, whatever its encoding."""

import pytest

from forms.document import Grid, Paragraph, Style
from forms.errors import Cause, UnreadableFile
from forms.reading.from_txt import read

TEXT = "某某局2024年政府信息公开工作年度报告\n\n一、总体情况\n全年公开信息12条。\n"


def grids(text):
    return [block for block in read(text.encode(), "a.txt").blocks if isinstance(block, Grid)]


def rows(grid):
    return [[cell.text for cell in row] for row in grid.rows()]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
)
def test_every_encoding_gives_the_same_document(encoding):
    assert read(TEXT.encode(encoding), "a.txt") == read(TEXT.encode(), "b.txt")


def test_lines_become_paragraphs_that_know_their_line():
    blocks = read(TEXT.encode(), "a.txt").blocks
    assert [block.text for block in blocks] == [line for line in TEXT.split("\n") if line]
    assert [block.origin for block in blocks] == ["第 1 行", "第 3 行", "第 4 行"]


def test_text_cut_within_its_last_character_is_read():
    assert read("总体情况".encode()[:-1], "a.txt").blocks[0].text == "总体情"


def test_line_ends_of_other_systems():
    assert len(read("甲\r\n乙\r丙".encode(), "a.txt").blocks) == 3


@pytest.mark.parametrize("data", [b"", b" \n\t\n", "\ufeff".encode()])
def test_empty_file_is_refused(data):
    with pytest.raises(UnreadableFile) as refused:
        read(data, "a.txt")
    assert refused.value.cause is Cause.EMPTY


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(UnreadableFile) as refused:
        read(bytes(range(1, 256)) * 4, "a.txt")
    assert refused.value.cause is Cause.UNKNOWN_ENCODING


def test_markdown_headings_and_bold_marks():
    blocks = read("## 二、**主动**公开\n**二**是在公开方式上，2*3*4。".encode(), "a.md").blocks
    assert blocks[0] == Paragraph("二、主动公开", Style.HEADING, 2, "第 1 行")
    assert blocks[1].text == "二是在公开方式上，2*3*4。"


def test_rows_of_tabs_are_a_ragged_grid_with_blank_cells():
    (grid,) = grids("前言\n规章\t\t0\t5\n\t\t2.其他\t\n正文")
    assert grid.ragged
    assert rows(grid) == [["规章", "", "0", "5"], ["", "", "2.其他", ""]]
    assert grid.cells[4].origin == "第 3 行"


def test_an_indented_paragraph_is_no_row():
    assert grids("\t本机关认真贯彻落实条例。\n") == []


def test_markdown_table_is_exact_and_loses_its_rule():
    (grid,) = grids("| 规章 | **0** | |\n|:---|---:|---|\n| 办法 | 1 | 2 |\n")
    assert not grid.ragged
    assert grid.header_rows == 1
    assert rows(grid) == [["规章", "0", ""], ["办法", "1", "2"]]


def test_rows_with_bars_at_their_ends_are_ragged():
    (grid,) = grids("规章 | 0 | 0 | |\n办法 | 1 | 2 |\n")
    assert grid.ragged
    assert rows(grid) == [["规章", "0", "0", "", ""], ["办法", "1", "2", ""]]


def test_bars_on_lines_of_their_own_are_borders():
    assert [b.text for b in read("规章\n|\n0\n||||\n1".encode(), "a").blocks] == ["规章", "0", "1"]
