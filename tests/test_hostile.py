"""Hostile and broken files: one sentence, exit 2, in bounded time and memory, nothing harmed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from balanced import sound_report
from hostile_files import FILES

from forms.saving.store import Saved, save

HERE = Path(__file__).resolve().parent
SECONDS, MEGABYTES = 10, 500
TAKE_LONG = {"many lines.pdf"}
"""Ended by the clock of the processor."""
NAMES = [
    pytest.param(name, marks=pytest.mark.long) if name in TAKE_LONG else name for name in FILES
]


@pytest.mark.skipif(sys.platform != "linux", reason="what a process took is measured on Linux")
@pytest.mark.parametrize("name", NAMES)
def test_one_sentence_and_no_harm(name, tmp_path):
    path = tmp_path / "files" / name
    path.parent.mkdir()
    FILES[name](path)
    command = [sys.executable, str(HERE.parent / "main.py"), "read", str(path)]
    done = subprocess.run(
        [sys.executable, "-S", str(HERE / "measured.py"), *command],
        capture_output=True,
        check=True,
    )
    took = json.loads(done.stdout)

    assert took["code"] == 2, took
    assert took["said"].count("\n") == 1
    assert took["said"].endswith(("。\n", "）\n"))
    assert took["said"].rstrip("\n").isprintable()
    assert took["seconds"] < SECONDS + 1, took
    assert took["megabytes"] < MEGABYTES, took
    assert [one.name for one in path.parent.iterdir()] == [name]


@pytest.mark.skipif(sys.platform != "linux", reason="what a process took is measured on Linux")
def test_check_is_bounded_too_and_does_the_other_files(tmp_path):
    """A page that takes for ever to draw does not keep the next file from being checked."""
    bomb, good = tmp_path / "stream bomb.pdf", tmp_path / "好.gknb"
    FILES[bomb.name](bomb)
    save(good, Saved(sound_report()))
    command = [sys.executable, str(HERE.parent / "main.py"), "check", "--json"]
    done = subprocess.run(
        [*command, "--last-year", str(bomb), str(bomb), str(good)],
        capture_output=True,
        check=False,
        timeout=6 * SECONDS,
    )
    refused, checked = json.loads(done.stdout)

    assert done.returncode == 2
    assert set(refused) == {"file", "error"}
    assert set(checked) == {"file", "report", "findings", "suggestions"}
    assert done.stderr.count(b"\n") == 2
