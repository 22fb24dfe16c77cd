"""Garbage is collected by the window's thread alone.

Python collects in whichever thread happens to allocate. What Qt made and another thread takes
down leaves its timers behind, and the next event for them ends the program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QAbstractEventDispatcher

OLDEST = 2
"""Python's generations of garbage are numbered 0 to 2."""


def collect_when_idle() -> None:
    """From now on collect only when the window's thread has nothing else to do.

    Needs the QApplication.
    """
    gc.disable()
    QAbstractEventDispatcher.instance().aboutToBlock.connect(collect)


def collect() -> None:
    """Collect what Python itself would collect by now. To be called on the window's thread."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in range(OLDEST, -1, -1):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return
