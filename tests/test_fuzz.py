"""Files and clipboards taken apart at random: a report or a refusal, soon, and nothing else.

``GKNB_SEED=7 GKNB_INPUTS=100000 pytest -m long tests/test_fuzz.py`` for many more; a single
input is done again with ``python tests/fuzzing.py TARGET 1 NUMBER``.
"""

import os

import pytest
from fuzzing import TARGETS, TooSlow, bounded, fuzz

from export.export_file import SUFFIXES

SEED = int(os.environ.get("GKNB_SEED", "1"))
MANY = int(os.environ.get("GKNB_INPUTS", "5000"))


def test_every_written_format_is_read_back_in_pieces():
    assert {suffix.lstrip(".") for suffix in SUFFIXES} <= set(TARGETS)
    assert sum(target.share for target in TARGETS.values()) == 2000


@pytest.mark.parametrize("name", TARGETS)
def test_a_report_or_a_refusal(name, tmp_path):
    assert fuzz(name, range(TARGETS[name].share), tmp_path) == []


@pytest.mark.long
@pytest.mark.parametrize("name", TARGETS)
def test_a_report_or_a_refusal_many_times(name, tmp_path):
    first = SEED * 10_000_000
    assert fuzz(name, range(first, first + MANY), tmp_path) == []


def test_what_takes_too_long_is_found(monkeypatch):
    monkeypatch.setattr("fuzzing.SECONDS", 0.01)
    with pytest.raises(TooSlow), bounded():  # noqa: PT012 (a loop is what must be ended)
        while True:
            pass
