"""Whose figure a sentence tells: the whole agency's, or a unit's below it."""

import pytest
from balanced import EDITIONS, city_report

from forms.prose import section_findings
from forms.text.claims import claims
from forms.text.denials import sayings

COUNTY, CITY, TOWN = "某某县人民政府", "某某市人民政府", "某某县某某镇人民政府"
BUREAU = "某某县水利局"
ACTS = (
    "收到政府信息公开申请12件",
    "共受理政府信息公开申请12件",
    "2025年办结政府信息公开申请12件",
    "上年结转政府信息公开申请12件",
    "结转下年度继续办理12件",
    "制发行政规范性文件12件",
    "废止行政规范性文件12件",
    "现行有效行政规范性文件12件",
    "作出行政许可决定12件",
    "依法作出行政处罚决定12件",
    "行政事业性收费金额12万元",
)
PARTS = (
    (COUNTY, "各乡镇"),
    (COUNTY, "各乡镇（街道）"),
    (COUNTY, "全县各乡镇"),
    (COUNTY, "各部门"),
    (COUNTY, "下属单位"),
    (COUNTY, "县直各单位"),
    (COUNTY, "县公安局"),
    (COUNTY, "我县公安局"),
    (COUNTY, "其中县市场监管局"),
    (COUNTY, "李家镇人民政府"),
    (CITY, "各县（市、区）"),
    (CITY, "各管委会"),
    (CITY, "市本级"),
    (CITY, "市政府本级"),
    (BUREAU, "各派出所"),
    (BUREAU, "县林业局"),
    (TOWN, "李家镇人民政府"),
)
WHOLES = (
    (COUNTY, "全县"),
    (COUNTY, "全县各级行政机关"),
    (COUNTY, "我县"),
    (COUNTY, "县政府"),
    (COUNTY, "县人民政府"),
    (COUNTY, COUNTY),
    (CITY, "全市"),
    (TOWN, "我镇"),
    (TOWN, "镇政府"),
    (BUREAU, "本机关"),
    (BUREAU, "我局各科室"),
    (BUREAU, "县水利局"),
    (BUREAU, "2025年县水利局"),
    ("某某县人力资源和社会保障局", "县人社局"),
)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("agency", "owner"), PARTS)
def test_a_part_s_figure_is_not_the_agency_s(agency, owner, act):
    assert claims(f"{owner}{act}。", 2025, agency) == ()


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("agency", "owner"), WHOLES)
def test_the_agency_s_own_figure_is_claimed(agency, owner, act):
    (claim,) = claims(f"{owner}{act}。", 2025, agency)
    assert claim.value in (12, 120_000)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("各乡镇收到政府信息公开申请12件，予以公开5件，结转下年度办理2件。", []),
        ("全县收到政府信息公开申请50件，其中县公安局收到12件，予以公开5件。", [50]),
        ("其中县公安局收到政府信息公开申请12件，全县共收到政府信息公开申请50件。", [50]),
        ("县公安局收到政府信息公开申请12件。予以公开5件。", [5]),
        ("各乡镇废止规范性文件4件，现行有效3件。", []),
        ("因政府信息公开，县公安局被申请行政复议3件，维持2件。", []),
        ("收到县公安局转来的政府信息公开申请12件，予以公开5件。", [12, 5]),
    ],
)
def test_who_was_named_last_goes_on_in_the_sentence(text, own):
    assert [one.value for one in claims(text, 2025, COUNTY)] == own


@pytest.mark.parametrize(
    ("owner", "kinds"),
    [("各乡镇", []), ("县公安局", []), ("全县", ["received"]), ("", ["received"])],
)
def test_that_a_part_had_none_says_nothing_of_the_agency(owner, kinds):
    told = sayings(f"{owner}未收到政府信息公开申请。", 2025, COUNTY)
    assert [one.kind for one in told] == kinds


@pytest.mark.parametrize(
    ("owner", "count"), [("各县（市、区）", 0), ("其中市教育局", 0), ("全市", 1), ("", 1)]
)
def test_only_the_agency_s_own_figure_is_held_against_the_table(owner, count):
    report = city_report().replace(agency=CITY)
    report = report.with_section("overview", f"{owner}制发行政规范性文件12件。")
    found = section_findings(report, EDITIONS["2021"], "overview")
    assert sum(one.code == "text.number" for one in found) == count
