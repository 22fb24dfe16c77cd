"""What a text claims: which figure counts what.

Only where the words clearly name it. Whatever is unknown in a label, a part of a whole,
another subject or another year makes no claim: silence is better than a doubtful warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from forms.counts import Number
from forms.text import claim_words as words
from forms.text.claim_words import ASIDE, REQUEST, TAIL
from forms.text.dispute_claims import dispute_ends, disputes, is_own_dispute
from forms.text.figures import Figure
from forms.text.label_owner import is_part
from forms.text.sentences import Sentence, sentences

_UNITS = frozenset().union(*(counted.units for counted in words.COUNTED.values()))
_ANY_REQUEST_KIND = frozenset({"received", "taken", "handled", "answered"})
_OUTCOME = "|".join(f"(?P<{kind}>{said})" for kind, said in words.OUTCOMES.items())
_LONGEST_QUOTE = 40
_BECAUSE = r"(?:因[^，。；]{1,30}等(?:原因|情形|情况|理由)?)?"
_SHARE = re.compile(r"[）)]?[，,、（(]?(?:约?占)[^，,。；;\d]{0,15}(?=\d)")
_RESULTS = re.compile(r"^.{0,30}?(?:依申请公开|信息公开申请)(?:的)?(?=(?:办理|处理|答复)结果)")
_REQUESTS_AHEAD = re.compile(r"[^，。；]{0,12}?(?:信息公开申请|依申请公开|公开信息申请)")


@dataclass(frozen=True)
class Claim:
    """One figure of a text and what it counts.

    ``kinds`` are keys of ``claim_words.COUNTED``, their cells added up; ``column`` is the
    applicant that the sentence names, else "total". ``carried`` where the sentence speaks of
    cases carried over; ``share`` is the percentage told with it. The words stand at
    ``start:end``, the sentence begins at ``sentence`` and the paragraph at ``paragraph``.
    """

    kinds: tuple[str, ...]
    value: Number
    step: Number
    start: int
    end: int
    column: str = "total"
    carried: bool = False
    share: Figure | None = None
    sentence: int = 0
    paragraph: int = 0


@dataclass(frozen=True)
class _Read:
    kinds: tuple[str, ...]
    column: str = "total"
    own_time: bool = False
    each: bool = False


def claims(
    text: str, year: int | None, agency: str = "", is_note: bool = False
) -> tuple[Claim, ...]:
    """Every claim of a section's text about the report's year, left to right.

    ``year`` None: about any year. ``is_note``: the text stands under a table of requests or
    disputes, which is its subject.
    """
    found: list[Claim] = []
    for sentence in sentences(text):
        known = sentence.text, sentence.before, sentence.above
        own = _claims_of(*known, year, agency, is_note)
        if own:
            paragraph = text.rfind("\n", 0, sentence.start) + 1
            found += [_moved(claim, sentence.start, paragraph) for claim in own]
    return tuple(found)


def _moved(claim: Claim, by: int, paragraph: int) -> Claim:
    return replace(
        claim, start=claim.start + by, end=claim.end + by, sentence=by, paragraph=paragraph
    )


@lru_cache(maxsize=2048)
def _claims_of(
    text: str, before: str, above: str, year: int | None, agency: str, is_note: bool
) -> tuple[Claim, ...]:
    """The claims of one sentence, placed by its own beginning. Kept: typing changes but one."""
    sentence = Sentence(text, 0, before, above)
    found: list[Claim] = []
    last_request: tuple[str, ...] = ()
    for figure in sentence.counts:
        if figure.unit not in _UNITS:
            continue
        at, label = sentence.label(figure)
        readings = _readings(sentence, figure, label, agency, is_note)
        read = next((one for one in readings if one is not None), None)
        if read is None:
            read = _applicant(label, last_request)
        elif set(read.kinds) <= _ANY_REQUEST_KIND:
            last_request = read.kinds
        if read is None or not _holds(sentence, figure, read, at, year):
            continue
        groups = [(kind,) for kind in read.kinds] if read.each else [read.kinds]
        found += [_claim(sentence, figure, at, read, kinds) for kinds in groups]
    return tuple(found)


def _holds(sentence: Sentence, figure: Figure, read: _Read, at: int, year: int | None) -> bool:
    """Whether the figure is exact, counts cases, and is of this year."""
    if figure.rough or any(figure.unit not in words.COUNTED[kind].units for kind in read.kinds):
        return False
    return year is None or sentence.is_this_year(at if read.own_time else figure.start, year)


def _claim(
    sentence: Sentence, figure: Figure, at: int, read: _Read, kinds: tuple[str, ...]
) -> Claim:
    start = max(at, figure.start - _LONGEST_QUOTE)
    while sentence.text[start] in " \u3000、：:…":
        start += 1
    return Claim(
        kinds,
        figure.value,
        figure.step,
        start,
        figure.end,
        read.column,
        "结转" in sentence.text,
        _share(sentence, figure),
    )


def _share(sentence: Sentence, figure: Figure) -> Figure | None:
    match = _SHARE.match(sentence.text, figure.end)
    if match is None:
        return None
    return next((f for f in sentence.figures if f.start == match.end() and f.unit == "%"), None)


# --- labels ------------------------------------------------------------------------------


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _readings(
    sentence: Sentence, figure: Figure, label: str, agency: str, is_note: bool
) -> Iterator[_Read | None]:
    """What a figure counts by its label and the words after it, as each kind of claim would
    have it, the surest first; one by one, for the first that says something is enough.
    """
    after = sentence.after(figure)
    about_requests = is_note or sentence.is_about_requests(figure.start)
    yield _carried(label, after)
    if is_note or is_own_dispute(sentence, figure.start, label, about_requests):
        yield _of_disputes(sentence, figure, label, after)
    yield _requests(label, agency)
    yield _documents(label, after, sentence.text[: figure.start], agency)
    yield _decisions(label, agency)
    if about_requests:
        yield _outcomes(label, after)
    if about_requests or _REQUESTS_AHEAD.match(after):
        yield _bare(label, after, sentence.text)


def _carried(label: str, after: str) -> _Read | None:
    if "复议" in label or "诉讼" in label:
        return None
    carry_out = (
        r"(?:结转|转结|转入?|顺延|延续|延)(?:到|至|入|给)?(?:下一?年度?|次年|明年|20\d\d年度?)"
    )
    request = rf"(?:继续)?(?:办理|答复|处理)?(?:的)?(?:{REQUEST})?"
    if _pattern(rf"{carry_out}{request}{TAIL}$").search(label):
        return _Read(("carried_out",), own_time=True)
    is_bare = _pattern(rf"{ASIDE}(?:(?:另有|其余|剩余|尚有|还有){ASIDE})?").fullmatch(label)
    if is_bare and _pattern(rf"[^，。；\d]{{0,18}}?{carry_out}").match(after):
        return _Read(("carried_out",), own_time=True)
    carry_in = r"(?:上一?年度?|去年)(?:末|底)?(?:结转|转结|遗留|转入)(?:至今年|至本年度?|过来|来)?"
    if _pattern(rf"(?:{carry_in}|结转上一?年度?)(?:的)?{request}{TAIL}$").search(label):
        return _Read(("carried_in",), own_time=True)
    return None


def _of_disputes(sentence: Sentence, figure: Figure, label: str, after: str) -> _Read | None:
    found = disputes(label, after) or dispute_ends(sentence, figure.start, label)
    return None if found is None else _Read(found.kinds, each=found.each)


def _requests(label: str, agency: str) -> _Read | None:
    verbs = (
        rf"(?:(?P<received>{words.RECEIVING})|(?P<taken>{words.TAKING})"
        rf"|(?P<answered>{words.ANSWERING})|(?P<handled>{words.HANDLING}))"
    )
    pattern = _pattern(
        rf"(?P<prefix>.*){verbs}(?P<between>[^，。；]{{0,40}}?)"
        rf"(?P<request>{REQUEST}){TAIL}$"
    )
    match = pattern.match(label)
    if match is None or is_part(match["prefix"], agency):
        return None
    between = match["between"]
    # 受理登记申请 is an application for something else.
    is_named = re.search(r"公开|信息", match["request"] + between)
    if not is_named and not _pattern(words.ASKING).fullmatch(between):
        return None
    if re.search(rf"{words.NOT_ALL}|复议|诉讼", between):
        return None
    column = "total"
    if not re.search(r"[、和及与]|公民", between):
        named = [key for key, said in words.APPLICANTS.items() if re.search(said, between)]
        column = named[0] if named else "total"
    kind = next(kind for kind in _ANY_REQUEST_KIND if match[kind])
    return _Read((kind,), column)


def _applicant(label: str, last_request: tuple[str, ...]) -> _Read | None:
    if not last_request:
        return None
    lead = r"(?:其中|涉及|来自|包括|有|分别|[、:：])*"
    for column, said in words.APPLICANTS.items():
        asked = r"(?:提出|提交)?(?:的)?(?:(?:政府信息)?公开)?(?:申请)?"
        if _pattern(rf"{lead}{said}{asked}{TAIL}").fullmatch(label):
            return _Read(last_request, column)
    return None


def _documents(label: str, after: str, before: str, agency: str) -> _Read | None:
    states = (("made", words.MADE), ("abolished", words.ABOLISHED), ("in_force", words.IN_FORCE))
    for row, noun in words.DOCUMENTS.items():
        for column, said in states:
            direct = rf"(?:{said})(?:的|了)?{noun}{TAIL}$"
            turned = rf"{noun}(?:共|累计|总计|、|:|：)*(?:{said}){TAIL}$"
            match = _pattern(rf"{direct}|{turned}").search(label)
            ahead = _pattern(rf"(?:{said})(?:的|了)?$").search(label)
            if match is None and ahead and _pattern(rf"(?:的)?{noun}").match(after):
                match = ahead
            if match is not None:
                prefix = label[: match.start()]
                other = re.search(words.NOT_OWN_DOCUMENTS, prefix) or is_part(prefix, agency)
                return None if other else _Read((f"{row}.{column}",))
    return _bare_documents(label, before)


def _bare_documents(label: str, before: str) -> _Read | None:
    """废止3件 after 制发行政规范性文件5件，in the same sentence."""
    states = (("made", words.MADE), ("abolished", words.ABOLISHED), ("in_force", words.IN_FORCE))
    for column, said in states:
        if not _pattern(rf"{ASIDE}(?:{said})(?:的)?{TAIL}").fullmatch(label):
            continue
        named = [
            (match.end(), row)
            for row, noun in words.DOCUMENTS.items()
            for match in re.finditer(rf"(?:{words.MADE}|{words.IN_FORCE})(?:的|了)?{noun}", before)
        ]
        return _Read((f"{max(named)[1]}.{column}",)) if named else None
    return None


def _decisions(label: str, agency: str) -> _Read | None:
    for row, name in words.DECISIONS.items():
        decided = (
            rf"{name}(?:措施)?(?:[一总]?共|累计|合计)?(?:作出|做出)?(?:处理)?决定书?{TAIL}$"
            rf"|(?:作出|做出){name}(?:措施)?(?:案件)?{TAIL}$"
        )
        match = _pattern(decided).search(label)
        if match is not None:
            prefix = label[: match.start()]
            other = re.search(words.NOT_DECIDED, label) or is_part(prefix, agency)
            return None if other else _Read((row,))
    fee = _pattern(rf"行政事业性收费(?:收入|收缴)?(?:金额|总额|总金额)?{TAIL}$").search(label)
    if fee and not re.search(r"减|免|缓|项目|其中|退", label) and not is_part(label, agency):
        return _Read(("fees",))
    handling = _pattern(rf"信息(?:公开)?(?:信息)?处理费用?(?:金额)?{TAIL}$").search(label)
    if handling and not re.search(r"应|通知|标准|其中|每|减|免|退|未|没有", label):
        return _Read(("handling_fee",))
    return None


def _outcomes(label: str, after: str) -> _Read | None:
    end = rf"(?:的)?(?:答复|决定|政府信息|信息)?{TAIL}"
    one = "|".join(words.OUTCOMES.values())
    listed = rf"(?P<all>(?:{one})(?:(?:、|和|及|与|以及)(?:{one}))*)"
    label = _RESULTS.sub("", label)
    match = _pattern(rf"{ASIDE}{_BECAUSE}{listed}{end}").fullmatch(label)
    if match is None and _pattern(ASIDE).fullmatch(label):
        match = _pattern(rf"(?:申请)?(?:依法)?(?P<all>{one})").match(after)
    if match is None:
        return None
    found = [m.lastgroup for m in _pattern(_OUTCOME).finditer(match["all"])]
    return _Read(tuple(kind for kind in found if kind))


def _bare(label: str, after: str, sentence: str) -> _Read | None:
    """共收到12件, where requests are the subject; or 收到12件政府信息公开申请."""
    for kind, said in (
        ("received", words.RECEIVING),
        ("taken", words.TAKING),
        ("answered", words.ANSWERING),
        ("handled", words.HANDLING),
    ):
        if not _pattern(rf"{ASIDE}(?:{said}){TAIL}").fullmatch(label):
            continue
        if not _pattern(rf"$|[、和及与并]|[^，。；]{{0,15}}?{REQUEST}").match(after):
            return None
        return None if "延期" in sentence else _Read((kind,))
    return None
