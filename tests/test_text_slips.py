"""Blanks of a template, another organ's name, old terms, contacts that cannot be."""

import pytest
from balanced import EDITIONS, city_report
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.cells import Address
from forms.report import Report
from forms.text.text_slips import slip_findings
from forms.wording import finding_sentence

FORM = EDITIONS["2021"]
AGENCY = "青溪县文化和旅游局"


def found(text, section="overview", edition=FORM, agency=AGENCY):
    report = Report(agency, 2025, edition.key, {}, {section: text})
    return list(slip_findings(report, edition, section))


def codes(text, section="overview", **others):
    return [one.code for one in found(text, section, **others)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("全年公开信息XX条。", "text.placeholder"),
        ("由××科负责。", "text.placeholder"),
        ("20XX年开展培训。", "text.placeholder"),
        ("联系人____。", "text.placeholder"),
        ("依据（）办理。", "text.placeholder"),
        ("现行有效的行政规范性文件。", "text.placeholder"),
        ("截至年底，现行有效的规范性文件，均已公开。", "text.placeholder"),
        ("现行有效的规范性文件件，均已在网站公开。", "text.placeholder"),
        ("全年收到政府信息公开申请件，均已办结。", "text.placeholder"),
        ("制发行政规范性文件 件，废止2件。", "text.placeholder"),
        ("新收申请5件，办结  件。", "text.placeholder"),
        ("公开有序。。", "text.punctuation"),
        ("公开有序，。", "text.punctuation"),
        ("公开有序,群众满意。", "text.half_width"),
        ("根据国办公开办函〔2019〕60号编制。", "text.obsolete"),
        ("制发规范性文件5件。", "text.obsolete"),
        ("现将青溪县财政局2025年政府信息公开工作年度报告公布如下。", "text.agency"),
        ("邮编：21600，", "text.contact"),
        ("联系电话：0571-123。", "text.contact"),
        (
            "如对本报告有疑问，请与办公室联系（地址：和平路1号，电话：0571-12345678）。",
            "text.contact_part",
        ),
    ],
)
def test_slip_is_found(text, code):
    (one,) = found(text)
    assert one.code == code
    assert text[one.start : one.end]
    assert finding_sentence(one, FORM).endswith("。")


@pytest.mark.parametrize(
    "text",
    [
        "全年公开信息12条（含网站10条）。",
        "通过APP、XML接口和VIP通道公开。",
        "制发行政规范性文件5件。",
        "加强规范性文件管理。",
        "集中公开现行有效的行政规范性文件。",
        "现行有效的行政规范性文件共20件。",
        "现行有效行政规范性文件，网站公开20件。",
        "规范办理每一件申请件，逐件登记。",
        "办理政府信息公开申请 12 件。",
        "等等……。",
        "金额1,234元。",
        "现将青溪县文化和旅游局2025年政府信息公开工作年度报告公布如下。",
        "现将青溪县文旅局2025年政府信息公开工作年度报告公布如下。",
        "督促县财政局按时公布年度报告。",
        "邮编：216000，电话：0571-12345678。",
        "联系电话：０５７１－１２３４５６７８。",
        "联系电话：12345。",
        "咨询电话：400-123-4567。",
        "联系电话：0571-12345678、87654321。",
        "电话：0571-12345，电话：95598，电话：86-0571-12345678。",
        "全年接听咨询电话300次，来电话120余人次，打出电话 1200 个。",
        "由各县区人民政府编制的2025年政府信息公开工作年度报告已经公布。",
        "电子版可从http://www.example.cn/xx/a__b.html、www.example.cn/xx/gk下载。",
        "邮箱：ab__c@example.cn，xx@example.cn。",
        "如有疑问，请联系：和平路1号，邮编216000，电话0571-12345678。",
    ],
)
def test_sound_text_has_none(text):
    assert codes(text) == []


def test_wrong_character_in_the_name_is_a_hint():
    """A name off by one character may be a slip of the pen; another organ's is copied."""
    text = "现将青湲县文化和旅游局2025年政府信息公开工作年度报告公布如下。"
    assert [one.level.value for one in found(text)] == ["hint"]
    other = "现将白水县水利局2025年政府信息公开工作年度报告公布如下。"
    assert [one.level.value for one in found(other)] == ["warning"]
    assert codes(other, agency="") == []


@pytest.mark.parametrize(
    "marks", "。。 。。。 ，， ；； 、、 ，。 ，； 。， 。； 、， 、。 、； ；， ；。".split()
)
def test_two_marks_side_by_side_are_one_finding(marks):
    assert codes(f"公开工作{marks}继续") == ["text.punctuation"]


@pytest.mark.parametrize(
    "organ",
    "白水县人民政府 白水县人民政府办公室 白水市人民政府办公厅 白水县某某委员会 白水县城市管理局"
    " 白水县档案局 白水省教育厅 白水区城东街道办事处".split(),
)
@pytest.mark.parametrize("lead", ["现将", "现公布", "公布", "编制完成", "特编制", "由"])
def test_every_kind_of_organ_is_known_by_its_name(organ, lead):
    text = f"{lead}{organ}2025年政府信息公开工作年度报告。"
    (one,) = found(text)
    assert (one.code, one.level.value, one.words) == ("text.agency", "warning", (organ,))


@pytest.mark.parametrize(
    "term",
    [
        "国办公开办函〔2019〕60号",
        "国务院令第492号",
        "2007年版《中华人民共和国政府信息公开条例",
        "2008年中华人民共和国政府信息公开条例",
    ],
)
def test_every_old_term_is_a_hint(term):
    assert codes(f"根据{term}》编制。") == ["text.obsolete"]


def test_old_terms_are_right_in_the_old_edition():
    assert codes("制发规范性文件5件。国办公开办函〔2019〕60号。", edition=EDITIONS["2019"]) == []


@pytest.mark.parametrize(
    ("count", "text", "is_found"),
    [
        (2, "本年度未收取信息处理费。", True),
        (2, "发出收费通知2件，总金额380元。", False),
        (0, "本年度未收取信息处理费。", False),
        (None, "本年度未收取信息处理费。", False),
        # That nothing is written is told already.
        (2, " \n", False),
    ],
)
def test_unpaid_fees_need_a_notice(count, text, is_found):
    cell = Address("applications", "other_no_fee", "total")
    report = city_report().with_value(cell, count).with_section("other", text)
    assert ("text.fee_notice" in [o.code for o in slip_findings(report, FORM, "other")]) is is_found


@settings(max_examples=80, deadline=None)
@given(st.text("。，,；XX×（）电话邮编：0571-号现将局年度报告2025_\n", max_size=80))
def test_any_text_is_read(text):
    """Every finding quotes what stands at its place and can be told."""
    for one in found(text):
        assert 0 <= one.start < one.end <= len(text)
        assert finding_sentence(one, FORM)
