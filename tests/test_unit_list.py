"""The unit list from a plain table."""

import pytest
from openpyxl import Workbook

from forms.collecting.collection import Unit
from forms.collecting.unit_list import laid_under, office_of, read_unit_list, units_in
from forms.errors import Cause, UnreadableFile

ROWS = [
    ["序号", "单位名称", "类别", "上级单位", "简称"],
    ["1", "甲县", "县", "", ""],
    ["2", "甲县财政局", "部门", "甲县", "财政局、甲财"],
]
UNITS = (
    Unit("甲县", "县", ""),
    Unit("甲县财政局", "部门", "甲县", ("财政局", "甲财")),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv(tmp_path, encoding):
    path = tmp_path / "名单.csv"
    path.write_text("\n".join(",".join(row) for row in ROWS), encoding)
    assert read_unit_list(path) == UNITS


def test_xlsx_with_a_title_above(tmp_path):
    book = Workbook()
    book.active.append(["某某市年报单位名单"])
    for row in ROWS:
        book.active.append(row)
    path = tmp_path / "名单.xlsx"
    book.save(path)
    assert read_unit_list(path) == UNITS


def test_without_headings_the_first_column_of_words_is_the_name():
    assert units_in([["1", "财政局", "部门"], ["2", "城关镇", "镇街"]]) == (
        Unit("财政局", "部门"),
        Unit("城关镇", "镇街"),
    )


def test_a_bare_list_of_names():
    assert units_in([["财政局"], [""], ["城关镇"], ["财政局"]]) == (Unit("财政局"), Unit("城关镇"))


def test_a_table_without_names_is_refused(tmp_path):
    path = tmp_path / "空.csv"
    path.write_text("序号\n1\n2\n", "utf-8")
    with pytest.raises(UnreadableFile) as refused:
        read_unit_list(path)
    assert refused.value.cause is Cause.BAD_TABLE


def test_parents_are_units_or_the_office():
    units = (Unit("财政局", "", "东湖区政府"), Unit("城关镇", "", "乡镇组"), Unit("乡镇组"))
    found = laid_under(units, "某某市东湖区人民政府")
    assert [unit.parent for unit in found] == ["", "乡镇组", ""]


def test_a_parent_that_is_not_listed_is_added():
    units = (Unit("甲局", "", "甲县"), Unit("乙局", "", "乙县"))
    assert [(one.name, one.parent) for one in laid_under(units, "某某市政府")] == [
        ("甲局", "甲县"),
        ("乙局", "乙县"),
        ("甲县", ""),
        ("乙县", ""),
    ]


def test_the_one_parent_of_all_is_the_office():
    units = (Unit("甲局", "", "某某县政府"), Unit("乙局", "", "某某县政府"))
    assert [unit.parent for unit in laid_under(units, "")] == ["", ""]


@pytest.mark.parametrize(
    ("units", "office"),
    [
        ([("甲局", "某某县政府"), ("乙局", "某某县政府")], "某某县政府"),
        ([("某某县政府", ""), ("甲局", "某某县政府"), ("乙局", "甲局")], "某某县政府"),
        ([("甲局", "甲县"), ("乙局", "乙县")], ""),
        ([("甲局", ""), ("乙局", "")], ""),
        ([("甲局", ""), ("乙局", "甲局"), ("丙局", "")], ""),
        ([], ""),
    ],
)
def test_the_list_may_name_the_office(units, office):
    assert office_of([Unit(name, "", parent) for name, parent in units]) == office


def test_the_office_is_no_unit_of_its_own():
    units = (Unit("某某县人民政府"), Unit("甲局", "", "某某县政府"), Unit("乙局"))
    assert laid_under(units, "某某县人民政府") == (Unit("甲局"), Unit("乙局"))
