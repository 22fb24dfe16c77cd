"""The file behind a journal: an SQLite database that one process holds at a time.

Write-ahead log with ``synchronous = FULL``: a transaction is on the disk when it returns, for
the price of one fsync. ``locking_mode = EXCLUSIVE``: the lock is the system's own and goes with
the process, however that ends; nothing has to guess whether an owner still lives.

History of the format (``user_version``):

- 1: one table ``state``, a row for each of the last ``KEPT`` states of the report, newest last.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SUFFIX = ".journal"
SET_ASIDE = ".damaged"
VERSION = 1
APPLICATION_ID = 0x676B6E62
"""``gknb``: by it a journal is told from any other database."""
KEPT = 20
"""States that stay in the file: where the last one cannot be read, there is the one before."""
MAX_BYTES = 20_000_000

_SCHEMA = """
BEGIN;
CREATE TABLE state (
    number INTEGER PRIMARY KEY,
    time REAL NOT NULL,
    edits INTEGER NOT NULL,
    name TEXT NOT NULL,
    agency TEXT NOT NULL,
    year INTEGER,
    path BLOB,
    file_digest BLOB,
    digest BLOB NOT NULL,
    content BLOB NOT NULL
);
PRAGMA application_id = %d;
PRAGMA user_version = %d;
COMMIT;
"""
_COLUMNS = "number, time, edits, name, agency, year, path, file_digest, digest"


class NotAJournal(Exception):
    """The file is damaged or something else altogether."""


@dataclass(frozen=True)
class State:
    """A row without its content.

    ``time`` in seconds since 1970; ``edits`` since the saved file was written, 0 where it holds
    this state; ``name`` of the edit; ``path`` of the saved file and ``file_digest`` of its bytes
    as they were last seen; ``digest`` of the content.
    """

    number: int
    time: float
    edits: int
    name: str
    agency: str
    year: int | None
    path: Path | None
    file_digest: bytes | None
    digest: bytes


class JournalFile:
    """An open journal. Every method raises sqlite3.Error where the disk or the file refuses."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def create(cls, path: Path, wait: float) -> JournalFile:
        """Make a new one and hold it."""
        made = cls(path, _held(path, wait))
        try:
            made._connection.executescript(_SCHEMA % (APPLICATION_ID, VERSION))
        except sqlite3.Error:
            made.close()
            raise
        return made

    @classmethod
    def open(cls, path: Path, wait: float) -> JournalFile:
        """Hold one that is there, for at most ``wait`` seconds trying. Raises NotAJournal."""
        try:
            return cls(path, _held(path, wait))
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            raise NotAJournal(path) from error

    @property
    def version(self) -> int:
        """The format's number; 0 where its owner ended before there was one. Raises NotAJournal."""
        with _reading(self.path):
            (mark,) = self._connection.execute("PRAGMA application_id").fetchone()
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            (tables,) = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and mark != APPLICATION_ID:
            raise NotAJournal(self.path)
        return int(version)

    def states(self) -> list[State]:
        """Every state that is kept, newest first. Raises NotAJournal."""
        with _reading(self.path):
            rows = self._connection.execute(
                f"SELECT {_COLUMNS} FROM state ORDER BY number DESC"  # noqa: S608
            ).fetchall()
        return [_state(self.path, row) for row in rows]

    def content(self, state: State) -> bytes:
        """What the report was in a state. Raises NotAJournal where its bytes are not whole."""
        with _reading(self.path):
            row = self._connection.execute(
                "SELECT content FROM state WHERE number = ?", (state.number,)
            ).fetchone()
        content = _unpacked(row[0]) if row and isinstance(row[0], bytes) else b""
        if digest_of(content) != state.digest:
            raise NotAJournal(self.path)
        return content

    def add(self, state: State, content: bytes) -> None:
        """One more state, on the disk when this returns."""
        row = (
            *(state.number, state.time, state.edits, state.name, state.agency, state.year),
            *(_path_to_bytes(state.path), state.file_digest, state.digest),
            zlib.compress(content, 1),
        )
        with self._transaction():
            self._connection.execute(
                f"INSERT INTO state ({_COLUMNS}, content) VALUES (?,?,?,?,?,?,?,?,?,?)",  # noqa: S608
                row,
            )
            self._connection.execute("DELETE FROM state WHERE number <= ?", (state.number - KEPT,))

    def mark_saved(self, state: State) -> None:
        """The file at ``state.path`` now holds this state."""
        with self._transaction():
            self._connection.execute(
                "UPDATE state SET edits = ?, path = ?, file_digest = ? WHERE number = ?",
                (state.edits, _path_to_bytes(state.path), state.file_digest, state.number),
            )

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            # What refused the transaction may refuse this too; the first refusal is told.
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Let go of the file. Everything is on the disk already, so a refusal is no failure."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()

    def remove(self) -> None:
        """Let go of the file and delete it."""
        self.close()
        delete(self.path)


def delete(path: Path) -> None:
    """Delete a journal that nobody holds; one that will not go is offered once more."""
    for part in _parts(path):
        with contextlib.suppress(OSError):
            part.unlink()


def set_aside(path: Path) -> Path:
    """Give a damaged journal another name, so that it is kept but not tried again."""
    aside = path.with_suffix(SET_ASIDE)
    for old, new in zip(_parts(path), _parts(aside), strict=True):
        # The log is often not there; and what cannot be renamed is told once more.
        with contextlib.suppress(OSError):
            old.replace(new)
    return aside


def digest_of(data: bytes) -> bytes:
    """A short name for these bytes."""
    return hashlib.blake2b(data, digest_size=16).digest()


def digest_of_file(path: Path) -> bytes | None:
    """The same for a file's bytes; None where there is no file that can be read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return digest_of(file.read(MAX_BYTES + 1))
    except (OSError, ValueError):
        return None


def is_locked(error: sqlite3.Error) -> bool:
    """True where another window holds the journal."""
    return "locked" in str(error)


def _held(path: Path, wait: float) -> sqlite3.Connection:
    """A connection that alone reads and writes the file, until it is closed."""
    connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        # Damage is told as a missing table or as text that is none.
        if "no such" in str(error) or "decode" in str(error):
            raise NotAJournal(path) from error
        raise
    except sqlite3.DatabaseError as error:
        raise NotAJournal(path) from error


def _state(path: Path, row: tuple[object, ...]) -> State:
    number, time, edits, name, agency, year, place, file_digest, digest = row
    if not (
        isinstance(number, int)
        and isinstance(time, float)
        and isinstance(edits, int)
        and isinstance(name, str)
        and isinstance(agency, str)
        and isinstance(year, (int, type(None)))
        and isinstance(place, (bytes, type(None)))
        and isinstance(file_digest, (bytes, type(None)))
        and isinstance(digest, bytes)
    ):
        raise NotAJournal(path)
    where = None if place is None else Path(os.fsdecode(place))
    return State(number, time, edits, name, agency, year, where, file_digest, digest)


def _path_to_bytes(path: Path | None) -> bytes | None:
    """A name that is no text at all must be kept too."""
    return None if path is None else os.fsencode(path)


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, MAX_BYTES)
    except zlib.error:
        return b""


def _parts(path: Path) -> tuple[Path, Path]:
    return path, path.with_name(path.name + "-wal")
