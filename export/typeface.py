"""One TrueType face, read where it is needed.

The file is mapped, not loaded; glyphs, widths and outlines are looked up one by one, so that
opening a face of 14 MB costs about a millisecond. Structures: OpenType 1.9 (cmap formats 4
and 12, glyf outlines).
"""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_TRUETYPE = (b"\x00\x01\x00\x00", b"true")
_COLLECTION = b"ttcf"
_NEEDED = ("cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp")
_COPIED = ("cvt ", "fpgm", "prep", "hhea", "head", "maxp")
_FORBIDS_EMBEDDING = 0x0302
"""OS/2 fsType: restricted licence, no subsetting, bitmaps only."""
_UNICODE_TABLES = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""(platform, encoding) of the tables of characters, the fullest first."""

_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x01, 0x08, 0x20, 0x40, 0x80
_MAC_EPOCH = b"\0" * 16


class BadTypeface(ValueError):
    """The file is no TrueType face that may be embedded; the argument says why."""


class Metrics(NamedTuple):
    """What a PDF says of a face, in thousandths of its size."""

    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    italic_angle: float
    weight: int


class Typeface:
    """A face of a ``.ttf`` or ``.ttc`` file. Widths and heights are thousandths of its size.

    Raises BadTypeface for outlines other than glyf, a licence that forbids embedding or a
    damaged file; OSError where the file cannot be opened.
    """

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        self.index = index
        with path.open("rb") as file:
            try:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:
                raise BadTypeface("empty") from error
        try:
            self._tables = tables_of(self._data, index)
            self._read_heads()
            self._characters = _Characters(self._data, *self._table("cmap"))
        except (struct.error, IndexError) as error:
            raise BadTypeface("damaged") from error
        self._glyphs: dict[str, int] = {}

    def glyph(self, character: str) -> int:
        """The number of a character's glyph; 0 where the face lacks it."""
        found = self._glyphs.get(character)
        if found is None:
            found = self._characters.glyph(ord(character))
            found = self._glyphs[character] = found if found < self._glyph_count else 0
        return found

    def width(self, glyph: int) -> float:
        """How far the pen moves."""
        place = self._table("hmtx")[0] + 4 * min(glyph, self._wide_count - 1)
        return self._short(place, signed=False) * self._scale

    def top(self, character: str) -> float:
        """How far a character's ink rises above the base line."""
        start, end = self._outline(self.glyph(character))
        return self._short(start + 8) * self._scale if end > start else 0.0

    @property
    def metrics(self) -> Metrics:
        """Box, heights and weight of the whole face."""
        head, _ = self._table("head")
        box = [round(self._short(head + 36 + 2 * n) * self._scale) for n in range(4)]
        hhea, _ = self._table("hhea")
        ascent, descent = (round(self._short(hhea + at) * self._scale) for at in (4, 6))
        post = self._tables.get("post")
        angle = struct.unpack_from(">l", self._data, post[0] + 4)[0] / 65536 if post else 0.0
        os2 = self._tables.get("OS/2")
        weight = self._short(os2[0] + 4, signed=False) if os2 else 400
        cap_height = round(self.top("H")) or ascent
        return Metrics((box[0], box[1], box[2], box[3]), ascent, descent, cap_height, angle, weight)

    @property
    def postscript_name(self) -> str:
        """The name for the PDF: plain ASCII, without spaces."""
        names = read_names(self._data, *self._tables.get("name", (0, 0)), _POSTSCRIPT_NAME)
        name = next((text for text in names if text.isascii()), self.path.stem)
        return "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_")) or "Face"

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """A TrueType file with these glyphs, renumbered 0, 1, 2 … in the order given."""
        chosen = list(glyphs)
        new_number = {old: new for new, old in reversed(list(enumerate(chosen)))}
        outlines: list[bytes] = []
        # The list grows while it is walked: parts of composed glyphs come behind.
        for old in chosen:
            start, end = self._outline(old)
            outlines.append(_renumbered(self._data[start:end], chosen, new_number))
        return font_file(self._subset_tables(chosen, outlines))

    def _subset_tables(self, chosen: list[int], outlines: list[bytes]) -> dict[str, bytes]:
        places, glyf = [0], bytearray()
        for outline in outlines:
            glyf += outline + b"\0" * (-len(outline) % 4)
            places.append(len(glyf))
        tables = {tag: bytearray(self._bytes(tag)) for tag in _COPIED if tag in self._tables}
        tables["head"][8:12] = b"\0\0\0\0"
        tables["head"][20:36] = _MAC_EPOCH
        struct.pack_into(">H", tables["head"], 50, 1)
        struct.pack_into(">H", tables["hhea"], 34, len(chosen))
        struct.pack_into(">H", tables["maxp"], 4, len(chosen))
        tables["loca"] = bytearray(struct.pack(f">{len(places)}L", *places))
        tables["glyf"] = glyf
        tables["hmtx"] = bytearray(b"".join(self._metric(glyph) for glyph in chosen))
        return {tag: bytes(data) for tag, data in tables.items()}

    def _read_heads(self) -> None:
        missing = [tag for tag in _NEEDED if tag not in self._tables]
        if missing:
            raise BadTypeface(f"no {missing[0]}")
        os2 = self._tables.get("OS/2")
        if os2 and self._short(os2[0] + 8, signed=False) & _FORBIDS_EMBEDDING:
            raise BadTypeface("embedding forbidden")
        head, _ = self._table("head")
        self._scale = 1000 / (self._short(head + 18, signed=False) or 1000)
        self._long_places = self._short(head + 50) == 1
        self._wide_count = self._short(self._table("hhea")[0] + 34, signed=False)
        self._glyph_count = self._short(self._table("maxp")[0] + 4, signed=False)
        if not self._wide_count or not self._glyph_count:
            raise BadTypeface("no glyphs")

    def _table(self, tag: str) -> tuple[int, int]:
        return self._tables[tag]

    def _bytes(self, tag: str) -> bytes:
        start, length = self._tables[tag]
        return self._data[start : start + length]

    def _short(self, place: int, signed: bool = True) -> int:
        return int.from_bytes(self._data[place : place + 2], "big", signed=signed)

    def _outline(self, glyph: int) -> tuple[int, int]:
        loca, _ = self._table("loca")
        glyf, _ = self._table("glyf")
        if self._long_places:
            start, end = struct.unpack_from(">2L", self._data, loca + 4 * glyph)
        else:
            start, end = (2 * n for n in struct.unpack_from(">2H", self._data, loca + 2 * glyph))
        return glyf + start, glyf + end

    def _metric(self, glyph: int) -> bytes:
        start, _ = self._table("hmtx")
        if glyph < self._wide_count:
            return self._data[start + 4 * glyph : start + 4 * glyph + 4]
        last = start + 4 * (self._wide_count - 1)
        bearing = last + 4 + 2 * (glyph - self._wide_count)
        return self._data[last : last + 2] + self._data[bearing : bearing + 2]


class _Characters:
    """The face's table of characters, searched where it lies."""

    _groups: tuple[int, ...] = ()
    _starts: tuple[int, ...] = ()
    _ends: tuple[int, ...] = ()
    _deltas: tuple[int, ...] = ()
    _offsets: tuple[int, ...] = ()

    def __init__(self, data: mmap.mmap, start: int, _length: int) -> None:
        (count,) = struct.unpack_from(">H", data, start + 2)
        entries = [struct.unpack_from(">HHL", data, start + 4 + 8 * n) for n in range(count)]
        offsets = {(platform, encoding): offset for platform, encoding, offset in entries}
        for key in _UNICODE_TABLES:
            if key not in offsets:
                continue
            place = start + offsets[key]
            (form,) = struct.unpack_from(">H", data, place)
            if form == 12:
                self._read_groups(data, place)
                return
            if form == 4:
                self._read_segments(data, place)
                return
        raise BadTypeface("no Unicode characters")

    def glyph(self, code: int) -> int:
        if self._groups:
            at = bisect_right(self._starts, code) - 1
            if at < 0 or code > self._ends[at]:
                return 0
            return self._groups[3 * at + 2] + code - self._starts[at]
        at = bisect_left(self._ends, code)
        if code > 0xFFFF or at == len(self._ends) or code < self._starts[at]:
            return 0
        if not self._offsets[at]:
            return (code + self._deltas[at]) & 0xFFFF
        # The offset counts bytes from its own place: into the words that follow it.
        word = at + self._offsets[at] // 2 + code - self._starts[at]
        found = self._offsets[word] if word < len(self._offsets) else 0
        return (found + self._deltas[at]) & 0xFFFF if found else 0

    def _read_groups(self, data: mmap.mmap, place: int) -> None:
        (count,) = struct.unpack_from(">L", data, place + 12)
        self._groups = struct.unpack_from(f">{3 * count}L", data, place + 16)
        self._starts, self._ends = self._groups[0::3], self._groups[1::3]

    def _read_segments(self, data: mmap.mmap, place: int) -> None:
        length, _, doubled = struct.unpack_from(">3H", data, place + 2)
        count = doubled // 2
        self._ends = struct.unpack_from(f">{count}H", data, place + 14)
        self._starts = struct.unpack_from(f">{count}H", data, place + 16 + doubled)
        self._deltas = struct.unpack_from(f">{count}H", data, place + 16 + 2 * doubled)
        words = (length - 16 - 3 * doubled) // 2
        self._offsets = struct.unpack_from(f">{words}H", data, place + 16 + 3 * doubled)


_POSTSCRIPT_NAME = 6
_WINDOWS, _MACINTOSH = 3, 1


def read_names(data: bytes | mmap.mmap, start: int, length: int, *wanted: int) -> list[str]:
    """The entries of a name table with these numbers: 1 family, 4 full name, 6 PostScript."""
    if length < 6:
        return []
    count, strings = struct.unpack_from(">HH", data, start + 2)
    found = []
    for n in range(count):
        platform, _, _, number, size, offset = struct.unpack_from(">6H", data, start + 6 + 12 * n)
        if number not in wanted:
            continue
        place = start + strings + offset
        raw = data[place : place + size]
        if platform in (0, _WINDOWS):
            found.append(raw.decode("utf-16-be", "replace"))
        elif platform == _MACINTOSH:
            found.append(raw.decode("mac_roman", "replace"))
    return found


def tables_of(data: bytes | mmap.mmap, index: int = 0) -> dict[str, tuple[int, int]]:
    """Where each table of a face is: tag → (place, length). Raises BadTypeface."""
    start = 0
    if data[:4] == _COLLECTION:
        (count,) = struct.unpack_from(">L", data, 8)
        if index >= count:
            raise BadTypeface("no such face in the collection")
        (start,) = struct.unpack_from(">L", data, 12 + 4 * index)
    if data[start : start + 4] not in _TRUETYPE:
        raise BadTypeface("no TrueType outlines")
    (count,) = struct.unpack_from(">H", data, start + 4)
    tables = {}
    for n in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, start + 12 + 16 * n)
        tables[tag.decode("latin-1")] = (offset, length)
    return tables


def _renumbered(outline: bytes, chosen: list[int], new_number: dict[int, int]) -> bytes:
    """An outline whose parts, where it is composed, go by their new numbers."""
    if len(outline) < 10 or int.from_bytes(outline[:2], "big", signed=True) >= 0:
        return outline
    changed = bytearray(outline)
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, old = struct.unpack_from(">HH", changed, at)
        if old not in new_number:
            new_number[old] = len(chosen)
            chosen.append(old)
        struct.pack_into(">H", changed, at + 2, new_number[old])
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
    return bytes(changed)


def font_file(tables: dict[str, bytes]) -> bytes:
    """A TrueType file made of these tables, with its sums."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(
        ">LHHHH", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power)
    )
    directory, body, place = b"", b"", 12 + 16 * count
    head_at = 0
    for tag in sorted(tables):
        data = tables[tag]
        padded = data + b"\0" * (-len(data) % 4)
        if tag == "head":
            head_at = place
        directory += struct.pack(">4sLLL", tag.encode(), _checksum(padded), place, len(data))
        body += padded
        place += len(padded)
    file = bytearray(head + directory + body)
    struct.pack_into(">L", file, head_at + 8, (0xB1B0AFBA - _checksum(bytes(file))) & 0xFFFFFFFF)
    return bytes(file)


def _checksum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}L", data)
    return sum(words) & 0xFFFFFFFF
