"""The first start, on an empty copy: what it makes, says and hands over."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap
import main

ROOT = Path(__file__).resolve().parent.parent
NOT_TO_BE_HAD = "gknb-not-to-be-had==1.0 --hash=sha256:" + "0" * 64


@pytest.fixture
def project(tmp_path):
    """Make a copy with no dependencies and a program that repeats its arguments."""
    shutil.copy(ROOT / "bootstrap.py", tmp_path)
    locks = tmp_path / "resources" / "requirements"
    locks.mkdir(parents=True)
    (locks / "run.txt").write_text("# nothing\n", "utf-8")
    (tmp_path / "main.py").write_text("import sys\nprint(sys.argv[1:])\nsys.exit(7)\n", "utf-8")
    return tmp_path


def start(project, *arguments, **environment):
    # A bare --version or a reading command: the system's libraries are left alone.
    return subprocess.run(
        [sys.executable, str(project / "bootstrap.py"), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )


def test_first_start_prepares_and_second_does_not(project):
    first = start(project, "read", "某局 年报.txt", "--json")
    assert first.stdout == "['read', '某局 年报.txt', '--json']\n"
    assert first.returncode == 7
    assert "正在准备运行环境" in first.stderr
    second = start(project, "--version")
    assert (second.stdout, second.stderr, second.returncode) == ("['--version']\n", "", 7)


def test_dependencies_not_to_be_had_give_one_sentence(project):
    (project / "resources" / "requirements" / "run.txt").write_text(NOT_TO_BE_HAD, "utf-8")
    (project / "wheels").mkdir()
    done = start(project, "--version")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("依赖组件没有装上")
    assert str(project / "bootstrap.log") in done.stderr
    assert "gknb-not-to-be-had" in (project / "bootstrap.log").read_text("utf-8")


def test_broken_environment_is_made_anew(project):
    (project / ".venv" / "bin").mkdir(parents=True)
    assert start(project, "--version").returncode == 7


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_unfit_python_gives_one_sentence(project):
    script = "import sys; sys.version_info = (3, 9, 2); sys.argv[1:] = ['read']; import runpy; "
    script += f"runpy.run_path({str(project / 'bootstrap.py')!r}, run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("本程序需要 Python 3.10 至 3.13，当前是 3.9")
    assert not (project / ".venv").exists()


def test_reading_commands_ask_for_no_system_library():
    assert set(main.COMMANDS) - {"demo"} <= set(bootstrap.WITHOUT_QT)
