"""What this program is made of, for a person who reports a fault: ``--version --json``."""

from __future__ import annotations

import json
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from forms.edition_file import known_editions

LIBRARIES = (
    *("PySide6-Essentials", "OpenCC", "lxml", "msdoc2docx", "openpyxl", "pypdfium2"),
    *("python-calamine", "python-docx", "reportlab"),
)
"""What the program stands on, as in setup.cfg."""
BILL = "bom.cdx.json"
"""In the package: the list of everything that is inside (CycloneDX)."""


def versions(program: str) -> dict[str, Any]:
    """``program`` (its version) with Python, the system, the editions and the libraries."""
    editions = [
        {"key": one.key, "name": one.name, "date": one.date, "file": one.file}
        for one in known_editions().values()
    ]
    return {
        "program": program,
        "packaged": bool(getattr(sys, "frozen", False)),
        "python": platform.python_version(),
        "system": platform.platform(),
        "editions": editions,
        "libraries": _libraries(),
    }


def _libraries() -> dict[str, str | None]:
    if getattr(sys, "frozen", False):
        bill = Path(__file__).resolve().parent.parent / BILL
        told = json.loads(bill.read_text("utf-8"))["components"]
        return {one["name"]: one.get("version") for one in told}
    return {name: _installed(name) for name in LIBRARIES}


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
