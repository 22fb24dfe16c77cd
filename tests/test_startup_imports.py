"""The window opens without the libraries that only files need."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {
    "doc2docx",
    "docx",
    "lxml",
    "numpy",
    "opencc",
    "openpyxl",
    "PIL",
    "pypdfium2",
    "python_calamine",
    "reportlab",
}


def modules_after(statement: str) -> set[str]:
    """Name the top-level modules that a fresh Python holds after a statement."""
    script = f"import sys\n{statement}\nprint(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_window_starts_without_heavy_libraries():
    loaded = modules_after("import ui.app")
    assert "PySide6" in loaded
    assert not loaded & HEAVY


@pytest.mark.parametrize("module", ["main", "forms", "export"])
def test_core_starts_without_qt_and_heavy_libraries(module):
    assert not modules_after(f"import {module}") & {*HEAVY, "PySide6"}
