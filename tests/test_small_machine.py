"""With two gigabytes everything works; with far too little it is said in one sentence.

``test_demo`` does the main job under the same limit.
"""

import subprocess
import sys

import pytest
from balanced import sound_report
from conftest import ROOT
from small_machine import TWO_GIGABYTES, within

import main
from export.export_file import export_report
from forms.edition_file import built_in_editions
from forms.reading.open_file import read_report

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")

STARVED = """
import resource, sys
sys.path[:0] = [sys.argv[1]]
import main, export.check_command, forms.check, forms.reading.apart
size = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (size + 8_000_000,) * 2)
sys.exit(main.main(["check", sys.argv[2]]))
"""


def saved(folder, name):
    path = folder / name
    report = sound_report().replace(agency=f"{path.stem}局")
    export_report(report, built_in_editions()[report.edition], path)
    return path


def test_units_are_merged_with_two_gigabytes(tmp_path):
    folder = tmp_path / "各单位"
    folder.mkdir()
    for number, suffix in enumerate((".docx", ".xlsx", ".pdf", ".html", ".json", ".gknb")):
        saved(folder, f"{number}{suffix}")
    total = tmp_path / "总.pdf"
    command = within(TWO_GIGABYTES, "main.py", "merge", str(total), str(folder))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    # Six reports that are alike are told.
    assert done.returncode == main.FOUND, done.stderr
    assert done.stderr == ""
    one = sound_report()
    address = next(iter(one.cells))
    assert read_report(total).value(address) == 6 * one.value(address)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells how large a process is")
def test_far_too_little_memory_is_told(tmp_path):
    path = saved(tmp_path, "甲.gknb")
    command = [sys.executable, "-c", STARVED, str(ROOT), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == main.FAILED
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "内存" in done.stderr
