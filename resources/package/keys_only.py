"""The package in an empty Debian without Python and network, driven by key presses alone.

    python resources/package/keys_only.py PACKAGE ROOT OUT [SUITE]

As root. PACKAGE is the built folder, ROOT a bare Debian (made with debootstrap, SUITE or
bullseye, where it is not there), OUT gets the screenshots and what the program wrote. From last
year's PDF through six parts, a slip found and mended, preview and the delivery folder. What was
done is read from the files that the program leaves, here outside, by the sources. Needs Xvfb,
xdotool and ImageMagick outside; the program inside gets a socket of the X server, nothing else.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE)]

from keyboard import Clerk, NotDone, screen  # noqa: E402

from export.delivery import FORMATS, file_stem  # noqa: E402
from export.export_file import export_report  # noqa: E402
from forms.carry import carry  # noqa: E402
from forms.check import check  # noqa: E402
from forms.counts import show  # noqa: E402
from forms.edition import Edition, Part  # noqa: E402
from forms.edition_file import built_in_editions  # noqa: E402
from forms.errors import FileError  # noqa: E402
from forms.reading.open_file import read_report  # noqa: E402
from forms.report import Report  # noqa: E402
from forms.saving.store import load  # noqa: E402
from forms.totals import with_totals  # noqa: E402
from ui.demo import CORRECTION, LAST_YEAR, SAMPLE, SLIP  # noqa: E402
from ui.receipt import has_receipt  # noqa: E402
from ui.table_keys import shortest_way  # noqa: E402
from ui.table_shape import TableShape  # noqa: E402

PROGRAM = "/opt/gknb/gknb"
HOME = "/root"
NETWORKS = {"lo"}


class Job:
    """The main job, and what the files outside say of it."""

    def __init__(self, clerk: Clerk, root: Path) -> None:
        self.clerk = clerk
        self.home = root / HOME.lstrip("/")
        self.saved = self.home / "2025.gknb"
        self.paper = read_report(SAMPLE)
        self.edition: Edition = built_in_editions()[self.paper.edition]
        self.last_year = self.home / "2024.pdf"
        export_report(read_report(LAST_YEAR), self.edition, self.last_year)
        self.draft = carry(read_report(self.last_year))

    def run(self) -> None:
        """All of it; raises NotDone at the first thing that does not come."""
        self._begin()
        for part in self.edition.parts:
            self._fill(part)
        self._mend()
        self._preview()
        self._deliver()
        self._compare()

    def _begin(self) -> None:
        clerk = self.clerk
        clerk.look_at("年报填报")
        clerk.settle()
        clerk.picture("开始")
        clerk.press("Return")
        self._give_name("选择去年的报告", f"{HOME}/2024.pdf")
        clerk.look_at("年报填报")
        clerk.settle()
        clerk.picture("读取以后")
        if has_receipt(self.draft):
            clerk.press("ctrl+Next")
        clerk.press("ctrl+s")
        self._give_name("保存报告", f"{HOME}/2025.gknb")
        clerk.look_at("年报填报")
        self._until("last year's file is carried", lambda report: report.year == self.paper.year)
        if self._report().agency != self.draft.agency or self._report().cells != self.draft.cells:
            raise NotDone("the draft is not last year's report carried on")
        clerk.press("ctrl+Return")

    def _give_name(self, title: str, name: str) -> None:
        clerk = self.clerk
        clerk.look_at(title)
        clerk.settle()
        clerk.press("ctrl+a", *name)
        clerk.settle()
        clerk.press("Return")
        clerk.settle()
        if not clerk.is_gone(title):
            # The first Enter closed the list of names that begin so.
            clerk.press("Return")
        clerk.wait(f"{title} closes", lambda: clerk.is_gone(title))

    def _fill(self, part: Part) -> None:
        clerk = self.clerk
        clerk.settle()
        if part.table is None:
            text = self.paper.sections[part.section] or ""
            clerk.press("ctrl+a", "Delete")
            clerk.type(text)
            self._until(part.key, lambda report: report.sections[part.section] == text)
        else:
            self._fill_table(part.table)
        clerk.picture(part.key)
        clerk.press("ctrl+Return")

    def _fill_table(self, table: str) -> None:
        """Column by column where lines are short; a figure is typed where it is not there yet."""
        shape = TableShape(self.edition, table)
        order = shape.typed_by_row if shape.has_wide_values else shape.typed_by_column
        here, keys = order[0], list[str]()
        for target in order:
            wanted = self.paper.value(target)
            if self.draft.value(target) != wanted:
                keys += shortest_way(shape, here, target)
                keys += [*show(wanted)] if wanted is not None else ["Delete"]
                here = target
        self.clerk.press(*keys, "Return")
        self._until(
            table, lambda report: all(report.value(a) == self.paper.value(a) for a in order)
        )

    def _mend(self) -> None:
        """The slip of the paper is found; from its line to the cell, and the right figure."""
        clerk = self.clerk
        clerk.settle()
        clerk.picture("检查")
        parts = [part.table for part in self.edition.parts]
        found = check(self._report(), self.edition, read_report(self.last_year))
        # The list goes by the parts; a text has no table and stands where its part does.
        lines = sorted(found, key=lambda one: parts.index(one.table) if one.table in parts else -1)
        at = next((n for n, one in enumerate(lines) if SLIP in one.cells), None)
        if at is None:
            raise NotDone("the slip is not found")
        clerk.press("Home", *["Down"] * at, "Return")
        clerk.settle()
        clerk.picture("发现不平的格")
        shape = TableShape(self.edition, SLIP.table)
        clerk.press("ctrl+Home", *shortest_way(shape, shape.by_row[0], SLIP), *CORRECTION, "Return")
        self._until("the slip is mended", lambda report: report.value(SLIP) == int(CORRECTION))

    def _preview(self) -> None:
        clerk = self.clerk
        clerk.press("ctrl+p")
        clerk.look_at("预览")
        clerk.settle()
        clerk.picture("预览")
        clerk.press("Escape")
        clerk.wait("preview closes", lambda: clerk.is_gone("预览"))
        clerk.look_at("年报填报")

    def _deliver(self) -> None:
        clerk = self.clerk
        clerk.press("ctrl+e")
        clerk.settle()
        clerk.press("Return")
        clerk.look_at("交付文件夹")
        clerk.settle()
        clerk.press("Return")
        clerk.wait("the delivery", lambda: len(list(self._delivered().glob("*"))) >= len(FORMATS))
        clerk.settle()
        clerk.picture("交付文件夹")
        clerk.press("Escape")
        clerk.look_at("年报填报")

    def _compare(self) -> None:
        """Every file that was handed over holds what was typed, and it adds up."""
        paper = with_totals(self.paper.with_value(SLIP, int(CORRECTION)), self.edition)
        files = sorted(self._delivered().iterdir())
        if sorted(path.suffix for path in files) != sorted(FORMATS):
            raise NotDone(f"delivered: {[path.name for path in files]}")
        for path in files:
            told = load(path).report if path.suffix == ".gknb" else read_report(path)
            wrong = [a for a in self.edition.addresses if told.value(a) != paper.value(a)]
            if wrong or told.agency != paper.agency or told.year != paper.year:
                raise NotDone(f"{path.name}: {wrong}")
            shutil.copy(path, self.clerk.out / path.name)
        if check(self._report(), self.edition):
            raise NotDone("findings are left")

    def _delivered(self) -> Path:
        return self.home / file_stem(self._report(), self.edition)

    # --- what the program has written ----------------------------------------------------

    def _until(self, what: str, holds: Callable[[Report], bool]) -> None:
        """Save, and wait until the file says so."""
        self.clerk.settle()
        self.clerk.press("ctrl+s")

        def is_written() -> bool:
            with suppress(FileError):
                return holds(self._report())
            return False

        self.clerk.wait(what, is_written)

    def _report(self) -> Report:
        return load(self.saved).report


@contextmanager
def program(root: Path, display: str) -> Iterator[subprocess.Popen[bytes]]:
    """The program in the chroot, in a network of its own where there is nothing."""
    socket = root / "tmp" / ".X11-unix"
    socket.mkdir(exist_ok=True)
    subprocess.run(["mount", "--bind", "/tmp/.X11-unix", str(socket)], check=True)
    inside = ["env", "-i", f"HOME={HOME}", f"DISPLAY={display}", "LANG=C.UTF-8", PROGRAM]
    running = subprocess.Popen(["unshare", "--net", "chroot", str(root), *inside])
    try:
        yield running
    finally:
        running.terminate()
        running.wait()
        subprocess.run(["umount", str(socket)], check=True)


def prepare(package: Path, root: Path, suite: str) -> None:
    """A bare Debian with the package copied into it, and nothing of a run before."""
    if not (root / "etc" / "debian_version").exists():
        subprocess.run(["debootstrap", "--variant=minbase", suite, str(root)], check=True)
    inside = root / "opt" / "gknb"
    shutil.rmtree(inside, ignore_errors=True)
    shutil.copytree(package, inside, symlinks=True)
    shutil.rmtree(root / HOME.lstrip("/"))
    (root / HOME.lstrip("/")).mkdir(mode=0o700)
    found = [name for name in ("python3", "python") if _runs(root, name)]
    if found:
        raise NotDone(f"{root} is not bare: {found}")


def _runs(root: Path, name: str) -> bool:
    command = ["chroot", str(root), "/bin/sh", "-c", f"command -v {name}"]
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0


def networks(process: subprocess.Popen[bytes]) -> set[str]:
    """The names of the networks that a process sees."""
    lines = Path(f"/proc/{process.pid}/net/dev").read_text("utf-8").splitlines()[2:]
    return {line.split(":")[0].strip() for line in lines}


def peak_of(process: subprocess.Popen[bytes]) -> int:
    """The most memory that the window's process ever had, MB."""
    told = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    line = next(line for line in told.splitlines() if line.startswith("VmHWM:"))
    return round(int(line.split()[1]) / 1024)


def main() -> int:
    """0 where everything came out as it should."""
    package, root, out = (Path(given).resolve() for given in sys.argv[1:4])
    out.mkdir(parents=True, exist_ok=True)
    prepare(package, root, sys.argv[4] if len(sys.argv) > 4 else "bullseye")
    with screen() as display, program(root, display) as running:
        clerk = Clerk(display, out)
        job = Job(clerk, root)
        job.run()
        if networks(running) != NETWORKS:
            raise NotDone(f"networks: {networks(running)}")
        peak = peak_of(running)
    debian = (root / "etc" / "debian_version").read_text("utf-8").strip()
    print(f"Debian {debian}：按键 {clerk.keys} 次，全部做完；窗口最多占内存 {peak} MB。{out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
