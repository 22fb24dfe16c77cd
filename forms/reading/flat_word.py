"""A Word document that is one XML file → the parts of a .docx.

Two kinds: the flat form of .docx (``pkg:package``), and the XML of Word 2003, in which
systems that fill in templates write files named .doc.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from forms.errors import Cause, UnreadableFile
from forms.reading.docx_styles import W

_OLD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_AUXILIARY = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_MOST_ATTRIBUTES = 500
_RENAMED = {"vmerge": "vMerge", "hmerge": "hMerge"}


class FlatParts(NamedTuple):
    """The elements of the parts; None for one that is not there."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None


def flat_parts(root: etree._Element, name: str) -> FlatParts:
    """The parts of either kind. Raises UnreadableFile (TRUNCATED, TOO_LARGE)."""
    if root.tag == f"{_PACKAGE}package":
        return _packed(root, name)
    _rename(root, name)
    return FlatParts(root, root.find(f"{W}styles"), None)


def _packed(root: etree._Element, name: str) -> FlatParts:
    found = {
        part.get(f"{_PACKAGE}name", ""): inner
        for part in root.iterchildren(f"{_PACKAGE}part")
        for inner in part.iterfind(f"{_PACKAGE}xmlData/*")
    }
    document = found.get("/word/document.xml")
    if document is None:
        raise UnreadableFile(name, Cause.TRUNCATED, "pkg:package")
    return FlatParts(document, found.get("/word/styles.xml"), found.get("/word/numbering.xml"))


def _rename(root: etree._Element, name: str) -> None:
    """Give the elements of Word 2003 the names that they have in a .docx."""
    for element in root.iter("*"):
        tag = element.tag
        if tag.startswith(_OLD):
            plain = tag[len(_OLD) :]
            element.tag = W + _RENAMED.get(plain, plain)
        elif tag.startswith(_AUXILIARY):
            # Sections, which hold paragraphs and tables.
            element.tag = f"{W}customXml"
        # To list them takes the square of their number.
        if len(element.attrib) > _MOST_ATTRIBUTES:
            raise UnreadableFile(name, Cause.TOO_LARGE, "attributes")
        for key, value in element.attrib.items():
            if isinstance(key, str) and key.startswith(_OLD):
                element.set(W + key[len(_OLD) :], value)
