"""A folder → a collection: whose each file is, and what is amiss."""

from datetime import date, datetime

import pytest
from folders import balanced, collected, put, set_time, unit_table

from forms.cells import Address
from forms.collecting.collection import Kind
from forms.collecting.folder_reading import files_in
from forms.errors import Cause

CARRIED_IN = Address("applications", "carried_in", "total")


def kinds(collection):
    return [notice.kind for notice in collection.notices]


def test_three_clean_returns_of_three_formats(tmp_path):
    for number, suffix in enumerate(("docx", "html", "json")):
        put(tmp_path, f"{number}.{suffix}", balanced(number, f"某某县{'甲乙丙'[number]}局"))
    found = collected(tmp_path)
    assert [entry.unit.name for entry in found.entries] == [
        "某某县丙局",
        "某某县乙局",
        "某某县甲局",
    ]
    assert found.year == 2025
    assert found.notices == ()
    assert not any(one.has_errors for one in found.returns)


def test_missing_and_double(tmp_path):
    folder = tmp_path / "in"
    put(folder, "a.json", balanced(1, "甲局"))
    put(folder, "b.json", balanced(2, "甲局"))
    put(folder, "c.json", balanced(3, "乙局"))
    listed = unit_table(tmp_path / "u.csv", "甲局,部门,,", "乙局,部门,,", "丙局,部门,,")
    found = collected(folder, units=listed)
    assert kinds(found) == [Kind.DOUBLE, Kind.MISSING]
    assert found.by_name["甲局"].counted is None
    assert len(found.by_name["甲局"].returns) == 2
    assert found.told(Kind.MISSING)[0].units == ("丙局",)


def test_a_double_return_is_settled_by_choosing(tmp_path):
    put(tmp_path, "a.json", balanced(1, "甲局"))
    second = put(tmp_path, "b.json", balanced(2, "甲局"))
    found = collected(tmp_path, chosen=frozenset({str(second)}))
    assert found.by_name["甲局"].counted.file == str(second)


def test_the_same_return_twice_counts_once(tmp_path):
    put(tmp_path, "a.json", balanced(1, "甲局"))
    put(tmp_path, "b.docx", balanced(1, "甲局"))
    found = collected(tmp_path)
    assert kinds(found) == [Kind.DOUBLE]
    assert found.by_name["甲局"].counted is not None


def test_late_by_the_time_of_the_file(tmp_path):
    early, late = (
        put(tmp_path, "a.json", balanced(1, "甲局")),
        put(tmp_path, "b.json", balanced(2, "乙局")),
    )
    set_time(early, datetime(2026, 1, 31, 23, 59).timestamp())
    set_time(late, datetime(2026, 2, 1, 0, 1).timestamp())
    found = collected(tmp_path, deadline=date(2026, 1, 31))
    assert [(one.kind, one.units, one.detail) for one in found.notices] == [
        (Kind.LATE, ("乙局",), ("2026-02-01",))
    ]


def test_wrong_year_wrong_edition_and_no_year(tmp_path):
    put(tmp_path, "a.json", balanced(1, "甲局"))
    put(tmp_path, "b.json", balanced(2, "乙局"))
    put(tmp_path, "c.json", balanced(3, "丙局", year=2024))
    put(tmp_path, "d.json", balanced(4, "丁局", year=2025, edition="2019"))
    put(tmp_path, "e.json", balanced(5, "戊局").replace(year=None))
    found = collected(tmp_path)
    told = {notice.kind: notice for notice in found.notices}
    assert set(told) == {Kind.WRONG_YEAR, Kind.WRONG_EDITION}
    assert [one.detail for one in found.told(Kind.WRONG_YEAR)] == [("2024",), ()]
    assert told[Kind.WRONG_EDITION].units == ("丁局",)
    assert len(found.others) == 2


def test_unreadable_files_are_listed_with_their_cause(tmp_path):
    put(tmp_path, "a.json", balanced(1, "甲局"))
    (tmp_path / "空.docx").write_bytes(b"")
    (tmp_path / "断.docx").write_bytes(
        put(tmp_path, "b.docx", balanced(2, "乙局")).read_bytes()[:900]
    )
    (tmp_path / "信.txt").write_text("请于月底前报送材料。", "utf-8")
    (tmp_path / "~$a.docx").write_bytes(b"lock")
    found = collected(tmp_path)
    causes = {one.read.cause for one in found.others}
    assert causes == {Cause.EMPTY, Cause.TRUNCATED, Cause.NOT_A_REPORT}
    assert kinds(found) == [Kind.UNREADABLE] * 3


def test_a_file_that_is_not_there(tmp_path):
    found = collected(tmp_path / "nowhere.docx")
    assert [one.read.cause for one in found.others] == [Cause.MISSING]


def test_a_doubtful_name_is_offered_and_can_be_confirmed(tmp_path):
    folder = tmp_path / "in"
    doubtful = put(folder, "a.json", balanced(1, "发改委"))
    put(folder, "b.json", balanced(2, "气象台"))
    listed = unit_table(tmp_path / "u.csv", "发展和改革委员会,部门,,")
    found = collected(folder, units=listed)
    assert kinds(found) == [Kind.MISSING, Kind.DOUBTFUL, Kind.UNLISTED]
    assert found.told(Kind.DOUBTFUL)[0].detail == ("发展和改革委员会",)
    sure = collected(folder, units=listed, confirmed={str(doubtful): "发展和改革委员会"})
    assert kinds(sure) == [Kind.UNLISTED]
    assert sure.by_name["发展和改革委员会"].counted.file == str(doubtful)


def test_a_report_without_a_name_is_its_file_s_where_no_list_is_given(tmp_path):
    put(tmp_path, "东平局.json", balanced(1, ""))
    found = collected(tmp_path)
    assert [entry.unit.name for entry in found.entries] == ["东平局"]
    assert found.entries[0].counted is not None


def test_last_year_s_folder_adds_the_rules_across_years(tmp_path):
    now, before = tmp_path / "2025", tmp_path / "2024"
    put(now, "a.json", balanced(1, "甲局"))
    put(now, "b.json", balanced(2, "乙局"))
    last = balanced(1, "甲局", 2024).with_value(CARRIED_IN._replace(row="carried_out"), 5)
    put(before, "a.json", last)
    put(before, "c.json", balanced(3, "丙局", 2024))
    found = collected(now, last_year=(before,))
    assert [entry.unit.name for entry in found.entries] == ["丙局", "乙局", "甲局"]
    assert found.told(Kind.MISSING)[0].units == ("丙局",)
    counted = found.by_name["甲局"].counted
    assert ("lastyear.carried", ("applications.carried_in.total",)) in [
        (one.code, one.cells) for one in counted.found
    ]
    assert all(one.crosses_years for one in counted.across if one.code.startswith("lastyear"))
    assert found.by_name["乙局"].counted.across == ()


def test_both_years_may_lie_in_one_folder(tmp_path):
    put(tmp_path, "a25.json", balanced(1, "甲局"))
    put(tmp_path, "b25.json", balanced(2, "乙局"))
    put(tmp_path, "a24.json", balanced(3, "甲局", 2024))
    found = collected(tmp_path, last_year=(tmp_path,))
    assert found.by_name["甲局"].last_year.read.year == 2024
    assert kinds(found) == []


def test_the_office_s_own_report_is_compared_not_added(tmp_path):
    put(tmp_path, "a.json", balanced(1, "某某县甲局"))
    put(tmp_path, "b.json", balanced(2, "某某县"))
    found = collected(tmp_path, office="某某县人民政府")
    assert [entry.unit.name for entry in found.entries] == ["某某县甲局"]
    assert found.stated.read.agency == "某某县"
    assert kinds(found) == [Kind.PARENT_TOTAL]


def test_an_unread_cell_is_no_error_of_the_unit(tmp_path):
    lines = ["某某县甲局2025年政府信息公开工作年度报告", "二、主动公开政府信息情况"]
    rows = ["第二十条第（一）项", "信息内容 本年制发件数 本年废止件数 现行有效件数"]
    rows += ["规章 000", "行政规范性文件 4920"]
    (tmp_path / "a.txt").write_text("\n".join(lines + rows), "utf-8")
    found = collected(tmp_path)
    one = next(iter(found.returns))
    assert one.is_uncertain
    blanks = [f for f in one.found if f.cells and f.cells[0].startswith("disclosure.normative")]
    assert [f.uncertain for f in blanks] == [True]


def test_hidden_files_and_locks_are_passed_over(tmp_path):
    for name in (".hidden.docx", "~$a.docx", "Thumbs.db", "a.docx", "x.tmp"):
        (tmp_path / name).touch()
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.pdf").touch()
    assert [path.name for path in files_in([tmp_path])] == ["a.docx", "b.pdf"]


@pytest.mark.parametrize("name", ["u.csv", "u.xlsx"])
def test_the_unit_list_in_the_folder_is_no_return(tmp_path, name):
    put(tmp_path, "a.json", balanced(1, "甲局"))
    if name.endswith("csv"):
        path = unit_table(tmp_path / name, "甲局,部门,,")
    else:
        from openpyxl import Workbook

        book, path = Workbook(), tmp_path / name
        book.active.append(["单位名称"])
        book.active.append(["甲局"])
        book.save(path)
    assert collected(tmp_path, units=path).notices == ()


@pytest.mark.parametrize("name", ["县政府办公室", "某某县政府办公室", "某某县人民政府办公室"])
def test_the_government_s_own_office_may_be_a_unit(tmp_path, name):
    put(tmp_path / "in", "a.json", balanced(1, "某某县人民政府办公室"))
    put(tmp_path / "in", "b.json", balanced(2, "某某县人民政府"))
    listed = unit_table(tmp_path / "u.csv", f"{name},部门", "县财政局,部门")
    found = collected(tmp_path / "in", office="某某县人民政府", units=listed)
    assert found.by_name[name].counted.read.agency == "某某县人民政府办公室"
    assert found.stated.read.agency == "某某县人民政府"


def test_the_office_under_another_of_its_names_is_still_the_office(tmp_path):
    put(tmp_path / "in", "a.json", balanced(1, "某某县人民政府办公室"))
    listed = unit_table(tmp_path / "u.csv", "县财政局,部门")
    found = collected(tmp_path / "in", office="某某县人民政府", units=listed)
    assert found.stated.read.agency == "某某县人民政府办公室"


def test_of_several_that_differ_the_chosen_one_is_named(tmp_path):
    put(tmp_path, "a.json", balanced(1, "甲局"))
    later = put(tmp_path, "b.json", balanced(2, "甲局"))
    told = collected(tmp_path).told(Kind.DOUBLE)[0].message
    chosen = collected(tmp_path, chosen=frozenset({str(later)})).told(Kind.DOUBLE)[0].message
    put(tmp_path, "b.json", balanced(1, "甲局"))
    same = collected(tmp_path).told(Kind.DOUBLE)[0].message
    assert len({told, chosen, same}) == 3
    assert "以b.json为准" in chosen
