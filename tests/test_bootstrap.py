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


def test_every_task_is_there():
    """Each task's lock and tool exist."""
    for lock, command in bootstrap.TASKS.values():
        assert (ROOT / "resources" / "requirements" / lock).is_file()
        assert command[0] == "-m" or Path(command[0]).is_file()


def test_offline_folder_is_taken_from_the_arguments(tmp_path):
    """The folder, then what is asked; without the option the project's own wheels."""
    asked = ["--offline", str(tmp_path), "check", "a.txt"]
    assert bootstrap.wheels_asked_for(asked) == (tmp_path, ["check", "a.txt"])
    assert bootstrap.wheels_asked_for(["check"]) == (bootstrap.WHEELS, ["check"])


@pytest.mark.parametrize("rest", [[], ["not-there"]])
def test_offline_without_its_folder_gives_one_sentence(project, rest):
    done = start(project, "--offline", *rest)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert not (project / ".venv").exists()


def test_offline_folder_that_lacks_a_wheel_is_named(project, tmp_path_factory):
    wheels = tmp_path_factory.mktemp("组件")
    (project / "resources" / "requirements" / "run.txt").write_text(NOT_TO_BE_HAD, "utf-8")
    done = start(project, "--offline", str(wheels), "--version")
    assert done.returncode == 2
    assert str(wheels) in done.stderr.splitlines()[-1]


LONG_WAIT = 600


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("unshare"), reason="no way to take the network away")
def test_collected_wheels_install_without_a_network(tmp_path):
    """The whole way on this platform: collect, take the network away, install, check a report."""
    copy = tmp_path / "gknb"
    ignored = shutil.ignore_patterns(".git", ".venv", "dist", "build", "wheels", "__pycache__")
    shutil.copytree(ROOT, copy, ignore=ignored)
    wheels = tmp_path / "wheels"
    collect = [sys.executable, str(copy / "resources" / "package" / "wheels.py")]
    collect += ["--platform", f"manylinux_{os.uname().machine}", "--out", str(wheels)]
    subprocess.run(collect, check=True, timeout=LONG_WAIT, capture_output=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PIP_")}
    sample = copy / "resources" / "samples" / "示范报告.txt"
    command = ["unshare", "--net", "--map-root-user", sys.executable, str(copy / "bootstrap.py")]
    done = subprocess.run(
        [*command, "--offline", str(wheels), "check", str(sample)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=LONG_WAIT,
    )
    assert done.returncode == 1, done.stderr
    assert "applications.result_total.person" in done.stdout
