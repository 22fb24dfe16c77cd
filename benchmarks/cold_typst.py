"""Compile a typst document once in a new process; prints the seconds of the compile alone."""

import sys
import time
from pathlib import Path

import typst

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"

start = time.perf_counter()
data = typst.compile(sys.argv[1], font_paths=[str(FONTS)], ignore_system_fonts=True)
print(time.perf_counter() - start)
assert data.startswith(b"%PDF")
if len(sys.argv) > 2:
    Path(sys.argv[2]).write_bytes(data)
