"""A file of any format → Document, and on to a Report: the one door for all that is read."""

from __future__ import annotations

import errno
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from forms.document import Document
from forms.edition import Edition
from forms.errors import Cause, UnreadableFile
from forms.file_names import readable
from forms.reading.bounds import report_within_bounds, within_bounds
from forms.reading.sniffing import REFUSED, Format, sniff
from forms.report import Report
from forms.saving.store import Saved, from_bytes

if TYPE_CHECKING:
    from forms.reading.letter import Enclosed
    from forms.reading.mime_parts import Parts

MAX_BYTES = 50_000_000
MAX_TEXT_BYTES = 10_000_000
"""Of plain text, which holds no pictures: some five million characters."""

_MOST_OF_A_LETTER = 6
"""Files that are read whole, of a letter and of the letters in it."""

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
    return _Opening(path, editions, progress).saved(data, path.name)


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


@dataclass
class _Opening:
    """A file being opened, and what it brings where it is a letter."""

    path: Path
    editions: Mapping[str, Edition] | None = None
    progress: Progress | None = None
    left: int = _MOST_OF_A_LETTER

    def saved(self, data: bytes, name: str) -> Saved:
        """What a file of that name, which may be an attached one's, holds."""
        stem, suffix = posixpath.splitext(name)
        try:
            kind = sniff(data, suffix.lower(), str(self.path))
            if kind is Format.SAVED:
                return from_bytes(data, self.path, self.editions)
            report = self._report(data, kind, readable(stem))
            return Saved(report_within_bounds(report, str(self.path)))
        except RecursionError as error:
            # Nested deeper than any report, in whatever way its format nests.
            raise UnreadableFile(self.path, Cause.TRUNCATED, "nested") from error
        except UnreadableFile as error:
            raise UnreadableFile(self.path, error.cause, error.detail) from error

    def _report(self, data: bytes, kind: Format, stem: str) -> Report:
        if kind is Format.JSON:
            from forms.reading import from_json

            return from_json.read(data, self.path, self.editions)
        parts = _parts(data, kind, str(self.path))
        if parts is None:
            return self._matched(_document(data, kind, self.path, self.progress), stem)
        from forms.reading.letter import report_of_letter

        return report_of_letter(
            parts,
            str(self.path),
            self._enclosed,
            lambda: self._matched(_body(parts, str(self.path)), stem),
        )

    def _enclosed(self, one: Enclosed) -> Report | None:
        if not self.left:
            return None
        self.left -= 1
        from forms.reading.report_title import named_by_file

        # A name such as 附件1.docx tells nothing; the letter's own may.
        stem, suffix = posixpath.splitext(one.name)
        name = one.name if any(named_by_file(readable(stem))) else f"{self.path.stem}{suffix}"
        # What the office's ledger says is the clerk's own and no part of what the report says.
        return self.saved(one.data, name).report.replace(control_totals={})

    def _matched(self, document: Document, stem: str) -> Report:
        from forms.reading.match import match

        bounded = within_bounds(document, str(self.path))
        return match(bounded, dict(self.editions) if self.editions else None, stem)


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
    """A web page, or a letter: the file attached to it that reads best, or its own text."""
    from forms.reading import from_html
    from forms.reading.letter import enclosed_files

    parts = _parts(data, Format.HTML, str(path))
    if parts is None:
        return from_html.read(data, str(path))
    for one in enclosed_files(parts, str(path)):
        if one.kind not in (Format.SAVED, Format.JSON, Format.HTML):
            return _document(one.data, one.kind, path, progress)
    return _body(parts, str(path))


def _parts(data: bytes, kind: Format, name: str) -> Parts | None:
    """The parts of a letter or a web archive; None for what is neither."""
    from forms.reading.mime_parts import is_mime, take_apart

    return take_apart(data, name) if kind is Format.HTML and is_mime(data) else None


def _body(parts: Parts, name: str) -> Document:
    """The page of a letter, or its text: of several the longest, for answers are short."""
    from forms.reading import from_html, from_txt

    if parts.texts and not parts.pages:
        part = max(parts.texts, key=lambda one: len(one.data))
        return from_txt.read(from_html.decode_page(part.data, name, part.charset).encode(), name)
    return from_html.read(b"", name, parts)


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
    raise UnreadableFile(name, REFUSED.get(kind, Cause.UNKNOWN_FORMAT), Path(name).suffix)
