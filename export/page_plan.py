"""What stands on which page: keeping together, and a last page that is worth turning to.

A last page that holds a heading and two or three lines looks forgotten. GB/T 9704-2012 fixes the
lines of the text and leaves the rows of tables free: a little lower they take the page back, a
little higher they send it more lines; failing both, the page before gives up its last lines. Other
rows also help where a page's end parts a table from the note below it. The same blocks always come
out the same. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from export.pdf_pages import PITCH, TEXT_HEIGHT, Block, Placed
from export.pdf_table import TableBlock
from export.pdf_text import TextBlock

LEAST_LINES = 5
"""A last page with fewer lines than this is avoided."""
LOWER_ROWS = (6.6, 6.2, 5.8, 5.5)
HIGHER_ROWS = (7.4, 7.8, 8.2, 8.6)
"""Heights of a table's row, mm, in the order in which they are tried; 7 is the usual one.

5.5 is what an office program gives a row of 五号.
"""
MOST_GIVEN = 8
"""So many lines at most the page before gives up."""

_MM = 72 / 25.4
_NEARLY = 0.01
_SHORT = 100
_HEADINGS = 2
"""So many lines at most stand above what begins a page."""

Page = list[Placed]


def planned(blocks: Sequence[Block]) -> list[Page]:
    """The blocks, or their pieces, page after page, each with its place."""
    best = _Planner().pages_of(blocks)
    faults = _faults(best)
    others = _others(blocks, best) if faults else ()
    for pages in others:
        fewer = _faults(pages)
        if fewer < faults:
            best, faults = pages, fewer
        if not faults:
            break
    return best


def _others(blocks: Sequence[Block], usual: list[Page]) -> Iterator[list[Page]]:
    """The same blocks set in other ways than usual."""
    for height in (*LOWER_ROWS, *HIGHER_ROWS):
        yield _Planner().pages_of([block.in_rows_of(height * _MM) for block in blocks])
    if _is_short(usual):
        for lines in range(1, MOST_GIVEN + 1):
            yield _Planner(len(usual) - 1, lines).pages_of(blocks)


def _faults(pages: list[Page]) -> int:
    """What a reader would mind: most of all a short last page, then notes far from their table."""
    ends = ((before[-1].block, after[0].block) for before, after in pairwise(pages))
    parted = sum(_is_note(first) and isinstance(last, TableBlock) for last, first in ends)
    return _SHORT * _is_short(pages) + parted


def _is_note(block: Block) -> bool:
    return isinstance(block, TextBlock) and not block.on_grid


def _is_short(pages: list[Page]) -> bool:
    """Whether the last page holds almost nothing."""
    return len(pages) > 1 and _foot(pages[-1]) < (LEAST_LINES - 1) * PITCH + _NEARLY


def _foot(page: Page) -> float:
    return max((placed.top + placed.block.height for placed in page), default=0.0)


class _Planner:
    """Fills pages from the first to the last.

    The page with the number ``poorer`` (from 1) has ``lines`` fewer than the others.
    """

    def __init__(self, poorer: int = 0, lines: int = 0) -> None:
        self._poorer = poorer
        self._given = lines * PITCH
        self._pages: list[Page] = [[]]
        self._used = 0.0

    def pages_of(self, blocks: Sequence[Block]) -> list[Page]:
        """All the blocks; the first page is never left out."""
        for at, block in enumerate(blocks):
            if self._used and _height_with_next(blocks, at) > self._left(block) + _NEARLY:
                self._turn_over()
            self._place(block)
        return self._pages

    def _turn_over(self) -> None:
        self._pages.append([])
        self._used = 0.0

    def _place(self, block: Block) -> None:
        space = self._left(block)
        if block.height > space + _NEARLY and space >= TEXT_HEIGHT - _HEADINGS * PITCH:
            block = block.whole(space) or block
        while block.height > self._left(block) + _NEARLY:
            parts = block.split(self._left(block))
            if parts is None and self._used == 0:
                parts = block.forced_split(self._left(block))
                if parts is None:
                    break
            if parts is not None:
                head, block = parts
                self._put(head)
            self._turn_over()
        self._put(block)

    def _put(self, block: Block) -> None:
        top = self._top(block)
        self._pages[-1].append(Placed(block, top))
        self._used = top + block.height

    def _top(self, block: Block) -> float:
        if not block.on_grid:
            return self._used
        lines = int((self._used - _NEARLY) // PITCH) + 1
        return lines * PITCH if self._used > _NEARLY else 0.0

    def _left(self, block: Block) -> float:
        given = self._given if len(self._pages) == self._poorer else 0.0
        return TEXT_HEIGHT - given - self._top(block)


def _height_with_next(blocks: Sequence[Block], at: int) -> float:
    """What must stand together from here: headings, and the beginning of what follows."""
    height = 0.0
    for block in blocks[at:]:
        if not block.keep_with_next:
            return height + min(block.first_height, block.height)
        height += block.height
    return height
