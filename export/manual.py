"""The manual and the quick start: what the clerk reads, in the window and on paper.

The words stand in ``resources/help/*.md``; what the form itself says (rules, rows, topics) is
taken from the edition, so that it cannot drift. Of Markdown there are headings (``#``, ``##``),
paragraphs, lists (``-`` or ``1.``), pictures (``![caption](name)``) and ``{{what key}}``, which
asks the edition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from forms.edition import Edition
from forms.rule_wording import rules_of_table, rules_of_texts

HELP = Path(__file__).resolve().parent.parent / "resources" / "help"
PICTURES = HELP / "pictures"
TITLE = "年报填报使用手册"
QUICK_START_TITLE = "年报填报：一页上手"

_PICTURE = re.compile(r"!\[(?P<caption>[^\]]*)\]\((?P<name>[a-z_]+)\)")
_ASKED = re.compile(r"\{\{(?P<what>[a-z]+) ?(?P<key>[a-z_]*)\}\}")
_ITEM = re.compile(r"- |\d+\. ")


class ItemKind(str, Enum):
    """What a piece of the manual is."""

    CHAPTER = "chapter"
    SECTION = "section"
    BODY = "body"
    ITEM = "item"
    PICTURE = "picture"


@dataclass(frozen=True)
class Item:
    """One piece. ``picture`` is the PNG's file for a picture, whose caption is the ``text``."""

    kind: ItemKind
    text: str
    picture: Path | None = None


def manual(edition: Edition) -> tuple[Item, ...]:
    """The whole manual, for the clerk who fills in this edition."""
    return _read("manual.md", edition)


def quick_start(edition: Edition) -> tuple[Item, ...]:
    """One page to hang beside the screen; its first item is its title."""
    return _read("quick-start.md", edition)


def _read(name: str, edition: Edition) -> tuple[Item, ...]:
    lines = (HELP / name).read_text("utf-8").splitlines()
    return tuple(item for line in lines if line.strip() for item in _items(line, edition))


def _items(line: str, edition: Edition) -> Iterator[Item]:
    asked, picture = _ASKED.fullmatch(line), _PICTURE.fullmatch(line)
    if asked:
        yield from _ANSWERS[asked["what"]](edition, asked["key"])
    elif picture:
        yield Item(ItemKind.PICTURE, picture["caption"], PICTURES / f"{picture['name']}.png")
    elif line.startswith("## "):
        yield Item(ItemKind.SECTION, line[3:])
    elif line.startswith("# "):
        yield Item(ItemKind.CHAPTER, line[2:])
    else:
        words = _ASKED.sub(lambda found: _name(edition, found["what"]), line)
        is_item = _ITEM.match(words)
        yield Item(ItemKind.ITEM if is_item else ItemKind.BODY, words.removeprefix("- "))


def _name(edition: Edition, what: str) -> str:
    assert what == "edition", what
    return f"{edition.name}（{edition.source}）"


# --- what the edition answers --------------------------------------------------------------


def _help(edition: Edition, key: str) -> Iterator[Item]:
    part = next(part for part in edition.parts if part.key == key)
    yield Item(ItemKind.BODY, part.help)


def _topics(edition: Edition, key: str) -> Iterator[Item]:
    part = next(part for part in edition.parts if part.key == key)
    for topic, prompt in part.guidance:
        yield Item(ItemKind.ITEM, f"{topic}：{prompt}")


def _rows(edition: Edition, key: str) -> Iterator[Item]:
    for row in edition.tables[key].rows.values():
        if row.help:
            basis = f"（依据：{row.basis}）" if row.basis else ""
            yield Item(ItemKind.ITEM, f"{row.label or row.name}：{row.help}{basis}")


def _rules(edition: Edition, key: str) -> Iterator[Item]:
    for table in edition.tables.values():
        sentences = rules_of_table(table, edition)
        if sentences:
            yield Item(ItemKind.SECTION, table.title)
        for sentence in sentences:
            yield Item(ItemKind.ITEM, sentence)
    yield Item(ItemKind.SECTION, "文字")
    for sentence in rules_of_texts(edition):
        yield Item(ItemKind.ITEM, sentence)


_ANSWERS: dict[str, Callable[[Edition, str], Iterator[Item]]] = {
    "help": _help,
    "topics": _topics,
    "rows": _rows,
    "rules": _rules,
}
