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
LEFT_OUT = Remark("annex.left_out", "文件后面的“与上年对照”是内部参考，没有读入报告。")


def without_annex(document: Document) -> tuple[Document, tuple[Remark, ...]]:
    """The document up to the annex, in simplified script, and a remark where there is one."""
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and "".join(block.text.split()).startswith(HEADING):
            return replace(document, blocks=document.blocks[:number]), (LEFT_OUT,)
    return document, ()
