"""Three clerks at the real window, each in a process of its own on an X display.

Used by ``test_journeys``, which asks what came of it, and by ``benchmarks/freeze.py``, which asks
how long the window did not answer.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from balanced import city_report

from export.export_file import export_report
from forms.edition_file import built_in_editions
from forms.reading.open_file import read_report
from forms.report import Report
from forms.saving.store import Saved, save
from forms.totals import with_totals
from ui.demo import CORRECTION, LAST_YEAR, SAMPLE, SLIP

PROGRAM = Path(__file__).with_name("journey.py")
E2021 = built_in_editions()["2021"]
Walk = tuple[Path, Report, str]
"""Last year's file, what this year's report must become, and how the largest table comes in."""


def can_walk() -> bool:
    """Whether this machine has a display without a screen, and hands for it."""
    return bool(shutil.which("Xvfb") and shutil.which("xdotool"))


@contextmanager
def display() -> Iterator[str]:
    """Give a screen of 1366×768 of its own, by its name."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def middling(folder: Path) -> Walk:
    """A department with a few applications, last year's Word file in hand."""
    mended = read_report(SAMPLE).with_value(SLIP, int(CORRECTION))
    return LAST_YEAR, with_totals(mended, E2021), "typed"


def small(folder: Path) -> Walk:
    """A department where nothing happened, in neither year."""
    _, paper, how = middling(folder)
    nothing = paper.replace(cells=dict.fromkeys(E2021.addresses, 0), remarks=())
    nothing = nothing.replace(sections={**paper.sections, "overview": "本年没有收到申请。"})
    before = folder / "before.docx"
    export_report(nothing.replace(year=2024), E2021, before)
    return before, nothing, how


def city(folder: Path) -> Walk:
    """A city with large figures, which pastes its part three."""
    _, paper, _ = middling(folder)
    before = city_report().replace(year=2024)
    workbook = folder / "before.xlsx"
    export_report(before, E2021, workbook)
    return workbook, before.replace(year=2025, sections=paper.sections), "pasted"


def walk(screen: str, folder: Path, clerk: Walk) -> dict:
    """Go from last year's file to the delivery folder; give what ``journey.py`` tells of it."""
    last_year, paper, how = clerk
    save(folder / "paper.gknb", Saved(paper))
    given = folder / f"last{last_year.suffix}"
    shutil.copy(last_year, given)
    done = subprocess.run(
        [sys.executable, PROGRAM, folder, given, folder / "paper.gknb", how],
        env={**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )
    assert done.stderr == ""
    result = json.loads(done.stdout)
    assert done.returncode == 0, result["failed"]
    return result
