"""The package on an old machine: ``python benchmarks/old_and_slow.py PACKAGE [ROUNDS]``.

Old: one core, 2 GB of address space for each process, a screen of 1366×768, Qt's scaling 125 %.
The same commands run without these limits, old and free by turns; the best of the rounds counts.
Prints rows for docs/performance.md: peak memory of the whole main job (all processes of it
together), first paint against the source's, export of each format; as root also the first paint
from a mechanical disk (100 reads and 60 MB a second, by cgroup) that has none of the package in
memory. Linux; needs Xvfb, xdotool.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "resources" / "package"))

from keyboard import screen

ADDRESSES = 2 * 1024**3
SCALING = "1.25"
FORMATS = ("pdf", "xlsx", "docx", "html")
SAVED = "示范报告.gknb"
LOOK_S = 0.02
MEGA = 1024 * 1024
GOAL_MB, GOAL_PAINT = 350, 1.2
DISK = Path("/sys/fs/cgroup/blkio")
READS, BYTES = 100, 60 * MEGA
"""What a mechanical disk does in a second."""
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Machine:
    """Where commands run: ``old`` or free. ``home`` is where the program keeps its things."""

    def __init__(self, old: bool, display: str, home: Path) -> None:
        self.old, self.home = old, home
        self.environment = {**os.environ, "DISPLAY": display, "GKNB_DATA": str(home / "data")}
        self.environment |= {"QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": SCALING if old else "1"}

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """A process of a session of its own."""
        return subprocess.Popen(
            command,
            cwd=self.home,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_limit if self.old else None,  # noqa: PLW1509 (no threads here)
        )


def _limit() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))


def peak_of(process: subprocess.Popen[bytes]) -> int:
    """The most memory (resident, MB) that all processes of a session ever had together."""
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_resident(process.pid)))
        time.sleep(LOOK_S)
    if process.returncode:
        raise SystemExit(f"{process.args}: {process.returncode}")
    return round(peak / MEGA)


def _resident(session: int) -> Iterator[int]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            if int(words[3]) == session:
                yield int(words[21]) * _PAGE
        except (FileNotFoundError, ProcessLookupError):
            continue


def first_paint(machine: Machine, *command: str) -> tuple[float, float]:
    """(by the clock, of the processor) from the start to a window on the screen, seconds."""
    began = time.perf_counter()
    process = machine.start(*command)
    look = ["xdotool", "search", "--onlyvisible", "--name", "."]
    while subprocess.run(
        look, env=machine.environment, capture_output=True, check=False
    ).returncode:
        time.sleep(LOOK_S)
    took = time.perf_counter() - began
    words = Path(f"/proc/{process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    process.kill()
    process.wait()
    return took, (int(words[11]) + int(words[12])) / _TICK


@contextmanager
def mechanical_disk(folder: Path) -> Iterator[None]:
    """What is started here reads a folder's device as slowly as from a mechanical disk."""
    device = folder.stat().st_dev
    group, before = DISK / "gknb_old", DISK / "cgroup.procs"
    group.mkdir(exist_ok=True)
    for name, limit in (("iops", READS), ("bps", BYTES)):
        row = f"{os.major(device)}:{os.minor(device)} {limit}"
        (group / f"blkio.throttle.read_{name}_device").write_text(row, "ascii")
    (group / "cgroup.procs").write_text(str(os.getpid()), "ascii")
    try:
        yield
    finally:
        before.write_text(str(os.getpid()), "ascii")


def forget(folder: Path) -> None:
    """Put the files of a folder out of the memory, as after switching the machine on."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            file = os.open(path, os.O_RDONLY)
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(file)


def from_cold(machine: Machine, program: str, rounds: int) -> None:
    """The median first paint from a cold mechanical disk against one from memory."""
    folder = Path(program).parent
    os.sync()
    cold, warm = [], []
    for _ in range(rounds):
        forget(folder)
        with mechanical_disk(folder):
            cold.append(first_paint(machine, program)[0])
        warm.append(first_paint(machine, program)[0])
    one, other = (statistics.median(times) for times in (cold, warm))
    shown = f"{one * 1000:.0f} / {other * 1000:.0f} | {one / other:.2f}"
    print(f"| first paint: cold mechanical disk / memory, medians | {shown} | – | – | – |")


def export(machine: Machine, program: str, suffix: str) -> tuple[float, float]:
    """(by the clock, of the processor) of a cold export, seconds."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    peak_of(machine.start(program, "export", SAVED, f"out.{suffix}"))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, own


def row(name: str, one: tuple[float, float], other: tuple[float, float], goal: str) -> None:
    """One line of the table: milliseconds and ratio, by the clock and of the processor."""
    ratios = [f"{a / b:.2f}" for a, b in zip(one, other, strict=True)]
    shown = [f"{a * 1000:.0f} / {b * 1000:.0f}" for a, b in zip(one, other, strict=True)]
    print(f"| {name} | {shown[0]} | {ratios[0]} | {shown[1]} | {ratios[1]} | {goal} |", flush=True)


def best(times: list[tuple[float, float]]) -> tuple[float, float]:
    """The least of each kind."""
    return min(clock for clock, _ in times), min(own for _, own in times)


def main() -> None:
    """Measure everything and print it."""
    program = str(Path(sys.argv[1], "gknb").resolve())
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    source = (sys.executable, str(ROOT / "main.py"))
    with screen() as display, tempfile.TemporaryDirectory() as folder:
        old, free = (Machine(is_old, display, Path(folder)) for is_old in (True, False))
        print("| peak memory of the main job, all processes, MB | old | free | goal |")
        peaks = []
        for machine in (old, free):
            machine.environment["QT_QPA_PLATFORM"] = "offscreen"
            peaks.append(peak_of(machine.start(program, "demo", ".")))
            machine.environment["QT_QPA_PLATFORM"] = "xcb"
        print(f"| | {peaks[0]} | {peaks[1]} | ≤ {GOAL_MB} |\n", flush=True)
        print("| pair | ms by the clock | ratio | ms of the processor | ratio | goal |")
        paints: dict[str, list[tuple[float, float]]] = {"old": [], "free": [], "source": []}
        for _ in range(rounds):
            paints["old"].append(first_paint(old, program))
            paints["free"].append(first_paint(free, program))
            paints["source"].append(first_paint(free, *source))
        of = {name: best(times) for name, times in paints.items()}
        row("first paint: package / source", of["free"], of["source"], f"≤ {GOAL_PAINT}")
        row("first paint: old / free", of["old"], of["free"], "–")
        if os.access(DISK, os.W_OK):
            from_cold(free, program, rounds)
        for suffix in FORMATS:
            pairs = [[export(m, program, suffix) for m in (old, free)] for _ in range(rounds)]
            slow, quick = (best([pair[n] for pair in pairs]) for n in (0, 1))
            row(f"export {suffix}: old / free", slow, quick, "–")


if __name__ == "__main__":
    main()
