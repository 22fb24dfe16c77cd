"""A file is written whole or not at all, and every refusal has its cause."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from forms.errors import Cause, UnwritableFile
from forms.saving.write_file import cause_of, replace_when_free, write_bytes


def windows_error(code: int, number: int = errno.EACCES) -> OSError:
    """An OSError as Windows raises it, on any system."""
    error = OSError(number, "denied")
    error.winerror = code  # type: ignore[misc, attr-defined, unused-ignore]
    return error


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_bytes(tmp_path / "年报.xlsx", b"whole")
    assert (tmp_path / "年报.xlsx").read_bytes() == b"whole"
    assert names(tmp_path) == ["年报.xlsx"]


def test_an_old_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "old.pdf"
    path.write_bytes(b"old and longer")
    path.chmod(0o640)
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    """Not 0600, as temporary files are: others in the office have to open it."""
    (tmp_path / "plain").write_bytes(b"")
    write_bytes(tmp_path / "written", b"x")
    assert (tmp_path / "written").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_long_name_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / ("某" * 80 + ".pdf")
    write_bytes(path, b"x")
    assert path.read_bytes() == b"x"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.ENOSPC, Cause.DISK_FULL),
        (errno.EDQUOT, Cause.DISK_FULL),
        (errno.EACCES, Cause.NO_ACCESS),
        (errno.EPERM, Cause.NO_ACCESS),
        (errno.EROFS, Cause.NO_ACCESS),
        (errno.EBUSY, Cause.IN_USE),
        (errno.EIO, Cause.WRITE_FAILED),
    ],
)
def test_whatever_fails_the_old_file_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, cause: Cause
) -> None:
    """The disk is full, or refuses, at the last moment before the file is safe."""
    path = tmp_path / "report.gknb"
    path.write_bytes(b"old")

    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(UnwritableFile) as caught:
        write_bytes(path, b"new")
    assert caught.value.cause is cause
    assert caught.value.path == path
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["report.gknb"]


def test_a_failed_replace_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")

    def refuse(_source: Path, _target: Path) -> None:
        raise OSError(errno.EXDEV, "no")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UnwritableFile) as caught:
        write_bytes(path, b"new")
    assert caught.value.cause is Cause.WRITE_FAILED
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["report.xlsx"]


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_file_held_by_another_windows_program_is_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Excel holds the workbook: denied (5) at this point means open elsewhere, too."""
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")

    def refuse(_source: Path, _target: Path) -> None:
        raise windows_error(code)

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(replace_when_free, "__defaults__", ((), lambda seconds: None))
    with pytest.raises(UnwritableFile) as caught:
        write_bytes(path, b"new")
    assert caught.value.cause is Cause.IN_USE
    assert path.read_bytes() == b"old"


def test_a_short_hold_is_waited_for() -> None:
    """A virus scanner holds the file twice and lets go."""
    refusals = [windows_error(32), windows_error(5)]
    waited: list[float] = []

    def replace() -> None:
        if refusals:
            raise refusals.pop()

    replace_when_free(replace, (0.1, 0.2, 0.3), waited.append)
    assert waited == [0.1, 0.2]


def test_a_long_hold_is_given_up() -> None:
    waited: list[float] = []

    def replace() -> None:
        raise windows_error(32)

    with pytest.raises(OSError, match="denied"):
        replace_when_free(replace, (0.1, 0.2), waited.append)
    assert waited == [0.1, 0.2]


def test_other_refusals_are_not_waited_for() -> None:
    waited: list[float] = []

    def replace() -> None:
        raise OSError(errno.EACCES, "denied")

    with pytest.raises(OSError, match="denied"):
        replace_when_free(replace, (0.1,), waited.append)
    assert waited == []


@pytest.mark.parametrize(
    ("code", "cause"),
    [(32, Cause.IN_USE), (112, Cause.DISK_FULL), (206, Cause.NAME_TOO_LONG), (5, Cause.NO_ACCESS)],
)
def test_windows_codes_have_their_cause(code: int, cause: Cause) -> None:
    assert cause_of(windows_error(code)) is cause


def test_a_missing_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile) as caught:
        write_bytes(tmp_path / "nowhere" / "a.pdf", b"x")
    assert caught.value.cause is Cause.MISSING


def test_a_file_in_the_place_of_a_folder_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UnwritableFile) as caught:
        write_bytes(tmp_path / "file" / "a.pdf", b"x")
    assert caught.value.cause is Cause.MISSING


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile) as caught:
        write_bytes(tmp_path, b"x")
    assert caught.value.cause is Cause.NOT_A_FILE


def test_a_name_longer_than_any_file_may_have_is_refused_as_such(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile) as caught:
        write_bytes(tmp_path / ("某" * 300 + ".pdf"), b"x")
    assert caught.value.cause is Cause.NAME_TOO_LONG
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the folder would allow it. (The superuser may write anything: ask for him.)"""
    path = tmp_path / "sealed.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(UnwritableFile) as caught:
        write_bytes(path, b"new")
    assert caught.value.cause is Cause.NO_ACCESS
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes")
def test_a_pipe_or_a_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.gknb"
    os.mkfifo(pipe)
    for path in (pipe, Path(os.devnull)):
        with pytest.raises(UnwritableFile) as caught:
            write_bytes(path, b"x")
        assert caught.value.cause is Cause.NOT_A_FILE
    assert names(tmp_path) == ["pipe.gknb"]
    assert not Path(os.devnull).is_file()


def _other_group() -> int | None:
    """A group that a file of ours may be given to."""
    if sys.platform == "win32":
        return None
    groups = [4242] if os.geteuid() == 0 else os.getgroups()
    return next((group for group in groups if group != os.getegid()), None)


@pytest.mark.skipif(_other_group() is None, reason="a user of one group only")
def test_a_shared_file_stays_its_group_s(tmp_path: Path) -> None:
    """In a folder that several write, a save must not shut the others out."""
    path = tmp_path / "shared.gknb"
    path.write_bytes(b"old")
    group = _other_group()
    assert group is not None
    os.chown(path, -1, group)
    path.chmod(0o660)
    write_bytes(path, b"new")

    assert path.stat().st_gid == group
    assert path.stat().st_mode & 0o777 == 0o660


def test_what_few_may_read_is_never_open_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "own.gknb"
    path.write_bytes(b"old")
    path.chmod(0o600)
    seen = []
    real = os.fsync

    def look(handle: int) -> None:
        seen.append(os.fstat(handle).st_mode & 0o077)
        real(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", look)
        write_bytes(path, b"new")
    assert seen[0] == 0
