"""The commands that need no window: read, check, export, carry.

Each takes the parsed arguments, prints its result on standard output and each refusal as one
sentence on standard error, and returns the exit code. A bad file never stops the others.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from forms.check import Finding, check, text_length
from forms.counts import show
from forms.culprit import suggestions
from forms.edition_file import known_editions
from forms.errors import Cause, FileError, UnwritableFile
from forms.reading.open_file import read_report
from forms.refusals import error_sentence, one_line
from forms.repair.repair_wording import suggestion_json, suggestion_sentence
from forms.report import Report
from forms.report_json import plain_number, report_to_json
from forms.rules import Level
from forms.wording import SECTION_NAMES, finding_sentence, part_heading

CLEAN, FOUND, FAILED = 0, 1, 2


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _told(error: FileError) -> str:
    sentence = error_sentence(error)
    _tell(sentence)
    return sentence


def _print_json(data: object) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=1))


# --- read --------------------------------------------------------------------------------


def read(options: argparse.Namespace) -> int:
    """Files → reports: one JSON object, a list for several files, or lines for the eye."""
    several = len(options.files) > 1
    results: list[dict[str, Any]] = []
    code = CLEAN
    for name in options.files:
        try:
            report = read_report(Path(name))
        except FileError as error:
            code = FAILED
            results.append({"file": name, "error": _told(error)})
            continue
        results.append(({"file": name} if several else {}) | report_to_json(report))
        if not options.json:
            print("\n".join(one_line(line) for line in _report_lines(report)))
    if options.json:
        _print_json(results if several else results[0])
    return code


def _report_lines(report: Report) -> list[str]:
    """A report for the eye: title, each row with its figures, the length of each text."""
    from export.layout import report_title
    from forms.cells import Address

    edition = known_editions()[report.edition]
    lines = [report_title(report, edition), f"版式：{edition.name}（{edition.source}）"]
    for table in edition.tables.values():
        lines.append(f"【{table.title}】")
        for row in table.rows.values():
            cells = [Address(table.key, row.key, column) for column in row.areas]
            values = [show(report.value(c)) + report.units.get(c, "") or "（空）" for c in cells]
            lines.append(f"  {row.name}：{' '.join(values)}")
    lines.append("【文字】")
    for key, text in report.sections.items():
        length = "没有" if text is None else f"{text_length(text)}字"
        lines.append(f"  {SECTION_NAMES[key]}：{length}")
    if report.remarks:
        lines.append("【读取时的说明】")
        lines += [f"  {remark.message}" for remark in report.remarks]
    return lines


# --- check -------------------------------------------------------------------------------


def check_files(options: argparse.Namespace) -> int:
    """Findings of each file, one per line or as JSON, with the likely repairs."""
    code = CLEAN
    last_year = None
    if options.last_year:
        try:
            last_year = read_report(Path(options.last_year))
        except FileError as error:
            _told(error)
            code = FAILED
    results: list[dict[str, Any]] = []
    for name in options.files:
        try:
            report = read_report(Path(name))
        except FileError as error:
            results.append({"file": name, "error": _told(error)})
            code = FAILED
            continue
        findings = check(report, known_editions()[report.edition], last_year)
        results.append(_check_json(name, report, findings, last_year))
        if not options.json:
            _print_findings(name, report, findings, last_year)
        errors = any(finding.level is Level.ERROR for finding in findings)
        code = max(code, FOUND if errors else CLEAN)
    if options.json:
        _print_json(results)
    return code


def _print_findings(
    name: str, report: Report, findings: Sequence[Finding], last_year: Report | None
) -> None:
    edition = known_editions()[report.edition]
    for finding in findings:
        part, sentence = part_heading(finding, edition), finding_sentence(finding, edition)
        print(one_line(f"{name}: {part}: {_where(finding)}: {sentence}"))
    for repair in suggestions(report, edition, last_year):
        print(one_line(f"{name}: 可能的改法: {suggestion_sentence(repair, edition)}"))


def _check_json(
    name: str, report: Report, findings: Sequence[Finding], last_year: Report | None
) -> dict[str, Any]:
    edition = known_editions()[report.edition]
    repairs = suggestions(report, edition, last_year)
    return {
        "file": name,
        "report": {"agency": report.agency, "year": report.year, "edition": report.edition},
        "findings": [
            _finding_json(finding, finding_sentence(finding, edition)) for finding in findings
        ],
        "suggestions": [suggestion_json(repair, edition) for repair in repairs],
    }


def _where(finding: Finding) -> str:
    if finding.cells:
        return str(finding.cells[0])
    return finding.section or "cover"


def _finding_json(finding: Finding, message: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "level": finding.level.value,
        "cells": [str(address) for address in finding.cells],
        "expected": plain_number(finding.expected),
        "actual": plain_number(finding.actual),
        "section": finding.section,
        "message": message,
    }


# --- export, carry -----------------------------------------------------------------------


def export(options: argparse.Namespace) -> int:
    """A report in any format → files in other formats, each by its suffix."""
    from export.export_file import export_report
    from export.layout import Options

    source = Path(options.file)
    try:
        report = read_report(source)
    except FileError as error:
        _told(error)
        return FAILED
    layout = Options(draft=options.draft, traditional=options.traditional)
    code = CLEAN
    for name in options.outs:
        try:
            _refuse_same_file(source, Path(name))
            export_report(report, known_editions()[report.edition], Path(name), layout)
        except FileError as error:
            _told(error)
            code = FAILED
    return code


def carry(options: argparse.Namespace) -> int:
    """Last year's report → this year's draft, with last year's inside a ``.gknb``."""
    from export.export_file import export_report
    from forms.carry import BadYear, YearUnknown
    from forms.carry import carry as carried
    from forms.saving.store import SUFFIX, Saved, save

    source, new = Path(options.last_year), Path(options.new)
    try:
        _refuse_same_file(source, new)
        last_year = read_report(source)
        draft = carried(last_year, options.year)
        if new.suffix.lower() == SUFFIX:
            save(new, Saved(draft, last_year))
        else:
            export_report(draft, known_editions()[draft.edition], new)
    except YearUnknown:
        _tell(f"{one_line(source)}：看不出是哪一年的报告，请用 --year 写明新报告的年度。")
        return FAILED
    except BadYear as error:
        _tell(f"--year {options.year}：新报告的年度应当在{error.first}至{error.last}之间。")
        return FAILED
    except FileError as error:
        _told(error)
        return FAILED
    for remark in draft.remarks:
        print(one_line(remark.message))
    return CLEAN


def _refuse_same_file(source: Path, target: Path) -> None:
    """The file that was read is never written over. Raises UnwritableFile."""
    if target.exists() and source.exists() and target.samefile(source):
        raise UnwritableFile(target, Cause.SAME_FILE)
