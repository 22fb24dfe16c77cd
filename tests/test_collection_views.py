"""Matrix, comparison with the last run, charts: what looks at a collection."""

import pytest
from folders import EDITION, balanced, collected, put

from forms.cells import Address
from forms.collecting.collection import Kind
from forms.collecting.comparison import compare, remember, since_last_run, standing
from forms.collecting.matrix import Filter, matrix_of
from forms.collecting.pictures import MOST_UNITS, charts_of
from forms.collecting.result_store import ResultStore
from forms.collecting.short_names import NOTICE_NAMES, RULE_NAMES
from forms.document import Shape
from forms.edition_file import built_in_editions
from forms.rules import Level
from forms.wording import CELL_AND_TEXT_CODES

PERSON = Address("applications", "received", "person")
TOTAL = Address("disputes", "review", "total")
KINDS, UNITS = "本年新收申请：按申请人", "本年新收申请：按单位"
RESULTS, REFUSALS = "办理结果构成", "不予公开的理由"
DISPUTES, YEARS = "行政复议、行政诉讼的结果", "与上年比较"


@pytest.fixture
def folder(tmp_path):
    put(tmp_path, "a.json", balanced(1, "甲局"))
    put(tmp_path, "b.json", balanced(2, "乙局").with_value(TOTAL, 99))
    put(tmp_path, "c.json", balanced(3, "丙局").with_section("overview", "本局已公开。"))
    return tmp_path


def test_the_matrix_names_the_wrong_and_keeps_the_clean(folder):
    matrix = matrix_of(collected(folder), Filter.ERRORS)
    assert matrix.rules == ("disputes.total",)
    assert {row.unit: row.count for row in matrix.rows} == {"甲局": 0, "乙局": 1, "丙局": 0}
    assert matrix.counts == {"disputes.total": 1}
    assert matrix.sorted_by("disputes.total")[0].unit == "乙局"


def test_filters(folder):
    collection = collected(folder)
    found = {
        wanted: {code for row in matrix_of(collection, wanted).rows for code in row.found}
        for wanted in Filter
    }
    assert "disputes.total" not in found[Filter.WARNINGS]
    assert "section.length" in found[Filter.WARNINGS]
    assert found[Filter.ERRORS] | found[Filter.WARNINGS] == found[Filter.ALL]
    assert found[Filter.UNEXPLAINED] == found[Filter.ALL]
    assert found[Filter.UNCERTAIN] == set()


def test_an_explained_warning_is_no_longer_unexplained(tmp_path):
    from forms.check import check
    from forms.explanations import explanation_of
    from forms.saving.store import Saved, save

    report = balanced(3, "丙局").with_section("overview", "本局已公开。")
    findings = [one for one in check(report, EDITION) if one.code == "section.length"]
    reasons = tuple(explanation_of(one, report, None, "本年机构新设") for one in findings)
    save(tmp_path / "c.gknb", Saved(report, explanations=reasons))
    (row,) = matrix_of(collected(tmp_path)).rows
    assert {one.explained for one in row.found["section.length"]} == {"本年机构新设"}
    (row,) = matrix_of(collected(tmp_path), Filter.UNEXPLAINED).rows
    assert "section.length" not in row.found


def test_the_gravest_rules_come_first(folder):
    rules = matrix_of(collected(folder)).rules
    assert rules[0] == "disputes.total"


def test_what_was_mended_is_new_and_still_stands(folder):
    with ResultStore(None) as store:
        before = collected(folder)
        assert since_last_run(before, store).since is None
        remember(before, store)
        put(folder, "b.json", balanced(2, "乙局").with_value(PERSON, None))
        now = collected(folder)
        changes = since_last_run(now, store).changes
        kinds = {
            name: (len(one.mended), len(one.new), len(one.still)) for name, one in changes.items()
        }
        found = {
            entry.unit.name: sum(one.is_told for one in entry.counted.found)
            for entry in now.entries
        }
        assert kinds["乙局"][:2] == (1, found["乙局"] - kinds["乙局"][2])
        assert kinds["甲局"] == (0, 0, found["甲局"])
        # Sent twice without a change: still compared with what stood before it.
        remember(now, store)
        remember(now, store)
        assert since_last_run(now, store).changes == changes


def test_a_hint_is_not_sent_back(folder):
    collection = collected(folder)
    levels = {
        one.level
        for entry in collection.entries
        for one in entry.counted.found
        if one.message in standing(collection)[entry.unit.name].values()
    }
    assert Level.HINT not in levels
    assert Level.ERROR in levels
    assert any(
        one.level is Level.HINT for entry in collection.entries for one in entry.counted.found
    )


def test_a_unit_that_had_not_returned_cannot_be_compared(folder):
    before = standing(collected(folder))
    put(folder, "d.json", balanced(4, "丁局"))
    changes = compare(collected(folder), before, 1.0).changes
    assert changes["丁局"].first_time
    assert not changes["甲局"].first_time


def test_charts(folder):
    charts = {one.title: one for one in charts_of(collected(folder))}
    assert tuple(charts) == (KINDS, UNITS, RESULTS, REFUSALS, DISPUTES)
    total = sum(balanced(n, "").number(PERSON._replace(column="total")) for n in (1, 2, 3))
    assert sum(charts[KINDS].series[0].values) == total
    assert sum(charts[UNITS].series[0].values) == total
    assert sum(charts[RESULTS].series[0].values) == pytest.approx(100, abs=0.5)
    assert charts[DISPUTES].shape is Shape.STACKED
    assert charts[REFUSALS].labels[0] == "属于国家秘密"


def test_the_year_before_is_drawn_for_the_units_that_have_both(folder, tmp_path):
    before = tmp_path / "2024"
    put(before, "a.json", balanced(5, "甲局", 2024))
    now = tmp_path / "2025"
    put(now, "a.json", balanced(1, "甲局"))
    put(now, "b.json", balanced(2, "乙局"))
    charts = {one.title: one for one in charts_of(collected(now, last_year=(before,)))}
    received = PERSON._replace(column="total")
    assert [one.values[0] for one in charts[YEARS].series] == [
        balanced(5, "").number(received),
        balanced(1, "").number(received),
    ]


def test_many_units_are_gathered_in_one_bar(tmp_path):
    for number in range(MOST_UNITS + 4):
        put(tmp_path, f"{number}.json", balanced(number, f"第{number}局"))
    chart = next(one for one in charts_of(collected(tmp_path)) if one.title == UNITS)
    assert len(chart.labels) == MOST_UNITS + 1
    assert chart.labels[-1] == "其余4个单位"


def test_a_blank_is_told_under_the_chart(folder):
    put(folder, "b.json", balanced(2, "乙局").with_value(PERSON, None))
    chart = next(one for one in charts_of(collected(folder)) if one.title == KINDS)
    assert "1个单位" in chart.note


def test_every_rule_and_notice_has_a_short_name():
    codes = set(CELL_AND_TEXT_CODES)
    for edition in built_in_editions().values():
        codes |= {one.code for one in (*edition.relations, *edition.text_rules)}
    assert codes == set(RULE_NAMES)
    assert set(NOTICE_NAMES) == set(Kind)
