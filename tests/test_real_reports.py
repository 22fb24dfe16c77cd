"""Published reports, where they are at hand: every cell that is not ambiguous is read exactly."""

import json

import pytest

from forms.cells import Address
from forms.counts import is_number, read_cell
from forms.edition_file import built_in_editions
from forms.errors import Cause, UnreadableFile
from forms.reading import from_txt
from forms.reading.match import match

SEEDS = ["000", "001", "002", "003"]
WHOLE = ["110", *(str(number) for number in range(201, 254, 2))]
CUT = ["301", "302", "303", "304", "305"]
SHORT_ROW = {"normative": "normative_documents", "rules": "regulations"}


def text_file(shared, name):
    found = [*shared.glob(f"seeds/{name}_*.txt"), *shared.glob(f"reports/raw/{name}.txt")]
    if not found:
        pytest.skip(f"no {name}.txt")
    return found[0]


def read(shared, name):
    path = text_file(shared, name)
    return match(from_txt.read(path.read_bytes(), path.name))


def gold(shared, name):
    return json.loads((shared / f"reports/gold/{name}.json").read_text(encoding="utf-8"))


def ambiguous_rows(notes):
    """The rows that the notes call ambiguous: several readings, or a blank of unknown place."""
    rows = set()
    for name, glued in notes.get("table2_glued", {}).items():
        if glued["possible_splits"] != 0:
            rows.add(("disclosure", SHORT_ROW.get(name, name)))
    for place in notes.get("table2_ambiguous", []):
        name = place.partition(".")[0]
        rows.add(("disclosure", SHORT_ROW.get(name, name)))
    for name in notes.get("table3_ambiguous", []):
        rows.add(("applications", name.partition(":")[0]))
    return rows


def gold_cells(data):
    for table, rows in data["tables"].items():
        for row, columns in rows.items():
            for column, value in columns.items():
                yield Address(table, row, column), value


@pytest.mark.parametrize("name", SEEDS + WHOLE + CUT)
def test_every_cell_that_is_not_ambiguous(shared, name):
    data, report = gold(shared, name), read(shared, name)
    unsure = ambiguous_rows(data["notes"])
    wrong = {}
    for address, printed in gold_cells(data):
        expected = read_cell(printed) if isinstance(printed, str) else None
        value = expected.value if expected else printed
        found = report.value(address)
        if found is None and (address.table, address.row) in unsure:
            continue
        if (found is None) != (value is None) or (
            value is not None and float(found) != float(value)
        ):
            wrong[str(address)] = (printed, found)
        elif expected and expected.unit:
            assert report.units[address] == expected.unit
    assert wrong == {}
    assert report.year == data["year"]
    assert report.edition == data["edition"]


@pytest.mark.parametrize("name", SEEDS + WHOLE + CUT)
def test_no_cell_is_invented_and_every_ambiguous_row_is_told(shared, name):
    data, report = gold(shared, name), read(shared, name)
    known = {address for address, _ in gold_cells(data)}
    partial = data["notes"].get("table3_partial", {})
    extra = {address for address in report.cells if address not in known}
    assert all(address.row in partial or data["notes"].get("partial_report") for address in extra)
    blank = {
        (a.table, a.row)
        for a, value in gold_cells(data)
        if report.value(a) is None and value is not None
    }
    told = {tuple(r.where.split(".")[:2]) for r in report.remarks if r.code == "cells.ambiguous"}
    assert blank <= told


@pytest.mark.parametrize("name", ["301", "302"])
def test_rows_of_a_table_that_is_cut_off(shared, name):
    data, report = gold(shared, name), read(shared, name)
    for row, values in data["notes"]["table3_partial"].items():
        columns = built_in_editions()[data["edition"]].tables["applications"].rows[row].areas
        assert [report.value(Address("applications", row, column)) for column in columns] == values


@pytest.mark.parametrize("name", ["000", "002", "003", *WHOLE])
def test_all_six_parts_have_their_text(shared, name):
    present = gold(shared, name)["notes"]["sections_present"]
    sections = read(shared, name).sections
    keys = ("overview", "disclosure_note", "applications_note", "disputes_note", "problems")
    assert all(sections[key] is not None for key in keys)
    assert sections["overview"]
    assert sections["problems"]
    assert 6 not in present or sections["other"]


def test_review_cells_of_a_split_table_stay_blank(shared):
    """Blank cells at the beginning of a row of tabs stay blank; signs are read."""
    report = read(shared, "002")
    columns = ("upheld", "corrected", "other", "pending", "total")
    groups = {
        row: [report.value(Address("disputes", row, column)) for column in columns]
        for row in ("review", "direct", "after_review")
    }
    assert groups == {
        "review": [None] * 5,
        "direct": [2, 0, 0, 0, 2],
        "after_review": [2, 0, 0, 0, 2],
    }
    assert report.value(Address("disclosure", "permits", "change")) == 2
    assert report.value(Address("disclosure", "penalties", "change")) == -2155


def test_own_chapters_are_laid_under_the_parts(shared):
    report = read(shared, "001")
    placed = [remark.where for remark in report.remarks if remark.code == "section.placed"]
    assert placed == ["overview", "overview", "problems"]
    assert not report.cells


@pytest.mark.parametrize(("name", "kind"), [("004", "工作要点"), ("310", "解读文章")])
def test_papers_that_are_no_reports_are_refused(shared, name, kind):
    with pytest.raises(UnreadableFile) as refused:
        read(shared, name)
    assert refused.value.cause is Cause.NOT_A_REPORT
    assert refused.value.detail == kind


@pytest.mark.parametrize("name", WHOLE)
def test_every_cell_knows_its_line(shared, name):
    report = read(shared, name)
    filled = [address for address, value in report.cells.items() if is_number(value)]
    assert all(report.origins[str(address)].endswith("行") for address in filled)
