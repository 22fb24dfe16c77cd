"""The official layout: order, wording, and a grid whose every cell is the report's."""

import json

import pytest
from balanced import EDITIONS, balanced_reports, city_report
from hypothesis import given, settings
from hypothesis import strategies as st

from export.layout import Options, lay_out, report_title
from forms.cells import Address
from forms.document import Grid, Kind, Paragraph, Style
from forms.headings import heading_level
from forms.report import Report
from forms.report_json import report_from_json

E2021 = EDITIONS["2021"]
TEXTS = {
    "preface": "前言。",
    "overview": "（一）主动公开\n公开了信息。\n1.网站\n全年120条。",
    "disclosure_note": "清理了文件。",
    "problems": "问题。",
    "other": "无。",
}


def paragraphs(document):
    return [block for block in document.blocks if isinstance(block, Paragraph)]


def grids(document):
    return [block for block in document.blocks if isinstance(block, Grid)]


def test_order_of_the_official_report():
    """Title, preface, six headings with text or table, the note under its table."""
    document = lay_out(city_report().replace(sections=TEXTS), E2021)
    shape = [
        block.name if isinstance(block, Grid) else (block.style.value, block.level)
        for block in document.blocks
    ]

    assert shape == [
        ("title", 0),
        ("body", 0),
        ("heading", 1),
        ("heading", 2),
        ("body", 0),
        ("heading", 3),
        ("body", 0),
        ("heading", 1),
        "主动公开政府信息情况",
        ("note", 0),
        ("heading", 1),
        "收到和处理政府信息公开申请情况",
        ("heading", 1),
        "政府信息公开行政复议、行政诉讼情况",
        ("heading", 1),
        ("body", 0),
        ("heading", 1),
        ("body", 0),
    ]


def test_options_leave_preface_and_notes_out():
    """Without the preface and the notes, nothing else is missing."""
    report = city_report().replace(sections=TEXTS)
    full = paragraphs(lay_out(report, E2021))
    short = paragraphs(lay_out(report, E2021, Options(preface=False, notes=False)))

    assert [p.text for p in full if p not in short] == ["前言。", "清理了文件。"]


@pytest.mark.parametrize(
    ("agency", "year", "title"),
    [
        ("某某局", 2025, "某某局2025年政府信息公开工作年度报告"),
        ("某某局", None, "某某局政府信息公开工作年度报告"),
        ("", 2025, "2025年政府信息公开工作年度报告"),
        ("{year}{agency}局", 2025, "{year}{agency}局2025年政府信息公开工作年度报告"),
    ],
)
def test_title(agency, year, title):
    """What is unknown is left out; an agency's name is never a pattern."""
    assert report_title(Report(agency, year), E2021) == title


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["2019", "2021"]).flatmap(balanced_reports))
def test_every_cell_stands_once_in_the_grids(report):
    """Each address once, with its value; labels cover every other place."""
    edition = EDITIONS[report.edition]
    found = [c for grid in grids(lay_out(report, edition)) for c in grid.cells if c.address]

    assert [
        c.address for c in sorted(found, key=lambda c: edition.addresses.index(c.address))
    ] == list(edition.addresses)
    assert all(c.value == report.value(c.address) and c.kind is Kind.VALUE for c in found)


def test_unit_is_printed_with_its_number():
    """A remembered unit stands behind the number; the value stays the number."""
    address = Address("disclosure", "procurement", "count")
    report = Report("某局", 2020, "2019", {address: 283}, units={address: "批次"})
    cell = next(
        c for g in grids(lay_out(report, EDITIONS["2019"])) for c in g.cells if c.address == address
    )

    assert (cell.text, cell.value) == ("283批次", 283)


def test_attachment_is_the_report():
    """The JSON inside is the report itself."""
    report = city_report().replace(sections=TEXTS)

    assert report_from_json(json.loads(lay_out(report, E2021).attachment)) == report


def test_traditional_script_turns_texts_not_numbers():
    """OpenCC at the door of export: labels and texts turn, values and addresses stay."""
    document = lay_out(city_report().replace(sections=TEXTS), E2021, Options(traditional=True))
    plain = lay_out(city_report().replace(sections=TEXTS), E2021)

    assert document.language == "zh-TW"
    assert paragraphs(document)[0].text == "某某市人民政府2024年政府信息公開工作年度報告"
    values = [[(c.address, c.value) for c in g.cells] for g in grids(document)]
    assert values == [[(c.address, c.value) for c in g.cells] for g in grids(plain)]


HEADINGS = [
    ("一、总体情况", 1),
    ("（一）主动公开", 2),
    ("(二)依申请公开", 2),
    ("1.网站建设", 3),
    ("（1）门户网站", 4),
    ("1.完善目录。", 0),
    ("（1）门户网站公开20条；", 0),
    ("（一）存在的问题。", 2),
    ("1.5万元", 0),
    ("（一）公开内容。全年公开120条。", 0),
    ("一是加强学习", 0),
    ("（一）" + "字" * 37, 2),
    ("（一）" + "字" * 38, 0),
    ("", 0),
]


@pytest.mark.parametrize(("text", "level"), HEADINGS)
def test_heading_levels(text, level):
    """GB/T 9704 levels by their marks; a numbered sentence that runs on is text."""
    assert heading_level(text) == level


def test_heading_is_set_as_one():
    """A level-2 heading in a text becomes a heading paragraph."""
    document = lay_out(city_report().replace(sections=TEXTS), E2021)
    heading = next(p for p in paragraphs(document) if p.text == "（一）主动公开")

    assert (heading.style, heading.level) == (Style.HEADING, 2)
