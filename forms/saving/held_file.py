"""The saved file of one window: held against other windows, watched for what others write
there, and copied before it is replaced.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path

from forms.edition import Edition
from forms.errors import Cause, FileError, UnwritableFile
from forms.saving import store
from forms.saving.file_lock import FileLock, HeldElsewhere, take
from forms.saving.journal_file import digest_of_file
from forms.saving.store import Saved


class HeldFile:
    """``path`` is None while the report has no file; ``is_read_only`` while another window may
    write it; ``not_copied`` says why the last save left no copy of what it replaced.
    """

    def __init__(self, backups: Path | None = None) -> None:
        self._backups = backups
        self._lock: FileLock | None = None
        self._digest: bytes | None = None
        self.path: Path | None = None
        self.is_read_only = False
        self.not_copied: FileError | None = None

    def open(self, path: Path, editions: Mapping[str, Edition] | None = None) -> Saved:
        """Read the file and hold it. Raises UnreadableFile; what was held before still is."""
        # The digest first: what is written between the two is then asked for, not replaced.
        digest = digest_of_file(path)
        saved = store.load(path, editions)
        self._hold(path)
        self._digest = digest
        return saved

    def hold(self, path: Path | None) -> None:
        """The open report has this file now, as it stands, or none yet."""
        if path is None:
            self.let_go()
        else:
            self._hold(path)
            self._digest = digest_of_file(path)

    def let_go(self) -> None:
        """Another window may write the file from now on."""
        if self._lock is not None:
            self._lock.release()
        self._lock = self.path = self._digest = None
        self.is_read_only = False

    @property
    def is_changed(self) -> bool:
        """True where somebody else has written the file since it was opened or saved here."""
        if self.path is None:
            return False
        now = digest_of_file(self.path)
        return now is not None and now != self._digest

    def ask_again(self) -> bool:
        """True where a file that was read-only may be written from now on."""
        if self.path is None or not self.is_read_only:
            return False
        try:
            self._lock = take(self.path)
        except HeldElsewhere:
            return False
        self.is_read_only = False
        return True

    def write(
        self, path: Path, saved: Saved, editions: Mapping[str, Edition] | None = None
    ) -> None:
        """Save there, and hold that file from now on. What was asked is asked before.

        Raises UnwritableFile, IN_USE where another window holds it; the old file then still
        stands, and what was held before still is.
        """
        lock = self._lock_for(path)
        try:
            self._copy(path)
            store.save(path, saved, editions)
        except UnwritableFile:
            if lock is not self._lock:
                lock.release()
            raise
        if self._lock is not None and lock is not self._lock:
            self._lock.release()
        self._lock, self.path, self.is_read_only = lock, path, False
        self._digest = digest_of_file(path)

    def _hold(self, path: Path) -> None:
        if self.path is None or self.is_read_only or not _same(path, self.path):
            self.let_go()
            try:
                self._lock = take(path)
            except HeldElsewhere:
                self.is_read_only = True
        self.path = path

    def _lock_for(self, path: Path) -> FileLock:
        if self._lock is not None and self.path is not None and _same(path, self.path):
            return self._lock
        try:
            return take(path)
        except HeldElsewhere as error:
            raise UnwritableFile(path, Cause.IN_USE) from error

    def _copy(self, path: Path) -> None:
        """A copy that cannot be made is told, and hinders no save."""
        self.not_copied = None
        if self._backups is None:
            return
        from forms.saving.backups import back_up  # noqa: PLC0415 (not before the first save)

        try:
            back_up(path, self._backups, datetime.now(timezone.utc))
        except FileError as error:
            self.not_copied = error


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
