"""Rules: each has a pass, a fail and a boundary; properties over random balanced reports."""

from decimal import Decimal

import pytest
from balanced import EDITIONS, SOUND_TEXTS, balanced_reports, counts, sound_report
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.cells import Address
from forms.check import check
from forms.report import Report
from forms.rules import Level
from forms.totals import with_totals
from forms.wording import finding_sentence

E2021 = EDITIONS["2021"]
E2019 = EDITIONS["2019"]


def at(text):
    return Address.parse(text)


def codes(report, last_year=None):
    """(code, place) of every finding but hints."""
    found = check(report, EDITIONS[report.edition], last_year)
    return [(f.code, f.place or f.section or "") for f in found if f.level is not Level.HINT]


def of_tables(report):
    """What is certain about the tables: cells and relations, no plausibility."""
    found = check(report, EDITIONS[report.edition])
    return [f for f in found if f.relation or f.code.startswith("cell.")]


def with_cells(report, **cells):
    """Change cells by address with __ for the dot."""
    return report.with_values({at(k.replace("__", ".")): v for k, v in cells.items()})


def test_sound_report_has_no_findings():
    """A city's published report: every identity holds."""
    assert codes(sound_report()) == []


def test_balance_names_column_and_both_sides():
    """一＋二 = 3550, （七）＋四 = 3558 − …: code, place, expected and actual."""
    report = with_cells(sound_report(), applications__carried_out__person=110)
    finding = next(f for f in check(report, E2021) if f.code == "applications.balance")

    assert (finding.place, finding.expected, finding.actual) == ("person", 3558, 3550)
    assert at("applications.carried_out.person") in finding.cells
    assert ("applications.row_total", "carried_out") in codes(report)


def test_balance_boundary_off_by_one():
    """A difference of one is a finding, of none is not."""
    report = with_cells(sound_report(), applications__carried_in__total=122)

    assert codes(report) == [
        ("applications.row_total", "carried_in"),
        ("applications.balance", "total"),
    ]


@pytest.mark.parametrize(
    ("cell", "value", "code", "place"),
    [
        ("applications.received.total", 3524, "applications.row_total", "received"),
        ("applications.result_total.charity", 0, "applications.results", "charity"),
        ("disputes.review.total", 171, "disputes.total", "review"),
        ("disputes.direct.other", 12, "disputes.total", "direct"),
        ("disputes.after_review.pending", 0, "disputes.total", "after_review"),
    ],
)
def test_broken_total_is_one_finding_at_its_place(cell, value, code, place):
    """One relation, one finding per place."""
    report = sound_report().with_value(at(cell), value)

    assert codes(report).count((code, place)) == 1


@pytest.mark.parametrize("empty", [0, 1])
def test_in_force_at_least_made_minus_abolished(empty):
    """T05: 现行有效 ≥ 制发 − 废止; equal is allowed."""
    cells = {"made": 5, "abolished": 2, "in_force": 3 - empty}
    report = sound_report().with_values(
        {Address("disclosure", "normative_documents", key): value for key, value in cells.items()}
    )

    assert bool(empty) == (("disclosure.in_force", "normative_documents") in codes(report))


CELLS = [
    (None, "cell.blank"),
    ("/", "cell.not_a_number"),
    ("-", "cell.not_a_number"),
    ("—", "cell.not_a_number"),
    ("无", "cell.not_a_number"),
    ("1e3", "cell.not_a_number"),
    ("12abc", "cell.not_a_number"),
    (-3, "cell.negative"),
    (-1, "cell.negative"),
    (Decimal("1.5"), "cell.fraction"),
]


@pytest.mark.parametrize(("value", "code"), CELLS)
@pytest.mark.parametrize(
    "cell", ["disclosure.regulations.made", "applications.deny_law.other", "disputes.direct.total"]
)
def test_cell_that_is_no_count(cell, value, code):
    """Peers pass −3, 1.5 and text in some table; here each is a finding in every table."""
    report = sound_report().with_value(at(cell), value)
    found = [f for f in check(report, E2021) if f.code.startswith("cell.")]

    assert [(code, (at(cell),))] == [(f.code, f.cells) for f in found]
    assert all(f.level is Level.ERROR for f in found)


def test_zero_and_large_counts_are_sound():
    """0 is a count; so is a city's eight-digit number."""
    for value in (0, 11_398_889):
        report = sound_report().with_value(at("disclosure.permits.decisions"), value)
        assert codes(report) == []


def test_amount_may_have_decimals_but_no_sign():
    """万元 accept six decimals and more; a negative amount is a finding."""
    cell = at("disclosure.fees.amount")

    assert codes(sound_report().with_value(cell, Decimal("59237.244912"))) == []
    assert codes(sound_report().with_value(cell, Decimal("-0.1"))) == [("cell.negative", "fees")]


def test_change_column_takes_a_sign_but_no_fraction():
    """本年增/减 of the 2019 edition."""
    report = Report("某局", 2020, "2019", dict.fromkeys(E2019.addresses, 0), SOUND_TEXTS)
    cell = at("disclosure.permits.change")

    assert codes(report.with_value(cell, -185)) == []
    assert codes(report.with_value(cell, Decimal("0.5"))) == [("cell.fraction", "permits")]


def test_unit_that_is_not_the_columns():
    """元 in a column of 万元 is called out."""
    report = sound_report(units={at("disclosure.fees.amount"): "元"})

    assert codes(report) == [("cell.unit", "fees")]


def test_blank_form_is_not_sound():
    """An untouched form: one finding per table, never a pass (a peer passes it)."""
    report = Report("某局", 2025, "2021", {}, SOUND_TEXTS)
    found = check(report, E2021)

    assert [(f.code, f.table) for f in found] == [
        ("cell.blank", "disclosure"),
        ("cell.blank", "applications"),
        ("cell.blank", "disputes"),
    ]
    assert [len(f.cells) for f in found] == [10, 175, 15]


def test_a_form_that_only_last_year_began_is_blank_still():
    """上年结转 stands in it from the start; whatever else is typed makes rows of it."""
    cells = dict.fromkeys(E2021.carried, 2)
    begun = Report("某局", 2025, "2021", cells, SOUND_TEXTS)
    blanks = [f for f in check(begun, E2021) if f.code == "cell.blank"]
    typed = begun.with_value(Address("applications", "granted", "person"), 1)
    rows = [f for f in check(typed, E2021) if f.code == "cell.blank" and f.place]

    assert [len(f.cells) for f in blanks] == [10, 168, 15]
    assert "上年结转" in finding_sentence(blanks[1], E2021)
    assert len(rows) == 24


def test_blank_row_is_one_finding():
    """A row that is wholly blank is one finding, a single blank cell another."""
    cells = {a: None for a in E2021.addresses if a[:2] == ("applications", "deny_law")}
    report = sound_report().with_values(cells)

    assert [c for c in codes(report) if c[0] == "cell.blank"] == [("cell.blank", "deny_law")]


def test_blanks_of_a_row_are_one_finding():
    """Three blank cells of a row: one finding with these three cells."""
    cells = [Address("applications", "deny_law", c) for c in ("person", "other", "total")]
    report = sound_report().with_values(dict.fromkeys(cells))
    found = [f for f in check(report, E2021) if f.code == "cell.blank"]

    assert [f.cells for f in found] == [tuple(cells)]


def test_deleting_a_cell_never_clears_a_finding():
    """A peer's gate passes once two cells of an unbalanced column are deleted."""
    report = with_cells(sound_report(), applications__received__person=5)
    before = codes(report)
    after = codes(with_cells(report, applications__carried_in__person=None))

    assert ("applications.balance", "person") in before
    assert ("cell.blank", "carried_in") in after


def test_sum_with_blanks_is_judged_by_what_is_known():
    """Parts already above the total are an error; below it the blank is the finding."""
    row = {a: None for a in E2021.addresses if a[:2] == ("disputes", "review")}
    base = sound_report().with_values(row)
    review = ("disputes.total", "review")

    above = with_cells(base, disputes__review__upheld=4, disputes__review__total=3)
    equal = with_cells(base, disputes__review__upheld=3, disputes__review__total=3)
    unknown = with_cells(base, disputes__review__upheld=4)

    assert review in codes(above)
    assert next(f for f in check(above, E2021) if f.code == "disputes.total").incomplete
    assert review not in codes(equal)
    assert review not in codes(unknown)


def test_text_in_a_cell_is_unknown_not_zero():
    """“/” in a part: the total is not called wrong, the cell is."""
    report = with_cells(sound_report(), applications__granted__research="/")

    assert codes(report) == [("cell.not_a_number", "granted")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"agency": " "}, "cover.agency"),
        ({"year": None}, "cover.year"),
        ({"year": 2020}, "cover.edition"),
    ],
)
def test_cover(changes, code):
    """No agency, no year, an edition that is not the year's."""
    assert [(code, "")] == codes(sound_report(**changes))


SECTIONS = [
    ("overview", None, "section.missing"),
    ("overview", " \n", "section.empty"),
    ("overview", "字" * 149, "section.length"),
    ("overview", "字" * 150, None),
    ("overview", "字" * 1000, None),
    ("overview", "字" * 1001, "section.length"),
    ("problems", None, "section.missing"),
    ("problems", "", "section.empty"),
    ("problems", "无。", "section.length"),
    ("problems", "不足，加强。" + "字" * 44, None),
    ("other", None, "section.missing"),
    ("other", "无", "section.fee"),
    ("other", "未收取信息处理费", None),
    ("disclosure_note", None, None),
    ("preface", None, None),
]


@pytest.mark.parametrize(("section", "text", "code"), SECTIONS)
def test_sections(section, text, code):
    """Missing, empty, too short, too long, and each boundary."""
    expected = [] if code is None else [(code, section)]

    assert expected == codes(sound_report().with_section(section, text))


@pytest.mark.parametrize(("length", "limit"), [(149, 150), (1001, 1000)])
def test_a_length_is_told_with_its_limit(length, limit):
    found = check(sound_report().with_section("overview", "字" * length), E2021)

    assert [(f.expected, f.actual) for f in found if f.code == "section.length"] == [
        (limit, length)
    ]


def test_topics_are_a_hint():
    """A text without the five topics gets one hint that names what is missing."""
    report = sound_report().with_section("overview", "主动公开。" * 40)
    hints = [f for f in check(report, E2021) if f.code == "section.topics"]
    assert {f.level for f in hints} == {Level.HINT}

    assert [f.words for f in hints] == [("依申请公开", "政府信息管理", "平台建设", "监督保障")]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["2019", "2021"]).flatmap(balanced_reports))
def test_balanced_report_has_no_finding_in_its_tables(report):
    """Balanced by construction → nothing to say about tables."""
    assert of_tables(report) == []


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["2019", "2021"]).flatmap(balanced_reports), st.data())
def test_one_changed_cell_is_found_in_its_row_or_column(report, data):
    """Any single wrong figure of parts three and four is named by its row or column."""
    edition = EDITIONS[report.edition]
    cells = [a for a in edition.addresses if a.table != "disclosure"]
    cell = data.draw(st.sampled_from(cells))
    value = data.draw(counts.filter(lambda v: v != report.value(cell)))
    found = of_tables(report.with_value(cell, value))

    assert found
    assert all(f.place in (cell.row, cell.column) and cell in f.cells for f in found)


@settings(max_examples=60, deadline=None)
@given(balanced_reports(), st.sets(st.integers(0, 199), max_size=60))
def test_blanks_in_a_balanced_report_break_no_sum(report, numbers):
    """Leaving cells of a true report blank gives findings about blanks only."""
    blank = {E2021.addresses[n]: None for n in numbers}
    found = of_tables(report.with_values(blank))

    assert {f.code for f in found} <= {"cell.blank"}
    assert {a for f in found for a in f.cells} == set(blank)


def test_wrong_value_is_never_touched():
    """check changes nothing: the report is the same value after it."""
    report = with_totals(Report("某局", 2025, "2021", {at("disputes.review.upheld"): -3}), E2021)
    check(report, E2021)

    assert report.value(at("disputes.review.upheld")) == -3


def test_unit_of_a_count_is_nobodys_error():
    """“283 批次” counts what it counts; only money has a unit that the form prescribes."""
    cell = at("disclosure.procurement.count")
    report = Report("某局", 2020, "2019", dict.fromkeys(E2019.addresses, 0), SOUND_TEXTS)

    assert codes(report.replace(units={cell: "批次"})) == []


@pytest.mark.parametrize(
    ("agency", "words", "absent"),
    [
        ("某某市人民政府", "考核、评议、追究", ()),
        ("某某镇人民政府", "考核、评议", ("追究",)),
        ("某某市财政局", "", ()),
        ("某某市人民政府办公室", "", ()),
    ],
)
def test_a_government_tells_of_supervision(agency, words, absent):
    """第五十条第四项: only governments owe 考核、评议、追究."""
    report = sound_report(agency=agency).with_section("overview", f"监督保障：{words}。")
    found = [f for f in check(report, E2021) if f.code == "section.supervision"]
    assert [(f.level, f.words) for f in found] == ([(Level.HINT, absent)] if absent else [])
