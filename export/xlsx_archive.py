"""A workbook → bytes, the same for an equal workbook, with the results of its formulas.

openpyxl stores formulas without results, so that whatever does not calculate (a preview on
a telephone, Excel's protected view) shows them as blanks: the results are put in here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from html import escape
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from export.dateless_zip import DatelessZip
from forms.counts import show

Result = int | Decimal | str
Results = Mapping[str, Result]
"""Cell (``F5``) → what its formula gives."""

_CORE = "docProps/core.xml"
_TIMES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_FORMULA_CELL = re.compile(
    rb'<c r="(?P<at>[A-Z]+\d+)"(?P<style>[^>]*)><f>(?P<formula>[^<]*)</f><v\s*(?:/>|></v>)</c>'
)


def workbook_bytes(book: Workbook, results: Mapping[str, Results]) -> bytes:
    """The file. ``results`` maps a sheet's name to the results of its formulas."""
    by_path = {
        f"xl/worksheets/sheet{number}.xml": results[sheet.title]
        for number, sheet in enumerate(book.worksheets, 1)
        if sheet.title in results
    }
    stream = BytesIO()
    with _BookArchive(stream, by_path) as archive:
        ExcelWriter(book, archive).save()
    return stream.getvalue()


class _BookArchive(DatelessZip):
    """Leaves the times out of the properties too, and puts results into the sheets."""

    def __init__(self, stream: BytesIO, results: Mapping[str, Results]) -> None:
        super().__init__(stream)
        self.results = results

    def writestr(self, name: Any, data: Any, *_how: Any) -> None:
        """Add a part that the writer hands over."""
        if name == _CORE:
            data = _TIMES.sub(b"", data if isinstance(data, bytes) else data.encode())
        super().writestr(name, data)

    def write(self, filename: str | PathLike[str], arcname: Any = None, *_how: Any) -> None:
        """Add a sheet that the writer left in a file."""
        data = Path(filename).read_bytes()
        results = self.results.get(str(arcname))
        self.writestr(arcname, _with_results(data, results) if results else data)


def _with_results(sheet: bytes, results: Results) -> bytes:
    def filled(found: re.Match[bytes]) -> bytes:
        value = results[found["at"].decode()]
        kind = b' t="str"' if isinstance(value, str) else b""
        text = escape(value if isinstance(value, str) else show(value), quote=False).encode()
        head = b'<c r="' + found["at"] + b'"' + found["style"] + kind + b">"
        return head + b"<f>" + found["formula"] + b"</f><v>" + text + b"</v></c>"

    return _FORMULA_CELL.sub(filled, sheet)
