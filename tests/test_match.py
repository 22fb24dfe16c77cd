"""match lays a paper over the form: mixed editions, strange labels, units, own chapters."""

from decimal import Decimal

import pytest
from balanced import EDITIONS

from export.layout import lay_out
from forms.cells import Address
from forms.document import Document, Grid, GridCell, Paragraph
from forms.errors import Cause, UnreadableFile
from forms.reading import from_txt
from forms.reading.match import match
from forms.report import Report

TITLE = "某某市民政局2024年政府信息公开工作年度报告\n"
TABLE_TWO = """二、主动公开政府信息情况
第二十条第（一）项
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
行政规范性文件\t{documents}
第二十条第（五）项
信息内容\t本年处理决定数量
行政许可\t{permits}
第二十条第（六）项
信息内容\t本年处理决定数量
行政处罚\t12件
行政强制\t
第二十条第（八）项
信息内容\t本年收费金额（单位：{unit}）
行政事业性收费\t{fees}
"""
HEADER = (
    "申请人情况 自然人 法人或其他组织 总计 商业 企业 科研机构 社会公益组织 法律服务机构 其 他\n"
)


def read(text):
    return match(from_txt.read(text.encode(), "a.txt"))


def table_two(documents="2\t1\t9", permits="3", unit="万元", fees="0"):
    return TITLE + TABLE_TWO.format(documents=documents, permits=permits, unit=unit, fees=fees)


def value(report, name):
    return report.value(Address.parse(name))


def codes(report):
    return {remark.code for remark in report.remarks}


def row(report, name):
    table, key = name.split(".")
    columns = EDITIONS[report.edition].tables[table].rows[key].areas
    return [report.value(Address(table, key, column)) for column in columns]


def test_marks_notes_and_separators_in_cells():
    report = read(table_two("22（其中修订16件）\t/\t无", "1,234"))
    assert row(report, "disclosure.normative_documents") == [22, "/", "无"]
    assert value(report, "disclosure.permits.decisions") == 1234
    assert value(report, "disclosure.penalties.decisions") == 12
    assert [r.where for r in report.remarks if r.code == "cell.note"] == [
        "disclosure.normative_documents.made"
    ]


def test_blank_stays_blank():
    report = read(table_two("2\t\t9"))
    assert row(report, "disclosure.normative_documents") == [2, None, 9]
    assert value(report, "disclosure.coercion.decisions") is None


@pytest.mark.parametrize(
    ("unit", "fees", "number", "kept"),
    [
        ("万元", "0.092", Decimal("0.092"), {}),
        ("万元", "3.5万元", Decimal("3.5"), {}),
        ("元", "251000", 251000, {"disclosure.fees.amount": "元"}),
        ("万元", "251000元", 251000, {"disclosure.fees.amount": "元"}),
    ],
)
def test_a_unit_is_kept_unless_the_form_states_it(unit, fees, number, kept):
    report = read(table_two(unit=unit, fees=fees))
    assert value(report, "disclosure.fees.amount") == number
    assert {str(address): unit for address, unit in report.units.items()} == kept


def results(*rows, end=""):
    return (
        table_two()
        + "三、收到和处理政府信息公开申请情况\n"
        + HEADER
        + "\n".join(rows)
        + "\n"
        + end
        + "四、政府信息公开行政复议、行政诉讼情况\n无。\n五、存在的不足及下一步打算\n人手不够。\n"
    )


GRANTED = "三、本年度办理结果 （一）予以公开 1 0 0 0 0 0 1"
TOTAL = "（七）总计 1 0 0 0 0 0 1"


def test_a_single_row_of_other_results_that_is_zero_fills_its_three_rows():
    report = read(results(GRANTED, "（六）其他处理 0 0 0 0 0 0 0", TOTAL))
    assert report.edition == "2021"
    assert row(report, "applications.other_else") == [0] * 7
    assert "row.spread" in codes(report)


def test_a_single_row_of_other_results_that_is_not_zero_leaves_them_blank():
    report = read(results(GRANTED, "（六）其他处理 2 0 0 0 0 0 2", TOTAL))
    for key in ("other_no_correction", "other_no_fee", "other_else"):
        assert row(report, f"applications.{key}") == [None] * 7
        told = [one for one in report.remarks if one.where == f"applications.{key}"]
        assert [one.code for one in told] == ["cells.ambiguous"]
        assert "2、0、0、0、0、0、2" in told[0].message
        assert told[0].speaks_of(Address("applications", key, "natural"))
        assert not told[0].speaks_of(Address("applications", "granted", "natural"))


def test_three_rows_of_other_results_add_up_in_the_old_form():
    old = lay_out(Report("某某局", 2020, "2019"), EDITIONS["2019"])
    new = read(
        results(
            "（六）其他处理 1.申请人无正当理由逾期不补正 1 0 0 0 0 0 1",
            "2.申请人逾期未按收费通知要求缴纳费用 0 0 0 0 0 0 0",
            "3.其他 2 0 0 0 0 1 3",
            TOTAL,
        )
    )
    assert row(new, "applications.other_else") == [2, 0, 0, 0, 0, 1, 3]

    tables = [block for block in old.blocks if isinstance(block, Grid)]
    text = "某某局2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
    text += "\n".join("\t".join(cell.text for cell in cells) for cells in tables[0].rows())
    mixed = read(
        text + "\n三、收到和处理政府信息公开申请情况\n" + HEADER + GRANTED + "\n"
        "（六）其他处理 1.申请人无正当理由逾期不补正 1 0 0 0 0 0 1\n"
        "2.申请人逾期未按收费通知要求缴纳费用 0 0 0 0 0 0 0\n3.其他 2 0 0 0 0 1 3\n" + TOTAL
    )
    assert mixed.edition == "2019"
    assert row(mixed, "applications.other") == [3, 0, 0, 0, 0, 1, 4]


def test_old_columns_in_the_new_form_give_what_both_have():
    report = read(table_two(permits="5\t-3\t21"))
    assert report.edition == "2021"
    assert value(report, "disclosure.permits.decisions") == 21
    assert "row.unplaced" in codes(report)


def test_an_unknown_label_between_known_ones_takes_the_missing_row():
    rows = (
        "一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1",
        "二、上年节转申请 2 0 0 0 0 0 2",
        GRANTED,
    )
    report = read(results(*rows))
    assert row(report, "applications.carried_in") == [2, 0, 0, 0, 0, 0, 2]
    assert "label.repaired" in codes(report)


def test_unknown_labels_that_fit_no_gap_are_told_and_not_placed():
    report = read(results(GRANTED, "奇怪的一行 4 0 0 0 0 0 4", "又一行 5 0 0 0 0 0 5", TOTAL))
    assert "row.unknown" in codes(report)
    assert not {4, 5} & set(report.cells.values())


def test_a_blank_of_unknown_place_leaves_the_row_blank():
    report = read(results("一、本年新收政府信息公开申请数量 0 00000", GRANTED))
    assert row(report, "applications.received") == [None] * 7
    assert [r.where for r in report.remarks if r.code == "cells.ambiguous"] == [
        "applications.received"
    ]


def test_a_note_under_a_table_is_its_note():
    report = read(results(GRANTED, TOTAL, end="注：含派出机构2家。\n"))
    assert report.sections["applications_note"] == "注：含派出机构2家。"
    assert report.sections["disputes_note"] == "无。"
    assert report.sections["problems"] == "人手不够。"
    assert report.sections["other"] is None


def test_rows_that_stand_twice_with_other_figures_are_two_reports():
    one, two = (
        table_two(),
        table_two("8\t8\t8", "9", fees="7")
        .replace("12件", "5")
        .replace("规章\t0\t0\t0", "规章\t1\t1\t1"),
    )
    with pytest.raises(UnreadableFile) as refused:
        read(one + two.partition("\n")[2].partition("\n")[2])
    assert refused.value.cause is Cause.SEVERAL_REPORTS


def exact_grid(rows):
    cells = [GridCell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Grid(tuple(cells), len(rows), max(map(len, rows)))


def test_a_subtotal_column_is_left_out_by_the_headers():
    header = [
        "",
        "自然人",
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "其他",
        "小计",
        "总计",
    ]
    row_of_figures = ["一、本年新收政府信息公开申请数量", "5", "1", "0", "0", "0", "2", "3", "8"]
    report = match(
        Document(
            (
                Paragraph("某某局2024年政府信息公开工作年度报告"),
                Paragraph("三、收到和处理政府信息公开申请情况"),
                exact_grid([header, row_of_figures]),
            )
        )
    )
    assert row(report, "applications.received") == [5, 1, 0, 0, 0, 2, 8]


def test_disputes_in_three_small_tables():
    header = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    groups = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
    blocks = [Paragraph("某某局2024年政府信息公开工作年度报告")]
    blocks.append(Paragraph("四、政府信息公开行政复议、行政诉讼情况"))
    for number, group in enumerate(groups):
        blocks += [Paragraph(group), exact_grid([header, [str(number)] * 5])]
    report = match(Document(tuple(blocks)))
    for number, key in enumerate(("review", "direct", "after_review")):
        assert row(report, f"disputes.{key}") == [number] * 5


def test_the_tables_choose_the_edition_and_the_year_only_where_there_are_none():
    assert (
        read(
            "某某局2020年政府信息公开工作年度报告\n一、总体情况\n好。\n五、存在问题\n有。\n六、其他事项\n无。"
        ).edition
        == "2019"
    )
    late = read(table_two().replace("2024年", "2020年"))
    assert (late.year, late.edition) == (2020, "2021")
    assert "edition.by_tables" in codes(late)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2024年某某局政务公开工作要点", "工作要点"),
        ("关于做好2024年政务公开工作的通知", "通知"),
        ("某某局政府信息公开指南", "信息公开指南"),
    ],
)
def test_other_papers_are_refused_by_name(title, kind):
    with pytest.raises(UnreadableFile) as refused:
        read(f"{title}\n一、总体要求\n认真做好政府信息公开。\n二、工作任务\n加强学习。")
    assert (refused.value.cause, refused.value.detail) == (Cause.NOT_A_REPORT, kind)


def test_a_blank_form_is_a_report():
    report = match(lay_out(Report("某某局", 2024, "2021"), EDITIONS["2021"]))
    assert report == Report("某某局", 2024, "2021", sections={**report.sections})
    assert not report.cells


def test_a_hidden_sheet_is_told():
    document = lay_out(Report("某某局", 2024, "2021"), EDITIONS["2021"])
    report = match(Document(document.blocks, unread=("上年数据",)))
    assert ("sheet.hidden", "上年数据") in {(one.code, one.where) for one in report.remarks}
    assert "sheet.hidden" not in codes(match(document))
