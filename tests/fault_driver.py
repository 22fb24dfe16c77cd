"""An edit and a save with one failing system call, for every call and several errors.

Run by test_faults.py as a program of its own, with faults.c preloaded:
``fault_driver.py LIBRARY FOLDER``. Prints what came of it as JSON.
"""

import ctypes
import errno
import gc
import json
import os
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from forms.cells import Address  # noqa: E402
from forms.errors import UnwritableFile  # noqa: E402
from forms.refusals import error_sentence  # noqa: E402
from forms.report import Report  # noqa: E402
from forms.saving import store  # noqa: E402
from forms.saving.journal import Journal  # noqa: E402
from forms.saving.store import Saved  # noqa: E402
from forms.saving.unfinished import left_behind  # noqa: E402
from ui.session import Session  # noqa: E402

CELL = Address("applications", "received", "person")
ONCE = ("ENOSPC", "EIO", "EACCES", "EBUSY")
LASTING = ("ENOSPC", "EIO")
OLD = Report(agency="某某局", year=2025, edition="2021", cells={CELL: 1})


class Trial:
    """One report in a folder of its own: opened, edited, saved while a call fails."""

    def __init__(self, library: ctypes.CDLL, folder: Path) -> None:
        self.library = library
        self.path = folder / "报告.gknb"
        self.journals = folder / "journal"
        folder.mkdir()
        store.save(self.path, Saved(OLD))
        self.session = Session(journal=Journal(self.journals), backups=folder / "backups")
        self.session.open_file(self.path)
        self.refused: list[UnwritableFile] = []
        self.session.keeper.refused.connect(self.refused.append)
        self.error: UnwritableFile | None = None

    def save_with_fault(self, number: int, error: int, lasting: bool) -> int:
        """Returns how many calls there were."""
        self.library.fault_arm(number, error, lasting)
        try:
            self.session.enter(CELL, 2)
            self.session.save(self.path)
        except UnwritableFile as refusal:
            self.error = refusal
        count = self.library.fault_count()
        self.library.fault_arm(0, 0, 0)
        return count

    def wrongs(self, lasting: bool) -> list[str]:
        """What must not be so."""
        found = []
        wanted = self.session.report
        in_file = store.load(self.path).report
        if wanted.value(CELL) != 2:
            found.append("the window lost the edit")
        if self.error is None and in_file != wanted:
            found.append("told as saved, but is not")
        if self.error is not None and in_file != OLD:
            found.append("told as not saved, but the old file is gone")
        for refusal in (*self.refused, *([self.error] if self.error else [])):
            sentence = error_sentence(refusal)
            if "\n" in sentence or not sentence.endswith(("。", "）")):
                found.append(f"not one sentence: {sentence}")
        if [one.name for one in self.path.parent.iterdir() if one.suffix == ".tmp"] and not lasting:
            found.append("a temporary file is left")
        kept = self._kept_after_crash()
        if wanted not in (in_file, kept) and not (lasting and self.refused):
            found.append("the work is nowhere")
        return found

    def mends(self) -> bool:
        """Once the disk is well again the next save goes well."""
        self.session.enter(CELL, 3)
        self.session.save(self.path)
        return store.load(self.path).report.value(CELL) == 3

    def _kept_after_crash(self) -> Report | None:
        journal = self.session.keeper._journal
        file, state, content = journal._file, journal._state, journal._content
        if file is not None:
            file.close()
        found = left_behind(self.journals)
        if found.damaged:
            return None
        kept = None
        for one in found.unfinished:
            other = Journal(self.journals)
            kept = other.recover(one).saved.report
            other._file.close()
        # As it was, for what comes after the fault.
        journal._file, journal._state, journal._content = None, state, content
        return kept


def run(library: ctypes.CDLL, folder: Path) -> dict:
    wrongs, trials, outcomes = [], 0, Counter()
    first = Trial(library, folder / "count")
    calls = first.save_with_fault(10_000, errno.EIO, False)
    log = ctypes.string_at(library.fault_log()).decode().split()
    for lasting, names in ((False, ONCE), (True, LASTING)):
        for name in names:
            for number in range(1, calls + 1):
                trial = Trial(library, folder / f"{lasting}-{name}-{number}")
                trial.save_with_fault(number, getattr(errno, name), lasting)
                where = f"{number} {log[number - 1]} {name} {'lasting' if lasting else 'once'}"
                wrongs += [f"{where}: {one}" for one in trial.wrongs(lasting)]
                if not trial.mends():
                    wrongs.append(f"{where}: does not mend")
                outcomes["saved" if trial.error is None else trial.error.cause.value] += 1
                trials += 1
                trial.session.keeper.give_up()
                trial.session.file.let_go()
    gc.collect()
    return {"calls": log, "trials": trials, "wrongs": wrongs, "outcomes": outcomes}


if __name__ == "__main__":
    LIBRARY = ctypes.CDLL(sys.argv[1])
    LIBRARY.fault_log.restype = ctypes.c_void_p
    FOLDER = Path(sys.argv[2])
    LIBRARY.fault_watch(os.fsencode(FOLDER))
    sys.stdout.write(json.dumps(run(LIBRARY, FOLDER), ensure_ascii=False))
