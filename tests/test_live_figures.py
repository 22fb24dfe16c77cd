"""Figures of a text that follow their cells: moved with the text, renewed with the cell."""

import pytest
from balanced import city_report
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.carry import carry
from forms.cells import Address
from forms.check import check
from forms.edition_file import built_in_editions
from forms.live_figures import BLANK_WORDS, LiveFigure, figure_words, moved
from forms.report import Report
from forms.report_json import BadReportJson, report_from_json, report_to_json
from forms.text.untouched import open_places

E2021 = built_in_editions()["2021"]
RECEIVED = Address("applications", "received", "total")
PERSON = Address("applications", "received", "person")
FEES = Address("disclosure", "fees", "amount")
TEXT = "收到申请9件，其中个人7件。"


def report_with(text=TEXT, **cells) -> Report:
    """Give a report whose 9 follows 本年新收 and whose 7 follows 自然人."""
    values = {RECEIVED: 9, PERSON: 7, **cells}
    figures = (
        LiveFigure("overview", 4, 5, RECEIVED),
        LiveFigure("overview", 11, 12, PERSON),
    )
    return Report(year=2025, cells=values, sections={"overview": text}, figures=figures)


def words_of(report, section="overview"):
    text = report.sections[section] or ""
    return [(text[one.start : one.end], one.cell) for one in report.figures_of(section)]


@pytest.mark.parametrize(
    ("value", "words"), [(12, "12"), (0, "0"), ("/", "/"), (None, BLANK_WORDS)]
)
def test_the_text_follows_the_cell(value, words):
    changed = report_with().with_value(RECEIVED, value)
    assert changed.sections["overview"] == f"收到申请{words}件，其中个人7件。"
    assert words_of(changed) == [(words, RECEIVED), ("7", PERSON)]
    assert changed.with_value(RECEIVED, 9) == report_with()


def test_decimals_are_shown_as_printed():
    figures = (LiveFigure("overview", 3, 4, FEES),)
    made = Report(cells={FEES: "0"}, sections={"overview": "收费共0万元。"}, figures=figures)
    from decimal import Decimal

    assert made.with_value(FEES, Decimal("0.38")).sections["overview"] == "收费共0.38万元。"


def test_a_cell_that_no_figure_follows_leaves_the_text_as_it_is():
    assert report_with().with_value(FEES, 3).sections["overview"] == TEXT


@pytest.mark.parametrize(
    ("after", "left"),
    [
        (f"本年{TEXT}", [("9", RECEIVED), ("7", PERSON)]),
        ("收到申请9件。", [("9", RECEIVED)]),
        ("收到申请19件，其中个人7件。", [("9", RECEIVED), ("7", PERSON)]),
        ("收到申请8件，其中个人7件。", [("7", PERSON)]),
        ("", []),
        (None, []),
        ("全部另写。", []),
        ("本年收到申请9件，其中个人共7件。", [("9", RECEIVED), ("7", PERSON)]),
    ],
)
def test_the_figures_move_with_the_text(after, left):
    assert words_of(report_with().with_section("overview", after)) == left


def test_where_the_words_ended_tells_equal_signs_apart():
    one = LiveFigure("overview", 0, 1, RECEIVED)
    assert moved((one,), "3件", "33件", end=1) == (one._replace(start=1, end=2),)
    assert moved((one,), "3件", "33件", end=2) == (one,)
    assert moved((one._replace(start=1, end=2),), "33件", "3件", end=0) == (one,)
    assert moved((one,), "33件", "3件", end=1) == (one,)


def test_a_change_inside_a_figure_makes_it_plain():
    one = LiveFigure("overview", 0, 2, RECEIVED)
    assert moved((one,), "35件", "375件", end=2) == ()
    assert moved((one,), "35件", "3件", end=1) == ()


@settings(deadline=None)
@given(st.text("9件，7", max_size=12), st.text("9件，7", max_size=6), st.data())
def test_a_figure_that_stays_has_its_words(text, inserted, data):
    """Whatever is put wherever: what is still a figure shows what it showed."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    if first == last:
        return
    one = LiveFigure("overview", first, last, RECEIVED)
    after = text[:start] + inserted + text[end:]
    kept = moved((one,), text, after, start + len(inserted))
    for figure in kept:
        assert after[figure.start : figure.end] == text[first:last]
    if end <= first or last <= start:
        assert len(kept) == 1


def test_a_figure_outside_its_text_or_over_another_is_dropped():
    figures = (
        LiveFigure("overview", 4, 5, RECEIVED),
        LiveFigure("overview", 4, 6, PERSON),
        LiveFigure("overview", 90, 91, PERSON),
        LiveFigure("problems", 0, 1, PERSON),
    )
    made = Report(cells={RECEIVED: 9}, sections={"overview": TEXT}, figures=figures)
    assert made.figures == figures[:1]
    assert made.sections["overview"] == TEXT


def test_a_blank_cell_is_a_finding_at_its_place():
    made = report_with().with_value(PERSON, None)
    found = [one for one in check(made, E2021) if one.code == "text.blank"]
    assert [(one.section, one.start, one.end, one.cells) for one in found] == [
        ("overview", 11, 11 + len(BLANK_WORDS), (PERSON,))
    ]
    assert not [one for one in check(report_with(), E2021) if one.code == "text.blank"]


# --- kept in a file -----------------------------------------------------------------------


def test_a_report_with_figures_comes_back_from_json():
    made = report_with().with_value(PERSON, None)
    assert report_from_json(report_to_json(made)) == made
    assert "figures" not in report_to_json(made.replace(figures=()))


def test_words_that_another_program_changed_stay_and_are_plain():
    data = report_to_json(report_with())
    data["tables"]["applications"]["received"]["total"] = 12
    read = report_from_json(data)
    assert read.sections["overview"] == TEXT
    assert words_of(read) == [("7", PERSON)]


@pytest.mark.parametrize(
    "figures",
    [
        {},
        [{}],
        ["x"],
        [{"section": "overview", "start": "4", "end": 5, "cell": str(RECEIVED)}],
        [{"section": "nowhere", "start": 4, "end": 5, "cell": str(RECEIVED)}],
        [{"section": "overview", "start": 4, "end": 5, "cell": "received"}],
    ],
)
def test_figures_of_another_shape_are_refused(figures):
    data = report_to_json(report_with())
    data["figures"] = figures
    with pytest.raises(BadReportJson, match="figures"):
        report_from_json(data)


# --- the next year ------------------------------------------------------------------------


def test_next_year_the_figure_follows_that_years_cell():
    last_year = report_with().replace(agency="某某局")
    draft = carry(last_year)
    assert draft.sections["overview"] == TEXT.replace("9", BLANK_WORDS).replace("7", BLANK_WORDS)
    filled = draft.with_values({RECEIVED: 12, PERSON: 7})
    assert filled.sections["overview"] == "收到申请12件，其中个人7件。"
    assert not open_places(filled, last_year, "overview")


def test_figures_do_not_go_to_an_edition_without_their_cell():
    figures = (LiveFigure("overview", 4, 5, Address("disclosure", "procurement", "count")),)
    old = Report(
        year=2020,
        edition="2019",
        cells={Address("disclosure", "procurement", "count"): 9},
        sections={"overview": TEXT},
        figures=figures,
    )
    assert carry(old).figures == ()
    assert carry(old).sections["overview"] == TEXT


def test_a_city_report_has_none():
    assert city_report().figures == ()
    assert figure_words(-3) == "-3"
