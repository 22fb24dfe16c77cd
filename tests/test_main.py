"""The command line: what is printed, what is written, which exit code."""

import json
import os
import re
import subprocess
import sys

import pytest
from balanced import EDITIONS, city_report, sound_report
from conftest import ROOT

import main
from forms.cells import Address
from forms.data_folder import backup_folder
from forms.saving.backups import backups_in, folder_of
from forms.saving.store import Saved, load, save

PERSON_OUT = Address("applications", "carried_out", "person")


@pytest.fixture
def good(tmp_path):
    """A saved report without findings."""
    path = tmp_path / "好.gknb"
    save(path, Saved(sound_report()))
    return path


@pytest.fixture
def bad(tmp_path):
    """A saved report whose natural-person column does not balance."""
    path = tmp_path / "差.gknb"
    save(path, Saved(sound_report().with_value(PERSON_OUT, 110)))
    return path


def run(capsys, *arguments):
    """(exit code, standard output, standard error) of one call."""
    code = main.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_read_json_is_the_contract(capsys, good):
    """One file gives one report with every cell."""
    code, out, err = run(capsys, "read", good, "--json")
    data = json.loads(out)

    assert (code, err) == (0, "")
    assert list(data)[:6] == ["agency", "year", "edition", "tables", "sections", "remarks"]
    assert data["tables"]["applications"]["carried_out"]["person"] == 118


def test_read_several_files_goes_on_after_a_bad_one(capsys, good, tmp_path):
    """Several files give a list; the unreadable one has its error, the others are done."""
    code, out, err = run(capsys, "read", good, tmp_path / "没有.docx", good, "--json")
    data = json.loads(out)

    assert code == 2
    assert [("error" in entry, "tables" in entry) for entry in data] == [
        (False, True),
        (True, False),
        (False, True),
    ]
    assert err.count("\n") == 1
    assert "没有.docx" in err


def test_read_for_the_eye(capsys, good):
    """Without --json: title and rows in words."""
    code, out, _ = run(capsys, "read", good)

    assert code == 0
    assert out.splitlines()[0] == "某某市人民政府2024年政府信息公开工作年度报告"
    assert "  上年结转：118 3 0 0 0 0 121" in out.splitlines()


def test_check_exit_codes_and_lines(capsys, good, bad):
    """0 clean; 1 with an error; one finding per line: file, part, cell, sentence."""
    assert run(capsys, "check", good)[0] == 0
    code, out, _ = run(capsys, "check", bad)

    assert code == 1
    lines = [line for line in out.splitlines() if "3558" in line]
    assert len(lines) == 1
    assert lines[0].startswith(f"{bad}: 三、收到和处理政府信息公开申请情况: applications.")
    assert "3550" in lines[0]


def test_check_json(capsys, bad, tmp_path):
    """Codes, cells, both sides; an unreadable file has its error and the code is 2."""
    code, out, _ = run(capsys, "check", bad, tmp_path / "无.txt", "--json")
    first, second = json.loads(out)

    assert code == 2
    assert first["report"] == {"agency": "某某市人民政府", "year": 2024, "edition": "2021"}
    balance = next(f for f in first["findings"] if f["code"] == "applications.balance")
    assert (balance["level"], balance["expected"], balance["actual"]) == ("error", 3558, 3550)
    assert str(PERSON_OUT) in balance["cells"]
    repair = first["suggestions"][0]
    assert repair["changes"] == [{"cell": str(PERSON_OUT), "from": 110, "to": 118}]
    assert set(second) == {"file", "error"}


def test_check_with_last_year(capsys, good, tmp_path):
    """Cross-year findings appear with last year's report beside."""
    before = tmp_path / "上年.gknb"
    save(before, Saved(city_report().replace(year=2023)))
    code, out, _ = run(capsys, "check", good, "--last-year", before, "--json")
    codes = {finding["code"] for finding in json.loads(out)[0]["findings"]}

    assert code == 1
    assert codes >= {"lastyear.carried", "lastyear.in_force"}


def test_unreadable_last_year(capsys, good, tmp_path):
    """A last year's report that cannot be read: one sentence, exit 2."""
    code, _, err = run(capsys, "check", good, "--last-year", tmp_path / "无.pdf")

    assert (code, err.count("\n")) == (2, 1)


def test_export_writes_every_format(capsys, good, tmp_path):
    """Each suffix gives its file; an unknown one is refused, the others are still written."""
    outs = [
        tmp_path / f"出.{suffix}"
        for suffix in ("xlsx", "pdf", "docx", "html", "gknb", "json", "odt")
    ]
    code, _, err = run(capsys, "export", good, *outs)

    assert code == 2
    assert "出.odt" in err
    assert [out.exists() for out in outs] == [True] * 6 + [False]
    assert load(outs[4]).report == sound_report()
    assert outs[1].read_bytes().startswith(b"%PDF")


def test_carry_makes_this_years_draft(capsys, good, tmp_path):
    """上年结转 from 结转下年度; last year's report inside the file."""
    code, _, _ = run(capsys, "carry", good, tmp_path / "新.gknb")
    saved = load(tmp_path / "新.gknb")

    assert code == 0
    assert (saved.report.year, saved.last_year) == (2025, sound_report())
    assert saved.report.value(Address("applications", "carried_in", "total")) == 125


def test_carry_without_a_year(capsys, tmp_path):
    """Neither file nor caller knows the year: one sentence that names --year."""
    save(tmp_path / "a.gknb", Saved(sound_report(year=None)))
    code, _, err = run(capsys, "carry", tmp_path / "a.gknb", tmp_path / "b.gknb")

    assert (code, "--year" in err) == (2, True)
    assert run(capsys, "carry", tmp_path / "a.gknb", tmp_path / "b.gknb", "--year", 2026)[0] == 0


def test_seed_with_two_unbalanced_columns(capsys, shared):
    """自然人 97 ≠ 95 and 商业企业 2 ≠ 4, and nothing else is unbalanced."""
    code, out, _ = run(capsys, "check", shared / "seeds" / "002_0498b422c80516b0.txt", "--json")
    found = [f for f in json.loads(out)[0]["findings"] if f["code"].startswith("applications")]

    assert code == 1
    assert [(f["code"], f["expected"], f["actual"]) for f in found] == [
        ("applications.balance", 97, 95),
        ("applications.balance", 2, 4),
    ]


def test_seed_that_balances(capsys, shared):
    """No sum of seed 003 is called wrong."""
    _, out, _ = run(capsys, "check", shared / "seeds" / "003_0a0c8e52524dd181.txt", "--json")
    codes = {f["code"] for f in json.loads(out)[0]["findings"] if f["level"] == "error"}

    assert codes & {r.code for r in EDITIONS["2019"].relations} == set()


def test_seed_that_is_no_report(capsys, shared):
    """A work plan is refused with one sentence, exit 2, no traceback."""
    code, out, err = run(capsys, "read", shared / "seeds" / "004_0f8700c9906733e2.txt")

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "工作要点" in err


def test_without_a_display_the_window_says_so():
    """One sentence that names the commands; no Qt, no traceback."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py")],
        env={"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if sys.platform == "win32":
        pytest.skip("Windows always has a display")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "read、check、export" in done.stderr


def test_unknown_option_is_refused(capsys):
    """A slip on the command line: one sentence, exit 2."""
    code, _, err = run(capsys, "--colour")

    assert (code, err.count("\n")) == (2, 1)


SHOWN = [name for name, (_, about, _) in main.COMMANDS.items() if about]


@pytest.mark.parametrize("command", ["", *SHOWN])
def test_help_speaks_chinese(capsys, command):
    """Of English there are the names of commands and options, of formats and programs."""
    with pytest.raises(SystemExit) as ended:
        main.main([*command.split(), "-h"])

    words = set(re.findall(r"(?<![-.\w])[A-Za-z]+", capsys.readouterr().out))
    assert ended.value.code == 0
    assert words <= {*SHOWN, "main", "h", "JSON", "PDF", "xlsx", "csv", "Dask", "dask"}


@pytest.mark.parametrize("command", ["export", "carry", "merge"])
def test_a_name_too_long_is_told(capsys, good, tmp_path, command):
    out = str(tmp_path / ("很" * 100 + ".json"))
    files = [out, str(good)] if command == "merge" else [str(good), out]
    assert main.main([command, *files]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_what_a_command_replaces_is_kept_as_an_older_version(capsys, good, tmp_path):
    """Somebody may have typed for days into the draft that is made a second time."""
    draft = tmp_path / "稿.gknb"
    typed = Saved(sound_report(agency="打了三天的局"))
    save(draft, typed)
    assert run(capsys, "carry", good, draft)[0] == 0
    assert load(draft).report.agency != typed.report.agency
    (copy,) = backups_in(folder_of(draft, backup_folder())).values()
    assert load(copy).report == typed.report


def test_carry_and_export_never_write_over_what_they_read(capsys, good):
    """Source and target are one file: refused, and the file is whole."""
    before = good.read_bytes()

    assert run(capsys, "carry", good, good)[0] == 2
    assert run(capsys, "export", good, good)[0] == 2
    assert good.read_bytes() == before


@pytest.mark.parametrize(
    ("year", "code"), [(2024, 2), (2025, 0), (2100, 0), (2101, 2), (0, 2), (-5, 2)]
)
def test_year_of_the_draft_is_after_last_years(capsys, good, tmp_path, year, code):
    """2024 is carried to 2025 or later, never to itself or to nonsense."""
    assert run(capsys, "carry", good, tmp_path / "新.json", "--year", year)[0] == code


@pytest.mark.parametrize(("year", "told"), [(2100, "2100"), (2015, "--year")])
def test_year_after_last_years_that_no_report_can_be_of(capsys, tmp_path, year, told):
    """Without --year: the sentence says what is wrong with the file, never “None”."""
    old = tmp_path / "旧.gknb"
    save(old, Saved(sound_report(year=year)))
    code, _, err = run(capsys, "carry", old, tmp_path / "新.json")

    assert (code, err.count("\n"), told in err, "None" in err) == (2, 1, True, False)


def test_findings_stay_one_line_each(capsys, bad):
    """A file name with a line break and an escape cannot break the list."""
    odd = bad.rename(bad.with_name("差\n\x1b[31m.gknb"))
    _, out, _ = run(capsys, "check", odd)

    assert "\x1b" not in out
    assert all(line.startswith(str(odd.parent)) for line in out.splitlines())


def test_files_are_checked_though_last_year_cannot_be_read(capsys, bad, tmp_path):
    """The findings of this year are still told; the exit code says that something failed."""
    code, out, err = run(capsys, "check", bad, "--last-year", tmp_path / "无.pdf", "--json")

    assert (code, err.count("\n")) == (2, 1)
    assert json.loads(out)[0]["findings"]


def test_reader_of_the_output_may_stop(good):
    """``| head`` closes the pipe: no traceback."""
    command = f"'{sys.executable}' '{ROOT / 'main.py'}' read --json '{good}' | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)

    assert (done.stdout.strip(), done.stderr) == ("{", "")


def test_control_characters_in_the_agency_harm_no_format(capsys, tmp_path):
    """A name with an escape is exported without it."""
    save(tmp_path / "a.gknb", Saved(sound_report(agency="甲\x1b[31m局")))
    outs = [tmp_path / f"a.{suffix}" for suffix in ("xlsx", "pdf", "docx", "html", "json")]

    assert run(capsys, "export", tmp_path / "a.gknb", *outs) == (0, "", "")


def test_repairs_come_in_the_same_order_on_every_run(bad):
    """Equally likely repairs are ordered by their cells, not by chance."""
    outputs = set()
    for seed in ("1", "2", "3"):
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), "check", "--json", str(bad)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        )
        outputs.add(done.stdout)

    assert len(outputs) == 1


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the program")
def test_a_packaged_program_is_its_own_worker(tmp_path):
    """A pool of a program that says it is packaged: workers and keeper are that program again."""
    program, driver = tmp_path / "gknb", tmp_path / "driver.py"
    driver.write_text(
        f"""import sys
sys.frozen, sys.executable = True, {str(program)!r}
sys.path.insert(0, {str(ROOT)!r})
with open({str(tmp_path / "starts")!r}, "a") as starts:
    starts.write(" ".join(sys.argv[1:2]) + chr(10))
import main
if __name__ == "__main__":
    main.work_for_another(sys.argv[1:])
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        print(pool.submit(abs, -3).result())
""",
        "utf-8",
    )
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{driver}" "$@"\n', "utf-8")
    program.chmod(0o755)
    done = subprocess.run([program], capture_output=True, text=True, check=False, timeout=120)

    assert (done.returncode, done.stdout, done.stderr) == (0, "3\n", "")
    starts = (tmp_path / "starts").read_text("utf-8").split("\n")
    assert "--multiprocessing-fork" in starts
    assert any(start.startswith("-") and "fork" not in start for start in starts)
