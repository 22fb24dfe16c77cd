"""Results kept by content: a second run reads only what changed, a restart loses nothing.

An SQLite file in the person's own cache folder. It may be deleted at any time: whatever is
missing is read again. Results of another version of the program are forgotten, but not at once:
it may be at work in another window.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from forms.collecting.examining import Result, program_stamp, read_from, unpacked
from forms.collecting.returns import Read
from forms.report import Report

_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS result (
    digest TEXT, stamp TEXT, head TEXT NOT NULL, body BLOB NOT NULL, used REAL NOT NULL,
    PRIMARY KEY (digest, stamp)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS across (
    now TEXT, before TEXT, stamp TEXT, found TEXT NOT NULL,
    PRIMARY KEY (now, before, stamp)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (
    path TEXT PRIMARY KEY, size INTEGER, modified INTEGER, digest TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS run (
    collection TEXT, time REAL, standing TEXT NOT NULL,
    PRIMARY KEY (collection, time)) WITHOUT ROWID;
"""
_KEPT = 550 * 24 * 3600.0
"""Seconds after which a result that nobody used is forgotten: a year and a half."""
_KEPT_FOR_ANOTHER = 7 * 24 * 3600.0
"""The same for a result of another version of the program: a week."""
_KEPT_RUNS = 20
_AT_ONCE = 500
"""SQLite's old limit of 999 variables in one statement."""

RunFindings = dict[str, dict[tuple[str, str, tuple[str, ...]], str]]


def cache_file() -> Path:
    """Where results are kept: ``gknb/returns.sqlite`` in the person's cache folder."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base else Path.home() / ".cache") / "gknb" / "returns.sqlite"


class ResultStore:
    """The store. Use it as a context; ``path`` None keeps it in memory for one run."""

    def __init__(self, path: Path | None, stamp: str | None = None) -> None:
        self._stamp = stamp or program_stamp()
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._base = _opened(path)

    @classmethod
    def usable(cls, path: Path) -> ResultStore:
        """The store at ``path``; one in memory where the disk refuses: nothing is lost but time."""
        try:
            return cls(path)
        except (OSError, sqlite3.OperationalError):
            return cls(None)

    def __enter__(self) -> ResultStore:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget what is old, and let go of the file."""
        with self._base:
            now = time.time()
            self._base.execute(
                "DELETE FROM result WHERE used < ? OR (stamp != ? AND used < ?)",
                (now - _KEPT, self._stamp, now - _KEPT_FOR_ANOTHER),
            )
            self._base.execute("DELETE FROM across WHERE stamp != ?", (self._stamp,))
        self._base.close()

    # --- results ---------------------------------------------------------------------

    def add(self, results: Iterable[Result]) -> None:
        """Keep results, on the disk when this returns."""
        now = time.time()
        rows = [(one.digest, self._stamp, one.head, one.body, now) for one in results]
        with self._base:
            self._base.executemany("INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?, ?)", rows)

    def known(self, digests: Iterable[str]) -> set[str]:
        """Those of the digests that have a result."""
        found: set[str] = set()
        for some in _in_lots(digests):
            marks = ",".join("?" * len(some))
            rows = self._base.execute(
                f"SELECT digest FROM result WHERE stamp = ? AND digest IN ({marks})",  # noqa: S608
                (self._stamp, *some),
            )
            found.update(row[0] for row in rows)
        return found

    def reads(self, digests: Iterable[str]) -> Iterator[tuple[str, Read]]:
        """What was read, as far as it is known, one by one, each digest once."""
        for some in _in_lots(dict.fromkeys(digests)):
            marks = ",".join("?" * len(some))
            rows = self._base.execute(
                f"SELECT digest, head FROM result WHERE stamp = ? AND digest IN ({marks})",  # noqa: S608
                (self._stamp, *some),
            )
            for digest, head in rows:
                yield digest, read_from(head)
            with self._base:
                self._base.execute(
                    f"UPDATE result SET used = ? WHERE stamp = ? AND digest IN ({marks})",  # noqa: S608
                    (time.time(), self._stamp, *some),
                )

    def body(self, digest: str) -> bytes:
        """The packed report; b"" where there is none."""
        row = self._base.execute(
            "SELECT body FROM result WHERE stamp = ? AND digest = ?", (self._stamp, digest)
        ).fetchone()
        return row[0] if row else b""

    def report(self, digest: str) -> Report | None:
        """The whole report with its texts and origins; None where the file is no report."""
        body = self.body(digest)
        return unpacked(body) if body else None

    # --- files -----------------------------------------------------------------------

    def digest_of_file(self, path: str, size: int, modified: int) -> str | None:
        """The content's hash where size and time (ns) are as they were; else None."""
        row = self._base.execute(
            "SELECT digest FROM file WHERE path = ? AND size = ? AND modified = ?",
            (os.fsencode(path), size, modified),
        ).fetchone()
        return row[0] if row else None

    def remember_files(self, rows: Iterable[tuple[str, int, int, str]]) -> None:
        """Path, size, time (ns) and content's hash of files."""
        with self._base:
            plain = ((os.fsencode(path), *rest) for path, *rest in rows)
            self._base.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", plain)

    # --- two years -------------------------------------------------------------------

    def across(self, now: str, before: str) -> str | None:
        """The findings between two reports, as JSON; None where they are not known."""
        row = self._base.execute(
            "SELECT found FROM across WHERE now = ? AND before = ? AND stamp = ?",
            (now, before, self._stamp),
        ).fetchone()
        return row[0] if row else None

    def add_across(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Digest of this year's, of last year's, findings as JSON."""
        with self._base:
            self._base.executemany(
                "INSERT OR REPLACE INTO across VALUES (?, ?, ?, ?)",
                ((now, before, self._stamp, found) for now, before, found in rows),
            )

    # --- runs ------------------------------------------------------------------------

    def runs(self, collection: str) -> Iterator[tuple[float, RunFindings]]:
        """When findings of the collection were sent back, and which: the newest first."""
        rows = self._base.execute(
            "SELECT time, standing FROM run WHERE collection = ? ORDER BY time DESC", (collection,)
        )
        for when, text in rows.fetchall():
            units = {
                unit: {(code, place, tuple(cells)): words for code, place, cells, words in findings}
                for unit, findings in json.loads(text).items()
            }
            yield when, units

    def add_run(
        self,
        collection: str,
        standing: Mapping[str, Mapping[tuple[str, str, tuple[str, ...]], str]],
    ) -> None:
        """Remember what stands now; only the last few runs are kept."""
        plain = {
            unit: [(*key, words) for key, words in findings.items()]
            for unit, findings in standing.items()
        }
        with self._base:
            self._base.execute(
                "INSERT OR REPLACE INTO run VALUES (?, ?, ?)",
                (collection, time.time(), json.dumps(plain, ensure_ascii=False)),
            )
            self._base.execute(
                "DELETE FROM run WHERE collection = ?1 AND time NOT IN (SELECT time FROM run "
                "WHERE collection = ?1 ORDER BY time DESC LIMIT ?2)",
                (collection, _KEPT_RUNS),
            )


def _opened(path: Path | None) -> sqlite3.Connection:
    """The base, made anew where the file is damaged: it holds nothing that cannot be read again."""
    name = ":memory:" if path is None else str(path)
    base = sqlite3.connect(name, timeout=10, check_same_thread=False)
    try:
        base.executescript(_SCHEMA)
    except sqlite3.DatabaseError as error:
        base.close()
        if path is None or isinstance(error, sqlite3.OperationalError):
            raise
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                Path(name + ending).unlink()
        base = sqlite3.connect(name, timeout=10, check_same_thread=False)
        base.executescript(_SCHEMA)
    return base


def _in_lots(items: Iterable[str]) -> Iterator[list[str]]:
    lot: list[str] = []
    for item in items:
        lot.append(item)
        if len(lot) == _AT_ONCE:
            yield lot
            lot = []
    if lot:
        yield lot
