"""Document → Word file, so that an office can go on editing it.

Real styles, real tables with merges, the page number as a field, the faces by their
official names. Equal documents give equal bytes; no time, no user, no machine inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section, _Footer, _Header
from docx.shared import Mm

from export import office_faces as faces
from export.chart_shapes import described
from export.dateless_zip import without_dates
from export.docx_styles import style_of, styles_xml
from export.docx_tables import table_xml
from export.legal_text import legal
from export.text_lines import line_count, width_in_ems
from export.traditional import converter
from forms.document import Block, Chart, Document, Grid, Paragraph, Style

DRAFT = "草稿"
FOOTER_DISTANCE = 23.0
"""mm: the page number's line stands 7 mm below the text."""

_FIELD = (
    '<w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r>'
)
# Word wants a paragraph behind a table; so low, it begins no page of its own.
_LAST_LINE = '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
LEAST_LAST_LINES = 5
"""So many lines at least stand on the last page, where its paragraphs can be kept together."""
_KEEP_NEXT, _KEEP_LINES, _PAGE_BREAK = "<w:keepNext/>", "<w:keepLines/>", "<w:pageBreakBefore/>"
_INDENT = "\u3000\u3000"
_UNWANTED = ("thumbnail", "stylesWithEffects", "customXml", "numbering")
_TIMES = ("created", "modified", "lastPrinted")


def render(document: Document) -> bytes:
    """The Word file's bytes."""
    word = docx.Document()
    _set_styles(word)
    _set_up_page(word.sections[0], document)
    end = word.element.body.sectPr
    together = _last_together(document.blocks)
    for number, block in enumerate(document.blocks):
        _add(word, block, document.author, together.get(number, ""))
    for number, block in enumerate(document.annex):
        _add(word, block, more=_PAGE_BREAK if number == 0 else "")
    if isinstance((*document.blocks, *document.annex, None)[-2], Grid):
        end.addprevious(parse_xml(_with_namespaces(_LAST_LINE)))
    _set_properties(word, document)
    stream = BytesIO()
    word.save(stream)
    return without_dates(stream.getvalue())


def _last_together(blocks: Sequence[Block]) -> dict[int, str]:
    """Which of the last paragraphs stand together, so that no page holds a heading and a line.

    A longer one may leave its first lines on the page before.
    """
    found: dict[int, str] = {}
    lines = 0
    for number in range(len(blocks) - 1, -1, -1):
        block = blocks[number]
        if (
            lines >= LEAST_LAST_LINES
            or not isinstance(block, Paragraph)
            or block.style is Style.TITLE
        ):
            break
        count = line_count(_INDENT + block.text, faces.CHARACTERS_PER_LINE)
        found[number] = _KEEP_NEXT if found else ""
        found[number] += _KEEP_LINES if count <= LEAST_LAST_LINES else ""
        lines += count
    return found


def _add(word: WordFile, block: Block, agency: str = "", more: str = "") -> None:
    """A block at the end, ``more`` in its properties; a chart as a picture with words."""
    if isinstance(block, Chart):
        _add_chart(word, block)
        return
    if isinstance(block, Grid):
        xml = table_xml(block)
    elif block.style is Style.TITLE:
        xml = _title_xml(block, agency)
    else:
        xml = _paragraph_xml(block)
    xml = xml.replace("</w:pPr>", f"{more}</w:pPr>", 1)
    word.element.body.sectPr.addprevious(parse_xml(_with_namespaces(xml)))


def _add_chart(word: WordFile, chart: Chart) -> None:
    from export.chart_picture import png

    line = word.add_paragraph()
    line.style = word.styles["表格文字"]
    picture = line.add_run().add_picture(BytesIO(png(chart)), Mm(faces.TYPE_WIDTH))
    about = picture._inline.docPr  # noqa: SLF001 - python-docx has no words for a picture
    about.set("name", legal(chart.heading))
    about.set("descr", legal(described(chart)))


def _paragraph_xml(paragraph: Paragraph) -> str:
    text = escape(legal(paragraph.text))
    style = f'<w:pPr><w:pStyle w:val="{style_of(paragraph)}"/></w:pPr>'
    return f'<w:p>{style}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _title_xml(title: Paragraph, agency: str) -> str:
    """A title of more than one line: the agency's name stands alone above the rest."""
    xml, name = _paragraph_xml(title), escape(legal(agency))
    points = width_in_ems(title.text) * faces.TITLE_SIZE
    if not name or points <= faces.TYPE_WIDTH * faces.POINTS_PER_MM:
        return xml
    rest = '</w:t><w:br/><w:t xml:space="preserve">'
    return xml.replace(f">{name}", f">{name}{rest}", 1)


def _with_namespaces(xml: str) -> str:
    """The outermost element with the prefix ``w`` declared."""
    end = min(place for place in (xml.find(">"), xml.find("/>"), xml.find(" ")) if place > 0)
    return f"{xml[:end]} {nsdecls('w')}{xml[end:]}"


def _set_styles(word: WordFile) -> None:
    """Our own styles in place of the template's."""
    styles = word.styles.element
    for child in list(styles):
        styles.remove(child)
    for child in parse_xml(f"<w:styles {nsdecls('w')}>{styles_xml()}</w:styles>"):
        styles.append(child)


def _set_up_page(section: Section, document: Document) -> None:
    section.page_width, section.page_height = Mm(faces.PAGE[0]), Mm(faces.PAGE[1])
    section.top_margin, section.bottom_margin = (
        Mm(faces.MARGINS["top"]),
        Mm(faces.MARGINS["bottom"]),
    )
    section.left_margin, section.right_margin = (
        Mm(faces.MARGINS["left"]),
        Mm(faces.MARGINS["right"]),
    )
    section.header_distance, section.footer_distance = Mm(15), Mm(FOOTER_DISTANCE)
    section.footer.is_linked_to_previous = section.even_page_footer.is_linked_to_previous = False
    _fill(section.footer, "right", _FIELD)
    _fill(section.even_page_footer, "left", _FIELD)
    if document.draft:
        mark = f"<w:r><w:t>{converter(document.language)(DRAFT)}</w:t></w:r>"
        for header in (section.header, section.even_page_header):
            header.is_linked_to_previous = False
            _fill(header, "center", mark)
    for grid in section._sectPr.findall("{*}docGrid"):  # noqa: SLF001 - nor to the grid
        section._sectPr.remove(grid)  # noqa: SLF001


def _fill(part: _Header | _Footer, side: str, runs: str) -> None:
    """One line of a header or a footer; a page number stands one blank from the edge."""
    style = "Header" if side == "center" else "Footer"
    indent = "" if side == "center" else f'<w:ind w:{side}Chars="100" w:{side}="280"/>'
    line = (
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/>{indent}<w:jc w:val="{side}"/>'
        f"</w:pPr>{runs}</w:p>"
    )
    old = part.paragraphs[0]._p  # noqa: SLF001 - python-docx has no other way to a field
    old.addnext(parse_xml(line))
    old.getparent().remove(old)


def _set_properties(word: WordFile, document: Document) -> None:
    """What the paper is; the template's own marks go."""
    about = word.core_properties
    about.title, about.author = legal(document.title)[:255], legal(document.author)[:255]
    about.keywords = "，".join(document.keywords)[:255]
    about.language = document.language
    about.comments = about.last_modified_by = ""
    element = about._element  # noqa: SLF001 - the times can be set but not taken away
    for child in list(element):
        if child.tag.partition("}")[2] in (*_TIMES, "lastModifiedBy", "description"):
            element.remove(child)
    word.settings.odd_and_even_pages_header_footer = True
    settings = word.settings.element
    for child in settings.findall("{*}themeFontLang") + settings.findall("{*}rsids"):
        settings.remove(child)
    for mode in settings.iterfind("{*}compat/{*}compatSetting"):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")
    for part in (word.part.package, word.part):
        _drop_relations(part)


def _drop_relations(part: Part) -> None:
    """The parts of the template that say nothing about this paper."""
    for key, relation in list(part.rels.items()):
        if relation.reltype.rpartition("/")[2] in _UNWANTED:
            part.rels.pop(key)
