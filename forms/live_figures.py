"""Figures in a text that follow their cells of a table.

A text stays plain: the figure's own words stand in it, and beside the text is kept which
stretch of it belongs to which cell. So every reader and writer sees the figure as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from forms.cells import Address
from forms.counts import Value, show

BLANK_WORDS = "〔未填〕"
"""What stands in a text for a cell that is blank."""


class LiveFigure(NamedTuple):
    """``sections[section][start:end]`` shows the value of ``cell``."""

    section: str
    start: int
    end: int
    cell: Address


def figure_words(value: Value) -> str:
    """How a cell's value stands in a text."""
    return BLANK_WORDS if value is None else show(value)


def followed(
    sections: Mapping[str, str | None],
    figures: Iterable[LiveFigure],
    cells: Mapping[Address, Value],
) -> tuple[dict[str, str | None], tuple[LiveFigure, ...]]:
    """The texts with every figure as its cell has it now, and where the figures stand then.

    A figure outside its text, or over another one, is dropped; the text stays.
    """
    texts = dict(sections)
    kept: list[LiveFigure] = []
    for section in dict.fromkeys(one.section for one in figures):
        old = texts.get(section) or ""
        new, reached = "", 0
        for one in sorted(one for one in figures if one.section == section):
            if not reached <= one.start < one.end <= len(old):
                continue
            new += old[reached : one.start]
            words = figure_words(cells.get(one.cell))
            kept.append(LiveFigure(section, len(new), len(new) + len(words), one.cell))
            new, reached = new + words, one.end
        if reached:
            texts[section] = new + old[reached:]
    return texts, tuple(sorted(kept))


def moved(
    figures: Iterable[LiveFigure], before: str, after: str, end: int | None = None
) -> tuple[LiveFigure, ...]:
    """The figures of one text after it was changed; one that was changed itself is gone.

    ``end`` is where the new words end, where that is known: among equal signs nothing else
    tells which of them are the new ones.
    """
    start, old_end, new_end = _change(before, after, end)
    kept = []
    for one in figures:
        if one.end <= start:
            kept.append(one)
        elif one.start >= old_end:
            kept.append(_shifted(one, new_end - old_end))
        elif start < old_end and start < new_end:
            kept += _found_again(one, before, after)
    return tuple(kept)


def _shifted(one: LiveFigure, by: int) -> LiveFigure:
    return one._replace(start=one.start + by, end=one.end + by)


def _change(before: str, after: str, end: int | None) -> tuple[int, int, int]:
    """``before[start:old_end]`` became ``after[start:new_end]``."""
    shortest = min(len(before), len(after))
    if end is not None and before.endswith(after[end:]):
        suffix = len(after) - end
        start = _common(before, after, shortest - suffix)
    else:
        start = _common(before, after, shortest)
        suffix = _common(before[::-1], after[::-1], shortest - start)
    return start, len(before) - suffix, len(after) - suffix


def _common(one: str, other: str, most: int) -> int:
    """How many signs two texts begin with in common, of the first ``most``."""
    count = 0
    while count < most and one[count] == other[count]:
        count += 1
    return count


def _found_again(one: LiveFigure, before: str, after: str) -> Iterator[LiveFigure]:
    """The figure inside a larger change, where it and what is around it stayed the same."""
    from forms.text.text_alignment import common_blocks  # noqa: PLC0415 (seldom needed)

    for block in common_blocks(after, before):
        if block.origin <= one.start and one.end <= block.origin + block.length:
            yield _shifted(one, block.start - block.origin)


# --- the saved file ----------------------------------------------------------------------


def figures_to_json(figures: Iterable[LiveFigure]) -> list[dict[str, Any]]:
    """``[{"section", "start", "end", "cell"}]``."""
    return [{**one._asdict(), "cell": str(one.cell)} for one in figures]


def figures_from_json(
    data: Any, sections: Mapping[str, str | None], cells: Mapping[Address, Value]
) -> tuple[LiveFigure, ...]:
    """The reverse. Raises ValueError naming what is not as it should be.

    A stretch whose words are not its cell's was changed by another program: the words stay,
    as plain text.
    """
    if not isinstance(data, list):
        raise ValueError("figures")
    found = []
    for item in data:
        try:
            one = LiveFigure(
                item["section"], item["start"], item["end"], Address.parse(item["cell"])
            )
        except (TypeError, KeyError, ValueError, AttributeError):
            raise ValueError("figures") from None
        is_placed = type(one.start) is int and type(one.end) is int
        if not is_placed or not isinstance(one.section, str) or one.section not in sections:
            raise ValueError("figures")
        words = (sections[one.section] or "")[max(one.start, 0) : max(one.end, 0)]
        if words == figure_words(cells.get(one.cell)):
            found.append(one)
    return tuple(found)
