"""The numbers that Word writes before a paragraph by itself: ``一、``, ``（二）``, ``3.``.

They are no part of the paragraph's text, and headings would lose them.
"""

from __future__ import annotations

import re

from lxml import etree

from forms.reading.docx_styles import Styles, W, attribute, whole_number

_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset(
    "chineseCounting chineseCountingThousand japaneseCounting taiwaneseCounting "
    "taiwaneseCountingThousand ideographDigital".split()
)
_CIRCLED_ONE = ord("①")
_PLACE = re.compile(r"%([1-9])")


class Numbering:
    """The lists of a document; counts them as its paragraphs go by."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, etree._Element]] = {}
        self._abstract_of: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._load(root)

    def _load(self, root: etree._Element) -> None:
        for abstract in root.iterchildren(f"{W}abstractNum"):
            key = abstract.get(f"{W}abstractNumId", "")
            self._levels[key] = {
                whole_number(level.get(f"{W}ilvl"), 0): level
                for level in abstract.iterchildren(f"{W}lvl")
            }
        for number in root.iterchildren(f"{W}num"):
            key = number.get(f"{W}numId", "")
            self._abstract_of[key] = attribute(number, "abstractNumId") or ""
            for override in number.iterchildren(f"{W}lvlOverride"):
                start = attribute(override, "startOverride")
                if start is not None:
                    level = whole_number(override.get(f"{W}ilvl"), 0)
                    self._starts[key, level] = whole_number(start, 1)

    def mark(self, properties: etree._Element | None, style_id: str) -> str:
        """The number before the paragraph with these properties; empty where it has none."""
        facts = self._styles.facts(style_id)
        number_id, level = facts.number_id, facts.number_level
        own = None if properties is None else properties.find(f"{W}numPr")
        if own is not None:
            number_id = attribute(own, "numId") or number_id
            level = whole_number(attribute(own, "ilvl"), level)
        abstract = self._abstract_of.get(number_id or "", "")
        levels = self._levels.get(abstract)
        if number_id is None or levels is None or level not in levels:
            return ""
        counts = self._count(number_id, abstract, level)
        return self._worded(levels, level, counts)

    def _count(self, number_id: str, abstract: str, level: int) -> dict[int, int]:
        counts = self._counts.setdefault(abstract, {})
        if number_id not in self._begun:
            self._begun.add(number_id)
            if any(key == number_id for key, _ in self._starts):
                counts.clear()
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        for upper in range(level):
            counts.setdefault(upper, self._start(number_id, abstract, upper))
        start = self._start(number_id, abstract, level)
        counts[level] = counts[level] + 1 if level in counts else start
        return counts

    def _start(self, number_id: str, abstract: str, level: int) -> int:
        if (number_id, level) in self._starts:
            return self._starts[number_id, level]
        element = self._levels[abstract].get(level)
        return 1 if element is None else whole_number(attribute(element, "start"), 1)

    def _worded(self, levels: dict[int, etree._Element], level: int, counts: dict[int, int]) -> str:
        def place(found: re.Match[str]) -> str:
            which = int(found[1]) - 1
            if which not in counts or which not in levels:
                return ""
            kind = attribute(levels[which], "numFmt") or "decimal"
            return numeral(counts[which], kind)

        if attribute(levels[level], "numFmt") in ("bullet", "none"):
            return ""
        return _PLACE.sub(place, attribute(levels[level], "lvlText") or "")


def numeral(number: int, kind: str) -> str:
    """The number as the list's format writes it.

    >>> numeral(12, "chineseCounting"), numeral(3, "decimalEnclosedCircle"), numeral(3, "decimal")
    ('十二', '③', '3')
    """
    if kind in _CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
        return head + (_DIGITS[ones] if ones else "")
    if kind.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(_CIRCLED_ONE + number - 1)
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr((ord("a") if kind == "lowerLetter" else ord("A")) + number - 1)
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 40:
        roman = "X" * (number // 10) + ("", *"I II III IV V VI VII VIII IX".split())[number % 10]
        return roman.lower() if kind == "lowerRoman" else roman
    return str(number)
