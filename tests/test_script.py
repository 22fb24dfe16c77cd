"""Radicals, traditional script and glyph notes of a text that was read."""

import pytest

from forms.document import Document, Grid, GridCell, Paragraph
from forms.reading.script import (
    broken_places,
    clean_characters,
    in_simplified_script,
    is_traditional,
    without_glyph_notes,
)


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("⺠政", "民政"),
        ("⻔⼾", "门户"),
        ("⻅⻚⻓⻰", "见页长龙"),
        ("⼾籍⿈⾭", "户籍黄青"),
        ("普通", "普通"),
        ("２０", "２０"),
    ],
)
def test_radicals_become_the_characters_they_show(shown, meant):
    assert clean_characters(shown) == meant


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("關(guān)于", "關于"),
        ("統(tǒng)計（jì）", "統計"),
        ("（以下简称《条例》）", "（以下简称《条例》）"),
        ("网址(www)", "网址(www)"),
        ("维生素(a)", "维生素(a)"),
    ],
)
def test_glyph_notes_are_taken_out_and_other_brackets_stay(printed, meant):
    assert without_glyph_notes(printed) == meant


def test_what_cannot_be_restored_is_found():
    assert len(broken_places("全面落实“六?！?蝿?wù)”专栏")) == 1
    assert broken_places("什么是公开？本机关（以下简称我局）") == []
    assert len(broken_places("名称\ufffd\ufffd局")) == 1


def test_a_name_in_traditional_script_does_not_make_a_text_traditional():
    assert is_traditional("政府信息公開工作年度報告，總體情況")
    assert not is_traditional("政府信息公开工作年度报告由劉國華同志负责，总体情况")


def test_traditional_document_comes_out_simplified_with_a_remark():
    grid = Grid((GridCell(0, 0, "規章"),), 1, 1)
    document = Document((Paragraph("一、總體情況，著力關(guān)注"), grid), title="年度報告")

    found, remarks = in_simplified_script(document)

    assert found.blocks[0].text == "一、总体情况，着力关注"
    assert found.blocks[1].cells[0].text == "规章"
    assert found.title == "年度报告"
    assert [remark.code for remark in remarks] == ["script.converted"]


def test_simplified_document_stays_as_it_is():
    document = Document((Paragraph("一、总体情况：後面的「後」字是人名。"),))
    assert in_simplified_script(document) == (document, ())
