"""The longest time that the window did not answer, from last year's file to the delivery folder.

``python benchmarks/freeze.py [ROUNDS]``: three clerks walk through the real window by turns (Xvfb
and xdotool are needed), and the longest blocks of each walk are printed: the window's own work
(processor time of its thread, from its first paint on), what the clock said, and where it was.
The quietest round counts: others that use the machine take the caches and make a block twice as
long.
"""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from three_clerks import city, display, middling, small, walk

from forms.data_folder import DATA_VARIABLE

GOAL_MS = 100
SHOWN = 3


def main(rounds: int) -> int:
    longest: dict[str, list[int]] = {}
    with display() as screen:
        for _ in range(rounds):
            for clerk in (middling, small, city):
                with tempfile.TemporaryDirectory() as folder:
                    os.environ[DATA_VARIABLE] = folder
                    blocks = walk(screen, Path(folder), clerk(Path(folder)))["blocks"]
                longest.setdefault(clerk.__name__, []).append(blocks[0][0])
                told = ", ".join(f"{own} ({late}) at {at}" for own, late, at in blocks[:SHOWN])
                print(f"{clerk.__name__}: {told}", flush=True)
    print(f"\n| clerk | longest block, ms | ratio to {GOAL_MS} ms | goal |")
    print("| --- | --: | --: | --: |")
    for name, found in longest.items():
        ratio = min(found) / GOAL_MS
        print(f"| {name} | {' '.join(map(str, sorted(found)))} | {ratio:.2f} | ≤ 1.0 |")
    return 0 if all(min(found) <= GOAL_MS for found in longest.values()) else 1


sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
