"""Every finding, rule and refusal has one sentence that carries its figures."""

from decimal import Decimal

from balanced import EDITIONS, balanced_reports, city_report, counts
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.cells import Address
from forms.check import check
from forms.errors import Cause, UnreadableFile
from forms.live_figures import LiveFigure
from forms.refusals import error_sentence
from forms.report import Report
from forms.wording import (
    CELL_AND_TEXT_CODES,
    cell_name,
    finding_sentence,
    part_heading,
    relation_sentence,
)

E2021 = EDITIONS["2021"]


def is_one_sentence(text):
    """One line of Chinese that ends as a sentence does, nothing unfilled."""
    return (
        text and "\n" not in text and text[-1] in "。）" and "None" not in text and "{" not in text
    )


def test_every_rule_has_a_sentence_of_its_own():
    """No two rules of an edition read the same."""
    for edition in EDITIONS.values():
        sentences = {relation_sentence(relation, edition) for relation in edition.relations}
        same_place = {(r.code, r.place) for r in edition.relations}
        assert len(sentences) >= len(same_place) - 2


def test_balance_sentence_has_place_and_both_sides():
    """The clerk reads column, sums and difference."""
    report = city_report().with_value(Address("applications", "carried_out", "person"), 110)
    finding = next(f for f in check(report, E2021) if f.code == "applications.balance")
    sentence = finding_sentence(finding, E2021)

    assert all(word in sentence for word in ("自然人", "3558", "3550", "少8"))
    assert part_heading(finding, E2021) == "三、收到和处理政府信息公开申请情况"


def unlikely_findings():
    """A report whose prose and figures are possible and hard to believe."""
    text = "2023年，主动公开政府信息30条。\n" + "因政府信息公开引发行政复议7件。" * 6
    fees = Address("disclosure", "fees", "amount")
    decisions = [a for a in E2021.addresses if a.column == "decisions"]
    before = city_report().replace(year=2023, sections={"overview": text})
    now = city_report().replace(agency="某某县公安局", sections={"overview": text})
    now = now.with_values({**dict.fromkeys(decisions, 0), fees: 7_270_125_780})
    pending = Address("disputes", "review", "pending")
    slips = (
        "现将白水县水利局2024年政府信息公开工作年度报告公布，，如有疑问，请联系电话0571-1,XX号。\n"
    )
    slips += "办公,地址。邮编：1。制发规范性文件5件。"
    unpaid = Address("applications", "other_no_fee", "total")
    now = now.with_value(unpaid, 2).with_section("other", slips)
    ledger = {"disputes.table": 1, "disputes.row.review": 2, "disputes.column.upheld": 3}
    now = now.replace(control_totals=ledger)
    return check(now, E2021, before.with_value(pending, 200))


LEFT_OUT = "由总体情况、主动公开情况、收到和处理申请情况、存在的主要问题及改进情况组成。"
FIVE_PARTS = LEFT_OUT.replace("组成", "、复议诉讼、其他需要报告的事项等五项内容组成")


def test_every_code_has_a_sentence():
    """A report with everything wrong: each code of check is worded."""
    last = city_report().replace(year=2020)
    wrong = {
        Address("disclosure", "fees", "amount"): "/",
        Address("disclosure", "permits", "decisions"): -1,
        Address("disputes", "review", "total"): Decimal("170.5"),
        Address("disclosure", "regulations", "in_force"): 0,
    }
    blank_figure = LiveFigure("overview", 0, 1, Address("disclosure", "fees", "amount"))
    reports = [
        city_report().with_values(wrong),
        city_report().replace(agency="", year=None, sections={"overview": "", "problems": "无"}),
        city_report().replace(
            year=2020, sections={"overview": "字" * 1500, "problems": "字" * 60, "other": "无"}
        ),
        city_report().replace(units={Address("disclosure", "fees", "amount"): "元"}),
        *(Report(year=2025, sections={"preface": one}) for one in (FIVE_PARTS, LEFT_OUT)),
        Report(edition="2021"),
        Report(year=2025, sections={"overview": "3"}, figures=(blank_figure,)),
    ]
    found = [f for report in reports for f in check(report, E2021, last)]
    found += unlikely_findings()

    assert all(is_one_sentence(finding_sentence(f, E2021)) for f in found)
    assert set(CELL_AND_TEXT_CODES) - {f.code for f in found} == set()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["2019", "2021"]).flatmap(balanced_reports), st.data())
def test_any_finding_is_worded_with_its_figures(report, data):
    """Both sides of a broken relation stand in its sentence."""
    edition = EDITIONS[report.edition]
    cell = data.draw(st.sampled_from(edition.addresses))
    changed = report.with_value(cell, data.draw(counts | st.sampled_from(["/", None])))
    for finding in check(changed, edition):
        sentence = finding_sentence(finding, edition)
        assert is_one_sentence(sentence)
        if finding.relation is not None:
            assert str(finding.expected) in sentence
            assert str(finding.actual) in sentence


def test_every_refusal_is_one_line_with_the_file():
    """Each cause is worded; a name with control characters stays one line."""
    for cause in Cause:
        sentence = error_sentence(UnreadableFile("年报\n\x1b[2J.docx", cause, "细\n节"))
        assert "\n" not in sentence
        assert "\x1b" not in sentence
        assert sentence.startswith("年报")


def test_rows_side_by_side_are_no_rows_and_quotes_stand_in_quotes():
    """What part four prints are groups of one line; a label has quotes of its own."""
    pending = Address("disputes", "review", "pending")
    safety = Address("applications", "deny_safety", "person")

    assert cell_name(pending, E2021) == "“行政复议”栏“尚未审结”列"
    assert cell_name(safety, E2021) == "“危及‘三安全一稳定’”行“自然人”列"
