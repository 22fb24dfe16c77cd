"""Last year's report → this year's draft."""

from dataclasses import replace
from itertools import pairwise

import pytest
from balanced import EDITIONS, city_report
from hypothesis import given
from hypothesis import strategies as st

from forms.carry import YearUnknown, carry
from forms.cells import Address
from forms.check import check
from forms.report import Report
from forms.text.renewal import RenewalKind, renewals, renewed

TEXTS = {
    "preface": "统计期限为2024年1月1日至2024年12月31日。",
    "overview": "2024年，公开信息120条，比2023年多20条。",
    "disclosure_note": "清理了文件。",
    "problems": "问题一。",
    "other": "2024年未收取信息处理费。",
}


def last_year():
    return city_report().replace(sections=TEXTS)


def test_carried_in_is_last_years_carried_out_column_by_column():
    """结转下年度 118 5 0 0 1 1 125 becomes 上年结转; nothing else is filled."""
    draft = carry(last_year())
    row = [
        draft.value(Address("applications", "carried_in", c))
        for c in EDITIONS["2021"].tables["applications"].columns
    ]

    assert row == [118, 5, 0, 0, 1, 1, 125]
    assert len(draft.cells) == 7
    assert "carry.carried_in" in [remark.code for remark in draft.remarks]
    blank = carry(last_year().replace(cells={}))
    assert (dict(blank.cells), "carry.carried_in" in [r.code for r in blank.remarks]) == ({}, False)


def test_cover_and_texts():
    """Agency, year, edition; texts kept, the preface renewed, notes left behind."""
    draft = carry(last_year())

    assert (draft.agency, draft.year, draft.edition) == ("某某市人民政府", 2025, "2021")
    assert draft.sections["preface"] == "统计期限为2025年1月1日至2025年12月31日。"
    assert draft.sections["overview"] == TEXTS["overview"]
    assert draft.sections["disclosure_note"] == ""
    assert [r.where for r in draft.remarks if r.code == "carry.renew"] == ["overview", "other"]


@pytest.mark.parametrize(("year", "is_told"), [(None, False), (2025, False), (2026, True)])
def test_a_year_left_out_is_told(year, is_told):
    """FY2024 carried to FY2026: done as asked, and said."""
    draft = carry(last_year(), year)

    told = [r.message for r in draft.remarks if r.code == "carry.gap"]
    assert ["2024" in one and "2025" in one for one in told] == [True] * is_told
    assert draft.value(Address("applications", "carried_in", "total")) == 125


def test_draft_agrees_with_last_year():
    """What was carried breaks no cross-year rule."""
    before = last_year()
    found = check(carry(before), EDITIONS["2021"], before)

    assert [f for f in found if f.code.startswith("lastyear")] == []


def test_across_editions():
    """FY2020 in the 2019 edition → FY2021 in the 2021 edition; 结转 is carried, the rest is not."""
    cells = dict.fromkeys(EDITIONS["2019"].addresses, 3)
    draft = carry(Report("某局", 2020, "2019", cells, TEXTS))

    assert (draft.year, draft.edition, len(draft.cells)) == (2021, "2021", 7)


def test_blank_and_text_of_last_year_are_not_carried():
    """A blank or “/” in last year's 结转 leaves this year's cell blank."""
    out = Address("applications", "carried_out", "person")
    draft = carry(last_year().with_values({out: "/", out._replace(column="other"): None}))

    assert out._replace(row="carried_in") not in draft.cells
    assert draft.value(Address("applications", "carried_in", "other")) is None


def test_year_must_be_known():
    """No year in the report and none given."""
    report = last_year().replace(year=None)
    with pytest.raises(YearUnknown):
        carry(report)

    assert carry(report, 2026).year == 2026


def test_a_year_that_is_told_only_by_the_caller_renews_the_texts():
    """Last year's report names no year: it is of the year before."""
    draft = carry(last_year().replace(year=None), 2025)
    assert draft.sections["preface"] == "统计期限为2025年1月1日至2025年12月31日。"


@pytest.mark.parametrize(("year", "key"), [(2025, "2021"), (2026, "2026")])
def test_of_given_editions_the_last_that_covers_the_year_is_used(year, key):
    editions = {**EDITIONS, "2026": replace(EDITIONS["2021"], key="2026", first_year=2026)}
    assert carry(last_year(), year, editions).edition == key


PLACES = [
    ("2024年，我局", [("year", "2024", "2025")]),
    ("比2023年增长12.5%", [("year", "2023", "2024"), ("figure", "12.5%", None)]),
    ("《2024年工作要点》", [("plan", "《2024年工作要点》", "《2025年工作要点》")]),
    ("《“十四五”规划（2021—2025年）》", []),
    ("2021—2025年规划", []),
    ("2018年以来", []),
    ("〔2021〕30号", []),
    ("于2025年1月21日发布", [("date", "2025年1月21日", None)]),
    (
        "2024年1月1日至2024年12月31日",
        [("date", "2024年1月1日", "2025年1月1日"), ("date", "2024年12月31日", "2025年12月31日")],
    ),
    ("自2024年1月1日起施行", [("date", "2024年1月1日", None)]),
    ("自2024年1月1日起至", [("date", "2024年1月1日", "2025年1月1日")]),
    ("8月，举办培训3场", [("figure", "3场", None)]),
    ("二〇二四年，我局", [("year", "二〇二四", "二〇二五")]),
    ("比二○二三年多", [("year", "二○二三", "二〇二四")]),
    ("二零一九年度", []),
    ("一百二〇二四年", []),
    ("二〇二五年一月二十一日", [("date", "二〇二五年一月二十一日", None)]),
    ("收到申请1,234件", [("figure", "1,234件", None)]),
]


@pytest.mark.parametrize(("text", "places"), PLACES)
def test_places_to_renew(text, places):
    """Years near the report's move; other years, ranges and document numbers do not."""
    assert places == [(r.kind.value, r.before, r.after) for r in renewals(text, 2024, 2025)]


@pytest.mark.parametrize(
    ("text", "digits"), [("收到申请1,234件", "1,234"), ("比上年增长12.5%", "12.5"), ("3场", "3")]
)
def test_a_figure_is_typed_over_without_its_unit(text, digits):
    (place,) = (one for one in renewals(text, 2024, 2025) if one.kind is RenewalKind.FIGURE)
    assert text[place.start : place.figure_end] == digits
    (year,) = renewals("2024年，我局", 2024, 2025)
    assert year.figure_end == year.end


@given(st.text(alphabet="20234年月日《》1、件局，。二〇四", max_size=80))
def test_places_are_where_they_say_and_never_overlap(text):
    """Each place quotes the text; renewing all leaves what has no proposal."""
    places = renewals(text, 2024, 2025)

    assert all(text[p.start : p.end] == p.before for p in places)
    assert all(a.end <= b.start for a, b in pairwise(places))
    fixed = tuple(p for p in places if p.after is None)
    assert renewed(text, fixed) == text
    assert {k.kind for k in fixed} <= {RenewalKind.FIGURE, RenewalKind.DATE}
