"""退回意见: one paper per unit with what is to be mended, and the covering list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from forms.collecting.collection import Collection, Entry, Kind, Notice
from forms.collecting.comparison import Comparison, UnitChange
from forms.collecting.returns import Found, Return
from forms.collecting.short_names import NOTICE_NAMES
from forms.document import Block, Document, Grid, GridCell, Paragraph, Style
from forms.document import Kind as CellKind
from forms.file_names import readable
from forms.rules import Level

TITLE = "政府信息公开年报退回意见"
LIST_TITLE = "政府信息公开年报审核清单"
_NUMBERS = "一二三四五六七八九"
_LIST_HEAD = ("序号", "单位", "须改正", "请核对", "未读准", "较上次", "其他情况")
_LIST_WIDTHS = (12.0, 48.0, 15.0, 15.0, 15.0, 25.0, 26.0)
_UNIT_NOTICES = (Kind.WRONG_EDITION, Kind.DOUBLE, Kind.LATE)
_FOLDER_NOTICES = (Kind.SAME_TEXT, Kind.SAME_FIGURES, Kind.SAME_CASE)
_LIGHT = frozenset({"section.length", "section.topics"})
"""Nobody sends a report back for its length alone; it is said where there is more."""
_LINE = 26
"""Characters in a line behind the indent."""


@dataclass(frozen=True)
class Opinion:
    """What is told to one unit: errors to mend, things to check, what could not be read."""

    unit: str
    source: Return | None
    errors: tuple[Found, ...]
    doubts: tuple[Found, ...]
    unread: tuple[str, ...]
    notices: tuple[Notice, ...]
    change: UnitChange | None

    @property
    def is_due(self) -> bool:
        """Whether anything is to be sent back."""
        grave = [one for one in self.doubts if one.code not in _LIGHT]
        return bool(self.errors or grave or self.unread or self._sent_notices)

    @property
    def _sent_notices(self) -> tuple[Notice, ...]:
        return tuple(one for one in self.notices if one.kind is not Kind.MISSING)


def opinions_of(collection: Collection, comparison: Comparison) -> tuple[Opinion, ...]:
    """One for every unit, in the order of the list. Hints and explained warnings stay here."""
    by_unit: dict[str, list[Notice]] = {}
    for notice in collection.told(Kind.MISSING, *_UNIT_NOTICES, *_FOLDER_NOTICES):
        for unit in notice.units:
            by_unit.setdefault(unit, []).append(notice)
    return tuple(
        _opinion(entry, tuple(by_unit.get(entry.unit.name, ())), comparison)
        for entry in collection.entries
    )


def _opinion(entry: Entry, notices: tuple[Notice, ...], comparison: Comparison) -> Opinion:
    source = entry.counted or (entry.returns[-1] if entry.returns else None)
    found = source.found if source else ()
    told = [one for one in found if one.is_told]
    remarks = source.read.remarks if source and source.is_uncertain else ()
    return Opinion(
        entry.unit.name,
        source,
        tuple(one for one in told if one.level is Level.ERROR),
        tuple(one for one in told if one.level is Level.WARNING),
        tuple(one.message for one in remarks if one.code == "cells.ambiguous"),
        notices,
        comparison.changes.get(entry.unit.name) if comparison.since else None,
    )


# --- one unit's paper ----------------------------------------------------------------------


def letter(opinion: Opinion, collection: Collection) -> Document:
    """The paper for one unit: plain sentences with place, both sides and the likely repair."""
    return Document(
        blocks=tuple(_letter_blocks(opinion, collection)),
        title=f"{opinion.unit}{_year(collection)}{TITLE}",
        author=collection.office,
        keywords=("政府信息公开", "年度报告", "退回意见"),
    )


def _letter_blocks(opinion: Opinion, collection: Collection) -> Iterator[Block]:
    yield Paragraph(f"{_year(collection)}{TITLE}", Style.TITLE)
    yield Paragraph(f"{opinion.unit}：")
    file = f"（文件：{readable(Path(opinion.source.file).name)}）" if opinion.source else ""
    count = len(opinion.errors) + len(opinion.doubts) + len(opinion.unread)
    yield Paragraph(
        f"你单位报送的{_year(collection)}政府信息公开工作年度报告{file}已经审核，"
        f"有{count + len(opinion.notices)}处需要修改或核对，现予退回，请修改后重新报送。"
    )
    parts = [part for part in _letter_parts(opinion) if part[1]]
    for number, (heading, lines) in enumerate(parts):
        yield Paragraph(f"{_NUMBERS[number]}、{heading}", Style.HEADING, 1)
        for place, line in enumerate(lines, 1):
            yield Paragraph(f"{place}．{line}")
    yield Paragraph("核对无误的，请书面说明情况。")
    for words in (collection.office or "（汇总单位）", "　　年　　月　　日"):
        # The signature stands at the right, four characters from the edge.
        yield Paragraph("　" * max(_LINE - 4 - len(words), 0) + words)


def _letter_parts(opinion: Opinion) -> Iterator[tuple[str, list[str]]]:
    errors = [_line(one) for one in opinion.errors]
    fixes = opinion.source.read.fixes if opinion.source and errors else ()
    yield "应当改正的问题", errors
    yield "可能的改法（供参考，以原始台账为准）", [fix.message for fix in fixes]
    yield "请核对的问题", [_line(one) for one in opinion.doubts]
    yield "没有可靠读出、请确认的内容", list(opinion.unread)
    told = [one.message for one in opinion.notices if one.kind in _UNIT_NOTICES]
    told += [one.message for one in opinion.notices if one.kind in _FOLDER_NOTICES]
    yield "报送方面的问题", told
    if opinion.change is not None and not opinion.change.first_time:
        change = opinion.change
        lines = [f"已改正：{words}" for words in change.mended]
        lines += [f"仍未改正：{words}" for words in change.still]
        lines += [f"新出现：{words}" for words in change.new]
        yield "与上次退回时相比", lines


def _line(found: Found) -> str:
    return f"{found.part}：{found.message}"


def _year(collection: Collection) -> str:
    return f"{collection.year}年" if collection.year else ""


# --- the covering list -----------------------------------------------------------------------


def covering_list(opinions: Sequence[Opinion], collection: Collection) -> Document:
    """Every unit in one table, then what came in besides."""
    office = collection.office
    blocks: list[Block] = [Paragraph(f"{_year(collection)}{LIST_TITLE}", Style.TITLE)]
    due = [one for one in opinions if one.is_due]
    missing = [one.unit for one in opinions if one.source is None]
    blocks.append(
        Paragraph(
            f"{office}应报{len(opinions)}个单位，已报{len(opinions) - len(missing)}个，"
            f"未报{len(missing)}个；退回修改{len(due)}个。"
        )
    )
    blocks.append(_list_grid(opinions))
    others = _other_lines(collection)
    if others:
        blocks.append(Paragraph("一、没有计入的文件", Style.HEADING, 1))
        blocks += [Paragraph(f"{place}．{line}") for place, line in enumerate(others, 1)]
    return Document(tuple(blocks), title=LIST_TITLE, author=office)


def _other_lines(collection: Collection) -> list[str]:
    kinds = (Kind.UNREADABLE, Kind.WRONG_YEAR, Kind.DOUBTFUL, Kind.UNLISTED)
    return [one.message for one in collection.told(*kinds)]


def _list_grid(opinions: Sequence[Opinion]) -> Grid:
    rows = [_LIST_HEAD, *(_list_row(place, one) for place, one in enumerate(opinions, 1))]
    cells = tuple(
        GridCell(row, column, text, kind=_cell_kind(row, column))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return Grid(cells, len(rows), len(_LIST_HEAD), 1, _LIST_WIDTHS, name=LIST_TITLE)


def _cell_kind(row: int, column: int) -> CellKind:
    if row == 0:
        return CellKind.HEADER
    return CellKind.LABEL if column == 1 else CellKind.TEXT


def _list_row(place: int, one: Opinion) -> tuple[str, ...]:
    return (
        str(place),
        one.unit,
        _count(one.errors),
        _count(one.doubts),
        _count(one.unread),
        change_words(one.change),
        "、".join(dict.fromkeys(NOTICE_NAMES[notice.kind] for notice in one.notices)),
    )


def _count(items: Iterable[object]) -> str:
    return str(len(list(items)) or "")


def change_words(change: UnitChange | None) -> str:
    """``改2 新1 未改3``; "" where nothing can be compared."""
    if change is None or change.first_time:
        return ""
    counts = (("改", change.mended), ("新", change.new), ("未改", change.still))
    return " ".join(f"{name}{len(lines)}" for name, lines in counts if lines)
