"""The demo is the main job; here it is run as a person runs it."""

import subprocess
import sys
from pathlib import Path

from forms.check import check
from forms.edition_file import built_in_editions
from forms.reading.open_file import read_report
from forms.store import load
from ui.demo import SAMPLE, SLIP

ROOT = Path(__file__).resolve().parent.parent


def test_sample_is_whole_and_has_one_slip():
    report = read_report(SAMPLE)
    edition = built_in_editions()[report.edition]
    findings = check(report, edition)

    assert report.edition == "2021"
    assert set(report.cells) == edition.address_set
    assert report.remarks == ()
    assert all(report.sections[key] for key in ("preface", "overview", "problems", "other"))
    assert findings
    assert set.intersection(*(set(finding.cells) for finding in findings)) == {SLIP}


def test_demo_leaves_pictures_workbook_pdf_and_a_mended_report(tmp_path):
    out = tmp_path / "demo-out"
    done = subprocess.run(
        [sys.executable, "main.py", "demo", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    names = sorted(path.name for path in out.iterdir())
    assert all(name in done.stdout for name in names)
    assert len([name for name in names if name.endswith(".png")]) >= 9
    assert {Path(name).suffix for name in names} == {".png", ".pdf", ".xlsx", ".gknb"}
    saved = load(out / "示范报告.gknb")
    assert check(saved.report, built_in_editions()[saved.report.edition]) == ()
    assert len(saved.done) == 7
