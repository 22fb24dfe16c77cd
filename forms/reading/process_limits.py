"""What a process that reads strange files may take, and that nothing it started outlives it."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time

if sys.platform != "win32":
    import resource

    def _limit(kind: int, most: int) -> None:
        hard = resource.getrlimit(kind)[1]
        if hard == resource.RLIM_INFINITY or hard > most:
            resource.setrlimit(kind, (most, hard))


TOO_SLOW_CODE = 9
"""A worker's exit code on Windows where it took more of the processor than it may."""


def limit_memory(most: int) -> None:
    """Bytes of its own that this process may take; a crash leaves no picture of them, which
    would hold the report.

    On Windows what it starts has no such limit, but is ended together with it.
    """
    if sys.platform == "win32":
        from forms.reading.windows_job import hold_to

        # Where a job that takes no other within it holds this process, the clock alone bounds it.
        with contextlib.suppress(PermissionError):
            hold_to(most)
    else:
        _limit(resource.RLIMIT_DATA, most)
        _limit(resource.RLIMIT_CORE, 0)


def limit_work(seconds: float, longest: int) -> None:
    """Seconds of the processor that this process may take, and ``longest`` what each of those
    that it starts may take where nobody is left to stop it.
    """
    if sys.platform == "win32":
        threading.Thread(target=_end_after, args=(seconds,), daemon=True).start()
    else:
        _limit(resource.RLIMIT_CPU, longest)
        # Not the limit above: LibreOffice would inherit that.
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _end_after(seconds: float) -> None:
    """Windows has no timer of the processor's time."""
    while (left := seconds - time.process_time()) > 0:
        time.sleep(left)
    os._exit(TOO_SLOW_CODE)
