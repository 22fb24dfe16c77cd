"""What the last days left behind: journals of reports that no file holds as they were.

This is looked at before the first paint, so it imports nothing of the form.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from forms.saving.journal_file import (
    SUFFIX,
    VERSION,
    JournalFile,
    NotAJournal,
    State,
    delete,
    digest_of_file,
    set_aside,
)

_WAIT = 0.05
"""Seconds to try a journal that another window may hold."""


class FileNow(str, Enum):
    """How the saved file stands to the journal."""

    NEVER = "never"
    """There was none yet."""
    SAME = "same"
    """It is as the journal knew it."""
    CHANGED = "changed"
    """Something else has been written there since; it must not be replaced in silence."""
    GONE = "gone"
    """It was moved or deleted."""


@dataclass(frozen=True)
class Unfinished:
    """A report to go on with. ``when`` is local time, ``edits`` those that no file holds."""

    journal: Path
    agency: str
    year: int | None
    path: Path | None
    when: datetime
    edits: int
    last_edit: str
    file_now: FileNow


@dataclass(frozen=True)
class LeftBehind:
    """Everything found: what can be gone on with, newest first, and what was set aside."""

    unfinished: tuple[Unfinished, ...] = ()
    damaged: tuple[Path, ...] = ()


def left_behind(folder: Path) -> LeftBehind:
    """Look through a folder of journals. It never fails: a damaged one is set aside.

    A journal that an open window holds is not for us; one with nothing to offer is deleted.
    """
    unfinished, damaged = [], []
    for path in _journals(folder):
        try:
            found = _look_into(path)
        except NotAJournal:
            damaged.append(set_aside(path))
        else:
            if found is not None:
                unfinished.append(found)
    unfinished.sort(key=lambda one: one.when, reverse=True)
    return LeftBehind(tuple(unfinished), tuple(damaged))


def give_up(unfinished: Unfinished) -> None:
    """The clerk does not want it any more."""
    delete(unfinished.journal)


def file_now(state: State) -> FileNow:
    """How the saved file stands to a state of the journal."""
    if state.path is None:
        return FileNow.NEVER
    digest = digest_of_file(state.path)
    if digest is None:
        return FileNow.GONE
    return FileNow.SAME if digest == state.file_digest else FileNow.CHANGED


def _journals(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)
    except OSError:
        return []


def _look_into(path: Path) -> Unfinished | None:
    """What a journal offers; None where it is held, empty, of a newer program or finished."""
    try:
        journal = JournalFile.open(path, _WAIT)
    except sqlite3.OperationalError:
        return None
    try:
        version = journal.version
        if version > VERSION:
            return None
        states = journal.states() if version else []
        if states and not _is_finished(states[0]):
            return _unfinished(path, states[0])
    except sqlite3.OperationalError:
        return None
    finally:
        journal.close()
    delete(path)
    return None


def _is_finished(state: State) -> bool:
    """The file holds it: the program knew, or it ended between the file and the journal."""
    if not state.edits:
        return True
    return state.path is not None and digest_of_file(state.path) == state.digest


def _unfinished(path: Path, state: State) -> Unfinished:
    try:
        when = datetime.fromtimestamp(state.time)
    except (ValueError, OverflowError, OSError) as error:
        raise NotAJournal(path) from error
    return Unfinished(
        path,
        state.agency,
        state.year,
        state.path,
        when,
        state.edits,
        state.name,
        file_now(state),
    )
