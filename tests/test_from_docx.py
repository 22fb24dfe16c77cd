"""Word files: cells with their spans, and what Word shows beside the plain text."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from drawn_files import as_docx, grids_of, sample_document, texts_of

from forms.document import Style
from forms.errors import Cause, UnreadableFile
from forms.reading import from_docx


def read_body(*elements: str):
    """Read a document whose body is these elements of WordprocessingML."""
    paper = docx.Document()
    for element in elements:
        spaces = nsdecls("w", "wp", "a")
        at = element.index(">") if not element.startswith("<w:p/>") else 4
        paper.element.body.insert(-1, parse_xml(f"{element[:at]} {spaces}{element[at:]}"))
    buffer = BytesIO()
    paper.save(buffer)
    return from_docx.read(buffer.getvalue(), "年报.docx")


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_whole_report_comes_back(key):
    document = sample_document(key)
    found = from_docx.read(as_docx(document), "年报.docx")
    assert texts_of(found) == texts_of(document)
    assert grids_of(found) == grids_of(document)


def test_styles_tell_title_and_headings():
    found = from_docx.read(as_docx(sample_document()), "年报.docx")
    kinds = {
        block.text: (block.style, block.level) for block in found.blocks if hasattr(block, "style")
    }
    assert next(iter(kinds.values())) == (Style.TITLE, 0)
    assert kinds["一、总体情况"] == (Style.HEADING, 1)
    assert kinds["（一）主动公开"] == (Style.HEADING, 2)
    assert kinds["受理申请21件。"] == (Style.BODY, 0)


def test_lines_of_a_cell_are_joined():
    two = f"<w:tc>{paragraph('商业')}{paragraph('企业')}</w:tc>"
    broken = "<w:tc><w:p><w:r><w:t>科研</w:t><w:br/><w:t>机构</w:t></w:r></w:p></w:tc>"
    assert list(grids_of(read_body(table(two + broken)))[0].values()) == ["商业企业", "科研机构"]


def test_skipped_columns_and_spans():
    first = "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell("甲", "<w:gridSpan w:val='2'/>")
    second = cell("乙") + cell("丙") + cell("丁")
    assert grids_of(read_body(table(first, second)))[0] == {
        (0, 1, 1, 2): "甲",
        (1, 0, 1, 1): "乙",
        (1, 1, 1, 1): "丙",
        (1, 2, 1, 1): "丁",
    }


def test_vertical_merge_ends_where_a_new_one_starts():
    start, on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    rows = [cell("甲", start) + cell("1"), cell("", on) + cell("2"), cell("乙", start) + cell("3")]
    found = grids_of(read_body(table(*rows)))[0]
    assert found[0, 0, 2, 1] == "甲"
    assert found[2, 0, 1, 1] == "乙"


def test_column_too_narrow_to_see_is_none():
    """The rows' borders miss each other by a hair."""
    grid = (
        "<w:tblGrid>" + "".join(f"<w:gridCol w:w='{w}'/>" for w in (900, 9, 900)) + "</w:tblGrid>"
    )
    upper = cell("甲", "<w:gridSpan w:val='2'/>") + cell("乙")
    lower = cell("1") + cell("2", "<w:gridSpan w:val='2'/>")
    rows = table(upper, lower).replace("<w:tbl>", "<w:tbl>" + grid)
    assert grids_of(read_body(rows))[0] == {
        (0, 0, 1, 1): "甲",
        (0, 1, 1, 1): "乙",
        (1, 0, 1, 1): "1",
        (1, 1, 1, 1): "2",
    }


def test_narrow_column_with_a_cell_of_its_own_stays():
    grid = "<w:tblGrid><w:gridCol w:w='900'/><w:gridCol w:w='9'/></w:tblGrid>"
    rows = table(cell("甲") + cell("1")).replace("<w:tbl>", "<w:tbl>" + grid)
    assert list(grids_of(read_body(rows))[0].values()) == ["甲", "1"]


def test_continued_merge_with_nothing_above_stays_a_cell():
    found = grids_of(read_body(table(cell("5", "<w:vMerge/>") + cell("6"))))[0]
    assert list(found.values()) == ["5", "6"]


def test_horizontal_merge_of_old_files():
    rows = cell("甲", "<w:hMerge w:val='restart'/>") + cell("", "<w:hMerge/>") + cell("乙")
    assert grids_of(read_body(table(rows)))[0] == {(0, 0, 1, 2): "甲", (0, 2, 1, 1): "乙"}


def test_tracked_changes_show_the_new_text():
    body = (
        f"<w:p><w:ins w:id='1'>{run('3')}</w:ins>"
        "<w:del w:id='2'><w:r><w:delText>5</w:delText></w:r></w:del><w:r><w:t>件</w:t></w:r></w:p>"
    )
    assert texts_of(read_body(body)) == ["3件"]


def test_row_deleted_by_a_tracked_change_is_gone():
    deleted = "<w:trPr><w:del w:id='1'/></w:trPr>" + cell("旧") + cell("1")
    found = grids_of(read_body(table(deleted, cell("新") + cell("2"))))[0]
    assert found == {(0, 0, 1, 1): "新", (0, 1, 1, 1): "2"}


def test_content_controls_are_opened():
    inner = f"<w:sdt><w:sdtContent>{cell('甲')}</w:sdtContent></w:sdt>" + cell("乙")
    control = f"<w:sdt><w:sdtContent>{paragraph('文')}</w:sdtContent></w:sdt>"
    found = read_body(control, table(inner))
    assert texts_of(found) == ["文"]
    assert list(grids_of(found)[0].values()) == ["甲", "乙"]


def test_field_shows_its_result_only():
    body = (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>=SUM(LEFT)</w:instrText>"
        f"<w:fldChar w:fldCharType='separate'/></w:r>{run('12')}"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
    )
    assert texts_of(read_body(body)) == ["12"]


def test_hidden_text_stays_out():
    body = f"<w:p>{run('见')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>"
    assert texts_of(read_body(body)) == ["见"]


def test_line_break_parts_paragraphs_outside_of_tables():
    assert texts_of(read_body("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>")) == [
        "甲",
        "乙",
    ]


def test_text_box_follows_its_paragraph():
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('框')}</w:txbxContent></w:pict></w:r>"
    assert texts_of(read_body(f"<w:p>{run('正文')}{box}</w:p>")) == ["正文", "框"]


def test_frames_are_opened():
    nested = f"<w:tc>{table(cell('规章') + cell('3'))}{paragraph('注')}</w:tc>"
    found = read_body(table(nested), table(cell("甲"), cell("乙")))
    assert list(grids_of(found)[0].values()) == ["规章", "3"]
    assert texts_of(found) == ["注", "甲", "乙"]


def test_blank_table_is_left_out_and_blank_cells_are_kept():
    assert grids_of(read_body(table(cell("") + cell("")))) == []
    assert list(grids_of(read_body(table(cell("甲") + cell(""))))[0].values()) == ["甲", ""]


def test_origins_count_paragraphs_and_table_rows():
    found = read_body(
        paragraph("甲"), table(cell("a") + cell("b"), cell("c") + cell("d")), paragraph("乙")
    )
    assert [block.origin for block in found.blocks] == ["第 1 段", "第 1 个表格", "第 2 段"]
    assert found.blocks[1].cells[-1].origin == "第 1 个表格第 2 行"


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_main_part_of_another_name():
    parts = parts_of(as_docx(sample_document()))
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"word/document2.xml")
    assert len(grids_of(from_docx.read(zipped(parts), "x"))) == 3


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/document.xml", b"<w:document"),
        ("word/document.xml", b"<a/>"),
        ("word/styles.xml", b"no xml"),
    ],
)
def test_damaged_part(part, content):
    parts = parts_of(as_docx(sample_document())) | {part: content}
    with pytest.raises(UnreadableFile) as caught:
        from_docx.read(zipped(parts), "x")
    assert caught.value.cause is Cause.TRUNCATED


def test_entities_are_not_expanded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("密", "utf-8")
    head = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    parts = parts_of(as_docx(sample_document()))
    body = parts["word/document.xml"].split(b"?>", 1)[1].replace("总体情况".encode(), b"&x;")
    parts["word/document.xml"] = head + body
    try:
        found = texts_of(from_docx.read(zipped(parts), "x"))
    except UnreadableFile:
        return
    assert not any("密" in text for text in found)


@pytest.mark.parametrize("lost", [1, 100, 5000])
def test_truncated_file(lost):
    with pytest.raises(UnreadableFile) as caught:
        from_docx.read(as_docx(sample_document())[:-lost], "x")
    assert caught.value.cause is Cause.TRUNCATED


def test_official_template(shared):
    found = from_docx.read((shared / "official-blank-2021.docx").read_bytes(), "x")
    places = [{(r, c, rs, cs) for r, c, rs, cs in grid} for grid in grids_of(found)]
    ours = [{(r, c, rs, cs) for r, c, rs, cs in grid} for grid in grids_of(sample_document())]
    assert places == ours


@pytest.mark.parametrize(
    ("before", "mark", "behind", "text"),
    [
        ("35", '<w:vertAlign w:val="superscript"/>', "1", "35[1]"),
        ("平方m", '<w:vertAlign w:val="superscript"/>', "2", "平方m2"),
        ("35", '<w:vertAlign w:val="baseline"/>', "1", "351"),
        ("35", "<w:strike/>", "12", "35"),
        ("35", "<w:dstrike/>", "12", "35"),
        ("35", '<w:strike w:val="0"/>', "1", "351"),
    ],
)
def test_no_figure_grows_by_a_note_or_by_what_is_crossed_out(before, mark, behind, text):
    marked = f"<w:r><w:rPr>{mark}</w:rPr><w:t>{behind}</w:t></w:r>"
    found = read_body(f"<w:p>{run(before)}{marked}</w:p>")
    assert texts_of(found) == [text]


PROMPT = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"


def test_prompt_of_a_blank_field_is_no_text():
    """单击此处输入文字 stands where nobody typed."""
    inline = f"<w:p>{run('公开')}{PROMPT.format(run('单击此处输入文字。'))}</w:p>"
    whole = PROMPT.format(paragraph("单击此处输入文字。"))
    filled = whole.replace("<w:showingPlcHdr/>", "")
    assert texts_of(read_body(inline, whole, filled)) == ["公开", "单击此处输入文字。"]


def test_figure_in_a_field_that_says_it_is_blank():
    assert texts_of(read_body(f"<w:p>{PROMPT.format(run('12'))}</w:p>")) == ["12"]
