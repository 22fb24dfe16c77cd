"""The preface's list of the parts: the form's own, in the words that offices use, or not."""

import pytest
from balanced import EDITIONS, sound_report

from forms.preface import preface_text
from forms.rules import Level
from forms.text.preface_parts import preface_findings

LIST = (
    "全文由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
    "政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项"
)


def words(preface, key="2021"):
    report = sound_report().with_section("preface", preface)
    found = list(preface_findings(report, EDITIONS[key]))
    assert {one.level for one in found} <= {Level.WARNING}
    for one in found:
        quoted = preface[one.start : one.end]
        assert one.words == (quoted,) if one.actual else not set(one.words) & {quoted}
    return [preface[one.start : one.end] for one in found]


@pytest.mark.parametrize("key", sorted(EDITIONS))
def test_own_preface_is_right(key):
    assert words(preface_text(EDITIONS[key], 2023), key) == []


@pytest.mark.parametrize(
    "end", ["六个部分组成", "等6个部分", "等６个部分", "共六部分", "等部分组成", "六大部分", ""]
)
def test_right_lists(end):
    assert words(f"本报告按要求编制。{LIST}{end}。数据截至年底。") == []


@pytest.mark.parametrize(
    ("end", "told"),
    [("等五项内容", "五项内容"), ("等7个部分", "7个部分"), ("共十二部分组成", "十二部分")],
)
def test_a_wrong_number_is_told(end, told):
    assert words(f"本报告按要求编制。{LIST}{end}。") == [told]


def test_headings_in_other_words_are_named():
    preface = (
        "本报告由总体情况、主动公开情况、收到和处理公开申请情况、复议和行政诉讼情况、"
        "存在问题和改进情况、其它需要报告事项等部分组成。"
    )
    assert words(preface) == []


def test_the_list_of_an_older_form_is_told():
    preface = (
        "本报告由总体情况、主动公开情况、依申请公开情况、收费及减免情况、"
        "存在的主要问题及改进情况等组成"
    )
    assert words(f"{preface}。") == [preface]
    (found,) = preface_findings(sound_report().with_section("preface", preface), EDITIONS["2021"])
    headings = [part.heading for part in EDITIONS["2021"].parts]
    assert found.words == tuple(headings[n][2:] for n in (2, 3, 5))


@pytest.mark.parametrize(
    "preface",
    [
        "",
        "本机关围绕三个方面开展主动公开工作，解决存在的两方面问题。",
        "本报告分五个部分。",
    ],
)
def test_what_is_no_list_is_left_alone(preface):
    assert words(preface) == []
