"""Zip archives without the time of the day: equal contents give equal bytes."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_OLDEST = (1980, 1, 1, 0, 0, 0)
"""As far back as zip can count."""


class DatelessZip(ZipFile):
    """A new archive whose entries bear no time."""

    def __init__(self, stream: BytesIO) -> None:
        super().__init__(stream, "w", ZIP_DEFLATED)

    def writestr(self, name: Any, data: Any, *_how: Any) -> None:
        """Add an entry."""
        entry = ZipInfo(str(name), _OLDEST)
        entry.compress_type = ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        super().writestr(entry, data)


def without_dates(archive: bytes) -> bytes:
    """The same archive, its entries in the same order."""
    stream = BytesIO()
    with ZipFile(BytesIO(archive)) as dated, DatelessZip(stream) as dateless:
        for name in dated.namelist():
            dateless.writestr(name, dated.read(name))
    return stream.getvalue()
