"""The command ``check``: findings, explanations, likely repairs, and the figures of the texts."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from export.commands import CLEAN, FAILED, FOUND, print_json, told
from forms.check import Finding, check
from forms.culprit import Suggestion, suggestions
from forms.edition import Edition
from forms.edition_file import known_editions
from forms.errors import FileError
from forms.explanations import Settled, settle
from forms.reading.apart import read_apart, read_saved_apart
from forms.refusals import one_line
from forms.repair.repair_wording import NO_REPAIR, suggestion_sentence, suggestions_json
from forms.report import Report
from forms.report_json import plain_number
from forms.rules import Level
from forms.saving.store import Saved
from forms.text.figure_ledger import Entry, figure_ledger
from forms.text.figure_wording import figure_json, figure_sentence
from forms.wording import SECTION_NAMES, finding_sentence, part_heading


def check_files(options: argparse.Namespace) -> int:
    """Findings of each file, one per line or as JSON, with the likely repairs."""
    code = CLEAN
    last_year = None
    if options.last_year:
        try:
            last_year = read_apart(Path(options.last_year))
        except FileError as error:
            told(error)
            code = FAILED
    results: list[dict[str, Any]] = []
    for name in options.files:
        try:
            checked = Checked(name, read_saved_apart(Path(name)), last_year, not options.no_hints)
        except FileError as error:
            results.append({"file": name, "error": told(error)})
            code = FAILED
            continue
        results.append(checked.as_json(options.figures))
        if not options.json:
            for line in checked.lines(options.figures):
                print(one_line(f"{name}: {line}"))
        errors = any(finding.level is Level.ERROR for finding in checked.settled.open)
        code = max(code, FOUND if errors else CLEAN)
    if options.json:
        print_json(results)
    return code


@dataclass(frozen=True)
class Checked:
    """One file and what was found in it.

    A saved file brings last year's report and the explanations along; a last year's report
    that is ``given`` goes before its own. Without ``hints`` only errors and warnings are told.
    """

    name: str
    saved: Saved
    given: Report | None
    hints: bool

    @property
    def report(self) -> Report:
        """The report itself."""
        return self.saved.report

    @property
    def edition(self) -> Edition:
        """Its edition."""
        return known_editions()[self.report.edition]

    @property
    def last_year(self) -> Report | None:
        """Last year's report, where one is known."""
        return self.given or self.saved.last_year

    @cached_property
    def settled(self) -> Settled:
        """The open findings, and those whose explanation still holds."""
        found = check(self.report, self.edition, self.last_year)
        shown = [one for one in found if self.hints or one.level is not Level.HINT]
        return settle(shown, self.saved.explanations, self.report, self.last_year)

    @cached_property
    def repairs(self) -> tuple[Suggestion, ...]:
        """What would make everything add up; what was explained may stay."""
        relations = [one.finding.relation for one in self.settled.explained]
        explained = [relation for relation in relations if relation is not None]
        return suggestions(self.report, self.edition, self.last_year, explained=explained)

    @property
    def is_unbalanced(self) -> bool:
        """Whether a sum is wrong that should be repaired."""
        return any(
            one.relation and one.level is Level.ERROR and not one.passed_on
            for one in self.settled.open
        )

    @property
    def _figures(self) -> tuple[Entry, ...]:
        return figure_ledger(self.report, self.edition, self.last_year)

    def lines(self, figures: bool) -> Iterator[str]:
        """For the eye: part, cell, sentence."""
        for finding in self.settled.open:
            yield self._line(finding)
        for finding, explanation in self.settled.explained:
            yield f"{self._line(finding)}（已说明情况：{explanation.reason}）"
        for repair in self.repairs:
            yield f"可能的改法: {suggestion_sentence(repair, self.edition)}"
        if self.is_unbalanced and not self.repairs:
            yield f"可能的改法: {NO_REPAIR}"
        for entry in self._figures if figures else ():
            sentence = figure_sentence(entry, self.report, self.edition)
            yield f"文字中的数字: {SECTION_NAMES[entry.section]}: {sentence}"

    def _line(self, finding: Finding) -> str:
        sentence = finding_sentence(finding, self.edition)
        return f"{part_heading(finding, self.edition)}: {_where(finding)}: {sentence}"

    def as_json(self, figures: bool) -> dict[str, Any]:
        """As the contract has it; ``explained`` and ``figures`` only where there are any."""
        report = self.report
        found: dict[str, Any] = {
            "file": self.name,
            "report": {"agency": report.agency, "year": report.year, "edition": report.edition},
            "findings": [self._finding_json(one) for one in self.settled.open],
            **suggestions_json(self.repairs, self.edition, self.is_unbalanced),
        }
        if self.settled.explained:
            found["explained"] = [
                self._finding_json(finding) | {"reason": explanation.reason}
                for finding, explanation in self.settled.explained
            ]
        if figures:
            found["figures"] = [figure_json(one, report) for one in self._figures]
        return found

    def _finding_json(self, finding: Finding) -> dict[str, Any]:
        return {
            "code": finding.code,
            "level": finding.level.value,
            "cells": [str(address) for address in finding.cells],
            "expected": plain_number(finding.expected),
            "actual": plain_number(finding.actual),
            "section": finding.section,
            "message": finding_sentence(finding, self.edition),
        }


def _where(finding: Finding) -> str:
    if finding.cells:
        return str(finding.cells[0])
    return finding.section or "cover"
