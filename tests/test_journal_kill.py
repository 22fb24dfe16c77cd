"""The program is killed at random moments, again and again: no committed edit is missing.

``GKNB_SEED=7 pytest -m long tests/test_journal_kill.py`` repeats a long run.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from journal_driver import act, blank_pair, digest

from forms.saving.store import Saved
from ui.garbage import collect
from ui.session import Session

DRIVER = Path(__file__).with_name("journal_driver.py")
WORKS_FOR = {"session": 0.08, "pair": 0.08, "window": 0.4}
"""Seconds that the clerk works, at most, before a kill."""
READY_IN = {"session": 0.03, "pair": 0.03, "window": 0.5}
"""Seconds within which one that is killed early is killed: mostly while it recovers."""
SEED = int(os.environ.get("GKNB_SEED", "1"))


class Process:
    """Starts the driver anew each time: slow, but all of it is real."""

    def lines_until_killed(self, order: list[str], data: Path, early: bool, wait: float):
        """What the driver told until it was killed ``wait`` seconds after its first line."""
        command = [sys.executable, str(DRIVER), *order]
        environment = {**os.environ, "GKNB_DATA": str(data)}
        with (
            (data.with_name("stderr.txt")).open("w+") as errors,
            subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
            ) as process,
        ):
            first = "" if early else process.stdout.readline()
            try:
                process.wait(wait)
            except subprocess.TimeoutExpired:
                process.kill()
            out = process.stdout.read()
            process.wait()
            errors.seek(0)
            assert process.returncode < 0 or os.name == "nt", errors.read()
        # The kill may cut the last line.
        return [line for line in (first + out).splitlines(keepends=True) if line.endswith("\n")]


class Nursery:
    """Has each driver forked by a process that has imported everything: quick."""

    def __init__(self, errors: Path) -> None:
        self._errors = errors.open("w+")
        self._process = subprocess.Popen(
            [sys.executable, str(DRIVER), "nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )

    def lines_until_killed(self, order: list[str], data: Path, early: bool, wait: float):
        """The same."""
        self._process.stdin.write(" ".join([*order, str(data)]) + "\n")
        self._process.stdin.flush()
        pid = int(self._line().split()[1])
        lines = [] if early else [self._line()]
        # What it tells meanwhile waits in the pipe.
        time.sleep(wait)
        os.kill(pid, signal.SIGKILL)
        while not (line := self._line()).startswith("ended"):
            lines.append(line)
        assert os.WTERMSIG(int(line.split()[1])) == signal.SIGKILL, self._complaints()
        return lines

    def _line(self) -> str:
        line = self._process.stdout.readline()
        assert line, self._complaints()
        assert not line.startswith("ended") or line.split()[1] == "9", self._complaints()
        return line

    def _complaints(self) -> str:
        self._errors.seek(0)
        return self._errors.read()

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._errors.close()


@pytest.fixture(scope="module")
def nursery(tmp_path_factory) -> Iterator[Nursery]:
    if not hasattr(os, "fork"):
        pytest.skip("needs fork")
    made = Nursery(tmp_path_factory.mktemp("nursery") / "stderr.txt")
    yield made
    made.close()


class Clerk:
    """One job, with the program killed under it as often as ``kill_once`` is called.

    ``may_stand`` holds for each open report what the next start may find, by digest: the report
    after the last edit that was told of, or after the one that was being committed. The edits
    are done again in sessions that nobody kills, to know what each must give.
    """

    def __init__(self, kind: str, seed: int, data: Path) -> None:
        self.kind, self.seed, self.data = kind, seed, data
        self.spare = data.with_name(f"{data.name} spare")
        self.spare.mkdir(parents=True)
        self.chance = random.Random(seed)
        self.next_number = 1
        self.starts = self.edits = self.early = 0
        reports = blank_pair() if kind == "pair" else [Session().report]
        self.may_stand = [{digest(_session(Saved(one))): Saved(one)} for one in reports]

    def kill_once(self, hands, early_share: float = 0.25) -> None:
        """Start, work, kill; check what the start found and every edit that was told of."""
        early = self.chance.random() < early_share
        most = (READY_IN if early else WORKS_FOR)[self.kind]
        order = [self.kind, str(self.seed), str(self.next_number)]
        lines = hands.lines_until_killed(order, self.data, early, self.chance.random() * most)
        self.early += early
        if not lines:
            return
        (ready, *found), *told = [line.split() for line in lines]
        assert ready == "ready"
        again = [_session(one) for one in self._found(found)]
        self.starts += 1
        for number, *after in told:
            assert int(number) == self.next_number
            self._edit(again)
            assert list(map(digest, again)) == after
        stand = [{digest(one): one.content} for one in again]
        self._edit(again)
        for known, one in zip(stand, again, strict=True):
            known[digest(one)] = one.content
        for one in again:
            # The next start is another window on the same file.
            one.file.let_go()
        self.may_stand = stand
        self.edits += len(told)
        collect()

    def _found(self, found: list[str]) -> list[Saved]:
        """What was found, in the order in which it was; several are found in any order."""
        left = list(self.may_stand)
        contents = []
        for one in found:
            known = next((known for known in left if one in known), None)
            assert known is not None, "a committed edit is missing"
            left.remove(known)
            contents.append(known[one])
        assert not left, "a report is missing"
        return contents

    def _edit(self, sessions: list[Session]) -> None:
        act(sessions[self.next_number % len(sessions)], self.seed, self.next_number, self.spare)
        self.next_number += 1

    def move_saved_file(self) -> None:
        """The clerk gives the file another name between two starts."""
        path = self.data / "报告.gknb"
        if path.exists():
            path.replace(path.with_name("搬走.gknb"))


def _session(saved: Saved) -> Session:
    session = Session()
    session.open_copy(saved)
    return session


def long(*values: object):
    return pytest.param(*values, marks=pytest.mark.long)


@pytest.mark.parametrize(
    ("kind", "kills", "seed"),
    [
        ("session", 110, 1),
        ("pair", 36, 2),
        long("session", 600, SEED + 10),
        long("pair", 200, SEED + 11),
    ],
)
def test_no_kill_loses_a_committed_edit(quick_disk, qapp, nursery, kind, kills, seed):
    clerk = Clerk(kind, seed, quick_disk / "data")
    for _ in range(kills):
        clerk.kill_once(nursery)

    assert clerk.starts > kills / 2
    assert clerk.edits > kills / 2


@pytest.mark.parametrize(("kills", "seed"), [(20, 3), long(150, SEED + 12)])
def test_a_saved_file_that_is_moved_takes_nothing_along(quick_disk, qapp, nursery, kills, seed):
    clerk = Clerk("session", seed, quick_disk / "data")
    for _ in range(kills):
        clerk.kill_once(nursery)
        if clerk.chance.random() < 0.5:
            clerk.move_saved_file()

    assert clerk.edits > kills / 2


@pytest.mark.parametrize(("kills", "seed"), [(20, 4), long(150, SEED + 13)])
def test_kills_in_the_middle_of_going_on_lose_nothing(quick_disk, qapp, nursery, kills, seed):
    """After each bout of work the program is killed again while it recovers, mostly twice."""
    clerk = Clerk("session", seed, quick_disk / "data")
    for _ in range(kills // 2):
        clerk.kill_once(nursery, early_share=0)
        clerk.kill_once(nursery, early_share=1)
        clerk.kill_once(nursery, early_share=1)

    assert clerk.early > kills / 2
    assert clerk.edits > 0


def test_no_kill_of_the_program_loses_a_committed_edit(quick_disk, qapp):
    clerk = Clerk("window", 5, quick_disk / "data")
    for _ in range(4):
        clerk.kill_once(Process())

    assert clerk.starts > 2
    assert clerk.edits > 2


@pytest.mark.parametrize(("kills", "seed"), [(10, 6), long(300, SEED + 14)])
def test_no_kill_of_the_window_loses_a_committed_edit(quick_disk, qapp, nursery, kills, seed):
    clerk = Clerk("window", seed, quick_disk / "data")
    for _ in range(kills):
        clerk.kill_once(nursery)

    assert clerk.starts > kills / 2
    assert clerk.edits > kills / 2
