"""The sheet 校验 says what ``forms.check`` says, stored and calculated."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from balanced import EDITIONS
from workbooks import book_of, cell_of, disturbed, sample

from export.dateless_zip import DatelessZip
from export.formulas import AGREES, DIFFERS, UNFINISHED
from export.layout import lay_out
from export.to_xlsx import render
from forms.check import check_table
from forms.report import Report
from forms.rules import Relation


def relations_this_year(report: Report) -> list[Relation]:
    edition = EDITIONS[report.edition]
    order = list(edition.tables)
    this_year = [one for one in edition.relations if not one.crosses_years]
    return sorted(this_year, key=lambda one: order.index(one.table))


def verdicts_of(data: bytes) -> list[tuple[object, object, object, object]]:
    """Both sides, the difference and the verdict of each rule, as stored in the file."""
    sheet = openpyxl.load_workbook(BytesIO(data), data_only=True)["校验"]
    return [tuple(row[2:6]) for row in sheet.iter_rows(min_row=4, values_only=True)]


def expected_verdicts(report: Report) -> list[str]:
    edition = EDITIONS[report.edition]
    wrong = {f.relation for name in edition.tables for f in check_table(report, edition, name)}
    said = []
    for one in relations_this_year(report):
        full = all(report.number(cell) is not None for cell in one.cells)
        said.append(DIFFERS if one in wrong else AGREES if full else UNFINISHED)
    return said


@pytest.mark.parametrize("seed", range(0, 12, 3))
def test_the_check_sheet_says_what_check_says(seed: int) -> None:
    """Also where nothing calculates: the results are stored with the formulas."""
    report = disturbed(seed)
    edition = EDITIONS["2021"]
    stored = verdicts_of(render(lay_out(report, edition), edition))
    assert [row[3] for row in stored] == expected_verdicts(report)
    assert all(actual - expected == rest for expected, actual, rest, _ in stored)


def test_the_check_sheet_is_live_and_leads_to_the_cells() -> None:
    book = book_of(sample())
    sheet = book["校验"]
    relations = relations_this_year(sample())
    assert sheet.max_row == 3 + len(relations)
    for row, one in enumerate(relations, 4):
        assert all(sheet.cell(row, column).data_type == "f" for column in (3, 4, 5, 6))
        target = cell_of(book, one.actual[0].address)
        assert (
            sheet.cell(row, 2).hyperlink.location == f"'{target.parent.title}'!{target.coordinate}"
        )


def without_results(data: bytes) -> bytes:
    """The workbook as if nobody had ever calculated it."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as full, DatelessZip(stream) as empty:
        for name in full.namelist():
            part = re.sub(rb"</f><v>[^<]*</v>", b"</f><v/>", full.read(name))
            empty.writestr(name, part.replace(b' t="str"', b"") if b"<f>" in part else part)
    return stream.getvalue()


@pytest.mark.office
def test_libreoffice_agrees(tmp_path: Path) -> None:
    """It recalculates the sheet 校验 of several reports and comes to the same verdicts."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    edition = EDITIONS["2021"]
    reports = {f"report{seed}": disturbed(seed) for seed in (0, 1, 2, 5, 9, 20, 60)}
    reports["blank"] = Report("某某局", 2025)
    for name, report in reports.items():
        data = without_results(render(lay_out(report, edition), edition))
        assert {row[3] for row in verdicts_of(data)} == {None}
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    command = [office, f"-env:UserInstallation=file://{tmp_path}/office", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    command += [str(tmp_path / f"{name}.xlsx") for name in reports]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    for name, report in reports.items():
        found = verdicts_of((tmp_path / "out" / f"{name}.xlsx").read_bytes())
        wanted = verdicts_of(render(lay_out(report, edition), edition))
        assert found == wanted, name
        assert [row[3] for row in found] == expected_verdicts(report), name
