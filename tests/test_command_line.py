"""How the commands are called: options anywhere, closed streams, a full disk, a bare Python."""

import json
import os
import subprocess
import sys

import pytest
from balanced import sound_report
from conftest import ROOT

import bootstrap
import main
from forms.report import Remark
from forms.saving.store import Saved, save


@pytest.fixture
def good(tmp_path):
    """A saved report without findings."""
    path = tmp_path / "好.gknb"
    save(path, Saved(sound_report()))
    return path


def test_files_and_options_stand_in_any_order(capsys, good, tmp_path):
    """A file behind an option is a file like the others."""
    other = tmp_path / "无.pdf"
    main.main(["read", str(good), "--json", str(other)])

    assert [one["file"] for one in json.loads(capsys.readouterr().out)] == [str(good), str(other)]


def test_an_option_that_does_not_exist_is_named(capsys, good):
    """One line that quotes it, exit 2."""
    with pytest.raises(SystemExit) as stopped:
        main.main(["check", str(good), "--figure-list"])
    err = capsys.readouterr().err

    assert (stopped.value.code, err.count("\n"), "“--figure-list”" in err) == (2, 1, True)


@pytest.mark.skipif(sys.platform != "linux", reason="a device that is always full")
def test_output_that_cannot_be_written_is_one_sentence(good):
    """A full disk behind ``>``: no traceback, exit 2."""
    command = f"'{sys.executable}' '{ROOT / 'main.py'}' read --json '{good}' > /dev/full"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


@pytest.mark.skipif(os.name == "nt", reason="a shell that closes streams")
@pytest.mark.parametrize(("closed", "file", "code"), [(">&-", "好.gknb", 0), ("2>&-", "无.pdf", 2)])
def test_a_stream_may_be_closed(good, closed, file, code):
    """The work is done and the exit code tells."""
    command = f"'{sys.executable}' '{ROOT / 'main.py'}' read '{good.with_name(file)}' {closed}"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")


def test_ctrl_c_is_one_sentence(capsys, monkeypatch, good):
    """No traceback, exit 2."""

    def interrupted(options):
        raise KeyboardInterrupt

    monkeypatch.setitem(main.COMMANDS, "read", (interrupted, *main.COMMANDS["read"][1:]))
    code = main.main(["read", str(good)])

    assert (code, capsys.readouterr().err.count("\n")) == (2, 1)


@pytest.mark.parametrize("is_inside", [False, True])
def test_a_python_without_the_libraries_asks_the_bootstrap(capsys, monkeypatch, is_inside):
    """Outside .venv the bootstrap takes over; inside, it would come back here for ever."""
    prefix = bootstrap.VENV if is_inside else bootstrap.VENV.with_name("elsewhere")
    monkeypatch.setattr(main, "LIBRARIES", ("no_such_library",))
    monkeypatch.setattr(main.sys, "prefix", str(prefix))
    monkeypatch.setattr(bootstrap, "main", lambda: 7)
    code = main.main(["read", "无.pdf"])
    err = capsys.readouterr().err

    assert (code, err.count("\n")) == ((2, 1) if is_inside else (7, 0))


@pytest.mark.parametrize("fault", [MemoryError(), OSError(28, "No space left on device")])
def test_what_the_machine_lacks_is_one_sentence(capfd, monkeypatch, good, fault):
    """Not enough memory, a full disk: exit 2, never a traceback or a wrong "clean"."""

    def refuse(options):
        raise fault

    monkeypatch.setitem(main.COMMANDS, "read", (refuse, "", main._read_arguments))
    monkeypatch.setattr(main, "_print_nowhere", lambda: None)
    assert main.main(["read", str(good)]) == 2
    assert capfd.readouterr().err.count("\n") == 1


def test_output_is_utf_8_whatever_the_terminal_says(good):
    command = [sys.executable, str(ROOT / "main.py"), "read", str(good), "--json"]
    ascii_only = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(command, capture_output=True, env=ascii_only, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    assert "某某市人民政府" in done.stdout.decode()


@pytest.mark.parametrize("given", [["a.gknb", "b.gknb"], ["--nonsense"], ["a.gknb", "--json"]])
def test_the_window_opens_one_file(capsys, given):
    assert main.main(given) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_what_was_guessed_is_told_to_the_eye(capsys, tmp_path):
    """The remarks of reading, and of carrying over."""
    remark = Remark("year.title", "年度取自标题。")
    file = tmp_path / "报告.gknb"
    save(file, Saved(sound_report(remarks=(remark,))))
    assert main.main(["read", str(file)]) == 0
    assert remark.message in capsys.readouterr().out
    assert main.main(["carry", str(file), str(tmp_path / "新.gknb")]) == 0
    assert "结转下年度" in capsys.readouterr().out


def test_a_finding_about_no_part_stands_on_the_cover(capsys, tmp_path):
    file = tmp_path / "报告.gknb"
    save(file, Saved(sound_report().replace(agency="")))
    assert main.main(["check", str(file)]) == 1
    assert [line.split(": ")[2] for line in capsys.readouterr().out.splitlines()] == ["cover"]
