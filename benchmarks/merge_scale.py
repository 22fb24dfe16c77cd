"""The superior office's desk at scale: cost per report, memory, use of the cores, second run.

``python benchmarks/merge_scale.py FOLDER COUNT…``: for each count a fresh cache, all workers.
What stands in the columns:

- *s*, *ms each*: wall time of the whole run, with the start of the workers.
- *processor*: of all processes, milliseconds each; *after the start*: without the first
  sixteen reports, which start the workers and load their libraries (they are run alone for it).
- *opened*: processor time of a random thousand of the same files (or all, where there are fewer),
  merely opened with their libraries by as many processes; *ratio*: ours against it.
- *two cores*: processor time of all our processes against cores times wall time. *of the free*:
  against what other programs left over (theirs and what lay idle come from ``/proc/stat``).
- *peak*: proportional memory of all processes together.
- *second run*: after one report came anew; wall and processor time against the first run's.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from returns import again, make

Answer = TypeVar("Answer")

_CHUNK = 8
_STARTING = 16
"""Reports that are the start: two chunks, one for each worker."""
_OPENED = 1000
_HEADINGS = (
    "reports",
    "s",
    "ms each",
    "processor",
    "after the start",
    "opened",
    "ratio",
    "two cores",
    "of the free",
    "peak MB",
    "second run: s (wall, processor)",
)


def main() -> None:
    folder = Path(sys.argv[1])
    counts = [int(word) for word in sys.argv[2:]] or [100, 1000]
    make(folder, max(counts))
    files = sorted(folder.iterdir())
    start = in_folder(files[:_STARTING], lambda place: measured(lambda: collect_all(place)))
    print(f"the first {_STARTING}: {start.seconds:.1f} s, processor {start.processor:.1f} s\n")
    print("| " + " | ".join(_HEADINGS) + " |\n|" + " --: |" * len(_HEADINGS))
    for count in counts:
        print(row(files[:count], start), flush=True)


def row(files: list[Path], start: Measured) -> str:
    some = random.Random(len(files)).sample(files, min(_OPENED, len(files)))
    opened = measured(lambda: open_all(some)).processor / len(some)

    def both_runs(place: Path) -> tuple[Measured, Measured]:
        first = measured(lambda: collect_all(place))
        again(place, 0)
        return first, measured(lambda: collect_all(place))

    first, second = in_folder(files, both_runs)
    each = first.processor / len(files)
    later = (first.processor - start.processor) / max(len(files) - _STARTING, 1)
    cells = (
        f"{len(files):,}",
        f"{first.seconds:.1f}",
        f"{1000 * first.seconds / len(files):.1f}",
        f"{1000 * each:.1f}",
        f"{1000 * later:.1f}",
        f"{1000 * opened:.1f}",
        f"{each / opened:.2f}",
        f"{100 * first.used:.0f} %",
        f"{100 * first.used_of_free:.0f} %",
        f"{first.memory:.0f}",
        _against(second, first),
    )
    return "| " + " | ".join(cells) + " |"


def _against(second: Measured, first: Measured) -> str:
    wall, processor = second.seconds / first.seconds, second.processor / first.processor
    return f"{second.seconds:.1f} ({100 * wall:.1f} %, {100 * processor:.1f} %)"


def in_folder(files: list[Path], work: Callable[[Path], Answer]) -> Answer:
    """Do the work on a folder of these files alone (hard links), with room for a cache beside."""
    with tempfile.TemporaryDirectory(dir=files[0].parent.parent) as room:
        place = Path(room, "returns")
        place.mkdir()
        for file in files:
            os.link(file, place / file.name)
        return work(place)


@dataclass(frozen=True)
class Measured:
    """Seconds on the clock, of our processors, of idle ones; peak memory of all processes in MB."""

    seconds: float
    processor: float
    idle: float
    memory: float

    @property
    def used(self) -> float:
        """The share of all cores."""
        return self.processor / self.seconds / len(os.sched_getaffinity(0))

    @property
    def used_of_free(self) -> float:
        """The share of what other programs left over."""
        return self.processor / (self.processor + self.idle)


def collect_all(folder: Path) -> None:
    """Read, check, lay to units, compare, add up: all that the command does before printing."""
    from forms.collecting.collecting import Request, collect
    from forms.collecting.result_store import ResultStore
    from forms.collecting.summing import sum_of
    from forms.collecting.workers import processes

    with ResultStore(folder.parent / "cache.sqlite") as store, processes() as workers:
        collection = collect(Request((folder,)), store, workers)
        sum_of(collection)
    read = sum(one.is_readable for one in collection.returns)
    assert read == len(list(folder.iterdir())), collection.notices[:3]


def open_all(files: list[Path]) -> None:
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        list(pool.map(open_one, map(str, files), chunksize=_CHUNK))


def open_one(name: str) -> int:
    from readers import _open_docx, _open_html, _open_pdf, _open_xlsx

    data = Path(name).read_bytes()
    openers = {".docx": _open_docx, ".pdf": _open_pdf, ".xlsx": _open_xlsx, ".html": _open_html}
    opener = openers.get(Path(name).suffix)
    content = opener(data) if opener else data.decode("utf-8").splitlines()
    return id(content) % 7


def measured(work: Callable[[], None]) -> Measured:
    """Do the work under a watch."""
    peak, stop = [0.0], threading.Event()
    watch = threading.Thread(target=_watch, args=(peak, stop), daemon=True)
    watch.start()
    before, idle, begun = _processor_seconds(), _idle_seconds(), time.perf_counter()
    work()
    seconds = time.perf_counter() - begun
    used, idle = _processor_seconds() - before, _idle_seconds() - idle
    stop.set()
    watch.join()
    return Measured(seconds, used, idle, peak[0])


def _processor_seconds() -> float:
    whole = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        used = resource.getrusage(who)
        whole += used.ru_utime + used.ru_stime
    return whole


def _idle_seconds() -> float:
    """Of all cores since the machine's start: nothing to do, or waiting for a disk."""
    _, *ticks = Path("/proc/stat").read_text("ascii").partition("\n")[0].split()
    return (int(ticks[3]) + int(ticks[4])) / os.sysconf("SC_CLK_TCK")


def _watch(peak: list[float], stop: threading.Event) -> None:
    while not stop.wait(0.5):
        peak[0] = max(peak[0], _memory(os.getpid()))


def _memory(process: int) -> float:
    """Proportional set size of a process and all below it."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
        # A process that a thread has started stands in that thread's list.
        for task in Path(f"/proc/{process}/task").iterdir():
            children += (task / "children").read_text("ascii").split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    own = next(line for line in told.splitlines() if line.startswith("Pss:"))
    return int(own.split()[1]) / 1024 + sum(_memory(int(one)) for one in set(children))


if __name__ == "__main__":
    main()
