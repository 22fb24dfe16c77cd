"""A folder of returns as a superior office gets them, made by our own writers.

40 % docx, 25 % pdf, 20 % xlsx, 10 % html, 5 % txt; every report balanced, no two alike.
"""

from __future__ import annotations

import random
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.report import Report

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

_OTHERS = 1_000_000
MIX = (("docx", 40), ("pdf", 25), ("xlsx", 20), ("html", 10), ("txt", 5))
_WORDS = (
    "主动公开 依申请公开 政府信息 平台建设 监督保障 规范性文件 政策解读 群众 网站 公众号 "
    "目录 更新 培训 答复 办理 期限 栏目 检索 服务 便民 重点领域 财政 教育 医疗 就业 养老"
).split()


def make(folder: Path, count: int) -> None:
    """Write ``count`` returns, on all cores; what is there already stays."""
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        list(pool.map(_write, [(folder, number) for number in range(count)], chunksize=20))


def again(folder: Path, number: int) -> None:
    """The unit's return once more, with other figures and texts; the old file is replaced."""
    path = _path(folder, number)
    path.unlink()
    report = balanced_report(number)
    _write_report(balanced_report(_OTHERS + number).replace(agency=report.agency), path)


def _write(task: tuple[Path, int]) -> None:
    folder, number = task
    path = _path(folder, number)
    if not path.exists():
        _write_report(balanced_report(number), path)


def _path(folder: Path, number: int) -> Path:
    return folder / f"{number:05d}.{_suffix(number)}"


def _write_report(report: Report, path: Path) -> None:
    from report_as_text import as_text

    from export.export_file import export_report
    from forms.edition_file import built_in_editions

    if path.suffix == ".txt":
        path.write_text(as_text(report, "tabs"), "utf-8")
    else:
        export_report(report, built_in_editions()["2021"], path)


def _suffix(number: int) -> str:
    place = number * 37 % 100
    for suffix, share in MIX:
        if place < share:
            return suffix
        place -= share
    raise AssertionError(number)


def balanced_report(number: int) -> Report:
    """A random report in which every sum holds; its prose is its own."""
    from forms.cells import Address
    from forms.edition_file import built_in_editions
    from forms.report import Report
    from forms.totals import with_totals

    edition, dice = built_in_editions()["2021"], random.Random(number)
    cells = {
        address: dice.choice((0, 0, dice.randrange(10), dice.randrange(400)))
        for address in edition.addresses
        if address not in edition.totals
    }
    report = with_totals(Report(f"某某市{_name(number)}局", 2025, "2021", cells), edition)
    changes = {}
    for column in edition.tables["applications"].columns:
        if column != "total":
            out = report.number(Address("applications", "result_total", column))
            out += report.number(Address("applications", "carried_out", column))
            into = min(report.number(Address("applications", "carried_in", column)), out)
            changes[Address("applications", "carried_in", column)] = into
            changes[Address("applications", "received", column)] = out - into
    for row in ("regulations", "normative_documents"):
        made = report.number(Address("disclosure", row, "made"))
        stock = Address("disclosure", row, "in_force")
        changes[stock] = made + report.number(stock)
    texts = {key: _prose(dice, size) for key, size in (("overview", 900), ("problems", 300))}
    texts |= {"preface": _prose(dice, 150), "other": "本年度未收取信息处理费。"}
    return with_totals(report.with_values(changes), edition).replace(sections=texts)


def _name(number: int) -> str:
    """A name of four characters for each number."""
    letters = "安北昌达恩丰广河吉康利明宁平庆瑞顺泰文新"
    return "".join(letters[number // 20**place % 20] for place in (3, 2, 1, 0))


def _prose(dice: random.Random, size: int) -> str:
    lines, line = [], ""
    while sum(map(len, lines)) < size:
        line += dice.choice(_WORDS) + dice.choice(("，", "，", "、", "和", "。"))
        if line.endswith("。") and len(line) > 80:
            lines.append(line)
            line = ""
    return "\n".join(lines)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
