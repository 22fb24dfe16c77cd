"""A report as JSON: what of its remarks survives."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.report import Remark, Report
from forms.report_json import LARGEST_YEAR, BadReportJson, report_from_json, report_to_json

words = st.text(st.characters(codec="utf-8"), max_size=8)
choices = st.lists(
    st.dictionaries(words, words, max_size=3).map(lambda d: tuple(d.items())), max_size=3
).map(tuple)
remarks = st.builds(Remark, words, words, words, text=words, choices=choices)


@given(st.lists(remarks, max_size=3).map(tuple))
def test_remarks_come_back_with_text_and_choices(told):
    data = json.loads(json.dumps(report_to_json(Report(remarks=told))))

    assert report_from_json(data).remarks == told


def test_what_there_is_none_of_has_no_key():
    """Other programs read what the format promises, and nothing more."""
    keys = {"agency", "year", "edition", "tables", "sections", "remarks"}
    assert set(report_to_json(Report())) == keys


@pytest.mark.parametrize("year", [-1, LARGEST_YEAR + 1, True, "2024", 2024.0])
def test_what_is_no_year_is_refused(year):
    with pytest.raises(BadReportJson, match="year"):
        report_from_json(report_to_json(Report()) | {"year": year})


@pytest.mark.parametrize("year", [None, 0, 2024, LARGEST_YEAR])
def test_a_year_or_none_is_taken(year):
    assert report_from_json(report_to_json(Report()) | {"year": year}).year == year


def test_remark_without_text_or_choices_has_three_keys():
    (told,) = report_to_json(Report(remarks=(Remark("x", "y", "z"),)))["remarks"]

    assert told == {"code": "x", "message": "y", "where": "z"}


@pytest.mark.parametrize("choices", ["8", {"a.b.c": "1"}, ["8"], [["a.b.c", "1"]], [{"a.b.c": 1}]])
def test_choices_of_another_shape_are_refused(choices):
    data = report_to_json(Report(remarks=(Remark("x", "y"),)))
    data["remarks"][0]["choices"] = choices
    with pytest.raises(BadReportJson):
        report_from_json(data)
