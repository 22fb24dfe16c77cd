"""Rules between this year and last year: Y01–Y03 of the form."""

from dataclasses import replace

from balanced import EDITIONS, sound_report

from forms.cells import Address
from forms.check import check
from forms.culprit import suggestions
from forms.report import Report
from forms.rules import Level, Relation, Term
from forms.wording import finding_sentence

E2021 = EDITIONS["2021"]
E2019 = EDITIONS["2019"]


def at(text):
    return Address.parse(text)


def codes(report, last_year=None):
    """(code, place) of every finding but hints."""
    found = check(report, EDITIONS[report.edition], last_year)
    return [(f.code, f.place or f.section or "") for f in found if f.level is not Level.HINT]


def codes_of(found):
    return [one.code for one in found if one.code.startswith("lastyear")]


def levels(report, last_year):
    """The level of every finding but hints."""
    found = [finding.level for finding in check(report, E2021, last_year)]
    return [level for level in found if level is not Level.HINT]


def last_year_of(report, **changes):
    """A report of the year before whose carried-out figures equal this year's carried-in."""
    cells = {
        a: report.value(a._replace(row="carried_in")) if a.row == "carried_out" else 0
        for a in E2021.addresses
    }
    cells |= {
        at("disclosure.regulations.in_force"): 11,
        at("disclosure.normative_documents.in_force"): 597,
    }
    return Report("某某市人民政府", report.year - 1, "2021", {**cells, **changes})


def test_carried_over_equals_last_year():
    """Y01: the real pair of years agrees; one off is a finding at its column."""
    report = sound_report()
    before = last_year_of(report)

    assert codes(report, before) == []
    off = before.with_value(at("applications.carried_out.person"), 117)
    assert codes(report, off) == [("lastyear.carried", "person")]
    assert levels(report, off) == [Level.WARNING]
    total = before.with_value(at("applications.carried_out.total"), 120)
    assert levels(report, total) == [Level.ERROR]


def test_stock_of_documents():
    """Y03: 420 = 597 + 50 − 227 holds; a stock that is off is a finding with both sides."""
    report = sound_report()
    off = last_year_of(report).with_value(at("disclosure.normative_documents.in_force"), 596)
    finding = next(f for f in check(report, E2021, off) if f.code == "lastyear.in_force")

    assert (finding.expected, finding.actual) == (419, 420)


def test_a_stock_above_what_there_can_be_is_told_though_the_abolished_are_blank():
    """11 + 2 − blank can only be less than 14; 13 is possible still."""
    blank = sound_report().with_value(at("disclosure.regulations.abolished"), None)
    before = last_year_of(blank)
    for stock, told in ((13, []), (14, [(13, 14, True)])):
        found = check(blank.with_value(at("disclosure.regulations.in_force"), stock), E2021, before)
        one = [f for f in found if f.code == "lastyear.in_force"]
        assert [(f.expected, f.actual, f.incomplete) for f in one] == told


def test_last_year_in_the_2019_edition_has_no_stock_rule():
    """对外公开总数量 is not 现行有效件数: no rule between FY2020 and FY2021; 结转 still counts."""
    report = sound_report(year=2021)
    cells = dict.fromkeys(E2019.addresses, 0)
    before = Report("某某市人民政府", 2020, "2019", cells)

    found = {code for code, _ in codes(report, before)}
    assert {"lastyear.carried"} == found


def test_unknown_figure_of_last_year_is_no_finding():
    """A blank in last year's report proves nothing."""
    report = sound_report()
    before = last_year_of(report).with_value(at("applications.carried_out.person"), None)

    assert codes(report, before) == []


def test_a_rule_needs_every_figure_of_last_year():
    """One of two is not enough to judge by."""
    first, second = (at(f"applications.{row}.total") for row in ("granted", "partial"))
    rule = Relation(
        "lastyear.both",
        Level.ERROR,
        "applications",
        "total",
        True,
        (Term(first, last_year=True), Term(second, last_year=True)),
        (Term(first),),
    )
    edition = replace(E2021, relations=(rule,))
    report = sound_report()
    whole = last_year_of(report).with_values({first: 1, second: 1})

    assert codes_of(check(report, edition, whole)) == ["lastyear.both"]
    for missing in (first, second):
        assert codes_of(check(report, edition, whole.with_value(missing, None))) == []


def test_last_year_must_be_the_year_before():
    """A report of another year laid beside is called out."""
    report = sound_report()

    assert codes(report, last_year_of(report).replace(year=2022)) == [("lastyear.year", "")]


def test_a_report_that_names_no_year_is_compared():
    """Nothing says that it is of another year."""
    report = sound_report()
    off = last_year_of(report).with_value(at("applications.carried_out.total"), 120)

    assert codes(report, off.replace(year=None)) == [("lastyear.carried", "total")]
    assert ("lastyear.carried", "total") in codes(report.replace(year=None), off)


def test_wrong_year_breaks_no_sums():
    """A report of another year laid beside proves nothing: one finding about the year."""
    report = sound_report()
    before = (
        last_year_of(report).replace(year=2021).with_value(at("applications.carried_out.total"), 1)
    )

    assert codes(report, before) == [("lastyear.year", "")]


def test_last_years_agency_is_another():
    """A longer or shorter form of the name is the same agency; another name is told."""
    report = sound_report()
    before = last_year_of(report)

    assert codes(report, before.replace(agency="某某省某某市人民政府")) == []
    assert codes(report, before.replace(agency="市人民政府")) == []
    assert codes(report, before.replace(agency="别处市人民政府")) == [("lastyear.agency", "")]


CARRIED_IN = [a for a in E2021.addresses if a.row == "carried_in"]
PERSON, TOTAL = at("applications.carried_in.person"), at("applications.carried_in.total")


def passed_on(report, last_year):
    """The cells of what is told to be last year's own fault."""
    return [f.cells for f in check(report, E2021, last_year) if f.passed_on]


def wrong_by(report, more):
    """The report with a total of 上年结转 that its columns do not make."""
    return report.with_values({TOTAL: report.number(TOTAL) + more})


def test_what_is_wrong_in_last_years_report_already_is_told_as_such():
    report = wrong_by(sound_report(), 19)
    last_year = last_year_of(report)

    assert [set(cells) for cells in passed_on(report, last_year)] == [set(CARRIED_IN)]
    found = next(f for f in check(report, E2021, last_year) if f.passed_on)
    plain = next(f for f in check(report, E2021) if f.cells == found.cells)
    assert finding_sentence(found, E2021) != finding_sentence(plain, E2021)


def test_a_right_figure_is_not_blamed_for_last_years_wrong_one():
    """Put right here, 上年结转 differs from what last year's report has wrong; nothing mends that."""
    report = sound_report()
    sound = last_year_of(report)
    out = at("applications.carried_out.total")
    wrong = sound.with_values({out: sound.number(out) + 1})
    assert passed_on(report, wrong) == [(TOTAL,)]
    assert suggestions(report, E2021, wrong) == ()

    # Last year's whole column moved: it agrees with itself, and the fault may be this year's.
    column = [at(f"applications.{row}.person") for row in ("received", "carried_out")]
    totals = [at(f"applications.{row}.total") for row in ("received", "carried_out")]
    moved = sound.with_values({cell: sound.number(cell) + 1 for cell in (*column, *totals)})
    assert codes(report, moved) != []
    assert passed_on(report, moved) == []


def test_what_went_wrong_this_year_is_not_put_on_last_year():
    report = wrong_by(sound_report(), 19)
    last_year = last_year_of(report)

    assert passed_on(report, None) == []
    assert passed_on(report, last_year_of(sound_report())) == []
    changed = report.with_values({PERSON: report.number(PERSON) + 1})
    assert passed_on(changed, last_year) == []
    assert passed_on(report.with_values({PERSON: None}), last_year) == []


def test_an_offices_own_total_is_of_this_year():
    report = sound_report()
    key = "applications.row.carried_in"
    counted = report.with_control_total(key, report.number(TOTAL) + 1)
    assert any(TOTAL in f.cells for f in check(counted, E2021))

    assert passed_on(counted, last_year_of(report)) == []
