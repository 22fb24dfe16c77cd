"""What lies inside a shipped library without a word of it in its wheel: parts of others.

Qt's wheel brings no list of the parts that are built into it, python-calamine's names its crates
but not their licences, OpenCC's is silent. texts/inside.json tells of each with the text of its
licence; collect_inside.py makes it from the sources. A part that needs a text which was not
collected ends the build.
"""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any, NamedTuple

COLLECTED = Path(__file__).resolve().parent / "texts" / "inside.json"
APACHE = "Apache-2.0"


class LicenceMissing(Exception):
    """A component whose licence text was found nowhere; the argument is its name."""


class Part(NamedTuple):
    """A part of another library. ``texts`` are (name, text)."""

    name: str
    version: str
    licence: str
    texts: tuple[tuple[str, str], ...]


ELSEWHERE = (
    r"Android p|(?:on|for) macOS|WebAssembly|Qt Network|publicsuffix|qjpeg|build system|Wayland|"
    + (r"Direct ?3D|D3D12" if sys.platform.startswith("linux") else r"XCB")
)
"""What Qt says of a part's use where the package does not have it."""


def parts_of(one: Distribution) -> tuple[Part, ...]:
    """The parts inside a Python package that its own licence files do not tell of."""
    name = one.metadata["Name"].lower().replace("-", "_")
    told = [_of(row) for row in _collected()["parts"] if row["of"] == name]
    if name == "pyside6_essentials":
        unused = re.compile(ELSEWHERE)
        rows = _collected()["qt"]
        told += [_of(row) for row in rows if not unused.search(row["use"])]
    return (*told, *_crates(one))


def _crates(one: Distribution) -> list[Part]:
    """The crates that a wheel's own list (PEP 770) names."""
    lists = [
        json.loads(file.locate().read_text("utf-8"))
        for file in one.files or []
        if "/sboms/" in file.as_posix() and file.name.endswith(".json")
    ]
    crates = [
        entry
        for told in lists
        for entry in told.get("components", [])
        if entry.get("purl", "").startswith("pkg:cargo/")
    ]
    return [_crate(entry) for entry in crates]


def _crate(entry: dict[str, Any]) -> Part:
    name, licences = entry["name"], entry.get("licenses") or [{}]
    licence = licences[0].get("expression", "")
    texts = _collected()["texts"]
    # Debian's names have no low strokes.
    key = _collected()["crates"].get(name.replace("_", "-"))
    if key:
        found = (name, texts[key])
    elif re.search(rf"\b{APACHE}\b(?! WITH)", licence):
        # The one that is chosen where there is a choice.
        found = (APACHE, texts[_collected()["licences"][APACHE]])
    else:
        raise LicenceMissing(f"{name} ({licence})")
    return Part(name, entry.get("version", ""), licence, (found,))


def _of(row: dict[str, Any]) -> Part:
    texts = _collected()["texts"]
    named = tuple((row["name"], texts[key]) for key in row["texts"])
    return Part(row["name"], row.get("version", ""), row.get("licence", ""), named)


@cache
def _collected() -> dict[str, Any]:
    return json.loads(COLLECTED.read_text("utf-8"))  # type: ignore[no-any-return]
