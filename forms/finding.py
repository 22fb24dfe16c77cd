"""What a rule has to say: a value, without words. ``forms.wording`` makes the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from forms.cells import Address
from forms.counts import Number, Value
from forms.rules import Level, Relation


@dataclass(frozen=True)
class Finding:
    """Something that does not agree, at one place.

    ``expected`` and ``actual`` are the two sides of a relation, or the limit and what stands
    there; for a figure in a text, the table's figure and the text's. ``incomplete``: a side
    still has blanks, its sum is what is known so far. ``section`` is set for findings about a
    text, ``relation`` for those of a relation, ``words`` names what is missing in a text or
    quotes what stands there, at ``start:end`` of the section's text. ``passed_on``: it
    comes from last year's report, in which the same figures, or those compared, do not agree.
    """

    code: str
    level: Level
    cells: tuple[Address, ...] = ()
    expected: Number | None = None
    actual: Value = None
    table: str | None = None
    place: str = ""
    section: str | None = None
    incomplete: bool = False
    relation: Relation | None = None
    passed_on: bool = False
    words: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
