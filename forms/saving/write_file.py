"""The one way in which a file is written: whole, or not at all.

The bytes go to a temporary file in the same folder, to the disk, and only then take the
place of the old file. Whatever goes wrong, what stood there before is still there.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from forms.errors import Cause, UnwritableFile

RETRY_DELAYS = (0.05, 0.1, 0.2, 0.4)
"""Seconds to wait before trying again while another Windows program holds the file."""

_CAUSES_BY_NAME = {
    "ENOSPC": Cause.DISK_FULL,
    "EDQUOT": Cause.DISK_FULL,
    "EFBIG": Cause.DISK_FULL,
    "EACCES": Cause.NO_ACCESS,
    "EPERM": Cause.NO_ACCESS,
    "EROFS": Cause.NO_ACCESS,
    "EBUSY": Cause.IN_USE,
    "ETXTBSY": Cause.IN_USE,
    "ENOENT": Cause.MISSING,
    "ENOTDIR": Cause.MISSING,
    "EISDIR": Cause.NOT_A_FILE,
    "ENAMETOOLONG": Cause.NAME_TOO_LONG,
}
# Not every system has every number.
_CAUSES = {
    getattr(errno, name): cause for name, cause in _CAUSES_BY_NAME.items() if hasattr(errno, name)
}
_ACCESS_DENIED = 5
_WINDOWS_CAUSES = {
    32: Cause.IN_USE,  # ERROR_SHARING_VIOLATION
    33: Cause.IN_USE,  # ERROR_LOCK_VIOLATION
    39: Cause.DISK_FULL,  # ERROR_HANDLE_DISK_FULL
    112: Cause.DISK_FULL,  # ERROR_DISK_FULL
    206: Cause.NAME_TOO_LONG,  # ERROR_FILENAME_EXCED_RANGE
}


def write_bytes(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` in one step, replacing a file that is there.

    A link is followed, so that it stays a link. Raises UnwritableFile with the cause MISSING
    (folder), NOT_A_FILE, NO_ACCESS, NAME_TOO_LONG, DISK_FULL, IN_USE, else WRITE_FAILED.
    """
    target = _writable(path)
    temporary = target.with_name(f".{target.name[:40]}.{os.urandom(4).hex()}.tmp")
    try:
        _write_to_disk(temporary, data, target)
        _replace(temporary, target)
    except OSError as error:
        raise UnwritableFile(path, cause_of(error), error.strerror or "") from error
    finally:
        # Gone already where all went well; where not, it is the other error that matters.
        with contextlib.suppress(OSError):
            temporary.unlink()
    _sync_folder(target.parent)


def _writable(path: Path) -> Path:
    """Where the bytes go, links followed. Raises UnwritableFile."""
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            # A folder; or a device or a pipe, in whose place a file would stand.
            raise UnwritableFile(path, Cause.NOT_A_FILE)
        # Replacing needs no right to the old file: a read-only one would be lost in silence.
        if target.exists() and not os.access(target, os.W_OK):
            raise UnwritableFile(path, Cause.NO_ACCESS)
    except OSError as error:
        raise UnwritableFile(path, cause_of(error), error.strerror or "") from error
    return target


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file; False where one of them is not there or cannot be."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def cause_of(error: OSError) -> Cause:
    """Why the system refused, in our own terms."""
    windows = _WINDOWS_CAUSES.get(_windows_code(error))
    return windows or _CAUSES.get(error.errno or 0, Cause.WRITE_FAILED)


def replace_when_free(
    replace: Callable[[], object],
    delays: tuple[float, ...] = RETRY_DELAYS,
    wait: Callable[[float], None] = time.sleep,
) -> None:
    """Do ``replace``; where Windows says that the file is held, again after each delay.

    A virus scanner or an indexer lets go within moments; Excel and WPS do not.
    Raises the last OSError.
    """
    for delay in delays:
        try:
            replace()
        except OSError as error:
            code = _windows_code(error)
            if code != _ACCESS_DENIED and _WINDOWS_CAUSES.get(code) is not Cause.IN_USE:
                raise
        else:
            return
        wait(delay)
    replace()


def _write_to_disk(temporary: Path, data: bytes, target: Path) -> None:
    with temporary.open("xb") as file:
        if target.exists():
            # Before anything is in it that only some may read.
            _take_rights(target, temporary)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _take_rights(target: Path, temporary: Path) -> None:
    """Who may read and write the old file may the new one: colleagues, by their group, too."""
    if os.name != "nt":
        # Only the superuser and members of the group may give a file to it.
        with contextlib.suppress(OSError):
            os.chown(temporary, -1, target.stat().st_gid)
    shutil.copymode(target, temporary)


def _replace(temporary: Path, target: Path) -> None:
    try:
        replace_when_free(partial(temporary.replace, target))
    except OSError as error:
        # The folder let us write and so does the file: Windows denies what is open elsewhere.
        if _windows_code(error) == _ACCESS_DENIED:
            raise OSError(errno.EBUSY, error.strerror) from error
        raise


def _windows_code(error: OSError) -> int:
    return getattr(error, "winerror", None) or 0


def _sync_folder(folder: Path) -> None:
    """Make the new name durable. The file is whole already, so a refusal is no failure."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
