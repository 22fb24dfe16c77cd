"""One table of ratios, each pair measured side by side in one run.

``python benchmarks/run.py [--write]``: prints the table; with ``--write`` it replaces the
table in docs/performance.md, with machine and date.
"""

import datetime
import os
import platform
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import readers
import writers
from pairs import Row, all_findings, edit, first_paint, full_check, pdf, text_key, workbook

from forms.data_folder import DATA_VARIABLE

PAGE = ROOT / "docs" / "performance.md"
START, END = "<!-- table -->", "<!-- end of table -->"


def table(rows: list[Row]) -> str:
    lines = ["| pair | ours (ms) | bare (ms) | ratio | goal |", "| --- | --: | --: | --: | --: |"]
    for row in rows:
        met = "" if row.ratio <= row.goal else " ✗"
        figures = f"{row.ours * 1000:.1f} | {row.bare * 1000:.1f} | {row.ratio:.2f}{met}"
        lines.append(f"| {row.name} | {figures} | ≤ {row.goal} |")
    return "\n".join(lines)


def machine() -> str:
    return (
        f"{datetime.date.today().isoformat()}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores, CPython {platform.python_version()}"
    )


def main() -> int:
    # The person's own unfinished work would be offered on the first page.
    with tempfile.TemporaryDirectory() as folder:
        os.environ[DATA_VARIABLE] = folder
        return measure()


def measure() -> int:
    pairs = (first_paint, edit, all_findings, text_key, full_check, pdf, workbook)
    rows = [row for pair in pairs if (row := pair())]
    rows += [*writers.rows(), *readers.rows()]
    text = table(rows)
    print(f"{machine()}\n\n{text}")
    if "--write" in sys.argv:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(START)
        _, _, after = rest.partition(END)
        page = f"{before}{START}\n{machine()}\n\n{text}\n{END}{after}"
        PAGE.write_text(page, encoding="utf-8")
    return 0 if all(row.ratio <= row.goal for row in rows) else 1


sys.exit(main())
