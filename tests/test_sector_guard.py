"""Old workbooks whose chains of sectors never end."""

import struct
from pathlib import Path

import pytest

from forms.errors import Cause, UnreadableFile
from forms.reading import from_xlsx
from forms.reading.sector_guard import refuse_endless_chains

SAMPLE = (Path(__file__).parent / "samples" / "office" / "disclosure.xls").read_bytes()
SECTOR = 512
END = 0xFFFFFFFE


def number(at: int, data: bytes = SAMPLE) -> int:
    return struct.unpack_from("<I", data, at)[0]


def place_of(sector: int) -> int:
    return (sector + 1) * SECTOR


TABLE = place_of(number(76))
DIRECTORY, SMALL = number(48), number(60)
ROOT = place_of(DIRECTORY)
SMALL_STREAMS = number(ROOT + 116)


def following(sector: int) -> int:
    """Where the table tells what follows a sector."""
    return TABLE + 4 * sector


def changed(*changes: tuple[int, int]) -> bytes:
    data = bytearray(SAMPLE)
    for at, value in changes:
        data[at : at + 4] = struct.pack("<I", value)
    return bytes(data)


def entry_of(name: str) -> int:
    return SAMPLE.index(name.encode("utf-16-le") + b"\0\0")


ENDLESS = {
    "directory": changed((following(DIRECTORY), DIRECTORY)),
    "table of small sectors": changed((following(SMALL), SMALL)),
    "small streams": changed((following(SMALL_STREAMS), SMALL_STREAMS)),
    "the workbook": changed(
        (
            place_of(SMALL) + 4 * number(entry_of("Workbook") + 116),
            number(entry_of("Workbook") + 116),
        )
    ),
    "table of tables": changed((68, 0), (place_of(0) + SECTOR - 4, 0)),
    "longer than the file": changed((entry_of("Workbook") + 120, len(SAMPLE) + 1)),
    "no size of sectors": SAMPLE[:30] + b"\x0a\0" + SAMPLE[32:],
    "cut in its header": SAMPLE[:100],
}


def test_a_sound_workbook_passes():
    refuse_endless_chains(SAMPLE, "x")


@pytest.mark.parametrize("data", ENDLESS.values(), ids=ENDLESS)
def test_what_never_ends_is_refused_before_a_library_follows_it(data):
    with pytest.raises(UnreadableFile) as caught:
        from_xlsx.read_xls(data, "x")
    assert caught.value.cause is Cause.TRUNCATED


def test_a_stream_as_long_as_the_file_is_none_of_ours():
    refuse_endless_chains(changed((entry_of("Workbook") + 120, len(SAMPLE))), "x")


def test_what_no_stream_uses_may_bite_its_tail():
    unused = len(SAMPLE) // SECTOR + 1
    refuse_endless_chains(changed((following(unused), unused)), "x")


def test_streams_that_share_a_chain_are_no_loop():
    """Sloppy writers; and many streams on one long chain are followed once."""
    summary = entry_of("\x05SummaryInformation")
    refuse_endless_chains(changed((summary + 116, number(entry_of("Workbook") + 116))), "x")
