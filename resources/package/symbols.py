"""Says which glibc each file of a folder asks for, and whether that is more than promised.

``python resources/package/symbols.py FOLDER [2.28]`` prints the highest GLIBC symbol version of
every ELF file, the newest last, and ends with 1 when one is above the target.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

TARGET = (2, 28)
"""Kylin V10 and openEuler 20.03; UOS 20 has 2.28 as well."""
_ELF = b"\x7fELF"
_SYMBOL = re.compile(r"\bGLIBC_(\d+(?:\.\d+)+)\b")

Version = tuple[int, ...]


def highest(path: Path) -> Version:
    """The newest glibc whose symbols a file asks for; ``()`` where it asks for none."""
    told = subprocess.run(
        ["objdump", "-p", str(path)], capture_output=True, text=True, check=True
    ).stdout
    asked = told.split("Version References:")[-1] if "Version References:" in told else ""
    return max((version(found) for found in _SYMBOL.findall(asked)), default=())


def version(text: str) -> Version:
    """``2.28`` → (2, 28)."""
    return tuple(int(number) for number in text.split("."))


def elf_files(folder: Path) -> list[Path]:
    """Every program and library below a folder."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(len(_ELF)) == _ELF:
                    found.append(path)
    return found


def report(folder: Path, target: Version = TARGET) -> list[Path]:
    """Print every file with its version; returns those above the target."""
    asked = sorted((highest(path), path) for path in elf_files(folder))
    for needs, path in asked:
        shown = ".".join(map(str, needs)) or "-"
        print(f"{shown:6} {path.relative_to(folder)}")
    return [path for needs, path in asked if needs > target]


def main() -> int:
    """1 where a file is above the target."""
    target = version(sys.argv[2]) if len(sys.argv) > 2 else TARGET
    above = report(Path(sys.argv[1]), target)
    shown = ".".join(map(str, target))
    if above:
        print(f"{len(above)} 个文件需要高于 {shown} 的 glibc。", file=sys.stderr)
        return 1
    print(f"全部文件都能在 glibc {shown} 上运行。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
