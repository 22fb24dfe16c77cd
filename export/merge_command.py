"""The command ``merge``: many units' reports → the superior office's total, and its papers."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from export.commands import CLEAN, FAILED, FOUND, make_way
from export.export_file import SUFFIXES, export_report
from forms.errors import Cause, FileError, UnreadableFile, UnwritableFile
from forms.refusals import error_sentence, one_line
from forms.saving.write_file import cause_of, is_same_file

if TYPE_CHECKING:
    from forms.cells import Address
    from forms.collecting.collecting import Request
    from forms.collecting.collection import Collection, Entry, Notice
    from forms.collecting.folder_reading import Progress
    from forms.collecting.result_store import ResultStore
    from forms.collecting.sums import Sum
    from forms.collecting.workers import Workers
    from forms.edition import Edition

_FEW = 3
"""So many cells have a line each, so many units their names."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("out", metavar="汇总报告", help=" ".join(SUFFIXES))
    parser.add_argument("paths", nargs="+", metavar="文件或文件夹")
    parser.add_argument("--units", metavar="名单", help="单位名单（xlsx 或 csv：名称、类别、上级）")
    parser.add_argument("--office", default="", metavar="名称", help="汇总单位的名称")
    parser.add_argument("--year", type=int, metavar="年度", help="默认为多数报告的年度")
    parser.add_argument(
        "--last-year", nargs="+", default=[], metavar="文件或文件夹", help="去年的报告，逐单位核对"
    )
    parser.add_argument("--deadline", metavar="日期", help="报送期限，如 2026-01-31")
    parser.add_argument("--own", metavar="文件", help="本级自己的报告，计入汇总")
    parser.add_argument("--stated", metavar="文件", help="已填报或已公布的总数，用来核对")
    parser.add_argument(
        "--exceptions", metavar="表", help="汇总时的例外（单位、行、列、方式、数、理由）"
    )
    parser.add_argument(
        "--use", nargs="+", default=[], metavar="文件", help="一个单位有几份时，以这份为准"
    )
    parser.add_argument("--papers", metavar="文件夹", help="写出台账、图表、退回意见和明细数据")
    parser.add_argument("--workers", type=int, metavar="个数", help="工作进程数，默认为处理器核数")
    parser.add_argument("--scheduler", metavar="地址", help="用 Dask 集群读取（需另装 dask）")
    parser.add_argument("--cache", metavar="文件", help="读取结果存放在哪里")
    parser.add_argument("--json", action="store_true", help="按 JSON 输出")


def merge(options: argparse.Namespace) -> int:
    """Read, check and add up; a bad file never stops the others. Returns the exit code."""
    from forms.collecting.cluster import NoScheduler
    from forms.collecting.result_store import ResultStore, cache_file

    out = Path(options.out)
    try:
        if out.suffix.lower() not in SUFFIXES:
            raise UnwritableFile(out, Cause.UNKNOWN_SUFFIX, out.suffix)
        _refuse_inputs(out, options)
        _find_room(out, options)
        request = _request(options)
        cache = Path(options.cache) if options.cache else cache_file()
        with ResultStore.usable(cache) as store, _workers(options) as workers:
            return _merged(request, options, store, workers)
    except FileError as error:
        _tell(error_sentence(error))
    except (NoScheduler, BadDate) as error:
        _tell(str(error))
    except KeyboardInterrupt:
        _tell("已停止；读过的文件下次不用再读。")
    return FAILED


class BadDate(ValueError):
    """The deadline is no date."""


def _tell(sentence: str) -> None:
    print(one_line(sentence), file=sys.stderr)


def _refuse_inputs(out: Path, options: argparse.Namespace) -> None:
    """What is read is never written over. Raises UnwritableFile."""
    given = [*options.paths, *options.last_year, options.units, options.own, options.stated]
    for name in filter(None, given):
        if is_same_file(out, Path(name)):
            raise UnwritableFile(out, Cause.SAME_FILE)
    folders = {Path(name).resolve() for name in (*options.paths, *options.last_year)}
    if folders & set(out.resolve().parents):
        ours = {"", options.office, _agency_in(options.stated) if options.stated else ""}
        if _agency_in(out) not in ours:
            raise UnwritableFile(out, Cause.SAME_FILE)


def _find_room(out: Path, options: argparse.Namespace) -> None:
    """Where it is all to be written, before hours of reading. Raises UnwritableFile."""
    if options.papers:
        from export.collection_papers import make_folder

        make_folder(Path(options.papers))
    if not out.absolute().parent.is_dir():
        raise UnwritableFile(out, Cause.MISSING)


def _agency_in(name: str | Path) -> str:
    """Whose report a file is; "" where it is none. The total of the last run is the office's."""
    from forms.reading.apart import read_apart

    try:
        return read_apart(Path(name)).agency
    except UnreadableFile:
        return ""


def _request(options: argparse.Namespace) -> Request:
    from forms.collecting.collecting import Request

    made = [Path(options.out)] + ([Path(options.papers)] if options.papers else [])
    for name in options.use:
        try:
            Path(name).stat()
        except OSError as error:
            raise UnreadableFile(name, cause_of(error)) from error
    try:
        deadline = date.fromisoformat(options.deadline) if options.deadline else None
    except ValueError as error:
        raise BadDate(f"--deadline {options.deadline}：请写成 2026-01-31 这样的日期。") from error
    return Request(
        paths=tuple(map(Path, options.paths)),
        units=_path(options.units),
        last_year=tuple(map(Path, options.last_year)),
        office=options.office,
        year=options.year,
        deadline=deadline,
        stated=_path(options.stated),
        own=_path(options.own),
        chosen=frozenset(str(Path(name)) for name in options.use),
        passed_over=tuple(made),
    )


def _path(name: str | None) -> Path | None:
    return Path(name) if name else None


def _workers(options: argparse.Namespace) -> Workers:
    from forms.collecting.cluster import cluster
    from forms.collecting.workers import processes

    return cluster(options.scheduler) if options.scheduler else processes(options.workers)


def _merged(
    request: Request, options: argparse.Namespace, store: ResultStore, workers: Workers
) -> int:
    from forms.collecting.collecting import collect
    from forms.collecting.exemption_list import read_exemptions
    from forms.collecting.summing import edition_of, sum_of

    collection = collect(request, store, workers, _shown if sys.stderr.isatty() else _unshown)
    edition = edition_of(collection)
    exemptions = read_exemptions(Path(options.exceptions), edition) if options.exceptions else ()
    total = sum_of(collection, "", exemptions)
    _tell_unreadable(collection)
    if not total.units:
        _tell("没有一份可以计入汇总的报告，没有写出汇总。")
        code = FAILED
    else:
        code = _code(collection, total)
        make_way(Path(options.out))
        export_report(total.report, edition, Path(options.out))
    if options.papers:
        from export.collection_papers import write_papers

        for sentence in write_papers(collection, exemptions, store, Path(options.papers)):
            _tell(sentence)
    if options.json:
        print(json.dumps(_as_json(collection, total), ensure_ascii=False, indent=1))
    else:
        print("\n".join(map(one_line, _lines(collection, total))))
    return code


def _shown(progress: Progress) -> None:
    left = "" if progress.seconds_left is None else f"，约剩{progress.seconds_left:.0f}秒"
    end = "\n" if progress.done == progress.total else ""
    print(f"\r已读 {progress.done}/{progress.total}{left}   ", end=end, file=sys.stderr, flush=True)


def _unshown(progress: Progress) -> None:
    """Nobody watches."""


def _tell_unreadable(collection: Collection) -> None:
    from forms.collecting.collection import Kind

    for notice in collection.told(Kind.UNREADABLE):
        _tell(notice.message)


def _code(collection: Collection, total: Sum) -> int:
    from forms.collecting.collection import Kind

    if collection.told(Kind.UNREADABLE):
        return FAILED
    grave = set(Kind) - {Kind.LATE, Kind.SAME_TEXT, Kind.DOUBLE}
    errors = any(
        one.level.value == "error"
        for entry in collection.entries
        if entry.counted
        for one in entry.counted.found
    )
    unchosen = any(entry.returns and not entry.counted for entry in collection.entries)
    open_cells = any(one.unknown for one in total.totals.values())
    return FOUND if errors or unchosen or open_cells or collection.told(*grave) else CLEAN


# --- what is printed -----------------------------------------------------------------------


def _lines(collection: Collection, total: Sum) -> Iterator[str]:
    """For the eye: what is amiss, unit by unit, then the sum."""
    from forms.collecting.collection import Kind
    from forms.collecting.summing import edition_of
    from forms.counts import show
    from forms.wording import cell_name

    edition = edition_of(collection)
    for notice in collection.notices:
        if notice.kind is not Kind.UNREADABLE:
            yield notice.message
    for entry in collection.entries:
        for one in entry.counted.found if entry.counted else ():
            if one.level.value == "error":
                yield f"{entry.unit.name}: {one.part}: {one.message}"
    open_lines, told_together = _open_cells(total, edition)
    yield from open_lines
    for remark in total.report.remarks:
        if remark.where in told_together and remark.code == "sum.unknown":
            continue
        option = "（命令后加 --office 名称）" if remark.code == "sum.office_unknown" else ""
        yield f"{remark.message}{option}"
    for difference in total.differences:
        if difference.amount:
            yield (
                f"{cell_name(difference.address, edition)}：填报{show(difference.stated)}，"
                f"所属单位之和{show(difference.summed)}，相差{show(difference.amount)}。"
            )
    yield f"计入{len(total.units)}个单位，未计入{len(total.without)}个单位。"


def _open_cells(total: Sum, edition: Edition) -> tuple[list[str], set[str]]:
    """Cells that are open for the same units, in one line where there are many: (lines, cells).

    A report on the form of another year would else give a line for every cell.
    """
    from forms.wording import cell_name

    by_units: dict[tuple[str, ...], list[Address]] = {}
    for address, one in total.totals.items():
        if one.unknown:
            by_units.setdefault(tuple(one.unknown), []).append(address)
    many = {units: cells for units, cells in by_units.items() if len(cells) > _FEW}
    lines = []
    for units, cells in many.items():
        others = f"等{len(units)}个单位" if len(units) > _FEW else ""
        where = f"{cell_name(cells[0], edition)}等{len(cells)}格"
        named = "、".join(units[:_FEW]) + others
        lines.append(f"{named}：{where}没有填或没有可靠读出，合计暂空。")
    return lines, {str(cell) for cells in many.values() for cell in cells}


def _as_json(collection: Collection, total: Sum) -> dict[str, Any]:
    from forms.report_json import plain_number, report_to_json

    return {
        "report": report_to_json(total.report),
        "units": [_unit_json(entry) for entry in collection.entries],
        "notices": [_notice_json(one) for one in collection.notices],
        "unknown": {
            str(address): {"known": plain_number(one.known), "units": list(one.unknown)}
            for address, one in total.totals.items()
            if one.unknown
        },
        "differences": [
            {
                "cell": str(one.address),
                "stated": plain_number(one.stated),
                "summed": plain_number(one.summed),
                "known": plain_number(one.known),
            }
            for one in total.differences
            if one.stated != one.summed
        ],
    }


def _unit_json(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.unit.name,
        "kind": entry.unit.kind,
        "parent": entry.unit.parent,
        "files": [one.file for one in entry.returns],
        "counted": entry.counted.file if entry.counted else None,
        "last_year": entry.last_year.file if entry.last_year else None,
        "findings": [
            {
                "code": one.code,
                "level": one.level.value,
                "cells": list(one.cells),
                "uncertain": one.uncertain,
                "message": one.message,
            }
            for one in (entry.counted.found if entry.counted else ())
        ],
    }


def _notice_json(notice: Notice) -> dict[str, Any]:
    return {
        "code": notice.kind.value,
        "units": list(notice.units),
        "files": list(notice.files),
        "detail": list(notice.detail),
        "message": notice.message,
    }
