"""Cells of an exact grid that lie under several columns, or under none: nothing shifts."""

import pytest
from balanced import EDITIONS

from forms.cells import Address
from forms.document import Document, Grid, GridCell, Paragraph
from forms.reading.match import match

APPLICANTS = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
RECEIVED = "一、本年新收政府信息公开申请数量"
DOCUMENTS = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
GROUPS = ("review", "direct", "after_review")


def grid(*rows):
    """Cells as texts, or as (text, columns that it covers)."""
    cells, width = [], 0
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            text, span = cell if isinstance(cell, tuple) else (cell, 1)
            cells.append(GridCell(at, column, text, 1, span))
            column += span
        width = max(width, column)
    return Grid(tuple(cells), len(rows), width)


def read(heading, *rows):
    title = Paragraph("某某局2024年政府信息公开工作年度报告")
    return match(Document((title, Paragraph(heading), grid(*rows))))


def applications(*cells):
    return read("三、收到和处理政府信息公开申请情况", APPLICANTS, [RECEIVED, *cells])


def documents(*cells, more=()):
    rows = [DOCUMENTS, ["规章", "0", "0", "0"], ["行政规范性文件", *cells], *more]
    return read("二、主动公开政府信息情况", *rows)


def disputes(*cells, extra=()):
    head = [("行政复议", 5), ("未经复议直接起诉", 5), ("复议后起诉", 5), *extra]
    return read("四、政府信息公开行政复议、行政诉讼情况", head, [*RESULTS * 3, *extra], [*cells])


def values(report, name):
    table, key = name.split(".")
    columns = EDITIONS["2021"].tables[table].rows[key].areas
    return [report.value(Address(table, key, column)) for column in columns]


def open_rows(report):
    found = [one for one in report.remarks if one.code == "cells.ambiguous"]
    return {".".join(one.where.split(".")[:2]): one for one in found}


def test_figures_that_stand_apart_in_a_merged_cell_each_have_their_column():
    report = applications("5", ("1 0\n0 0 2", 5), "8")
    assert values(report, "applications.received") == [5, 1, 0, 0, 0, 2, 8]
    assert open_rows(report) == {}


def test_figures_that_ran_together_over_a_whole_row_are_offered():
    report = documents(("14602", 3))
    assert values(report, "disclosure.normative_documents") == [None] * 3
    choices = open_rows(report)["disclosure.normative_documents"].choices
    assert [text for _, text in choices[2]] in [["146", "0", "2"], ["14", "60", "2"]]
    assert len(choices) == 4


def test_blank_cells_beyond_the_table_shift_nothing():
    """A workbook's sheet is as wide as its widest table."""
    report = documents(("14602", 3), "", "", "")
    assert values(report, "disclosure.normative_documents") == [None] * 3
    assert len(open_rows(report)["disclosure.normative_documents"].choices) == 4


def test_figures_longer_than_any_number_are_cut_where_the_sum_decides():
    report = applications(("1716401095352823", 7))
    assert values(report, "applications.received") == [1716, 4, 0, 1095, 3, 5, 2823]
    assert "cells.split" in {one.code for one in report.remarks}


def test_a_blank_beside_a_merged_cell_leaves_the_row_open_without_readings():
    report = applications("", ("12", 5), "12")
    assert values(report, "applications.received") == [None] * 7
    assert open_rows(report)["applications.received"].choices == ()


def test_a_merged_group_of_disputes_leaves_the_other_groups_certain():
    report = disputes(("3811", 5), *"10203", *"00000")
    assert values(report, "disputes.direct") == [1, 0, 2, 0, 3]
    assert values(report, "disputes.after_review") == [0] * 5
    assert values(report, "disputes.review") == [None] * 5
    assert set(open_rows(report)) == {"disputes.review"}


@pytest.mark.parametrize("at", [5, 10, 15])
def test_a_blank_column_too_many_shifts_no_dispute(at):
    figures = [*"10203", *"40509", *"00101"]
    head = [("行政复议", 5), ("未经复议直接起诉", 5), ("复议后起诉", 5)]
    results = RESULTS * 3
    figures.insert(at, "")
    results.insert(at, "")
    head.insert(at // 5, "")
    report = read("四、政府信息公开行政复议、行政诉讼情况", head, results, figures)
    found = [values(report, f"disputes.{group}") for group in GROUPS]
    assert found == [[1, 0, 2, 0, 3], [4, 0, 5, 0, 9], [0, 0, 1, 0, 1]]


@pytest.mark.parametrize("text", ["18 户次", "约300件", "283批次左右"])
def test_a_figure_with_an_unknown_word_stays_in_its_cell_as_it_stands(text):
    more = [[("第二十条第（五）项", 4)], ["信息内容", ("本年处理决定数量", 3)]]
    report = documents("1", "0", "2", more=[*more, ["行政许可", (text, 3)]])
    assert report.value(Address("disclosure", "permits", "decisions")) == text


def test_an_unknown_label_with_its_number_is_no_figure():
    row = ["三、本年度办理结果", "2.另有一种说法的情形", *"1000001"]
    head = ["", *APPLICANTS]
    title = "三、收到和处理政府信息公开申请情况"
    report = read(title, head, [RECEIVED, "", *"1000001"], row)
    assert not any(isinstance(value, str) for value in report.cells.values())
