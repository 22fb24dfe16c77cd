"""Every kind of finding as ``check --json`` gives it: code, level, cells, both sides.

Each case names its rule in the list of what reviewers look for. That list has S02, S06, N09
and C04 as warnings; here they are hints: of 36 published reports 31 would be told of the five
topics, all four governments of 考核评议追究, all three with unpaid fees of 收费通知, and a
city's right report of two leaps.
"""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import pytest
from balanced import EDITIONS, SOUND_TEXTS, at, city_report, last_year, sound_report

import main
from forms.report import Report
from forms.saving.store import Saved, save

CITY, TOWN, COUNTY = "某某市人民政府", "某某县某某镇人民政府", "某某县人民政府"
LONG = "存在的问题是公开的内容还不够细，改进的办法是逐项细化目录并按月核对。" * 6
FIVE = "由总体情况、主动公开、收到和处理申请、行政复议和行政诉讼、存在的主要问题及改进情况等"
MADE_ABOLISHED_IN_FORCE = [
    f"disclosure.regulations.{column}" for column in ("made", "abolished", "in_force")
]
STOCK = [MADE_ABOLISHED_IN_FORCE[n] for n in (2, 0, 1)]
DECISIONS = [f"disclosure.{row}.decisions" for row in ("permits", "penalties", "coercion")]
APPLICANTS = ("person", "enterprise", "research", "charity", "law_service", "other")
ROWS = list(EDITIONS["2021"].tables["applications"].rows)
RESULTS = [f"applications.{row}.person" for row in ROWS[2:-2]]
FEES = "disclosure.fees.amount"
PERSON = "applications.received.person"


def of(agency, cells=()):
    """The sound report under a name, with some cells changed."""
    return sound_report(agency=agency).with_values({at(key): v for key, v in dict(cells).items()})


def told(section, text):
    return sound_report().with_section(section, text)


def before(cells=(), **changes):
    """The year before: this year's figures but for those that rules tie to this year's."""
    tied = {cell: v for cell, v in last_year().cells.items() if v or cell.row == "carried_out"}
    own = {at(key): value for key, value in dict(cells).items()}
    return city_report().replace(year=2023, **changes).with_values({**tied, **own})


class Case(NamedTuple):
    rule: str
    code: str
    level: str
    report: Report
    cells: Sequence[str] = ()
    expected: int | None = None
    actual: float | str | None = None
    last_year: Report | None = None


CASES = (
    Case("S01", "section.missing", "error", told("other", None), actual=0),
    Case("S02", "section.topics", "hint", told("overview", LONG)),
    Case("S04", "section.parts", "warning", told("preface", f"{FIVE}五个部分。"), [], 6, 5),
    Case("S06", "section.supervision", "hint", told("overview", LONG)),
    Case("S07", "section.length", "warning", told("overview", "考核"), [], 150, 2),
    Case("S08", "section.empty", "error", told("problems", ""), actual=0),
    Case("S08", "section.length", "warning", told("problems", "无"), [], 50, 1),
    Case("S08", "section.problems", "warning", told("problems", "逐项加强培训。" * 9)),
    Case("S08", "section.improvements", "warning", told("problems", "问题不少。" * 12)),
    Case("S09", "section.fee", "warning", told("other", "没有其他")),
    Case("C01", "cell.blank", "error", of(CITY, {PERSON: None}), [PERSON]),
    Case("C01", "cell.not_a_number", "error", of(CITY, {PERSON: "/"}), [PERSON], None, "/"),
    Case("C01", "cell.negative", "error", of(CITY, {PERSON: -1}), [PERSON], None, -1),
    Case("C02", "cell.fraction", "error", of(CITY, {PERSON: Decimal("1.5")}), [PERSON], None, 1.5),
    Case(
        "C03",
        "plausible.unit",
        "warning",
        of(CITY, {FEES: 1200}),
        [FEES],
        12,
        1200,
        before({FEES: 12}),
    ),
    Case("C03", "plausible.unit", "warning", of(TOWN, {FEES: 10_001}), [FEES], None, 10_001),
    Case("C03", "plausible.unit", "hint", of(COUNTY, {FEES: 10_001}), [FEES], None, 10_001),
    Case(
        "C04",
        "plausible.jump",
        "hint",
        of(CITY),
        DECISIONS[:1],
        10,
        1_573_179,
        before({DECISIONS[0]: 10}),
    ),
    Case(
        "C05",
        "plausible.regulations",
        "warning",
        of("某某市教育局"),
        MADE_ABOLISHED_IN_FORCE,
        0,
        2,
    ),
    Case(
        "C06",
        "plausible.no_decisions",
        "hint",
        of("某某市公安局", dict.fromkeys(DECISIONS, 0)),
        DECISIONS,
        None,
        0,
    ),
    Case(
        "T01",
        "applications.balance",
        "error",
        of(CITY, {"applications.carried_out.person": 116}),
        [
            f"applications.{row}.person"
            for row in ("result_total", "carried_out", "received", "carried_in")
        ],
        3558,
        3556,
    ),
    Case(
        "T02",
        "applications.results",
        "error",
        of(CITY, {"applications.granted.person": 1409}),
        ["applications.result_total.person", *RESULTS],
        3441,
        3440,
    ),
    Case(
        "T03",
        "applications.row_total",
        "error",
        of(CITY, {PERSON: 3441}),
        [f"applications.received.{column}" for column in ("total", *APPLICANTS)],
        3526,
        3525,
    ),
    Case(
        "T04",
        "disputes.total",
        "error",
        of(CITY, {"disputes.review.upheld": 89}),
        [f"disputes.review.{end}" for end in ("total", "upheld", "corrected", "other", "pending")],
        171,
        170,
    ),
    Case(
        "T05",
        "disclosure.in_force",
        "warning",
        of(CITY, dict(zip(STOCK, (1, 3, 1), strict=True))),
        STOCK,
        2,
        1,
    ),
    Case(
        "Y01",
        "lastyear.carried",
        "error",
        of(CITY),
        ["applications.carried_in.total"],
        125,
        121,
        before({"applications.carried_out.total": 125}),
    ),
    Case(
        "Y02",
        "lastyear.carried",
        "warning",
        of(CITY),
        ["applications.carried_in.person"],
        117,
        118,
        before({"applications.carried_out.person": 117}),
    ),
    Case(
        "Y03",
        "lastyear.in_force",
        "error",
        of(CITY),
        STOCK,
        11,
        12,
        before({STOCK[0]: 10}),
    ),
    Case(
        "Y04",
        "plausible.pending",
        "hint",
        of(CITY),
        ["disputes.direct.total"],
        99,
        25,
        before({"disputes.direct.pending": 99}),
    ),
    Case(
        "Y05",
        "text.similar",
        "warning",
        of(CITY),
        [],
        80,
        100,
        before(sections={"problems": SOUND_TEXTS["problems"]}),
    ),
    Case(
        "N01",
        "text.number",
        "warning",
        told("overview", "全市收到政府信息公开申请12件。"),
        ["applications.received.total"],
        3525,
        12,
    ),
    Case(
        "N09",
        "text.fee_notice",
        "hint",
        told("other", "未收取信息处理费。"),
        ["applications.other_no_fee.total"],
        None,
        38,
    ),
    Case(
        "H01",
        "text.year",
        "error",
        told("preface", "统计期限为2023年1月1日至2023年12月31日。"),
        [],
        2024,
        2023,
    ),
    Case(
        "H02", "text.year", "warning", told("overview", "2023年，本机关收到申请。"), [], 2024, 2023
    ),
    Case(
        "H03",
        "text.agency",
        "warning",
        told("preface", "现将某某区教育局2024年政府信息公开工作年度报告公布如下"),
    ),
    Case("H04", "text.placeholder", "warning", told("other", "收取信息处理费XX元。")),
    Case("H04", "text.punctuation", "warning", told("other", "未收取信息处理费。。")),
    Case("H04", "text.half_width", "hint", told("other", "没有收取,也没有免收"), actual=1),
    Case("H05", "text.obsolete", "hint", told("other", "按国办公开办函〔2019〕60号编制。")),
    Case("H06", "text.contact", "warning", told("preface", "联系电话：123")),
    Case("H06", "text.contact_part", "hint", told("preface", "有疑问请联系，电话0527-1234567。")),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.code}-{case.level}")
def test_a_finding_as_other_programs_see_it(case, capsys, tmp_path):
    files = [tmp_path / "报告.gknb", tmp_path / "去年.gknb"]
    save(files[0], Saved(case.report))
    given = []
    if case.last_year is not None:
        save(files[1], Saved(case.last_year))
        given = ["--last-year", str(files[1])]

    code = main.main(["check", str(files[0]), *given, "--json"])

    (checked,) = json.loads(capsys.readouterr().out)
    assert code == any(one["level"] == "error" for one in checked["findings"])
    (found,) = [
        one
        for one in checked["findings"]
        if (one["code"], one["cells"]) == (case.code, [*case.cells])
    ]
    assert (found["level"], found["expected"], found["actual"]) == case[2:3] + case[5:7]
    assert found["message"]
