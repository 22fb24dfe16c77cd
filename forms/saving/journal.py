"""Every committed edit is on the disk before the next one: what a crash cannot take.

A journal is one file per open report in the program's data folder. Each edit adds the whole
report, packed (about 2 kB), in one transaction; so any state stands by itself, and one that
could be written again after a full disk makes good for those that could not.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from forms.edition import Edition
from forms.errors import Cause, UnreadableFile, UnwritableFile
from forms.report import Report
from forms.saving import store
from forms.saving.journal_file import (
    SUFFIX,
    JournalFile,
    NotAJournal,
    State,
    digest_of,
    digest_of_file,
    is_locked,
    set_aside,
)
from forms.saving.store import Saved
from forms.saving.unfinished import FileNow, Unfinished, file_now
from forms.saving.write_file import cause_of

_WAIT = 2.0
"""Seconds to try a journal that another window is looking at."""
_CAUSES = (
    ("full", Cause.DISK_FULL),
    ("readonly", Cause.NO_ACCESS),
    ("unable to open", Cause.NO_ACCESS),
    ("locked", Cause.IN_USE),
)
"""SQLite's words → cause; its numbers are told only since Python 3.11."""


@dataclass(frozen=True)
class Recovered:
    """A report as it last stood.

    ``path`` is its saved file, only where that may be written without asking; ``file_now`` says
    why not. ``lost``: the last edits, mostly none, that could not be read any more.
    """

    saved: Saved
    path: Path | None
    file_now: FileNow
    lost: int


class Journal:
    """The journal of a window: of one report after another.

    Where the disk refuses, UnwritableFile is raised and the report goes on without; each
    further edit tries again.
    """

    def __init__(self, folder: Path, editions: Mapping[str, Edition] | None = None) -> None:
        self._folder = folder
        self._editions = editions
        self._file: JournalFile | None = None
        self._state: State | None = None
        self._content = b""
        self._in_file: bytes | None = None
        self.kept_at: datetime | None = None

    def begin(self, saved: Saved, path: Path | None) -> None:
        """Another report is open; ``path`` is the file that holds it.

        What was open before was saved or given up by the clerk. Raises UnwritableFile.
        """
        before = self._file
        self._file = self._state = None
        blank = saved == Saved(Report(edition=saved.report.edition))
        content = store.to_bytes(saved, self._editions)
        self._in_file = digest_of(content) if path is not None or blank else None
        self._state = self._next_state(saved, content, "", path, _digest_of_saved(path))
        self._content = content
        try:
            self._write()
        finally:
            if before is not None:
                before.remove()

    def record(self, saved: Saved, name: str) -> None:
        """An edit was committed. Raises UnwritableFile where it is not on the disk."""
        content = store.to_bytes(saved, self._editions)
        last = self._state
        path, file_digest = (last.path, last.file_digest) if last else (None, None)
        self._state = self._next_state(saved, content, name, path, file_digest)
        self._content = content
        self._write()

    def saved_to(self, path: Path) -> None:
        """The last state was written to a file. Raises UnwritableFile."""
        if self._state is None:
            return
        self._in_file = self._state.digest
        self._state = replace(
            self._state, edits=0, path=path.absolute(), file_digest=digest_of_file(path)
        )
        if self._file is not None:
            with self._telling():
                self._file.mark_saved(self._state)

    def recover(self, unfinished: Unfinished) -> Recovered:
        """Take over what was left behind, and go on in the same journal.

        So a second crash loses nothing either. Raises UnreadableFile: IN_USE where another
        window was quicker, MISSING where it is gone, BAD_SAVED_FILE where nothing in it can be
        read (it is set aside), FUTURE_FORMAT; what was open before then stays open.
        """
        file = _taken_over(unfinished.journal)
        try:
            states = file.states()
            saved, state, content = self._newest_readable(file, states)
        except sqlite3.OperationalError as error:
            file.close()
            raise UnreadableFile(file.path, Cause.NO_ACCESS, str(error)) from error
        except NotAJournal as error:
            file.close()
            raise UnreadableFile(set_aside(file.path), Cause.BAD_SAVED_FILE) from error
        except UnreadableFile:
            file.close()
            raise
        if self._file is not None:
            self._file.remove()
        now = file_now(state)
        path = state.path if now is FileNow.SAME else None
        self._file, self._content = file, content
        self._state = replace(state, number=states[0].number, path=path)
        self._in_file = state.digest if not state.edits else None
        self.kept_at = datetime.fromtimestamp(state.time)
        return Recovered(saved, path, now, states[0].number - state.number)

    def close(self) -> None:
        """The window goes. The journal goes too where a file holds everything."""
        if self._state is not None and self._state.edits:
            if self._file is not None:
                self._file.close()
            self._forget()
        else:
            self.give_up()

    def give_up(self) -> None:
        """The report is left for good: it was saved, or the clerk does not want it."""
        if self._file is not None:
            self._file.remove()
        self._forget()

    def _forget(self) -> None:
        self._file = self._state = self._in_file = self.kept_at = None
        self._content = b""

    def _next_state(
        self,
        saved: Saved,
        content: bytes,
        name: str,
        path: Path | None,
        file_digest: bytes | None,
    ) -> State:
        last = self._state
        digest = digest_of(content)
        edits = 0 if digest == self._in_file else 1 + (last.edits if last else 0)
        report = saved.report
        return State(
            number=1 + (last.number if last else 0),
            time=time.time(),
            edits=edits,
            name=name,
            agency=report.agency,
            year=report.year,
            path=None if path is None else path.absolute(),
            file_digest=file_digest,
            digest=digest,
        )

    def _write(self) -> None:
        assert self._state is not None
        self.kept_at = None
        with self._telling():
            if self._file is not None and not self._file.path.exists():
                # The system goes on writing to a deleted file without a word.
                self._file.close()
                self._file = None
            if self._file is None:
                self._file = self._made()
            self._file.add(self._state, self._content)
        self.kept_at = datetime.fromtimestamp(self._state.time)

    def _made(self) -> JournalFile:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return JournalFile.create(self._folder / (secrets.token_hex(8) + SUFFIX), _WAIT)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """What the system and SQLite refuse, as UnwritableFile."""
        try:
            yield
        except OSError as error:
            raise UnwritableFile(self._folder, cause_of(error), error.strerror or "") from error
        except sqlite3.Error as error:
            words = str(error)
            cause = next((cause for word, cause in _CAUSES if word in words), Cause.WRITE_FAILED)
            raise UnwritableFile(self._folder, cause, words) from error

    def _newest_readable(
        self, file: JournalFile, states: list[State]
    ) -> tuple[Saved, State, bytes]:
        for state in states:
            try:
                content = file.content(state)
                saved = store.from_bytes(content, file.path, self._editions)
            except NotAJournal:
                continue
            except UnreadableFile as error:
                if error.cause is Cause.FUTURE_FORMAT:
                    raise
                continue
            return saved, state, content
        raise NotAJournal(file.path)


def _taken_over(path: Path) -> JournalFile:
    if not path.exists():
        raise UnreadableFile(path, Cause.MISSING)
    try:
        return JournalFile.open(path, _WAIT)
    except sqlite3.OperationalError as error:
        cause = Cause.IN_USE if is_locked(error) else Cause.NO_ACCESS
        raise UnreadableFile(path, cause, str(error)) from error
    except NotAJournal as error:
        raise UnreadableFile(set_aside(path), Cause.BAD_SAVED_FILE) from error


def _digest_of_saved(path: Path | None) -> bytes | None:
    return None if path is None else digest_of_file(path)
