"""Files and clipboards taken apart at random: a report or a refusal, soon, and nothing else.

``GKNB_SEED=7 GKNB_INPUTS=100000 pytest -m long tests/test_fuzz.py`` for many more; a single
input is done again with ``python tests/fuzzing.py TARGET 1 NUMBER``.
"""

import os
import subprocess
import sys

import fuzzing
import pytest
from fuzzing import TARGETS, Target, TooSlow, bounded, fuzz

from export.export_file import SUFFIXES

SEED = int(os.environ.get("GKNB_SEED", "1"))
MANY = int(os.environ.get("GKNB_INPUTS", "5000"))


def test_every_written_format_is_read_back_in_pieces():
    assert {suffix.lstrip(".") for suffix in SUFFIXES} <= set(TARGETS)
    assert sum(target.share for target in TARGETS.values()) == 2000


def check(name: str, count: int, first: int = 0) -> None:
    """In a process of its own, which an input may end."""
    command = [sys.executable, fuzzing.__file__, name, str(count), str(first)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert f"{name}: {count} inputs" in done.stdout


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each step is forked")
@pytest.mark.parametrize("name", TARGETS)
def test_a_report_or_a_refusal(name):
    check(name, TARGETS[name].share)


@pytest.mark.long
@pytest.mark.parametrize("name", TARGETS)
def test_a_report_or_a_refusal_many_times(name):
    check(name, MANY, SEED * 10_000_000)


def test_what_went_wrong_is_told(monkeypatch, tmp_path):
    def run(number, _folder):
        assert number != 3

    monkeypatch.setitem(TARGETS, "txt", Target(run, 5))
    (wrong,) = fuzz("txt", range(5), tmp_path)
    assert wrong.startswith("txt 3: AssertionError")


def test_what_takes_too_long_is_found(monkeypatch):
    monkeypatch.setattr("fuzzing.SECONDS", 0.01)
    with pytest.raises(TooSlow), bounded():  # noqa: PT012 (a loop is what must be ended)
        while True:
            pass
