"""The commands that need no window: read, export, carry; ``check_command`` has the check.

Each takes the parsed arguments, prints its result on standard output and each refusal as one
sentence on standard error, and returns the exit code. A bad file never stops the others.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.counts import show
from forms.data_folder import backup_folder
from forms.edition_file import known_edition
from forms.errors import Cause, FileError, UnwritableFile
from forms.reading.apart import read_apart, read_saved_apart
from forms.refusals import error_sentence, one_line
from forms.report import Report
from forms.report_json import report_to_json
from forms.saving.write_file import is_same_file
from forms.wording import SECTION_NAMES

if TYPE_CHECKING:
    from forms.carry import BadYear

CLEAN, FOUND, FAILED = 0, 1, 2


def tell(sentence: str) -> None:
    """One sentence on standard error."""
    print(sentence, file=sys.stderr)


def told(error: FileError) -> str:
    """The refusal on standard error; returns the sentence."""
    sentence = error_sentence(error)
    tell(sentence)
    return sentence


def print_json(data: object) -> None:
    """Any answer, as JSON for the eye too."""
    print(json.dumps(data, ensure_ascii=False, indent=1))


# --- read --------------------------------------------------------------------------------


def read(options: argparse.Namespace) -> int:
    """Files → reports: one JSON object, a list for several files, or lines for the eye."""
    several = len(options.files) > 1
    results: list[dict[str, Any]] = []
    code = CLEAN
    for name in options.files:
        try:
            report = read_apart(Path(name))
        except FileError as error:
            code = FAILED
            results.append({"file": name, "error": told(error)})
            continue
        results.append(({"file": name} if several else {}) | report_to_json(report))
        if not options.json:
            print("\n".join(one_line(line) for line in _report_lines(report)))
    if options.json:
        print_json(results if several else results[0])
    return code


def _report_lines(report: Report) -> list[str]:
    """A report for the eye: title, each row with its figures, the length of each text."""
    from export.layout import report_title
    from forms.cells import Address
    from forms.check import text_length

    edition = known_edition(report.edition)
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


# --- export, carry -----------------------------------------------------------------------


def export(options: argparse.Namespace) -> int:
    """A report in any format → files in other formats, each by its suffix."""
    from export.export_file import export_report, missing_in
    from export.layout import Options
    from export.missing_words import missing_sentence

    source = Path(options.file)
    if options.check_sheet:
        last = Path(options.last_year) if options.last_year else None
        return _check_sheets(source, last, [Path(name) for name in options.outs])
    try:
        report = read_apart(source)
        last_year = _last_year_of(options, source, report)
    except FileError as error:
        told(error)
        return FAILED
    except _NothingToCompare as error:
        tell(str(error))
        return FAILED
    layout = Options(options.draft, options.traditional, last_year=last_year)
    code = CLEAN
    for name in options.outs:
        target = Path(name)
        try:
            make_way(target, source)
            edition = known_edition(report.edition)
            missing = missing_in(report, edition, target.suffix, layout)
            if missing:
                tell(f"{one_line(target)}：{missing_sentence(missing, report)}")
            export_report(report, edition, target, layout)
        except FileError as error:
            told(error)
            code = FAILED
    return code


class _NothingToCompare(Exception):
    """The annex was asked for, and there is no report of the year before. Its words say so."""


def _last_year_of(options: argparse.Namespace, source: Path, report: Report) -> Report | None:
    """Last year's report for the annex: from its own file, else from inside the ``.gknb``.

    Raises UnreadableFile and _NothingToCompare.
    """
    if not options.annex:
        if options.last_year:
            raise _NothingToCompare("--last-year 要和 --annex 或 --check-sheet 一起用。")
        return None
    from forms.check import comparable
    from forms.saving.store import SUFFIX, load

    if options.last_year:
        last_year: Report | None = read_apart(Path(options.last_year))
    else:
        last_year = load(source).last_year if source.suffix.lower() == SUFFIX else None
    if last_year is None:
        words = "没有可以对照的去年的报告，请用 --last-year 写明它的文件。"
        raise _NothingToCompare(f"{one_line(source)}：{words}")
    if comparable(report, last_year) is None:
        raise _NothingToCompare(
            f"{one_line(source)}是{report.year}年度的，去年的报告却是{last_year.year}年度的，不能对照。"
        )
    return last_year


def _check_sheets(source: Path, last_year: Path | None, targets: list[Path]) -> int:
    from dataclasses import replace
    from datetime import date

    from export.check_sheet import write_check_sheet

    try:
        saved = read_saved_apart(source)
        if last_year is not None:
            saved = replace(saved, last_year=read_apart(last_year))
        for target in targets:
            if target.suffix.lower() != ".pdf":
                raise UnwritableFile(target, Cause.ONLY_PDF)
            make_way(target, source)
            edition = known_edition(saved.report.edition)
            write_check_sheet(saved, edition, target, date.today())
    except FileError as error:
        told(error)
        return FAILED
    return CLEAN


def carry(options: argparse.Namespace) -> int:
    """Last year's report → this year's draft, with last year's inside a ``.gknb``."""
    from export.export_file import export_report
    from forms.carry import BadYear, YearUnknown
    from forms.carry import carry as carried
    from forms.saving.store import SUFFIX, Saved, save

    source, new = Path(options.last_year), Path(options.new)
    try:
        make_way(new, source)
        last_year = read_apart(source)
        draft = carried(last_year, options.year)
        if new.suffix.lower() == SUFFIX:
            save(new, Saved(draft, last_year))
        else:
            export_report(draft, known_edition(draft.edition), new)
    except YearUnknown:
        tell(f"{one_line(source)}：看不出是哪一年的报告，请用 --year 写明新报告的年度。")
        return FAILED
    except BadYear as error:
        tell(_bad_year(source, options.year, error))
        return FAILED
    except FileError as error:
        told(error)
        return FAILED
    for remark in draft.remarks:
        print(one_line(remark.message))
    return CLEAN


def _bad_year(source: Path, wanted: int | None, error: BadYear) -> str:
    """Which years the new report may be of; none where last year's is of the last year of all."""
    if error.first > error.last:
        return f"{one_line(source)}：这份报告的年度是{error.first - 1}，没有再下一年的报告。"
    lead = "请用 --year 写明新报告的年度，" if wanted is None else f"--year {wanted}：新报告的年度"
    return f"{one_line(source)}：{lead}应当在{error.first}至{error.last}之间。"


def make_way(target: Path, *sources: Path) -> None:
    """The files that were read are never written over; of a saved report a dated copy is kept.

    Somebody may have typed for days into the file of that name. Raises UnreadableFile and
    UnwritableFile.
    """
    if any(is_same_file(target, source) for source in sources):
        raise UnwritableFile(target, Cause.SAME_FILE)
    if target.suffix.lower() != ".gknb":
        return
    from datetime import datetime, timezone

    from forms.saving.backups import back_up

    back_up(target, backup_folder(), datetime.now(timezone.utc))
