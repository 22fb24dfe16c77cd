"""The styles of a Word file, as far as they tell headings and numbering."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)
_VALUE = f"{W}val"
_DEEPEST = 20
_BODY_LEVEL = 9


class StyleFacts(NamedTuple):
    """What a paragraph style says. ``outline`` 0–8 for headings, None for body text."""

    name: str
    outline: int | None
    number_id: str | None
    number_level: int


class Styles:
    """The paragraph styles by id, each with what it inherits."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else root.iterchildren(f"{W}style")
        self._elements = {style.get(f"{W}styleId", ""): style for style in found}
        self._facts: dict[str, StyleFacts] = {}

    def facts(self, style_id: str) -> StyleFacts:
        """What the style says; nothing where it is unknown."""
        if style_id not in self._facts:
            self._facts[style_id] = self._gather(style_id)
        return self._facts[style_id]

    def _gather(self, style_id: str) -> StyleFacts:
        name, outline, number_id, level = "", None, None, None
        current = style_id
        for _ in range(_DEEPEST):
            style = self._elements.get(current)
            if style is None:
                break
            own_name = attribute(style, "name") or ""
            name = name or own_name
            if outline is None:
                outline = _outline(style, own_name)
            number_id = number_id or attribute(style, "pPr/numPr/numId")
            level = level or attribute(style, "pPr/numPr/ilvl")
            current = attribute(style, "basedOn") or ""
        if outline is not None and outline >= _BODY_LEVEL:
            outline = None
        return StyleFacts(name, outline, number_id, whole_number(level, 0))


def _outline(style: etree._Element, name: str) -> int | None:
    given = attribute(style, "pPr/outlineLvl")
    if given is not None:
        return whole_number(given, _BODY_LEVEL)
    found = _HEADING_NAME.match(name)
    return int(found[1]) - 1 if found else None


def attribute(element: etree._Element, path: str) -> str | None:
    """The ``w:val`` of a descendant by its path of local names (``pPr/numPr/numId``)."""
    found = element.find(_qualified(path))
    return None if found is None else found.get(_VALUE)


@cache
def _qualified(path: str) -> str:
    return "/".join(f"{W}{step}" for step in path.split("/"))


def whole_number(text: str | None, otherwise: int) -> int:
    """The text as a whole number of modest size, else the other value."""
    return int(text) if text and text.isdecimal() and len(text) < 7 else otherwise
