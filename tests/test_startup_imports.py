"""The window opens without the libraries that only files need."""

import subprocess
import sys
from pathlib import Path

import pytest
from balanced import city_report

from forms.saving.store import Saved, save

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


def test_a_saved_report_becomes_a_pdf_without_what_checks_and_reads(tmp_path):
    """A cold process sets a paper while LibreOffice still starts, if it loads nothing else."""
    saved, paper = tmp_path / "a.gknb", tmp_path / "a.pdf"
    save(saved, Saved(city_report()))
    script = (
        "from pathlib import Path\n"
        "from export.export_file import export_report\n"
        "from forms.edition_file import known_edition\n"
        "from forms.reading.open_file import read_report\n"
        f"report = read_report(Path({str(saved)!r}))\n"
        f"export_report(report, known_edition(report.edition), Path({str(paper)!r}))\n"
        "import sys\n"
        "print(*sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert paper.read_bytes().startswith(b"%PDF")
    loaded = set(done.stdout.split())
    assert not {module.split(".")[0] for module in loaded} & (HEAVY - {"PIL", "reportlab"})
    ours = {module for module in loaded if module.startswith("forms.")}
    needless = {"forms.check", "forms.prose", "forms.carry", "forms.wording", "forms.explanations"}
    assert not ours & needless
    assert not [module for module in ours if module.startswith(("forms.text.", "forms.repair"))]
    assert {module for module in ours if module.startswith("forms.reading.")} <= {
        "forms.reading.bounds",
        "forms.reading.encodings",
        "forms.reading.open_file",
        "forms.reading.sector_guard",
        "forms.reading.sniffing",
    }
