"""Qt's library of ICU data made small: what is kept is whole, and Qt answers as before."""

import os
import shutil
import struct
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import icu_data
import pytest
from icu_data import UnknownData, check_asked, items, shrink, subset, version

PROBE = Path(__file__).with_name("icu_probe.py")
QT = Path(find_spec("PySide6").origin).parent / "Qt" / "lib"
needs_binutils = pytest.mark.skipif(
    not (sys.platform.startswith("linux") and all(map(shutil.which, ("as", "ld", "objdump")))),
    reason="no binutils",
)


def common_data(named: dict[str, bytes]) -> bytes:
    """ICU's format written anew, with a header of 32 bytes."""
    header = struct.pack("<HBB", 32, 0xDA, 0x27) + bytes(8) + b"CmnD" + bytes(16)
    names, table, body = b"", [], b""
    begin = 4 + 8 * len(named) + sum(len(name) + 1 for name in named)
    for name, item in named.items():
        body += bytes(-(begin + len(body)) % 16)
        table += [4 + 8 * len(named) + len(names), begin + len(body)]
        names += name.encode() + b"\0"
        body += item
    return header + struct.pack(f"<{len(table) + 1}I", len(named), *table) + names + body


DATA = {
    "icudt73l/coll/de.res": b"German",
    "icudt73l/coll/zh.res": b"Chinese sorting, of no round length",
    "icudt73l/root.res": b"root" * 9,
    "icudt73l/zone/zh.res": b"",
    "icudt73l/zz.res": b"last",
}


def test_only_what_is_named_is_kept():
    # An item may be followed by the gap before the next one.
    kept = {name: item.rstrip(b"\0") for name, item in items(subset(common_data(DATA)))}
    assert kept == {name: DATA[name] for name in list(DATA)[1:4]}


def test_items_lie_on_multiples_of_sixteen():
    small = subset(common_data(DATA))
    count = struct.unpack_from("<I", small, 32)[0]
    places = list(struct.iter_unpack("<II", small[36 : 36 + 8 * count]))
    assert all(item % 16 == 0 for _, item in places)


@pytest.mark.parametrize(
    "data", [b"", b"short", bytes(64), common_data({"icudt73l/de.res": b"nothing kept"})]
)
def test_unknown_data_are_refused(data):
    with pytest.raises(UnknownData):
        subset(data)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small copy of the library that came with Qt."""
    source = next(QT.glob("libicudata.so.*"))
    copy = tmp_path_factory.mktemp("icu") / source.name
    shutil.copy(source, copy)
    shrink(copy, QT.glob("libQt6*.so.6"))
    return copy


@needs_binutils
def test_library_is_small_and_of_the_same_version(small):
    source = next(QT.glob("libicudata.so.*"))
    assert small.stat().st_size < source.stat().st_size / 8
    assert version(small) == version(source)


@needs_binutils
def test_qt_answers_as_before(small):
    """Sorting, dates, numbers, breaking, encodings and every time zone's names."""
    before, after = answers(None), answers(small)
    assert len(before) > 1000
    assert after == before


@needs_binutils
def test_what_is_lacking_is_seen(small, tmp_path, monkeypatch):
    """The comparison above can fail: without Chinese sorting Qt answers otherwise."""
    less = tmp_path / small.name
    shutil.copy(small, less)
    monkeypatch.setattr(icu_data, "_KEPT", icu_data.re.compile(r"(?!coll/zh).*"))
    shrink(less, [])
    assert answers(less) != answers(None)


@needs_binutils
def test_qt_that_asks_for_more_is_refused():
    """Asked of a library that does use ICU for other things: ICU's own second one."""
    with pytest.raises(UnknownData, match="asks ICU for"):
        check_asked(QT.glob("libicui18n.so.*"))


def answers(library: Path | None) -> list[str]:
    environment = {**os.environ, "LD_PRELOAD": str(library)} if library else dict(os.environ)
    done = subprocess.run(
        [sys.executable, str(PROBE)], capture_output=True, env=environment, check=True
    )
    return done.stdout.decode("utf-8").splitlines()
