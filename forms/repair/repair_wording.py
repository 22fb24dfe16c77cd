"""Suggestions → one plain Chinese sentence each, and the JSON that other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from forms.cells import Address
from forms.control_totals import is_control
from forms.counts import Number, Value, is_number, show
from forms.culprit import Change, Suggestion
from forms.edition import Edition
from forms.finding import Finding
from forms.repair.slip_groups import Slip
from forms.repair.slips import YUAN_PER_WAN, Reason, differing_places, dropped_place
from forms.wording import cell_name, finding_sentence, place_name

PLACES = ("个", "十", "百", "千", "万", "十万", "百万", "千万", "亿")
LONGEST_LIST = 4

Changes = dict[Address, Change]


NO_REPAIR = "错的格可能较多，推不出怎样改才全部平衡；请先逐行、逐列核对上面各处。"
"""What is said where something does not add up and no repair is known."""


def suggestion_sentence(suggestion: Suggestion, edition: Edition) -> str:
    """What to change, what seems to have happened, and what no repair is known for.

    ``若“结转下年度继续办理”行“自然人”列为21（现为12），则全部平衡：十位与个位疑似颠倒。``
    """
    own = [change for change in suggestion.changes if not change.follows]
    if suggestion.reason is Reason.BLANK:
        return f"按合计推算，{_list(own, edition)}。"
    if suggestion.reason is Reason.UNIT:
        return f"若{_list(own, edition)}，则单位正确：疑似把元当作万元填写。"
    changes = {change.address: change for change in suggestion.changes}
    follow = _followers([c for c in suggestion.changes if c.follows], edition)
    end = "" if suggestion.is_smallest else "；出错的单元格可能较多，请逐项核对"
    balanced = "则全部平衡"
    if suggestion.doubts:
        balanced = "则表内平衡"
        end += f"；仍请核对：{_open_places(suggestion.doubts, edition)}"
    if suggestion.remaining:
        balanced, end = "则可以减少不平衡的地方", f"；{_remaining(suggestion, edition)}"
    if len(suggestion.slips) == 1:
        reason = _SENTENCES[suggestion.slips[0].reason](suggestion.slips[0], changes)
        return f"若{_list(own, edition)}{follow}，{balanced}：{reason}{end}。"
    told = [_slip(slip, changes, edition) for slip in suggestion.slips[:LONGEST_LIST]]
    rest = len(suggestion.slips) - len(told)
    more = f"，连同另外{rest}处" if rest else ""
    return f"若{'、'.join(told)}{more}{follow}，{balanced}{end}。"


def _remaining(suggestion: Suggestion, edition: Edition) -> str:
    """``仍有2处推不出怎样改，请逐项核对：“自然人”列、“总计”列``."""
    places = _open_places(suggestion.remaining, edition)
    return f"仍有{len(suggestion.remaining)}处推不出怎样改，请逐项核对：{places}"


def _open_places(found: Iterable[Finding], edition: Edition) -> str:
    """``“上年结转”行“自然人”列（与去年的报告不一致）、“商业企业”列``: what is left, where."""
    places = []
    for one in found:
        place = place_name(one, edition)
        if one.relation and one.relation.crosses_years:
            place = f"{cell_name(one.cells[0], edition)}（与去年的报告不一致）"
        elif one.relation and is_control(one.relation):
            place += "（与账面数不一致）"
        places.append(place)
    named = list(dict.fromkeys(places))
    return "、".join(named[:LONGEST_LIST]) + ("等" if len(named) > LONGEST_LIST else "")


def _slip(slip: Slip, changes: Changes, edition: Edition) -> str:
    """One of several slips, with its own reason beside it."""
    cells = _list([changes[cell] for cell in slip.cells], edition)
    return f"{cells}（{_SENTENCES[slip.reason](slip, changes)}）".replace("）（", "，")


def suggestion_json(suggestion: Suggestion, edition: Edition) -> dict[str, Any]:
    """``{"changes": [{"cell", "from", "to"}], "reason", "message"}``; a blank is None."""
    return {
        "changes": [
            {
                "cell": str(change.address),
                "from": _plain(change.before),
                "to": _plain(change.after),
            }
            for change in suggestion.changes
        ],
        "reason": suggestion.reason.value,
        "message": suggestion_sentence(suggestion, edition),
    }


def suggestions_json(
    found: Sequence[Suggestion], edition: Edition, is_broken: bool
) -> dict[str, Any]:
    """``{"suggestions": [...]}``: whole repairs only, which leave nothing broken.

    Where there is none though something ``is_broken``, ``"partial"`` has what can be mended:
    a suggestion with what is ``"remaining"``, or no changes but the message.
    """
    whole = [suggestion_json(one, edition) for one in found if not one.remaining]
    told: dict[str, Any] = {"suggestions": whole}
    for one in found:
        if one.remaining:
            left = [
                {
                    "code": finding.code,
                    "cells": [str(cell) for cell in finding.cells],
                    "message": finding_sentence(finding, edition),
                }
                for finding in one.remaining
            ]
            told["partial"] = suggestion_json(one, edition) | {"remaining": left}
    if is_broken and not found:
        told["partial"] = {"changes": [], "reason": None, "message": NO_REPAIR}
    return told


def _plain(value: Value) -> int | float | str | None:
    return float(value) if isinstance(value, Decimal) else value


def _list(changes: list[Change], edition: Edition) -> str:
    parts = []
    for change in changes[:LONGEST_LIST]:
        now = "现为空" if change.before is None else f"现为{_figure(change.before)}"
        parts.append(f"{cell_name(change.address, edition)}为{_figure(change.after)}（{now}）")
    rest = len(changes) - LONGEST_LIST
    return "、".join(parts) + (f"，连同另外{rest}处" if rest > 0 else "")


def _followers(changes: list[Change], edition: Edition) -> str:
    if not changes:
        return ""
    if len(changes) > LONGEST_LIST:
        return f"，{len(changes)}处合计随之改变"
    cells = "、".join(f"{cell_name(c.address, edition)}{_figure(c.after)}" for c in changes)
    return f"，合计随之改为：{cells}"


def _figure(value: Value) -> str:
    return show(value) if is_number(value) else f"“{value}”"


# --- slips -------------------------------------------------------------------------------


def _figures(slip: Slip, changes: Changes) -> tuple[str, str]:
    change = changes[slip.cells[0]]
    return show(change.before), show(change.after)


def _place(digits: str, place: int) -> str:
    """The name of a digit's place, counted from the left: ``_place("120", 0)`` is 百位."""
    power = len(digits) - 1 - place
    return f"{PLACES[power]}位" if power < len(PLACES) else f"右起第{power + 1}位"


def _transposed(slip: Slip, changes: Changes) -> str:
    wrong, right = _figures(slip, changes)
    first, last = differing_places(wrong, right)
    return f"{_place(wrong, first)}与{_place(wrong, last)}疑似颠倒"


def _one_digit(slip: Slip, changes: Changes) -> str:
    wrong, right = _figures(slip, changes)
    if len(wrong) == 1:
        return "疑似填错了数字"
    return f"{_place(wrong, differing_places(wrong, right)[0])}数字疑似有误"


def _digit_missing(slip: Slip, changes: Changes) -> str:
    wrong, right = _figures(slip, changes)
    place = dropped_place(right, wrong)
    return f"疑似少了一位数字{right[place]}" if place is not None else "疑似少了一位数字"


def _digit_extra(slip: Slip, changes: Changes) -> str:
    wrong, right = _figures(slip, changes)
    place = dropped_place(wrong, right)
    return f"疑似多了一位数字{wrong[place]}" if place is not None else "疑似多了一位数字"


def _moved(slip: Slip, changes: Changes) -> str:
    change = changes[slip.cells[0]]
    assert isinstance(change.before, (int, Decimal))
    assert isinstance(change.after, (int, Decimal))
    moved: Number = change.after - change.before
    return f"疑似有{show(max(moved, -moved))}件计错了{_line(slip)}"


def _line(slip: Slip) -> str:
    """列 where the cells stand in one row and so differ by column; 行 otherwise."""
    return "列" if len({cell.row for cell in slip.cells}) == 1 else "行"


def _shifted(slip: Slip, changes: Changes) -> str:
    if len({cell.row for cell in slip.cells}) > 1 < len({cell.column for cell in slip.cells}):
        return "表中这些数字疑似整体错了一行"
    return f"这一{'行' if _line(slip) == '列' else '列'}的数字疑似整体错了一{_line(slip)}"


def _exchanged(slip: Slip, changes: Changes) -> str:
    figures = [changes[cell].before for cell in slip.cells]
    if 0 in figures:
        return f"数字疑似填到了另一{_line(slip)}"
    return f"两{_line(slip)}的数字疑似互换"


def _says(sentence: str) -> Callable[[Slip, Changes], str]:
    return lambda slip, changes: sentence


_SENTENCES: dict[Reason, Callable[[Slip, Changes], str]] = {
    Reason.TOTAL_UNFILLED: _says("合计疑似漏填"),
    Reason.EXCHANGED: _exchanged,
    Reason.SHIFTED: _shifted,
    Reason.TRANSPOSED: _transposed,
    Reason.SIGN: _says("疑似误加了负号"),
    Reason.UNIT: _says(f"疑似把元当作万元填写，大了{YUAN_PER_WAN}倍"),
    Reason.REPEATED_DIGIT: _says("疑似有一位数字重复"),
    Reason.DIGIT_MISSING: _digit_missing,
    Reason.DIGIT_EXTRA: _digit_extra,
    Reason.NEIGHBOUR: _says("疑似照抄了旁边一格的数字"),
    Reason.ONE_DIGIT: _one_digit,
    Reason.MOVED: _moved,
    Reason.AT_LEAST: _says("这是规则允许的最近的数字，真实数字请核对"),
    Reason.OTHER: _says("请核对这一数字"),
}
