"""The ledger of a report's figures: each figure of its texts, and where it comes from.

Nothing here is a finding. Where a sentence clearly names what it counts, that is looked up;
else a figure is held against every cell and sum that could be meant, and said to be equal to
it at most. Dates and years are left to ``years_in_text``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from forms.cells import Address
from forms.check import comparable
from forms.counts import Number
from forms.edition import Edition
from forms.finding import Finding
from forms.prose import section_findings
from forms.report import SECTIONS, Report
from forms.text.claim_words import CASE_UNITS, COUNTED, OUTCOMES
from forms.text.claimed_cells import Sum, is_same, sums
from forms.text.claims import Claim, claims
from forms.text.figures import Figure
from forms.text.sentences import Sentence, sentences
from forms.text.share_claims import share_tolerance
from forms.text.years_in_text import LONGEST_TEXT

_TEN_THOUSAND = 10_000
_MONEY_TOLERANCE = Decimal("0.005")
_LEAST_TELLING = 10
"""A smaller figure equals some cell of a table by chance."""
_LONGEST_LABEL = 16
_NOTES = ("applications_note", "disputes_note")
_GROWTH = re.compile(r"增长|增加|上升|提高|减少|下降|降低|回落|增幅|降幅")
_RATE = re.compile(r"(?:办结|答复|回复|办理)率")


class Source(str, Enum):
    """Where a figure comes from. The values stand in the JSON."""

    CELL = "cell"
    SUM = "sum"
    SHARE = "share"
    LAST_YEAR = "last_year"
    DIFFERS = "differs"
    """the sentence names the cells, and they hold something else"""
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True)
class Entry:
    """One figure at ``start:end`` of a section.

    ``value`` has 万 multiplied out; ``counts`` are the words for what is counted, the form's
    where the sentence names it (``is_named``), else the text's own. ``cells`` are those it was
    found in, of last year's report for LAST_YEAR; ``expected`` is what they give.
    """

    section: str
    start: int
    end: int
    value: Number
    unit: str
    counts: str
    is_named: bool
    source: Source
    cells: tuple[Address, ...] = ()
    expected: Number | None = None


def figure_ledger(
    report: Report, edition: Edition, last_year: Report | None = None
) -> tuple[Entry, ...]:
    """Every figure of every text that counts something, in the order of the form.

    A ``last_year`` that is not of the year before is passed over.
    """
    last_year = comparable(report, last_year)
    return tuple(
        entry
        for section in SECTIONS
        if section != "preface"
        for entry in section_ledger(report, edition, section, last_year)
    )


def section_ledger(
    report: Report, edition: Edition, section: str, last_year: Report | None = None
) -> Iterator[Entry]:
    """The figures of one text, left to right. A text is read up to ``LONGEST_TEXT``."""
    text = (report.sections[section] or "")[:LONGEST_TEXT]
    differing = {one.end: one for one in section_findings(report, edition, section) if one.cells}
    page = _Page(report, edition, section, last_year, _claims(report, section, text), differing)
    for sentence in sentences(text):
        for figure in sentence.counts:
            yield page.entry(sentence, figure)


@dataclass(frozen=True)
class _Told:
    """The claims that end at a place, and whether they are of this year."""

    claims: tuple[Claim, ...]
    is_current: bool


def _claims(report: Report, section: str, text: str) -> dict[int, _Told]:
    is_note = section in _NOTES
    found: dict[int, _Told] = {}
    if report.year is None:
        return found
    current = claims(text, report.year, report.agency, is_note)
    for told, is_current in (
        (claims(text, None, report.agency, is_note), False),
        (current, True),
    ):
        for end in {claim.end for claim in told}:
            own = tuple(claim for claim in told if claim.end == end)
            found[end] = _Told(own, is_current)
    return found


@dataclass(frozen=True)
class _Page:
    """One text beside the tables of this year and of the last."""

    report: Report
    edition: Edition
    section: str
    last_year: Report | None
    told: dict[int, _Told]
    differing: dict[int | None, Finding]

    def entry(self, sentence: Sentence, figure: Figure) -> Entry:
        """What is known of one figure."""
        told = self.told.get(sentence.start + figure.end)
        counts = _short(sentence.label(figure)[1])
        if figure.unit == "%":
            source, cells, expected = self._share(sentence, figure)
        elif told is not None and not figure.rough:
            counts = "、".join(COUNTED[kind].name for one in told.claims for kind in one.kinds)
            source, cells, expected = self._named(told)
        else:
            source, cells, expected = self._equal(figure)
        start = sentence.start + figure.start
        end = sentence.start + figure.end
        is_named = told is not None and figure.unit != "%"
        return Entry(
            *(self.section, start, end, figure.value, figure.unit, counts),
            *(is_named, source, cells, expected),
        )

    # --- named by the sentence -----------------------------------------------------------

    def _named(self, told: _Told) -> tuple[Source, tuple[Address, ...], Number | None]:
        report = self.report if told.is_current else self.last_year
        if report is None:
            return Source.UNEXPLAINED, (), None
        possible = [one for claim in told.claims for one in self._sums(report, claim)]
        for one in possible:
            if one.known is not None and _agrees(told.claims[0], one.known):
                source = Source.CELL if len(one.cells) == 1 else Source.SUM
                return source if told.is_current else Source.LAST_YEAR, one.cells, one.known
        finding = self.differing.get(told.claims[0].end)
        if finding is not None:
            return Source.DIFFERS, finding.cells, finding.expected
        return Source.UNEXPLAINED, (), None

    def _sums(self, report: Report, claim: Claim) -> list[Sum]:
        found = sums(report, self.edition, claim.kinds, claim.column, loose=True)
        return [one for one in found if one.complete or len(one.cells) > 1]

    # --- equal to something --------------------------------------------------------------

    def _equal(self, figure: Figure) -> tuple[Source, tuple[Address, ...], Number | None]:
        """A figure that no words place: the first total or declared sum of the same value."""
        if figure.rough or figure.unit not in CASE_UNITS or figure.value < _LEAST_TELLING:
            return Source.UNEXPLAINED, (), None
        for report, is_current in ((self.report, True), (self.last_year, False)):
            for cells, known in self._candidates(report):
                if known == figure.value:
                    source = Source.CELL if len(cells) == 1 else Source.SUM
                    return source if is_current else Source.LAST_YEAR, cells, known
        return Source.UNEXPLAINED, (), None

    def _candidates(
        self, report: Report | None
    ) -> Iterator[tuple[tuple[Address, ...], Number | None]]:
        if report is None:
            return
        for address in self.edition.addresses:
            columns = self.edition.row(address).areas
            if address.column == "total" or "total" not in columns:
                yield (address,), report.number(address)
        for kind in COUNTED:
            for one in sums(report, self.edition, (kind,), "total"):
                if one.complete:
                    yield one.cells, one.known

    # --- per cent --------------------------------------------------------------------------

    def _share(
        self, sentence: Sentence, figure: Figure
    ) -> tuple[Source, tuple[Address, ...], Number | None]:
        """A share, a rate, or the growth of what was named last in the sentence."""
        words = sentence.label(figure)[1]
        nearest: tuple[Decimal, tuple[Address, ...]] | None = None
        for percent, cells in self._percentages(sentence, figure, words):
            off = abs(percent - figure.value)
            if off <= share_tolerance(figure) and (
                nearest is None or off < abs(nearest[0] - figure.value)
            ):
                nearest = percent, cells
        if nearest is None:
            return Source.UNEXPLAINED, (), None
        return Source.SHARE, nearest[1], nearest[0].quantize(Decimal("0.01"))

    def _percentages(
        self, sentence: Sentence, figure: Figure, words: str
    ) -> Iterator[tuple[Decimal, tuple[Address, ...]]]:
        if _RATE.search(words):
            yield from self._shares(("answered",))
            return
        before = [end for end in self.told if sentence.start < end <= sentence.start + figure.start]
        if not before:
            return
        claim = self.told[max(before)].claims[0]
        if _GROWTH.search(words):
            yield from self._growth(claim)
        elif set(claim.kinds) <= {*OUTCOMES, "answered", "carried_out"}:
            yield from self._shares(claim.kinds)

    def _growth(self, claim: Claim) -> Iterator[tuple[Decimal, tuple[Address, ...]]]:
        if self.last_year is None:
            return
        for now in self._sums(self.report, claim):
            for before in self._sums(self.last_year, claim):
                if before.cells == now.cells and now.known is not None and before.known:
                    change = Decimal(now.known) - Decimal(before.known)
                    yield abs(100 * change / Decimal(before.known)), now.cells

    def _shares(self, kinds: Sequence[str]) -> Iterator[tuple[Decimal, tuple[Address, ...]]]:
        """Of what was answered, of what came in, of what was to be answered."""
        wholes = [("answered",), ("received",), ("received", "carried_in")]
        for part in sums(self.report, self.edition, kinds, "total"):
            for names in wholes:
                for whole in sums(self.report, self.edition, names, "total"):
                    if part.complete and whole.complete and part.known is not None and whole.known:
                        yield Decimal(100 * part.known) / Decimal(whole.known), part.cells


def _short(label: str) -> str:
    """The last words before a figure, a title among them cut short."""
    label = re.sub(r"□+", "《…》", label)
    return label if len(label) <= _LONGEST_LABEL else "…" + label[-_LONGEST_LABEL:]


def _agrees(claim: Claim, known: Number) -> bool:
    """Equal, money of a text (元) after its conversion to the cell's 万元."""
    if not {"fees", "handling_fee"} & set(claim.kinds):
        return is_same(claim.value, known, claim.step)
    told = Decimal(claim.value) / _TEN_THOUSAND
    return abs(told - known) <= max(Decimal(claim.step) / _TEN_THOUSAND / 2, _MONEY_TOLERANCE)
