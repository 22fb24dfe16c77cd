"""Workbooks in the XML of Excel 2003, as systems export them under the name .xls."""

from html import escape

import pytest
from balanced import city_report
from drawn_files import sample_document, texts_of

from forms.document import Grid
from forms.errors import Cause, UnreadableFile
from forms.reading import from_sheet_xml
from forms.reading.match import match
from forms.reading.open_file import read_document

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
HIDDEN = (
    '<x:WorksheetOptions xmlns:x="urn:schemas-microsoft-com:office:excel">'
    "<x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
)


def cell_xml(cell):
    kind = "Number" if cell.text.replace(".", "").isdecimal() else "String"
    merged = f'ss:MergeAcross="{cell.column_span - 1}" ss:MergeDown="{cell.row_span - 1}"'
    data = f'<Data ss:Type="{kind}">{escape(cell.text)}</Data>'
    return f'<Cell ss:Index="{cell.column + 1}" {merged}>{data}</Cell>'


def rows_xml(document):
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from (f"<Row>{''.join(map(cell_xml, row))}</Row>" for row in block.rows())
        else:
            text = escape(block.text)
            yield f'<Row><Cell ss:MergeAcross="14"><Data ss:Type="String">{text}</Data></Cell></Row>'


def sheet_xml(rows, name="年报", options=""):
    table = f"<Table>{''.join(rows)}</Table>"
    return f'<Worksheet ss:Name="{name}">{table}{options}</Worksheet>'


def workbook(*sheets):
    head = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    return (
        f'{head}<Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}">{"".join(sheets)}</Workbook>'.encode()
    )


def test_whole_report(tmp_path):
    path = tmp_path / "report.xls"
    path.write_bytes(workbook(sheet_xml(rows_xml(sample_document()))))
    found = match(read_document(path))
    assert dict(found.cells) == dict(city_report().cells)
    assert found.sections["problems"] == "一是队伍力量不足。二是解读形式单一。\n下一步将加强培训。"


def test_hidden_sheet_is_not_read_and_told():
    rows = ['<Row><Cell><Data ss:Type="String">去年的数</Data></Cell></Row>']
    data = workbook(sheet_xml(rows_xml(sample_document())), sheet_xml(rows, "去年", HIDDEN))
    found = from_sheet_xml.read(data, "x")
    assert found.unread == ("去年",)
    assert "去年的数" not in texts_of(found)


def test_rows_and_cells_that_say_where_they_stand():
    data = workbook(
        sheet_xml(
            [
                (
                    '<Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="String">规章</Data></Cell>'
                    '<Cell><Data ss:Type="Number">3</Data></Cell></Row>'
                ),
                (
                    '<Row><Cell ss:Index="2"><Data ss:Type="String">合计</Data></Cell>'
                    '<Cell><Data ss:Type="Number">12.50</Data></Cell></Row>'
                ),
            ]
        )
    )
    (grid,) = from_sheet_xml.read(data, "x").blocks
    assert [(cell.text, cell.origin) for cell in grid.cells] == [
        ("规章", "年报!B3"),
        ("3", "年报!C3"),
        ("合计", "年报!B4"),
        ("12.5", "年报!C4"),
    ]


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (workbook()[:-5], Cause.TRUNCATED),
        (
            workbook(
                sheet_xml(
                    [
                        (
                            '<Row><Cell ss:MergeAcross="99999" ss:MergeDown="99999">'
                            '<Data ss:Type="String">a</Data></Cell></Row>'
                        )
                    ]
                )
            ),
            Cause.TOO_LARGE,
        ),
    ],
)
def test_damaged_and_hostile(data, cause):
    with pytest.raises(UnreadableFile) as refused:
        from_sheet_xml.read(data, "x")
    assert refused.value.cause is cause
