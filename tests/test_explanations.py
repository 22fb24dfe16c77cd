"""Reasons for warnings: kept with what they were given for, gone when it changes."""

from dataclasses import replace

import pytest
from balanced import EDITIONS, sound_report

from forms.cells import Address
from forms.check import check
from forms.explanations import (
    can_be_explained,
    expired_reason,
    explanation_of,
    explanations_from_json,
    explanations_to_json,
    settle,
    with_explanation,
)
from forms.finding import Finding
from forms.rules import Level, Operator, Relation, Term

EDITION = EDITIONS["2021"]
RECEIVED = Address("applications", "received", "total")
TOLD = "全年新收政府信息公开申请7件。"


def doubted(text: str = TOLD):
    """A sound report whose text names another figure than the table, and the finding."""
    report = sound_report()
    sections = {**report.sections, "overview": f"{report.sections['overview']}{text}"}
    report = report.replace(sections=sections)
    found = [one for one in check(report, EDITION) if one.code == "text.number"]
    assert len(found) == 1
    return report, found[0]


def settled(report, explanations, last_year=None):
    return settle(check(report, EDITION, last_year), explanations, report, last_year)


def test_an_explained_warning_is_put_apart_with_its_reason():
    report, finding = doubted()
    given = explanation_of(finding, report, None, " 另含  上年补登 ")

    result = settled(report, (given,))

    assert [one.code for one in settled(report, ()).open] == ["text.number"]
    assert result.open == ()
    assert result.explained == ((finding, given),)
    assert given.reason == "另含 上年补登"


def test_another_value_in_its_cell_makes_the_reason_expire():
    report, finding = doubted()
    given = explanation_of(finding, report, None, "数量属实")
    changed = report.with_value(RECEIVED, report.number(RECEIVED) + 1)

    codes = {one.code for one in settled(changed, (given,)).open}

    assert "text.number" in codes
    assert settled(changed, (given,)).explained == ()
    assert settled(report, (given,)).explained


def test_another_figure_in_the_text_makes_the_reason_expire():
    report, finding = doubted()
    given = explanation_of(finding, report, None, "数量属实")
    other, now = doubted(TOLD.replace("7", "8"))

    assert settled(other, (given,)).explained == ()
    fresh = explanation_of(now, other, None, "")
    assert expired_reason(fresh, (given,)) == "数量属实"


def test_a_change_elsewhere_leaves_the_reason_standing():
    report, finding = doubted()
    given = explanation_of(finding, report, None, "数量属实")
    elsewhere = report.with_section("other", report.sections["other"] + "没有其他事项。")

    assert settled(elsewhere, (given,)).explained == ((finding, given),)


def test_last_years_side_of_a_rule_counts_too():
    now, before = (Address("disclosure", "regulations", key) for key in ("in_force", "made"))
    relation = Relation(
        "lastyear.stock",
        Level.WARNING,
        "disclosure",
        "regulations",
        False,
        (Term(before, last_year=True),),
        (Term(now),),
        Operator.EQUAL,
    )
    report, last_year = sound_report(), sound_report()
    finding = Finding(relation.code, Level.WARNING, (now,), 2, 3, "disclosure", relation=relation)
    given = explanation_of(finding, report, last_year, "清理")

    assert settle([finding], (given,), report, last_year).explained
    beside = last_year.with_value(now, 99)
    assert settle([finding], (given,), report, beside).explained
    other = last_year.with_value(before, 99)
    assert settle([finding], (given,), report, other).explained == ()


@pytest.mark.parametrize(
    ("level", "possible"), [(Level.ERROR, False), (Level.WARNING, True), (Level.HINT, True)]
)
def test_an_error_cannot_be_explained_away(level, possible):
    finding = replace(doubted()[1], level=level)
    report = doubted()[0]
    given = explanation_of(finding, report, None, "数量属实")

    assert can_be_explained(finding) is possible
    assert bool(settle([finding], (given,), report, None).explained) is possible


def test_a_new_reason_takes_the_place_of_the_old_and_an_empty_one_takes_it_away():
    report, finding = doubted()
    first, second, none = (explanation_of(finding, report, None, r) for r in ("甲", "乙", " "))

    assert with_explanation((first,), second) == (second,)
    assert with_explanation((first,), none) == ()
    assert with_explanation((), none) == ()


def test_nothing_was_given_for_another_thing():
    report, finding = doubted()
    given = explanation_of(finding, report, None, "甲")
    other = explanation_of(replace(finding, code="text.year"), report, None, "")

    assert expired_reason(other, (given,)) == ""


def test_json_comes_back_equal():
    report, finding = doubted()
    given = (explanation_of(finding, report, None, "甲"),)

    assert explanations_from_json(explanations_to_json(given)) == given


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"reason": 1}, "explanations.reason"),
        ({"cells": "a"}, "explanations.cells"),
        ({"values": [1]}, "explanations.values"),
        ({"words": None}, "explanations.words"),
    ],
)
def test_what_is_no_explanation_is_refused_by_name(change, where):
    report, finding = doubted()
    data = explanations_to_json((explanation_of(finding, report, None, "甲"),))
    data[0] |= change

    with pytest.raises(ValueError, match=where):
        explanations_from_json(data)
    with pytest.raises(ValueError, match="explanations"):
        explanations_from_json({})
    with pytest.raises(ValueError, match="explanations"):
        explanations_from_json(["x"])


def test_an_error_against_last_years_report_can_be_explained():
    """Documents were cleared out: in force is not last year's plus made minus abolished."""
    cell = Address("disclosure", "regulations", "in_force")
    report = sound_report().replace(year=2024)
    number = report.number(cell) or 0
    last_year = sound_report().replace(year=2023).with_value(cell, number + 100)
    found = check(report, EDITIONS["2021"], last_year)
    (finding,) = [
        one for one in found if one.code == "lastyear.in_force" and one.place == "regulations"
    ]
    given = explanation_of(finding, report, last_year, "本年清理规章")

    assert finding.level is Level.ERROR
    assert can_be_explained(finding)
    assert settle(found, (given,), report, last_year).explained == ((finding, given),)
