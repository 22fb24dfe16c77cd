"""Every system call of an edit and a save fails once, and from then on: nothing is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def test_every_failing_call_leaves_file_and_work_whole(tmp_path, quick_disk, faults):
    library = faults
    folder = quick_disk / "disk"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, str(HERE / "fault_driver.py"), str(library), str(folder)],
        env={**os.environ, "LD_PRELOAD": str(library), "GKNB_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    assert told["wrongs"] == []
    # The saved file, the copy of the one before, and the journal, which is written in places.
    assert {"open", "write", "fsync", "close", "rename", "chmod"} <= set(told["calls"])
    assert {"pwrite64", "fdatasync"} <= set(told["calls"])
    assert told["trials"] == len(told["calls"]) * 6
    assert {"saved", "disk_full", "no_access", "in_use", "write_failed"} <= set(told["outcomes"])
