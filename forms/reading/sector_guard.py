"""Old Office files hold their streams in chains of sectors: none may bite its own tail.

A library that follows such a chain takes memory until there is none. Layout: [MS-CFB], Compound
File Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from forms.errors import Cause, UnreadableFile

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins."""

_END = 0xFFFFFFFA
"""From here on a number marks a kind of sector, or the end of a chain."""
_SECTORS_OF_TABLE = 109
"""In the header; further ones stand in a chain of their own."""
_STREAM, _ROOT = 2, 5
"""Kinds of directory entries that have a length; the root's is the one of all small streams."""


class _Endless(ValueError):
    """A chain that returns to itself, or a stream longer than the file."""


def refuse_endless_chains(data: bytes, name: str) -> None:
    """Raises UnreadableFile (TRUNCATED) for a chain that returns to itself, or a stream that
    says that it is longer than the file. What no stream uses may be as it likes.
    """
    try:
        _follow_all(data)
    except (struct.error, _Endless) as error:
        raise UnreadableFile(name, Cause.TRUNCATED, str(error)) from error


def _follow_all(data: bytes) -> None:
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise _Endless(f"sectors of 2^{shift} bytes")
    size = 1 << shift
    directory, cutoff, small = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
    table = [
        following
        for sector in _sectors_of_table(data, size)
        for following in _numbers(data, sector, size)
    ]
    small_table = [
        following
        for sector in _followed(table, small, set())
        for following in _numbers(data, sector, size)
    ]
    sound: set[int] = set()
    sound_small: set[int] = set()
    for kind, start, length in _entries(data, _followed(table, directory, set()), size):
        if length > len(data):
            raise _Endless(f"a stream of {length} bytes")
        if kind == _STREAM and length < cutoff:
            _followed(small_table, start, sound_small)
        else:
            _followed(table, start, sound)


def _sectors_of_table(data: bytes, size: int) -> list[int]:
    """The sectors that hold the table of what follows what."""
    found = list(struct.unpack_from(f"<{_SECTORS_OF_TABLE}I", data, 76))
    (following,) = struct.unpack_from("<I", data, 68)
    seen: set[int] = set()
    while following < _END:
        if following in seen:
            raise _Endless("the table of chains")
        seen.add(following)
        *more, following = _numbers(data, following, size) or [_END]
        found += more
    return [sector for sector in dict.fromkeys(found) if sector < _END]


def _numbers(data: bytes, sector: int, size: int) -> Sequence[int]:
    """What stands in a sector; what lies beyond the end of the file is left out."""
    start = (sector + 1) * size
    part = data[start : start + size]
    return struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])


def _followed(table: Sequence[int], sector: int, sound: set[int]) -> list[int]:
    """The sectors of a chain, up to where it joins one that is known to end (``sound``, which
    grows by it). Raises _Endless.
    """
    chain: dict[int, None] = {}
    while sector < len(table) and sector not in sound:
        if sector in chain:
            raise _Endless(f"sector {sector} follows itself")
        chain[sector] = None
        sector = table[sector]
    sound.update(chain)
    return list(chain)


def _entries(data: bytes, directory: Sequence[int], size: int) -> Iterator[tuple[int, int, int]]:
    """Kind, first sector and length of each stream."""
    for sector in directory:
        start = (sector + 1) * size
        for at in range(start, min(start + size, len(data) - 127), 128):
            kind = data[at + 66]
            if kind in (_STREAM, _ROOT):
                # With small sectors a length has 32 bits; what stands beside it is noise.
                length = "<I" if size == 512 else "<Q"
                yield (
                    kind,
                    struct.unpack_from("<I", data, at + 116)[0],
                    struct.unpack_from(length, data, at + 120)[0],
                )
