"""What Word refuses to open, or opens only after a "repair": none of it is ever written."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from balanced import EDITIONS
from office_schema import WORD, check_links, check_order, local, parts_of
from test_excel_limits import full_report

from export.layout import Options, lay_out
from export.to_docx import render

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module", params=["2019", "2021", "annex"])
def written(request) -> bytes:
    key = "2021" if request.param == "annex" else request.param
    last_year = full_report(key, 2023) if request.param == "annex" else None
    options = Options(draft=request.param == "2019", last_year=last_year)
    return render(lay_out(full_report(key, 2024), EDITIONS[key], options))


@pytest.fixture(scope="module")
def parts(written):
    return parts_of(ZipFile(BytesIO(written)))


def test_parts_are_linked_and_in_the_order_of_the_standard(written, parts):
    check_links(ZipFile(BytesIO(written)))
    checked = set()
    for root in parts.values():
        for element in root.iter():
            if element.tag.startswith(W) and local(element) in WORD:
                checked.add(local(element))
                check_order(element, WORD[local(element)])
    assert checked == set(WORD)


def test_tables_have_every_cell_and_text_behind_them(parts):
    body = parts["word/document.xml"].find(f"{W}body")
    for table, follower in zip(body, list(body)[1:], strict=False):
        assert not (local(table) == local(follower) == "tbl")
    assert local(body[-1]) == "sectPr"
    for table in body.iter(f"{W}tbl"):
        columns = len(table.find(f"{W}tblGrid"))
        above = set()
        for row in table.iter(f"{W}tr"):
            at, here = 0, set()
            for cell in row.iter(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None:
                    here.add(at)
                    assert merge.get(f"{W}val") == "restart" or at in above
                at += 1 if span is None else int(span.get(f"{W}val"))
                assert local(cell[-1]) == "p"
            assert at == columns <= 63
            above = here


def test_styles_that_are_used_are_there(parts):
    known = {one.get(f"{W}styleId") for one in parts["word/styles.xml"].iter(f"{W}style")}
    for root in parts.values():
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
            assert {one.get(f"{W}val") for one in root.iter(f"{W}{tag}")} <= known
