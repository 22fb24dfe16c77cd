"""How much a paper may hold: far more than any annual report, far less than harms a computer.

Each reader looks before it builds: a refusal costs less than the tree that it saves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from forms.document import Block, Document, Grid, Paragraph
from forms.errors import Cause, UnreadableFile
from forms.report import Report
from forms.report_json import MOST_REMARKS

MOST_BLOCKS = 10_000
"""Paragraphs and tables."""
MOST_CHARACTERS = 1_000_000
MOST_TAGS = 400_000
"""Of a page, or of one part of an office file: opening and closing ones."""
MOST_BLANKS = 100
"""Of white space in a row."""
_LONG_BLANK = re.compile(rf"(?<!\s)(\s{{{MOST_BLANKS}}})\s+")
LARGEST_TEXT = 4_000_000
"""Bytes of a plain text, or characters of a page without the pictures in it."""


class TooMuch(ValueError):
    """A file holds more than a report could; the argument says of what."""


def refuse_many_tags(markup: bytes | str, name: str) -> None:
    """Raises UnreadableFile (TOO_LARGE) before a parser makes a tree of it."""
    count = markup.count(b"<" if isinstance(markup, bytes) else "<")  # type: ignore[arg-type]
    if count > MOST_TAGS:
        raise UnreadableFile(name, Cause.TOO_LARGE, f"{count} tags")


def refuse_long_text(size: int, name: str) -> None:
    """Raises UnreadableFile (TOO_LARGE) where a text is longer than ``LARGEST_TEXT``."""
    if size > LARGEST_TEXT:
        raise UnreadableFile(name, Cause.TOO_LARGE, f"{size} bytes")


def refuse_many_blocks(count: int) -> None:
    """Raises TooMuch."""
    if count > MOST_BLOCKS:
        raise TooMuch(f"{count} blocks")


def within_bounds(document: Document, name: str) -> Document:
    """The document itself. Raises UnreadableFile (TOO_LARGE)."""
    characters = sum(len(text) for block in document.blocks for text in block.texts)
    if len(document.blocks) > MOST_BLOCKS or characters > MOST_CHARACTERS:
        raise UnreadableFile(name, Cause.TOO_LARGE, f"{characters} characters")
    return document


def with_short_blanks(document: Document) -> Document:
    """The document with no white space beyond ``MOST_BLANKS``: what looks for words behind
    blanks would take the square of their number.
    """
    return replace(document, blocks=tuple(map(_with_short_blanks, document.blocks)))


def _with_short_blanks(block: Block) -> Block:
    if not any(len(text) > MOST_BLANKS and _LONG_BLANK.search(text) for text in block.texts):
        return block
    if isinstance(block, Paragraph):
        return replace(block, text=_LONG_BLANK.sub(r"\1", block.text))
    if not isinstance(block, Grid):
        return block
    cells = [cell._replace(text=_LONG_BLANK.sub(r"\1", cell.text)) for cell in block.cells]
    return replace(block, cells=tuple(cells))


def report_within_bounds(report: Report, name: str) -> Report:
    """The report itself. Raises UnreadableFile (TOO_LARGE): it would be kept whole at each key."""
    characters = sum(map(len, _words(report)))
    if characters > MOST_CHARACTERS or len(report.remarks) > MOST_REMARKS:
        raise UnreadableFile(name, Cause.TOO_LARGE, f"{characters} characters")
    return report


def _words(report: Report) -> Iterator[str]:
    yield report.agency
    yield from (text for text in report.sections.values() if text is not None)
    yield from (value for value in report.cells.values() if isinstance(value, str))
    yield from (*report.units.values(), *report.origins, *report.origins.values())
    for one in report.remarks:
        yield from (one.message, one.where, one.text)
        yield from (text for choice in one.choices for _, text in choice)
