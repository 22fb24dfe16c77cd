"""Files → what was read in each: from the store what is known, by workers what is not."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from forms.collecting.examining import Result, digest_of, examine
from forms.collecting.result_store import ResultStore
from forms.collecting.returns import Read, Return
from forms.collecting.workers import Map, Workers
from forms.errors import Cause, UnreadableFile
from forms.file_names import readable
from forms.reading.open_file import read_bytes
from forms.reading.report_title import named_by_file

_SKIPPED = ("~$", ".", "._")
_SKIPPED_NAMES = {"thumbs.db", "desktop.ini"}
_SOON = 3
"""Files after which the time left can be told."""


@dataclass(frozen=True)
class Progress:
    """``done`` of ``total`` files; ``seconds_left`` None as long as nothing can be said.

    ``fresh`` of the done ones were read now, the others were known.
    """

    done: int
    total: int
    fresh: int = 0
    seconds_left: float | None = None


Tell = Callable[[Progress], None]


@dataclass(frozen=True)
class _Item:
    data: bytes
    name: str
    digest: str


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Every file that may be a return: of folders all below them, in the order of their names.

    Hidden files, the lock files of Word and Excel and the like are passed over.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file() and _counts(one, path))
            found |= dict.fromkeys(inside)
        else:
            found[path] = None
    return list(found)


def _counts(file: Path, folder: Path) -> bool:
    parts = file.relative_to(folder).parts
    return not any(
        part.startswith(_SKIPPED) or part.lower() in _SKIPPED_NAMES or part.endswith(".tmp")
        for part in parts
    )


class FolderReading:
    """Reads files into the store. One object, one run."""

    def __init__(
        self,
        store: ResultStore,
        workers: Workers,
        tell: Tell = lambda progress: None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._store = store
        self._workers = workers
        self._tell = tell
        self._is_cancelled = is_cancelled
        self._digests: dict[Path, str] = {}
        self._refused: dict[Path, UnreadableFile] = {}
        self._begun = time.monotonic()
        self._fresh = self._done = self._total = 0

    def returns(self, files: list[Path]) -> list[Return]:
        """What came in, in the order of the files. Raises Cancelled; what was read stays kept."""
        self._total = len(files)
        unread = self._find_known(files)
        self._say()
        crashed: dict[str, Read] = {}
        work = Map(
            self._workers, _examine_all, _given_up, self._is_cancelled, lambda one: len(one.data)
        )
        for results in work.run(self._items(unread)):
            # Not kept: it may have been the machine that was short of memory.
            lost = [one for one in results if not one.head]
            crashed |= {one.digest: Read(one.digest, Cause.CRASHED) for one in lost}
            self._store.add(one for one in results if one.head)
            self._fresh += len(results)
            self._done += len(results)
            self._say()
        self._say()
        reads = dict(self._store.reads(self._digests.values())) | crashed
        return [_returned(file, self._read_of(file, reads)) for file in files]

    def _find_known(self, files: list[Path]) -> list[Path]:
        """Those files that must be read: the rest lies in the store under an unchanged file."""
        for file in files:
            try:
                about = file.stat()
            except OSError:
                continue
            digest = self._store.digest_of_file(
                str(file.absolute()), about.st_size, about.st_mtime_ns
            )
            if digest is not None:
                self._digests[file] = digest
        known = self._store.known(dict.fromkeys(self._digests.values()))
        self._digests = {file: one for file, one in self._digests.items() if one in known}
        self._done = len(self._digests)
        return [file for file in files if file not in self._digests]

    def _items(self, files: list[Path]) -> Iterator[_Item]:
        """The contents that no result is known for, each once, as they are asked for."""
        under_way: set[str] = set()
        for file in files:
            try:
                data = read_bytes(file)
                about = file.stat()
            except UnreadableFile as error:
                self._refused[file] = error
                self._done += 1
                continue
            except OSError:
                self._refused[file] = UnreadableFile(file, Cause.MISSING)
                self._done += 1
                continue
            digest = digest_of(data)
            self._digests[file] = digest
            row = (str(file.absolute()), about.st_size, about.st_mtime_ns, digest)
            self._store.remember_files([row])
            if digest in under_way or self._store.known([digest]):
                self._done += 1
                continue
            under_way.add(digest)
            yield _Item(data, readable(file.name), digest)

    def _read_of(self, file: Path, reads: dict[str, Read]) -> Read:
        if file in self._refused:
            error = self._refused[file]
            return Read("", error.cause, error.detail)
        return reads[self._digests[file]]

    def _say(self) -> None:
        left = None
        if self._fresh >= _SOON:
            each = (time.monotonic() - self._begun) / self._fresh
            left = each * (self._total - self._done)
        self._tell(Progress(self._done, self._total, self._fresh, left))


def _returned(file: Path, read: Read) -> Return:
    try:
        received = file.stat().st_mtime
    except OSError:
        received = 0.0
    return Return(str(file), received, _named(read, readable(file.stem)))


def _named(read: Read, stem: str) -> Read:
    """With the agency and the year of the file's name where the report itself says none."""
    if read.cause is not None:
        return read
    agency, year = named_by_file(stem)
    return replace(read, agency=read.agency or agency, year=read.year or year)


def _examine_all(items: list[_Item]) -> list[Result]:
    return [examine(item.data, item.name) for item in items]


def _given_up(item: _Item, error: BaseException) -> Result:
    """A file that ends its worker each time, or over which our own program fails."""
    logging.getLogger(__name__).info("gave up %s: %r", item.name, error)
    return Result(item.digest, "", b"")
