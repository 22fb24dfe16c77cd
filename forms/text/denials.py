"""What a text says without a figure: that there was none, that there was some, that all is done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from forms.text import claim_words as words
from forms.text.claim_words import NOT, REQUEST, TAIL
from forms.text.document_claims import published
from forms.text.label_owner import is_of_part
from forms.text.sentences import Sentence, sentences


class Sense(str, Enum):
    """What is said of the cells."""

    NONE = "none"
    SOME = "some"


@dataclass(frozen=True)
class Saying:
    """A clause at ``start:end`` that says none or some of a kind of ``claim_words.COUNTED``."""

    sense: Sense
    kind: str
    start: int
    end: int


_HINT = re.compile(r"[未无没]|不存在|发生|出现|[为是][0零]")
_CLAUSE = re.compile(r"[^，,。；;：:！？!?（）()\n]+")
_END = r"(?:事项|案件|办件|件|案)?(?:的)?(?:情况|情形|事项|案件|现象)?(?:发生|出现)?[、\s]*$"
_HAPPEN = r"(?:收到|接到|受理|收|发生|产生|出现|引发|引起|涉及|存在|有)"
_ANOTHER_MATTER = re.compile(
    r"败诉|纠正|纠错|撤销|责任|责令|超期|逾期|未经|变更|维持|尚未审结|差错|风险|投诉|举报|咨询|收费"
    r"|应公开|许可|信访|电话|其他|新增|其中|培训|处分|通过|网络|信函|当面|渠道|重复|败"
)
_NO_REQUEST = re.compile(
    rf"{NOT}(?:有)?(?:再)?(?:收到|接到|受理|收)(?:过|到)?[^，。；]{{0,40}}?{REQUEST}{_END}"
    rf"|(?<!有){NOT}(?:发生|产生)?(?:政府信息|信息)?(?:依申请公开|公开申请){_END}"
)
_NO_DISPUTE = re.compile(rf"{NOT}[^，。；]{{0,45}}?(?P<what>复议|诉讼|应诉)")
_IS_ZERO = re.compile(
    r"(?:均|都|皆|数量?|总数|案件|申请){0,9}(?:为|是)(?:0|零)(?P<unit>[件宗起]次?)?$"
)
_NO_OUTCOME = re.compile(
    rf"(?:^|[^一-龥])[一-龥]{{0,6}}?{NOT}{_HAPPEN}?(?P<kind>不予公开|不予处理|无法提供)"
    rf"(?:的)?(?:政府信息|信息)?(?:公开)?(?:申请)?{_END}"
)
_NO_CARRY = re.compile(rf"{NOT}(?:有)?(?:(?P<out>结转下)|(?P<into>上年度?结转|结转上))")
_NO_DOCUMENT = re.compile(
    rf"{NOT}(?:新)?(?:{words.MADE})(?:过)?(?:的)?(?P<listed>(?:[、和及与或]|政府|部门|行政|规章"
    r"|规范性文件)+)$"
)
_SOME_OUTCOME = re.compile(
    r"^(?:我[局办委厅市县区镇乡]|本[机关单位]{2}|全年|本年度?|20\d\d年|共|也|还|曾)*"
    r"(?:发生|出现|存在)(?:了|过)?(?P<kind>不予公开|不予处理|部分公开)"
    r"(?:的)?(?:政府信息|信息)?(?:公开)?(?:申请)?(?:的)?(?:情况|情形|案件|事项)$"
)
_OUTCOME_KINDS = {
    said: kind
    for kind, said in (
        ("denied", "不予公开"),
        ("rejected", "不予处理"),
        ("unable", "无法提供"),
        ("partial", "部分公开"),
    )
}
_ALL_DONE = re.compile(
    r"(?:均|全部|都|已)[^，。；、\d]{0,24}?(?:答复|办结|办理完毕|办理完结|完结|办毕)"
    r"(?![^，。；]{0,8}\d)"
)
_NOT_ALL_DONE = re.compile(r"结转|尚|除|其中|另有|部分|正在|待")


def sayings(text: str, year: int, agency: str = "") -> tuple[Saying, ...]:
    """Every clause that denies or affirms without a figure, of the report's year and agency."""
    return tuple(
        Saying(one.sense, one.kind, one.start + sentence.start, one.end + sentence.start)
        for sentence in sentences(text)
        for one in _sayings_of(sentence.text, sentence.before, year, agency)
    )


@lru_cache(maxsize=2048)
def _sayings_of(text: str, before: str, year: int, agency: str) -> tuple[Saying, ...]:
    """Those of one sentence, placed by its own beginning."""
    sentence = Sentence(text, 0, before)
    found = [
        Saying(Sense.SOME, "normative_documents.any", start, end)
        for start, end in published(sentence)
        if sentence.is_this_year(end, year) and not is_of_part(text, end, agency)
    ]
    if not _HINT.search(text):
        return tuple(found)
    for clause in _CLAUSE.finditer(text):
        said = _said(re.sub(r"\s", "", clause[0]))
        is_own = sentence.is_this_year(clause.end(), year)
        if said and is_own and not is_of_part(text, clause.end(), agency):
            start = clause.end() - len(clause[0].lstrip())
            end = clause.start() + len(clause[0].rstrip())
            found += [Saying(sense, kind, start, end) for sense, kind in said]
    return tuple(found)


def all_is_done(text: str, start: int) -> tuple[int, int] | None:
    """Where, later in the sentence of a claim, it says that every request was answered."""
    stop = re.compile(r"[。！？\n]").search(text, start)
    end = stop.start() if stop else len(text)
    done = _ALL_DONE.search(text, start, end)
    if done is None or _NOT_ALL_DONE.search(text, start, end):
        return None
    return done.start(), done.end()


def _said(clause: str) -> list[tuple[Sense, str]]:
    if _ANOTHER_MATTER.search(clause.replace("其他组织", "组织")):
        return []
    zero = _IS_ZERO.search(clause)
    if zero is not None and (zero["unit"] or "")[:1] != "件":
        return _zero_kinds(clause[: zero.start()])
    dispute = _NO_DISPUTE.search(clause)
    if dispute is not None:
        named = clause[dispute.start() :]
        kinds = [kind for kind, said in (("review", "复议"), ("lawsuit", "诉")) if said in named]
        return [(Sense.NONE, kind) for kind in kinds]
    some = _SOME_OUTCOME.search(clause)
    if some is not None:
        return [(Sense.SOME, _OUTCOME_KINDS[some["kind"]])]
    outcome = _NO_OUTCOME.search(clause)
    if outcome is not None:
        return [(Sense.NONE, _OUTCOME_KINDS[outcome["kind"]])]
    return _no_more(clause)


def _zero_kinds(named: str) -> list[tuple[Sense, str]]:
    """行政复议、行政诉讼均为0; what is counted stands at the end."""
    kinds = [
        kind
        for kind, said in (("review", words.REVIEW), ("lawsuit", words.LAWSUIT))
        if re.search(rf"(?:{said})(?:[、和及与].{{0,8}})?$", named)
    ]
    if not kinds and re.search(rf"信息公开申请{TAIL}$", named):
        kinds = ["received"]
    return [(Sense.NONE, kind) for kind in kinds]


def _no_more(clause: str) -> list[tuple[Sense, str]]:
    carry = _NO_CARRY.search(clause)
    if carry is not None:
        return [(Sense.NONE, "carried_out" if carry["out"] else "carried_in")]
    document = _NO_DOCUMENT.search(clause)
    if document is not None:
        rows = [row for row, noun in words.DOCUMENTS.items() if re.search(noun, document["listed"])]
        return [(Sense.NONE, f"{row}.made") for row in rows]
    if _NO_REQUEST.search(clause):
        return [(Sense.NONE, "received")]
    return []
