"""Reading in a forked child: only where nothing else is at work that a fork would cut in two."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from balanced import EDITIONS, city_report

from export.export_file import export_report
from forms.reading import apart

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux tells a process's threads")

COUNTED = """
import os, sys
sys.path[:0] = [sys.argv[1]]
fork = os.fork
def counted():
    threads = os.listdir("/proc/self/task")
    sys.stderr.write(f"fork beside {len(threads) - 1}\\n")
    return fork()
os.fork = counted
import main
sys.exit(main.main(["check", "--json", "--last-year", *sys.argv[2:]]))
"""


def test_the_commands_fork_while_no_thread_is_alive(tmp_path):
    """Not even one of a library's, which Python does not count."""
    report = city_report()
    paths = [tmp_path / f"年报{suffix}" for suffix in (".docx", ".xlsx", ".pdf", ".html", ".json")]
    for path in paths:
        export_report(report, EDITIONS[report.edition], path)
    command = [sys.executable, "-c", COUNTED, str(ROOT), *map(str, paths), str(paths[0])]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    assert done.stderr.splitlines() == ["fork beside 0"] * (len(paths) + 1)


def test_beside_a_thread_it_is_read_right_here(tmp_path, monkeypatch):
    path = tmp_path / "年报.json"
    report = city_report()
    export_report(report, EDITIONS[report.edition], path)
    may_end = threading.Event()
    other = threading.Thread(target=may_end.wait)
    other.start()
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a process with threads was forked"))
    try:
        assert apart.read_apart(path).cells == report.cells
    finally:
        may_end.set()
        other.join()


WITHOUT_FORK = """
import os, sys
sys.path[:0] = [sys.argv[1]]
del os.fork
import main
from forms.reading import apart
apart.read_report = None  # nothing may be read here
sys.exit(main.main(["check", "--json", sys.argv[2]]))
"""


def test_where_nothing_forks_the_window_s_worker_reads(tmp_path):
    report = city_report()
    sound, broken = tmp_path / "年报.xlsx", tmp_path / "坏.xlsx"
    export_report(report, EDITIONS[report.edition], sound)
    broken.write_bytes(sound.read_bytes()[:2000])
    command = [sys.executable, "-c", WITHOUT_FORK, str(ROOT)]
    read, refused = (
        subprocess.run([*command, path], capture_output=True, text=True, check=False, timeout=120)
        for path in (sound, broken)
    )

    assert (read.returncode, read.stderr) == (1, "")
    assert json.loads(read.stdout)[0]["report"]["agency"] == report.agency
    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1


def test_a_hostile_file_leaves_no_picture_of_the_memory(tmp_path):
    """PDFium ends the process where it gets no memory; a core file would hold the report."""
    script = (
        "import resource, sys; sys.path[:0] = [sys.argv[1]]\n"
        "from pathlib import Path; from forms.reading.worker import serve\n"
        "assert serve(Path(sys.argv[2])) == 2\n"
        "assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0\n"
    )
    path = tmp_path / "空.json"
    path.write_bytes(b"")
    subprocess.run([sys.executable, "-c", script, str(ROOT), str(path)], check=True)
