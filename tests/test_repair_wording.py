"""Suggestions in words and as JSON."""

from random import Random

import pytest
from balanced import EDITIONS, city_report, last_year
from slipping import KINDS, Slipper, random_report

from forms.cells import Address
from forms.culprit import Change, Suggestion, suggestions
from forms.repair.repair_wording import LONGEST_LIST, suggestion_json, suggestion_sentence
from forms.repair.slip_groups import Slip
from forms.repair.slips import Reason

E2021 = EDITIONS["2021"]


def carried_out(figure):
    """The city's report with one cell typed wrong."""
    return city_report().with_value(Address("applications", "carried_out", "person"), figure)


def test_sentence_names_cell_figure_and_slip():
    report = carried_out(181)
    found = suggestions(report, E2021)[0]
    told = suggestion_sentence(found, E2021)
    for part in ("“结转下年度”行", "“自然人”列", "118", "181", "十位与个位"):
        assert part in told


def test_every_reason_has_a_sentence():
    """Random slips of all kinds: one line, never a bare reason key."""
    random = Random(3)
    for kind in KINDS * 3:
        report = random_report(random)
        wrong = Slipper(random, report).slip(kind)
        for suggestion in suggestions(report.with_values(wrong), E2021):
            sentence = suggestion_sentence(suggestion, E2021)
            assert sentence.startswith("若")
            assert sentence.endswith("。")
            assert "\n" not in sentence


def test_json_names():
    report = carried_out(181)
    told = suggestion_json(suggestions(report, E2021)[0], E2021)
    assert told["changes"] == [{"cell": "applications.carried_out.person", "from": 181, "to": 118}]
    assert told["reason"] == "transposed"
    assert isinstance(told["message"], str)


def made(own, following=0, slips=1, **more):
    """A suggestion of so many cells of the first row, with so many totals that follow."""
    cells = list(E2021.addresses)
    changed = [Change(cell, None, 700 + n) for n, cell in enumerate(cells[:own])]
    totals = [Change(cell, 5, 900 + n, True) for n, cell in enumerate(cells[50 : 50 + following])]
    parts = [tuple(c.address for c in changed[n::slips]) for n in range(slips)]
    told = tuple(Slip(Reason.OTHER, one, 1) for one in parts)
    return Suggestion((*changed, *totals), Reason.OTHER, told, **more)


@pytest.mark.parametrize(("own", "rest"), [(1, 0), (LONGEST_LIST, 0), (LONGEST_LIST + 2, 2)])
@pytest.mark.parametrize("slips", [False, True])
def test_a_long_list_says_how_many_more_there_are(own, rest, slips):
    told = suggestion_sentence(made(own, slips=own if slips else 1), E2021)
    assert [str(700 + n) in told for n in range(own)] == [n < LONGEST_LIST for n in range(own)]
    assert ("另外" in told, f"另外{rest}处" in told) == (rest > 0, rest > 0)
    assert told.count("现为空") == min(own, LONGEST_LIST)


@pytest.mark.parametrize("following", [0, 1, LONGEST_LIST, LONGEST_LIST + 1])
def test_totals_that_follow_are_named_up_to_a_number(following):
    told = suggestion_sentence(made(1, following), E2021)
    named = [str(900 + n) in told for n in range(following)]
    assert named == [following <= LONGEST_LIST] * following
    assert (f"{following}处合计" in told) == (following > LONGEST_LIST)


def test_a_search_that_was_cut_short_says_so():
    assert suggestion_sentence(made(1), E2021) != suggestion_sentence(
        made(1, is_smallest=False), E2021
    )


@pytest.mark.parametrize(
    ("reason", "cells", "before", "after", "said"),
    [
        (Reason.ONE_DIGIT, "granted.person", 8, 3, "填错了数字"),
        (Reason.ONE_DIGIT, "granted.person", 185, 135, "十位"),
        (Reason.DIGIT_MISSING, "granted.person", 15, 125, "数字2"),
        (Reason.DIGIT_EXTRA, "granted.person", 125, 15, "数字2"),
        (Reason.MOVED, "granted.person granted.other", 12, 5, "7件计错了列"),
        (Reason.MOVED, "granted.person partial.person", 5, 12, "7件计错了行"),
        (Reason.SHIFTED, "granted.person granted.enterprise", 1, 2, "这一行的数字疑似整体错了一列"),
        (Reason.SHIFTED, "granted.person partial.person", 1, 2, "这一列的数字疑似整体错了一行"),
        (Reason.SHIFTED, "granted.person partial.other", 1, 2, "表中这些数字"),
        (Reason.EXCHANGED, "granted.person granted.other", 1, 2, "两列的数字疑似互换"),
        (Reason.EXCHANGED, "granted.person partial.person", 0, 2, "另一行"),
    ],
)
def test_what_seems_to_have_happened(reason, cells, before, after, said):
    places = tuple(Address.parse(f"applications.{cell}") for cell in cells.split())
    changes = tuple(Change(place, before, after) for place in places)
    one = Suggestion(changes, reason, (Slip(reason, places, 1),))
    assert said in suggestion_sentence(one, E2021)


def test_what_does_not_balance_is_not_called_balanced():
    """Last year's own figure by column stays what it is: the sentence names where it differs."""
    before = last_year().with_values(
        {
            Address("applications", "carried_out", "person"): 117,
            Address("applications", "carried_out", "enterprise"): 4,
        }
    )
    wrong = city_report().with_value(Address("applications", "granted", "person"), 1400)
    (sound,) = suggestions(wrong, E2021, last_year())
    assert "全部平衡" in suggestion_sentence(sound, E2021)
    (found,) = suggestions(wrong, E2021, before)
    told = suggestion_sentence(found, E2021)
    assert "全部" not in told
    for part in ("去年的报告", "“上年结转”行“自然人”列", "“上年结转”行“商业企业”列"):
        assert part in told


def test_a_control_total_that_is_not_met_is_named():
    wrong = city_report().with_value(Address("applications", "granted", "person"), 1400)
    wrong = wrong.with_control_total("applications.row.received", 3600)
    (found,) = suggestions(wrong, E2021)
    told = suggestion_sentence(found, E2021)
    assert "全部" not in told
    assert "账面数" in told
