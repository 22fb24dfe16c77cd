"""What is to be told of a collection: who is missing, what does not belong, what looks copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path

from forms.collecting.assigning import Assignment, same_figures
from forms.collecting.collection import Collection, Entry, Kind, Notice
from forms.collecting.likeness import alike, grouped
from forms.collecting.result_store import ResultStore
from forms.collecting.returns import Return
from forms.collecting.summing import PARENT_WORDS, differences_of, parents_of
from forms.counts import is_number
from forms.edition import Edition
from forms.edition_file import known_editions
from forms.errors import UnreadableFile
from forms.refusals import error_sentence, one_line
from forms.text.leftovers import SIMILAR, similarity

_LIKELY_ALIKE = 0.55
"""Likeness of the signatures from which the texts themselves are compared."""
_FEWEST_FIGURES = 6
"""Figures other than 0 and 1 from which two equal reports are no accident."""
_COMPARED_SECTIONS = ("overview", "problems")


# --- the returns -------------------------------------------------------------------------


def return_notices(
    collection: Collection, assigned: Assignment, deadline: date | None
) -> Iterator[Notice]:
    """Missing, double, late, wrong year, wrong edition, unreadable, doubtful, unlisted."""
    editions = known_editions()
    for entry in collection.entries:
        yield from _of_entry(entry, collection, deadline, editions)
    for one in collection.others:
        yield from _of_other(one, collection.year, assigned)


def _of_entry(
    entry: Entry, collection: Collection, deadline: date | None, editions: Mapping[str, Edition]
) -> Iterator[Notice]:
    name, files = entry.unit.name, tuple(one.file for one in entry.returns)
    has_units = name in collection.children
    if not entry.returns and not has_units:
        yield Notice(Kind.MISSING, f"{name}：没有收到{_year(collection.year)}报告。", (name,))
    if len(files) > 1:
        told = _told_of_several(entry)
        listed = "、".join(_name(file) for file in files)
        yield Notice(
            Kind.DOUBLE, f"{name}：收到{len(files)}份报告（{listed}），{told}。", (name,), files
        )
    for one in entry.returns:
        yield from _late(one, name, deadline)
        if not _fits(one, editions):
            edition = editions[one.read.edition]
            message = (
                f"{name}：{one.read.year}年度的报告用了{edition.name}的表格，请按现行格式重报。"
            )
            yield Notice(Kind.WRONG_EDITION, message, (name,), (one.file,), (one.read.edition,))


def _told_of_several(entry: Entry) -> str:
    if same_figures(entry.returns):
        return "表中数字相同，只计一次"
    if entry.counted is None:
        return "表中数字不同，请选定以哪一份为准，未选定前不计入"
    return f"表中数字不同，已选定以{_name(entry.counted.file)}为准"


def _late(one: Return, name: str, deadline: date | None) -> Iterator[Notice]:
    if deadline is None or not one.received:
        return
    # The day that the office's clock showed.
    if one.received > datetime.combine(deadline, time.max).timestamp():
        day = datetime.fromtimestamp(one.received).date()
        message = f"{name}：{_name(one.file)}的文件时间是{day}，晚于期限{deadline}。"
        yield Notice(Kind.LATE, message, (name,), (one.file,), (day.isoformat(),))


def _fits(one: Return, editions: Mapping[str, Edition]) -> bool:
    edition = editions.get(one.read.edition)
    return edition is None or one.read.year is None or edition.covers(one.read.year)


def _of_other(one: Return, year: int | None, assigned: Assignment) -> Iterator[Notice]:
    read, files = one.read, (one.file,)
    if read.cause is not None:
        sentence = error_sentence(UnreadableFile(_name(one.file), read.cause, read.detail))
        yield Notice(Kind.UNREADABLE, sentence, (), files, (read.cause.value,))
    elif read.year is None:
        message = f"{_name(one.file)}：看不出是哪一年度的报告，没有计入，请核对。"
        yield Notice(Kind.WRONG_YEAR, message, (), files)
    elif read.year != year:
        message = f"{_name(one.file)}：是{_who(one)}{read.year}年度的报告，没有计入。"
        yield Notice(Kind.WRONG_YEAR, message, (), files, (str(read.year),))
    elif one.file in assigned.matches:
        yield _unmatched(one, assigned.matches[one.file].candidates)
    else:
        message = f"{_name(one.file)}：是汇总单位自己的报告，已有另一份，没有用它对照。"
        yield Notice(Kind.DOUBLE, message, (), files)


def _unmatched(one: Return, candidates: tuple[str, ...]) -> Notice:
    who = f"报告的机关“{one.read.agency}”" if one.read.agency else "报告里没有机关名称，"
    if candidates:
        likely = "”或“".join(candidates)
        message = f"{_name(one.file)}：{who}可能是“{likely}”，没有计入，请确认。"
        return Notice(Kind.DOUBTFUL, message, (), (one.file,), candidates)
    message = f"{_name(one.file)}：{who}不在单位名单里，没有计入，请核对。"
    return Notice(Kind.UNLISTED, message, (), (one.file,))


def _who(one: Return) -> str:
    return f"“{one.read.agency}”" if one.read.agency else ""


def _year(year: int | None) -> str:
    return f"{year}年度" if year else "本年度"


def _name(file: str) -> str:
    return one_line(Path(file).name)


# --- what only a folder shows --------------------------------------------------------------


def folder_notices(collection: Collection, store: ResultStore) -> Iterator[Notice]:
    """Copied texts and figures, cases told twice, totals that are not their units' sum."""
    counted = [(entry.unit.name, entry.counted) for entry in collection.entries if entry.counted]
    yield from _same_texts(counted, store)
    yield from _same_figures(counted)
    yield from _same_cases(counted)
    for parent in parents_of(collection):
        wrong = [one for one in differences_of(collection, parent) if one.amount]
        if wrong:
            who = parent or collection.office or PARENT_WORDS
            message = f"{who}：自己填报的{len(wrong)}格与所属单位之和不一致，明细见汇总差异。"
            cells = tuple(str(one.address) for one in wrong)
            yield Notice(Kind.PARENT_TOTAL, message, (parent,) if parent else (), (), cells)


Counted = Iterable[tuple[str, Return]]


def _same_texts(counted: Counted, store: ResultStore) -> Iterator[Notice]:
    """Likely pairs by their signatures, then the texts themselves."""
    known = dict(counted)
    signatures = ((name, one.read.prose) for name, one in known.items() if one.read.prose)
    pairs = []
    for left, right, _ in alike(signatures, _LIKELY_ALIKE):
        same = _text_likeness(known[left], known[right], store)
        if same >= SIMILAR:
            pairs.append((left, right, same / 100))
    for names, least in grouped(pairs):
        per_cent = round(100 * least)
        listed = "、".join(names)
        degree = "全部相同" if per_cent == 100 else f"相同内容占{per_cent}%以上"
        message = f"{listed}：文字部分雷同，{degree}，请核对是否照抄。"
        files = tuple(known[name].file for name in names)
        yield Notice(Kind.SAME_TEXT, message, names, files, (str(per_cent),))


def _text_likeness(left: Return, right: Return, store: ResultStore) -> int:
    """Per cent of the shorter report's prose that stands in the other, names and figures aside."""
    ours, theirs = store.report(left.read.digest), store.report(right.read.digest)
    if ours is None or theirs is None:
        return 0
    texts = [
        "\n".join(report.sections[key] or "" for key in _COMPARED_SECTIONS).replace(
            report.agency or "\0", ""
        )
        for report in (ours, theirs)
    ]
    short, long = sorted(texts, key=len)
    return similarity(short, long)


def _same_figures(counted: Counted) -> Iterator[Notice]:
    by_figures: dict[tuple[object, ...], list[tuple[str, Return]]] = {}
    for name, one in counted:
        telling = [v for v in one.read.values if is_number(v) and v not in (0, 1)]
        if len(telling) >= _FEWEST_FIGURES:
            by_figures.setdefault((one.read.edition, *one.read.values), []).append((name, one))
    for same in by_figures.values():
        if len(same) > 1:
            names = tuple(name for name, _ in same)
            message = f"{'、'.join(names)}：各表数字完全相同，请核对是否误报或照抄。"
            yield Notice(Kind.SAME_FIGURES, message, names, tuple(one.file for _, one in same))


def _same_cases(counted: Counted) -> Iterator[Notice]:
    by_case: dict[str, list[tuple[str, Return]]] = {}
    for name, one in counted:
        for case in one.read.cases:
            by_case.setdefault(case, []).append((name, one))
    for case, tellers in by_case.items():
        if len(tellers) > 1:
            names = tuple(name for name, _ in tellers)
            message = f"{'、'.join(names)}：都写到“{case}”，请核对这一件是否重复统计。"
            files = tuple(one.file for _, one in tellers)
            yield Notice(Kind.SAME_CASE, message, names, files, (case,))
