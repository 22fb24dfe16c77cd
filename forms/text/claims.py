"""What a text claims: which figure counts what.

Only where the words clearly name it. Whatever is unknown in a label, a part of a whole,
another subject or another year makes no claim: silence is better than a doubtful warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from forms.counts import Number
from forms.text import claim_words as words
from forms.text.claim_words import ALL_TOGETHER, ASIDE, REQUEST, TAIL, pattern
from forms.text.dispute_claims import dispute_ends, disputes, is_own_dispute
from forms.text.document_claims import decisions, documents
from forms.text.figures import Figure
from forms.text.label_owner import is_of_part, is_part
from forms.text.sentences import Sentence, sentences

_UNITS = frozenset().union(*(counted.units for counted in words.COUNTED.values()))
_ANY_REQUEST_KIND = frozenset({"received", "taken", "handled", "answered"})
_OUTCOME = "|".join(f"(?P<{kind}>{said})" for kind, said in words.OUTCOMES.items())
_LONGEST_QUOTE = 40
_BECAUSE = r"(?:因[^，。；]{1,30}等(?:原因|情形|情况|理由)?)?"
_SHARE = re.compile(
    r"[）)]?[，,、（(]?(?:约?占)[^，,。；;\d]{0,15}?(?=\d|百分之|[一二三四五六七八九]成)"
)
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
    then: tuple[str, ...] = ()
    since: int | None = None


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
    then: tuple[str, ...] = ()
    for figure in sentence.counts:
        if figure.unit not in _UNITS:
            continue
        at, label = sentence.label(figure)
        readings = _readings(sentence, figure, (at, label), agency, is_note)
        read = next((one for one in readings if one is not None), None)
        if read is None and then and not label.strip("、和"):
            read = _Read(then)
        then = read.then if read is not None else ()
        if read is None:
            read = _applicant(label, last_request) or _both_together(label, found)
        elif set(read.kinds) <= _ANY_REQUEST_KIND:
            last_request = read.kinds
        if read is None or not _holds(sentence, figure, read, at, year):
            continue
        if is_of_part(text, figure.start, agency):
            continue
        groups = [(kind,) for kind in read.kinds] if read.each else [read.kinds]
        found += [_claim(sentence, figure, at, read, kinds) for kinds in groups]
    return tuple(found)


def _holds(sentence: Sentence, figure: Figure, read: _Read, at: int, year: int | None) -> bool:
    """Whether the figure is exact, counts cases, and is of this year."""
    if year is not None and read.since not in (None, year - 1):
        return False
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
    if match is None or "约" in match[0]:
        return None
    told = (f for f in sentence.figures if f.start == match.end() and f.unit == "%")
    return next((f for f in told if not f.rough), None)


# --- labels ------------------------------------------------------------------------------


def _read_of(kinds: tuple[str, ...]) -> _Read | None:
    return _Read(kinds) if kinds else None


def _readings(
    sentence: Sentence, figure: Figure, labelled: tuple[int, str], agency: str, is_note: bool
) -> Iterator[_Read | None]:
    """What a figure counts by its label and the words after it, as each kind of claim would
    have it, the surest first; one by one, for the first that says something is enough.
    """
    at, label = labelled
    after = sentence.after(figure)
    about_requests = is_note or sentence.is_about_requests(figure.start)
    yield _carried(label, after)
    if is_note or is_own_dispute(sentence, figure.start, label, about_requests):
        yield _of_disputes(sentence, figure, label, after)
    yield _requests(label, sentence.text[figure.end :], agency)
    yield _asked(label, sentence.text)
    yield _read_of(documents(label, after, sentence.text[: figure.start], agency))
    yield _read_of(decisions(label, agency))
    if about_requests:
        yield _outcomes(label, after, sentence.text[at : figure.start])
        yield _rows(label)
        yield _open(label, after)
    if about_requests or _REQUESTS_AHEAD.match(after):
        yield _bare(label, after, sentence.text)


def _carried(label: str, after: str) -> _Read | None:
    if "复议" in label or "诉讼" in label:
        return None
    carry_out = (
        r"(?:结转|转结|转入?|顺延|延续|延)(?:到|至|入|给)?(?:下一?年度?|次年|明年|20\d\d年度?)"
    )
    request = rf"(?:继续)?(?:办理|答复|处理)?(?:的)?(?:{REQUEST})?"
    if pattern(rf"{carry_out}{request}{TAIL}$").search(label):
        return _Read(("carried_out",), own_time=True)
    is_bare = pattern(rf"{ASIDE}(?:(?:另有|其余|剩余|尚有|还有){ASIDE})?").fullmatch(label)
    if is_bare and pattern(rf"[^，。；\d]{{0,18}}?{carry_out}").match(after):
        return _Read(("carried_out",), own_time=True)
    carry_in = r"(?:上一?年度?|去年)(?:末|底)?(?:结转|转结|遗留|转入)(?:至今年|至本年度?|过来|来)?"
    if pattern(rf"(?:{carry_in}|结转上一?年度?)(?:的)?{request}{TAIL}$").search(label):
        return _Read(("carried_in",), own_time=True)
    named = pattern(
        rf"(?P<year>20\d\d)年度?(?:末|底)?(?:结转|遗留|转入)(?:的)?{request}{TAIL}$"
    ).search(label)
    if named is not None:
        return _Read(("carried_in",), own_time=True, since=int(named["year"]))
    return None


def _of_disputes(sentence: Sentence, figure: Figure, label: str, after: str) -> _Read | None:
    found = disputes(label, after) or dispute_ends(sentence, figure.start, label)
    return None if found is None else _Read(found.kinds, each=found.each, then=found.then)


def _requests(label: str, rest: str, agency: str) -> _Read | None:
    verbs = (
        rf"(?:(?P<received>{words.RECEIVING})|(?P<taken>{words.TAKING})"
        rf"|(?P<answered>{words.ANSWERING})|(?P<handled>{words.HANDLING}))"
    )
    asked = pattern(
        rf"(?P<prefix>.*){verbs}(?P<between>[^，。；]{{0,40}}?)"
        rf"(?P<request>{REQUEST}){TAIL}$"
    )
    match = asked.match(label)
    if match is None or is_part(match["prefix"], agency):
        return None
    between = match["between"]
    # 受理登记申请 is an application for something else.
    is_named = re.search(r"公开|信息", match["request"] + between)
    if not is_named and not pattern(words.ASKING).fullmatch(between):
        return None
    if re.search(rf"{words.NOT_ALL}|复议|诉讼", between):
        return None
    if "公民" in between and "法人" not in between and re.search(r"法人|企业", rest):
        return _Read((next(kind for kind in _ANY_REQUEST_KIND if match[kind]),), "person")
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
        if pattern(rf"{lead}{said}{asked}{TAIL}").fullmatch(label):
            return _Read(last_request, column)
    return None


def _asked(label: str, sentence: str) -> _Read | None:
    """政府信息公开申请总量为12件; 社会公众向本机关提出政府信息公开申请12件."""
    if pattern(rf"{ASIDE}{words.THE_PUBLIC}{REQUEST}{TAIL}").fullmatch(label):
        return _Read(("taken",))
    whole = r"(?:总数量|总数|总量|总件数)(?:为|是|达到?)?"
    named = r"(?:政府|政务)?信息公开申请|依申请公开(?P<all>申请)?"
    match = pattern(rf"{ASIDE}(?:{named})(?:的)?(?:{whole}|{ALL_TOGETHER})").fullmatch(label)
    if match is None or ("申请公开" in label and not match["all"] and "主动公开" in sentence):
        return None
    return _Read(("handled",))


def _both_together(label: str, found: list[Claim]) -> _Read | None:
    """共52件 after 新收50件，上年结转2件."""
    before = {kind for claim in found[-2:] for kind in claim.kinds}
    if before != {"received", "carried_in"}:
        return None
    whole = rf"(?:两项|以上)?(?:{ALL_TOGETHER})(?:为|是)?"
    return _Read(("received", "carried_in")) if pattern(whole).fullmatch(label) else None


def _open(label: str, after: str) -> _Read | None:
    """尚有4件正在办理; 未办结4件."""
    left = r"(?:另有|其余|剩余|尚有|还有|仍有|余)"
    said = words.STILL_OPEN
    ahead = pattern(rf"{ASIDE}{left}{ASIDE}").fullmatch(label) and pattern(said).match(after)
    if ahead or pattern(rf"{ASIDE}{left}?{ASIDE}(?:{said})(?:的)?{TAIL}").fullmatch(label):
        return _Read(("carried_out",))
    return None


def _rows(label: str) -> _Read | None:
    """A single row of part three by its own name."""
    end = r"(?:的)?(?:申请)?(?:而)?(?:不予公开|无法提供|不予处理|不再处理)?"
    for row, said in words.ROWS.items():
        if pattern(said).search(label):
            named = rf"(?:\d[.．、])?{ASIDE}因?{ASIDE}(?:{said}){end}{TAIL}"
            if pattern(named).fullmatch(label):
                return _Read((row,))
    return None


def _outcomes(label: str, after: str, written: str) -> _Read | None:
    end = rf"(?:的)?(?:答复|决定|政府信息|信息)?{TAIL}"
    one = "|".join(words.OUTCOMES.values())
    listed = rf"(?P<all>(?:{one})(?:(?:、|和|及|与|以及)(?:{one}))*)"
    label = _RESULTS.sub("", label)
    match = pattern(rf"{ASIDE}{_BECAUSE}{listed}{end}").fullmatch(label)
    if match is None and pattern(ASIDE).fullmatch(label):
        match = pattern(rf"(?:申请)?(?:依法)?(?P<all>{one})").match(after)
    if match is None:
        return None
    listed = match["all"] + "".join(re.findall(r"[（(]包?[括含](.*?)[）)]", written))
    found = [m.lastgroup for m in pattern(_OUTCOME).finditer(listed)]
    return _Read(tuple(dict.fromkeys(kind for kind in found if kind)))


def _bare(label: str, after: str, sentence: str) -> _Read | None:
    """共收到12件, where requests are the subject; or 收到12件政府信息公开申请."""
    for kind, said in (
        ("received", words.RECEIVING),
        ("taken", words.TAKING),
        ("answered", words.ANSWERING),
        ("handled", words.HANDLING),
    ):
        if not pattern(rf"{ASIDE}(?:{said}){TAIL}").fullmatch(label):
            continue
        if not pattern(rf"$|[、和及与并]|[^，。；]{{0,15}}?{REQUEST}").match(after):
            return None
        return None if "延期" in sentence else _Read((kind,))
    done = rf"(?:政府|政务)?信息公开申请(?:均|已|都|全部|按时|按期|依法)*(?:{words.ANSWERING})$"
    if pattern(ASIDE).fullmatch(label) and pattern(done).match(after):
        return _Read(("answered",))
    return None
