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


def test_first_paint_does_without_the_form_and_the_namespace_qt():
    """PySide takes longer to make the namespace Qt than all of our window; of the form's
    modules only the one is there that says where the settings are."""
    script = (
        "import sys\nfrom PySide6 import QtCore\nfrom ui.app import make_application\n"
        "from ui.window import Window\n"
        "application, window = make_application([]), Window()\nwindow.show()\n"
        "print('Qt' in vars(QtCore), *sorted(m for m in sys.modules if m.startswith('forms')))\n"
        "from PySide6.QtCore import Qt\nprint('Qt' in vars(QtCore))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["False", "forms", "forms.data_folder", "True"], done.stderr


@pytest.mark.parametrize("module", ["main", "forms", "export"])
def test_core_starts_without_qt_and_heavy_libraries(module):
    assert not modules_after(f"import {module}") & {*HEAVY, "PySide6"}
