"""The trial of a package: what is wrong with it ends the build."""

import os
import stat

import pytest
from trial import TrialFailed, run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the program")


def package(folder, script):
    program = folder / "gknb"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return folder


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("exit 3", "--version --json: 3"),
        ("echo lacking >&2", "lacking"),
        ("""echo '{"packaged": false, "libraries": {}, "editions": []}'""", "packaged"),
    ],
)
def test_a_program_that_fails_or_complains_is_refused(tmp_path, script, told):
    with pytest.raises(TrialFailed, match=told):
        run(package(tmp_path, script))
