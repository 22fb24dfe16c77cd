"""One window writes a saved file; whatever ends its process gives the file free."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from forms.saving import file_lock
from forms.saving.file_lock import FileLock, HeldElsewhere, lock_place, take

ROOT = Path(__file__).resolve().parent.parent
POSIX = pytest.mark.skipif(os.name == "nt", reason="links and rights of POSIX")
MAKE_PIPE = getattr(os, "mkfifo", None)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "报告.gknb"


def is_free(path) -> bool:
    try:
        take(path).release()
    except HeldElsewhere:
        return False
    return True


def test_the_second_is_held_off_until_the_first_lets_go(path):
    first = take(path)
    assert first.is_held
    assert not is_free(path)
    first.release()
    assert not first.is_held
    assert is_free(path)
    assert list(path.parent.iterdir()) == []


def test_letting_go_twice_takes_nothing_from_the_next(path):
    first = take(path)
    first.release()
    second = take(path)
    first.release()
    assert not is_free(path)
    second.release()


def test_a_killed_owner_locks_nobody_out(path):
    script = (
        "import sys, pathlib; from forms.saving.file_lock import take\n"
        "lock = take(pathlib.Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with owner:
        assert owner.stdout.readline() == "held\n"
        assert not is_free(path)
        owner.kill()
    assert lock_place(path).exists()
    assert is_free(path)


@POSIX
def test_a_link_leads_to_the_same_lock(path):
    path.touch()
    link = path.with_name("链接.gknb")
    link.symlink_to(path)
    lock = take(link)
    assert not is_free(path)
    lock.release()


@POSIX
def test_what_another_deleted_is_not_deleted_from_the_next(path):
    first = take(path)
    lock_place(path).unlink()
    second = take(path)
    first.release()
    assert second.is_held
    assert not is_free(path)
    second.release()


@POSIX
@pytest.mark.parametrize("make", [Path.mkdir, MAKE_PIPE, lambda p: p.symlink_to("/dev/zero")])
def test_a_strange_thing_of_that_name_hinders_nobody(path, make):
    make(lock_place(path))
    for _ in range(2):
        lock = take(path)
        lock.release()
        assert not lock.is_held


def test_a_folder_that_takes_no_file_holds_nobody_off(path):
    gone = path / "没有" / path.name
    locks = [take(gone), take(gone)]
    assert not any(lock.is_held for lock in locks)
    for lock in locks:
        lock.release()


@POSIX
def test_a_file_system_without_locks_holds_nobody_off(path, monkeypatch):
    import errno
    import fcntl

    def refuse(_handle, _how):
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    assert not take(path).is_held


def test_long_names_have_locks_of_their_own(tmp_path):
    one, other = (tmp_path / f"{'长' * 70}{end}.gknb" for end in "甲乙")
    locks: list[FileLock] = [take(one), take(other)]
    assert all(lock.is_held for lock in locks)
    assert len(os.fsencode(lock_place(one).name)) < 255
    for lock in locks:
        lock.release()


@POSIX
def test_a_lock_deleted_meanwhile_is_asked_for_again(path, monkeypatch):
    """Its owner let go between our opening and our locking."""
    real, seen = file_lock._lock, []

    def lock(handle):
        if not seen:
            seen.append(handle)
            lock_place(path).unlink()
        return real(handle)

    monkeypatch.setattr(file_lock, "_lock", lock)
    held = take(path)
    monkeypatch.undo()
    assert held.is_held
    assert not is_free(path)
    held.release()
