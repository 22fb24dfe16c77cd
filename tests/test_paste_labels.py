"""A pasted block is laid by the labels that came along, from text and from HTML."""

from decimal import Decimal

import pytest
from paste_hands import SHAPES, at, changed, plan

from forms.cells import Address
from forms.report import Report
from ui.paste_labels import is_value_text, plain_label
from ui.table_paste import PastePlan

# --- by labels ---------------------------------------------------------------------------


def test_row_label_that_came_along_is_no_value():
    made = plan("1.属于国家秘密\t2\t0\t0\t0\t0\t1\t3")
    assert changed(made) == {
        "deny_secret.person": 2,
        "deny_secret.enterprise": 0,
        "deny_secret.research": 0,
        "deny_secret.charity": 0,
        "deny_secret.law_service": 0,
        "deny_secret.other": 1,
    }


@pytest.mark.parametrize(
    "label",
    [
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "(二)部分公开(区分处理的,只计这一情形,不计其他情形)",
        "（二） 部分公开",
        "部分公开",
    ],
)
def test_labels_are_compared_without_blanks_widths_and_numbers(label):
    assert changed(plan(f"{label}\t7", ("received", "person"))) == {"partial.person": 7}


def test_rows_go_where_their_labels_say_in_any_order():
    made = plan("2.重复申请\t2\n一、本年新收政府信息公开申请数量\t9", ("granted", "person"))
    assert changed(made) == {"reject_repeat.person": 2, "received.person": 9}


def test_columns_go_where_their_headers_say():
    made = plan("\t总计\t其他\t自然人\n3.其他\t9\t4\t5", ("received", "person"))
    assert changed(made) == {"other_else.other": 4, "other_else.person": 5}
    assert made.totals == 1


def test_headers_without_row_labels_go_down_from_the_current_row_and_are_shown():
    made = plan("商业企业\t科研机构\n1\t2\n3\t4", ("granted", "person"))
    assert changed(made) == {
        "granted.enterprise": 1,
        "granted.research": 2,
        "partial.enterprise": 3,
        "partial.research": 4,
    }
    assert made.needs_preview


def test_row_that_the_form_does_not_have_is_left_out_and_told():
    made = plan("1.属于国家秘密\t2\n9.属于工作秘密\t4\n2.其他法律行政法规禁止公开\t3")
    assert changed(made) == {"deny_secret.person": 2, "deny_law.person": 3}
    assert made.unplaced == ("4",)
    assert made.needs_preview


def test_column_that_the_form_does_not_have_is_left_out_and_told():
    made = plan("\t自然人\t法人小计\t总计\n（一）予以公开\t2\t3\t5")
    assert changed(made) == {"granted.person": 2}
    assert made.unplaced == ("3",)


def test_same_row_twice_is_not_guessed():
    made = plan("2.重复申请\t2\n2.重复申请\t3")
    assert changed(made) == {"reject_repeat.person": 2}
    assert made.unplaced == ("3",)


def test_more_values_than_the_row_has_are_told():
    made = plan("2.重复申请\t1\t2\t3\t4\t5\t6\t21\t99")
    assert made.unplaced == ("99",)


def test_unknown_labels_fall_back_to_position_and_are_shown():
    made = plan("甲项\t1\t2\n乙项\t3\t4", ("granted", "person"))
    assert changed(made) == {
        "granted.person": 1,
        "granted.enterprise": 2,
        "partial.person": 3,
        "partial.enterprise": 4,
    }
    assert made.needs_preview


def test_ragged_lines_are_read_row_by_row():
    """Word's plain text: merged labels make the lines unequally long."""
    text = "三、本年度办理结果\t（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n（二）部分公开\t2\t0\t0\t0\t0\t0\t2"
    made = plan(text)
    assert made.changes[at("granted", "person")] == 1
    assert made.changes[at("partial", "person")] == 2
    assert not made.unplaced


def test_transposed_block_with_labels_is_laid_by_them_and_shown():
    text = "\t一、本年新收政府信息公开申请数量\t二、上年结转政府信息公开申请数量\n自然人\t3\t1\n商业企业\t2\t0"
    made = plan(text, ("granted", "charity"))
    assert changed(made) == {
        "received.person": 3,
        "carried_in.person": 1,
        "received.enterprise": 2,
        "carried_in.enterprise": 0,
    }
    assert made.needs_preview


# --- part four: the same five headers three times ----------------------------------------

DISPUTES = SHAPES["2021", "disputes"]
FIVE = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计"


def test_full_line_of_part_four():
    made = plan(
        f"{FIVE}\t{FIVE}\t{FIVE}\n1\t2\t3\t4\t10\t0\t0\t0\t0\t0\t5\t0\t0\t1\t6",
        ("direct", "upheld"),
        shape=DISPUTES,
    )
    assert made.changes[Address("disputes", "review", "upheld")] == 1
    assert made.changes[Address("disputes", "after_review", "upheld")] == 5
    assert not made.needs_preview


def test_group_name_over_the_headers_decides():
    made = plan(f"复议后起诉\t\t\t\t\n{FIVE}\n1\t2\t3\t4\t10", ("review", "upheld"), shape=DISPUTES)
    assert made.changes[Address("disputes", "after_review", "upheld")] == 1


def test_five_headers_alone_go_to_the_current_group_and_are_shown():
    made = plan(f"{FIVE}\n1\t2\t3\t4\t10", ("direct", "pending"), shape=DISPUTES)
    assert made.changes[Address("disputes", "direct", "upheld")] == 1
    assert made.needs_preview


# --- HTML --------------------------------------------------------------------------------


def test_table_of_html_is_preferred_and_merged_cells_keep_their_place():
    html = """<html><head><style>td {}</style></head><body><table>
    <tr><td colspan=2>一、本年新收政府信息公开申请数量</td><td>3</td><td><b>1</b></td></tr>
    <tr><td rowspan=2>（三）不予公开</td><td>1.属于国家秘密</td><td>&nbsp;</td><td><p>2</p></td></tr>
    <tr><td>2.其他法律行政<br>法规禁止公开</td><td>4</td><td>5</td></tr></table></body></html>"""
    made = plan("9 9 9", html=html)
    assert changed(made) == {
        "received.person": 3,
        "received.enterprise": 1,
        "deny_secret.enterprise": 2,
        "deny_law.person": 4,
        "deny_law.enterprise": 5,
    }


def test_merged_numbers_are_one_value():
    made = plan(html="<table><tr><td rowspan=2>3</td><td>1</td></tr><tr><td>2</td></tr></table>")
    assert changed(made) == {
        "received.person": 3,
        "received.enterprise": 1,
        "carried_in.enterprise": 2,
    }


def test_html_without_a_table_leaves_it_to_the_text():
    assert changed(plan("12", html="<p>12</p>")) == {"received.person": 12}


@pytest.mark.parametrize(
    "html",
    [
        "<table>",
        "<table><tr>",
        "</td></tr></table><table><tr><td>",
        "<td>5",
        "<table><tr><td colspan=99999999>1",
        "<table><table><table>",
        "<script>table</script>",
    ],
)
def test_broken_html_breaks_nothing(html):
    assert isinstance(plan("", html=html), PastePlan)


def test_hidden_texts_of_html_are_no_values():
    html = "<table><tr><td><script>7</script><style>8</style>5</td></tr></table>"
    assert changed(plan(html=html)) == {"received.person": 5}


# --- part two ----------------------------------------------------------------------------


def test_part_two_by_its_labels():
    text = (
        "第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t2\t0\t11\n行政规范性文件\t109\t489\t597\n"
        "第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t1808595\n第二十条第（八）项\n行政事业性收费\t59237.2449"
    )
    made = plan(text, ("fees", "amount"), shape=SHAPES["2021", "disclosure"])
    assert changed(made) == {
        "regulations.made": 2,
        "regulations.abolished": 0,
        "regulations.in_force": 11,
        "normative_documents.made": 109,
        "normative_documents.abolished": 489,
        "normative_documents.in_force": 597,
        "permits.decisions": 1808595,
        "fees.amount": Decimal("59237.2449"),
    }


def test_three_columns_of_2019_fit_its_six_units():
    made = plan(
        "行政许可\t12\t+3\t40",
        shape=SHAPES["2019", "disclosure"],
        start=("fees", "last_year"),
        report=Report(edition="2019"),
    )
    assert changed(made) == {"permits.last_year": 12, "permits.change": 3, "permits.decisions": 40}


# --- texts -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("（三）不予 公开", "不予公开"),
        ("3.危及“三安全一稳定”", "危及三安全一稳定"),
        ("四、结转下年度继续办理", "结转下年度继续办理"),
        ("１．属于国家秘密", "属于国家秘密"),
        ("（七）总计", "总计"),
        ("3.", "3"),
    ],
)
def test_plain_label(text, plain):
    assert plain_label(text) == plain


@pytest.mark.parametrize(
    ("text", "is_value"),
    [
        ("0", True),
        ("12件", True),
        ("/", True),
        ("无", True),
        ("3.其他", False),
        ("1.属于国家秘密", False),
        ("2025年新收", False),
        ("自然人", False),
        ("", False),
    ],
)
def test_value_text(text, is_value):
    assert is_value_text(text) is is_value
