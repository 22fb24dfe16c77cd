"""Makes Qt's library of ICU data small: 32 MB of every language's names, of which little is asked.

Qt asks ICU for three things: collation, converters and names of time zones. What serves those in
Chinese and English is kept, byte for byte; a library of the same name holds it. A Qt that asks
for more than these three ends the build.

The format is ICU's common data (unicode/udata.h): a header whose first two bytes are its size;
after it the number of items, and for each the places of its name and of its bytes, counted from
the end of the header. Names are sorted, items lie on multiples of 16.
"""

from __future__ import annotations

import re
import struct
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

ASKED = frozenset({"ucal", "ucnv", "ucol"})
"""The families of functions of ICU for which the data below are enough."""

CHANGED = (
    "数据经过删减：只保留中文、英文的排序、编码和时区名称。Reduced: only the data for sorting, \
encodings and names of time zones, of Chinese and English, are kept, each item unchanged."
)
"""What the inventory says of it."""

KEPT = (
    # Languages: the common root, and what a name of a language stands for.
    r"(?:root|pool|zh\w*|en\w*)\.res",
    r"(?:res_index|icustd|icuver|likelySubtags|supplementalData|numberingSystems|keyTypeData)\.res",
    # Sorting.
    r"coll/(?:root|zh\w*|en\w*|res_index)\.res",
    r"coll/ucadata\.icu",
    r"nfkc\.nrm",
    # Time zones and their names.
    r"(?:zoneinfo64|timezoneTypes|metaZones|windowsZones)\.res",
    r"zone/(?:root|pool|zh\w*|en\w*|tzdbNames|res_index)\.res",
    # Chinese encodings, some of which are kept as differences from others; those of Unicode and
    # Latin are in the code itself.
    r"cnvalias\.icu",
    r"(?:gb18030|windows-936-2000|ibm-1386_P100-2001|ibm-1383_P110-1999)\.cnv",
    r"(?:windows-950-2000|ibm-950_P110-1999|ibm-1373_P100-2002)\.cnv",
)
"""Of the items' names, without what stands before the first stroke (``icudt73l/``)."""

_KEPT = re.compile("|".join(KEPT))
_FUNCTION = re.compile(r"\b(u[a-z]+)_\w+_\d+$", re.MULTILINE)
_STEP = 16
_MAGIC = b"\xda\x27"
_FORMAT = b"CmnD"

ASSEMBLY = """
    .section .rodata
    .globl {symbol}
    .type {symbol}, %object
    .size {symbol}, {size}
    .balign 16
{symbol}:
    .incbin "{file}"
    .section .note.GNU-stack, "", %progbits
"""


class UnknownData(Exception):
    """What lies there is not what this module knows; the argument says what is wrong."""


class _Place(NamedTuple):
    """A symbol in a library: its name and its bytes."""

    symbol: str
    data: bytes


def shrink(library: Path, asking: Iterable[Path]) -> None:
    """Put a small library of the same name in the place of one with all data.

    ``asking`` are the libraries that use ICU, of which those of Qt must be content with ASKED.
    """
    check_asked(asking)
    found = _data_of(library)
    name = re.search(r"SONAME\s+(\S+)", _told("objdump", "-p", str(library)))
    if not name:
        raise UnknownData(f"{library}: no name")
    with tempfile.TemporaryDirectory() as folder:
        data, source, compiled = (Path(folder, n) for n in ("data", "data.s", "data.o"))
        data.write_bytes(subset(found.data))
        size = data.stat().st_size
        source.write_text(ASSEMBLY.format(symbol=found.symbol, size=size, file=data), "utf-8")
        subprocess.run(["as", "-o", str(compiled), str(source)], check=True)
        link = ["ld", "-shared", "-soname", name[1], "-z", "noexecstack"]
        subprocess.run([*link, "-o", str(library), str(compiled)], check=True)


def check_asked(libraries: Iterable[Path]) -> None:
    """Raise UnknownData where a library asks ICU for what is not kept."""
    for path in libraries:
        imports = [
            line for line in _told("objdump", "-T", str(path)).splitlines() if "*UND*" in line
        ]
        more = {found[1] for found in _FUNCTION.finditer("\n".join(imports))} - ASKED
        if more:
            raise UnknownData(f"{path.name} asks ICU for {', '.join(sorted(more))}")


def subset(data: bytes) -> bytes:
    """ICU's common data with those items only that KEPT names."""
    kept = [(name, item) for name, item in items(data) if _KEPT.fullmatch(name.split("/", 1)[-1])]
    if not kept:
        raise UnknownData("nothing of what is known is in the data")
    begin = struct.unpack_from("<H", data)[0]
    names = b"".join(name.encode("ascii") + b"\0" for name, _ in kept)
    table = 4 + 8 * len(kept)
    end = table + len(names)
    parts, places, name_at = [names], [], table
    for name, item in kept:
        # Counted from the end of the header, whose own size is a multiple of the step.
        gap = -end % _STEP
        places += [name_at, end + gap]
        parts += [bytes(gap), item]
        end += gap + len(item)
        name_at += len(name) + 1
    return data[:begin] + struct.pack(f"<{1 + len(places)}I", len(kept), *places) + b"".join(parts)


def items(data: bytes) -> list[tuple[str, bytes]]:
    """Every item of ICU's common data: its name and its bytes."""
    begin = struct.unpack_from("<H", data)[0] if len(data) > _STEP else 0
    if data[2:4] != _MAGIC or data[12:16] != _FORMAT or begin % _STEP:
        raise UnknownData("no common data of ICU")
    count = struct.unpack_from("<I", data, begin)[0]
    places = list(struct.iter_unpack("<II", data[begin + 4 : begin + 4 + 8 * count]))
    ends = [place for _, place in places[1:]] + [len(data) - begin]
    found = []
    for (name_at, item_at), item_end in zip(places, ends, strict=True):
        name = data[begin + name_at : data.index(b"\0", begin + name_at)].decode("ascii")
        found.append((name, data[begin + item_at : begin + item_end]))
    return found


def version(library: Path) -> str:
    """The version of ICU that the data say of themselves, as ``73.2``."""
    item = dict(items(_data_of(library).data))
    told = next(bytes_ for name, bytes_ in item.items() if name.endswith("/icuver.res"))
    found = re.search(r"\d+\.\d+(?=\.\d)", told.decode("utf-16-le", "ignore"))
    if not found:
        raise UnknownData(f"{library}: no version")
    return found[0]


def _data_of(library: Path) -> _Place:
    """The one symbol of a library of ICU data. Its place in the file is told by its section."""
    symbols = re.findall(
        r"^([0-9a-f]+) g\s+DO (\S+)\s+([0-9a-f]+)\s+(?:Base\s+)?(icudt\d+_dat)$",
        _told("objdump", "-T", str(library)),
        re.MULTILINE,
    )
    if len(symbols) != 1:
        raise UnknownData(f"{library}: {len(symbols)} symbols with data")
    address, section, size, symbol = symbols[0]
    headers = _told("objdump", "-h", str(library))
    row = re.search(rf"^\s*\d+ {re.escape(section)}\s+(.+)$", headers, re.MULTILINE)
    if not row:
        raise UnknownData(f"{library}: no section {section}")
    _, begins_at, _, in_file = (int(number, 16) for number in row[1].split()[:4])
    start = int(address, 16) - begins_at + in_file
    return _Place(symbol, library.read_bytes()[start : start + int(size, 16)])


def _told(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
