"""The superior office's desk at scale: cost per report, memory, use of the cores, second run.

``python benchmarks/merge_scale.py FOLDER COUNT…``: for each count a fresh cache, all workers;
``opened`` is the processor time of the same files merely opened with their libraries, by as many
processes; ``ratio`` is ours against it.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from returns import make

_CHUNK = 8


def main() -> None:
    folder = Path(sys.argv[1])
    counts = [int(word) for word in sys.argv[2:]] or [100, 1000]
    make(folder, max(counts))
    print("| reports | ms | processor ms | opened | ratio | peak MB | cores used | second run |")
    print("| --: | --: | --: | --: | --: | --: | --: | --: |")
    for count in counts:
        print(row(sorted(folder.iterdir())[:count]), flush=True)


def row(files: list[Path]) -> str:
    with tempfile.TemporaryDirectory(dir=files[0].parent.parent) as place:
        some = [Path(shutil.copy2(file, place)) for file in files]
        opened = measured(lambda: open_all(some))
        cache = Path(place, "cache.sqlite")
        first = measured(lambda: collect_all(some, cache))
        changed = some[0]
        changed.write_bytes(files[1].read_bytes())
        second = measured(lambda: collect_all(some, cache))
    each = 1000 / len(files)
    return (
        f"| {len(files)} | {each * first.seconds:.1f} | {each * first.processor:.1f} | "
        f"{each * opened.processor:.1f} | {first.processor / opened.processor:.2f} | "
        f"{first.memory:.0f} | {100 * first.used:.0f} % | "
        f"{second.seconds:.2f} s, processor {100 * second.processor / first.processor:.1f} % |"
    )


@dataclass(frozen=True)
class Measured:
    """Seconds on the clock and of processors, peak memory of all processes in MB.

    The ratio and the second run are told by processor time: it is the same on a busy machine.
    """

    seconds: float
    processor: float
    memory: float

    @property
    def used(self) -> float:
        """The share of all cores."""
        return self.processor / self.seconds / len(os.sched_getaffinity(0))


def collect_all(files: list[Path], cache: Path) -> None:
    """Read, check, lay to units, compare, add up: all that the command does before printing."""
    from forms.collecting.collecting import Request, collect
    from forms.collecting.result_store import ResultStore
    from forms.collecting.summing import sum_of
    from forms.collecting.workers import processes

    with ResultStore(cache) as store, processes() as workers:
        collection = collect(Request(tuple(files)), store, workers)
        total = sum_of(collection)
    assert len(total.units) >= len(files) - 2, collection.notices[:3]


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
    before, begun = _processor_seconds(), time.perf_counter()
    work()
    seconds = time.perf_counter() - begun
    used = _processor_seconds() - before
    stop.set()
    watch.join()
    return Measured(seconds, used, peak[0])


def _processor_seconds() -> float:
    whole = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        used = resource.getrusage(who)
        whole += used.ru_utime + used.ru_stime
    return whole


def _watch(peak: list[float], stop: threading.Event) -> None:
    while not stop.wait(0.25):
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
