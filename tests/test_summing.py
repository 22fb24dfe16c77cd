"""The sum: Σ children + own − exceptions; a blank is unknown and told."""

from decimal import Decimal

import pytest
from balanced import EDITIONS, balanced_reports
from folders import EDITION, balanced, collected, put, unit_table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.cells import Address
from forms.check import check
from forms.collecting.collection import Collection, Entry, Unit
from forms.collecting.exemption_list import read_exemptions
from forms.collecting.returns import Read, Return
from forms.collecting.summing import addends_of, parents_of, sum_of, total_of, totals_of
from forms.collecting.sums import Exemption
from forms.errors import UnreadableFile

PERSON = Address("applications", "received", "person")
FEES = Address("disclosure", "fees", "amount")


def returned(report, file="a.json"):
    edition = EDITIONS[report.edition]
    read = Read(
        file,
        agency=report.agency,
        year=report.year,
        edition=report.edition,
        values=tuple(report.value(address) for address in edition.addresses),
        units=tuple((str(address), unit) for address, unit in report.units.items()),
    )
    return Return(file, 0.0, read)


def entry(name, report, parent="", kind=""):
    one = returned(report, f"{name}.json") if report else None
    return Entry(Unit(name, kind, parent), (one,) if one else (), one)


def of(*entries, **wishes):
    return Collection(2025, "某某县", tuple(entries), **wishes)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(balanced_reports(), min_size=1, max_size=4))
def test_every_cell_is_the_sum_of_the_units_and_balanced_units_add_up_balanced(reports):
    collection = of(*(entry(f"{n}局", report) for n, report in enumerate(reports)))
    total = sum_of(collection).report
    for address in EDITION.addresses:
        assert total.value(address) == sum(report.number(address) for report in reports)
    broken = [one for one in check(total, EDITION) if one.relation is not None]
    assert [one for one in broken if one.level.value == "error"] == []


def test_a_blank_makes_its_total_unknown_and_is_told():
    blank = balanced(2, "乙局").with_value(PERSON, None)
    total = sum_of(of(entry("甲局", balanced(1, "甲局")), entry("乙局", blank)))
    known = balanced(1, "甲局").number(PERSON)
    assert total.report.value(PERSON) is None
    assert (total.totals[PERSON].known, total.totals[PERSON].unknown) == (known, ("乙局",))
    assert [(one.code, one.where) for one in total.report.remarks] == [
        ("sum.unknown", "applications.received.person")
    ]
    assert total.report.value(FEES) is not None


@pytest.mark.parametrize("mark", ["/", "—", "无"])
def test_a_mark_is_no_zero(mark):
    marked = balanced(2, "乙局").with_value(PERSON, mark)
    total = sum_of(of(entry("甲局", balanced(1, "甲局")), entry("乙局", marked)))
    assert total.report.value(PERSON) is None


def test_a_unit_without_a_return_is_left_out_and_named():
    total = sum_of(of(entry("甲局", balanced(1, "甲局")), entry("乙局", None)))
    assert (total.units, total.without) == (("甲局",), ("乙局",))
    assert total.report.value(PERSON) == balanced(1, "").number(PERSON)
    assert [one.code for one in total.report.remarks] == ["sum.missing"]


def test_nothing_to_add_is_unknown():
    total = sum_of(of(entry("甲局", None)))
    assert total.units == ()
    assert not total.report.cells


def test_what_stands_behind_a_total():
    collection = of(*(entry(f"{n}局", balanced(n, f"{n}局")) for n in range(3)))
    addends = addends_of(collection, PERSON)
    assert [(one.unit, one.file) for one in addends] == [
        (f"{n}局", f"{n}局.json") for n in range(3)
    ]
    assert sum(one.number for one in addends) == sum_of(collection).report.value(PERSON)


def test_children_of_children_are_added_once():
    county = entry("甲县", balanced(9, "甲县"))
    units = [entry(f"{n}局", balanced(n, f"{n}局"), parent="甲县") for n in (1, 2)]
    own = entry("市本级", balanced(3, "市本级"), kind="本级")
    collection = of(county, *units, own)
    below = sum(balanced(n, "").number(PERSON) for n in (1, 2))
    assert parents_of(collection) == ("", "甲县")
    assert sum_of(collection, "甲县").report.value(PERSON) == below
    assert sum_of(collection).report.value(PERSON) == below + balanced(3, "").number(PERSON)
    different = {one.address for one in sum_of(collection, "甲县").differences if one.amount}
    assert PERSON in different


def test_all_totals_at_once_are_those_one_by_one():
    blank = balanced(2, "乙局").with_value(PERSON, "/")
    money = balanced(4, "丁局").replace(units={FEES: "元"})
    collection = of(
        entry("甲局", balanced(1, "甲局")),
        entry("乙局", blank),
        entry("丙局", balanced(3, "丙局", edition="2019")),
        entry("丁局", money),
        entry("戊县", None),
        entry("己局", balanced(5, "己局"), parent="戊县"),
        entry("庚局", None),
    )
    exemptions = (Exemption("甲局", PERSON, -1, "转交"),)
    for rules in ((), exemptions):
        at_once = totals_of(collection, "", rules)
        assert at_once == {a: total_of(collection, a, "", rules) for a in EDITION.addresses}


def test_a_county_whose_units_sent_nothing_counts_with_its_own_report():
    collection = of(entry("甲县", balanced(9, "甲县")), entry("甲局", None, parent="甲县"))
    assert sum_of(collection).report.value(PERSON) == balanced(9, "").number(PERSON)


def test_the_difference_to_a_stated_total():
    stated = balanced(1, "某某县").with_value(PERSON, 50)
    collection = of(entry("甲局", balanced(1, "甲局")), stated=returned(stated))
    found = {one.address: one.amount for one in sum_of(collection).differences if one.amount}
    assert found == {PERSON: 50 - balanced(1, "").number(PERSON)}


def test_exceptions_have_a_reason_and_a_place_in_the_sum():
    collection = of(
        entry("甲局", balanced(1, "甲局")),
        entry("乙局", balanced(2, "乙局").with_value(PERSON, None)),
    )
    exemptions = (
        Exemption("甲局", PERSON, -1, "转交乙局办理"),
        Exemption("乙局", PERSON, 0, "电话核实为0", instead=True),
        Exemption("丙局", PERSON, 3, "没有这个局"),
    )
    total = sum_of(collection, "", exemptions)
    assert total.report.value(PERSON) == balanced(1, "").number(PERSON) - 1
    codes = [one.code for one in total.report.remarks]
    assert codes == ["sum.exempted", "sum.exempted", "sum.exemption_unused"]
    reasons = [one.reason for one in addends_of(collection, PERSON, "", exemptions)]
    assert reasons == ["", "转交乙局办理", "电话核实为0"]


@pytest.mark.parametrize(
    ("printed", "unit", "added"),
    [(984361, "元", "98.4361"), (3, "亿元", "30000"), (5, "万元", "5"), (7, "", "7")],
)
def test_money_is_added_in_the_column_s_unit(printed, unit, added):
    report = balanced(1, "甲局").with_value(FEES, printed)
    report = report.replace(units={FEES: unit} if unit else {})
    total = sum_of(of(entry("甲局", report)))
    assert total.report.value(FEES) == Decimal(added)
    told = [one.where for one in total.report.remarks if one.code == "sum.converted"]
    assert told == ([str(FEES)] if unit in ("元", "亿元") else [])


def test_another_edition_s_cells_are_unknown_where_this_one_has_them_alone():
    old = balanced(2, "乙局", edition="2019")
    total = sum_of(of(entry("甲局", balanced(1, "甲局")), entry("乙局", old)))
    else_row = Address("applications", "other_else", "person")
    assert total.report.value(else_row) is None
    assert total.report.value(PERSON) is not None


def test_exceptions_from_a_table(tmp_path):
    path = tmp_path / "例外.csv"
    path.write_text(
        "单位,行,列,方式,数,理由\n甲局,本年新收,自然人,,-1,转交\n"
        "乙局,disclosure.fees.amount,,按,0,核实\n",
        "utf-8",
    )
    assert read_exemptions(path, EDITION) == (
        Exemption("甲局", PERSON, -1, "转交"),
        Exemption("乙局", FEES, 0, "核实", instead=True),
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("甲局,本年新收,自然人,,-1,", "理由"),
        ("甲局,本年新收,自然人,,一,转交", "数字"),
        ("甲局,本年新收,,,1,转交", "行或列"),
        ("甲局,没有这行,自然人,,1,转交", "行或列"),
    ],
)
def test_an_exception_that_is_not_clear_is_refused(tmp_path, line, told):
    path = tmp_path / "例外.csv"
    path.write_text(f"单位,行,列,方式,数,理由\n{line}\n", "utf-8")
    with pytest.raises(UnreadableFile) as refused:
        read_exemptions(path, EDITION)
    assert told in refused.value.detail


def test_own_cases_are_added_from_a_file_apart(tmp_path):
    folder = tmp_path / "in"
    put(folder, "a.json", balanced(1, "甲局"))
    own = put(tmp_path, "own.json", balanced(2, "某某县政府办"))
    listed = unit_table(tmp_path / "u.csv", "甲局,部门,,")
    for wishes in ({}, {"units": listed}):
        total = sum_of(collected(folder, own=own, office="某某县", **wishes))
        assert total.units == ("甲局", "某某县本级")
        both = balanced(1, "").number(PERSON) + balanced(2, "").number(PERSON)
        assert total.report.value(PERSON) == both
