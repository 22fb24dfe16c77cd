"""What goes into the package, and in which order libraries are lent."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import ROOT
from contents import (
    OPENCC_CONFIGS,
    is_left_out,
    is_module_wanted,
    is_wanted,
    needed_by,
    opencc_files,
)

NAMES = frozenset({"tw2s.json", "TSCharacters.ocd2"})


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqwayland-egl.so", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6\\plugins\\tls\\qopensslbackend.dll", False),
        ("PySide6\\opengl32sw.dll", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("opencc/clib/share/opencc/TSCharacters.ocd2", True),
        ("opencc/clib/share/opencc/TWPhrases.ocd2", False),
        ("opencc/clib/bin/opencc", False),
        ("opencc/clib/opencc_clib.cpython-311-x86_64-linux-gnu.so", True),
        ("reportlab/fonts/Vera.ttf", False),
        ("docx/templates/default.docx", True),
        ("docx/templates/default-docx-template/word/styles.xml", False),
        ("docx/templates/default-header.xml", True),
        ("resources/fonts/NotoSansSC-Medium.ttf", True),
    ],
)
def test_only_what_is_used_is_wanted(place, wanted):
    assert is_wanted(place, NAMES) is wanted


def test_every_script_conversion_of_the_program_is_shipped():
    """The configurations named in the sources are those whose dictionaries go along."""
    named = set()
    for path in (*ROOT.glob("forms/**/*.py"), *ROOT.glob("export/*.py")):
        named |= set(re.findall(r'OpenCC\("(\w+)"\)', path.read_text("utf-8")))
    assert named == set(OPENCC_CONFIGS)


def test_dictionaries_that_configurations_name_exist():
    spec = find_spec("opencc")
    share = Path(spec.origin).parent / "clib" / "share" / "opencc"
    names = opencc_files(share)

    assert {"tw2s.json", "s2tw.json", "TSCharacters.ocd2", "STCharacters.ocd2"} <= names
    assert all((share / name).is_file() for name in names)


def test_what_is_needed_comes_first():
    needs = {"window": {"x", "c"}, "x": {"xau", "c"}, "xau": {"c"}, "c": set(), "lone": set()}
    assert needed_by(["window"], needs.__getitem__) == ["c", "xau", "x", "window"]


def test_a_circle_of_libraries_ends():
    needs = {"a": {"b"}, "b": {"a"}}
    assert needed_by(["a"], needs.__getitem__) == ["b", "a"]


@pytest.mark.parametrize(
    ("library", "left"),
    [("libc.so.6", True), ("libm.so.6", True), ("libcups.so.2", True), ("libcairo.so.2", False)],
)
def test_glibc_stays_the_systems(library, left):
    assert is_left_out(library) is left


@pytest.mark.parametrize(
    ("module", "wanted"),
    [
        ("PIL.PngImagePlugin", True),
        ("PIL.JpegImagePlugin", True),
        ("PIL.TiffImagePlugin", False),
        ("PIL.GribStubImagePlugin", False),
        ("PIL.ImageQt", False),
        ("PIL.Image", True),
        ("reportlab.pdfgen.canvas", True),
    ],
)
def test_of_pillow_only_its_first_five_kinds_of_pictures_go_in(module, wanted):
    assert is_module_wanted(module) is wanted
