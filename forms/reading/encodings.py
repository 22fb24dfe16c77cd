"""Bytes without a mark or a declaration → the encoding that their writer most likely used."""

from __future__ import annotations

import codecs

_SAMPLE = 40_000
# Characters of nearly every Chinese sentence, and of every report of this kind.
_FREQUENT = frozenset(
    "的一是在不了有和为年月日政府信息公开工作报告情况主动申请，。、：\n\t 0123456789"
)
_HEAD = 8192
_FEWEST_ZEROS = 100
"""One byte of so many is zero where a text is UTF-16: its digits, spaces and tags."""
_WIDE = ("utf-16-le", "utf-16-be")


def guessed_encoding(data: bytes) -> str:
    """``utf-8`` proves itself; of the others the one that gives the commonest characters."""
    if not data[:_SAMPLE].count(0) and _decodes(data, "utf-8"):
        return "utf-8"
    sample = data[: min(len(data), _SAMPLE) // 2 * 2]
    likely = max(("gb18030", *_WIDE), key=lambda encoding: _share_of_frequent(sample, encoding))
    return likely if sample.count(0) or likely not in _WIDE or len(data) % 2 == 0 else "gb18030"


def wide_without_mark(data: bytes) -> str | None:
    """``utf-16-le`` or ``utf-16-be`` where the data is so without saying it; else None."""
    head = data[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    if head.count(0) * _FEWEST_ZEROS <= len(head):
        return None
    found = guessed_encoding(data)
    return found if found in _WIDE else None


def _decodes(data: bytes, encoding: str) -> bool:
    # A copy may be cut within its last character: an incremental decoder forgives that.
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _share_of_frequent(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, "replace")
    if not text:
        return 0.0
    return sum(1 for character in text if character in _FREQUENT) / len(text)
