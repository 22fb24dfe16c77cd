"""What of a draft is still last year's."""

import pytest
from balanced import EDITIONS, city_report

from forms.carry import carry
from forms.report import Report
from forms.text.carried_wording import carried_row_sentence, carried_text_sentence
from forms.text.renewal import RenewalKind
from forms.text.untouched import (
    Kept,
    carried_rows,
    carried_texts,
    kept_from_json,
    kept_to_json,
    open_places,
)

EDITION = EDITIONS["2021"]
BEFORE = "2024年公开信息112条，落实《2024年要点》，3月5日开会。2021—2025年规划仍在执行。"


def pair(now: str = BEFORE, before: str = BEFORE) -> tuple[Report, Report]:
    last_year = Report("某某局", 2024, "2021", sections={"overview": before})
    return Report("某某局", 2025, "2021", sections={"overview": now}), last_year


def kinds(now: str, kept=()) -> list[str]:
    report, last_year = pair(now)
    return [one.renewal.before for one in open_places(report, last_year, "overview", kept)]


def test_all_places_of_a_carried_text_are_open():
    report, last_year = pair()
    places = open_places(report, last_year, "overview")

    assert [(one.renewal.kind, one.renewal.before) for one in places] == [
        (RenewalKind.YEAR, "2024"),
        (RenewalKind.FIGURE, "112条"),
        (RenewalKind.PLAN, "《2024年要点》"),
        (RenewalKind.DATE, "3月5日"),
    ]
    assert all(BEFORE[one.origin :].startswith(one.renewal.before) for one in places)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [("2024年公开", "2025年公开"), ("112", "12"), ("112", "1120"), ("《2024", "《2025")],
)
def test_a_place_that_was_changed_counts_down(was, becomes):
    left = kinds(BEFORE.replace(was, becomes))
    assert len(left) == 3


def test_words_put_before_a_place_do_not_touch_it():
    assert kinds(f"本局概况。{BEFORE}") == kinds(BEFORE)


def test_what_the_clerk_said_may_stay_is_no_longer_open():
    report, last_year = pair()
    date = open_places(report, last_year, "overview")[3]
    assert kinds(BEFORE, {date.kept}) == ["2024", "112条", "《2024年要点》"]
    assert kinds(f"又加一句。{BEFORE}", {date.kept}) == ["2024", "112条", "《2024年要点》"]
    assert len(kinds(BEFORE, {Kept("problems", date.origin)})) == 4


def test_a_text_of_ones_own_has_no_open_places():
    assert kinds("今年的工作另起炉灶，共计办理了88件。") == []


@pytest.mark.parametrize("missing", ["year", "last", "text"])
def test_without_both_years_and_texts_nothing_is_asked(missing):
    report, last_year = pair()
    if missing == "year":
        report = report.replace(year=None)
    elif missing == "text":
        report = report.with_section("overview", None)
    assert open_places(report, None if missing == "last" else last_year, "overview") == ()


def test_carried_cells_are_named_until_they_are_changed():
    last_year = city_report()
    draft = carry(last_year)
    (row,) = carried_rows(draft, last_year, EDITION)
    assert {cell.row for cell in row.cells} == {"carried_in"}
    assert len(row.cells) == 7

    changed = draft.with_value(row.cells[0], 999_999)
    (less,) = carried_rows(changed, last_year, EDITION)
    assert less.cells == row.cells[1:]
    assert carried_rows(draft, None, EDITION) == ()
    assert "7" in carried_row_sentence(row, EDITION)


def test_carried_texts_tell_what_is_last_years_still():
    report, last_year = pair()
    (text,) = carried_texts(report, last_year)
    assert (text.section, text.whole, text.sentences, text.places) == ("overview", True, 2, 4)
    assert BEFORE[text.start : text.end] == "2024"

    report, _ = pair(BEFORE.replace("112", "12"))
    (text,) = carried_texts(report, last_year)
    assert (text.whole, text.sentences, text.places) == (False, 1, 3)
    sentence = carried_text_sentence(text)
    assert "1句" in sentence
    assert "3处" in sentence
    report, _ = pair("今年的工作另起炉灶，共计办理了88件。")
    assert carried_texts(report, last_year) == ()


def test_kept_places_come_back_equal_and_others_are_refused():
    kept = frozenset({Kept("overview", 3), Kept("overview", 1), Kept("problems", 0)})
    assert kept_to_json(kept) == {"overview": [1, 3], "problems": [0]}
    assert kept_from_json(kept_to_json(kept)) == kept
    for wrong in ([], {"nowhere": [1]}, {"overview": "1"}, {"overview": [True]}):
        with pytest.raises(ValueError, match="kept"):
            kept_from_json(wrong)
