"""A machine without Chinese faces shows the window's arrows with the bundled interface face."""

import ast

from conftest import ROOT
from reportlab.pdfbase.ttfonts import TTFontFile

from ui.style import BUNDLED_INTERFACE, FONTS

ARROWS = "▸▾▶▼◀›∨→"
"""What a desktop's other faces hide: Chinese faces lack most of them."""


def shown(path):
    """Every sign in a module's strings that are not docstrings."""
    tree = ast.parse(path.read_bytes())
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in bare)
    return {sign for text in texts if isinstance(text.value, str) for sign in text.value}


def test_every_arrow_has_a_glyph():
    glyphs = TTFontFile(str(FONTS / BUNDLED_INTERFACE)).charToGlyph
    used = {sign for path in ROOT.glob("ui/**/*.py") for sign in shown(path)} & set(ARROWS)
    assert used
    assert {sign for sign in used if ord(sign) not in glyphs} == set()
