"""The rules of an edition, as data: linear relations between cells.

One rule of an edition file ("per column, the parts add up to the total") becomes one
``Relation`` per place. Three interpreters read them: ``forms.check`` (arithmetic),
``export.formulas`` (Excel) and ``forms.wording`` (Chinese sentences). Nothing is evaluated
from text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from forms.cells import Address
from forms.counts import Number


class Level(str, Enum):
    """How grave a finding is. Only an error stops a final report, and nothing blocks typing."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Operator(str, Enum):
    """How the two sides of a relation stand to each other."""

    EQUAL = "="
    AT_LEAST = ">="


@dataclass(frozen=True)
class Term:
    """One cell of a side, added or subtracted, of this year's report or of last year's."""

    address: Address
    sign: int = 1
    last_year: bool = False


@dataclass(frozen=True)
class Relation:
    """``actual`` side (operator) ``expected`` side, at one place.

    For a total: ``actual`` is the total's cell, ``expected`` its parts. For the balance
    一＋二＝三（七）＋四: ``expected`` is 一＋二. ``place`` is the row or column key that the
    relation speaks of; ``by_column`` says which of the two. ``is_total`` where the actual
    side is one cell that a program may compute. ``constant`` is a known figure that the
    expected side has besides its cells.
    """

    code: str
    level: Level
    table: str
    place: str
    by_column: bool
    expected: tuple[Term, ...]
    actual: tuple[Term, ...]
    operator: Operator = Operator.EQUAL
    is_total: bool = False
    constant: Number = 0

    @cached_property
    def cells(self) -> tuple[Address, ...]:
        """This year's cells, the actual side first, each once."""
        terms = self.actual + self.expected
        return tuple(dict.fromkeys(term.address for term in terms if not term.last_year))

    @cached_property
    def crosses_years(self) -> bool:
        """True where last year's report is needed."""
        return any(term.last_year for term in self.expected + self.actual)


class TextRuleKind(str, Enum):
    """What a rule about a section asks for."""

    PRESENT = "present"
    FILLED = "filled"
    LENGTH = "length"
    MENTIONS = "mentions"
    TOPICS = "topics"


@dataclass(frozen=True)
class TextRule:
    """A rule about one section's text.

    ``shortest`` and ``longest`` are characters without white space (None: no limit);
    ``words`` are what it should mention (any of them for MENTIONS, each for TOPICS); ``about``
    says what they stand for, where a text has many ways to say it. MENTIONS is asked of no
    text shorter than ``shortest``. It holds for agencies whose name ends with ``agency_ends``.
    """

    code: str
    level: Level
    kind: TextRuleKind
    section: str
    shortest: int | None = None
    longest: int | None = None
    words: tuple[str, ...] = ()
    agency_ends: str = ""
    about: str = ""
