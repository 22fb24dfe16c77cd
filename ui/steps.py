"""The wizard's order and the state of each step. Plain Python, no Qt: walked in plain tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from forms.cells import Address
from forms.check import Finding
from forms.edition import Edition, Part
from forms.finding_words import UNFILLED
from forms.report import Report
from forms.rules import Level
from ui.marks import Mark, gravest

COVER = "cover"
REVIEW = "review"


class State(str, Enum):
    """What the side list says of a step."""

    EMPTY = "empty"
    FILLING = "filling"
    DONE = "done"
    TROUBLE = "trouble"


@dataclass(frozen=True)
class Step:
    """One page of the wizard. ``part`` is None for the cover and the review."""

    key: str
    title: str
    part: Part | None = None


def steps_of(edition: Edition) -> tuple[Step, ...]:
    """Cover, the parts of the form in order, review."""
    parts = tuple(Step(part.key, part.heading, part) for part in edition.parts)
    return (Step(COVER, "封面"), *parts, Step(REVIEW, "检查与导出"))


def every_step(edition: Edition) -> frozenset[str]:
    """As if every part were declared done: so the review looks at what is found."""
    return frozenset(step.key for step in steps_of(edition))


def step_of(finding: Finding, edition: Edition) -> str:
    """The key of the step where a finding is mended."""
    if finding.table is not None:
        return edition.part_of_table(finding.table).key
    part = edition.part_of_section(finding.section) if finding.section else None
    return part.key if part else COVER


def findings_of(step: str, findings: Sequence[Finding], edition: Edition) -> tuple[Finding, ...]:
    """The findings of one step; every one of them for the review."""
    if step == REVIEW:
        return tuple(findings)
    return tuple(finding for finding in findings if step_of(finding, edition) == step)


def is_incomplete(finding: Finding) -> bool:
    """True for what is merely not filled in yet."""
    return finding.code in UNFILLED


def state_of(
    step: Step, report: Report, edition: Edition, findings: Sequence[Finding], done: frozenset[str]
) -> tuple[State, int]:
    """The state of a step and how many places in it call for a look.

    While one is filling it in, what is merely blank does not count as trouble; once the step
    is declared done, it does. Hints never count.
    """
    own = findings_of(step.key, findings, edition)
    counted = [finding for finding in own if finding.level is not Level.HINT]
    is_done = step.key in done
    trouble = [finding for finding in counted if is_done or not is_incomplete(finding)]
    if step.key == REVIEW:
        return State.FILLING, len(counted)
    if trouble:
        return State.TROUBLE, len(trouble)
    if is_done:
        return State.DONE, 0
    return (State.FILLING if _touched(step, report, edition) else State.EMPTY), 0


def _touched(step: Step, report: Report, edition: Edition) -> bool:
    if step.part is None:
        return bool(report.agency or report.sections["preface"])
    if step.part.table is not None:
        cells = edition.tables[step.part.table].addresses
        return any(report.value(address) is not None for address in cells)
    return bool((report.sections[step.part.section] or "").strip())


def mark_of(finding: Finding, edition: Edition, done: frozenset[str]) -> Mark:
    """How a finding looks. Red only where the part was declared done: calm while typing."""
    is_red = finding.level is Level.ERROR and step_of(finding, edition) in done
    if is_incomplete(finding):
        return Mark.MISSING if is_red else Mark.INCOMPLETE
    if finding.level is Level.HINT:
        return Mark.HINT
    return Mark.WRONG if is_red else Mark.MISMATCH


def marks(
    findings: Sequence[Finding], edition: Edition, done: frozenset[str]
) -> dict[Address, Mark]:
    """Cell → its gravest mark."""
    found: dict[Address, Mark] = {}
    for finding in findings:
        mark = mark_of(finding, edition, done)
        for address in finding.cells:
            found[address] = gravest([mark, found.get(address, mark)]) or mark
    return found
