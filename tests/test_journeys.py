"""Three clerks at the real window: from last year's file to the delivery folder, by keyboard."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from balanced import city_report

from export.export_file import export_report
from forms.cells import Address
from forms.edition_file import built_in_editions
from forms.reading.open_file import read_report
from forms.saving.store import Saved, save
from forms.totals import with_totals
from ui.demo import CORRECTION, LAST_YEAR, SAMPLE, SLIP

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"
    ),
]
PROGRAM = Path(__file__).with_name("journey.py")
E2021 = built_in_editions()["2021"]
LONGEST_BLOCK_MS = 100
"""Of the window's own work (processor time of its thread) from its first paint on. A machine that
others use too makes it about twice as long, for they take the caches."""
CARRIED = "carried_in", "carried_out"


@pytest.fixture(scope="module")
def display():
    """Give a screen of 1366×768 of its own."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture
def walk(display, tmp_path, home):
    def go(last_year: Path, paper, how: str) -> dict:
        save(tmp_path / "paper.gknb", Saved(paper))
        given = tmp_path / f"last{last_year.suffix}"
        shutil.copy(last_year, given)
        surroundings = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        done = subprocess.run(
            [sys.executable, PROGRAM, tmp_path, given, tmp_path / "paper.gknb", how],
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
            timeout=400,
        )
        assert done.stderr == ""
        result = json.loads(done.stdout)
        assert done.returncode == 0, result["failed"]
        assert result["as_on_paper"]
        assert result["delivered"] == [".docx", ".gknb", ".html", ".pdf", ".xlsx"]
        assert result["blocks"][0][0] <= LONGEST_BLOCK_MS, result["blocks"]
        return result

    return go


def middling_paper():
    mended = read_report(SAMPLE).with_value(SLIP, int(CORRECTION))
    return with_totals(mended, E2021)


def test_a_middling_department_types_its_figures_and_little_else(walk):
    result = walk(LAST_YEAR, middling_paper(), "typed")

    assert result["findings"] == []
    # Less than one press for each of the cells to be typed, the figures' own digits included.
    assert result["keys"]["tables"] < result["cells"]
    assert result["keys"]["rest"] < 60 + len(str(Path.home())) + 80


def test_a_small_department_where_nothing_happened(walk, tmp_path):
    paper = middling_paper()
    nothing = paper.replace(cells=dict.fromkeys(E2021.addresses, 0), remarks=())
    nothing = nothing.replace(sections={**paper.sections, "overview": "本年没有收到申请。"})
    before = tmp_path / "before.docx"
    export_report(nothing.replace(year=2024), E2021, before)
    result = walk(before, nothing, "typed")

    # Each table: all the rest is 0, and yes.
    assert result["keys"]["tables"] == 2 * 3


def test_a_city_pastes_its_largest_table(walk, tmp_path):
    paper = middling_paper()
    before = city_report().replace(year=2024)
    city = before.replace(year=2025, sections=paper.sections)
    column_of = {column: Address("applications", CARRIED[1], column) for column in ("person",)}
    assert before.number(column_of["person"])
    workbook = tmp_path / "before.xlsx"
    export_report(before, E2021, workbook)
    result = walk(workbook, city, "pasted")

    assert result["keys"]["tables"] < 100
