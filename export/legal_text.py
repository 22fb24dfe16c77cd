"""Text that XML can hold. What it cannot is no printable character anyway."""

from __future__ import annotations

import re

_ILLEGAL = re.compile(
    # Marks of direction besides: after one a figure is read backwards.
    "[\x00-\x08\x0b\x0c\x0e-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]",
)
_REPLACEMENT = "\ufffd"


def legal(text: str) -> str:
    """The text without control characters; a broken half of a pair becomes ``U+FFFD``."""
    if not _ILLEGAL.search(text):
        return text
    return _ILLEGAL.sub(lambda found: _REPLACEMENT if found[0] >= "\ud800" else "", text)
