"""Chinese text in lines: 避头尾, flush edges, runs of digits and Latin kept whole.

A paragraph becomes atoms (what is never cut), the atoms lines, the lines a block that can be
divided over two pages. Lengths are points. The rules of line ends are those of the Chinese
Requirements for Text Layout (CLREQ), 3.1.4: marks that close may not begin a line, marks that
open may not end one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from export.fonts import Faces, Glyph, Role
from export.pdf_font import show_text

NEVER_FIRST = frozenset("，。、；：！？）》〉」』】〕］｝”’…—～·％‰℃℉!),.:;?]}%>")
NEVER_LAST = frozenset("（《〈「『【〔［｛“‘([{<＜￥¥№")

ASCENT = 0.88
"""Where the base line stands in the square of a Chinese character, from its top."""

_RUN = re.compile(r"——|……|[!-~À-ɏ]+|.", re.DOTALL)
_LONG_RUN = 8
"""Runs with more characters than this may be cut behind a mark: web addresses."""
_NEVER_CUT = re.compile(r"[^/]*@[^/]*|[+\d-]+|[+\d()-]+")
"""A mail address and a telephone number stand on one line."""
_RUN_CUT = re.compile(r"(?<=[/.\-_?&=@:#])(?=[^/.\-_?&=@:#])(?=.{5})")
_MOST_SQUEEZE = 0.042
"""How much a gap may shrink, as a part of the size, to take one more mark into the line."""
_MOST_STRETCH = 0.6
_BLANKS = re.compile("[\\t\\n\\r\\x0b\\x0c\\x85\\xa0\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f]")
_UNSEEN = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\xad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff"
    "\\U000e0000-\\U000e01ef]"
)


class Atom(NamedTuple):
    """What is never cut between two lines. ``width`` is in thousandths of the size.

    ``goes_on``: it is the rest of a run that may be cut here; on one line no space is added.
    """

    text: str
    glyphs: tuple[Glyph, ...]
    width: float
    goes_on: bool = False


@dataclass(frozen=True)
class Line:
    """One line: its atoms, where it begins, and the space added at each gap between atoms.

    ``blanks`` stand behind its end, unseen: who reads the file finds the space between words.
    """

    atoms: tuple[Atom, ...]
    indent: float
    gap: float
    blanks: tuple[Atom, ...] = ()

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(atom.text for atom in self.atoms)

    def width(self, size: float) -> float:
        """From the first atom's left to the last one's right edge."""
        natural = sum(atom.width for atom in self.atoms) * size / 1000
        return natural + self.gap * _gaps(self.atoms)


@dataclass(frozen=True)
class Setting:
    """How a paragraph is set. ``indent`` counts characters, ``spacing`` is added at each gap."""

    role: Role
    size: float
    pitch: float
    measure: float
    indent: float = 0
    spacing: float = 0


def seen(text: str) -> str:
    """The text without what has no shape of its own: controls, joiners, variation marks."""
    return _UNSEEN.sub("", _BLANKS.sub(" ", text))


def atoms_of(text: str, role: Role, faces: Faces, longest: float = 1e9) -> list[Atom]:
    """The atoms of a text. A run wider than ``longest`` (thousandths) is cut anywhere."""
    found: list[Atom] = []
    for run in _RUN.findall(seen(text)):
        is_cut = len(run) > _LONG_RUN and not _NEVER_CUT.fullmatch(run)
        atoms: list[Atom] = []
        for part in _RUN_CUT.split(run) if is_cut else (run,):
            atom = _atom(part, role, faces)
            if atom.width > longest and len(part) > 1:
                atoms.extend(_atom(character, role, faces) for character in part)
            else:
                atoms.append(atom)
        found += atoms[:1]
        found += (atom._replace(goes_on=True) for atom in atoms[1:])
    return found


def _gaps(atoms: Sequence[Atom]) -> int:
    """How many gaps between the atoms may be widened."""
    return sum(not atom.goes_on for atom in atoms[1:])


@lru_cache(maxsize=20_000)
def _atom(text: str, role: Role, faces: Faces) -> Atom:
    glyphs = tuple(faces.glyph(role, character) for character in text)
    return Atom(text, glyphs, sum(glyph.width for glyph in glyphs))


def may_part(before: Atom, after: Atom) -> bool:
    """True where a line may end between two atoms."""
    if before.text == " " and after.text != " ":
        return True
    # A run such as “.5” or “(2)” begins and ends with what the rules are about, too.
    return after.text[0] not in NEVER_FIRST and before.text[-1] not in NEVER_LAST


def break_lines(atoms: Sequence[Atom], setting: Setting, justify: bool = True) -> list[Line]:
    """The atoms in lines; all but the last are flush right where ``justify`` is set."""
    lines: list[Line] = []
    start, size = 0, setting.size
    while start < len(atoms):
        indent = 0.0 if lines else setting.indent * (size + setting.spacing)
        room = setting.measure - indent
        end = _line_end(atoms, start, room, setting)
        while end < len(atoms) and atoms[end].text == " ":
            end += 1
        inside = _without_last_spaces(atoms[start:end])
        flush = _gap(inside, room, size)
        is_set_flush = justify and end < len(atoms) and flush <= _MOST_STRETCH * size
        gap = flush if is_set_flush else min(flush, setting.spacing)
        blanks = tuple(atoms[start + len(inside) : end]) if end < len(atoms) else ()
        lines.append(Line(tuple(inside), indent, gap, blanks))
        start = end
    return lines


def _line_end(atoms: Sequence[Atom], start: int, room: float, setting: Setting) -> int:
    """Where the line that begins at ``start`` ends: behind the last atom that it holds."""
    fits = _first_beyond(atoms, start, room, setting)
    if fits == len(atoms) or may_part(atoms[fits - 1], atoms[fits]):
        return fits
    carried = next(
        (end for end in range(fits - 1, start, -1) if may_part(atoms[end - 1], atoms[end])), None
    )
    if atoms[fits].text[0] in NEVER_FIRST:
        squeezed = next(
            end
            for end in range(fits + 1, len(atoms) + 1)
            if end == len(atoms) or may_part(atoms[end - 1], atoms[end])
        )
        shrink = setting.spacing - _gap(atoms[start:squeezed], room, setting.size)
        if shrink <= _MOST_SQUEEZE * setting.size:
            return squeezed
    return carried or fits


def _first_beyond(atoms: Sequence[Atom], start: int, room: float, setting: Setting) -> int:
    """The first atom that no longer fits; at least one is taken."""
    used, scale = -setting.spacing, setting.size / 1000
    for at in range(start, len(atoms)):
        is_next = at > start and atoms[at].goes_on
        used += atoms[at].width * scale + (0.0 if is_next else setting.spacing)
        if used > room + 0.01 and at > start and atoms[at].text != " ":
            return at
    return len(atoms)


def _gap(atoms: Sequence[Atom], room: float, size: float) -> float:
    """The space at each gap that makes the line as wide as the room."""
    natural = sum(atom.width for atom in atoms) * size / 1000
    return (room - natural) / max(_gaps(atoms), 1)


def _without_last_spaces(atoms: Sequence[Atom]) -> Sequence[Atom]:
    end = len(atoms)
    while end > 1 and atoms[end - 1].text == " ":
        end -= 1
    return atoms[:end]


def draw_line(canvas: Any, line: Line, x: float, base: float, size: float) -> None:
    """Set one line with its left edge at ``x`` and its base line at ``base``."""
    x += line.indent
    shown = []
    for face, characters, space, width in _pieces(line, size):
        shown.append((face, characters, x, space))
        x += width
    show_text(canvas, shown, base, size)


def _pieces(line: Line, size: float) -> Iterable[tuple[Any, str, float, float]]:
    """The line as (face, text, character spacing, width), as few as can be.

    Inside a run of digits or Latin no space is added, so that numbers keep together.
    """
    pieces: list[list[Any]] = []
    followers = (*line.atoms[1:], None)
    for atom, follower in zip(line.atoms, followers, strict=False):
        ends_run = follower is None or not follower.goes_on
        spread = len(atom.glyphs) == 1 and ends_run
        for n, glyph in enumerate(atom.glyphs):
            space = line.gap if spread else 0.0
            width = glyph.width * size / 1000
            behind = line.gap if ends_run and n == len(atom.glyphs) - 1 else 0.0
            last = pieces[-1] if pieces else None
            goes_on = spread or n or atom.goes_on
            joins = last and last[0] is glyph.face and last[2] == space and goes_on
            if last and joins:
                last[1] += glyph.character
                last[3] += width + behind
            else:
                pieces.append([glyph.face, glyph.character, space, width + behind])
    if line.blanks:
        # Alone, blanks would be no text at all to most readers.
        pieces[-1][1] += "".join(blank.text for blank in line.blanks)
    return [(piece[0], piece[1], piece[2], piece[3]) for piece in pieces]


@dataclass(frozen=True)
class TextBlock:
    """Lines that stand together and may be divided over two pages, two lines at the least.

    ``bookmark`` is the entry for the outline: its level from 0 and its words.
    """

    lines: tuple[Line, ...]
    setting: Setting
    keep_with_next: bool = False
    bookmark: tuple[int, str] | None = None
    on_grid: bool = True
    gap: float = 0

    @property
    def height(self) -> float:
        """How much of the page it takes, with the gap below."""
        return len(self.lines) * self.setting.pitch + self.gap

    @property
    def first_height(self) -> float:
        """How much of it must stand on one page with the heading above."""
        count = len(self.lines)
        return (count if count <= 3 or self.keep_with_next else 2) * self.setting.pitch

    def whole(self, space: float) -> None:
        """A text is never set smaller."""

    def in_rows_of(self, _height: float) -> TextBlock:
        """A text has no rows: its lines stand as the standard says."""
        return self

    def split(self, space: float) -> tuple[TextBlock, TextBlock] | None:
        """The block in two, the first no higher than ``space``; None where that looks bad."""
        count = int((space + 0.01) // self.setting.pitch)
        count = min(count, len(self.lines) - 2)
        if count < 2 or self.keep_with_next:
            return None
        return self.cut(count)

    def cut(self, count: int) -> tuple[TextBlock, TextBlock]:
        """The first ``count`` lines, and the rest."""
        head = replace(self, lines=self.lines[:count], keep_with_next=False)
        return head, replace(self, lines=self.lines[count:], bookmark=None)

    def forced_split(self, space: float) -> tuple[TextBlock, TextBlock] | None:
        """The same where it must be, however it looks; None for a single line."""
        count = max(int((space + 0.01) // self.setting.pitch), 1)
        return self.cut(min(count, len(self.lines) - 1)) if len(self.lines) > 1 else None

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Set the lines with the block's upper left corner at (x, top)."""
        size, pitch = self.setting.size, self.setting.pitch
        base = top - (pitch - size) / 2 - ASCENT * size
        for line in self.lines:
            draw_line(canvas, line, x, base, size)
            base -= pitch


def paragraph(pieces: Sequence[tuple[Role, str]], setting: Setting, faces: Faces) -> TextBlock:
    """A block from a paragraph given in pieces of one face each."""
    longest = setting.measure * 1000 / setting.size
    atoms = [atom for role, text in pieces for atom in atoms_of(text, role, faces, longest)]
    return TextBlock(tuple(break_lines(atoms, setting)), setting)
