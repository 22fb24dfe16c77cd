"""A wrong year is found; titles, plans, budgets and comparisons may name any year."""

import pytest

from forms.report import Report
from forms.text.years_in_text import wrong_years, year_findings

YEAR = 2025

WRONG = [
    ("preface", "本报告数据的统计期限为2024年1月1日至2024年12月31日。", 2024),
    ("preface", "统计期限自2025年1月1日起至2024年12月31日止。", 2024),
    ("preface", "统计期限自 2024 年 1 月 1 日至 12 月 31 日。", 2024),
    ("preface", "现编制完成2024年度政府信息公开工作年度报告。", 2024),
    ("preface", "现向社会公布2026年政府信息公开年度报告。", 2026),
    ("overview", "截止2025年1月21日，累计发布信息1106条。", 2025),
    ("overview", "截至2024年12月31日，主动公开政府信息152条。", 2024),
    ("overview", "截至2024年底，主动公开政府信息152条。", 2024),
    ("overview", "现将2024年政府信息公开工作年度报告公布如下。", 2024),
    ("overview", "2024年，我局共收到政府信息公开申请50件。", 2024),
    ("overview", "（二）依申请公开。2024年共受理政府信息公开申请8件，均已答复。", 2024),
    ("overview", "（二）依申请公开。2024年收到申请10件，上年结转2件，办结11件。", 2024),
    ("overview", "2026年，通过门户网站主动公开政府信息300条。", 2026),
    ("problems", "2024年，我局政府信息公开工作取得了一定成效。", 2024),
    ("overview", "2024年，某某局认真开展工作。公开信息120条。", 2024),
    ("overview", "工作有序。本报告统计时间为2024年度。", 2024),
    ("problems", "2024年，工作中还有不足。", 2024),
    ("other", "2024年未收取信息处理费。", 2024),
    ("other", "无其他需要报告的事项。\n某某局\n2025年1月26日", 2025),
    ("other", "某某局办公室2025年1月26日印发", 2025),
]

FINE = [
    ("preface", "本报告数据的统计期限为2025年1月1日至2025年12月31日。"),
    ("preface", "统计期限为2025年1月1日至12月31日。现公布2025年政府信息公开工作年度报告。"),
    ("preface", "根据《关于做好2024年政府信息公开工作年度报告编制工作的通知》要求编制。"),
    ("preface", "根据国办公开办函〔2021〕30号要求编制。"),
    ("preface", "按照关于编制2024年政府信息公开工作年度报告有关事项的通知要求编制。"),
    ("overview", "按时公开2025年部门预算、2024年部门决算。"),
    ("overview", "落实《2024年政务公开工作要点》，办理提案12件。"),
    ("overview", "按时发布2024年政府信息公开工作年度报告。"),
    ("overview", "较2024年1月1日至2024年12月31日，收到申请多30件。"),
    ("overview", "比截至2024年12月31日多30件。"),
    ("overview", "2023年，通过门户网站主动公开政府信息300条。"),
    ("overview", "2024年的上年遗留问题已经解决。"),
    ("overview", "2024年收到申请50件，2025年收到申请80件。"),
    ("overview", "收到申请80件，较2024年增加30件。"),
    ("overview", "截至2025年12月31日，累计发布信息1106条。"),
    ("overview", "截至2026年1月10日，2025年的申请均已答复。"),
    ("overview", "2024年12月起，实行“一窗受理”。"),
    ("overview", "2020年以来，累计主动公开政府信息5000条。"),
    ("problems", "2026年，我局将做好主动公开和依申请公开工作，公开政府信息300条以上。"),
    ("other", "2024年的费用已退还；2025年未收取信息处理费。"),
    ("overview", "2024年以来，公开信息120条。"),
    ("overview", "2024年预算、决算均已公开。"),
    ("problems", "针对2024年存在的问题，完成整改12件。"),
    ("problems", "2025年，我局政府信息公开工作取得了一定成效。"),
    ("other", "某某局\n2026年1月26日"),
    ("other", "某某局\n2025年12月30日"),
]


@pytest.mark.parametrize(("section", "text", "year"), WRONG)
def test_wrong_year_is_found(section, text, year):
    findings = list(year_findings(Report(year=YEAR, sections={section: text}), section))
    level = "error" if "统计期限" in text else "warning"
    assert [(f.code, f.level.value, f.actual, f.section) for f in findings] == [
        ("text.year", level, year, section)
    ]
    assert str(year) in text[findings[0].start : findings[0].end]


@pytest.mark.parametrize(("section", "text"), FINE)
def test_other_years_are_allowed(section, text):
    assert list(year_findings(Report(year=YEAR, sections={section: text}), section)) == []


def test_a_report_without_year_has_no_wrong_year():
    assert list(year_findings(Report(sections={"overview": WRONG[7][1]}), "overview")) == []


def test_each_place_is_told_once():
    text = "统计期限为2024年1月1日至2024年12月31日。现公布2024年政府信息公开工作年度报告。"
    starts = [wrong[2] for wrong in wrong_years(text, YEAR, True)]
    assert len(starts) == len(set(starts)) == 2


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("2024年共受理政府信息公开申请8件，均已答复。", "2024年共受理政府信息公开申请8件"),
        ("2024年，共受理政府信息公开申请8件，均已答复。", "2024年，共受理政府信息公开申请8件"),
        ("2024年，某某局认真开展工作，公开信息120条。", "2024年，某某局认真开展工作"),
    ],
)
def test_clause_is_quoted_and_not_the_sentence(text, quoted):
    report = Report(year=YEAR, sections={"overview": text})
    assert [one.words for one in year_findings(report, "overview")] == [(quoted,)]
