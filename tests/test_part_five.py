"""Part five is to tell of problems and of what is done about them."""

import pytest
from balanced import EDITIONS

from forms.check import check
from forms.report import Report

PROBLEMS = "一是重点领域信息的公开深度不够，部分栏目更新不及时；二是工作人员业务能力参差，主动服务意识较弱，公开形式单一。"
MEASURES = "将安排专人每月检查栏目，组织全员培训两次，建立信息发布台账，按季度通报各科室发布情况，做到应公开尽公开。"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PROBLEMS, [("section.improvements", ("改进情况",))]),
        (MEASURES, [("section.problems", ("存在的主要问题",))]),
        (PROBLEMS + MEASURES, []),
        ("无", []),
    ],
)
@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_part_five_tells_of_problems_and_of_improvements(edition, text, found):
    """Of 无 it is said already that it is too short."""
    report = Report("某局", edition.first_year, edition.key).with_section("problems", text)
    codes = ("section.problems", "section.improvements")

    assert [(f.code, f.words) for f in check(report, edition) if f.code in codes] == found
