"""Which rows of a sheet are text and which are a table."""

from drawn_files import grids_of, texts_of

from forms.document import Document, Paragraph, Style
from forms.reading.sheet_blocks import Area, Place, Sheet, sheet_blocks, without_hidden_margin


def sheet(*rows, merges=(), bordered=(), name="Sheet1"):
    """A sheet from rows of texts; ``bordered`` are the numbers of rows with borders."""
    texts = {Place(r, c): text for r, row in enumerate(rows) for c, text in enumerate(row) if text}
    width = max(len(row) for row in rows)
    frames = frozenset(Place(r, c) for r in bordered for c in range(width))
    return Sheet(name, texts, tuple(Area(*merge) for merge in merges), frames)


def read(*rows, **facts):
    return Document(tuple(sheet_blocks(sheet(*rows, **facts))))


TABLE = (["信息内容", "本年制发件数"], ["规章", "3"])


def test_title_above_and_note_below_a_table():
    found = read(["某局2024年报"], *TABLE, ["注：含已废止的1件。"])
    assert texts_of(found) == ["某局2024年报", "注：含已废止的1件。"]
    assert [grid.row_count for grid in found.blocks if hasattr(grid, "cells")] == [2]


def test_blank_row_parts_tables():
    found = read(*TABLE, [""], *TABLE)
    assert len(grids_of(found)) == 2


def test_borders_tell_text_rows_from_table_rows():
    """With borders a row of several texts outside of them is no table row."""
    rows = (["填报单位：某局", "单位：件"], *TABLE, ["填报人：张三", "电话：12345678"])
    found = read(*rows, bordered=[1, 2])
    assert texts_of(found) == ["填报单位：某局", "单位：件", "填报人：张三", "电话：12345678"]
    assert list(grids_of(found)[0].values()) == ["信息内容", "本年制发件数", "规章", "3"]


def test_label_with_blank_values_stays_in_its_table():
    rows = (*TABLE, ["行政规范性文件", ""], ["行政许可", "5"])
    assert texts_of(read(*rows)) == []
    assert grids_of(read(*rows))[0][2, 1, 1, 1] == ""


def test_blank_bordered_row_holds_the_blank_values():
    found = read(["结果维持", "结果纠正"], ["", ""], bordered=[0, 1])
    assert grids_of(found)[0][1, 0, 1, 1] == ""


def test_blank_bordered_rows_further_down_are_trimmed():
    found = read(["结果维持", "结果纠正"], *([["", ""]] * 50), bordered=range(51))
    assert found.blocks[0].row_count == 2


def test_vertical_merge_holds_rows_together():
    rows = (["三、办理结果", "（一）予以公开", "3"], ["", "", ""], ["", "（二）部分公开", "4"])
    found = read(*rows, merges=[(0, 0, 2, 0)])
    assert grids_of(found)[0][0, 0, 3, 1] == "三、办理结果"
    assert grids_of(found)[0][2, 1, 1, 1] == "（二）部分公开"


def test_heading_over_the_whole_width_right_below_a_table():
    rows = (*TABLE, ["三、收到和处理政府信息公开申请情况"], ["甲", "1"])
    found = read(*rows, merges=[(2, 0, 2, 1)])
    assert texts_of(found) == ["三、收到和处理政府信息公开申请情况"]
    assert len(grids_of(found)) == 2


def test_band_inside_a_table_stays_there():
    rows = (*TABLE, ["第二十条第（五）项"], ["行政许可", "5"])
    found = read(*rows, merges=[(2, 0, 2, 1)])
    assert texts_of(found) == []
    assert grids_of(found)[0][2, 0, 1, 2] == "第二十条第（五）项"


def test_prose_beside_its_heading_is_text():
    prose = "本年公开政府信息1136条，全部经过审查。下一步将加强培训。"
    assert texts_of(
        read(["一、总体情况", prose], ["六、其他", "无。没有需要报告的其他事项，特此说明。"])
    ) == [
        "一、总体情况",
        prose,
        "六、其他",
        "无。没有需要报告的其他事项，特此说明。",
    ]


def test_lines_of_a_prose_cell_are_paragraphs():
    assert texts_of(read(["甲。\n乙。"])) == ["甲。", "乙。"]


def test_lines_of_a_table_cell_are_joined():
    assert grids_of(read(["商业\n企业", "1"]))[0][0, 0, 1, 1] == "商业企业"


def test_one_column_is_text():
    assert texts_of(read(["甲"], ["1"], ["乙"])) == ["甲", "1", "乙"]


def test_name_of_a_sheet_heads_its_prose():
    found = read(["工作平稳。"], name="总体情况")
    assert (found.blocks[0].text, found.blocks[0].style) == ("总体情况", Style.HEADING)
    assert texts_of(read(["工作平稳。"], name="Sheet3")) == ["工作平稳。"]
    assert texts_of(read(["一、总体情况"], ["平稳。"], name="总体")) == ["一、总体情况", "平稳。"]


def test_name_of_a_sheet_with_a_table_is_no_paragraph():
    assert texts_of(read(*TABLE, name="表二")) == []


def test_origin_is_sheet_and_cell():
    found = Sheet("表三", {Place(3, 27): "甲", Place(3, 28): "5"})
    grid = sheet_blocks(found)[0]
    assert [cell.origin for cell in grid.cells] == ["表三!AB4", "表三!AC4"]


def test_far_away_cells_cost_nothing():
    found = sheet_blocks(Sheet("Sheet1", {Place(0, 0): "甲", Place(1_000_000, 0): "乙"}))
    assert [block.text for block in found] == ["甲", "乙"]


def test_hidden_columns_beside_the_paper_are_set_aside():
    rows = (
        ["某局2024年报", "", "", "41"],
        ["信息内容", "本年制发件数", "", "42"],
        ["规章", "3", "", "43"],
    )
    whole = sheet(*rows)
    found = sheet_blocks(without_hidden_margin(whole, {3}))
    assert [block.text for block in found if isinstance(block, Paragraph)] == [
        "某局2024年报",
        "41 42 43",
    ]
    assert found[-1].style is Style.ASIDE
    assert found[-1].origin == "Sheet1!D1"


def test_hidden_column_within_the_paper_stays():
    """It may hold figures of the report."""
    rows = (["信息内容", "本年制发件数", "本年废止件数"], ["规章", "3", "1"])
    whole = sheet(*rows)
    assert without_hidden_margin(whole, {1}) == whole
    assert without_hidden_margin(whole, {0, 1, 2}) == whole
