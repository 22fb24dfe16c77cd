"""Long work off the window's thread: what it must never do there."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject

from ui.background import Work


class Ring(QObject):
    """Only the garbage collector takes it down, for it holds itself."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def refuse(error) -> None:
    raise error


def test_no_widget_is_taken_down_by_the_thread_that_works(qapp, qtbot):
    collected_by: list[int] = []
    weakref.finalize(Ring(), lambda: collected_by.append(threading.get_ident()))
    results: list[int] = []

    def allocate() -> int:
        return len([[] for _ in range(200_000)])

    Work(qapp, allocate, results.append, refuse).begin()
    qtbot.waitUntil(lambda: bool(results))
    gc.collect()

    assert collected_by == [threading.get_ident()]


def test_garbage_is_collected_again_once_all_work_has_ended(qapp, qtbot):
    results: list[int] = []
    for number in range(3):
        Work(qapp, lambda number=number: number, results.append, refuse).begin()
    assert not gc.isenabled()

    qtbot.waitUntil(lambda: len(results) == 3)

    assert gc.isenabled()
