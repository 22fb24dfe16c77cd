"""The sheets of a workbook → one paper: chapters in their order, covers and instructions aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from forms.document import Block, Paragraph, Style
from forms.headings import heading_level
from forms.reading.line_joining import trimmed

_COVER = re.compile("封面|封皮|首页|扉页|目录|目次")
_INSTRUCTIONS = re.compile("(?:填[表报写]|使用|编制|操作)(?:的)?(?:说明|须知|要求|指南)|注意事项")
_NUMERALS = "一二三四五六七八九十"
_LONGEST_COVER_LINE = 60
_MOST_COVER_LINES = 12
_FIRST, _LAST = 0, 99


@dataclass(frozen=True)
class SheetBlocks:
    """What one sheet holds."""

    name: str
    blocks: Sequence[Block]

    def texts(self) -> list[str]:
        """The texts of its paragraphs."""
        return [block.text for block in self.blocks if isinstance(block, Paragraph)]

    def is_prose(self) -> bool:
        """True where no table stands in it."""
        return all(isinstance(block, Paragraph) for block in self.blocks)

    def chapter(self) -> int | None:
        """The number of its first chapter; None where it begins none."""
        for text in self.texts():
            if heading_level(text) == 1:
                return _NUMERALS.index(text.strip()[0]) + 1
        return None


def in_order(sheets: Sequence[SheetBlocks]) -> tuple[Block, ...]:
    """The blocks of all sheets, by the chapter with which each sheet begins.

    A sheet that begins none stays behind the one before it; a table without any chapter,
    that nothing stands before, goes to the end.
    """
    held = [sheet for sheet in sheets if sheet.blocks]
    numbered: list[tuple[int, SheetBlocks]] = []
    last: int | None = None
    for number, sheet in enumerate(held):
        if len(held) > 1 and _is_aside(sheet, is_first=number == 0):
            numbered.append((_FIRST, replace(sheet, blocks=_aside(sheet.blocks))))
            continue
        last = sheet.chapter() or last
        without = _FIRST if sheet.is_prose() else _LAST
        numbered.append((without if last is None else last, sheet))
    numbered.sort(key=lambda one: one[0])
    return tuple(block for _, sheet in numbered for block in sheet.blocks)


def _is_aside(sheet: SheetBlocks, *, is_first: bool) -> bool:
    """True for a cover, a list of contents, or instructions how to fill in the form."""
    texts = sheet.texts()
    if not sheet.is_prose():
        return False
    if _INSTRUCTIONS.search(sheet.name) or _INSTRUCTIONS.fullmatch(trimmed(texts[0]).strip("：:")):
        return True
    if any("。" in text or len(text) > _LONGEST_COVER_LINE for text in texts):
        return False
    if _COVER.fullmatch(trimmed(sheet.name)):
        return True
    return is_first and sheet.chapter() is None and len(texts) <= _MOST_COVER_LINES


def _aside(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(
        replace(block, style=Style.ASIDE) if isinstance(block, Paragraph) else block
        for block in blocks
    )
