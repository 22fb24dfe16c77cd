"""gknb：政府信息公开年报填报。Arguments → the window, or a command that needs no display.

``main.py [FILE]`` opens the window; ``read``, ``check``, ``export``,
``carry`` and ``demo`` are commands.
Exit codes: 0 done and clean, 1 an error-level finding, 2 a file that cannot be read or written.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.errors import FileError

if TYPE_CHECKING:
    from forms.check import Finding
    from forms.report import Report

VERSION = "0.1.0"
CLEAN, FOUND, FAILED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command or the window; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if given and given[0] in ("-h", "--help", "--version", *COMMANDS):
        options = _parser().parse_args(given)
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    return _window(given)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py",
        description="政府信息公开年报填报。不带命令时打开窗口：main.py [文件]",
    )
    parser.add_argument("--version", action="version", version=f"gknb {VERSION}")
    commands = parser.add_subparsers(required=True, metavar="命令")
    for name, (command, about, add_arguments) in COMMANDS.items():
        # Without a help of its own a command is not listed.
        told = {"help": about} if about else {}
        one = commands.add_parser(name, description=about, **told)
        add_arguments(one)
        one.set_defaults(command=command)
    return parser


def _window(given: list[str]) -> int:
    from ui.display import has_display

    if len(given) > 1 or (given and given[0].startswith("-")):
        _tell("用法：main.py [文件]，或 main.py 命令 …；全部命令见 main.py --help")
        return FAILED
    if not has_display():
        _tell(
            "这台机器没有图形界面，打不开窗口；"
            "不需要图形界面的命令有：read、check、export、carry、demo（用法见 main.py --help）。"
        )
        return FAILED
    from ui.app import run

    return run(sys.argv[:1], Path(given[0]) if given else None)


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)


# --- read --------------------------------------------------------------------------------


def _read(options: argparse.Namespace) -> int:
    from forms.reading.open_file import read_report
    from forms.report_json import report_to_json

    results: list[dict[str, Any]] = []
    failed = False
    for name in options.files:
        entry: dict[str, Any] = {"file": name} if len(options.files) > 1 else {}
        try:
            report = read_report(Path(name))
        except FileError as error:
            failed = True
            results.append({"file": name, "error": _told(error)})
            continue
        results.append(entry | report_to_json(report))
        if not options.json:
            print("\n".join(_report_lines(report)))
    if options.json and (len(options.files) > 1 or not failed):
        _print_json(results if len(options.files) > 1 else results[0])
    return FAILED if failed else CLEAN


def _told(error: FileError) -> str:
    from forms.wording import error_sentence

    sentence = error_sentence(error)
    _tell(sentence)
    return sentence


def _report_lines(report: Report) -> list[str]:
    """A report for the eye: title, each row with its figures, the length of each text."""
    from export.layout import report_title
    from forms.cells import Address
    from forms.check import text_length
    from forms.counts import show
    from forms.edition_file import built_in_editions
    from forms.wording import SECTION_NAMES

    edition = built_in_editions()[report.edition]
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


def _check(options: argparse.Namespace) -> int:
    from forms.reading.open_file import read_report

    try:
        last_year = read_report(Path(options.last_year)) if options.last_year else None
    except FileError as error:
        _told(error)
        return FAILED
    results: list[dict[str, Any]] = []
    code = CLEAN
    for name in options.files:
        try:
            report = read_report(Path(name))
        except FileError as error:
            results.append({"file": name, "error": _told(error)})
            code = FAILED
            continue
        entry, errors = _check_one(name, report, last_year, quiet=options.json)
        results.append(entry)
        code = max(code, FOUND if errors else CLEAN)
    if options.json:
        _print_json(results)
    return code


def _check_one(
    name: str, report: Report, last_year: Report | None, quiet: bool
) -> tuple[dict[str, Any], bool]:
    from forms.check import check
    from forms.culprit import suggestions
    from forms.edition_file import built_in_editions
    from forms.repair_wording import suggestion_json, suggestion_sentence
    from forms.rules import Level
    from forms.wording import finding_sentence, part_heading

    edition = built_in_editions()[report.edition]
    findings = check(report, edition, last_year)
    if not quiet:
        for finding in findings:
            sentence = finding_sentence(finding, edition)
            print(f"{name}: {part_heading(finding, edition)}: {_where(finding)}: {sentence}")
    repairs = suggestions(report, edition, last_year)
    if not quiet:
        for repair in repairs:
            print(f"{name}: 可能的改法: {suggestion_sentence(repair, edition)}")
    entry = {
        "file": name,
        "report": {"agency": report.agency, "year": report.year, "edition": report.edition},
        "findings": [
            _finding_json(finding, finding_sentence(finding, edition)) for finding in findings
        ],
        "suggestions": [suggestion_json(repair, edition) for repair in repairs],
    }
    return entry, any(finding.level is Level.ERROR for finding in findings)


def _where(finding: Finding) -> str:
    if finding.cells:
        return str(finding.cells[0])
    return finding.section or "cover"


def _finding_json(finding: Finding, message: str) -> dict[str, Any]:
    from forms.report_json import plain_number

    return {
        "code": finding.code,
        "level": finding.level.value,
        "cells": [str(address) for address in finding.cells],
        "expected": plain_number(finding.expected),
        "actual": plain_number(finding.actual),
        "section": finding.section,
        "message": message,
    }


def _print_json(data: object) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=1))


# --- export, demo ------------------------------------------------------------------------


def _export(options: argparse.Namespace) -> int:
    from export.export_file import export_report
    from export.layout import Options
    from forms.edition_file import built_in_editions
    from forms.reading.open_file import read_report

    try:
        report = read_report(Path(options.file))
    except FileError as error:
        _told(error)
        return FAILED
    layout = Options(draft=options.draft, traditional=options.traditional)
    code = CLEAN
    for out in options.outs:
        try:
            export_report(report, built_in_editions()[report.edition], Path(out), layout)
        except FileError as error:
            _told(error)
            code = FAILED
    return code


def _carry(options: argparse.Namespace) -> int:
    from export.export_file import export_report
    from forms.carry import YearUnknown, carry
    from forms.edition_file import built_in_editions
    from forms.reading.open_file import read_report
    from forms.store import SUFFIX, Saved, save

    new = Path(options.new)
    try:
        last_year = read_report(Path(options.last_year))
        draft = carry(last_year, options.year)
        if new.suffix.lower() == SUFFIX:
            save(new, Saved(draft, last_year))
        else:
            export_report(draft, built_in_editions()[draft.edition], new)
    except YearUnknown:
        _tell(f"{options.last_year}：看不出是哪一年的报告，请用 --year 写明新报告的年度。")
        return FAILED
    except FileError as error:
        _told(error)
        return FAILED
    for remark in draft.remarks:
        print(remark.message)
    return CLEAN


def _read_worker(options: argparse.Namespace) -> int:
    from forms.reading.worker import serve

    return serve(Path(options.file))


def _demo(options: argparse.Namespace) -> int:
    from ui.demo import run

    return run(Path(options.out))


# --- arguments ---------------------------------------------------------------------------


def _read_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="文件")
    parser.add_argument("--json", action="store_true", help="按 JSON 输出")


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    _read_arguments(parser)
    parser.add_argument("--last-year", metavar="文件", help="上年的报告，用来核对结转和现行有效")


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件")
    parser.add_argument(
        "outs", nargs="+", metavar="输出", help=".xlsx .pdf .docx .html .gknb .json，按后缀决定"
    )
    parser.add_argument("--draft", action="store_true", help="印上“草稿”字样")
    parser.add_argument("--traditional", action="store_true", help="用繁体字")


def _carry_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("last_year", metavar="上年报告")
    parser.add_argument("new", metavar="新报告", help=".gknb，或任何能导出的格式")
    parser.add_argument(
        "--year", type=int, metavar="年度", help="新报告的年度，默认为上年报告的下一年"
    )


def _read_worker_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file")


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", nargs="?", default="demo-out", metavar="文件夹")


COMMANDS: dict[
    str,
    tuple[Callable[[argparse.Namespace], int], str, Callable[[argparse.ArgumentParser], None]],
] = {
    "read": (_read, "读取报告文件", _read_arguments),
    "check": (_check, "检查报告，列出不一致的地方", _check_arguments),
    "export": (_export, "导出为其他格式", _export_arguments),
    "carry": (_carry, "由上年报告生成本年草稿", _carry_arguments),
    "read-worker": (_read_worker, "", _read_worker_arguments),
    "demo": (_demo, "用示范报告把全部步骤走一遍", _demo_arguments),
}


if __name__ == "__main__":
    sys.exit(main())
