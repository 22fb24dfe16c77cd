"""Runs a command and says what it took: ``measured.py COMMAND…`` prints JSON.

A small process of its own: a child's peak of memory begins with that of the one it came from.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile

with tempfile.TemporaryFile() as said:
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=said)
    _, status, _ = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    said.seek(0)
    # The process and every child of its own.
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    json.dump(
        {
            "code": process.returncode,
            "said": said.read().decode(),
            "seconds": used.ru_utime + used.ru_stime,
            "megabytes": used.ru_maxrss // 1024,
        },
        sys.stdout,
    )
