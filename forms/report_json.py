"""A report as JSON, the shape of the command line, of the saved file and of attachments."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from forms.cells import Address
from forms.counts import Number, Value, read_cell
from forms.edition import Edition
from forms.edition_file import known_edition
from forms.live_figures import LiveFigure, figures_from_json, figures_to_json
from forms.report import SECTIONS, Choice, Remark, Report

MOST_REMARKS = 2_000
"""Whoever is told more of one file reads none of it."""
LARGEST_YEAR = 9999
"""As far as one can type."""
_REMARK_WORDS = ("code", "message", "where", "text")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


class BadReportJson(ValueError):
    """The JSON does not have the shape of a report; the argument says where."""


def report_to_json(report: Report, editions: dict[str, Edition] | None = None) -> dict[str, Any]:
    """Report → plain dictionaries. Every cell of the edition is there, blank as None."""
    edition = _edition(report.edition, editions)
    tables: dict[str, Any] = {}
    for address in edition.addresses:
        row = tables.setdefault(address.table, {}).setdefault(address.row, {})
        row[address.column] = plain_number(report.value(address))
    found: dict[str, Any] = {
        "agency": report.agency,
        "year": report.year,
        "edition": report.edition,
        "tables": tables,
        "sections": dict(report.sections),
        "remarks": [_remark_to_json(remark) for remark in report.remarks],
    }
    if report.units:
        found["units"] = {str(address): unit for address, unit in report.units.items()}
    if report.origins:
        found["origins"] = dict(report.origins)
    if report.figures:
        found["figures"] = figures_to_json(report.figures)
    return found


def report_from_json(data: Any, editions: dict[str, Edition] | None = None) -> Report:
    """The reverse. Raises BadReportJson naming the place that is not as it should be."""
    if not isinstance(data, dict) or not isinstance(data.get("tables"), dict):
        raise BadReportJson("tables")
    key = _text(data.get("edition"), "edition")
    try:
        edition = _edition(key, editions)
    except KeyError:
        raise BadReportJson("edition") from None
    year = data.get("year")
    if year is not None and (type(year) is not int or not 0 <= year <= LARGEST_YEAR):
        raise BadReportJson("year")
    report = Report(
        agency=_text(data.get("agency", ""), "agency"),
        year=year,
        edition=key,
        cells=_cells(data["tables"], edition),
        sections=_sections(data.get("sections", {})),
        remarks=_remarks(data.get("remarks", [])),
        units={
            _address(name, edition): _text(unit, name)
            for name, unit in _mapping(data.get("units", {}), "units").items()
        },
        origins={
            name: _text(place, name)
            for name, place in _mapping(data.get("origins", {}), "origins").items()
        },
    )
    return report.replace(figures=_figures(data.get("figures", []), report, edition))


def _edition(key: str, editions: dict[str, Edition] | None) -> Edition:
    return editions[key] if editions else known_edition(key)


def _figures(data: Any, report: Report, edition: Edition) -> tuple[LiveFigure, ...]:
    try:
        figures = figures_from_json(data, report.sections, report.cells)
    except ValueError:
        raise BadReportJson("figures") from None
    return tuple(one for one in figures if one.cell in edition.address_set)


def control_totals_to_json(report: Report) -> dict[str, Any]:
    """Key → figure, in the order of the keys. They are no part of the report's own JSON."""
    return {key: plain_number(report.control_totals[key]) for key in sorted(report.control_totals)}


def control_totals_from_json(
    data: Any, report: Report, editions: dict[str, Edition] | None = None
) -> dict[str, Number]:
    """The reverse, for a report. Raises BadReportJson naming the key."""
    known = _edition(report.edition, editions).control_places
    found: dict[str, Number] = {}
    for key, figure in _mapping(data, "control_totals").items():
        value = _value(figure, f"control_totals.{key}")
        if key not in known or value is None or isinstance(value, str):
            raise BadReportJson(f"control_totals.{key}")
        found[key] = value
    return found


def plain_number(value: Value) -> int | float | str | None:
    """A value as JSON can hold it: a Decimal becomes a float (15 digits, exact)."""
    return float(value) if isinstance(value, Decimal) else value


def _cells(tables: dict[str, Any], edition: Edition) -> dict[Address, Value]:
    cells: dict[Address, Value] = {}
    for table, rows in tables.items():
        for row, columns in _mapping(rows, f"tables.{table}").items():
            for column, value in _mapping(columns, f"tables.{table}.{row}").items():
                address = _address(f"{table}.{row}.{column}", edition)
                cells[address] = _value(value, str(address))
    return cells


def _value(value: Any, where: str) -> Value:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, (float, Decimal)):
        # A float is sure of 15 digits: 0.1 + 0.2 of another program is 0.3.
        number = value if isinstance(value, Decimal) else Decimal(format(value, ".15g"))
        if not number.is_finite():
            raise BadReportJson(where)
        return read_cell(format(number, "f")).value
    if isinstance(value, str):
        return whole_text(value).strip() or None
    raise BadReportJson(where)


def _sections(data: Any) -> dict[str, str | None]:
    texts = _mapping(data, "sections")
    for key, text in texts.items():
        if key not in SECTIONS or not (text is None or isinstance(text, str)):
            raise BadReportJson(f"sections.{key}")
    return {key: None if text is None else whole_text(text) for key, text in texts.items()}


def _remarks(data: Any) -> tuple[Remark, ...]:
    if not isinstance(data, list):
        raise BadReportJson("remarks")
    if len(data) > MOST_REMARKS:
        raise BadReportJson("remarks")
    remarks = []
    for item in data:
        fields = _mapping(item, "remarks")
        words = {key: _text(fields.get(key, ""), f"remarks.{key}") for key in _REMARK_WORDS}
        remarks.append(Remark(choices=_choices(fields.get("choices", [])), **words))
    return tuple(remarks)


def _remark_to_json(remark: Remark) -> dict[str, Any]:
    """``text`` and ``choices`` only where there are any; a choice is address → text."""
    found: dict[str, Any] = {
        "code": remark.code,
        "message": remark.message,
        "where": remark.where,
    }
    if remark.text:
        found["text"] = remark.text
    if remark.choices:
        found["choices"] = [dict(choice) for choice in remark.choices]
    return found


def _choices(data: Any) -> tuple[Choice, ...]:
    if not isinstance(data, list):
        raise BadReportJson("remarks.choices")
    choices = []
    for item in data:
        cells = _mapping(item, "remarks.choices")
        choices.append(tuple((name, _text(text, name)) for name, text in cells.items()))
    return tuple(choices)


def _address(name: str, edition: Edition) -> Address:
    try:
        address = Address.parse(name)
    except ValueError:
        raise BadReportJson(name) from None
    if address not in edition.address_set:
        raise BadReportJson(name)
    return address


def _mapping(data: Any, where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise BadReportJson(where)
    return data


def _text(data: Any, where: str) -> str:
    if not isinstance(data, str):
        raise BadReportJson(where)
    return whole_text(data)


def whole_text(text: str) -> str:
    """The text with half characters (lone surrogates), which no file can hold, replaced."""
    return _HALF_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text)
