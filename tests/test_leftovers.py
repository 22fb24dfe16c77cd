"""How much of a text is last year's, and which sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.report import Report
from forms.text.leftovers import SIMILAR, leftovers, similar_findings, similarity

LAST = "2024年，我局收到申请50件。举办培训班3期，参训人员120人次。重点公开了财政预算和决算信息。"
OTHER = "今年起设立政务公开专区。网站改版后栏目更清楚。群众可以在大厅查阅公报与文件。"


def test_same_but_for_the_year_is_a_leftover():
    now = LAST.replace("2024", "2025").replace("50", "61") + OTHER
    found = leftovers(now, LAST)
    assert [now[one.start : one.end] for one in found] == [
        "2025年，我局收到申请61件。",
        "举办培训班3期，参训人员120人次。",
        "重点公开了财政预算和决算信息。",
    ]
    assert [one.same for one in found] == [False, True, True]


def test_short_phrases_are_no_leftovers():
    assert leftovers("无。", "无。") == ()


def test_similarity_of_same_and_of_other():
    assert similarity(LAST, LAST) == 100
    assert similarity(OTHER, LAST) == 0
    assert similarity("", LAST) == 0
    assert 30 < similarity(LAST + OTHER, LAST) < 70


def test_a_sentence_with_one_word_changed_is_alike():
    assert similarity(LAST.replace("重点公开", "及时公开"), LAST) == 100


def test_told_from_the_limit_on():
    before = Report(year=2024, sections={"overview": LAST * 2, "other": LAST * 2})
    now = Report(year=2025, sections={"overview": LAST * 2, "other": LAST * 2})
    (finding,) = similar_findings(now, before, "overview")
    assert (finding.code, finding.level.value) == ("text.similar", "warning")
    assert (finding.expected, finding.actual) == (SIMILAR, 100)
    assert list(similar_findings(now, before, "other")) == []
    assert list(similar_findings(now, None, "overview")) == []
    assert list(similar_findings(now.with_section("overview", OTHER * 2), before, "overview")) == []
    assert list(similar_findings(now.with_section("overview", "无。"), before, "overview")) == []


@pytest.mark.parametrize(("length", "is_told"), [(59, False), (60, True)])
def test_a_short_text_may_stay_as_it_was(length, is_told):
    text = (LAST + OTHER)[: length - 1] + "。"
    same = Report(year=2025, sections={"problems": text})
    found = list(similar_findings(same, same.replace(year=2024), "problems"))
    assert (len(text), bool(found)) == (length, is_told)


@given(st.text("甲乙丙。，；\n2024年", max_size=60), st.text("甲乙丙。，；\n2024年", max_size=60))
def test_between_0_and_100(text, last):
    assert 0 <= similarity(text, last) <= 100
    if text.strip("。，；\n "):
        assert similarity(text, text) in (0, 100)
