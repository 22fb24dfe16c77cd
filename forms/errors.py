"""Every way in which gknb refuses.

The tree::

    GknbError
    ├── EditionError       an edition file contradicts itself
    ├── UnreadableFile     a file cannot be read as a report
    └── UnwritableFile     a file cannot be written

An error carries a stable code and the facts; ``forms.refusals.error_sentence`` words it for
the clerk. A bug is never one of these: it stays an ordinary exception and crashes a test.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path


class Cause(str, Enum):
    """Why a file could not be read or written."""

    MISSING = "missing"
    NOT_A_FILE = "not_a_file"
    NO_ACCESS = "no_access"
    NAME_TOO_LONG = "name_too_long"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TRUNCATED = "truncated"
    ENCRYPTED = "encrypted"
    SCANNED = "scanned"
    UNKNOWN_FORMAT = "unknown_format"
    ARCHIVE = "archive"
    OFD = "ofd"
    UNKNOWN_ENCODING = "unknown_encoding"
    NEEDS_OFFICE = "needs_office"
    NOT_A_REPORT = "not_a_report"
    SEVERAL_REPORTS = "several_reports"
    FUTURE_FORMAT = "future_format"
    BAD_SAVED_FILE = "bad_saved_file"
    BAD_TABLE = "bad_table"
    CANCELLED = "cancelled"
    TOO_SLOW = "too_slow"
    CRASHED = "crashed"
    DISK_FULL = "disk_full"
    IN_USE = "in_use"
    UNKNOWN_SUFFIX = "unknown_suffix"
    ONLY_PDF = "only_pdf"
    WRITE_FAILED = "write_failed"
    NO_GLYPH = "no_glyph"
    SAME_FILE = "same_file"


class GknbError(Exception):
    """The root of all refusals."""


class EditionError(GknbError):
    """An edition file contradicts itself.

    ``file`` is the file's name, ``key`` the place in it (``tables.applications.rows.granted``),
    ``problem`` what is wrong there, in Chinese, for whoever edits such files.
    """

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(f"{file}: {key}: {problem}")
        self.file = file
        self.key = key
        self.problem = problem


class FileError(GknbError):
    """A file could not be used. ``detail`` names the part at fault, never a whole text."""

    def __init__(self, path: Path | str, cause: Cause, detail: str = "") -> None:
        super().__init__(f"{path}: {cause.value}" + (f" ({detail})" if detail else ""))
        self.path = Path(path)
        self.cause = cause
        self.detail = detail


class UnreadableFile(FileError):
    """A file cannot be read as a report."""


class UnwritableFile(FileError):
    """A file cannot be written; what stood there before is still there."""
