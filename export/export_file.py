"""A report → one file, in the format that its name asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from export.layout import Options, lay_out
from forms.edition import Edition
from forms.errors import Cause, UnwritableFile
from forms.report import Report
from forms.report_json import report_to_json
from forms.saving.write_file import write_bytes


def export_report(
    report: Report, edition: Edition, path: Path, options: Options | None = None
) -> None:
    """Write the report to ``path``; the suffix names the format, in any case of letters.

    Raises UnwritableFile: UNKNOWN_SUFFIX, or why the file cannot be written; what stood
    there before is then still there.
    """
    render = _RENDERERS.get(path.suffix.lower())
    if render is None:
        raise UnwritableFile(path, Cause.UNKNOWN_SUFFIX, path.suffix)
    write_bytes(path, render(report, edition, options or Options()))


def missing_in(
    report: Report, edition: Edition, suffix: str, options: Options | None = None
) -> tuple[str, ...]:
    """The characters that the file would show as 〓: only a PDF carries its faces with it."""
    if suffix.lower() != ".pdf":
        return ()
    from export.to_pdf import missing_characters

    return missing_characters(lay_out(report, edition, options))


def _xlsx(report: Report, edition: Edition, options: Options) -> bytes:
    from export.to_xlsx import render

    return render(lay_out(report, edition, options), edition)


def _pdf(report: Report, edition: Edition, options: Options) -> bytes:
    from export.to_pdf import render

    return render(lay_out(report, edition, options))


def _docx(report: Report, edition: Edition, options: Options) -> bytes:
    from export.to_docx import render

    return render(lay_out(report, edition, options))


def _html(report: Report, edition: Edition, options: Options) -> bytes:
    from export.to_html import render

    return render(lay_out(report, edition, options))


def _json(report: Report, edition: Edition, options: Options) -> bytes:
    data = report_to_json(report, {edition.key: edition})
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _saved(report: Report, edition: Edition, options: Options) -> bytes:
    from forms.saving.store import Saved, to_bytes

    return to_bytes(Saved(report), {edition.key: edition})


_RENDERERS: dict[str, Callable[[Report, Edition, Options], bytes]] = {
    ".xlsx": _xlsx,
    ".pdf": _pdf,
    ".docx": _docx,
    ".html": _html,
    ".json": _json,
    ".gknb": _saved,
}

SUFFIXES = tuple(_RENDERERS)
"""What can be written."""
