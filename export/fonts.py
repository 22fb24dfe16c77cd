"""Which face sets what: official faces where installed, bundled ones otherwise.

GB/T 9704-2012 asks for 小标宋, 黑体, 楷体, 仿宋 and 宋体; the usual faces of these names are
commercial and cannot be bundled. So each style is looked for on the machine by its names,
official ones first, then the system's kin; else a free face of ``resources/fonts`` stands in.
A character that the chosen face lacks is set in the bundled 宋体, glyph by glyph.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

from export.typeface import BadTypeface, Typeface, read_names

BUNDLE = Path(__file__).parent.parent / "resources" / "fonts"
GETA = "〓"
"""Stands visibly for a character that no face has, as in hot-metal setting."""


class Role(str, Enum):
    """A style that the standard asks for."""

    TITLE = "小标宋"
    BLACK = "黑体"
    KAI = "楷体"
    FANG = "仿宋"
    SONG = "宋体"


OFFICIAL_NAMES: Mapping[Role, tuple[str, ...]] = {
    Role.TITLE: ("方正小标宋_GBK", "方正小标宋简体", "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S"),
    Role.BLACK: ("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体"),
    Role.KAI: ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "方正楷体简体"),
    Role.FANG: ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK"),
    Role.SONG: ("宋体", "SimSun", "方正书宋_GBK", "方正书宋简体"),
}
"""Names as they stand in the faces, the preferred ones first."""

RARE_NAMES = ("SimSun-ExtB", "SimSun-ExtG", "MingLiU-ExtB", "FZSong-Extended")
"""System faces of rare characters, asked only for what no other face has."""

BUNDLED_FILES: Mapping[Role, str] = {
    Role.TITLE: "NotoSerifSC-Bold.ttf",
    Role.BLACK: "NotoSansSC-Medium.ttf",
    Role.KAI: "FandolKai-Regular.ttf",
    Role.FANG: "FandolFang-Regular.ttf",
    Role.SONG: "NotoSerifSC-Regular.ttf",
}

BUNDLED_RARE = "NotoSerifJP-Rare.ttf"
BUNDLED_RARE_BOLD = "NotoSerifJP-RareBold.ttf"
"""Characters of names that no other bundled face has (𠮷), for text and for titles."""

_MOST_PATCHES = 2
_SUFFIXES = (".ttf", ".ttc", ".otf")
_FAMILY, _FULL_NAME = 1, 4
_MOST_FACES_IN_A_FILE = 64
_MOST_NAME_BYTES = 1_000_000


class Place(NamedTuple):
    """Where a face is: a file, and which face of it where it holds several."""

    path: Path
    number: int = 0


class Glyph(NamedTuple):
    """A character as it is set: in which face, and how wide in thousandths of the size.

    ``character`` is 〓 where no face has the one asked for.
    """

    character: str
    face: Typeface
    width: float


class Faces:
    """The faces of one machine, opened when first asked for.

    ``folders`` are searched for official faces; with none only the bundled faces are used,
    which gives the same file on every machine.
    """

    def __init__(self, folders: Iterable[Path] = (), bundle: Path = BUNDLE) -> None:
        self._folders = tuple(folders)
        self._bundle = bundle
        self._by_role: dict[Role, Typeface] = {}
        self._by_place: dict[Place, Typeface | None] = {}
        self._glyphs: dict[tuple[Role, str], Glyph] = {}

    def face(self, role: Role) -> Typeface:
        """The face that sets a style."""
        if role not in self._by_role:
            names = OFFICIAL_NAMES[role]
            installed = next(self._installed(names), None)
            self._by_role[role] = installed or self._bundled(role)
        return self._by_role[role]

    def glyph(self, role: Role, character: str) -> Glyph:
        """How a character of a style is set."""
        key = role, character
        found = self._glyphs.get(key)
        if found is None:
            found = self._glyphs[key] = self._search(role, character)
        return found

    def even_role(self, role: Role, text: str) -> Role:
        """The style for a heading: 宋体 throughout where it would else be a patchwork."""
        face = self.face(role)
        return role if _lacking(face, text) <= _MOST_PATCHES else Role.SONG

    def even_for(self, text: str) -> Faces:
        """The same faces, but for a whole text: where a style's face would leave a patchwork,
        another face of that style that sets it evenly, else 宋体.

        A face after GB 2312 lacks many traditional characters, and those not for names alone.
        """
        letters = "".join(dict.fromkeys(text))
        chosen = Faces(self._folders, self._bundle)
        chosen._by_place = self._by_place
        for role in Role:
            if self.even_role(role, letters) is role:
                chosen._by_role[role] = self.face(role)
            else:
                others = self._installed(OFFICIAL_NAMES[role])
                even = (face for face in others if _lacking(face, letters) <= _MOST_PATCHES)
                chosen._by_role[role] = next(even, self.face(Role.SONG))
        return chosen

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of a text that no face has, each once, in order."""
        return tuple(
            character
            for character in dict.fromkeys(text)
            if self.glyph(Role.FANG, character).character != character
        )

    def stand_ins(self) -> dict[Role, str]:
        """The styles set in a bundled face, with its name, for the window to tell."""
        faces = {role: self.face(role) for role in Role}
        return {
            role: face.postscript_name
            for role, face in faces.items()
            if face.path.parent == self._bundle
        }

    def _search(self, role: Role, character: str) -> Glyph:
        for face in self._candidates(role):
            number = face.glyph(character)
            if number:
                return Glyph(character, face, face.width(number))
        song = self._bundled(Role.SONG)
        return Glyph(GETA, song, song.width(song.glyph(GETA)))

    def _candidates(self, role: Role) -> Iterator[Typeface]:
        yield self.face(role)
        yield self._bundled(Role.SONG)
        yield from self._installed(RARE_NAMES)
        is_bold = role in (Role.TITLE, Role.BLACK)
        rare = self._open(Place(self._bundle / (BUNDLED_RARE_BOLD if is_bold else BUNDLED_RARE)))
        if rare is not None:
            yield rare

    def _bundled(self, role: Role) -> Typeface:
        face = self._open(Place(self._bundle / BUNDLED_FILES[role]))
        if face is None:
            raise FileNotFoundError(self._bundle / BUNDLED_FILES[role])
        return face

    def _installed(self, names: Iterable[str]) -> Iterator[Typeface]:
        if not self._folders:
            return
        places = installed_faces(self._folders)
        for name in names:
            for place in places.get(_plain(name), ()):
                face = self._open(place)
                if face is not None:
                    yield face

    def _open(self, place: Place) -> Typeface | None:
        if place not in self._by_place:
            try:
                self._by_place[place] = Typeface(*place)
            except (OSError, BadTypeface):
                # An installed face of the right name that cannot be embedded: the next one.
                self._by_place[place] = None
        return self._by_place[place]


def _lacking(face: Typeface, text: str) -> int:
    return sum(not face.glyph(character) for character in text)


@cache
def machine_faces() -> Faces:
    """The faces of this machine, opened once for the whole process."""
    return Faces(font_folders())


@cache
def bundled_faces() -> Faces:
    """The bundled faces alone."""
    return Faces()


def font_folders() -> tuple[Path, ...]:
    """Where this system keeps its faces; only folders that are there."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", "C:/Windows"))
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local"))
        folders = [windows / "Fonts", local / "Microsoft/Windows/Fonts"]
    else:
        data = Path(os.environ.get("XDG_DATA_HOME", home / ".local/share"))
        shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
        folders = [*shared, data / "fonts", home / ".fonts"]
    return tuple(folder for folder in folders if folder.is_dir())


@lru_cache(maxsize=8)
def installed_faces(folders: tuple[Path, ...]) -> Mapping[str, tuple[Place, ...]]:
    """The faces of some folders that we have a use for: plain name → where."""
    every_name = (*RARE_NAMES, *(name for names in OFFICIAL_NAMES.values() for name in names))
    wanted = {_plain(name) for name in every_name}
    found: dict[str, list[Place]] = {}
    for path in _font_files(folders):
        for index, names in enumerate(_names_in(path)):
            for name in sorted(names & wanted):
                found.setdefault(name, []).append(Place(path, index))
    return {name: tuple(places) for name, places in found.items()}


def _font_files(folders: tuple[Path, ...]) -> list[Path]:
    # os.walk passes over folders that it may not read; pathlib would stop there.
    found = [
        Path(folder, name)
        for top in folders
        for folder, _, names in os.walk(top)
        for name in names
        if name.lower().endswith(_SUFFIXES)
    ]
    return sorted(found)


def _names_in(path: Path) -> list[set[str]]:
    """The plain names of each face in a file, from its name tables alone."""
    try:
        with path.open("rb") as file:
            head = file.read(12 + 4 * _MOST_FACES_IN_A_FILE)
            starts = [0]
            if head[:4] == b"ttcf":
                (count,) = struct.unpack_from(">L", head, 8)
                count = min(count, _MOST_FACES_IN_A_FILE)
                starts = list(struct.unpack_from(f">{count}L", head, 12))
            return [_face_names(file, start) for start in starts]
    except (OSError, struct.error, IndexError):
        # What cannot be read cannot be used; the next face serves.
        return []


def _face_names(file: BinaryIO, start: int) -> set[str]:
    def read_at(place: int, length: int) -> bytes:
        file.seek(place)
        return file.read(length)

    (count,) = struct.unpack(">H", read_at(start + 4, 2))
    directory = read_at(start + 12, 16 * count)
    for n in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", directory, 16 * n)
        if tag == b"name" and length <= _MOST_NAME_BYTES:
            table = read_at(offset, length)
            return {_plain(text) for text in read_names(table, 0, length, _FAMILY, _FULL_NAME)}
    return set()


def _plain(name: str) -> str:
    return "".join(c for c in name.lower() if c not in " _-\0")
