"""A report: an immutable value laid over an edition of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from forms.cells import Address
from forms.counts import Number, Value, is_number
from forms.live_figures import LiveFigure, followed, moved

SECTIONS = (
    "preface",
    "overview",
    "disclosure_note",
    "applications_note",
    "disputes_note",
    "problems",
    "other",
)
"""The texts of a report, in the order in which they are printed."""


Choice = tuple[tuple[str, str], ...]
"""One way to read some cells: pairs of address and text, as ``counts.read_cell`` takes it."""


@dataclass(frozen=True)
class Remark:
    """Something to tell about the report as it was read: placed by guess, repaired, left over.

    ``code`` is stable and readable (``year.guessed``); ``message`` is one Chinese sentence;
    ``where`` is a cell address, a section key or a place in the file; ``text`` is what found no
    place, in full; ``choices`` are the ways to read what was left blank.
    """

    code: str
    message: str
    where: str = ""
    text: str = ""
    choices: tuple[Choice, ...] = ()

    def speaks_of(self, address: Address) -> bool:
        """True for a cell that it names, by itself, by its row or in a way to read it."""
        name = str(address)
        return (
            name == self.where
            or name.startswith(f"{self.where}.")
            or any(cell == name for choice in self.choices[:1] for cell, _ in choice)
        )


def _frozen(items: Mapping[Any, Any]) -> Mapping[Any, Any]:
    return items if isinstance(items, MappingProxyType) else MappingProxyType(dict(items))


@dataclass(frozen=True)
class Report:
    """One agency's report for one year.

    ``cells`` holds every cell that is not blank (a missing key is a blank cell);
    ``sections`` holds a text (paragraphs, one per line) or None where the section is missing;
    ``units`` remembers the unit that stood in a cell (``元``); ``origins`` remembers where a
    cell (by address) or a section (by key) stood in the file that was read. ``control_totals``
    are figures of the office's own ledger (keys as in ``Edition.control_places``); ``figures``
    are the figures of the texts that follow their cells: whatever changes, they agree with them.
    Provenance does not make two reports different: ``origins`` is left out of comparison.
    """

    agency: str = ""
    year: int | None = None
    edition: str = "2021"
    cells: Mapping[Address, Value] = field(default_factory=dict)
    sections: Mapping[str, str | None] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = field(default=(), compare=False)
    units: Mapping[Address, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict, compare=False)
    control_totals: Mapping[str, Number] = field(default_factory=dict)
    figures: tuple[LiveFigure, ...] = ()

    def __post_init__(self) -> None:
        known = {address: value for address, value in self.cells.items() if value is not None}
        object.__setattr__(self, "cells", MappingProxyType(known))
        texts = {key: self.sections.get(key) for key in SECTIONS}
        if self.figures:
            texts, figures = followed(texts, self.figures, known)
            object.__setattr__(self, "figures", figures)
        object.__setattr__(self, "sections", MappingProxyType(texts))
        object.__setattr__(self, "units", _frozen(self.units))
        object.__setattr__(self, "origins", _frozen(self.origins))
        object.__setattr__(self, "control_totals", _frozen(self.control_totals))

    def value(self, address: Address) -> Value:
        """The cell's value; None where it is blank."""
        return self.cells.get(address)

    def number(self, address: Address) -> Number | None:
        """The cell's number; None where it is blank or no number."""
        value = self.cells.get(address)
        return value if is_number(value) else None  # type: ignore[return-value]

    def with_value(self, address: Address, value: Value) -> Report:
        """A new report with one cell changed."""
        return self.with_values({address: value})

    def with_values(self, changes: Mapping[Address, Value]) -> Report:
        """A new report with some cells changed. None makes a cell blank."""
        return replace(self, cells={**self.cells, **changes})

    def with_section(
        self, key: str, text: str | None, figures: tuple[LiveFigure, ...] | None = None
    ) -> Report:
        """A new report with one section changed. Raises KeyError for an unknown section.

        ``figures`` are the live ones in the new text; None: those of the old one move along.
        """
        if key not in SECTIONS:
            raise KeyError(key)
        if figures is None:
            figures = moved(self.figures_of(key), self.sections[key] or "", text or "")
        others = tuple(one for one in self.figures if one.section != key)
        return replace(self, sections={**self.sections, key: text}, figures=others + figures)

    def figures_of(self, key: str) -> tuple[LiveFigure, ...]:
        """The live figures of one section, left to right."""
        return tuple(one for one in self.figures if one.section == key)

    def with_control_total(self, key: str, figure: Number | None) -> Report:
        """A new report with one control total changed; None takes it away."""
        others = {name: one for name, one in self.control_totals.items() if name != key}
        return replace(self, control_totals=others if figure is None else {**others, key: figure})

    def replace(self, **changes: Any) -> Report:
        """A new report with some fields changed."""
        return replace(self, **changes)
