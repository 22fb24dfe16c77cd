"""The real errors: what the program names first in published reports that do not add up.

Prints a table (``pytest -s``), report by report. The figures are those printed; what is right
was told by people who read the whole report.
"""

import json

import pytest
from balanced import EDITIONS

from forms.culprit import suggestions
from forms.repair.repair_wording import suggestion_sentence
from forms.report_json import report_from_json

RIGHT = {
    "101": {"disputes.review.total": 11, "disputes.after_review.total": 5},
    "215": {"applications.result_total.person": 16, "applications.result_total.charity": 2},
    "229": {
        "applications.result_total.person": 1,
        "applications.result_total.other": 1,
        "applications.result_total.total": 2,
    },
    "239": {
        "applications.unable_not_held.law_service": 0,
        "applications.unable_not_held.total": 1,
    },
    "247": {"applications.result_total.person": 0},
    "253": {"applications.received.total": 7, "applications.carried_in.total": 0},
}
OPEN = {
    "002": "two columns are off by two each way; the report does not tell which cells",
    "203": "which rows are wrong cannot be told",
}


def unbalanced_reports(shared):
    """Name, report with the printed tables, and what the notes say is wrong."""
    for path in sorted((shared / "reports/gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        errors = gold["printed_errors"].get("arithmetic") or []
        if errors:
            rows = EDITIONS[gold["edition"]].tables
            tables = {
                table: {row: cells for row, cells in found.items() if row in rows[table].rows}
                for table, found in gold["tables"].items()
                if found
            }
            yield path.stem, report_from_json({**gold, "tables": tables, "sections": {}}), errors


def test_the_wrong_cell_is_named_first(shared):
    named = {}
    for name, report, errors in unbalanced_reports(shared):
        edition = EDITIONS[report.edition]
        found = suggestions(report, edition)
        told = suggestion_sentence(found[0], edition) if found else "-"
        print(f"{name} | {'; '.join(errors)} | {told} | {len(found)}")  # noqa: T201
        named[name] = {str(c.address): c.after for c in found[0].changes} if found else {}
        assert not any(one.remaining for one in found)
    assert named.keys() == RIGHT.keys() | OPEN.keys()
    assert {name: named[name] for name in RIGHT} == RIGHT


@pytest.mark.parametrize(("name", "count"), [("002", 2), ("203", 1)])
def test_where_it_cannot_be_told_the_smallest_repairs_are_given(shared, name, count):
    reports = {name: report for name, report, _ in unbalanced_reports(shared)}
    found = suggestions(reports[name], EDITIONS[reports[name].edition])
    assert found[0].is_smallest
    assert sum(not change.follows for change in found[0].changes) == count
