"""Pages: the paper of GB/T 9704-2012, what a block is, page numbers, draft mark.

Lengths are points; ``top`` counts down from the upper edge of the text area.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from export.fonts import Faces, Role
from export.pdf_font import font_name

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = 37 * MM, 35 * MM, 28 * MM, 26 * MM
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
LINES_PER_PAGE = 22
PITCH = 28.95
"""22 lines fill the 225 mm of the text area."""
TEXT_HEIGHT = LINES_PER_PAGE * PITCH

_NUMBER_SIZE = 14
_NUMBER_DROP = 7 * MM
"""From the foot of the text area to the upper edge of the dashes (7.5)."""
_DRAFT_SIZE = 200
_DRAFT_GREY = 0.9
_DRAFT_SLOPE = 55


class Block(Protocol):
    """Something that stands on a page: lines of text or a table."""

    @property
    def height(self) -> float:
        """How much of the page it takes."""

    @property
    def first_height(self) -> float:
        """The least of it that must follow a heading on the same page."""

    @property
    def keep_with_next(self) -> bool:
        """True for a heading."""

    @property
    def on_grid(self) -> bool:
        """True where it begins on one of the page's 22 lines."""

    @property
    def bookmark(self) -> tuple[int, str] | None:
        """Its entry in the outline: level from 0, and words."""

    def whole(self, space: float) -> Block | None:
        """The block a little smaller, where it then goes undivided into the space."""

    def in_rows_of(self, height: float) -> Block:
        """The block with its rows at least that high; itself where it has none."""

    def split(self, space: float) -> tuple[Block, Block] | None:
        """The block in two, the first no higher than the space; None where that looks bad."""

    def forced_split(self, space: float) -> tuple[Block, Block] | None:
        """The same on an empty page, where it must be; None where nothing can be divided."""

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Put it on the page with its upper left corner at (x, top) in page coordinates."""


class Placed(NamedTuple):
    """A block and its upper edge on its page."""

    block: Block
    top: float


class Pages:
    """Draws planned pages on a canvas, each with its number."""

    def __init__(self, canvas: Any, faces: Faces, draft_mark: str = "") -> None:
        self._canvas = canvas
        self._faces = faces
        self._draft_mark = draft_mark
        self._number = 0
        self._level = -1

    def fill(self, plan: Iterable[Sequence[Placed]]) -> None:
        """Page after page, beginning on a new one, as ``page_plan`` has laid them out."""
        for page in plan:
            self._begin_page()
            for placed in page:
                self._draw(placed.block, placed.top)
            self._end_page()

    def _draw(self, block: Block, top: float) -> None:
        if block.bookmark is not None:
            self._add_bookmark(block.bookmark, top)
        block.draw(self._canvas, MARGIN_LEFT, PAGE_HEIGHT - MARGIN_TOP - top)

    def _add_bookmark(self, bookmark: tuple[int, str], top: float) -> None:
        level, words = bookmark
        self._level = min(level, self._level + 1)
        key = f"{self._number}.{top:.1f}"
        edge = PAGE_HEIGHT - MARGIN_TOP - top
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=round(edge, 2), zoom=0)
        self._canvas.addOutlineEntry(words, key, self._level)

    def _begin_page(self) -> None:
        self._number += 1
        if self._draft_mark:
            self._draw_draft_mark()

    def _end_page(self) -> None:
        self._draw_number()
        self._canvas.showPage()

    def _draw_number(self) -> None:
        """「— 1 —」 at the outer side, one character in, in the digits of 宋体."""
        face = self._faces.face(Role.SONG)
        words = f"— {self._number} —"
        space = _NUMBER_SIZE * (500 - face.width(face.glyph(" "))) / 1000
        width = sum(face.width(face.glyph(c)) for c in words) * _NUMBER_SIZE / 1000
        width += 2 * space
        left = MARGIN_LEFT + _NUMBER_SIZE
        if self._number % 2:
            left = PAGE_WIDTH - MARGIN_RIGHT - _NUMBER_SIZE - width
        ink = face.top("—") * _NUMBER_SIZE / 1000
        text = self._canvas.beginText(left, MARGIN_BOTTOM - _NUMBER_DROP - ink)
        text.setFont(font_name(face), _NUMBER_SIZE)
        # The blank beside a dash is half a character; the face's own is narrower.
        for before, piece in ((0.0, "—"), (space, " "), (0.0, str(self._number)), (space, " ")):
            text.setCharSpace(before)
            text.textOut(piece)
        text.setCharSpace(0)
        text.textOut("—")
        self._canvas.drawText(text)

    def _draw_draft_mark(self) -> None:
        """Large, light and below the text, so that it hides nothing."""
        canvas, face = self._canvas, self._faces.face(Role.BLACK)
        glyphs = [self._faces.glyph(Role.BLACK, c) for c in self._draft_mark]
        width = sum(glyph.width for glyph in glyphs) * _DRAFT_SIZE / 1000
        canvas.saveState()
        canvas.setFillGray(_DRAFT_GREY)
        canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
        canvas.rotate(_DRAFT_SLOPE)
        text = canvas.beginText(-width / 2, -0.36 * _DRAFT_SIZE)
        text.setFont(font_name(face), _DRAFT_SIZE)
        text.textOut(self._draft_mark)
        canvas.drawText(text)
        canvas.restoreState()
