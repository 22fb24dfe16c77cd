"""What a folder weighs, by what it is for: ``python resources/package/sizes.py FOLDER``."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

GROUPS = (
    ("中文字体 faces", r"resources/fonts/"),
    ("ICU", r"libicu"),
    ("Qt", r"PySide6/|shiboken6/"),
    ("系统没有时借用的库 lent libraries", r"/spare/"),
    ("PDFium", r"pypdfium2"),
    ("lxml", r"/lxml/"),
    ("Pillow", r"/PIL/|pillow\.libs/"),
    ("OpenCC", r"/opencc/"),
    ("Python", r"libpython|lib-dynload|base_library"),
    ("程序和纯 Python 组件 program", r"^gknb(?:-cli)?(?:\.exe)?$"),
)
"""The first whose pattern is found in a file's place counts it."""
OTHERS = "其他 others"
_LARGEST = 30
_MEGA = 1e6


def total(folder: Path) -> int:
    """Bytes of all files of a folder, without links."""
    return sum(size for size, _ in weighed(folder))


def weighed(folder: Path) -> list[tuple[int, str]]:
    """(bytes, place) of every file, the largest first."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    found = [(path.stat().st_size, path.relative_to(folder).as_posix()) for path in files]
    return sorted(found, reverse=True)


def group_of(place: str) -> str:
    """Of which group a file is, by its place in the folder."""
    return next((name for name, kind in GROUPS if re.search(kind, place)), OTHERS)


def report(folder: Path) -> None:
    """Print the groups and the largest files, in megabytes (10⁶ bytes)."""
    files = weighed(folder)
    groups: Counter[str] = Counter()
    for size, place in files:
        groups[group_of(place)] += size
    for name, size in groups.most_common():
        print(f"{size / _MEGA:8.2f}  {name}")
    print()
    for size, place in files[:_LARGEST]:
        print(f"{size / _MEGA:8.2f}  {place}")


if __name__ == "__main__":
    report(Path(sys.argv[1]))
