"""The annex: last year's values beside this year's, in four formats, and never the report's."""

import json
import re
import zipfile
from dataclasses import replace
from io import BytesIO

import hypothesis.strategies as st
import openpyxl
import pytest
from balanced import EDITIONS, city_report
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree
from printed import printed
from random_reports import reports
from test_roundtrip import in_order

from export.annex import annex
from export.export_file import export_report
from export.layout import Options, lay_out
from export.to_pdf import render
from forms.annex_mark import HEADING, LEFT_OUT, without_annex
from forms.cells import Address
from forms.document import Chart, Document, Grid, Kind, Paragraph
from forms.reading.open_file import read_report
from forms.report import Report

EDITION = EDITIONS["2021"]
FORMATS = (".pdf", ".docx", ".xlsx", ".html")
NOW = city_report()
LAST = NOW.replace(
    year=NOW.year - 1,
    cells={a: v for a, v in NOW.cells.items() if a.row not in ("deny_law", "deny_safety")}
    | {Address("applications", "received", "total"): 3000},
)


def lines(blocks):
    """The lines of the tables with five columns, by their names."""
    found = {}
    for grid in (b for b in blocks if isinstance(b, Grid) and b.column_count == 5):
        for row in list(grid.rows())[1:]:
            found[row[0].text] = tuple(cell.text for cell in row[1:])
    return found


FEES = Address("disclosure", "fees", "amount")


def change_of(last, now, unit=""):
    """What is told of one cell with these two values, this year's with a unit."""
    report = Report("某局", 2024, "2021", {FEES: now}, units={FEES: unit} if unit else {})
    before = Report("某局", 2023, "2021", {FEES: last})
    found = lines(annex(report, EDITION, before))
    return next(line for name, line in found.items() if name.startswith("行政事业性收费"))[2:]


@pytest.mark.parametrize(
    ("last", "now", "change"),
    [
        (40, 50, ("+10", "+25.0%")),
        (50, 40, ("-10", "-20.0%")),
        (3, 3, ("0", "0.0%")),
        (3, 4, ("+1", "+33.3%")),
        (0, 4, ("+4", "—")),
        (None, 4, ("—", "—")),
        (4, None, ("—", "—")),
        ("/", 4, ("—", "—")),
    ],
)
def test_the_change_absolute_and_in_percent_where_both_years_are_known(last, now, change):
    assert change_of(last, now) == change


def test_values_of_two_units_have_no_change():
    assert change_of(40, 50, "元") == ("—", "—")


def test_group_sums_are_unknown_where_one_part_is():
    found = lines(annex(NOW, EDITION, LAST))
    ours = sum(
        NOW.value(Address("applications", key, "total"))
        for key, row in EDITION.tables["applications"].rows.items()
        if row.group == "（三）不予公开"
    )
    assert found["（三）不予公开（小计）"] == ("", str(ours), "—", "—")


def test_a_cell_that_meant_something_else_in_last_years_edition_is_not_compared():
    old = Report("某局", 2020, "2019", dict.fromkeys(EDITIONS["2019"].addresses, 7))
    found = lines(annex(NOW.replace(year=2021), EDITION, old))
    assert found["一、本年新收"][0] == "7"
    assert found["规章：现行有效件数"][0] == ""


def test_both_charts_show_every_kind_of_both_years():
    received, handled = (b for b in annex(NOW, EDITION, LAST) if isinstance(b, Chart))
    assert len(received.labels) == 6
    assert len(handled.labels) == 6
    assert [series.name for series in handled.series] == ["2023年", "2024年"]
    assert handled.series[0].values[2] is None
    shares = received.series[1].values
    assert sum(shares) == NOW.value(Address("applications", "received", "total"))


def test_off_unless_asked_for():
    plain = lay_out(NOW, EDITION)
    asked = lay_out(NOW, EDITION, Options(last_year=LAST))
    assert plain.annex == ()
    assert replace(asked, annex=()) == plain


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("key", sorted(EDITIONS))
def test_no_reader_takes_the_annex_for_the_report(tmp_path, key, suffix):
    path = tmp_path / f"a{suffix}"

    @settings(
        max_examples=2,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.tuples(*[reports(EDITIONS[key])] * 2))
    def reads_back(pair):
        report, last_year = pair
        export_report(report, EDITIONS[key], path)
        bare = in_order(read_report(path))
        for traditional in (False, True):
            options = Options(traditional=traditional, last_year=last_year)
            export_report(report, EDITIONS[key], path, options)
            read = read_report(path)
            assert LEFT_OUT in read.remarks
            assert in_order(read) == bare

    reads_back()


def test_only_the_annex_is_left_out():
    body = (Paragraph("一、总体情况"), Paragraph("与上年对照，有所增加。"))
    whole = Document((*body, Paragraph(f" {HEADING} 第一页"), Paragraph("二、")))
    assert without_annex(Document(body)) == (Document(body), ())
    assert without_annex(whole) == (Document(body), (LEFT_OUT,))


def test_on_paper_the_annex_begins_a_page_and_its_charts_are_drawn():
    with printed(lay_out(NOW, EDITION, Options(last_year=LAST))) as file:
        first = next(n for n in range(len(file)) if HEADING in "".join(file.text(n).split()))
        assert "其他需要报告的事项" not in file.text(first)
        assert "".join(file.text(first).split()).startswith(HEADING)
        assert not any(kind == "image" for n in range(len(file)) for kind in kinds(file, n))
        assert any(
            "本年新收政府信息公开申请（件）" in file.text(n) for n in range(first, len(file))
        )
    assert render(lay_out(NOW, EDITION, Options(last_year=LAST))) == render(
        lay_out(NOW, EDITION, Options(last_year=LAST))
    )


def kinds(file, number):
    from pypdfium2 import raw

    return [
        "image" if one.type == raw.FPDF_PAGEOBJ_IMAGE else "other"
        for one in file.pdf[number].get_objects()
    ]


def test_the_workbook_has_two_charts_over_numbers(tmp_path):
    path = tmp_path / "a.xlsx"
    export_report(NOW, EDITION, path, Options(last_year=LAST))
    book = openpyxl.load_workbook(path)
    charts = [(sheet, chart) for sheet in book.worksheets for chart in sheet._charts]
    assert len(charts) == 2
    received, handled = (block for block in annex(NOW, EDITION, LAST) if isinstance(block, Chart))
    for (sheet, drawn), chart in zip(charts, (received, handled), strict=True):
        assert drawn.anchor._from.col == 0
        assert drawn.anchor.to.col == sheet.max_column == 3
        for series, meant in zip(drawn.series, chart.series, strict=True):
            area = re.sub(r"^.*!|\$", "", series.val.numRef.f)
            values = [cell.value for (cell,) in sheet[area]]
            assert [v if v != "—" else None for v in values] == list(meant.values)


def test_the_web_page_draws_and_says_the_charts(tmp_path):
    path = tmp_path / "a.html"
    export_report(NOW, EDITION, path, Options(last_year=LAST))
    page = etree.fromstring(path.read_bytes(), etree.HTMLParser())
    drawings = page.findall(".//svg")
    assert len(drawings) == 2
    for drawing in drawings:
        known = {one.get("id") for one in drawing.iter() if one.get("id")}
        assert {drawing.get("aria-labelledby"), drawing.get("aria-describedby")} == known
    assert not page.findall(".//aside//td[@data-cell]")
    inside = json.loads(page.find(".//script").text)
    assert inside["year"] == NOW.year


def test_word_holds_each_chart_as_a_picture_with_words(tmp_path):
    path = tmp_path / "a.docx"
    export_report(NOW, EDITION, path, Options(last_year=LAST))
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as archive:
        pictures = [name for name in archive.namelist() if name.endswith(".png")]
        body = etree.fromstring(archive.read("word/document.xml"))
    assert len(pictures) == 2
    told = [one.get("descr") for one in body.iter("{*}docPr")]
    assert all("2023年" in words and "2024年" in words for words in told)
    assert len(told) == 2


def test_no_cell_of_the_annex_has_an_address():
    grids = [block for block in annex(NOW, EDITION, LAST) if isinstance(block, Grid)]
    assert len(grids) > len(EDITION.tables)
    for block in grids:
        assert all(cell.address is None for cell in block.cells)
        assert {cell.kind for cell in block.cells} == {Kind.HEADER, Kind.LABEL, Kind.VALUE}


def test_each_table_of_the_workbook_has_a_sheet_with_its_headers_on_each_page(tmp_path):
    path = tmp_path / "a.xlsx"
    export_report(NOW, EDITION, path, Options(last_year=LAST))
    book = openpyxl.load_workbook(path)
    sheets = book.worksheets[-5:]
    assert [bool(sheet._charts) for sheet in sheets] == [False, False, False, True, False]
    heads = [sheet.print_title_rows for sheet in sheets if not sheet._charts]
    assert heads == ["$3:$3", "$2:$2", "$2:$2", "$2:$3"]
