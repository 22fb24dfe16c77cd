"""The prose against the tables: warnings, never errors, and silence where in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from forms.cells import Address
from forms.counts import Number, as_number
from forms.edition import Edition
from forms.finding import Finding
from forms.live_figures import BLANK_WORDS
from forms.report import SECTIONS, Report
from forms.rules import Level
from forms.text.claim_words import OUTCOMES
from forms.text.claimed_cells import Sum, is_half_blank, meant_cells, sums
from forms.text.claims import Claim, claims
from forms.text.denials import Saying, Sense, all_is_done, sayings
from forms.text.part_lists import wrong_lists
from forms.text.preface_parts import preface_findings
from forms.text.share_claims import ShareClaim, share_claims
from forms.text.text_slips import slip_findings
from forms.text.years_in_text import LONGEST_TEXT, year_findings

_NOTES = ("applications_note", "disputes_note")
_INCOMING = frozenset({"received", "taken", "handled"})
_CARRYING = re.compile(r"结转|转结|上年度?遗留|上年度?转入")
_FEES = frozenset({"fees", "handling_fee"})
_FEWEST_OUTCOMES = 5
_HUNDRED = 100
_TEN_THOUSAND = 10_000
_FEE_TOLERANCE = Decimal("0.005")


def prose_findings(
    report: Report, edition: Edition, last_year: Report | None = None
) -> list[Finding]:
    """Figures (``text.number``) and years (``text.year``) of every text that do not agree.

    ``cells`` are those concerned, ``expected`` is the table's figure (None: those cells are
    blank), ``actual`` the text's (None: it gives none), ``words`` the phrase quoted.
    ``last_year`` is not needed: what is told of another year makes no claim.
    """
    return [one for section in SECTIONS for one in section_findings(report, edition, section)]


def section_findings(report: Report, edition: Edition, section: str) -> list[Finding]:
    """The findings of one text, left to right. A text is read up to ``LONGEST_TEXT``."""
    text = (report.sections[section] or "")[:LONGEST_TEXT]
    if not text or report.year is None:
        return []
    found = [*year_findings(report, section), *slip_findings(report, edition, section)]
    if section == "preface":
        found += preface_findings(report, edition)
    else:
        page = _Page(report, edition, section, text)
        told = claims(text, report.year, report.agency, section in _NOTES)
        sound = []
        for claim in told:
            wrong = [*page.claim(claim)]
            found += wrong
            sound += [claim] if not wrong else []
        for saying in sayings(text, report.year, report.agency):
            found += page.saying(saying)
        for share in share_claims(text, report.year, sound):
            found += page.share(share)
        found += page.lists(told)
        found += page.blank_figures()
    return sorted(dict.fromkeys(found), key=lambda one: (one.start or 0, one.end or 0))


class _Results(NamedTuple):
    """A list of the six results: what they add up to, and the whole that they break down."""

    parts: Number
    whole: Number
    agrees: bool
    place: tuple[int, int]


@dataclass(frozen=True)
class _Page:
    """One text beside the tables of its report."""

    report: Report
    edition: Edition
    section: str
    text: str

    def finding(
        self,
        place: tuple[int, int],
        cells: Sequence[Address],
        expected: Number | None,
        actual: Number | None,
    ) -> Finding:
        """A warning that quotes what stands at a place."""
        start, end = place
        return Finding(
            "text.number",
            Level.WARNING,
            tuple(cells),
            expected,
            actual,
            section=self.section,
            words=(self.text[start:end],),
            start=start,
            end=end,
        )

    def sums(self, *kinds: str, column: str = "total", loose: bool = False) -> list[Sum]:
        """What the kinds add up to in the report's tables."""
        return sums(self.report, self.edition, kinds, column, loose)

    def _known(self, kind: str) -> Number | None:
        """The best that is known of one kind."""
        return next((one.known for one in self.sums(kind)), None)

    def blank_figures(self) -> Iterator[Finding]:
        """``text.blank``: a figure that follows a cell which is not filled in yet."""
        for one in self.report.figures_of(self.section):
            if self.report.value(one.cell) is None:
                yield Finding(
                    "text.blank",
                    Level.WARNING,
                    (one.cell,),
                    section=self.section,
                    words=(BLANK_WORDS,),
                    start=one.start,
                    end=one.end,
                )

    # --- one claim ---------------------------------------------------------------------

    def claim(self, claim: Claim) -> Iterator[Finding]:
        """The findings about one figure."""
        if _FEES & set(claim.kinds):
            yield from self._fee(claim)
            return
        wrong = self._contradiction(claim)
        if wrong is not None:
            place = (claim.start, claim.end)
            finding = self.finding(place, self._own_cells(claim, wrong), wrong.known, claim.value)
            if wrong.known is not None and not wrong.complete:
                finding = replace(finding, incomplete=True)
            loose = self.sums(*claim.kinds, column=claim.column, loose=True)
            meant = [one for one in loose if one.complete and one.allows(claim.value, claim.step)]
            yield self._with_carried(finding, meant[0]) if meant else finding
            return
        if _INCOMING & set(claim.kinds) and claim.column == "total":
            yield from self._all_done(claim)

    def _with_carried(self, finding: Finding, meant: Sum) -> Finding:
        """A figure that takes in the cases carried in, and does not say so.

        A doubt only where the text tells of such cases at all: then the reader can tell.
        """
        is_told = _CARRYING.search(self.text) is not None
        return replace(
            finding,
            level=Level.HINT if is_told else Level.WARNING,
            cells=meant.cells,
            words=(*finding.words, "上年结转"),
        )

    def _own_cells(self, claim: Claim, wrong: Sum) -> tuple[Address, ...]:
        """The cells to point at: totals, as the vocabulary declares them."""
        declared = meant_cells(self.edition, claim.kinds, claim.column)
        if not declared or wrong.cells[0].column == declared[0][0].column:
            return wrong.cells
        return declared[0]

    def _contradiction(self, claim: Claim) -> Sum | None:
        """The sum that a claim contradicts, or None where one of its sums allows it."""
        loose = claim.carried or claim.column != "total"
        possible = self.sums(*claim.kinds, column=claim.column, loose=loose)
        known = [one for one in possible if one.known is not None]
        if not possible or any(one.allows(claim.value, claim.step) for one in known):
            return None
        if known:
            if "handled" not in claim.kinds:
                return known[0]
            return min(known, key=lambda one: _distance(one, claim.value))
        cells = possible[0].cells
        blank = is_half_blank(self.report, self.edition, cells[0].table)
        # What the reader could not tell is its own question, and no contradiction.
        blank |= any(one.speaks_of(cell) for one in self.report.remarks for cell in cells)
        return None if blank or claim.value == 0 else possible[0]

    def _fee(self, claim: Claim) -> Iterator[Finding]:
        """Money of a text (元) against the cell (万元). 信息处理费 is a part of it."""
        for one in self.sums(*claim.kinds)[:1]:
            if one.known is None:
                return
            told = Decimal(claim.value) / _TEN_THOUSAND
            half = Decimal(claim.step) / _TEN_THOUSAND / 2
            if "handling_fee" in claim.kinds:
                agrees = told <= one.known + _FEE_TOLERANCE
            else:
                agrees = abs(told - one.known) <= max(half, _FEE_TOLERANCE)
            if not agrees:
                place = (claim.start, claim.end)
                yield self.finding(place, one.cells, one.known, as_number(format(told, "f")))

    def share(self, claim: ShareClaim) -> Iterator[Finding]:
        """占33.9%, 办结率98%: of what was answered, of what came in, of what was to be answered."""
        shares = [share for share, is_counted in self._shares(claim) if is_counted] or [
            share for share, _ in self._shares(claim)
        ]
        right = [*shares, *(Decimal(other) for other in claim.others)]
        if shares and all(abs(share - claim.told) > claim.tolerance for share in right):
            nearest = min(shares, key=lambda share: abs(share - claim.told))
            nearest = nearest if claim.column == "total" else shares[0]
            expected = as_number(str(nearest.quantize(Decimal("0.1"), ROUND_HALF_UP)))
            yield self.finding((claim.start, claim.end), (), expected, claim.told)

    def _shares(self, claim: ShareClaim) -> Iterator[tuple[Decimal, bool]]:
        """Every percentage that may be meant, and whether its part is what the text counts."""
        for kinds, of in claim.ways:
            for part in self._complete(kinds, claim.column):
                counted = part if claim.counted is None else claim.counted
                for whole in self._complete(of, "total"):
                    if 0 < whole >= counted:
                        yield Decimal(_HUNDRED * counted) / whole, counted == part

    def _complete(self, kinds: Sequence[str], column: str) -> list[Number]:
        """Every figure that the kinds may mean, where nothing of it is blank."""
        found = self.sums(*kinds, column=column)
        return [one.known for one in found if one.complete and one.known is not None]

    def _all_done(self, claim: Claim) -> Iterator[Finding]:
        """收到2件，全部答复: so many results at least, and not more than there were cases."""
        done = all_is_done(self.text, claim.end)
        carried, left = self._known("carried_in"), self._known("carried_out")
        counted = next(iter(self.sums("answered")), None)
        if done is None or counted is None or carried is None or left is None:
            return
        if counted.known is None:
            return
        place = (claim.start, done[1])
        rows = next((one for one in self.sums(*OUTCOMES) if one.complete), None)
        if counted.known + left < claim.value:
            yield self.finding(place, counted.cells, counted.known, claim.value)
        elif rows and rows.known is not None and rows.known > claim.value + carried:
            yield self.finding(place, rows.cells, rows.known, claim.value)

    # --- without a figure --------------------------------------------------------------

    def saying(self, saying: Saying) -> Iterator[Finding]:
        """The findings about 未收到, 未发生: none, where a cell has some; or the reverse."""
        place = (saying.start, saying.end)
        possible = self.sums(saying.kind)
        if saying.sense is Sense.SOME:
            known = [one for one in possible if one.known is not None and one.complete]
            if known and not any(one.known for one in known):
                yield self.finding(place, known[0].cells, 0, None)
            return
        none_came = saying.kind == "received" and not any(one.known for one in possible)
        if none_came and all(one.known == 0 for one in self.sums("carried_in")):
            possible = self.sums("answered")
        filled: dict[Address, Number] = {}
        for cell in (cell for one in possible for cell in one.cells):
            number = self.report.number(cell)
            if number is not None and number > 0:
                filled[cell] = number
        if filled:
            most = next((one.known for one in possible if one.known), max(filled.values()))
            yield self.finding(place, tuple(filled), most, 0)

    # --- lists -------------------------------------------------------------------------

    def lists(self, told: Sequence[Claim]) -> Iterator[Finding]:
        """Lists that do not add up: of the six results, and those that end with 其他."""
        judged = set()
        for results in self._outcome_lists(told):
            judged.add((results.parts, results.whole))
            if not results.agrees:
                yield self.finding(results.place, (), results.parts, results.whole)
        for listed in wrong_lists(self.text):
            # Cases carried in or out may stand between the results and what came in.
            if (listed.parts, listed.whole) not in judged:
                place = (listed.start, listed.end)
                yield self.finding(place, (), listed.parts, listed.whole)

    def _outcome_lists(self, told: Sequence[Claim]) -> Iterator[_Results]:
        """答复805件。予以公开258件，…，其他处理0件: each such list, added up."""
        totals = [one for one in told if one.column == "total"]
        for start in dict.fromkeys(claim.sentence for claim in totals):
            own = [one for one in totals if one.sentence == start]
            listed = [one for one in own if set(one.kinds) <= set(OUTCOMES)]
            named = [kind for one in listed for kind in one.kinds]
            complete = len(set(named)) >= _FEWEST_OUTCOMES and "otherwise" in named
            if complete and len(set(named)) == len(named):
                yield from self._outcome_list(totals, own, listed)

    def _outcome_list(
        self, totals: Sequence[Claim], own: Sequence[Claim], listed: Sequence[Claim]
    ) -> Iterator[_Results]:
        first = listed[0]
        before = [
            one
            for one in totals
            if one.start < first.start
            and one.paragraph == first.paragraph
            and set(one.kinds) <= {*_INCOMING, "answered"}
        ]
        if not before:
            return
        answered = [one for one in before if one.kinds == ("answered",)]
        whole = (answered or before)[-1].value
        total = sum((one.value for one in listed), start=0)
        told_out = [one.value for one in own if one.kinds == ("carried_out",)]
        left = told_out[0] if told_out else self._known("carried_out") or 0
        carried = self._known("carried_in") or 0
        accepted = {total} if answered else {total, total + left, total + left - carried}
        yield _Results(total, whole, whole in accepted, (first.start, listed[-1].end))


def _distance(one: Sum, value: Number) -> Decimal:
    return abs(Decimal(one.known or 0) - Decimal(value))
