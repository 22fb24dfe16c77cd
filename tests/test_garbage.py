"""Who takes down what Qt made: the window's thread, whoever else is at work."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractEventDispatcher, QObject

from ui.background import Work
from ui.garbage import collect, collect_when_idle


class Ring(QObject):
    """Only the garbage collector takes it down, for it holds itself."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def collected_by(qapp) -> Iterator[list[int]]:
    """Give the threads that took a ring down, as they do so."""
    threads: list[int] = []
    gc.collect()
    gc.enable()
    weakref.finalize(Ring(), lambda: threads.append(threading.get_ident()))
    collect_when_idle()
    yield threads
    QAbstractEventDispatcher.instance().aboutToBlock.disconnect(collect)


def allocate() -> int:
    return len([[] for _ in range(200_000)])


def refuse(error) -> None:
    raise error


def test_nothing_is_taken_down_by_work(collected_by, qapp, qtbot):
    results: list[int] = []
    Work(qapp, allocate, results.append, refuse).begin()
    qtbot.waitUntil(lambda: bool(results))
    gc.collect()

    assert collected_by == [threading.get_ident()]


def test_nothing_is_taken_down_by_a_thread_of_python(collected_by):
    other = threading.Thread(target=allocate)
    other.start()
    other.join()
    gc.collect()

    assert collected_by == [threading.get_ident()]


def test_garbage_does_not_pile_up_beside_an_idle_window(collected_by, qtbot):
    kept = [[] for _ in range(2 * gc.get_threshold()[0])]
    qtbot.waitUntil(lambda: bool(collected_by))

    assert kept
    assert collected_by == [threading.get_ident()]
