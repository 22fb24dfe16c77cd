"""What parts the year-on-year annex from the report: its heading, and the cut before it.

The annex repeats the form's labels and figures, last year's among them. Whatever reads one of
our files must never take them for the report's own.
"""

from __future__ import annotations

from dataclasses import replace

from forms.document import Document, Paragraph
from forms.report import Remark

HEADING = "附：与上年对照（内部参考，不属于年度报告）"
"""Printed above the annex; no report has these words, and they fit on one line."""
_TRADITIONAL = "附：與上年對照（內部參考，不屬於年度報告）"
LEFT_OUT = Remark("annex.left_out", "文件后面的“与上年对照”是内部参考，没有读入报告。")


def begins_annex(text: str) -> bool:
    """Whether a line is the annex's heading, in either script."""
    return "".join(text.split()).startswith((HEADING, _TRADITIONAL))


def without_annex(document: Document) -> tuple[Document, tuple[Remark, ...]]:
    """The document up to the annex, and a remark where there is one."""
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and begins_annex(block.text):
            return replace(document, blocks=document.blocks[:number]), (LEFT_OUT,)
    return document, ()
