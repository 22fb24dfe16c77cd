"""Workbooks with their sheets in every order that offices use: nothing lost, nothing added."""

import pytest
from balanced import city_report
from drawn_files import TEXTS, as_sheets, sample_document

from forms.document import Grid, Paragraph, Style
from forms.reading import from_xlsx
from forms.reading.match import match
from forms.reading.sheet_order import SheetBlocks, in_order


def _parts():
    """The head, then the six parts, as blocks."""
    parts = [[]]
    for block in sample_document().blocks:
        if isinstance(block, Paragraph) and block.level == 1:
            parts.append([])
        parts[-1].append(block)
    return parts


HEAD, ONE, TWO, THREE, FOUR, FIVE, SIX = _parts()
PROSE = [*HEAD, *ONE, *FIVE, *SIX]
TABLES = {"表2": TWO, "表3": THREE, "表4": FOUR}
COVER = ["某某市", "政府信息公开工作年度报告", "（2024年度）", "填报日期：2025年1月20日"]


def headless(part):
    return part[1:]


def grids(part):
    return [block for block in part if isinstance(block, Grid)]


ORDERS = {
    "prose first": {"文字": PROSE, **TABLES},
    "prose last": {**TABLES, "文字部分": PROSE},
    "tables backwards": {"表4": FOUR, "表3": THREE, "表2": TWO, "正文": PROSE},
    "bare tables first": {"甲": grids(FOUR), "乙": grids(THREE), "丙": grids(TWO), "文字": PROSE},
    "tables between": {"正文": [*HEAD, *ONE], **TABLES, "其他文字": [*FIVE, *SIX]},
    "cover and instructions": {
        "封面": COVER,
        "填表说明": ["填表说明", "1.数字为整数。"],
        "文字": PROSE,
        **TABLES,
    },
    "cover without a name": {"Sheet1": COVER, "Sheet2": PROSE, **TABLES},
    "a sheet to each part": {f"第{n}张": part for n, part in enumerate(_parts())},
    "names are the headings": {
        "封面": HEAD,
        **{part[0].text[:31]: headless(part) for part in (ONE, TWO, THREE, FOUR, FIVE, SIX)},
    },
    "shortened names": {
        "文字": PROSE,
        "二、主动公开": headless(TWO),
        "三、收到和处理": headless(THREE),
        "四、复议诉讼": headless(FOUR),
    },
    "hidden draft": {"文字": PROSE, **TABLES, "草稿": [*FIVE, *THREE]},
    "one sheet": {"Sheet1": [block for part in _parts() for block in part]},
}


@pytest.mark.parametrize("with_borders", [True, False], ids=["borders", "bare"])
@pytest.mark.parametrize("order", ORDERS)
def test_cells_and_texts_are_the_same_in_every_order(order, with_borders):
    data = as_sheets(ORDERS[order], with_borders=with_borders, hidden="草稿")
    found = match(from_xlsx.read(data, "a.xlsx"))

    assert dict(found.cells) == dict(city_report().cells)
    assert {key: text for key, text in found.sections.items() if text} == TEXTS


def test_what_a_cover_says_is_told_though_it_is_no_text():
    data = as_sheets(ORDERS["cover and instructions"], with_borders=True)
    left = {one.text for one in match(from_xlsx.read(data, "a.xlsx")).remarks}

    assert {COVER[3], "1.数字为整数。"} <= left


def sheet(name, *texts):
    return SheetBlocks(name, [Paragraph(text) for text in texts])


def test_sentences_on_the_first_sheet_are_no_cover():
    preface, cover = sheet("前言", "本报告按规定编制。"), sheet("首页", "某某局", "2024年度")
    rest = sheet("文字", "一、总体情况", "情况。")

    assert {block.style for block in in_order([preface, rest])} == {Style.BODY}
    assert [block.style for block in in_order([cover, rest])][:2] == [Style.ASIDE] * 2
    assert {block.style for block in in_order([cover])} == {Style.BODY}, "the only sheet"
