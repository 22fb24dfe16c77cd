"""Why something that a rule doubts is right all the same (情况说明), in the clerk's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from forms.counts import show
from forms.finding import Finding
from forms.report import Report
from forms.report_json import whole_text
from forms.rules import Level


@dataclass(frozen=True)
class Explanation:
    """One reason, and what it was given for.

    ``code``, ``place`` and ``cells`` say which finding; ``values`` is what stood in every cell
    of its rule (this year's, last year's, the two sides) and ``words`` what was quoted, when
    the reason was written. As soon as one of them is another, the reason no longer holds.
    """

    code: str
    place: str
    cells: tuple[str, ...]
    values: tuple[str, ...]
    words: tuple[str, ...]
    reason: str

    @property
    def subject(self) -> tuple[str, str, tuple[str, ...]]:
        """What is explained, whatever stands there now."""
        return self.code, self.place, self.cells


class Explained(NamedTuple):
    """A finding with the reason that was given for it."""

    finding: Finding
    explanation: Explanation


class Settled(NamedTuple):
    """The findings that call for a look, and those that have been explained."""

    open: tuple[Finding, ...]
    explained: tuple[Explained, ...]


def can_be_explained(finding: Finding) -> bool:
    """Warnings and hints can; an error is to be mended.

    Against last year's published figures there may be good reason (文件清理、机构改革), so there
    an error can be explained as well.
    """
    across = finding.relation is not None and finding.relation.crosses_years
    return across or finding.level is not Level.ERROR


def explanation_of(
    finding: Finding, report: Report, last_year: Report | None, reason: str
) -> Explanation:
    """The reason for a finding, with what stands there now."""
    relation = finding.relation
    terms = () if relation is None else relation.expected + relation.actual
    own = finding.cells if relation is None else relation.cells
    values = [report.value(cell) for cell in own]
    if last_year is not None:
        values += [last_year.value(term.address) for term in terms if term.last_year]
    return Explanation(
        finding.code,
        ".".join(part for part in (finding.table, finding.section, finding.place) if part),
        tuple(map(str, finding.cells)),
        tuple(show(value) for value in (*values, finding.expected, finding.actual)),
        finding.words,
        " ".join(reason.split()),
    )


def settle(
    findings: Iterable[Finding],
    explanations: Sequence[Explanation],
    report: Report,
    last_year: Report | None,
) -> Settled:
    """Put apart the findings whose explanation still holds."""
    reasons = {replace(one, reason=""): one for one in explanations}
    still_open: list[Finding] = []
    explained: list[Explained] = []
    for finding in findings:
        found = None
        if reasons and can_be_explained(finding):
            found = reasons.get(explanation_of(finding, report, last_year, ""))
        if found is None:
            still_open.append(finding)
        else:
            explained.append(Explained(finding, found))
    return Settled(tuple(still_open), tuple(explained))


def expired_reason(now: Explanation, explanations: Sequence[Explanation]) -> str:
    """The reason last given for the same thing when other values stood there; "" if none."""
    given = [one.reason for one in explanations if one.subject == now.subject]
    return given[-1] if given else ""


def with_explanation(
    explanations: Sequence[Explanation], new: Explanation
) -> tuple[Explanation, ...]:
    """The list with one more reason, in place of the one for the same thing and words.

    An empty reason takes it away.
    """
    same = (new.subject, new.words)
    kept = tuple(one for one in explanations if (one.subject, one.words) != same)
    return (*kept, new) if new.reason else kept


# --- the saved file ----------------------------------------------------------------------

_LISTS = ("cells", "values", "words")
_TEXTS = ("code", "place", "reason")


def explanations_to_json(explanations: Sequence[Explanation]) -> list[dict[str, Any]]:
    """``[{"code", "place", "cells", "values", "words", "reason"}]``."""
    texts = [{name: getattr(one, name) for name in _TEXTS} for one in explanations]
    lists = [{name: list(getattr(one, name)) for name in _LISTS} for one in explanations]
    return [text | many for text, many in zip(texts, lists, strict=True)]


def explanations_from_json(data: Any) -> tuple[Explanation, ...]:
    """The reverse. Raises ValueError naming what is not as it should be."""
    if not isinstance(data, list):
        raise ValueError("explanations")
    return tuple(_one_from_json(item) for item in data)


def _one_from_json(item: Any) -> Explanation:
    if not isinstance(item, dict):
        raise ValueError("explanations")
    for name in _TEXTS:
        if not isinstance(item.get(name), str):
            raise ValueError(f"explanations.{name}")
    for name in _LISTS:
        found = item.get(name)
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise ValueError(f"explanations.{name}")
    fields: dict[str, Any] = {name: whole_text(item[name]) for name in _TEXTS}
    fields.update((name, tuple(map(whole_text, item[name]))) for name in _LISTS)
    return Explanation(**fields)
