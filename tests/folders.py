"""Folders of returns for the tests of the superior office's desk."""

import os
from concurrent.futures import ThreadPoolExecutor

from balanced import EDITIONS

from export.export_file import export_report
from forms.cells import Address
from forms.collecting.collecting import Request, collect
from forms.collecting.result_store import ResultStore
from forms.collecting.workers import Workers
from forms.report import Report
from forms.totals import with_totals

EDITION = EDITIONS["2021"]
_PLACES = "财政教育民政水利公安司法审计卫生交通统计"


def thread():
    """Workers in this process, where the test is not about processes."""
    return Workers(lambda: ThreadPoolExecutor(1), 1)


def texts_of(number):
    """Texts that no rule minds and that are not those of another number."""
    words = _PLACES[2 * (number % 10) : 2 * (number % 10) + 2]
    part = "".join(
        f"第{words}{chr(0x4E10 + 37 * number + n)}类事项已经公开到位，" for n in range(18)
    )
    return {
        "overview": f"主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障。{part}完毕。",
        "problems": f"{part}仍需细化目录并逐项核对，责任落实到人。",
        "other": "本年度未收取信息处理费。",
    }


def balanced(number, agency, year=2025, edition="2021"):
    """A report in which every rule holds; its figures and texts depend on the number."""
    form = EDITIONS[edition]
    cells = {}
    for place, address in enumerate(form.addresses):
        cells[address] = (place * 7 + number * 13) % (5 + number % 3)
    for row in ("carried_in", "carried_out"):
        for column in form.tables["applications"].columns:
            cells[Address("applications", row, column)] = 0
    for column in form.tables["disclosure"].rows["regulations"].areas:
        # Departments make none.
        cells[Address("disclosure", "regulations", column)] = 0
    if edition == "2021":
        cells[Address("disclosure", "normative_documents", "made")] = 1 + number
        cells[Address("disclosure", "normative_documents", "in_force")] = 40 + number
    cells = {address: value for address, value in cells.items() if address not in form.totals}
    report = with_totals(Report(agency, year, edition, cells, texts_of(number)), form)
    changes = {
        Address("applications", "received", column): report.number(
            Address("applications", "result_total", column)
        )
        for column in form.tables["applications"].columns
    }
    return report.with_values(changes)


def put(folder, name, report):
    """Write a report into a folder; the name's suffix is the format."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    export_report(report, EDITIONS[report.edition], path)
    return path


def collected(folder, store=None, **wishes):
    """The collection of a folder."""
    with thread() as workers:
        if store is not None:
            return collect(Request((folder,), **wishes), store, workers)
        with ResultStore(None) as memory:
            return collect(Request((folder,), **wishes), memory, workers)


def unit_table(path, *rows):
    path.write_text("\n".join(("单位名称,类别,上级单位,简称", *rows)), "utf-8")
    return path


def set_time(path, seconds):
    os.utime(path, (seconds, seconds))
