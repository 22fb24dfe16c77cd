"""What a worker does with one file: bytes and a name → what stands in it and what is wrong.

A pure function, so that any ``concurrent.futures.Executor`` may run it on any machine; what
travels is bytes and text.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from forms.cells import Address
from forms.check import check, comparable
from forms.collecting.likeness import prose_signature
from forms.collecting.returns import SURE_REMARKS, Fix, Found, Read
from forms.counts import Value, show
from forms.culprit import suggestions
from forms.edition import Edition
from forms.edition_file import EDITIONS_FOLDER, known_editions
from forms.errors import Cause, FileError
from forms.explanations import Explained, settle
from forms.finding import Finding
from forms.reading.open_file import MAX_BYTES, saved_in
from forms.repair.repair_wording import suggestion_sentence
from forms.report import Remark, Report
from forms.report_json import report_from_json, report_to_json
from forms.rules import Level
from forms.saving.store import Saved
from forms.wording import finding_sentence, part_heading

MOST_FIXES = 3
_CASE = re.compile(
    r"[（(〔\[]\s*20\d\d\s*[）)〕\]]\s*[一-鿿]{1,3}\d{0,6}\s*[一-鿿]{1,12}第?\s*\d{1,6}\s*号"
)
"""``（2024）闽0128行初12号``, ``〔2024〕岚政行复第7号``: a court's or a review's number."""
_CASE_SIGNS = ("行初", "行终", "行申", "行复", "复决", "复议", "行赔", "复字", "行审")


class Result(NamedTuple):
    """What travels back: ``head`` is a ``Read`` as JSON, ``body`` the packed report (or b"")."""

    digest: str
    head: str
    body: bytes


def digest_of(data: bytes) -> str:
    """The content's hash, by which results are kept."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


@cache
def program_stamp() -> str:
    """What a result depends on besides the file: our own code and the editions.

    Of a packaged program, whose sources are not at hand, the program's file.
    """
    root = Path(__file__).resolve().parent.parent
    files = [*sorted(root.rglob("*.py")), *sorted(EDITIONS_FOLDER.glob("*.toml"))]
    mark = hashlib.blake2b(digest_size=10)
    if getattr(sys, "frozen", False):
        mark.update(str(Path(sys.executable).stat().st_mtime_ns).encode())
    for file in files:
        mark.update(file.read_bytes())
    return mark.hexdigest()


# --- one file ----------------------------------------------------------------------------


def examine(data: bytes, name: str) -> Result:
    """Read and check one file. ``name`` decides by its suffix what the content leaves open.

    The rest of the name has no say: the result is kept for every file of the same content.
    """
    digest = digest_of(data)
    try:
        if not data.strip(b"\0 \t\r\n"):
            return refusal(digest, Cause.EMPTY)
        if len(data) > MAX_BYTES:
            return refusal(digest, Cause.TOO_LARGE)
        saved = saved_in(data, Path(f"_{Path(name).suffix}"))
    except FileError as error:
        return refusal(digest, error.cause, error.detail)
    except MemoryError:
        return refusal(digest, Cause.TOO_LARGE)
    report = saved.report
    body = json.dumps(report_to_json(report), ensure_ascii=False, separators=(",", ":"))
    return Result(digest, head_of(_read(digest, saved)), zlib.compress(body.encode(), 3))


def refusal(digest: str, cause: Cause, detail: str = "") -> Result:
    """The result for a file that is no report."""
    return Result(digest, head_of(Read(digest, cause, detail)), b"")


def unpacked(body: bytes) -> Report:
    """The report in a result's body."""
    return report_from_json(json.loads(zlib.decompress(body)))


def _read(digest: str, saved: Saved) -> Read:
    report = saved.report
    edition = known_editions()[report.edition]
    last_year = comparable(report, saved.last_year)
    findings = check(report, edition, last_year)
    settled = settle(findings, saved.explanations, report, last_year)
    return Read(
        digest,
        agency=report.agency,
        year=report.year,
        edition=report.edition,
        values=tuple(report.value(address) for address in edition.addresses),
        units=tuple((str(address), unit) for address, unit in report.units.items()),
        remarks=tuple(Remark(one.code, one.message, one.where) for one in report.remarks),
        found=worded(findings, edition, report, settled.explained),
        fixes=_fixes(report, edition, last_year, findings),
        prose=prose_signature(report),
        cases=_cases(report),
    )


def worded(
    findings: Iterable[Finding],
    edition: Edition,
    report: Report,
    explained: Iterable[Explained] = (),
) -> tuple[Found, ...]:
    """Findings as a collection keeps them, with the reasons that were given for some."""
    open_cells = _left_open(report)
    reasons = {id(one.finding): one.explanation.reason for one in explained}
    return tuple(
        Found(
            code=one.code,
            level=one.level,
            cells=tuple(str(cell) for cell in one.cells),
            place=".".join(part for part in (one.table, one.section, one.place) if part),
            part=part_heading(one, edition),
            message=finding_sentence(one, edition),
            expected=show(one.expected),
            actual=show(one.actual),
            crosses_years=one.relation is not None and one.relation.crosses_years,
            explained=reasons.get(id(one), ""),
            uncertain=any(cell in open_cells for cell in one.cells),
        )
        for one in findings
    )


def _left_open(report: Report) -> set[Address]:
    """The blank cells of the rows in which the reader left something open."""
    rows = {
        tuple(one.where.split(".")[:2]) for one in report.remarks if one.code not in SURE_REMARKS
    }
    return {
        address
        for address in known_editions()[report.edition].addresses
        if address[:2] in rows and report.value(address) is None
    }


def _fixes(
    report: Report, edition: Edition, last_year: Report | None, findings: Iterable[Finding]
) -> tuple[Fix, ...]:
    if not any(one.level is Level.ERROR and one.relation is not None for one in findings):
        return ()
    found = suggestions(report, edition, last_year, limit=MOST_FIXES)
    return tuple(
        Fix(
            suggestion_sentence(one, edition),
            tuple((str(change.address), show(change.after)) for change in one.changes),
        )
        for one in found
    )


def _cases(report: Report) -> tuple[str, ...]:
    text = "\n".join(text for text in report.sections.values() if text)
    numbers = ("".join(match[0].split()) for match in _CASE.finditer(text))
    plain = (number.translate(_BRACKETS) for number in numbers)
    return tuple(dict.fromkeys(one for one in plain if any(sign in one for sign in _CASE_SIGNS)))


_BRACKETS = str.maketrans("([〔)]〕", "（（（）））")


# --- two years ---------------------------------------------------------------------------


def examine_across(pairs: Sequence[tuple[bytes, bytes]]) -> list[str]:
    """What last year's report adds: for each pair of packed reports (this year's, last year's)
    the findings that this year's alone does not have, as JSON.
    """
    answers = []
    for now, before in pairs:
        report, last_year = unpacked(now), unpacked(before)
        edition = known_editions()[report.edition]
        alone = {one.key for one in worded(check(report, edition), edition, report)}
        both = worded(check(report, edition, last_year), edition, report)
        new = [one for one in both if one.key not in alone]
        answers.append(json.dumps([_plain(one) for one in new], ensure_ascii=False))
    return answers


def across_from(text: str) -> tuple[Found, ...]:
    """One answer of ``examine_across``."""
    return tuple(_found(one) for one in json.loads(text))


# --- as JSON -----------------------------------------------------------------------------


def head_of(read: Read) -> str:
    """A ``Read`` as JSON."""
    data = {
        "digest": read.digest,
        "cause": read.cause.value if read.cause else None,
        "detail": read.detail,
        "agency": read.agency,
        "year": read.year,
        "edition": read.edition,
        "values": [_written(value) for value in read.values],
        "units": read.units,
        "remarks": [(one.code, one.message, one.where) for one in read.remarks],
        "found": [_plain(one) for one in read.found],
        "fixes": [(one.message, one.changes) for one in read.fixes],
        "prose": read.prose.hex(),
        "cases": read.cases,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def read_from(head: str) -> Read:
    """The reverse of ``head_of``."""
    data = json.loads(head)
    return Read(
        digest=data["digest"],
        cause=Cause(data["cause"]) if data["cause"] else None,
        detail=data["detail"],
        agency=data["agency"],
        year=data["year"],
        edition=data["edition"],
        values=tuple(_value(one) for one in data["values"]),
        units=tuple((name, unit) for name, unit in data["units"]),
        remarks=tuple(Remark(*one) for one in data["remarks"]),
        found=tuple(_found(one) for one in data["found"]),
        fixes=tuple(
            Fix(message, tuple((cell, figure) for cell, figure in changes))
            for message, changes in data["fixes"]
        ),
        prose=bytes.fromhex(data["prose"]),
        cases=tuple(data["cases"]),
    )


def _written(value: Value) -> int | str | list[str] | None:
    """A decimal as a list of its numeral, so that it is no text and stays exact."""
    return [show(value)] if isinstance(value, Decimal) else value


def _value(data: Any) -> Value:
    return Decimal(data[0]) if isinstance(data, list) else data


def _plain(found: Found) -> dict[str, Any]:
    return {name: value for name, value in asdict(found).items() if value not in ("", (), False)}


def _found(data: dict[str, Any]) -> Found:
    fields = {"place": "", **data, "level": Level(data["level"])}
    fields["cells"] = tuple(data.get("cells", ()))
    return Found(**fields)
