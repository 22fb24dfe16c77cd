"""The prose of real reports against their tables: what is found, missed, and false."""

import json

from balanced import EDITIONS

from forms.prose import prose_findings
from forms.report_json import report_from_json


def gold_reports(shared):
    """Name, report with gold tables and the text as read, and what is known to be wrong."""
    from forms.reading.open_file import read_report

    folder = shared / "reports"
    for path in sorted((folder / "gold").glob("*.json")):
        name = path.stem
        sources = [*(shared / "seeds").glob(f"{name}_*"), *(folder / "raw").glob(f"{name}.*")]
        if not sources:
            continue
        gold = json.loads(path.read_text("utf-8"))
        rows = EDITIONS[gold["edition"]].tables
        tables = {
            table: {row: cells for row, cells in found.items() if row in rows[table].rows}
            for table, found in gold["tables"].items()
            if found
        }
        data = {"edition": gold["edition"], "year": gold["year"], "tables": tables}
        report = report_from_json(data | {"agency": gold["agency"], "sections": {}})
        wrong = {e["class"] for e in gold["printed_errors"].get("other", [])}
        yield name, report.replace(sections=read_report(sources[0]).sections), wrong


def test_real_reports(shared):
    """Of every report with an error of class N or S is warned; one false warning in ten at most."""
    missed, false, count = [], [], 0
    for name, report, wrong in gold_reports(shared):
        count += 1
        found = prose_findings(report, EDITIONS[report.edition])
        warned = any(one.code == "text.number" and one.level.value == "warning" for one in found)
        if wrong & {"N", "S"} and not warned:
            missed.append(name)
        if not wrong & {"N", "S", "D"}:
            false += [(name, f.words) for f in found if f.level.value == "warning"]
    assert count >= 40
    assert missed == []
    assert len(false) * 10 <= count, false


def test_cases_on_file_against_a_city(shared):
    """The pair of one city: fewer cases told than the table has (figures only)."""
    gold = json.loads((shared / "reports/gold/401_2024.json").read_text("utf-8"))
    report = report_from_json({**gold, "sections": {}})
    text = "信息公开领域备案行政复议案件134件，行政诉讼案件57件。"
    found = prose_findings(report.with_section("overview", text), EDITIONS["2021"])
    assert [(one.expected, one.actual) for one in found] == [(170, 134), (77, 57)]
