"""Editions: the built-in ones are right, and a file that contradicts itself is refused."""

import os
import re

import pytest

from forms.document import Kind
from forms.edition_file import (
    EDITIONS_FOLDER,
    MAX_BYTES,
    built_in_editions,
    edition_for_year,
    known_edition,
    load_edition,
)
from forms.errors import EditionError

SOURCE = (EDITIONS_FOLDER / "2021.toml").read_text(encoding="utf-8")

OFFICIAL_2021 = """
第二十条第（一）项|信息内容|本年制发件数|本年废止件数|现行有效件数|规章|行政规范性文件|第二十条第（五）项|信息内容|本年处理决定数量|
行政许可|第二十条第（六）项|信息内容|本年处理决定数量|行政处罚|行政强制|第二十条第（八）项|信息内容|本年收费金额（单位：万元）|行政事业性收费|
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）|申请人情况|自然人|法人或其他组织|总计|商业企业|科研机构|社会公益组织|法律服务机构|其他|
一、本年新收政府信息公开申请数量|二、上年结转政府信息公开申请数量|三、本年度办理结果|（一）予以公开|（二）部分公开（区分处理的，只计这一情形，不计其他情形）|
（三）不予公开|1.属于国家秘密|2.其他法律行政法规禁止公开|3.危及“三安全一稳定”|4.保护第三方合法权益|5.属于三类内部事务信息|6.属于四类过程性信息|7.属于行政执法案卷|8.属于行政查询事项|
（四）无法提供|1.本机关不掌握相关政府信息|2.没有现成信息需要另行制作|3.补正后申请内容仍不明确|
（五）不予处理|1.信访举报投诉类申请|2.重复申请|3.要求提供公开出版物|4.无正当理由大量反复申请|5.要求行政机关确认或重新出具已获取信息|
（六）其他处理|1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请|2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请|3.其他|（七）总计|四、结转下年度继续办理|
行政复议|行政诉讼|结果维持|结果纠正|其他结果|尚未审结|总计|未经复议直接起诉|复议后起诉|结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计
"""


def printed_labels(edition):
    """Every printed text of the tables, line by line, left to right."""
    labels = []
    for table in edition.tables.values():
        areas = [(text.area, text.text) for text in table.texts]
        areas += [(row.label_area, row.label) for row in table.rows.values() if row.label_area]
        areas.sort(key=lambda item: (item[0].row, item[0].column))
        labels += [text for _, text in areas]
    return labels


def test_labels_are_the_official_ones():
    """The labels of 国办公开办函〔2021〕30号, character by character."""
    expected = [label for label in OFFICIAL_2021.replace("\n", "").split("|") if label]

    assert expected == printed_labels(built_in_editions()["2021"])


def test_labels_and_spans_equal_the_blank_official_template(shared):
    """Against the template as issued: text and place of every cell of the three tables."""
    docx = pytest.importorskip("docx")
    template = docx.Document(str(shared / "official-blank-2021.docx"))
    for drawn, table in zip(
        template.tables, built_in_editions()["2021"].tables.values(), strict=True
    ):
        place_to_text = {}
        for row in range(table.row_count):
            for column in range(table.column_count):
                place_to_text[row, column] = re.sub(r"\s", "", drawn.cell(row, column).text)
        for text in table.texts:
            assert all(place_to_text[place] == text.text for place in text.area.places())
        for row in table.rows.values():
            if row.label_area:
                assert all(place_to_text[p] == row.label for p in row.label_area.places())
            for area in row.areas.values():
                assert all(place_to_text[place] == "" for place in area.places())


def test_headings_are_the_official_ones():
    """Six parts in order, the same in both editions."""
    for edition in built_in_editions().values():
        assert [part.heading for part in edition.parts] == [
            "一、总体情况",
            "二、主动公开政府信息情况",
            "三、收到和处理政府信息公开申请情况",
            "四、政府信息公开行政复议、行政诉讼情况",
            "五、存在的主要问题及改进情况",
            "六、其他需要报告的事项",
        ]


@pytest.mark.parametrize(("key", "sizes"), [("2019", (22, 161, 15)), ("2021", (10, 175, 15))])
def test_number_of_cells(key, sizes):
    """200 cells in 2021, 198 in 2019."""
    tables = built_in_editions()[key].tables

    assert sizes == tuple(len(table.addresses) for table in tables.values())


def test_number_of_rules_2021():
    """25 rows, 7 + 7 columns, 3 groups; 7 + 2 across years; 2 stocks."""
    codes = [relation.code for relation in built_in_editions()["2021"].relations]

    assert {code: codes.count(code) for code in codes} == {
        "applications.row_total": 25,
        "applications.results": 7,
        "applications.balance": 7,
        "disputes.total": 3,
        "lastyear.carried": 7,
        "lastyear.in_force": 2,
        "disclosure.in_force": 2,
    }


def test_results_add_up_every_result_row():
    """（七）总计 = 21 rows in 2021, 19 in 2019: each row between 上年结转 and 总计."""
    for edition in built_in_editions().values():
        rows = list(edition.tables["applications"].rows)
        between = rows[rows.index("carried_in") + 1 : rows.index("result_total")]
        relation = next(r for r in edition.relations if r.code == "applications.results")
        assert between == [term.address.row for term in relation.expected]


def test_a_text_is_found_by_its_part():
    for edition in built_in_editions().values():
        for part in edition.parts:
            assert edition.part_of_section(part.section) is part
        assert edition.part_of_section("preface") is None


def test_every_row_is_explained():
    """Each row has a help sentence; only the form's own residual rows have no article."""
    for edition in built_in_editions().values():
        for table in edition.tables.values():
            assert all(row.help for row in table.rows.values())
            without = {row.key for row in table.rows.values() if not row.basis}
            assert without <= {"reject_reissue", "other_else", "other", "result_total"}


@pytest.mark.parametrize(
    ("year", "key"),
    [(2018, "2019"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2026, "2021")],
)
def test_edition_for_year(year, key):
    """2019 and 2020 use the 2019 edition, later years the 2021 edition."""
    assert key == edition_for_year(year).key


def changed(tmp_path, old, new, count=1):
    """A copy of the 2021 file with one change."""
    assert old in SOURCE
    path = tmp_path / "changed.toml"
    path.write_text(SOURCE.replace(old, new, count), encoding="utf-8")
    return path


APPLICANTS = '["person", "enterprise", "research", "charity", "law_service", "other"]'
DOCUMENTS = 'rows = ["regulations", "normative_documents"]'

CONTRADICTIONS = [
    ('parts = ["person", "enterprise"', 'parts = ["persons", "enterprise"', "rules[1].parts"),
    (f"parts = {APPLICANTS}", "parts = []", "rules[1].parts"),
    (f"parts = {APPLICANTS}", 'parts = ["person", "total"]', "rules[1].parts"),
    ('total = "result_total"', 'total = "results"', "rules[2].total"),
    ('columns = ["total"]', 'columns = ["totals"]', "rules[5].columns"),
    (f"{DOCUMENTS}\nactual", 'rows = ["permits"]\nactual', "rules[7].rows"),
    (f'{DOCUMENTS}\nactual = ["in_force"]', 'actual = ["amount"]', "rules[7].table"),
    (
        'expected = ["received", "carried_in"]',
        'expected = ["received", "carried"]',
        "rules[3].expected",
    ),
    ('table = "disputes"\neach', 'table = "dispute"\neach', "rules[4].table"),
    ('kind = "balance"', 'kind = "balanced"', "rules[3].kind"),
    (
        'table = "applications"\neach = "column"',
        'table = "applications"\neach = "cell"',
        "rules[2].each",
    ),
    ('at = "A4:C4"', 'at = "A5:C5"', "tables.applications.rows.carried_in.at"),
    ('grid = "A1:J28"', 'grid = "A1:J27"', "tables.applications.rows.carried_out.at"),
    ('grid = "A1:J28"', 'grid = "A1:J29"', "tables.applications.grid"),
    ('at = "A1:D1"', 'at = "D1:A1"', "tables.disclosure.texts[1].at"),
    ('at = "A1:D1"', 'at = "A2:D1"', "tables.disclosure.texts[1].at"),
    ('at = "A1:D1"', 'at = "A0:D1"', "tables.disclosure.texts[1].at"),
    ('at = "A1:D1"', 'at = "A1:B1:D1"', "tables.disclosure.texts[1].at"),
    ('at = "A1:D1"', 'at = "nowhere"', "tables.disclosure.texts[1].at"),
    (
        'person = { label = "自然人", type = "count"',
        'person = { label = "自然人", type = "number"',
        "tables.applications.columns.person.type",
    ),
    (
        'person = { label = "自然人", type = "count"',
        'person = { label = "自然人", kind = 1, type = "count"',
        "tables.applications.columns.person.kind",
    ),
    ('columns = ["decisions"]', 'columns = ["decision"]', "tables.disclosure.rows.permits.columns"),
    ('columns = ["decisions"]', 'columns = [""]', "tables.disclosure.rows.permits.columns"),
    ("widths = [51, 35, 35, 35]", "widths = [51, 35, 35]", "tables.disclosure.widths"),
    ("widths = [51, 35, 35, 35]", "widths = [51, 35, 35, 0]", "tables.disclosure.widths"),
    ("header_rows = 3", "header_rows = 99", "tables.applications.header_rows"),
    ("first_year = 2021", "first_year = 2021\nlast_year = 2020", "last_year"),
    ("first_year = 2021", 'first_year = "2021"', "first_year"),
    ('name = "2021年版"', 'nmae = "2021年版"', "name"),
    ('name = "2021年版"', 'name = " "', "name"),
    ('name = "2021年版"', 'name = "2021年版"\ncolour = "red"', "colour"),
    ('table = "disputes"\nhelp', 'table = "applications"\nhelp', "parts[4].table"),
    ('table = "disputes"\nhelp', "help", "tables.disputes"),
    ('section = "problems"\nhelp', 'section = "problem"\nhelp', "parts[5].section"),
    ('section = "problems"\nhelp', 'section = "overview"\nhelp', "parts[5].section"),
    ('column = "made"', 'column = "making"', "tables.disclosure.texts[3].column"),
    ('row = "review"', 'row = "reviews"', "tables.disputes.texts[1].row"),
    (
        'kind = "mentions"\nlevel = "warning"\nsection = "other"\nwords = ["信息处理费"]',
        'kind = "mentions"\nlevel = "warning"\nsection = "other"',
        "text_rules[12].words",
    ),
    (
        'kind = "present"\nlevel = "error"\nsection = "problems"',
        'kind = "present"\nlevel = "error"\nsection = "problem"',
        "text_rules[3].section",
    ),
    ('key = "2021"', 'key = "2021"\nkey = "2022"', "（文件）"),
]


@pytest.mark.parametrize(("old", "new", "key"), CONTRADICTIONS)
def test_contradiction_is_refused_with_file_and_key(tmp_path, old, new, key):
    """One slip each; the refusal names where it is."""
    with pytest.raises(EditionError) as refusal:
        load_edition(changed(tmp_path, old, new))

    assert ("changed.toml", key) == (refusal.value.file, refusal.value.key)


def rule_block(code):
    """The text of one rule of the 2021 file."""
    start = SOURCE.index(f'[[rules]]\ncode = "{code}"')
    end = SOURCE.find("\n[[", start + 5)
    return SOURCE[start:end]


def test_rule_twice(tmp_path):
    """The same rule at the same place declared twice."""
    block = rule_block("applications.balance")
    with pytest.raises(EditionError) as refusal:
        load_edition(changed(tmp_path, block, block + "\n" + block))

    assert refusal.value.key == "rules[4].code"


def test_total_without_rule(tmp_path):
    """A cell that the form calls 总计 needs a rule that says of what."""
    with pytest.raises(EditionError) as refusal:
        load_edition(changed(tmp_path, rule_block("disputes.total"), ""))

    assert refusal.value.key == "tables.disputes.rows.review"


def test_total_that_needs_itself(tmp_path):
    """A circle of totals could never be computed."""
    block = rule_block("applications.results")
    circle = block.replace('"granted"', '"carried_out"', 1) + block.replace(
        'total = "result_total"', 'total = "carried_out"'
    ).replace("applications.results", "applications.circle").replace('"granted"', '"result_total"')
    with pytest.raises(EditionError) as refusal:
        load_edition(changed(tmp_path, block, circle))

    assert refusal.value.key.endswith("total")


@pytest.mark.parametrize("data", [b"\xff\xfe", b"= 1", b"[" * 5000])
def test_what_is_no_toml_is_refused(tmp_path, data):
    """Wrong encoding and wrong syntax give a refusal, never a crash."""
    path = tmp_path / "bad.toml"
    path.write_bytes(data)
    with pytest.raises(EditionError):
        load_edition(path)


def test_a_file_far_too_large_is_refused(tmp_path):
    """Up to the limit it is read: the rest is a comment."""
    path = tmp_path / "large.toml"
    whole = f"{SOURCE}\n#".encode()
    path.write_bytes(whole + b"x" * (MAX_BYTES - len(whole)))
    assert load_edition(path).key == "2021"
    path.write_bytes(whole + b"x" * (MAX_BYTES + 1 - len(whole)))
    with pytest.raises(EditionError):
        load_edition(path)


def test_missing_file_is_refused(tmp_path):
    """A file that is not there."""
    with pytest.raises(EditionError):
        load_edition(tmp_path / "none.toml")


def test_every_value_cell_lies_under_its_columns_header():
    """Where a column's label is printed above a cell, it is that cell's column."""
    for edition in built_in_editions().values():
        for table in edition.tables.values():
            headers = [t for t in table.texts if t.kind is Kind.HEADER]
            for row in table.rows.values():
                for key, area in row.areas.items():
                    above = [
                        h
                        for h in headers
                        if h.area.column <= area.column < h.area.column + h.area.column_span
                        and h.area.row < area.row
                    ]
                    nearest = max(above, key=lambda h: h.area.row)
                    assert table.columns[key].label == nearest.text


def test_one_edition_is_found_by_its_key_alone():
    for key, edition in built_in_editions().items():
        assert known_edition(key) == edition
    for key in ("1999", "", "../editions/2021", "2021.toml"):
        with pytest.raises(KeyError):
            known_edition(key)


@pytest.mark.parametrize(
    "key", ["9" * 300, "../editions/2021", "2021.toml", "2021\0", "", "２０２１"]
)
def test_a_key_is_never_a_path(key):
    with pytest.raises(KeyError):
        known_edition(key)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "2030.toml")
    with pytest.raises(EditionError):
        load_edition(tmp_path / "2030.toml")
