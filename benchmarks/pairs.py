"""Each pair: ours against the bare thing, alternating in one run, the best of several."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
FRAME = 1 / 60


@dataclass(frozen=True)
class Row:
    """One line of the table: seconds of both sides, and the goal for their ratio."""

    name: str
    ours: float
    bare: float
    goal: float

    @property
    def ratio(self) -> float:
        """Ours divided by the bare thing."""
        return self.ours / self.bare


def best_of(rounds: int, *sides: Callable[[], None]) -> list[float]:
    """The shortest time of each side; the sides take turns, so that noise hits them alike."""
    times = [float("inf")] * len(sides)
    for _ in range(rounds):
        for number, side in enumerate(sides):
            start = time.perf_counter()
            side()
            times[number] = min(times[number], time.perf_counter() - start)
    return times


def child(script: str, *arguments: str) -> None:
    """Run one of the scripts beside this file in a cold process, its modules compiled as in an
    installed program: whatever the environment says, Python may keep what it compiled.
    """
    command = [sys.executable, str(HERE / script), *arguments]
    kept = {"PYTHONPYCACHEPREFIX": str(compiled_folder())}
    own = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, cwd=ROOT, env=own | kept)


@cache
def compiled_folder() -> Path:
    """Where the cold processes of this run keep what they compiled."""
    folder = tempfile.mkdtemp(prefix="gknb-compiled-")
    atexit.register(shutil.rmtree, folder)
    return Path(folder)


def first_paint() -> Row:
    """Process start → first paint, against a bare six-page QWizard."""
    child("first_paint.py", "ours")
    ours, bare = best_of(
        7, lambda: child("first_paint.py", "ours"), lambda: child("first_paint.py", "bare")
    )
    return Row("first paint / bare six-page QWizard", ours, bare, 1.3)


def edit() -> Row:
    """A digit and Enter typed → checked → repainted, against the same in a bare QTableView."""
    command = [sys.executable, str(HERE / "edit.py")]
    out = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout
    ours, bare = (float(number) for number in out.split())
    return Row("edit → checked → repainted / bare QTableView", ours, bare, 1.5)


def full_check() -> Row:
    """Every rule over a city's report, against two milliseconds."""
    from sample import city_report

    from forms.check import check
    from forms.edition_file import built_in_editions

    report, before = city_report(), city_report(2024)
    edition = built_in_editions()[report.edition]

    def check_it() -> None:
        check(report, edition, before)

    return Row("full check / 2 ms", best_of(200, check_it)[0], 0.002, 1.0)


def all_findings() -> Row:
    """One wrong cell in a city's report → every finding and repair, prose included."""
    from sample import before_of, told_report

    from forms.cells import Address
    from forms.check import check
    from forms.culprit import suggestions
    from forms.edition_file import built_in_editions

    right = told_report(2025)
    before = before_of(right)
    edition = built_in_editions()[right.edition]
    cell = Address("applications", "granted", "person")
    wrong = iter(range(5000, 6000))

    def edit_it() -> None:
        report = right.with_value(cell, next(wrong))
        check(report, edition, before)
        suggestions(report, edition, before)

    name = "edit → all findings, culprit and prose included / one frame"
    return Row(name, best_of(100, edit_it)[0], FRAME, 1.0)


def text_key() -> Row:
    """A character typed in part one of a city's report until painted; the median of many."""
    command = [sys.executable, str(HERE / "prose_key.py")]
    out = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout
    return Row("key in a text → painted / one frame", float(out.split()[0]), FRAME, 1.0)


def pdf() -> Row | None:
    """A saved report → PDF in a cold process, against LibreOffice converting the same docx."""
    from sample import city_report

    from forms.saving.store import Saved, save

    office = shutil.which("soffice")
    if office is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        save(Path(folder, "a.gknb"), Saved(city_report()))
        child("cold_pdf.py", f"{folder}/a.gknb", f"{folder}/a.docx")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]

        def by_office() -> None:
            subprocess.run([*convert, f"{folder}/a.docx"], check=True, capture_output=True)

        def by_us() -> None:
            child("cold_pdf.py", f"{folder}/a.gknb", f"{folder}/b.pdf")

        by_office()
        by_us()
        ours, bare = best_of(5, by_us, by_office)
    return Row("PDF, cold process / soffice docx → pdf", ours, bare, 0.25)


def workbook() -> Row:
    """The workbook, against openpyxl writing the same cells with the same looks."""
    from openpyxl import load_workbook
    from sample import city_report

    from export.layout import lay_out
    from export.to_xlsx import render
    from forms.edition_file import built_in_editions

    report = city_report()
    edition = built_in_editions()[report.edition]
    finished = load_workbook(BytesIO(render(lay_out(report, edition), edition)))

    def ours() -> None:
        render(lay_out(report, edition), edition)

    times = best_of(15, ours, lambda: _copy(finished))
    return Row("workbook / bare openpyxl, same cells, borders, fonts", times[0], times[1], 1.5)


def _copy(finished: Workbook) -> None:
    """Every cell written anew with a font, a border and an alignment, every merge; no more."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import MergedCell
    from openpyxl.styles import Alignment, Border, Font, Side

    line = Side("thin")
    font, border = Font("宋体", 10.5), Border(line, line, line, line)
    alignment = Alignment("center", "center", wrap_text=True)
    book = Workbook()
    for source in finished.worksheets:
        sheet = book.create_sheet(source.title)
        for row in source.iter_rows():
            for cell in row:
                if isinstance(cell, MergedCell):
                    continue
                made = sheet.cell(cell.row, cell.column, cell.value)
                made.font, made.border, made.alignment = font, border, alignment
        for area in source.merged_cells.ranges:
            sheet.merge_cells(str(area))
    book.save(BytesIO())
