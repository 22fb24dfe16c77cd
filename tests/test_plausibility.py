"""What is possible and unlikely is a hint; the limits are exact."""

from decimal import Decimal

import pytest
from balanced import EDITIONS, city_report

from forms.cells import Address
from forms.check import check
from forms.plausibility import Kind, agency_kind, plausibility_findings
from forms.report import Report

E2021 = EDITIONS["2021"]
FEES = Address("disclosure", "fees", "amount")
RECEIVED = Address("applications", "received", "total")


def told(report, last_year=None):
    return [
        (one.code.removeprefix("plausible."), one.level.value, one.cells)
        for table in E2021.tables
        for one in plausibility_findings(report, E2021, table, last_year)
    ]


def pair(agency="某某市人民政府"):
    now = Report(agency, 2025, "2021", dict.fromkeys(E2021.addresses, 0))
    return now, now.replace(year=2024)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("某某县某某镇人民政府", Kind.TOWN),
        ("某某区某某街道办事处", Kind.TOWN),
        ("某某县人民政府", Kind.COUNTY),
        ("某某市某某区人民政府", Kind.COUNTY),
        ("某某市公安局", Kind.DEPARTMENT),
        ("某某省人民政府", Kind.RULE_MAKER),
        ("某某市人民政府办公室", Kind.RULE_MAKER),
        ("某某壮族自治区人民政府", Kind.RULE_MAKER),
        ("某某自治区人民政府办公厅", Kind.RULE_MAKER),
        ("某某自治区某某区人民政府", Kind.COUNTY),
        ("国家税务总局", Kind.RULE_MAKER),
        ("国家市场监督管理总局", Kind.RULE_MAKER),
        ("国家税务总局某某县税务局", Kind.DEPARTMENT),
        ("某某实验区", Kind.UNKNOWN),
        ("", Kind.UNKNOWN),
        *(
            (f"某某{name}", kind)
            for kind, names in {
                Kind.TOWN: "乡政府 镇人民政府 街道办事处 街道办",
                Kind.COUNTY: "县政府办公室 区人民政府办公室 旗人民政府办公厅 区政府办公室",
                Kind.RULE_MAKER: "省人民政府办公厅 市人民政府办公室 州人民政府 盟人民政府 部 总署",
                Kind.DEPARTMENT: "局 厅 委员会 委 办公室 中心 大队",
            }.items()
            for name in names.split()
        ),
        ("中华人民共和国审计署", Kind.RULE_MAKER),
    ],
)
def test_kind_by_name(name, kind):
    assert agency_kind(name) is kind


def test_fee_a_hundred_times_last_years():
    now, before = pair()
    before = before.with_value(FEES, Decimal("12.5"))
    assert told(now.with_value(FEES, 1250), before) == [("unit", "warning", (FEES,))]
    assert told(now.with_value(FEES, 1249), before) == []
    half = before.with_value(FEES, Decimal("0.5"))
    assert told(now.with_value(FEES, 50), half) == [("unit", "warning", (FEES,))]
    # Nothing last year is nothing to compare with; nothing this year leaps nowhere.
    for then, this in ((0, 50), (50, 0), (0, 0)):
        assert told(now.with_value(FEES, this), before.with_value(FEES, then)) == []


def test_fee_in_another_unit_is_no_amount_in_wan():
    now, before = pair("某某镇人民政府")
    now, before = now.with_value(FEES, 125_000), before.with_value(FEES, 12)
    assert told(now, before) == [("unit", "warning", (FEES,))]
    assert told(now.replace(units={FEES: "元"}), before) == []
    assert told(now.replace(units={FEES: "万元"}), before) == [("unit", "warning", (FEES,))]
    # 12 of 元 last year says nothing of 万元: only the size counts.
    assert told(now, before.replace(units={FEES: "元"})) == [("unit", "warning", (FEES,))]


def test_large_round_fee_of_a_small_unit_without_last_year():
    town, _ = pair("某某镇人民政府")
    city, _ = pair()
    county, _ = pair("某某县人民政府")
    assert told(town.with_value(FEES, 10_001)) == [("unit", "warning", (FEES,))]
    assert told(county.with_value(FEES, 10_001)) == [("unit", "hint", (FEES,))]
    assert told(town.with_value(FEES, 10_000)) == []
    assert told(town.with_value(FEES, Decimal("10001.5"))) == []
    assert told(city.with_value(FEES, 10_001)) == []
    for agency, is_small in (
        ("某某县教育局", True),
        ("某某市某某区教育局", True),
        ("某某市教育局", False),
        ("某某自治区教育厅", False),
        ("某某县协会", False),
    ):
        found = told(pair(agency)[0].with_value(FEES, 10_001))
        assert found == ([("unit", "warning", (FEES,))] if is_small else [])


@pytest.mark.parametrize(
    ("before", "now", "is_found"),
    [
        (10, 51, True),
        (10, 50, False),
        (51, 10, True),
        (50, 10, False),
        (0, 21, True),
        (0, 20, False),
    ],
)
def test_jump_beyond_five_times(before, now, is_found):
    this, last = pair()
    found = told(this.with_value(RECEIVED, now), last.with_value(RECEIVED, before))
    assert found == ([("jump", "hint", (RECEIVED,))] if is_found else [])


@pytest.mark.parametrize(("edition", "is_found"), [("2019", False), ("2021", True)])
def test_jump_between_editions_needs_the_same_meaning(edition, is_found):
    """新制作 of the older form is not 制发; received in all is the same in both."""
    made = Address("disclosure", "normative_documents", "made")
    now, before = pair()
    now = now.with_values({made: 500, RECEIVED: 500})
    before = before.replace(edition=edition).with_values({made: 3, RECEIVED: 3})
    jumps = [cells for code, _, cells in told(now, before) if code == "jump"]
    assert jumps == ([(made,), (RECEIVED,)] if is_found else [(RECEIVED,)])


def test_what_the_form_itself_calls_a_change_does_not_jump():
    """本年增/减 of the older form may be anything."""
    now = Report("某某市人民政府", 2020, "2019", dict.fromkeys(EDITIONS["2019"].addresses, 0))
    total, change = (Address("disclosure", "permits", c) for c in ("decisions", "change"))
    more = now.with_values({total: 500, change: 500})
    before = now.replace(year=2019)
    found = plausibility_findings(more, EDITIONS["2019"], "disclosure", before)
    assert [(f.cells, f.expected, f.actual) for f in found] == [((total,), 0, 500)]


def test_jump_needs_the_year_before():
    this, last = pair()
    assert told(this.with_value(RECEIVED, 90), last.replace(year=2022)) == []


@pytest.mark.parametrize(
    ("agency", "level"),
    [
        ("某某镇人民政府", "warning"),
        ("某某市教育局", "warning"),
        ("国务院某某委员会", None),
        ("中国某某委员会", None),
        ("某某市人民政府", None),
    ],
)
def test_regulations_of_those_who_make_none(agency, level):
    cell = Address("disclosure", "regulations", "in_force")
    report, _ = pair(agency)
    found = told(report.with_value(cell, 1))
    assert found == ([("regulations", level, (cell,))] if level else [])


def test_no_decisions_of_an_enforcing_department():
    report, _ = pair("某某县公安局")
    assert [code for code, _, _ in told(report)] == ["no_decisions"]
    (found,) = plausibility_findings(report, E2021, "disclosure")
    assert (found.expected, found.actual, len(found.cells)) == (None, 0, 3)
    one = Address("disclosure", "penalties", "decisions")
    assert told(report.with_value(one, 1)) == []
    assert told(report.with_value(one, None)) == []
    assert told(report.replace(agency="某某县档案局")) == []
    assert told(report.replace(agency="某某市市场监管协会")) == []
    for name in (
        *("公安", "市场监督管理", "市场监管", "城市管理", "综合执法", "交通运输", "生态环境"),
        *("应急管理", "税务", "卫生健康", "自然资源"),
    ):
        assert [code for code, _, _ in told(pair(f"某某市{name}局")[0])] == ["no_decisions"]


def test_pending_cases_that_vanish():
    now, before = pair()
    total = Address("disputes", "review", "total")
    before = before.with_value(Address("disputes", "review", "pending"), 2)
    assert told(now.with_value(total, 1), before) == [("pending", "hint", (total,))]
    assert told(now.with_value(total, 2), before) == []


def test_a_balanced_city_is_plausible():
    assert [f for f in check(city_report(), E2021) if f.code.startswith("plausible.")] == []
