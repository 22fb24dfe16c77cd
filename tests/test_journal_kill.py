"""The program is killed at random moments, again and again: no committed edit is missing."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from journal_driver import act, digest

from forms.saving.store import Saved
from ui.session import Session

DRIVER = Path(__file__).with_name("journal_driver.py")
WORKS_FOR = {"session": 0.12, "window": 0.4}
"""Seconds that the clerk works, at most, before a kill."""


class Clerk:
    """One job, with the program killed under it as often as ``kill_once`` is called.

    ``may_stand`` is what the next start may find, by digest: the report after the last edit that
    was told of, or after the one that was being committed. The edits are done again in a session
    that nobody kills, to know what each must give.
    """

    def __init__(self, kind: str, seed: int, data: Path) -> None:
        self.kind, self.seed, self.data = kind, seed, data
        self.spare = data.with_name(f"{data.name} spare")
        self.spare.mkdir(parents=True)
        self.chance = random.Random(seed)
        self.next_number = 1
        self.starts = self.edits = 0
        blank = Session()
        self.may_stand: dict[str, Saved] = {digest(blank): blank.content}

    def kill_once(self) -> None:
        """Start, work, kill; check what the start found and every edit that was told of."""
        lines = [line.split() for line in self._lines_until_killed()]
        if not lines:
            return
        (ready, found), *told = lines
        assert ready == "ready"
        assert found in self.may_stand, "a committed edit is missing"
        self.starts += 1
        again = self._session_with(self.may_stand[found])
        for number, after in told:
            assert int(number) == self.next_number
            self._edit(again)
            assert digest(again) == after
        self.may_stand = {digest(again): again.content}
        self._edit(again)
        self.may_stand[digest(again)] = again.content
        self.edits += len(told)

    def _edit(self, session: Session) -> None:
        act(session, self.seed, self.next_number, self.spare)
        self.next_number += 1

    def _session_with(self, saved: Saved) -> Session:
        session = Session()
        own_word = saved.done, saved.explanations, saved.kept
        session.open_report(saved.report, None, saved.last_year, *own_word)
        return session

    def _lines_until_killed(self) -> list[str]:
        command = [sys.executable, str(DRIVER), self.kind, str(self.seed), str(self.next_number)]
        environment = {**os.environ, "GKNB_DATA": str(self.data)}
        complaints = self.spare / "stderr.txt"
        with (
            complaints.open("w") as errors,
            subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
            ) as process,
        ):
            # One in four is killed before it is ready, some of them while they recover.
            early = self.chance.random() < 0.25
            first = "" if early else process.stdout.readline()
            try:
                process.wait(self.chance.random() * (0.5 if early else WORKS_FOR[self.kind]))
            except subprocess.TimeoutExpired:
                process.kill()
            out = process.stdout.read()
        assert process.returncode < 0 or os.name == "nt", complaints.read_text()
        # The kill may cut the last line.
        return [line for line in (first + out).splitlines(keepends=True) if line.endswith("\n")]


@pytest.mark.parametrize(
    ("kind", "kills", "seed"),
    [
        ("session", 20, 1),
        ("window", 4, 2),
        pytest.param("session", 200, 3, marks=pytest.mark.long),
        pytest.param("window", 50, 4, marks=pytest.mark.long),
    ],
)
def test_no_kill_loses_a_committed_edit(tmp_path, qapp, kind, kills, seed):
    clerk = Clerk(kind, seed, tmp_path / "data")
    for _ in range(kills):
        clerk.kill_once()

    assert clerk.starts > kills / 2
    assert clerk.edits > kills
