"""Who may write a saved file: one window at a time, on this machine or on a network drive.

The lock is the system's own, on a small hidden file beside the saved one (the saved file itself
is replaced at every save). The system takes it back when its process ends, however that ends:
what a crash leaves behind is an unlocked file, and locks nobody out. Where a folder cannot be
written, or a file system knows no locks, everybody may try, and a file that was changed
meanwhile is still noticed before it is replaced.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
import weakref
from pathlib import Path

if sys.platform == "win32":
    import ctypes
    import msvcrt
else:
    import fcntl

_TRIES = 10
_LONGEST = 40
_PLACE = 1 << 30
"""The byte that is locked on Windows: behind the end, so that the file can be read."""
_HELD = frozenset({errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK, errno.EDEADLK})
_LOCK_VIOLATION = 33
"""What Windows says of a byte that somebody else has locked."""


class HeldElsewhere(Exception):
    """Another window may write the file."""


class FileLock:
    """The right to write a file until ``release``."""

    def __init__(self, place: Path, handle: int | None) -> None:
        self._place, self._handle = place, handle
        self._close = None if handle is None else weakref.finalize(self, os.close, handle)

    @property
    def is_held(self) -> bool:
        """False where no lock was to be had, and none keeps others away."""
        return self._close is not None and self._close.alive

    def release(self) -> None:
        """Let others write. The small file goes first: nobody else may hold it then."""
        if self._close is None or self._handle is None or not self._close.alive:
            return
        is_ours = _is_at(self._handle, self._place)
        if is_ours and sys.platform != "win32":
            _delete(self._place)
        with contextlib.suppress(OSError):
            self._close()
        if is_ours and sys.platform == "win32":
            # Windows deletes nothing that is open; another window that has it by now keeps it.
            _delete(self._place)


def take(path: Path) -> FileLock:
    """The lock of the saved file at ``path``, at once. Raises HeldElsewhere."""
    place = lock_place(path)
    for _ in range(_TRIES):
        handle = _opened(place)
        if handle is None:
            break
        try:
            has_lock = _lock(handle)
            if has_lock and _is_at(handle, place):
                return FileLock(place, handle)
        except HeldElsewhere:
            os.close(handle)
            raise
        os.close(handle)
        if not has_lock:
            break
        # Its owner deleted it between our opening and our locking: once more.
    return FileLock(place, None)


def lock_place(path: Path) -> Path:
    """The hidden file beside; one for all the links that lead to the saved file."""
    target = Path(os.path.realpath(path))
    name = target.name
    if len(name) > _LONGEST:
        whole = hashlib.blake2b(os.fsencode(name), digest_size=6).hexdigest()
        name = f"{name[:_LONGEST]}-{whole}"
    return target.with_name(f".~{name}.lock")


def _opened(place: Path) -> int | None:
    """A handle on the small file, made where it is not there; None where it cannot be."""
    # A link or a pipe of that name is none of ours.
    careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    for flags in (os.O_RDWR | os.O_CREAT, os.O_RDONLY):
        try:
            return os.open(place, flags | careful | getattr(os, "O_BINARY", 0), 0o666)
        except (OSError, ValueError):
            # A colleague's may be read but not written; that is enough to ask for the lock.
            continue
    return None


if sys.platform == "win32":

    def _lock(handle: int) -> bool:
        """As below, by Windows' own call: Python's tells no lock from any other error."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        place = ctypes.c_void_p(msvcrt.get_osfhandle(handle))
        if kernel.LockFile(place, _PLACE, 0, 1, 0):
            return True
        if ctypes.get_last_error() == _LOCK_VIOLATION:
            raise HeldElsewhere
        return False

else:

    def _lock(handle: int) -> bool:
        """True where the lock is ours, False where there are none here. Raises HeldElsewhere."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _HELD:
                raise HeldElsewhere from error
            return False
        return True


def _is_at(handle: int, place: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), place.lstat())
    except OSError:
        return False


def _delete(place: Path) -> None:
    # Where it will not go, an unlocked file stays, and keeps nobody away.
    with contextlib.suppress(OSError):
        place.unlink()
