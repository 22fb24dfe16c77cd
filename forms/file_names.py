"""Names of files as text: an archive that was packed elsewhere leaves names that are none here."""

from __future__ import annotations

import os
from pathlib import Path


def readable(name: str | Path) -> str:
    """A name or a path that can be shown, printed and kept in any file.

    Python stands in for bytes that are no UTF-8 with half characters, which no file can hold.
    Mostly they are GBK, as Windows packs them.
    """
    text = str(name)
    try:
        text.encode()
    except UnicodeEncodeError:
        return "/".join(map(_decoded, text.split("/")))
    return text


def _decoded(part: str) -> str:
    raw = os.fsencode(part)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")
