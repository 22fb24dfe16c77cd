"""The styles of the Word file: the built-in ones that every office knows, set as GB/T 9704.

``Title`` is shown as 标题 and ``heading 1`` as 标题 1 by a Chinese Word; the aliases add the
names that the standard uses.
"""

from __future__ import annotations

from export import office_faces as faces
from forms.document import GridCell, Kind, Paragraph, Style

TABLE_TEXT = "TableText"
TABLE_LABEL = "TableLabel"
NOTE = "TableNote"

_TWIPS_PER_POINT = 20
_PITCH = round(faces.LINE_PITCH * _TWIPS_PER_POINT)
_CLOSER = -5
"""Twips between characters: 28 of 16 points are 2 mm wider than the 156 mm of the page."""
_EXACT = f'<w:spacing w:before="0" w:after="0" w:line="{_PITCH}" w:lineRule="exact"/>'
_EVEN = '<w:spacing w:val="0"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="{twips}"/>'
_TITLE_SPACING = (
    f'<w:spacing w:before="0" w:after="{_PITCH}" w:line="{_PITCH * 6 // 5}" w:lineRule="exact"/>'
)


def style_of(paragraph: Paragraph) -> str:
    """The id of the style in which a paragraph is set."""
    if paragraph.style is Style.HEADING:
        return f"Heading{paragraph.level}"
    names = {Style.TITLE: "Title", Style.NOTE: NOTE}
    return names.get(paragraph.style, "Normal")


def style_of_cell(cell: GridCell) -> str:
    """The id of the style of a table cell's text."""
    return TABLE_LABEL if cell.kind is Kind.LABEL and not cell.vertical else TABLE_TEXT


def run_fonts(face: str) -> str:
    """One face for Chinese and Latin text alike."""
    places = " ".join(f'w:{place}="{face}"' for place in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f"<w:rFonts {places}/>"


def run_size(points: float) -> str:
    """In half points."""
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _look(face: str = "", size: float = 0) -> str:
    """What differs from the body's text, without its tighter gaps; in the standard's order."""
    return (run_fonts(face) if face else "") + _EVEN + (run_size(size) if size else "")


def styles_xml() -> str:
    """The children of ``w:styles``, without namespaces."""
    return "".join((_defaults(), _normal(), _title(), *_headings(), *_table_texts(), _page_texts()))


def _defaults() -> str:
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f"{run_fonts(faces.BODY)}{run_size(faces.BODY_SIZE)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def _normal() -> str:
    indent = _INDENT.format(twips=round(2 * faces.BODY_SIZE * _TWIPS_PER_POINT))
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:aliases w:val="正文"/><w:qFormat/><w:pPr>{_EXACT}{indent}<w:jc w:val="both"/></w:pPr>'
        f'<w:rPr><w:spacing w:val="{_CLOSER}"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )


def _style(key: str, name: str, alias: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
        + (f'<w:aliases w:val="{alias}"/>' if alias else "")
        + '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _title() -> str:
    return _style(
        "Title",
        "Title",
        "公文标题",
        f'<w:keepNext/><w:keepLines/>{_TITLE_SPACING}<w:ind w:firstLineChars="0" w:firstLine="0"/>'
        '<w:jc w:val="center"/>',
        _look(faces.TITLE, faces.TITLE_SIZE),
    )


def _headings() -> list[str]:
    return [
        _style(
            f"Heading{level}",
            f"heading {level}",
            f"{name}级标题",
            f'<w:keepNext/><w:keepLines/><w:outlineLvl w:val="{level - 1}"/>',
            _look(faces.heading_face(level)),
        )
        for level, name in enumerate("一二三四", 1)
    ]


def _table_texts() -> list[str]:
    plain = (
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{side}"/>'
    )
    size = _look(size=faces.TABLE_SIZE)
    note = _INDENT.format(twips=round(2 * faces.NOTE_SIZE * _TWIPS_PER_POINT))
    return [
        _style(TABLE_TEXT, "表格文字", "", plain.format(side="center"), size),
        _style(TABLE_LABEL, "表格项目", "", plain.format(side="left"), size),
        _style(NOTE, "表下说明", "", note, _look(size=faces.NOTE_SIZE)),
    ]


def _page_texts() -> str:
    line = (
        '<w:spacing w:line="240" w:lineRule="auto"/><w:ind w:firstLineChars="0" w:firstLine="0"/>'
    )
    number = _look(faces.PAGE_NUMBER, faces.PAGE_NUMBER_SIZE)
    draft = _look(faces.FIRST, faces.TITLE_SIZE)
    return _style("Footer", "footer", "", line, number) + _style(
        "Header", "header", "", f'{line}<w:jc w:val="center"/>', draft
    )
