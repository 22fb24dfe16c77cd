"""A TrueType file, read glyph by glyph and cut down to the glyphs used."""

import struct

import pytest

from export.fonts import BUNDLE, BUNDLED_FILES, Role
from export.typeface import BadTypeface, Typeface, font_file, read_names, tables_of

FANG = BUNDLE / BUNDLED_FILES[Role.FANG]
SONG = BUNDLE / BUNDLED_FILES[Role.SONG]


def test_widths_of_a_chinese_face():
    """A Chinese character is as wide as its size; the digits of this face half as wide."""
    face = Typeface(FANG)

    assert [face.width(face.glyph(c)) for c in "中，“3"] == [1000, 1000, 1000, 500]


@pytest.mark.parametrize(("character", "has_fang", "has_song"), [("中", 1, 1), ("㛃", 0, 1)])
def test_both_tables_of_characters_are_read(character, has_fang, has_song):
    """仿宋 has a table of format 4, 宋体 one of format 12."""
    assert bool(Typeface(FANG).glyph(character)) == bool(has_fang)
    assert bool(Typeface(SONG).glyph(character)) == bool(has_song)


@pytest.mark.parametrize("character", ["\uffff", "\U0010ffff", "\ud800", "\U00020bb7"])
def test_character_out_of_every_range_has_no_glyph(character):
    assert Typeface(FANG).glyph(character) == 0
    assert Typeface(SONG).glyph(character) == 0


def test_dash_stands_above_the_base_line():
    assert 200 < Typeface(SONG).top("—") < 500


def test_subset_holds_the_glyphs_asked_for():
    """As many glyphs, the same widths, and a file far smaller than the face."""
    face = Typeface(SONG)
    glyphs = [0, *(face.glyph(c) for c in "政府信息公开")]
    data = face.subset(glyphs)
    tables = tables_of(data)
    count = int.from_bytes(data[tables["maxp"][0] + 4 : tables["maxp"][0] + 6], "big")
    widths = struct.unpack_from(f">{2 * count}H", data, tables["hmtx"][0])[0::2]

    assert count >= len(glyphs)
    assert list(widths[1:7]) == [1000] * 6
    assert len(data) < 20_000


def test_subset_is_a_sound_file():
    """The sum over the whole file is the one that the format asks for."""
    face = Typeface(FANG)
    data = face.subset([0, face.glyph("局")])

    assert sum(struct.unpack(f">{len(data) // 4}L", data)) & 0xFFFFFFFF == 0xB1B0AFBA


def composed(part: int, flags: int, extra: bytes) -> bytes:
    """An outline that is composed of one part."""
    return struct.pack(">hhhhh", -1, 0, 0, 9, 9) + struct.pack(">HH", flags, part) + extra


@pytest.mark.parametrize(("flags", "extra"), [(0, b"\0" * 2), (1, b"\0" * 4), (0x80, b"\0" * 10)])
def test_parts_of_composed_glyphs_come_along(flags, extra):
    from export.typeface import _renumbered

    chosen, numbers = [0, 70], {0: 0, 70: 1}
    outline = _renumbered(composed(55, flags, extra), chosen, numbers)

    assert chosen == [0, 70, 55]
    assert struct.unpack_from(">H", outline, 12) == (2,)


def changed_copy(path, change) -> bytes:
    """The smallest face that is one, with some of its tables changed."""
    raw = path.read_bytes()
    tables = {tag: raw[at : at + size] for tag, (at, size) in tables_of(raw).items()}
    change(tables)
    return font_file(tables)


def forbid(bits):
    def change(tables):
        tables["OS/2"] = tables["OS/2"][:8] + struct.pack(">H", bits) + tables["OS/2"][10:]

    return change


@pytest.mark.parametrize(
    ("bits", "is_allowed"), [(0, True), (4, True), (8, True), (2, False), (0x100, False)]
)
def test_licence_that_forbids_embedding_is_kept(tmp_path, bits, is_allowed):
    copy = tmp_path / "face.ttf"
    copy.write_bytes(changed_copy(BUNDLE / "NotoSansSC-Medium.ttf", forbid(bits)))
    if is_allowed:
        assert Typeface(copy).glyph("中")
    else:
        with pytest.raises(BadTypeface, match="embedding"):
            Typeface(copy)


@pytest.mark.parametrize("tag", ["glyf", "cmap", "hmtx"])
def test_face_without_a_needed_table_is_refused(tmp_path, tag):
    copy = tmp_path / "face.ttf"
    source = BUNDLE / "NotoSansSC-Medium.ttf"
    copy.write_bytes(changed_copy(source, lambda tables: tables.pop(tag)))
    with pytest.raises(BadTypeface, match=tag):
        Typeface(copy)


@pytest.mark.parametrize(
    "data", [b"", b"OTTO" + b"\0" * 99, b"\0\1\0\0\xff\xff", b"no face at all"]
)
def test_what_is_no_face_is_refused(tmp_path, data):
    path = tmp_path / "face.ttf"
    path.write_bytes(data)
    with pytest.raises(BadTypeface):
        Typeface(path)


def test_names_of_a_face():
    raw = SONG.read_bytes()

    assert "NotoSerifSC-Regular" in read_names(raw, *tables_of(raw)["name"], 6)
