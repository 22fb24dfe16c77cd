"""Which glibc a file asks for."""

import shutil
import subprocess

import pytest
from symbols import elf_files, highest, report, version

pytestmark = pytest.mark.skipif(
    not (shutil.which("gcc") and shutil.which("objdump")), reason="no compiler"
)


@pytest.fixture
def library(tmp_path):
    """A library that asks for a C function of glibc 2.27 and for nothing newer."""
    source = tmp_path / "old.c"
    source.write_text(
        "extern int memfd_create(const char *, unsigned);\n"
        'int make(void) { return memfd_create("x", 0); }\n',
        "utf-8",
    )
    path = tmp_path / "liblib.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", path, source], check=True)
    return path


def test_newest_symbol_version(library):
    assert highest(library) == (2, 27)


def test_report_names_what_is_above(library, capsys):
    (library.parent / "note.txt").write_text("no program", "utf-8")
    (library.parent / "link.so").symlink_to(library)

    assert elf_files(library.parent) == [library]
    assert report(library.parent, (2, 27)) == []
    assert report(library.parent, (2, 26)) == [library]
    assert "2.27   liblib.so" in capsys.readouterr().out


def test_versions_are_numbers():
    assert version("2.9") < version("2.28")
