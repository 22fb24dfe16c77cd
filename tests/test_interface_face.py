"""A machine without Chinese faces shows the window and the papers with the bundled faces."""

import ast
import unicodedata
from functools import cache

import pytest
from conftest import ROOT
from reportlab.pdfbase.ttfonts import TTFontFile

from export.fonts import BUNDLE
from ui.style import BUNDLED_INTERFACE

LOOKED_FOR = (
    "forms/reading/",
    "forms/counts.py",
    "forms/report_json.py",
    "forms/text/denials.py",
    "forms/text/label_owner.py",
    "forms/text/text_slips.py",
    "forms/collecting/examining.py",
    "forms/collecting/unit_names.py",
    "export/pdf_text.py",
    "export/legal_text.py",
    "export/pdf_archive.py",
)
"""What these hold is looked for in what others wrote; whatever they say is told by others."""
FALLBACK = "NotoSerifSC-Regular.ttf"
UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
TEXTS = ("resources/editions/*.toml", "resources/help/*.md", "resources/samples/*.txt")


def strings(path):
    """Give every sign in a module's strings that are not docstrings."""
    tree = ast.parse(path.read_bytes())
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in bare)
    return {sign for text in texts if isinstance(text.value, str) for sign in text.value}


@cache
def shown():
    """Give sign → the files that show it: the window's, the papers', the wordings', the manual's."""
    found = {}
    modules = (path for room in ("ui", "forms", "export") for path in ROOT.glob(f"{room}/**/*.py"))
    for path in modules:
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(LOOKED_FOR):
            for sign in strings(path):
                found.setdefault(sign, set()).add(name)
    for path in (path for pattern in TEXTS for path in ROOT.glob(pattern)):
        for sign in set(path.read_text("utf-8")):
            found.setdefault(sign, set()).add(path.name)
    return {
        sign: names for sign, names in found.items() if unicodedata.category(sign) not in UNSEEN
    }


@pytest.fixture(scope="module")
def glyphs():
    faces = (BUNDLED_INTERFACE, FALLBACK)
    return {name: set(TTFontFile(str(BUNDLE / name)).charToGlyph) for name in faces}


def test_every_sign_that_the_program_shows_is_in_the_bundled_interface_face(glyphs):
    found = shown()
    assert {"✓", "▲", "→", "报"} <= set(found)
    assert {s: n for s, n in found.items() if ord(s) not in glyphs[BUNDLED_INTERFACE]} == {}


def test_every_sign_of_a_paper_is_in_the_face_that_papers_fall_back_to(glyphs):
    papers = {
        sign
        for sign, names in shown().items()
        if any(name.startswith("export/") or "/" not in name for name in names)
    }
    assert papers
    assert {sign for sign in papers if ord(sign) not in glyphs[FALLBACK]} == set()
