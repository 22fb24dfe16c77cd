"""A map over files in worker processes, or on a cluster: the same code for both.

Everything goes through ``concurrent.futures.Executor``. A worker that dies takes only the
files with it that it had in hand; these are tried once more one by one, and the one that
kills its worker again is given up.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from typing import Any, Generic, TypeVar

from forms.reading.process_limits import limit_memory
from forms.reading.worker import MEMORY

Item = TypeVar("Item")
Answer = TypeVar("Answer")

SECONDS = 120
"""A worker that is busy with one item for longer is ended."""
CHUNK = 8
"""Items that travel together, unless they are heavy."""
HEAVIEST = 4_000_000
"""Bytes from which a chunk is sent off."""
_WAITING = 2
"""Chunks per worker that are under way: enough to keep it busy, few enough for the memory."""
_LOOK = 0.2
"""Seconds between looks at whether to stop."""


class Cancelled(Exception):
    """The person stopped the work."""


class Workers:
    """Where the work is done. ``make`` builds an executor anew when the last one has broken.

    ``count`` is how many items can be worked on at once; ``close`` ends a connection.
    """

    def __init__(
        self,
        make: Callable[[], Executor],
        count: int,
        close: Callable[[], None] | None = None,
    ) -> None:
        self._make = make
        self.count = count
        self._close = close
        self._executor: Executor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop(at_once=error[0] is not None)
        if self._close is not None:
            self._close()

    def submit(self, task: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Begin a task."""
        if self._executor is None:
            self._executor = self._make()
        return self._executor.submit(task, *arguments)

    def stop(self, at_once: bool = False) -> None:
        """End the workers; a later ``submit`` starts new ones. ``at_once``: don't wait."""
        executor, self._executor = self._executor, None
        if executor is None:
            return
        if isinstance(executor, ProcessPoolExecutor):
            executor.shutdown(wait=not at_once, cancel_futures=True)
        else:
            # Not every executor knows how to cancel what waits.
            executor.shutdown(wait=not at_once)


def processes(count: int | None = None) -> Workers:
    """Worker processes on this machine, one per core.

    They are spawned, never forked: the window has threads.
    """
    count = count or len(cores())
    context = multiprocessing.get_context("spawn")

    def make() -> Executor:
        return ProcessPoolExecutor(count, context, _begin_worker)

    return Workers(make, count)


def _begin_worker() -> None:
    """In a new worker: it is ended with its parent, not by the keyboard, and takes no more
    memory than a hostile file may.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    # Whatever a library prints must not get among the program's own lines.
    os.dup2(2, 1)
    limit_memory(MEMORY)


def _end_with(parent: Any) -> None:
    """A worker that waits for work does not notice that nobody is left to give any."""
    parent.join()
    os._exit(1)


def cores() -> Sequence[int]:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return range(os.cpu_count() or 1)


# --- the map -----------------------------------------------------------------------------


class Map(Generic[Item, Answer]):
    """``task`` over chunks of items, answers as they come, at most a few chunks at once.

    ``task`` takes a list of items and gives a list of answers. ``given_up`` makes the answer for
    an item whose worker died twice or whose task failed twice, from the error. ``weight`` are
    the bytes of an item, ``seconds`` the longest that one may take.
    """

    def __init__(
        self,
        workers: Workers,
        task: Callable[[list[Item]], list[Answer]],
        given_up: Callable[[Item, BaseException], Answer],
        is_cancelled: Callable[[], bool] = lambda: False,
        weight: Callable[[Item], int] = lambda item: 0,
        seconds: float = SECONDS,
    ) -> None:
        self._workers = workers
        self._task = task
        self._given_up = given_up
        self._is_cancelled = is_cancelled
        self._weight = weight
        self._seconds = seconds
        self._running: dict[Future[Any], list[Item]] = {}
        self._suspects: deque[Item] = deque()

    def run(self, items: Iterable[Item]) -> Iterator[list[Answer]]:
        """The answers, chunk by chunk, in the order in which they are ready. Raises Cancelled."""
        try:
            for chunk in _chunks(items, self._weight):
                while len(self._running) >= self._workers.count * _WAITING:
                    yield from self._finished()
                self._begin(chunk)
            while self._running:
                yield from self._finished()
            while self._suspects:
                yield [self._alone(self._suspects.popleft())]
        except BaseException:
            self._workers.stop(at_once=True)
            raise

    def _begin(self, chunk: list[Item]) -> None:
        try:
            self._running[self._submit(chunk)] = chunk
        except RuntimeError:
            # The pool broke since the last look; what it had in hand comes up there.
            self._workers.stop(at_once=True)
            self._running[self._submit(chunk)] = chunk

    def _submit(self, chunk: list[Item]) -> Future[Any]:
        return self._workers.submit(_guarded, self._task, chunk, self._seconds)

    def _finished(self) -> Iterator[list[Answer]]:
        for future in self._wait():
            chunk = self._running.pop(future, None)
            if chunk is None:
                # It ended together with the one that broke the pool: a suspect already.
                continue
            error = _error_of(future)
            if error is None:
                yield future.result()
            else:
                self._suspects.extend(chunk)
                self._renew_if_broken(error)

    def _wait(self) -> set[Future[Any]]:
        while True:
            if self._is_cancelled():
                raise Cancelled
            done, _ = wait(self._running, _LOOK, FIRST_COMPLETED)
            if done:
                return done

    def _renew_if_broken(self, error: BaseException) -> None:
        """A broken pool has failed everything that it had in hand: all of it is suspect."""
        if not _is_broken(error):
            return
        for future, chunk in list(self._running.items()):
            if future.done() and _error_of(future) is None:
                continue
            self._suspects.extend(chunk)
            del self._running[future]
        self._workers.stop(at_once=True)

    def _alone(self, item: Item) -> Answer:
        """One suspect by itself: what kills its worker now is guilty."""
        self._running = {self._submit([item]): [item]}
        (future,) = self._wait()
        self._running = {}
        error = _error_of(future)
        if error is None:
            answer: Answer = future.result()[0]
            return answer
        if _is_broken(error):
            self._workers.stop(at_once=True)
        return self._given_up(item, error)


def _error_of(future: Future[Any]) -> BaseException | None:
    if future.cancelled():
        return Cancelled()
    return future.exception()


def _is_broken(error: BaseException) -> bool:
    """Whether the pool itself is gone (its workers' parent is not told which of them died)."""
    return any(kind.__name__ == "BrokenExecutor" for kind in type(error).__mro__)


def _guarded(
    task: Callable[[list[Item]], list[Answer]], chunk: list[Item], seconds: float
) -> list[Answer]:
    """In the worker: each item under a watch that ends a process which hangs, even in C."""
    if multiprocessing.parent_process() is None:
        return task(chunk)
    answers: list[Answer] = []
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - it has no place of its own
        for item in chunk:
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            try:
                answers += task([item])
            finally:
                faulthandler.cancel_dump_traceback_later()
    return answers


def _chunks(items: Iterable[Item], weight: Callable[[Item], int]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    heavy = 0
    for item in items:
        chunk.append(item)
        heavy += weight(item)
        if len(chunk) == CHUNK or heavy >= HEAVIEST:
            yield chunk
            chunk, heavy = [], 0
    if chunk:
        yield chunk
