"""A report → the folder that is handed over: every format at once, under the official title."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from export.export_file import export_report, missing_in
from export.layout import Options, report_title
from forms.edition import Edition
from forms.errors import UnwritableFile
from forms.report import Report
from forms.saving.write_file import cause_of

FORMATS = (".pdf", ".docx", ".xlsx", ".html", ".gknb")
"""What is handed over, in the order in which it is written."""

DRAFT_MARK = "（草稿）"
ANNEX_MARK = "（附上年对照）"
MOST_NAME_BYTES = 240
"""Linux allows 255 to a name, suffix included; a Chinese character takes three."""

_REFUSED_SIGNS = frozenset('\\/:*?"<>|')
_DEVICES = frozenset(
    "CON PRN AUX NUL".split() + [f"{name}{n}" for name in ("COM", "LPT") for n in range(10)]
)

Progress = Callable[[int, int], bool]
"""Called before each file with the number done and the number of all; False stops."""


class Outcome(str, Enum):
    """What became of one file."""

    WRITTEN = "written"
    KEPT = "kept"
    REFUSED = "refused"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Delivered:
    """One file of the folder.

    KEPT: another file stood there and was not to be replaced; STOPPED: not begun. ``error``
    says why it was REFUSED. ``missing`` holds the characters that the file shows as 〓.
    """

    path: Path
    outcome: Outcome
    error: UnwritableFile | None = None
    missing: tuple[str, ...] = ()


def file_stem(report: Report, edition: Edition, options: Options | None = None) -> str:
    """The files' name without suffix: the report's title, in signs that every system takes.

    A title that is too long loses the middle of the agency's name, never the year. A draft, and
    what holds the annex for the office's own use, say so: nobody publishes them by mistake.
    """
    options = options or Options()
    mark = (DRAFT_MARK if options.draft else "") + (ANNEX_MARK if options.last_year else "")
    agency = _safe(report.agency)
    if len(agency) > MOST_NAME_BYTES:
        agency = agency[: MOST_NAME_BYTES // 2] + agency[-MOST_NAME_BYTES // 2 :]
    stem = _safe(report_title(report.replace(agency=agency), edition)) + mark
    while agency and _bytes(stem) > MOST_NAME_BYTES - max(map(len, FORMATS)):
        middle = len(agency) // 2
        agency = agency[:middle] + agency[middle + 1 :]
        shorter = report.replace(agency=f"{agency[:middle]}…{agency[middle:]}")
        stem = _safe(report_title(shorter, edition)) + mark
    # Windows takes "CON.pdf" for the console.
    return f"_{stem}" if stem.split(".")[0].upper() in _DEVICES else stem


def delivery_files(
    report: Report, edition: Edition, folder: Path, options: Options | None = None
) -> tuple[Path, ...]:
    """Where each file goes, in the order in which they are written."""
    stem = file_stem(report, edition, options)
    return tuple(folder / (stem + suffix) for suffix in FORMATS)


def taken(
    report: Report, edition: Edition, folder: Path, options: Options | None = None
) -> list[Path]:
    """The places where something stands already."""
    return [path for path in delivery_files(report, edition, folder, options) if _stands(path)]


def deliver(
    report: Report,
    edition: Edition,
    folder: Path,
    options: Options | None = None,
    *,
    replace: Collection[Path] = (),
    progress: Progress | None = None,
) -> tuple[Delivered, ...]:
    """Write every format into ``folder``, which is made where it is not there.

    Only the files named in ``replace`` are replaced. A format that is refused leaves the others
    as they are. Raises UnwritableFile where the folder itself cannot be made.
    """
    options = options or Options()
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise UnwritableFile(folder, cause_of(error), error.strerror or "") from error
    paths = delivery_files(report, edition, folder, options)
    delivered: list[Delivered] = []
    for number, path in enumerate(paths):
        if progress is not None and not progress(number, len(paths)):
            break
        if path not in replace and _stands(path):
            delivered.append(Delivered(path, Outcome.KEPT))
        else:
            delivered.append(_write(report, edition, path, options))
    left = paths[len(delivered) :]
    return (*delivered, *(Delivered(path, Outcome.STOPPED) for path in left))


def _write(report: Report, edition: Edition, path: Path, options: Options) -> Delivered:
    try:
        export_report(report, edition, path, options)
    except UnwritableFile as error:
        return Delivered(path, Outcome.REFUSED, error)
    missing = missing_in(report, edition, path.suffix, options)
    return Delivered(path, Outcome.WRITTEN, missing=missing)


def _stands(path: Path) -> bool:
    # A link to nothing is something, too: writing would go where it points.
    return path.exists() or path.is_symlink()


def _safe(text: str) -> str:
    """The text in signs that file systems take and that show as what they are."""
    plain = " ".join(text.split())
    signs = ("_" if c in _REFUSED_SIGNS or not c.isprintable() else c for c in plain)
    return "".join(signs).strip(" .")


def _bytes(text: str) -> int:
    return len(text.encode())
