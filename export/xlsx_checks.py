"""The sheet 校验: every rule of this year with both sides, calculated live."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from export.formulas import (
    AGREES,
    DIFFERS,
    UNFINISHED,
    Places,
    known_sum,
    verdict,
)
from export.text_lines import line_count
from export.xlsx_archive import Result
from export.xlsx_rules import AMBER, RED, mark, sheet_prefix
from export.xlsx_styles import Looks, new_cell
from forms.check import check_table, side_of
from forms.edition import Edition
from forms.report import Report
from forms.rules import Relation
from forms.wording import relation_sentence

NAME = "校验"
HEADERS = ("规则", "位置", "左边（应为）", "右边（实为）", "差", "结果")
WIDTHS = (50, 14, 14, 14, 11, 11)
"""Of the columns, in digits."""
FIRST_ROW = 4
_LINE = 15
_EXPLANATION = (
    "本表由公式计算，随各表的数字即时更新。空白和文字视为还不知道：已填的数已经对不上的，"
    "为“不一致”；其余有空白的，为“未填完”。点“位置”可以到那一格。"
)
_VERDICTS = (AGREES, DIFFERS, UNFINISHED)
_ROW_LOOKS = ("校验规则", "校验位置", "校验结果", "校验结果", "校验结果", "校验结果")


class Table(NamedTuple):
    """Where a table was put: its sheet and its cells."""

    sheet: Worksheet
    places: Places


def add_checks(
    book: Workbook, report: Report, edition: Edition, tables: Mapping[str, Table], looks: Looks
) -> tuple[Worksheet, dict[str, Result]]:
    """The sheet, and what its formulas give for the report's values as they stand."""
    sheet = book.create_sheet(looks.words(NAME))
    relations = [
        relation
        for name in edition.tables
        for relation in edition.relations
        if relation.table == name and name in tables and not relation.crosses_years
    ]
    last = FIRST_ROW + len(relations) - 1
    _add_head(sheet, last, looks)
    results: dict[str, Result] = {}
    wrong = {finding.relation for name in tables for finding in check_table(report, edition, name)}
    for row, relation in enumerate(relations, FIRST_ROW):
        sentence = looks.words(relation_sentence(relation, edition))
        _add_relation(sheet, row, relation, sentence, tables[relation.table], looks)
        results |= _results(row, relation, report, relation in wrong)
    found = list(results.values())
    for column, name in zip("DEF", _VERDICTS, strict=True):
        results[f"{column}1"] = f"{name} {found.count(name)}"
    _set_up(sheet, last)
    return sheet, results


def _append(
    sheet: Worksheet, values: list[Any], looks: Looks, names: tuple[str, ...]
) -> list[Cell]:
    cells = [
        new_cell(sheet, looks.named[name], value) for value, name in zip(values, names, strict=True)
    ]
    sheet.append(cells)
    return cells


def _add_head(sheet: Worksheet, last: int, looks: Looks) -> None:
    """Title with the counters, explanation, headers."""
    area = f"$F${FIRST_ROW}:$F${last}"
    counters = [f'="{name} "&COUNTIF({area},"{name}")' for name in _VERDICTS]
    blank = [None] * (len(HEADERS) - 1)
    _append(
        sheet,
        [looks.words(NAME), None, None, *counters],
        looks,
        ("校验标题",) * 3 + ("校验结果",) * 3,
    )
    _append(sheet, [looks.words(_EXPLANATION), *blank], looks, ("校验说明",) * len(HEADERS))
    _append(sheet, [looks.words(text) for text in HEADERS], looks, ("校验表头",) * len(HEADERS))
    sheet.merged_cells.add("A2:F2")
    heights = (30.0, 6.0 + _LINE * line_count(_EXPLANATION, sum(WIDTHS) / 2 - 4), 22.0)
    for row, height in enumerate(heights, 1):
        sheet.row_dimensions[row].height = height


def _add_relation(
    sheet: Worksheet, row: int, relation: Relation, sentence: str, table: Table, looks: Looks
) -> None:
    prefix = sheet_prefix(table.sheet)
    target = table.places[relation.actual[0].address].relative
    values = [
        sentence,
        f"{table.sheet.title.partition('、')[0]} {target}",
        "=" + known_sum(relation.expected, table.places, prefix),
        "=" + known_sum(relation.actual, table.places, prefix),
        f"=ROUND(D{row}-C{row},6)",
        "=" + verdict(relation, table.places, prefix),
    ]
    cells = _append(sheet, values, looks, _ROW_LOOKS)
    cells[1].hyperlink = Hyperlink(ref=f"B{row}", location=f"{prefix}{target}")
    sheet.row_dimensions[row].height = 6 + _LINE * line_count(sentence, WIDTHS[0] / 2 - 2)


def _results(row: int, relation: Relation, report: Report, is_wrong: bool) -> dict[str, Result]:
    """What the row's formulas give, by the arithmetic of ``forms.check``."""
    expected = side_of(relation.expected, report, None)
    actual = side_of(relation.actual, report, None)
    full = AGREES if expected.complete and actual.complete else UNFINISHED
    return {
        f"C{row}": expected.known,
        f"D{row}": actual.known,
        f"E{row}": actual.known - expected.known,
        f"F{row}": DIFFERS if is_wrong else full,
    }


def _set_up(sheet: Worksheet, last: int) -> None:
    for column, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = f"A{FIRST_ROW}"
    sheet.print_title_rows = f"{FIRST_ROW - 1}:{FIRST_ROW - 1}"
    for name, colors in ((DIFFERS, RED), (UNFINISHED, AMBER)):
        rule = Rule(type="expression", dxf=mark(colors), formula=[f'$F{FIRST_ROW}="{name}"'])
        sheet.conditional_formatting.add(f"A{FIRST_ROW}:F{last}", rule)
