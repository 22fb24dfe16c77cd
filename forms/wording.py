"""Findings and rules → one plain Chinese sentence each; refusals: ``forms.refusals``."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from forms.cells import Address
from forms.control_totals import ControlKind, ControlPlace, is_control
from forms.counts import Number, show
from forms.edition import Edition, Table
from forms.finding import Finding
from forms.rules import Operator, Relation, Term

SECTION_NAMES = {
    "preface": "前言",
    "overview": "第一部分",
    "disclosure_note": "第二部分表下说明",
    "applications_note": "第三部分表下说明",
    "disputes_note": "第四部分表下说明",
    "problems": "第五部分",
    "other": "第六部分",
}
_INNER_QUOTES = str.maketrans("“”", "‘’")
_PERCENTAGE = re.compile(r"[%％]$|百分之[^，。；]*$|成[半一二三四五六七八九]?$")
_LONGEST_LIST = 3
_LONGEST_QUOTE = 48


# --- places ------------------------------------------------------------------------------


def cell_name(address: Address, edition: Edition) -> str:
    """``“本年新收”行“自然人”列``: where a cell stands, in the clerk's own words."""
    row = row_name(edition.tables[address.table], address.row)
    return f"{row}“{edition.column(address).label}”列"


def row_name(table: Table, row: str) -> str:
    """``“本年新收”行``; ``“行政复议”栏`` where the rows are printed side by side."""
    name = table.rows[row].name.translate(_INNER_QUOTES)
    return f"“{name}”{'栏' if table.is_one_line else '行'}"


def place_name(finding: Finding, edition: Edition) -> str:
    """Where a finding stands: a column, a row, a cell, a text or the cover."""
    if finding.relation is not None:
        return relation_place(finding.relation, edition)
    if finding.section is not None:
        return SECTION_NAMES[finding.section]
    if finding.table is None:
        return "封面"
    if len(finding.cells) == 1:
        return cell_name(finding.cells[0], edition)
    table = edition.tables[finding.table]
    return row_name(table, finding.place) if finding.place else f"“{table.title}”表"


def part_heading(finding: Finding, edition: Edition) -> str:
    """The heading of the part to which a finding belongs; 封面 for the cover and the preface."""
    if finding.table is not None:
        return edition.part_of_table(finding.table).heading
    part = edition.part_of_section(finding.section) if finding.section else None
    return part.heading if part else "封面"


def control_name(place: ControlPlace, edition: Edition) -> str:
    """What a control total is of: the name of a row or a column, 合计 of a whole table."""
    table = edition.tables[place.table]
    if place.kind is ControlKind.COLUMN:
        return table.columns[place.place].label
    return edition.row(place.cells[0]).name if len(place.cells) == 1 else "全表合计"


def relation_place(relation: Relation, edition: Edition) -> str:
    """``“自然人”列`` or ``“本年新收”行``."""
    table = edition.tables[relation.table]
    if not relation.place:
        return f"“{table.title}”表"
    if relation.by_column:
        return f"“{table.columns[relation.place].label}”列"
    return row_name(table, relation.place)


# --- relations ---------------------------------------------------------------------------


def relation_sentence(relation: Relation, edition: Edition) -> str:
    """The rule itself: ``“自然人”列：本年新收＋上年结转＝办理结果总计＋结转下年度``."""
    expected = _side_name(relation, relation.expected, edition)
    actual = _side_name(relation, relation.actual, edition)
    place = relation_place(relation, edition)
    if relation.operator is Operator.AT_LEAST:
        return f"{place}：{actual}不少于{expected}"
    return f"{place}：{expected}＝{actual}"


def _side_name(relation: Relation, terms: tuple[Term, ...], edition: Edition) -> str:
    if len(terms) > _LONGEST_LIST:
        return "各项之和" if relation.by_column else "各列之和"
    names = []
    for n, term in enumerate(terms):
        sign = "－" if term.sign < 0 else ("＋" if n else "")
        names.append(
            sign + ("去年报告的" if term.last_year else "") + _term_name(relation, term, edition)
        )
    return "".join(names)


def _term_name(relation: Relation, term: Term, edition: Edition) -> str:
    table = edition.tables[term.address.table]
    if relation.by_column:
        return table.rows[term.address.row].name
    return table.columns[term.address.column].label


def _relation_finding(finding: Finding, edition: Edition) -> str:
    relation = finding.relation
    expected, actual = finding.expected, finding.actual
    assert relation is not None
    assert isinstance(expected, (int, Decimal))
    assert isinstance(actual, (int, Decimal))
    so_far = "（还有空格没有填，按已填的算）" if finding.incomplete else ""
    if is_control(relation):
        verb = "多" if actual > expected else "少"
        off = show(actual - expected if actual > expected else expected - actual)
        return f"账面数是{show(expected)}，表中合计{show(actual)}，{verb}{off}{so_far}，请核对。"
    left = f"{_side_name(relation, relation.expected, edition)}＝{show(expected)}"
    right = f"{_side_name(relation, relation.actual, edition)}＝{show(actual)}"
    verb = "，多" if actual > expected else "，少"
    if relation.operator is Operator.AT_LEAST:
        return f"{right}，不应少于{left.replace('＝', '，即')}{so_far}。"
    difference: Number = actual - expected if actual > expected else expected - actual
    return f"{left}，{right}{verb}{show(difference)}{so_far}。"


# --- findings ----------------------------------------------------------------------------


def finding_sentence(finding: Finding, edition: Edition) -> str:
    """One sentence: where, what is wrong, by how much or what to do."""
    if finding.relation is not None:
        told = f"{place_name(finding, edition)}：{_relation_finding(finding, edition)}"
        if finding.passed_on:
            how = "这个数自己就对不上" if finding.relation.crosses_years else "就是这样"
            return f"{told.removesuffix('。')}；去年的报告里{how}，请先查清去年的数。"
        return told
    return _SENTENCES[finding.code](finding, edition)


def _blank(finding: Finding, edition: Edition) -> str:
    place = place_name(finding, edition)
    if not finding.place:
        begun = set(edition.tables[finding.cells[0].table].addresses) - set(finding.cells)
        names = dict.fromkeys(edition.row(cell).name for cell in begun)
        rest = f"除“{'”“'.join(names)}”外，" if names else ""
        return f"{place}{rest}还没有填。没有发生的请填0。"
    row = edition.row(finding.cells[0])
    if len(finding.cells) == 1:
        what = "是空的"
    elif len(finding.cells) == len(row.areas):
        what = "都是空的"
    else:
        labels = "、".join(edition.column(cell).label for cell in finding.cells)
        what = f"有{len(finding.cells)}格是空的（{labels}）"
    return f"{place}{what}；没有发生的请填0。"


def _not_a_number(finding: Finding, edition: Edition) -> str:
    what = f"填的是“{finding.actual}”，认不出是多少"
    return f"{place_name(finding, edition)}{what}，请填写数字；没有发生的请填0。"


def _negative(finding: Finding, edition: Edition) -> str:
    return f"{place_name(finding, edition)}是{show(finding.actual)}，不能是负数。"


def _fraction(finding: Finding, edition: Edition) -> str:
    return f"{place_name(finding, edition)}是{show(finding.actual)}，应当是整数。"


def _unit(finding: Finding, edition: Edition) -> str:
    column = edition.column(finding.cells[0])
    return f"{place_name(finding, edition)}应当以{column.unit}为单位，请核对数字和单位。"


def _length(finding: Finding, edition: Edition) -> str:
    assert isinstance(finding.actual, int)
    assert finding.expected is not None
    place, now, limit = place_name(finding, edition), finding.actual, show(finding.expected)
    if now > finding.expected:
        return f"{place}有{now}字，以{limit}字以内为宜。"
    return f"{place}只有{now}字，内容可能过于简单（一般不少于{limit}字）。"


def _words(finding: Finding, edition: Edition) -> str:
    return (
        f"{place_name(finding, edition)}没有提到“{'”“'.join(finding.words)}”，请核对是否需要写明。"
    )


def _text_number(finding: Finding, edition: Edition) -> str:
    place, quoted = place_name(finding, edition), _quoted(finding.words[0])
    if not finding.cells:
        return _text_sum(finding, place, quoted)
    cells = cells_name(finding.cells, edition)
    if finding.expected is None:
        return f"{place}写有“{quoted}”，而{cells}是空的，请核对。"
    table = f"{'至少' if finding.incomplete else ''}是{show(finding.expected)}"
    if len(finding.words) > 1:
        new = cells_name(finding.cells[:1], edition)
        return f"{place}写有“{quoted}”，而{new}{table}；如含{finding.words[1]}，请写明。"
    return f"{place}写有“{quoted}”，而{cells}{table}，请核对。"


def _quoted(words: str) -> str:
    """A quotation short enough for a sentence."""
    words = " ".join(words.split())
    if len(words) <= _LONGEST_QUOTE:
        return words
    return f"{words[: _LONGEST_QUOTE - 10]}……{words[-8:]}"


def _text_sum(finding: Finding, place: str, quoted: str) -> str:
    """A list or a share: both sides stand in the text, or the share of what the table has."""
    expected, actual = show(finding.expected), show(finding.actual)
    if _PERCENTAGE.search(quoted):
        return f"{place}写有“{quoted}”，按表中的数字应为{expected}%，请核对。"
    return f"{place}“{quoted}”：分项相加是{expected}，总数写的是{actual}，请核对。"


def cells_name(cells: tuple[Address, ...], edition: Edition) -> str:
    """Where the figures stand that a text speaks of: one cell, or the rows together."""
    first = cells[0]
    part = edition.part_of_table(first.table).heading.partition("、")[0]
    rows = list(dict.fromkeys(edition.row(cell).name for cell in cells))
    if len(cells) == 1:
        return f"第{part}部分{cell_name(first, edition)}"
    group = edition.row(first).group
    if len(rows) > _LONGEST_LIST and group:
        return f"第{part}部分“{group}”各行合计"
    more = "等" if len(rows) > _LONGEST_LIST else ""
    return f"第{part}部分“{'”“'.join(rows[:_LONGEST_LIST])}”{more}合计"


def _text_year(finding: Finding, edition: Edition) -> str:
    place, quoted = place_name(finding, edition), finding.words[0]
    return f"{place}写有“{quoted}”，应当是{show(finding.expected)}年，请核对。"


def _jump(finding: Finding, edition: Edition) -> str:
    before, now = show(finding.expected), show(finding.actual)
    return f"{place_name(finding, edition)}去年是{before}，本年是{now}，变化很大，请核对。"


def _fee_unit(finding: Finding, edition: Edition) -> str:
    place, now = place_name(finding, edition), show(finding.actual)
    before = f"（去年是{show(finding.expected)}）" if finding.expected is not None else ""
    return f"{place}是{now}万元{before}，请核对单位是万元还是元。"


def _parts(finding: Finding, edition: Edition) -> str:
    place = place_name(finding, edition)
    if finding.actual is not None:
        return f"{place}写的是“{finding.words[0]}”，报告有{finding.expected}个部分，请核对。"
    return f"{place}列出的各部分中没有“{'”“'.join(finding.words)}”，请核对。"


_SENTENCES: dict[str, Callable[[Finding, Edition], str]] = {
    "cover.agency": lambda finding, edition: "封面还没有填写机关名称。",
    "cover.year": lambda finding, edition: "封面还没有填写报告年度。",
    "cover.edition": lambda finding, edition: (
        f"{finding.actual}年度的报告不应使用{edition.name}的表格，请在封面更换版式。"
    ),
    "lastyear.year": lambda finding, edition: (
        f"对照的去年报告是{finding.actual}年度的，应当是{show(finding.expected)}年度的，"
        "没有与它核对，请换一份。"
    ),
    "lastyear.agency": lambda finding, edition: (
        f"对照的去年报告是“{finding.actual}”，与本报告的机关名称不同，请核对。"
    ),
    "cell.blank": _blank,
    "cell.not_a_number": _not_a_number,
    "cell.negative": _negative,
    "cell.fraction": _fraction,
    "cell.unit": _unit,
    "section.missing": lambda finding, edition: f"缺少“{part_heading(finding, edition)}”。",
    "section.empty": lambda finding, edition: (
        f"“{part_heading(finding, edition)}”下面没有内容；没有需要说明的，也请写明。"
    ),
    "section.length": _length,
    "section.supervision": _words,
    "section.topics": _words,
    "section.fee": _words,
    "section.problems": _words,
    "section.improvements": _words,
    "section.parts": _parts,
    "text.number": _text_number,
    "text.year": _text_year,
    "text.blank": lambda finding, edition: (
        f"{place_name(finding, edition)}引用了"
        f"{cells_name(finding.cells, edition)}，表中这一格还空着。"
    ),
    "text.placeholder": lambda finding, edition: (
        f"{place_name(finding, edition)}“{finding.words[0]}”这里还空着，请填上或删去。"
    ),
    "text.punctuation": lambda finding, edition: (
        f"{place_name(finding, edition)}“{finding.words[0]}”的标点请核对。"
    ),
    "text.half_width": lambda finding, edition: (
        f"{place_name(finding, edition)}有{show(finding.actual)}处用了半角逗号，请核对。"
    ),
    "text.obsolete": lambda finding, edition: (
        f"{place_name(finding, edition)}“{finding.words[0]}”是旧的说法或依据，请按现行格式核对。"
    ),
    "text.agency": lambda finding, edition: (
        f"{place_name(finding, edition)}写的是“{finding.words[0]}”的报告，"
        "与封面的机关名称不同，请核对。"
    ),
    "text.contact": lambda finding, edition: (
        f"{place_name(finding, edition)}“{finding.words[0]}”的邮政编码或电话位数不对，请核对。"
    ),
    "text.contact_part": lambda finding, edition: (
        f"{place_name(finding, edition)}的联系方式没有写明{'、'.join(finding.words)}，请核对。"
    ),
    "text.fee_notice": lambda finding, edition: (
        f"“{edition.row(finding.cells[0]).name}”有{show(finding.actual)}件，"
        "第六部分没有说明发出收费通知的情况，请核对。"
    ),
    "text.similar": lambda finding, edition: (
        f"{place_name(finding, edition)}与去年报告相同的内容约占{finding.actual}%，"
        "请核对是否需要更新。"
    ),
    "plausible.unit": _fee_unit,
    "plausible.jump": _jump,
    "plausible.regulations": lambda finding, edition: (
        f"{place_name(finding, edition)}不是0；"
        "一般只有国务院部门、省级和设区的市政府制定规章，请核对。"
    ),
    "plausible.pending": lambda finding, edition: (
        f"{place_name(finding, edition)}是{show(finding.actual)}，"
        f"而去年还有{show(finding.expected)}件尚未审结，请核对。"
    ),
    "plausible.no_decisions": lambda finding, edition: (
        "行政许可、行政处罚、行政强制的决定数量都是0，请核对。"
    ),
}

CELL_AND_TEXT_CODES = tuple(_SENTENCES)
