"""The numbers that Word writes by itself come before the text."""

from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from drawn_files import texts_of

from forms.reading import from_docx
from forms.reading.docx_numbering import numeral


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCountingThousand", "十"),
        (11, "japaneseCounting", "十一"),
        (20, "chineseCounting", "二十"),
        (99, "chineseCounting", "九十九"),
        (100, "chineseCounting", "100"),
        (20, "decimalEnclosedCircleChinese", "⑳"),
        (21, "decimalEnclosedCircleChinese", "21"),
        (2, "upperLetter", "B"),
        (14, "lowerRoman", "xiv"),
        (7, "decimal", "7"),
        (7, "unheardOf", "7"),
    ],
)
def test_numerals(number, kind, text):
    assert numeral(number, kind) == text


def level(which: int, kind: str, text: str, start: int = 1) -> str:
    return (
        f"<w:lvl w:ilvl='{which}'><w:start w:val='{start}'/><w:numFmt w:val='{kind}'/>"
        f"<w:lvlText w:val='{text}'/></w:lvl>"
    )


LEVELS = (
    level(0, "chineseCounting", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.", start=5)
    + level(3, "bullet", "●")
    + level(4, "decimal", "%1.%5")
)


def numbered(*items: tuple[int, int]) -> list[str]:
    """Paragraphs with (list, level) as they are read; list 2 starts anew at 7."""
    paper = docx.Document()
    root = paper.part.numbering_part.element
    root.clear()
    root.append(
        parse_xml(f"<w:abstractNum {nsdecls('w')} w:abstractNumId='9'>{LEVELS}</w:abstractNum>")
    )
    over = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride>"
    for number, extra in ((1, ""), (2, over)):
        abstract = "<w:abstractNumId w:val='9'/>"
        root.append(
            parse_xml(f"<w:num {nsdecls('w')} w:numId='{number}'>{abstract}{extra}</w:num>")
        )
    for number, which in items:
        properties = paper.add_paragraph("文")._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{which}'/><w:numId w:val='{number}'/></w:numPr>"
            )
        )
    buffer = BytesIO()
    paper.save(buffer)
    return [text[:-1] for text in texts_of(from_docx.read(buffer.getvalue(), "x"))]


def test_levels_count_and_begin_anew_below_the_next():
    found = numbered((1, 0), (1, 1), (1, 1), (1, 0), (1, 1))
    assert found == ["一、", "（一）", "（二）", "二、", "（一）"]


def test_start_values_and_levels_above():
    assert numbered((1, 0), (1, 2), (1, 2), (1, 4)) == ["一、", "5.", "6.", "一.1"]


def test_another_list_of_the_same_kind_starts_where_it_says():
    assert numbered((1, 0), (2, 0), (2, 0)) == ["一、", "七、", "八、"]


def test_bullets_and_unknown_lists_write_nothing():
    assert numbered((1, 3), (0, 0), (8, 0), (1, 8)) == ["", "", "", ""]
