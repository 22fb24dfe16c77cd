"""A report as other programs write it in JSON, read with the patience that a file deserves.

Figures may stand as text (``"283 批次"``, ``"１２"``), the year as text, and a row that the
edition does not have is told in a remark, not a refusal. The saved file is read strictly
instead (``forms.saving.store``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forms.cells import Address
from forms.counts import MAX_DIGITS, read_cell
from forms.edition import Edition
from forms.edition_file import edition_for_year, known_editions
from forms.errors import Cause, UnreadableFile
from forms.report import Remark, Report
from forms.report_json import BadReportJson, report_from_json

FIRST_YEAR, LAST_YEAR = 1949, 2100
_ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")


def read(data: bytes, path: Path, editions: Mapping[str, Edition] | None = None) -> Report:
    """JSON bytes → Report. A list with one report counts as that report.

    Raises UnreadableFile: TRUNCATED, BAD_SAVED_FILE with the place, SEVERAL_REPORTS.
    """
    content = _parsed(data, path)
    if isinstance(content, list):
        if len(content) != 1:
            cause = Cause.SEVERAL_REPORTS if content else Cause.BAD_SAVED_FILE
            raise UnreadableFile(path, cause)
        content = content[0]
    known = dict(editions) if editions else known_editions()
    try:
        plain, remarks = _usual(content, known)
        report = report_from_json(plain, known)
    except BadReportJson as error:
        raise UnreadableFile(path, Cause.BAD_SAVED_FILE, str(error)) from error
    return report.replace(remarks=report.remarks + tuple(remarks))


def _parsed(data: bytes, path: Path) -> Any:
    for encoding in _ENCODINGS:
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return json.loads(data.decode(encoding))
        except UnicodeDecodeError:
            continue
        except json.JSONDecodeError as error:
            at_end = error.pos >= len(error.doc.rstrip())
            cause = Cause.TRUNCATED if at_end else Cause.BAD_SAVED_FILE
            place = f"第{error.lineno}行第{error.colno}列"
            raise UnreadableFile(path, cause, place) from error
        except (ValueError, RecursionError) as error:
            raise UnreadableFile(path, Cause.BAD_SAVED_FILE, "JSON") from error
    raise UnreadableFile(path, Cause.UNKNOWN_ENCODING)


def _usual(content: Any, editions: dict[str, Edition]) -> tuple[dict[str, Any], list[Remark]]:
    """The content as ``report_to_json`` writes it, and what was left out."""
    if not isinstance(content, dict) or not isinstance(content.get("tables"), dict):
        raise BadReportJson("tables")
    plain = dict(content)
    plain["year"] = _year(content.get("year"))
    if content.get("edition") is None and plain["year"] is not None:
        plain["edition"] = edition_for_year(plain["year"]).key
    key = plain.get("edition")
    if not isinstance(key, str) or key not in editions:
        raise BadReportJson("edition")
    cells = _Cells(editions[key])
    plain["tables"] = cells.tables(content["tables"])
    plain["units"] = {**cells.units, **_mapping(content.get("units") or {}, "units")}
    return plain, cells.remarks


def _year(year: Any) -> int | None:
    if isinstance(year, str) and year.strip().isdecimal():
        year = int(year)
    if isinstance(year, float) and year.is_integer():
        year = int(year)
    if year is None:
        return None
    if isinstance(year, bool) or not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadReportJson("year")
    return year


class _Cells:
    """The cells of one edition, picked out of whatever the tables hold."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.units: dict[str, str] = {}
        self.remarks: list[Remark] = []

    def tables(self, tables: dict[str, Any]) -> dict[str, Any]:
        """The known cells, as nested dictionaries; figures in texts read as figures."""
        found: dict[str, Any] = {}
        for table, rows in tables.items():
            for row, columns in _mapping(rows, f"tables.{table}").items():
                for column, value in _mapping(columns, f"tables.{table}.{row}").items():
                    address = Address(table, row, column)
                    if address in self.edition.address_set:
                        place = found.setdefault(table, {}).setdefault(row, {})
                        place[column] = self._value(address, value)
                    elif value is not None:
                        self._leave_out(address, value)
        return found

    def _value(self, address: Address, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return value if abs(value) < 10**MAX_DIGITS else str(value)
        if not isinstance(value, str):
            return value
        reading = read_cell(value)
        if reading.unit and not self._is_usual(address, reading.unit):
            self.units[str(address)] = reading.unit
        figure = reading.value
        return figure if figure is None or isinstance(figure, (int, str)) else float(figure)

    def _is_usual(self, address: Address, unit: str) -> bool:
        """A unit that the form's own label states, or the one of every count."""
        column = self.edition.column(address)
        return unit == "件" or (unit == column.unit and unit in column.label)

    def _leave_out(self, address: Address, value: Any) -> None:
        sentence = f"版式里没有 {address} 这一格，没有放进报告：{str(value)[:40]}。"
        self.remarks.append(Remark("row.unknown", sentence, str(address)))


def _mapping(data: Any, where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise BadReportJson(where)
    return data
