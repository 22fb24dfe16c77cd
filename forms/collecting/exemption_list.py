"""Exceptions to the sum from a table: unit, row, column, figure, reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from forms.cells import Address
from forms.collecting.sums import Exemption
from forms.collecting.unit_list import table_rows
from forms.counts import is_number, read_cell
from forms.edition import Edition
from forms.errors import Cause, UnreadableFile

_HEADINGS = {
    "unit": ("单位", "单位名称", "机关"),
    "row": ("行", "项目", "单元格"),
    "column": ("列", "申请人"),
    "way": ("方式",),
    "amount": ("数", "数量", "数字", "件数"),
    "reason": ("理由", "原因", "说明"),
}
_INSTEAD = ("按", "计为", "代替", "改为")


def read_exemptions(path: Path, edition: Edition) -> tuple[Exemption, ...]:
    """The exceptions in an xlsx or csv with the headings 单位、行、列、方式、数、理由.

    行 and 列 are labels of the form, or 行 alone is a cell's address. 方式 is 按 (the figure
    stands in place of the unit's own) or empty (it is added; a negative one taken off).
    Raises UnreadableFile whose detail says which line lacks what.
    """
    rows = [row for row in table_rows(path) if any(row)]
    places = _places(rows[0]) if rows else {}
    if missing := [names[0] for key, names in _HEADINGS.items() if key not in places]:
        absent = [name for name in missing if name not in ("列", "方式")]
        if absent:
            raise UnreadableFile(path, Cause.BAD_TABLE, f"缺少“{absent[0]}”列")
    return tuple(
        _exemption(row, places, edition, path, number) for number, row in enumerate(rows[1:], 2)
    )


def _places(head: Sequence[str]) -> dict[str, int]:
    return {
        key: head.index(name)
        for key, names in _HEADINGS.items()
        for name in names[::-1]
        if name in head
    }


def _exemption(
    row: Sequence[str], places: Mapping[str, int], edition: Edition, path: Path, number: int
) -> Exemption:
    words = {key: row[place] if place < len(row) else "" for key, place in places.items()}
    address = _address(words["row"], words.get("column", ""), edition)
    if address is None:
        raise UnreadableFile(path, Cause.BAD_TABLE, f"第{number}行：按所写的行或列找不到唯一的一格")
    value = read_cell(words["amount"]).value
    if not is_number(value):
        raise UnreadableFile(path, Cause.BAD_TABLE, f"第{number}行没有写明数字")
    if not words["reason"]:
        raise UnreadableFile(path, Cause.BAD_TABLE, f"第{number}行没有写明理由")
    instead = words.get("way", "").startswith(_INSTEAD)
    return Exemption(words["unit"], address, value, words["reason"], instead)  # type: ignore[arg-type]


def _address(row: str, column: str, edition: Edition) -> Address | None:
    """The only cell whose labels are these; None where there is none or several."""
    if row.count(".") == 2:
        try:
            address = Address.parse(row)
        except ValueError:
            return None
        return address if address in edition.address_set else None
    found = [
        address
        for address in edition.addresses
        if row in (edition.row(address).name, edition.row(address).label)
        and column in ("", edition.column(address).label)
    ]
    return found[0] if len(found) == 1 else None
