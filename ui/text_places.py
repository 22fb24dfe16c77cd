"""A place in a text ↔ the place in Qt's document, where rare characters count twice."""

from __future__ import annotations


def to_document(text: str, place: int) -> int:
    """How many of Qt's units stand before a place of a text."""
    return _units(text[:place])


def from_document(text: str, units: int) -> int:
    """The reverse."""
    if _units(text) == len(text):
        return min(units, len(text))
    counted = 0
    for place, sign in enumerate(text):
        if counted >= units:
            return place
        counted += _units(sign)
    return len(text)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
