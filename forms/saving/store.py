"""The saved file ``.gknb``: JSON with a format number.

History of the format:

- 1: ``{"format": "gknb", "format_version": 1, "report": …, "last_year": … or null,
  "done": [part keys], "explanations": […], "kept": {section: [places]}}``; a report as in
  ``forms.report_json``, an explanation as in ``forms.explanations``, ``kept`` as in
  ``forms.text.untouched.Kept``. ``explanations`` and ``kept`` are left out where they are empty.
- 2: besides, ``"control_totals": {key: number}`` where there are any, keys as in
  ``Edition.control_places``; a program that knows version 1 only would lose them.

A file of every version that was ever written is kept in ``tests/samples/saved/``. A newer
version adds one function to ``_UPGRADES``; the file on disk changes only when it is saved.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.edition import Edition
from forms.errors import Cause, UnreadableFile
from forms.reading.bounds import report_within_bounds
from forms.report import Report
from forms.report_json import (
    BadReportJson,
    control_totals_from_json,
    control_totals_to_json,
    report_from_json,
    report_to_json,
)
from forms.saving.write_file import write_bytes

if TYPE_CHECKING:
    from forms.explanations import Explanation
    from forms.text.untouched import Kept

SUFFIX = ".gknb"
FORMAT = "gknb"
FORMAT_VERSION = 2
MAX_BYTES = 10_000_000
MOST_WORDS = 10_000
"""Of the clerk's own: parts declared done, reasons, places that may stay."""

_UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: dict}
"""Version → the step from it to the next one."""


@dataclass(frozen=True)
class Saved:
    """What a saved file holds: the report, last year's beside it, and the clerk's own word.

    ``done`` are the parts declared done, ``explanations`` the reasons given for warnings,
    ``kept`` the places of carried texts that the clerk said may stay as they are.
    """

    report: Report
    last_year: Report | None = None
    done: frozenset[str] = frozenset()
    explanations: tuple[Explanation, ...] = ()
    kept: frozenset[Kept] = frozenset()


def save(path: Path, saved: Saved, editions: Mapping[str, Edition] | None = None) -> None:
    """Write the file whole or not at all. Raises UnwritableFile; the old file then still stands."""
    write_bytes(path, to_bytes(saved, editions))


def to_bytes(saved: Saved, editions: Mapping[str, Edition] | None = None) -> bytes:
    """The file's bytes, the same for an equal report: the journal knows by them what a file
    holds. On one line, several times quicker: they are written at every key.
    """
    known = dict(editions) if editions else None
    last_year = saved.last_year
    data: dict[str, Any] = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "report": report_to_json(saved.report, known),
        "last_year": None if last_year is None else report_to_json(last_year, known),
        "done": sorted(saved.done),
    }
    if saved.explanations:
        from forms.explanations import explanations_to_json  # noqa: PLC0415 (seldom needed)

        data["explanations"] = explanations_to_json(saved.explanations)
    if saved.kept:
        from forms.text.untouched import kept_to_json  # noqa: PLC0415 (seldom needed)

        data["kept"] = kept_to_json(saved.kept)
    if saved.report.control_totals:
        data["control_totals"] = control_totals_to_json(saved.report)
    return (json.dumps(data, ensure_ascii=False) + "\n").encode()


def load(path: Path, editions: Mapping[str, Edition] | None = None) -> Saved:
    """The saved file. Raises UnreadableFile with the cause and the place in the file."""
    try:
        if path.exists() and not path.is_file():
            # A pipe would keep us waiting for ever.
            raise UnreadableFile(path, Cause.NOT_A_FILE)
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableFile(path, Cause.MISSING) from error
    except OSError as error:
        is_long = error.errno == errno.ENAMETOOLONG
        cause = Cause.NAME_TOO_LONG if is_long else Cause.NO_ACCESS
        raise UnreadableFile(path, cause, error.strerror or "") from error
    return from_bytes(raw, path, editions)


def from_bytes(
    raw: bytes, path: Path | str = "", editions: Mapping[str, Edition] | None = None
) -> Saved:
    """The bytes of a saved file → Saved. Raises UnreadableFile."""
    if not raw.strip(b"\0 \r\n\t"):
        raise UnreadableFile(path, Cause.EMPTY)
    if len(raw) > MAX_BYTES:
        raise UnreadableFile(path, Cause.TOO_LARGE)
    data = _newest(_parse(raw, path), path)
    known = dict(editions) if editions else None
    try:
        report = report_from_json(data.get("report"), known)
        totals = control_totals_from_json(data.get("control_totals", {}), report, known)
        report = report.replace(control_totals=totals)
        earlier = data.get("last_year")
        last_year = None if earlier is None else report_from_json(earlier, known)
        for one in (report, last_year or report):
            report_within_bounds(one, str(path))
    except BadReportJson as error:
        raise UnreadableFile(path, Cause.BAD_SAVED_FILE, str(error)) from error
    done = data.get("done", [])
    if not isinstance(done, list) or not all(isinstance(key, str) for key in done):
        raise UnreadableFile(path, Cause.BAD_SAVED_FILE, "done")
    try:
        explanations, kept = _explanations(data), _kept(data)
    except ValueError as error:
        raise UnreadableFile(path, Cause.BAD_SAVED_FILE, str(error)) from error
    if max(len(done), len(explanations), len(kept)) > MOST_WORDS:
        raise UnreadableFile(path, Cause.TOO_LARGE)
    return Saved(report, last_year, frozenset(done), explanations, kept)


def _explanations(data: dict[str, Any]) -> tuple[Explanation, ...]:
    """Only a file that holds some loads what knows them; so with the next one."""
    if "explanations" not in data:
        return ()
    from forms.explanations import explanations_from_json  # noqa: PLC0415 (seldom needed)

    return explanations_from_json(data["explanations"])


def _kept(data: dict[str, Any]) -> frozenset[Kept]:
    if "kept" not in data:
        return frozenset()
    from forms.text.untouched import kept_from_json  # noqa: PLC0415 (seldom needed)

    return kept_from_json(data["kept"])


def _parse(raw: bytes, path: Path | str) -> dict[str, Any]:
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UnreadableFile(path, Cause.TRUNCATED) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(path, Cause.BAD_SAVED_FILE) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise UnreadableFile(path, Cause.BAD_SAVED_FILE, "format")
    return data


def _newest(data: dict[str, Any], path: Path | str) -> dict[str, Any]:
    version = data.get("format_version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise UnreadableFile(path, Cause.BAD_SAVED_FILE, "format_version")
    if version > FORMAT_VERSION:
        raise UnreadableFile(path, Cause.FUTURE_FORMAT, str(version))
    for step in range(version, FORMAT_VERSION):
        data = _UPGRADES[step](data)
    return data
