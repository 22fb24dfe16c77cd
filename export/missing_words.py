"""What is told of characters that no face has, before the file is written that shows 〓."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from export.fonts import GETA
from forms.report import Report

_AROUND = 8


def missing_sentence(missing: Sequence[str], report: Report) -> str:
    """Where each of them stands, for the characters themselves cannot be shown; else empty."""
    if not missing:
        return ""
    places = "”“".join(dict.fromkeys(_places(missing, report)))
    return f"有{len(missing)}个字没有可用的字体，PDF 里印成{GETA}，请核对：“{places}”。"


def _places(missing: Sequence[str], report: Report) -> Iterator[str]:
    shown = str.maketrans(dict.fromkeys(missing, GETA))
    lines = [report.agency]
    for text in report.sections.values():
        lines += (text or "").splitlines()
    for character in missing:
        line = next((line for line in lines if character in line), character)
        at = line.index(character)
        yield line[max(at - _AROUND, 0) : at + _AROUND].translate(shown).strip()
