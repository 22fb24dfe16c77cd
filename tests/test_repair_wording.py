"""Suggestions in words and as JSON."""

from random import Random

from balanced import EDITIONS, city_report
from slipping import KINDS, Slipper, random_report

from forms.cells import Address
from forms.culprit import suggestions
from forms.repair.repair_wording import suggestion_json, suggestion_sentence

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
