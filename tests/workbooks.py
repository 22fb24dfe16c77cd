"""Workbooks of sample reports, opened again."""

from __future__ import annotations

import random
from io import BytesIO

import openpyxl
from balanced import EDITIONS, city_report
from openpyxl.cell.cell import Cell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from export.layout import Options, lay_out
from export.to_xlsx import render
from forms.cells import Address
from forms.counts import Value
from forms.report import Report

TEXTS = {
    "preface": "根据《条例》编制。",
    "overview": "（一）主动公开\n=1+1\n-5%的变化\n@某人\n+1\n#N/A\n公开信息12条。",
    "applications_note": "表下的说明。",
    "problems": "问题。",
    "other": "",
}


def sample(key: str = "2021") -> Report:
    if key == "2021":
        return city_report().replace(sections=TEXTS)
    cells = {address: n for n, address in enumerate(EDITIONS[key].addresses)}
    return Report("某某局", 2020, key, cells, TEXTS)


def book_of(report: Report, **options: bool) -> Workbook:
    edition = EDITIONS[report.edition]
    data = render(lay_out(report, edition, Options(**options)), edition)
    return openpyxl.load_workbook(BytesIO(data))


def cell_of(book: Workbook, address: Address | str) -> Cell:
    """The cell to which a defined name leads."""
    [(title, place)] = book.defined_names[str(address)].destinations
    return book[title][place]


def texts(sheet: Worksheet) -> list[str]:
    return [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]


def disturbed(seed: int) -> Report:
    """A report with some cells changed, blank or not a number."""
    chance = random.Random(seed)
    report = sample()
    addresses = list(EDITIONS["2021"].addresses)
    for address in chance.sample(addresses, 3 * seed):
        value: Value = chance.choice([None, None, "/", 0, chance.randrange(5000)])
        report = report.with_value(address, value)
    return report
