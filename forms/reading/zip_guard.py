"""A zip file opened with care: none of the libraries that read office files looks first."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from forms.errors import Cause, UnreadableFile

MOST_ENTRIES = 3000
LARGEST_TEXT = 24_000_000
"""All the parts that are parsed (XML) together, unpacked, in bytes."""
LARGEST_WHOLE = 400_000_000
HIGHEST_RATIO = 150
"""Unpacked to packed; sheets of an honest workbook stay below 60."""
SMALL = 1_000_000
"""A part below this size may have any ratio: blank sheets pack very well."""

_PARSED = (".xml", ".rels", ".vml", ".html", ".htm")
# What the zipfile module raises on damaged or unsupported entries.
# A directory that leads before the beginning of the file is a ValueError.
_ZIP_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, KeyError),
    ValueError,
)


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive, once its directory promises nothing absurd.

    Raises UnreadableFile: TRUNCATED, ENCRYPTED, or TOO_LARGE for a bomb.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _ZIP_ERRORS as error:
        raise UnreadableFile(name, Cause.TRUNCATED, "zip") from error
    entries = archive.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableFile(name, Cause.ENCRYPTED)
    if len(entries) > MOST_ENTRIES:
        raise UnreadableFile(name, Cause.TOO_LARGE, f"zip: {len(entries)} entries")
    parsed = _size_of_text(archive)
    if parsed > LARGEST_TEXT or sum(e.file_size for e in entries) > LARGEST_WHOLE:
        raise UnreadableFile(name, Cause.TOO_LARGE, f"zip: {parsed} bytes")
    for entry in entries:
        if entry.file_size > max(SMALL, HIGHEST_RATIO * entry.compress_size):
            raise UnreadableFile(name, Cause.TOO_LARGE, entry.filename[-60:])
    return archive


def size_of_text(data: bytes, name: str) -> int:
    """The bytes of all the parts that are parsed, unpacked. Raises UnreadableFile as above."""
    with open_zip(data, name) as archive:
        return _size_of_text(archive)


def _size_of_text(archive: zipfile.ZipFile) -> int:
    entries = archive.infolist()
    return sum(one.file_size for one in entries if one.filename.lower().endswith(_PARSED))


def read_entry(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """One part, unpacked by count: its header may lie about its size.

    Raises UnreadableFile: TRUNCATED where it is missing or damaged, TOO_LARGE where it goes
    on beyond the limit.
    """
    try:
        with archive.open(part) as stream:
            content = stream.read(LARGEST_TEXT + 1)
    except (*_ZIP_ERRORS, RuntimeError) as error:
        raise UnreadableFile(name, Cause.TRUNCATED, part) from error
    if len(content) > LARGEST_TEXT:
        raise UnreadableFile(name, Cause.TOO_LARGE, part)
    return content


def has_entry(archive: zipfile.ZipFile, part: str) -> bool:
    """True where the archive holds such a part."""
    return part in archive.NameToInfo
