"""The demo is the main job; here it is run as a person runs it."""

import subprocess
from pathlib import Path

from small_machine import TWO_GIGABYTES, within

from forms.check import check
from forms.edition_file import built_in_editions
from forms.reading.open_file import read_report
from forms.saving.store import load
from ui.demo import CORRECTION, LAST_YEAR, SAMPLE, SLIP

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


def test_last_years_sample_is_whole_sound_and_goes_before_the_other():
    last_year, report = read_report(LAST_YEAR), read_report(SAMPLE)
    edition = built_in_editions()[last_year.edition]
    mended = report.with_value(SLIP, int(CORRECTION))

    assert (last_year.agency, last_year.year) == (report.agency, report.year - 1)
    assert set(last_year.cells) == edition.address_set
    assert last_year.remarks == ()
    assert check(last_year, edition) == ()
    assert check(mended, edition, last_year) == ()


def test_demo_leaves_pictures_workbook_pdf_and_a_mended_report(tmp_path):
    out = tmp_path / "demo-out"
    done = subprocess.run(
        within(TWO_GIGABYTES, "main.py", "demo", str(out)),
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
    pictures = [name for name in names if name.endswith(".png")]
    assert [name.split("-")[0] for name in pictures] == [f"{n:02d}" for n in range(14)]
    assert {Path(name).suffix for name in names} == {".png", ".pdf", ".xlsx", ".gknb"}
    saved = load(out / "示范报告.gknb")
    assert saved.last_year == read_report(LAST_YEAR)
    edition = built_in_editions()[saved.report.edition]
    assert check(saved.report, edition, saved.last_year) == ()
    assert len(saved.done) == 7
