"""The list of contents in front of a report: told from the chapters that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from forms.document import Block, Document, Paragraph, Style
from forms.headings import heading_level

_PAGE = re.compile(r"[\s.．…·•‥。_—－-]*\d{0,3}\s*$")
_NAME = re.compile(r"[\s\u3000]*目[\s\u3000]*[录次][\s\u3000]*")
_FEWEST_CHAPTERS = 3
_LONGEST = 60


def without_contents(document: Document) -> Document:
    """The document with its list of contents set aside, so that none of it is a heading.

    A list is a run of short headings, with page numbers or without, whose chapters all come
    again behind it.
    """
    blocks = list(document.blocks)
    last = {_entry(block): place for place, block in enumerate(blocks)}
    for first, end in _runs(blocks):
        entries = [block for block in blocks[first:end] if isinstance(block, Paragraph)]
        chapters = [name for one in entries if (name := _entry(one)) and _is_chapter(one)]
        are_behind = all(last[name] >= end for name in chapters)
        if len(chapters) >= _FEWEST_CHAPTERS and are_behind:
            blocks[first:end] = [replace(one, style=Style.ASIDE) for one in entries]
    return replace(document, blocks=tuple(blocks))


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The runs of paragraphs that could be entries, the word 目录 before them included."""
    first = 0
    while first < len(blocks):
        end = first
        seen: set[str] = set()
        while end < len(blocks) and (name := _entry(blocks[end])) and name not in seen:
            seen.add(name)
            end += 1
        if end > first:
            is_named = first > 0 and _is_name(blocks[first - 1])
            yield first - is_named, end
        first = max(end, first + 1)


def _is_name(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(_NAME.fullmatch(block.text))


def _is_chapter(entry: Paragraph) -> bool:
    return heading_level(entry.text) == 1


def _entry(block: Block) -> str:
    """What an entry names, without its page; "" for what is none."""
    if not isinstance(block, Paragraph) or len(block.text) > _LONGEST:
        return ""
    text = _PAGE.sub("", block.text)
    return "".join(text.split()) if heading_level(text) else ""
