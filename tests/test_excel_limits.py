"""What Excel refuses to open, or opens only after a "repair": none of it is ever written."""

import re
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from balanced import EDITIONS
from office_schema import STYLES, WORKBOOK, WORKSHEET, check_links, check_order, local, parts_of
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from export.layout import Options, lay_out
from export.to_xlsx import render
from forms.edition import CellType
from forms.report import SECTIONS, Report

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OLD_FUNCTIONS = set(
    "ABS AND COUNT COUNTA COUNTBLANK COUNTIF HYPERLINK IF INDEX INT ISBLANK ISERROR ISNUMBER"
    " ISTEXT LEN LOWER MATCH MAX MID MIN MOD N NOT OR RIGHT LEFT ROUND SIGN SUBSTITUTE SUM"
    " SUMPRODUCT TEXT TRIM VALUE FIND SEARCH EXACT ROW COLUMN".split()
)
"""Of every Excel and WPS; a function that came later must be written with the mark ``_xlfn.``."""
AGENCY = "某某省某某市某某区某某街道某某园区综合行政执法与应急管理服务协调办公室㛃𠮷某"


def full_report(key: str, year: int) -> Report:
    edition = EDITIONS[key]
    cells = {
        a: Decimal("99999999.1234") if edition.column(a).type is CellType.AMOUNT else 88_888_888
        for a in edition.addresses
    }
    text = "（一）主动公开\n" + "\n".join(["=公开" * 400, "𠮷" * 9_000, "+1"] * 4)
    sections = dict.fromkeys(SECTIONS, text)
    units = {edition.addresses[0]: '户"次'}
    return Report(AGENCY, year, key, cells, sections=sections, units=units)


CASES = [
    (key, options)
    for key in EDITIONS
    for options in (
        Options(),
        Options(draft=True, traditional=True),
        Options(last_year=full_report(key, EDITIONS[key].first_year)),
    )
]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0]}-{CASES.index(case)}")
def written(request) -> bytes:
    key, options = request.param
    report = full_report(key, EDITIONS[key].first_year + 1)
    return render(lay_out(report, EDITIONS[key], options), EDITIONS[key])


@pytest.fixture(scope="module")
def parts(written):
    return parts_of(ZipFile(BytesIO(written)))


@pytest.fixture(scope="module")
def sheets(parts):
    return {name: root for name, root in parts.items() if name.startswith("xl/worksheets/sheet")}


def formulas(sheets):
    for root in sheets.values():
        for tag in ("f", "formula", "formula1", "formula2"):
            yield from (one.text or "" for one in root.iter(f"{MAIN}{tag}"))


def boxes(text: str):
    return [range_boundaries(one) for one in text.split()]


def test_parts_are_linked_and_in_the_order_of_the_standard(written, parts, sheets):
    check_links(ZipFile(BytesIO(written)))
    assert len(sheets) >= 7
    for root in sheets.values():
        check_order(root, WORKSHEET)
    check_order(parts["xl/workbook.xml"], WORKBOOK)
    check_order(parts["xl/styles.xml"], STYLES)


def test_rows_and_cells_ascend_and_stay_within_the_grid(parts, sheets):
    styles = len(parts["xl/styles.xml"].find(f"{MAIN}cellXfs"))
    assert styles < 4_000
    for root in sheets.values():
        rows = root.find(f"{MAIN}sheetData")
        numbers = [int(row.get("r")) for row in rows]
        assert numbers == sorted(set(numbers))
        assert all(float(row.get("ht", 15)) <= 409.5 for row in rows)
        for row in rows:
            places = [range_boundaries(cell.get("r")) for cell in row]
            columns = [place[0] for place in places]
            assert columns == sorted(set(columns))
            assert {place[1] for place in places} <= {int(row.get("r"))}
            assert all(int(cell.get("s", 0)) < styles for cell in row)
        widths = [float(one.get("width")) for one in root.iter(f"{MAIN}col")]
        assert all(0 < width <= 255 for width in widths)


def test_no_cell_holds_more_than_it_can(written):
    for sheet in load_workbook(BytesIO(written)):
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if isinstance(value, str):
                    assert len(value.encode("utf-16-le")) // 2 <= 32_767


def test_merges_do_not_touch_each_other(sheets):
    assert any(root.find(f".//{MAIN}mergeCell") is not None for root in sheets.values())
    for root in sheets.values():
        taken = set()
        for merge in root.iter(f"{MAIN}mergeCell"):
            left, top, right, bottom = range_boundaries(merge.get("ref"))
            places = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
            assert len(places) > 1
            assert not places & taken
            taken |= places


def test_names_of_sheets_and_what_is_named(parts):
    book = parts["xl/workbook.xml"]
    names = [one.get("name") for one in book.iter(f"{MAIN}sheet")]
    for name in names:
        assert 0 < len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)
        assert name.lower() != "history"
    assert len({name.lower() for name in names}) == len(names)
    defined = [
        (one.get("name"), one.get("localSheetId")) for one in book.iter(f"{MAIN}definedName")
    ]
    assert len(set(defined)) == len(defined)
    for name, number in defined:
        assert len(name) <= 255
        assert re.fullmatch(r"_xlnm\.\w+|[^\W\d][\w.]*", name), name
        assert not re.fullmatch(r"[A-Za-z]{1,3}\d+|[RrCc]\d*", name)
        assert number is None or int(number) < len(names)


def test_formulas_are_short_and_ask_for_old_functions_only(sheets):
    found = list(formulas(sheets))
    assert found
    for formula in found:
        assert not formula.startswith("=")
        assert len(formula) <= 8_192
        words = re.sub(r'"[^"]*"', '""', formula)
        assert set(re.findall(r"([A-Za-z_][\w.]*)\(", words)) <= OLD_FUNCTIONS
        assert len(re.findall(r"\(", words)) == len(re.findall(r"\)", words))


def test_validations_keep_within_what_excel_can_hold(sheets):
    count = 0
    for root in sheets.values():
        for group in root.iter(f"{MAIN}dataValidations"):
            assert int(group.get("count")) == len(group)
            seen = set()
            for rule in group:
                count += 1
                assert len(rule.get("error", "")) <= 225
                assert len(rule.get("prompt", "")) <= 255
                assert max(len(rule.get(key, "")) for key in ("errorTitle", "promptTitle")) <= 32
                assert all(len(one.text or "") <= 255 for one in rule)
                assert not seen & set(boxes(rule.get("sqref")))
                seen |= set(boxes(rule.get("sqref")))
    assert count >= 3


def test_conditional_formats_have_a_look_and_a_rank_of_their_own(parts, sheets):
    looks = len(parts["xl/styles.xml"].find(f"{MAIN}dxfs"))
    assert any(root.find(f"{MAIN}conditionalFormatting") is not None for root in sheets.values())
    for root in sheets.values():
        ranks = []
        for group in root.iter(f"{MAIN}conditionalFormatting"):
            assert boxes(group.get("sqref"))
            for rule in group:
                ranks.append(int(rule.get("priority")))
                assert 0 <= int(rule.get("dxfId")) < looks
                # Excel 2007 and WPS take no other sheet's cells here.
                assert all("!" not in (one.text or "") for one in rule)
        assert len(ranks) == len(set(ranks))
        assert all(rank >= 1 for rank in ranks)


def test_links_lead_to_a_sheet_and_headers_are_short(parts, sheets):
    names = {one.get("name") for one in parts["xl/workbook.xml"].iter(f"{MAIN}sheet")}
    assert any(root.find(f".//{MAIN}hyperlink") is not None for root in sheets.values())
    assert any(root.find(f"{MAIN}headerFooter") is not None for root in sheets.values())
    for root in sheets.values():
        for link in root.iter(f"{MAIN}hyperlink"):
            sheet, _, place = link.get("location").rpartition("!")
            assert sheet.strip("'") in names
            assert range_boundaries(place)
            assert len(link.get("tooltip") or "") <= 255
        for group in root.iter(f"{MAIN}headerFooter"):
            assert all(len(one.text or "") <= 255 for one in group)


def test_drawings_stand_between_cells(parts):
    for name, root in parts.items():
        if name.startswith("xl/drawings/drawing"):
            for anchor in root:
                names = [local(one) for one in anchor]
                assert names[0] == "from"
                assert names[-1] == "clientData"
                numbers = [int(one.text) for place in anchor[:2] for one in place if one.text]
                assert all(number >= 0 for number in numbers)
