"""What a percentage of a text claims: a share of the requests, or how many were answered.

Only where it stands right after what is counted (予以公开20件，占41.7%), or names that itself
(自然人申请占92%, 办结率92.3%). Growth and shares of anything else claim nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from forms.counts import Number
from forms.text import claim_words as words
from forms.text.claim_words import ASIDE, REQUEST, pattern
from forms.text.claims import Claim
from forms.text.figures import Figure
from forms.text.sentences import Sentence, sentences

_TOLERANCE = Decimal("0.5")
_Kinds = tuple[str, ...]
_Ways = tuple[tuple[_Kinds, _Kinds], ...]
_ALL = ("received", "carried_in")
_ARRIVALS: _Ways = ((("received",), ("received",)), (_ALL, _ALL))
_ANSWERED: _Ways = ((("answered",), ("received",)), (("answered",), _ALL))
_MAKES_UP = r"(?:占比|占(?:到|了)?|的?比例)[^，。；]{0,12}"
_HINT = re.compile("%|百分之|成")
_REQUESTS = {"received", "taken", "handled"}


@dataclass(frozen=True)
class ShareClaim:
    """A percentage at ``start:end`` that is one of some ``ways``: part and whole, each kinds of
    ``COUNTED`` added up.

    ``column`` is the applicant whose share it is, else "total". ``counted`` is the part as the
    text tells it, None where it gives no number. ``others`` are percentages that are right as
    well, ``tolerance`` the points that rounding may take.
    """

    ways: _Ways
    told: Number
    tolerance: Decimal
    start: int
    end: int
    column: str = "total"
    counted: Number | None = None
    others: tuple[int, ...] = ()


def share_tolerance(figure: Figure) -> Decimal:
    """Half a point; more where the text tells tens only (三成)."""
    return max(_TOLERANCE, Decimal(figure.step) / 2)


def share_claims(text: str, year: int, told: Sequence[Claim]) -> Iterator[ShareClaim]:
    """The percentages of a section's text about the report's year; ``told`` are its claims."""
    taken = set()
    for claim in told:
        ways = _ways(claim)
        if claim.share is not None and ways:
            end = claim.sentence + claim.share.end
            taken.add(end)
            tolerance = share_tolerance(claim.share)
            yield ShareClaim(
                *(ways, claim.share.value, tolerance, claim.start, end),
                column=claim.column,
                counted=claim.value,
            )
    for sentence in sentences(text):
        if _HINT.search(sentence.text):
            for own in _named(sentence.text, sentence.before, sentence.above, year):
                start, end = own.start + sentence.start, own.end + sentence.start
                if end not in taken:
                    yield replace(own, start=start, end=end)


def _ways(claim: Claim) -> _Ways:
    """What a percentage after a claim may be a share of."""
    if claim.column != "total":
        return _ARRIVALS if set(claim.kinds) & _REQUESTS else ()
    return _of_results(claim.kinds) if set(claim.kinds) <= set(words.OUTCOMES) else ()


def _of_results(kinds: _Kinds) -> _Ways:
    wholes = (("answered",), ("taken",), ("answered", "carried_out"))
    return tuple((kinds, whole) for whole in wholes)


@lru_cache(maxsize=2048)
def _named(text: str, before: str, above: str, year: int) -> tuple[ShareClaim, ...]:
    """Those of one sentence that name what they are a share of, placed by its beginning."""
    sentence = Sentence(text, 0, before, above)
    found = []
    for figure in sentence.counts:
        if figure.unit != "%" or figure.rough:
            continue
        at, label = sentence.label(figure)
        read = _read(label)
        is_meant = read is not None and sentence.is_about_requests(figure.start)
        if read is not None and is_meant and sentence.is_this_year(figure.start, year):
            ways, column, others = read
            told = figure.value, share_tolerance(figure), at, figure.end
            found.append(ShareClaim(ways, *told, column=column, others=others))
    return tuple(found)


def _read(label: str) -> tuple[_Ways, str, tuple[int, ...]] | None:
    """Ways, column and what else is right; None where the label names no share."""
    rate = rf"{ASIDE}(?:{REQUEST})?(?:的)?(?:{words.ANSWERING}|{words.HANDLING})率"
    if pattern(rf"{rate}(?:均|都)?(?:为|是|达到?|:|：)*").fullmatch(label):
        # 100% of those that were due.
        return _ANSWERED, "total", (100,)
    for column, said in words.APPLICANTS.items():
        asked = r"(?:提出|提交)?(?:的)?(?:(?:政府信息)?公开)?(?:申请)?(?:数量)?"
        if pattern(rf"{ASIDE}{said}{asked}{_MAKES_UP}").fullmatch(label):
            return _ARRIVALS, column, ()
    for kind, said in words.OUTCOMES.items():
        if pattern(rf"{ASIDE}(?:{said})(?:的)?(?:申请)?{_MAKES_UP}").fullmatch(label):
            return _of_results((kind,)), "total", ()
    return None
