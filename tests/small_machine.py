"""A machine with little memory: what a process and each of its children may address."""

import sys

TWO_GIGABYTES = 2_000_000_000

_BEGIN = """
import os, resource, sys
most = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_AS, (most, most))
os.execv(sys.executable, [sys.executable, *sys.argv[2:]])
"""


def within(most: int, *arguments: str) -> list[str]:
    """Python with these arguments, on a machine that has ``most`` bytes of memory.

    Windows sets no such limit: there it is Python as ever.
    """
    if sys.platform == "win32":
        return [sys.executable, *arguments]
    return [sys.executable, "-c", _BEGIN, str(most), *arguments]
