"""Collects texts/inside.json, the licences of what lies inside the libraries, from their sources.

    python resources/package/collect_inside.py QT OPENCC CRATES

QT      unpacked sources of qtbase, ``6.8.2=FOLDER,6.11.2=FOLDER``: those next to the Qt that is
        shipped, the older first; a part that both have is told as the first tells it
OPENCC  the unpacked source of OpenCC's Python package
CRATES  for each crate that cannot be had under the Apache licence, and for what OpenCC brings
        without a licence, a file ``NAME.copyright``, as Debian's librust-NAME-dev has it

Run it when a library is renewed; tests/test_inside.py says when the crates' list has grown.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

from inside import APACHE, COLLECTED

ROOT = Path(__file__).resolve().parent.parent.parent
BY_SPDX = "LICENSES"
"""Where Qt's source keeps the texts by their names."""
NOT_IN_LIBRARIES = ("examples", "tests", "testinternal", "util", "cmake")
NOT_IN_OPENCC = ("benchmark", "googletest", "tclap")
LICENCE_NAMES = ("copying", "licen")


class Texts:
    """Licence texts, each kept once; known by the beginning of their sums."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def key(self, text: str) -> str:
        """Keep a text; its key."""
        plain = "\n".join(line.rstrip() for line in text.strip().splitlines())
        key = hashlib.sha256(plain.encode("utf-8")).hexdigest()[:12]
        self.kept[key] = plain
        return key


def main() -> None:
    """Write what the three sources tell."""
    qt, opencc, crates = sys.argv[1:4]
    texts = Texts()
    apache = texts.key((ROOT / "LICENSE").read_text("utf-8"))
    copyrights = {
        path.stem: texts.key(path.read_text("utf-8"))
        for path in sorted(Path(crates).glob("*.copyright"))
    }
    rows: dict[str, Any] = {}
    for told in qt.split(","):
        number, _, folder = told.partition("=")
        for row in _of_qt(Path(folder), number, texts):
            rows.setdefault(row["name"], row)
    collected = {
        "licences": {APACHE: apache},
        "qt": [rows[name] for name in sorted(rows)],
        "parts": _of_opencc(Path(opencc), texts, copyrights),
        "crates": copyrights,
        "texts": texts.kept,
    }
    shown = json.dumps(collected, ensure_ascii=False, indent=1)
    COLLECTED.write_text(shown + "\n", "utf-8", newline="\n")


def _of_qt(folder: Path, number: str, texts: Texts) -> list[dict[str, Any]]:
    """Each part of which Qt's source says that a library has it."""
    rows = []
    for path in sorted(folder.rglob("qt_attribution.json")):
        if set(path.relative_to(folder).parts) & set(NOT_IN_LIBRARIES):
            continue
        # Qt's own reader lets lines break inside a string.
        told = json.loads(path.read_text("utf-8"), strict=False)
        for one in told if isinstance(told, list) else [told]:
            if "libs" in one.get("QtParts", ["libs"]):
                found = _licences_of(one, path.parent, folder / BY_SPDX)
                notice = _notice(one, f"Qt {number}")
                rows.append(
                    {
                        "name": one["Id"],
                        "licence": one.get("LicenseId") or one["License"],
                        "use": " ".join([one["Name"], path.parts[-2], one.get("QtUsage") or ""]),
                        "texts": [texts.key(text) for text in (notice, *found)],
                    }
                )
    return rows


def _licences_of(one: dict[str, Any], folder: Path, by_spdx: Path) -> list[str]:
    """The texts that are named, or those of the licences' names."""
    named = one.get("LicenseFiles") or one.get("LicenseFile") or []
    paths = [folder / name for name in ([named] if isinstance(named, str) else named)]
    if not paths:
        names = re.findall(r"[\w.-]+", one.get("LicenseId") or "")
        paths = [path for name in names if (path := by_spdx / f"{name}.txt").is_file()]
    return [path.read_text("utf-8", "replace") for path in paths]


def _notice(one: dict[str, Any], source: str) -> str:
    """What the source itself says of a part: its name, of whom it is, under what."""
    said = one.get("Copyright") or ""
    lines = [one["Name"], *([said] if isinstance(said, str) else said), one.get("License") or ""]
    return "\n".join([*(line for line in lines if line), f"({source})"])


def _of_opencc(folder: Path, texts: Texts, others: dict[str, str]) -> list[dict[str, Any]]:
    """The libraries in its deps/ but those that only its tests and tools use."""
    rows = []
    for one in sorted(path for path in (folder / "deps").iterdir() if path.is_dir()):
        name, _, number = one.name.rpartition("-")
        if any(word in one.name for word in NOT_IN_OPENCC):
            continue
        files = sorted(p for p in one.glob("*") if p.name.lower().startswith(LICENCE_NAMES))
        found = [texts.key(path.read_text("utf-8")) for path in files] or [others[name]]
        rows.append({"of": "opencc", "name": name, "version": number, "texts": found})
    return rows


if __name__ == "__main__":
    main()
