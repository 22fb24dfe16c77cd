"""Which face is used: official ones of the machine first, free ones that come along else."""

import struct

import pytest

from export.fonts import (
    BUNDLE,
    BUNDLED_RARE,
    BUNDLED_RARE_BOLD,
    GETA,
    Faces,
    Role,
    bundled_faces,
    font_folders,
    installed_faces,
)
from export.typeface import font_file, tables_of

UNASSIGNED = "\U0003fffd"
SOURCE = BUNDLE / "NotoSansSC-Medium.ttf"


def named_face(name: str, forbidden: bool = False) -> bytes:
    """A face like any other but for its family name."""
    raw = SOURCE.read_bytes()
    tables = {tag: raw[at : at + size] for tag, (at, size) in tables_of(raw).items()}
    words = name.encode("utf-16-be")
    record = struct.pack(">6H", 3, 1, 0x804, 1, len(words), 0)
    tables["name"] = struct.pack(">HHH", 0, 1, 18) + record + words
    if forbidden:
        tables["OS/2"] = tables["OS/2"][:8] + b"\0\2" + tables["OS/2"][10:]
    return font_file(tables)


def collection(*faces: bytes) -> bytes:
    """Several faces in one file (``.ttc``): their places counted from its beginning."""
    head_size = 12 + 4 * len(faces)
    starts, body = [], b""
    for face in faces:
        start = head_size + len(body)
        starts.append(start)
        (count,) = struct.unpack_from(">H", face, 4)
        moved = bytearray(face)
        for n in range(count):
            at = 12 + 16 * n + 8
            struct.pack_into(">L", moved, at, struct.unpack_from(">L", face, at)[0] + start)
        body += bytes(moved)
    return (
        struct.pack(">4sLL", b"ttcf", 0x00010000, len(faces))
        + struct.pack(f">{len(starts)}L", *starts)
        + body
    )


@pytest.fixture
def folder(tmp_path):
    installed_faces.cache_clear()
    yield tmp_path
    installed_faces.cache_clear()


@pytest.mark.parametrize("role", list(Role))
def test_bundled_face_sets_every_style(role):
    glyph = bundled_faces().glyph(role, "局")

    assert glyph.face.path.parent == BUNDLE
    assert glyph.width == 1000


def test_official_face_comes_first(folder):
    (folder / "deep").mkdir()
    path = folder / "deep" / "fang.TTF"
    path.write_bytes(named_face("仿宋_GB2312"))
    faces = Faces([folder])

    assert faces.face(Role.FANG).path == path
    assert faces.face(Role.KAI).path.parent == BUNDLE
    assert set(faces.stand_ins()) == {Role.TITLE, Role.BLACK, Role.KAI, Role.SONG}


def test_official_name_is_preferred_to_its_kin(folder):
    (folder / "a.ttf").write_bytes(named_face("FangSong"))
    (folder / "b.ttf").write_bytes(named_face("FangSong_GB2312"))

    assert Faces([folder]).face(Role.FANG).path.name == "b.ttf"


def test_face_inside_a_collection_is_found(folder):
    path = folder / "simsun.ttc"
    path.write_bytes(collection(named_face("Another"), named_face("SimSun")))
    face = Faces([folder]).face(Role.SONG)

    assert (face.path, face.index) == (path, 1)
    assert face.glyph("中")


def test_face_that_may_not_be_embedded_is_passed_over(folder):
    (folder / "a.ttf").write_bytes(named_face("仿宋_GB2312", forbidden=True))
    assert Faces([folder]).face(Role.FANG).path.parent == BUNDLE
    (folder / "b.ttf").write_bytes(named_face("仿宋"))
    installed_faces.cache_clear()
    assert Faces([folder]).face(Role.FANG).path.name == "b.ttf"


@pytest.mark.parametrize("size", [0, 3, 40, 300, 2000])
def test_damaged_face_is_passed_over(folder, size):
    (folder / "a.ttf").write_bytes(named_face("仿宋_GB2312")[:size])

    assert Faces([folder]).face(Role.FANG).path.parent == BUNDLE


def test_character_falls_back_glyph_by_glyph():
    faces = bundled_faces()

    assert faces.glyph(Role.FANG, "局").face is faces.face(Role.FANG)
    assert faces.glyph(Role.FANG, "㛃").face is faces.face(Role.SONG)


def test_character_that_no_face_has():
    faces = bundled_faces()

    assert faces.glyph(Role.FANG, UNASSIGNED).character == GETA
    assert faces.missing(f"甲{UNASSIGNED}乙㛃\U0001f600{UNASSIGNED}") == (UNASSIGNED, "\U0001f600")


def test_rare_characters_of_names_have_a_face():
    """Every character of the 通用规范汉字表, and those that only the face of rare ones has."""
    faces = bundled_faces()
    listed = (BUNDLE / "characters.txt").read_text("utf-8")

    assert faces.missing(listed.replace("\n", "") + "㛃\U00020bb7") == ()
    assert faces.glyph(Role.FANG, "\U00020bb7").face.path.name == BUNDLED_RARE
    assert faces.glyph(Role.TITLE, "\U00020bb7").face.path.name == BUNDLED_RARE_BOLD


@pytest.mark.parametrize("role", [Role.TITLE, Role.BLACK])
def test_traditional_headings_are_set_in_their_own_face(role):
    text = (BUNDLE / "traditional.txt").read_text("utf-8").replace("\n", "")
    assert bundled_faces().even_role(role, text) is role


@pytest.mark.parametrize(
    ("text", "expected"),
    [("总体情况", Role.KAI), ("总体况㛃㐀", Role.KAI), ("总体况㛃㐀㐁", Role.SONG)],
)
def test_heading_is_no_patchwork(text, expected):
    """A rare character or two come from another face; with more the whole heading does."""
    assert bundled_faces().even_role(Role.KAI, text) is expected


def test_a_text_of_many_rare_characters_is_set_evenly():
    """仿宋 lacks some of them: the whole text is 宋体, headings keep their own face."""
    faces = bundled_faces().even_for("總體情況，為眾人佈置")

    assert faces.face(Role.FANG) is bundled_faces().face(Role.SONG)
    assert faces.face(Role.BLACK) is bundled_faces().face(Role.BLACK)
    assert bundled_faces().face(Role.FANG) is not faces.face(Role.FANG)
    assert bundled_faces().even_for("为众人").face(Role.FANG) is bundled_faces().face(Role.FANG)


def test_geta_mark_itself_is_not_missing():
    assert bundled_faces().missing(GETA) == ()


def test_rare_character_comes_from_a_system_face(folder, monkeypatch):
    """What no usual face has is looked for in the system's face of rare characters."""
    faces = Faces([folder])
    path = folder / "simsunb.ttf"
    path.write_bytes(named_face("SimSun-ExtB"))
    monkeypatch.setattr(faces, "_bundled", lambda role: bundled_faces().face(Role.FANG))

    assert faces.glyph(Role.FANG, "㛃").face.path == path


def test_folders_of_this_system_are_there():
    assert all(folder.is_dir() for folder in font_folders())
