"""The traditional-script switch of export: one of the two doors at which OpenCC stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from forms.document import Block, Chart, Document, Paragraph


def converter(language: str) -> Callable[[str], str]:
    """What turns a writer's own simplified words into the script of a document."""
    return _to_traditional() if language == "zh-TW" else str


@cache
def _to_traditional() -> Callable[[str], str]:
    """Kept: to read its dictionaries takes longer than to lay a report out and write it."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2tw").convert
    return convert


def in_traditional_script(document: Document) -> Document:
    """The same document in traditional script; numbers and addresses stay as they are."""
    convert = _to_traditional()

    def turned(block: Block) -> Block:
        if isinstance(block, Paragraph):
            return replace(block, text=convert(block.text))
        if isinstance(block, Chart):
            return turned_chart(block)
        cells = tuple(cell._replace(text=convert(cell.text)) for cell in block.cells)
        return replace(block, cells=cells, name=convert(block.name))

    def turned_chart(chart: Chart) -> Chart:
        series = tuple(replace(one, name=convert(one.name)) for one in chart.series)
        labels = tuple(convert(label) for label in chart.labels)
        return replace(
            chart,
            title=convert(chart.title),
            labels=labels,
            series=series,
            unit=convert(chart.unit),
            note=convert(chart.note),
        )

    return replace(
        document,
        blocks=tuple(turned(block) for block in document.blocks),
        annex=tuple(turned(block) for block in document.annex),
        title=convert(document.title),
        author=convert(document.author),
        keywords=tuple(convert(word) for word in document.keywords),
        language="zh-TW",
    )
