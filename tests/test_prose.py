"""The prose against the tables: what contradicts a cell is found, all else is left alone."""

from decimal import Decimal

import pytest
from balanced import EDITIONS, city_report
from clerks_sentences import AGREES as MORE_AGREE
from clerks_sentences import CONTRADICTS as MORE_CONTRADICT
from clerks_sentences import NOT_READ
from hypothesis import given, settings
from hypothesis import strategies as st
from prose_sentences import AGREES, CONTRADICTS

from forms.cells import Address
from forms.check import check
from forms.prose import prose_findings
from forms.report import Remark, Report
from forms.text.figure_ledger import Source, figure_ledger
from forms.wording import finding_sentence

E2019, E2021 = EDITIONS["2019"], EDITIONS["2021"]
COUNTS = {
    "applications": {
        "received": (46, 4),
        "carried_in": (2, 0),
        "granted": (18, 2),
        "partial": (9, 1),
        "deny_internal": (5, 0),
        "unable_not_held": (7, 1),
        "reject_petition": (3, 0),
        "other_else": (2, 0),
        "result_total": (44, 4),
        "carried_out": (4, 0),
    },
    "disputes": {"review": (2, 1), "direct": (1, 0), "after_review": (1, 1)},
    "disclosure": {"normative_documents": (5, 3, 20), "permits": (100,), "penalties": (30,)},
}


def small_report():
    """A balanced report: 50 came in, 2 were carried in, 48 answered, 4 carried out."""
    cells = dict.fromkeys(E2021.addresses, 0)
    for table, rows in COUNTS.items():
        for row, counts in rows.items():
            columns = list(E2021.tables[table].rows[row].areas)
            cells |= {
                Address(table, row, column): count
                for column, count in zip(columns, counts, strict=False)
            }
            if "total" in columns:
                cells[Address(table, row, "total")] = sum(counts)
    cells[Address("disclosure", "fees", "amount")] = Decimal("12.5")
    return Report("某某市某某局", 2025, "2021", cells)


REPORT = small_report()


def told(text, report=REPORT, section="overview"):
    """Both sides of every warning about a text."""
    found = prose_findings(report.with_section(section, text), EDITIONS[report.edition])
    assert {finding.code for finding in found} <= {"text.number"}
    return [(one.expected, one.actual) for one in found if one.level.value == "warning"]


@pytest.mark.parametrize("text", [*AGREES, *MORE_AGREE, *NOT_READ])
def test_no_warning(text):
    """The figure agrees, or the sentence counts something else, a part, or another year."""
    assert told(text) == []


@pytest.mark.parametrize(("text", "sides"), [*CONTRADICTS, *MORE_CONTRADICT])
def test_contradiction(text, sides):
    """The table's figure and the text's."""
    assert told(text) == sides


@pytest.mark.parametrize("text", [*AGREES, *MORE_AGREE])
def test_nothing_is_said_of_a_blank_form(text):
    """Where whole tables are blank, the blank is the finding."""
    assert told(text, Report("某某市某某局", 2025, "2021")) == []


def test_blank_row_against_a_figure():
    """A row without a figure in a table that has others: expected is None."""
    blank = {Address("disputes", "review", column): None for column in ("upheld", "total")}
    rest = {Address("disputes", "review", column): None for column in ("corrected", "other")}
    pending = {Address("disputes", "review", "pending"): None}
    report = REPORT.with_values({**blank, **rest, **pending})
    text = "因政府信息公开引发行政复议3件，行政诉讼3件。"
    finding = prose_findings(report.with_section("overview", text), E2021)

    assert [(f.expected, f.actual) for f in finding] == [(None, 3)]
    assert finding[0].cells == (Address("disputes", "review", "total"),)
    assert told("因政府信息公开引发行政复议0件。", report) == []


def test_blank_cells_are_at_least_zero():
    """A total that is not there: the cells that are filled in are the least there can be."""
    blank = {Address("applications", "granted", column): None for column in ("total", "research")}
    report = REPORT.with_values(blank)

    assert told("依申请公开方面，予以公开19件。", report) == [(20, 19)]
    assert told("依申请公开方面，予以公开20件。", report) == []
    assert told("依申请公开方面，予以公开25件。", report) == []
    for told_of, is_incomplete in ((report, True), (REPORT, False)):
        text = told_of.with_section("overview", "依申请公开方面，予以公开19件。")
        assert [f.incomplete for f in prose_findings(text, E2021)] == [is_incomplete]


def test_carried_in_cases_counted_as_received():
    """收到 52 = 50 + 2: the table has no 52, and no word tells why; 受理 may take them in."""
    for text, level in (
        ("共收到政府信息公开申请52件。", "warning"),
        ("共收到政府信息公开申请52件，办结48件。另有4件结转下年度办理。", "hint"),
    ):
        found = prose_findings(REPORT.with_section("overview", text), E2021)
        assert [(f.level.value, f.expected, f.actual) for f in found] == [(level, 50, 52)]
        assert {cell.row for cell in found[0].cells} == {"received", "carried_in"}
        assert "如含上年结转，请写明" in finding_sentence(found[0], E2021)
    assert told("共收到政府信息公开申请52件，其中上年结转2件。") == []
    assert told("共受理政府信息公开申请52件。") == []
    assert told("共受理政府信息公开申请53件。") == [(50, 53)]


RESULTS = "其中予以公开20件，部分公开10件，不予公开5件，无法提供8件，不予处理3件，其他处理2件"


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        # 48 results and 4 carried out are the 50 that came in and the 2 that were carried in.
        (f"收到政府信息公开申请50件，{RESULTS}。", []),
        (f"收到政府信息公开申请50件，{RESULTS}，结转下年度4件。", []),
        (f"收到政府信息公开申请51件，{RESULTS}。", [(50, 51), (48, 51)]),
        (f"答复政府信息公开申请48件，{RESULTS}。", []),
        (f"答复政府信息公开申请52件，{RESULTS}。", [(48, 52), (48, 52)]),
        # A result that is told twice is no list to add up.
        (f"答复政府信息公开申请48件，{RESULTS}，予以公开20件均已送达。", []),
    ],
)
def test_results_add_up_with_what_was_carried(text, sides):
    assert told(text) == sides


@pytest.mark.parametrize(
    ("granted", "percent", "sides"),
    [
        (25, "50.5", []),
        (25, "50.6", [(50, Decimal("50.6"))]),
        (25, "49.5", []),
        (25, "49.4", [(50, Decimal("49.4"))]),
        (50, "100", []),
    ],
)
def test_a_share_is_right_within_half_a_point(granted, percent, sides):
    """Of 50 that came in, were answered and were to be answered."""
    cells = {"granted": granted, "received": 50, "carried_in": 0, "result_total": 50}
    values = {Address("applications", row, "total"): count for row, count in cells.items()}
    report = REPORT.with_values(values | {Address("applications", "carried_in", "person"): 0})
    text = f"收到政府信息公开申请50件，予以公开{granted}件，占{percent}%。"
    assert told(text, report) == sides


@pytest.mark.parametrize("share", ["约占60%", "占约60%", "占比近60%", "占60%以上", "占60%左右"])
def test_a_rough_share_contradicts_nothing(share):
    assert told(f"收到政府信息公开申请50件，予以公开20件，{share}。") == []
    assert told("收到政府信息公开申请50件，办结率约60%。") == []


def test_none_came_in_against_results():
    """Nothing received and nothing carried in leaves nothing to answer."""
    zero = {a: 0 for a in E2021.addresses if a.table == "applications"}
    report = REPORT.with_values(zero)
    assert told("全年未收到政府信息公开申请。", report) == []
    one = report.with_value(Address("applications", "result_total", "person"), 1)
    assert told("全年未收到政府信息公开申请。", one) == [(1, 0)]
    # What was carried in was answered; and that nothing was carried in says nothing of it.
    carried = one.with_value(Address("applications", "carried_in", "total"), 1)
    assert told("全年未收到政府信息公开申请。", carried) == []
    assert told("无上年结转申请。", one) == []


def test_all_answered_against_the_results():
    """Every request answered, and the table has fewer results, or too many."""
    text = "收到政府信息公开申请50件，均按时答复。"
    total = Address("applications", "result_total", "total")
    few = {total: 0} | {Address("applications", "carried_out", "total"): 0}
    many = {Address("applications", "granted", "total"): 29}

    assert told(text) == []
    assert told("因政府信息公开引发行政复议3件，全部办结。") == []
    assert told(text, REPORT.with_values(few)) == [(0, 50)]
    assert told(text, REPORT.with_values(many)) == [(57, 50)]


def test_happened_without_a_figure():
    """发生…情况 where every such row is 0 most likely lacks a 未."""
    deny = {a: 0 for a in E2021.addresses if a.row.startswith("deny_")}
    text = "发生不予公开政府信息情况，无投诉。"
    assert told(text) == []
    assert told(text, REPORT.with_values(deny)) == [(0, None)]
    assert told("未发生不予公开政府信息情况。", REPORT.with_values(deny)) == []


def test_editions_know_their_own_cells():
    """2019 has no 废止 and no 收费金额: nothing to compare with."""
    cells = dict.fromkeys(E2019.addresses, 0)
    report = Report("某某局", 2020, "2019", cells)
    assert told("废止行政规范性文件3件，行政事业性收费5万元。", report) == []
    assert told("制定规范性文件3件。", report) == [(0, 3)]


def test_quote_place_and_sentence():
    """The finding quotes the text where it stands; check carries it, and it is worded."""
    text = "（一）总体。\n因政府信息公开引发行政复议2件。"
    found = [
        f for f in check(REPORT.with_section("overview", text), E2021) if f.code == "text.number"
    ]
    (finding,) = found
    assert text[finding.start : finding.end] == finding.words[0]
    assert finding.words[0].endswith("行政复议2件")
    sentence = finding_sentence(finding, E2021)
    assert all(word in sentence for word in ("行政复议2件", "3", "第四部分"))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 200), st.integers(0, 200))
def test_found_exactly_where_the_figures_differ(inside, outside):
    """Whatever the figures, the warning is there when they differ and only then."""
    address = Address("applications", "received", "total")
    parts = {Address("applications", "received", c): None for c in ("person", "enterprise")}
    rest = {a: None for a in E2021.addresses if a.row == "received" and a not in parts}
    report = city_report().with_values({**rest, **parts, address: inside})
    found = told(f"新收政府信息公开申请{outside}件。", report)
    assert found == ([] if inside == outside else [(inside, outside)])


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        "收到申请公开不予行政复议诉讼结转下年其中《（）》，。；0123件条元%万年\n十百无未",
        max_size=120,
    )
)
def test_any_text_is_survived(text):
    """No text breaks the reading, and every finding quotes its place."""
    report = REPORT.with_section("overview", text)
    for finding in prose_findings(report, E2021):
        assert finding.words[0].strip() == text[finding.start : finding.end].strip()


def test_prose_is_not_held_against_a_table_that_is_just_begun():
    """Carried-over figures alone do not make the rest of the table a statement."""
    edition = EDITIONS["2021"]
    begun = {
        Address("applications", "carried_in", c): 1 for c in edition.tables["applications"].columns
    }
    report = Report("某局", 2025, "2021", begun, {"overview": "2025年，办结申请21件。"})

    assert prose_findings(report, edition) == []


def test_documents_made_public_where_the_table_has_none():
    """So many items are not so many documents; but where there are none, none can be public."""
    text = "主动公开政府信息44条，其中政策、规范性文件信息4条，行政许可类信息40条。"
    none = {a: 0 for a in E2021.addresses if a.row == "normative_documents"}

    assert told(text) == []
    assert told(text, REPORT.with_values(none)) == [(0, None)]
    assert told(f"去年{text}", REPORT.with_values(none)) == []
    assert told("转发上级文件，公开规范性文件信息4条。", REPORT.with_values(none)) == []
    assert told("公开规范性文件4件。", REPORT.with_values(none)) == []


def test_a_cell_that_the_reader_left_open_contradicts_nothing():
    """Two ways to read a row: the clerk chooses first."""
    cell = Address("disclosure", "normative_documents", "made")
    text, report = "制发行政规范性文件5件。", REPORT.with_value(cell, None)
    choices = (((str(cell), 5),), ((str(cell), 53),))
    remark = Remark("cells.ambiguous", "有两种读法。", str(cell), choices=choices)

    assert told(text, report) == [(None, 5)]
    assert told(text, report.replace(remarks=(remark,))) == []


@pytest.mark.parametrize(
    ("told_as", "is_right"),
    [
        ("1573179件", True),
        ("1573178件", False),
        ("157.32万件", True),
        ("157.31万件", True),
        ("157.33万件", False),
        ("157万件", True),
        ("158万件", True),
        ("159万件", False),
    ],
)
def test_what_is_told_in_ten_thousands_is_rounded_or_cut_off(told_as, is_right):
    decided = Address("disclosure", "permits", "decisions")
    text = f"作出行政许可决定{told_as}。"
    report = REPORT.with_value(decided, 1_573_179).with_section("overview", text)
    assert [f.cells for f in prose_findings(report, E2021)] == ([] if is_right else [(decided,)])
    (entry,) = figure_ledger(report, E2021)
    assert entry.source is (Source.CELL if is_right else Source.DIFFERS)


@pytest.mark.parametrize("years", ["2022—2024年", "2022年至2024年", "2023-2024年", "2022~2024年"])
def test_several_years_together_are_not_the_report_s_year(years):
    assert told(f"{years}收到政府信息公开申请700件。", REPORT.replace(year=2024)) == []
    assert told("2024年收到政府信息公开申请700件。", REPORT.replace(year=2024)) != []
