"""Published reports as a folder: the wrong ones are named, and none of the clean ones."""

import json
from pathlib import Path

import pytest
from folders import thread

from forms.collecting.collecting import Request, collect
from forms.collecting.matrix import Filter, matrix_of
from forms.collecting.result_store import ResultStore
from forms.collecting.summing import sum_of
from forms.errors import Cause

ARITHMETIC = ("applications.", "disputes.", "disclosure.")
DISTRICT = "平潭综合实验区"


@pytest.fixture(scope="module")
def collections(shared):
    """The folder for each of the three years of which the district's own report is there."""
    folder = shared / "reports" / "raw"
    with ResultStore(None) as store, thread() as workers:
        return {
            year: collect(Request((folder,), year=year, office=DISTRICT), store, workers)
            for year in (2020, 2022, 2025)
        }


def printed_wrong(shared):
    """File's stem → whether its tables really are wrong, as the notes say."""
    for path in (shared / "reports" / "gold").glob("*.json"):
        data = json.loads(path.read_text("utf-8"))
        errors = data.get("printed_errors") or data["notes"]["printed_errors"]
        yield path.stem, bool(errors["arithmetic"])


def test_the_matrix_names_the_wrong_ones_and_none_of_the_clean(shared, collections):
    collection = collections[2020]
    named = {
        Path(row.source.file).stem
        for row in matrix_of(collection, Filter.ERRORS).rows
        if any(code.startswith(ARITHMETIC) for code in row.found)
    }
    # The district's own report is no row: it is compared, not collected.
    readable = {Path(one.file).stem for one in collection.returns if one.is_readable}
    wrong = {stem for stem, is_wrong in printed_wrong(shared) if is_wrong} & readable
    assert named == wrong


def test_decoys_are_listed_as_unreadable(collections):
    causes = {
        Path(one.file).name: one.read.cause
        for one in collections[2020].others
        if not one.is_readable
    }
    assert causes == {"310.txt": Cause.NOT_A_REPORT, "401.pdf": Cause.SEVERAL_REPORTS}


@pytest.mark.parametrize(("year", "stem"), [(2020, "203"), (2022, "213"), (2025, "231")])
def test_the_district_s_own_report_stands_beside_its_units_sum(collections, year, stem):
    collection = collections[year]
    assert Path(collection.stated.file).stem == stem
    total = sum_of(collection)
    assert total.differences
    for one in total.differences:
        entries = [entry for entry in collection.entries if entry.counted]
        figures = [entry.counted.number(one.address) for entry in entries]
        if None not in figures and not any(entry.counted.read.units for entry in entries):
            assert one.summed == sum(figures)
