"""The web page: self-contained, accessible, with the data inside."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from balanced import EDITIONS, city_report
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from export.html_style import STYLE
from export.layout import Options, lay_out
from export.to_html import render
from forms.cells import Address
from forms.counts import show
from forms.document import Document, Grid, Paragraph, Style
from forms.report import Report
from forms.report_json import report_from_json

TEXTS = {
    "preface": "根据《条例》编制。",
    "overview": "（一）主动公开\n1.互联网\n公开<b>12</b>条 & 其他</script><!-- 。",
    "applications_note": "表下的说明。",
    "problems": "问题。",
    "other": "",
}
REPORT = city_report().replace(sections=TEXTS)


def page_of(report: Report = REPORT, **options: bool) -> html.HtmlElement:
    data = render(lay_out(report, EDITIONS[report.edition], Options(**options)))
    return html.document_fromstring(data.decode())


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_every_value_is_marked_with_its_address(key: str) -> None:
    edition = EDITIONS[key]
    report = Report("某局", 2020, key, {a: n for n, a in enumerate(edition.addresses)})
    found = {cell.get("data-cell"): cell.text for cell in page_of(report).iterfind(".//td")}
    assert found == {str(a): show(report.value(a)) for a in edition.addresses}


def test_blank_is_blank_and_zero_is_zero() -> None:
    address = EDITIONS["2021"].addresses[0]
    [cell] = page_of(REPORT.with_value(address, None)).findall(f".//td[@data-cell='{address}']")
    assert not cell.text
    [cell] = page_of(REPORT.with_value(address, 0)).findall(f".//td[@data-cell='{address}']")
    assert cell.text == "0"


def test_headings_form_a_tree() -> None:
    """One first heading, no level left out on the way down, parts named by theirs."""
    page = page_of()
    levels = [int(found.tag[1]) for found in page.iter("h1", "h2", "h3", "h4", "h5")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    sections = page.findall(".//section")
    assert len(sections) == 6
    for section in sections:
        assert page.get_element_by_id(section.get("aria-labelledby")).tag == "h2"


def test_tables_are_named_and_every_header_has_a_scope() -> None:
    page = page_of()
    tables = page.findall(".//table")
    assert [table.find("caption").text for table in tables] == [
        table.title for table in EDITIONS["2021"].tables.values()
    ]
    for table in tables:
        assert all(header.get("scope") in ("row", "col") for header in table.iter("th"))
        assert table.getparent().get("tabindex") == "0"
        assert table.getparent().get("aria-label")


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_the_cells_of_each_table_fill_its_grid(key: str) -> None:
    report = Report("某局", 2020, key)
    grids = [b for b in lay_out(report, EDITIONS[key]).blocks if isinstance(b, Grid)]
    for grid, table in zip(grids, page_of(report).findall(".//table"), strict=True):
        places: set[tuple[int, int]] = set()
        for row, line in enumerate(table.iter("tr")):
            for cell in line:
                column = next(n for n in range(99) if (row, n) not in places)
                for down in range(int(cell.get("rowspan", 1))):
                    for across in range(int(cell.get("colspan", 1))):
                        assert (row + down, column + across) not in places
                        places.add((row + down, column + across))
        assert len(places) == grid.row_count * grid.column_count
        assert len(table.findall("thead/tr")) == grid.header_rows


def test_the_report_is_inside_as_data() -> None:
    data = json.loads(page_of().get_element_by_id("report").text)
    assert report_from_json(data) == REPORT


def test_data_cannot_leave_its_element() -> None:
    """A text that ends a script and opens a comment stays a text, in the page and in the data."""
    source = render(lay_out(REPORT, EDITIONS["2021"])).decode()
    assert source.count("</script>") == 1
    assert source.count("<!") == 1
    assert "公开<b>12</b>条 & 其他</script><!-- 。" in page_of().text_content()


@given(st.text(alphabet=st.characters(codec=None), min_size=1, max_size=40))
def test_any_text_is_only_text(text: str) -> None:
    """Whatever a clerk writes makes no element."""
    page = html.document_fromstring(render(Document((Paragraph(text),))).decode())
    [main] = page.findall(".//main")
    assert [element.tag for element in main] == ["p"]
    assert len(main[0]) == 0


def test_nothing_comes_from_elsewhere_and_nothing_runs() -> None:
    page = page_of()
    assert [script.get("type") for script in page.iter("script")] == ["application/json"]
    assert not list(page.iter("link", "img", "iframe", "object"))
    names = {name for element in page.iter() for name in element.attrib}
    assert not {name for name in names if name in ("src", "href") or name.startswith("on")}
    assert "url(" not in STYLE
    assert "@import" not in STYLE


@pytest.mark.parametrize(("traditional", "language"), [(False, "zh-Hans-CN"), (True, "zh-Hant-TW")])
def test_the_language_is_told(traditional: bool, language: str) -> None:
    assert page_of(traditional=traditional).get("lang") == language


def test_a_draft_says_so_and_a_final_paper_does_not() -> None:
    assert page_of(draft=True).findall(".//p[@class='draft']")
    assert not page_of().findall(".//p[@class='draft']")


def luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    full = color if len(color) == 6 else "".join(c * 2 for c in color)
    parts = [int(full[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_ink_can_be_read_on_every_ground() -> None:
    """WCAG 2.2 AA asks for 4.5 : 1."""
    inks = re.findall(r"(?<![\w-])color: #([0-9a-f]{3,6})", STYLE)
    grounds = re.findall(r"background: #([0-9a-f]{3,6})", STYLE)
    assert inks
    assert grounds
    for ink in inks:
        for ground in grounds:
            light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_it_prints_on_a4_with_the_margins_of_the_standard() -> None:
    assert "@page { size: A4; margin: 37mm 26mm 35mm 28mm; }" in STYLE


def test_its_page_number_stands_on_the_outer_side() -> None:
    right, left = re.findall(r"@page :(?:right|left) \{ @(bottom-\w+) \{ content: (.*?);", STYLE)
    assert right == ("bottom-right", '"— " counter(page) " —\\3000"')
    assert left == ("bottom-left", '"\\3000— " counter(page) " —"')


def test_styles_of_paragraphs() -> None:
    blocks = (
        Paragraph("题", Style.TITLE),
        Paragraph("一、", Style.HEADING, 1),
        Paragraph("注", Style.NOTE),
    )
    page = html.document_fromstring(render(Document(blocks)).decode())
    assert [(e.tag, e.get("class")) for e in page.iter("h1", "h2", "p")] == [
        ("h1", None),
        ("h2", None),
        ("p", "note"),
    ]


def test_equal_documents_give_equal_bytes() -> None:
    document = lay_out(REPORT, EDITIONS["2021"])
    assert render(document) == render(document)


# --- long numbers -----------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "ems"), [(999, None), (9_999_999, "61"), (99_999_999, "69")])
def test_a_table_is_wide_enough_for_its_longest_number(value, ems):
    """A number broken over two lines would be read as two."""
    edition = EDITIONS["2021"]
    cells = dict.fromkeys(edition.addresses, 0)
    cells[Address("applications", "received", "person")] = value
    page = render(lay_out(Report("某某局", 2025, "2021", cells), edition)).decode()

    assert ("--ems:" in page.partition("<body>")[2]) is (ems is not None)
    assert ems is None or f'<table class="wide" style="--ems:{ems}">' in page
