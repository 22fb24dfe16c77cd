"""A face as reportlab's canvas wants it: one composite font, subset to the characters used.

reportlab's own TrueType class parses every glyph of a file and cuts a text over fonts of 256
characters. This one follows the same protocol of a "dynamic font" (see the docstring of
``reportlab.pdfbase.ttfonts``) with two-byte codes: PDF 1.7, 9.7 Type0, CIDFontType2,
Identity-H, with a ToUnicode map that also holds characters beyond U+FFFF.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from types import SimpleNamespace
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFString,
)

from export.pdf_archive import stream
from export.typeface import Typeface

_SYMBOLIC = 4
_ENTRIES_PER_BLOCK = 100
_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


_numbers = count()


class EmbeddedFace:
    """One face in a PDF. ``fontName`` is what the canvas calls it.

    The characters used are remembered per document, in the order of their first use.
    """

    _dynamicFont = 1  # noqa: N815 - reportlab looks for these names
    _multiByte = 1  # noqa: N815
    shapable = False

    def __init__(self, face: Typeface) -> None:
        self._typeface = face
        # reportlab knows fonts by name alone: two that share one would set each other's glyphs.
        self.fontName = f"{face.postscript_name}:{face.path}:{face.index}:{next(_numbers)}"
        self.face = SimpleNamespace(name=self.fontName)
        self._used: WeakKeyDictionary[Any, dict[str, int]] = WeakKeyDictionary()
        self._names: WeakKeyDictionary[Any, str] = WeakKeyDictionary()

    def stringWidth(self, text: str, size: float, encoding: str = "") -> float:  # noqa: N802
        """The width of a text in points."""
        face = self._typeface
        return sum(face.width(face.glyph(c)) for c in text) * size / 1000

    def splitString(self, text: str, doc: Any, encoding: str = "") -> list[tuple[int, bytes]]:  # noqa: N802
        """The text as codes of this document's font: always one piece."""
        used = self._used.setdefault(doc, {"\0": 0})
        codes = (used.setdefault(character, len(used)) for character in text)
        return [(0, b"".join(code.to_bytes(2, "big") for code in codes))]

    def getSubsetInternalName(self, _subset: int, doc: Any) -> str:  # noqa: N802
        """The font's name in the page's resources, as ``/F1``."""
        if doc not in self._names:
            self._names[doc] = f"F{len(doc.fontMapping) + 1}"
            doc.fontMapping[self.fontName] = "/" + self._names[doc]
            doc.delayedFonts.append(self)
        return "/" + self._names[doc]

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Put the font's objects into the document, when all its text is known."""
        characters = list(self._used.pop(doc))
        name = self._names.pop(doc)
        glyphs = [0, *(self._typeface.glyph(character) for character in characters[1:])]
        base = f"{_tag(int(name[1:]))}+{self._typeface.postscript_name}"
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(base),
                "CIDSystemInfo": PDFDictionary(
                    {
                        "Registry": PDFString("Adobe"),
                        "Ordering": PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "CIDToGIDMap": PDFName("Identity"),
                "DW": 1000,
                "W": PDFArray([0, PDFArray([_plain(self._typeface.width(g)) for g in glyphs])]),
                "FontDescriptor": self._descriptor(doc, base, glyphs),
            }
        )
        font = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": PDFName(base),
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([doc.Reference(descendant)]),
            "ToUnicode": doc.Reference(stream(_to_unicode(characters).encode("ascii"))),
        }
        doc.idToObject["BasicFonts"].dict[name] = doc.Reference(PDFDictionary(font))

    def _descriptor(self, doc: Any, base: str, glyphs: list[int]) -> Any:
        metrics = self._typeface.metrics
        data = self._typeface.subset(glyphs)
        file = stream(data, Length1=len(data))
        descriptor = {
            "Type": PDFName("FontDescriptor"),
            "FontName": PDFName(base),
            "Flags": _SYMBOLIC,
            "FontBBox": PDFArray(metrics.box),
            "ItalicAngle": metrics.italic_angle,
            "Ascent": metrics.ascent,
            "Descent": metrics.descent,
            "CapHeight": metrics.cap_height,
            "StemV": 50 + (metrics.weight // 65) ** 2,
            "FontFile2": doc.Reference(file),
        }
        return doc.Reference(PDFDictionary(descriptor))


def font_name(face: Typeface) -> str:
    """The name by which a canvas sets in this face; made known to reportlab at first use."""
    return (_known.get(face) or _made_known(face)).fontName


def _made_known(face: Typeface) -> EmbeddedFace:
    known = _known[face] = EmbeddedFace(face)
    pdfmetrics.registerFont(known)
    return known


_known: dict[Typeface, EmbeddedFace] = {}


def show_text(
    canvas: Any, pieces: Iterable[tuple[Typeface, str, float, float]], base: float, size: float
) -> None:
    """Pieces of one line, each with its face, its left edge and the space behind a character.

    reportlab's own text object measures each piece again and writes its state each time: that
    was a third of the time in which a paper is set.
    """
    document = canvas._doc  # noqa: SLF001 - fonts ask for it
    code = []
    for face, characters, x, space in pieces:
        font = _known.get(face) or _made_known(face)
        ((_, codes),) = font.splitString(characters, document)
        name = font.getSubsetInternalName(0, document)
        place = f"1 0 0 1 {_short(x)} {_short(base)} Tm {name} {_short(size)} Tf"
        code.append(f"{place} {_short(space)} Tc <{codes.hex()}> Tj")
    canvas.drawText(_Text(f"BT {' '.join(code)} ET"))


class _Text(NamedTuple):
    """Text operators as a canvas takes them."""

    code: str

    def getCode(self) -> str:  # noqa: N802
        return self.code


def _short(number: float) -> str:
    """A number of a page's operators, to a thousandth of a point."""
    return f"{number:.3f}".rstrip("0").rstrip(".")


def _plain(number: float) -> float | int:
    rounded = round(number, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def _tag(number: int) -> str:
    """Six letters that tell one subset from another: ``AAAAAB``."""
    letters = ""
    for _ in range(6):
        number, rest = divmod(number, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _to_unicode(characters: list[str]) -> str:
    """The map from codes to characters (PDF 1.7, 9.10.3)."""
    lines = [
        f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>"
        for code, character in enumerate(characters)
        if code
    ]
    blocks = [lines[n : n + _ENTRIES_PER_BLOCK] for n in range(0, len(lines), _ENTRIES_PER_BLOCK)]
    body = "".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
    )
    return _CMAP_HEAD + body + _CMAP_FOOT
