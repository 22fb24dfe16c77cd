"""A file of any format → Document, and on to a Report: the one door for all that is read."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from forms.document import Document
from forms.edition import Edition
from forms.errors import Cause, UnreadableFile
from forms.file_names import readable
from forms.reading.bounds import report_within_bounds, within_bounds
from forms.reading.sniffing import Format, sniff
from forms.report import Report
from forms.saving.store import Saved, from_bytes

if TYPE_CHECKING:
    from forms.reading.mime_parts import Part

MAX_BYTES = 50_000_000
MAX_TEXT_BYTES = 10_000_000
"""Of plain text, which holds no pictures: some five million characters."""

_ATTACHED = (
    *(Format.DOCX, Format.DOC, Format.WPS, Format.WORD_XML),
    *(Format.XLSX, Format.XLS, Format.SHEET_XML, Format.PDF),
)
"""What a letter may bring; of several the first kind is taken, for it reads best."""

Progress = Callable[[int, int], None]
"""Called with the steps done and their number; raises ``UnreadableFile(CANCELLED)`` to stop."""


def read_report(
    path: Path,
    editions: Mapping[str, Edition] | None = None,
    progress: Progress | None = None,
) -> Report:
    """The report in a file of any format.

    ``progress`` is called page by page for a PDF. Raises UnreadableFile with the path and
    the cause.
    """
    report = saved_in(read_bytes(path), path, editions, progress).report
    # What the office's ledger says is the clerk's own and no part of what the report says.
    return report.replace(control_totals={})


def saved_in(
    data: bytes,
    path: Path,
    editions: Mapping[str, Edition] | None = None,
    progress: Progress | None = None,
) -> Saved:
    """The report in a file's bytes; of a saved file also what else it holds.

    ``path`` names it: in refusals, and by its suffix where the content leaves the format open.
    Raises UnreadableFile.
    """
    try:
        kind = sniff(data, path.suffix.lower(), str(path))
        if kind is Format.SAVED:
            return from_bytes(data, path, editions)
        report = _report(data, kind, path, editions, progress)
        return Saved(report_within_bounds(report, str(path)))
    except RecursionError as error:
        # Nested deeper than any report, in whatever way its format nests.
        raise UnreadableFile(path, Cause.TRUNCATED, "nested") from error
    except UnreadableFile as error:
        raise UnreadableFile(path, error.cause, error.detail) from error


def read_saved(path: Path, editions: Mapping[str, Edition] | None = None) -> Saved:
    """The same with all that a saved file holds besides: last year's report, the clerk's word."""
    return saved_in(read_bytes(path), path, editions)


def read_document(path: Path, progress: Progress | None = None) -> Document:
    """What the eye sees in a file that is no saved report. Raises UnreadableFile."""
    data = read_bytes(path)
    kind = sniff(data, path.suffix.lower(), str(path))
    return within_bounds(_document(data, kind, path, progress), str(path))


def read_bytes(path: Path) -> bytes:
    """The whole file. Raises UnreadableFile (MISSING, NOT_A_FILE, NO_ACCESS, NAME_TOO_LONG,
    EMPTY, TOO_LARGE).
    """
    try:
        if not path.exists():
            raise UnreadableFile(path, Cause.MISSING)
        if not path.is_file():
            raise UnreadableFile(path, Cause.NOT_A_FILE)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableFile(path, Cause.MISSING) from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise UnreadableFile(path, Cause.NAME_TOO_LONG) from error
        raise UnreadableFile(path, Cause.NO_ACCESS, error.strerror or "") from error
    except ValueError as error:
        # A name that no file can have (with a zero character).
        raise UnreadableFile(path, Cause.MISSING, str(error)) from error
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFile(path, Cause.EMPTY)
    if len(data) > MAX_BYTES:
        raise UnreadableFile(path, Cause.TOO_LARGE, f"> {MAX_BYTES // 1_000_000} MB")
    return data


def _report(
    data: bytes,
    kind: Format,
    path: Path,
    editions: Mapping[str, Edition] | None,
    progress: Progress | None,
) -> Report:
    if kind is Format.JSON:
        from forms.reading import from_json

        return from_json.read(data, path, editions)
    from forms.reading.match import match

    document = within_bounds(_document(data, kind, path, progress), str(path))
    return match(document, dict(editions) if editions else None, readable(path.stem))


def _document(data: bytes, kind: Format, path: Path, progress: Progress | None) -> Document:
    """Hand the data to its reader. Readers are imported on use: they load large libraries."""
    name = str(path)
    if kind is Format.PDF:
        from forms.reading import from_pdf

        return from_pdf.read(data, name, progress)
    if kind is Format.TEXT:
        if len(data) > MAX_TEXT_BYTES:
            raise UnreadableFile(name, Cause.TOO_LARGE, f"> {MAX_TEXT_BYTES // 1_000_000} MB")
        from forms.reading import from_txt

        return from_txt.read(data, name)
    if kind is Format.HTML:
        return _page(data, path, progress)
    return _office_document(data, kind, name)


def _page(data: bytes, path: Path, progress: Progress | None) -> Document:
    """A web page, or a letter: the report attached to it, its page, or its plain text."""
    from forms.reading import from_html, from_txt
    from forms.reading.mime_parts import is_mime, take_apart

    parts = take_apart(data, str(path)) if is_mime(data) else None
    if parts is not None:
        found = _attached(parts.files, str(path))
        if found:
            kind, part = found
            return _document(part.data, kind, path, progress)
        if parts.texts and not parts.pages:
            part = parts.texts[0]
            text = from_html.decode_page(part.data, str(path), part.charset)
            return from_txt.read(text.encode(), str(path))
    return from_html.read(data, str(path), parts)


def _attached(files: Sequence[Part], name: str) -> tuple[Format, Part] | None:
    """The file of the best kind. Raises UnreadableFile where there is only a damaged one."""
    readable_ones: list[tuple[Format, Part]] = []
    refused: UnreadableFile | None = None
    for part in files:
        # The name that a letter gives is looked at for its end alone.
        try:
            kind = sniff(part.data, Path(part.name).suffix.lower(), name)
        except UnreadableFile as error:
            refused = refused or error
            continue
        if kind in _ATTACHED:
            readable_ones.append((kind, part))
    if not readable_ones and refused is not None:
        raise refused
    return min(readable_ones, key=lambda one: _ATTACHED.index(one[0]), default=None)


def _office_document(data: bytes, kind: Format, name: str) -> Document:
    if kind is Format.DOCX:
        from forms.reading import from_docx

        return from_docx.read(data, name)
    if kind in (Format.XLSX, Format.XLS, Format.ODS):
        from forms.reading import from_xlsx

        return from_xlsx.read(data, name) if kind is Format.XLSX else from_xlsx.read_xls(data, name)
    if kind is Format.DOC:
        from forms.reading import from_doc

        return from_doc.read(data, name)
    if kind is Format.SHEET_XML:
        from forms.reading import from_sheet_xml

        return from_sheet_xml.read(data, name)
    if kind is Format.WORD_XML:
        from forms.reading import from_docx

        return from_docx.read_flat(data, name)
    if kind in (Format.RTF, Format.ODT, Format.WPS, Format.FLAT_ODF):
        from forms.reading import from_doc

        return from_doc.read_by_office(data, name, kind.value)
    cause = Cause.ENCRYPTED if kind is Format.LOCKED else Cause.UNKNOWN_FORMAT
    raise UnreadableFile(name, cause, Path(name).suffix)
