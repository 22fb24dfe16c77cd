"""Tables as systems and offices change them: shifted labels, columns and rows of their own.

A figure is right or blank and told, never wrong.
"""

import re

import pytest
from balanced import EDITIONS, city_report

from export.layout import table_grid
from forms.cells import Address
from forms.errors import Cause, UnreadableFile
from forms.reading import from_html
from forms.reading.match import match

HEADINGS = {part.table: part.heading for part in EDITIONS["2021"].parts if part.table}
TABLES = EDITIONS["2021"].tables


def table_html(grid):
    """The table as plainly as a site writes it."""

    def cell_html(cell):
        down = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        across = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        return f"<td{down}{across}>{cell.text}</td>"

    lines = ("".join(map(cell_html, row)) for row in grid.rows())
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def page(report=None, before="", **changed):
    """A page of the report's tables; ``changed``: what the HTML of a table becomes."""
    report = report or city_report()
    html = {key: table_html(table_grid(report, table)) for key, table in TABLES.items()}
    html = {key: changed.get(key, lambda text: text)(text) for key, text in html.items()}
    parts = "".join(f"<p>{HEADINGS[key]}</p>{text}" for key, text in html.items())
    title = "某某市人民政府2024年政府信息公开工作年度报告"
    return f"<h1>{title}</h1><p>一、总体情况</p>{before}<p>工作平稳。</p>{parts}"


def read(html):
    return match(from_html.read(html.encode(), "page.html"))


def wrong(found, report=None):
    """Cells that hold another figure than the report's."""
    report = report or city_report()
    return {a: v for a, v in found.cells.items() if v != report.value(a)}


def rows(html):
    return re.findall(r"<tr>.*?</tr>", html, re.DOTALL)


def with_column(html, header, figure, at_row=0, across=1):
    """The table with one more column: a header cell, then a figure behind each row."""
    found = rows(html)
    first = f'<td rowspan="{across}">{header}</td>'
    for number, row in enumerate(found):
        if number == at_row:
            found[number] = row.replace("</tr>", f"{first}</tr>")
        elif number >= at_row + across:
            found[number] = row.replace("</tr>", f"<td>{figure}</td></tr>")
    return f"<table>{''.join(found)}</table>"


def test_labels_of_columns_that_lost_their_spans():
    """The labels of one header row slid under those of another; the sums tell."""

    def without_colspan(html):
        return re.sub(r' colspan="\d+"', "", html)

    found = read(page(applications=without_colspan))
    assert wrong(found) == {}
    assert len(found.cells) == len(EDITIONS["2021"].addresses)


def test_labels_that_slid_and_a_sum_that_does_not_hold():
    """A wrong sum of the paper's own is no reason to lay its figures elsewhere."""
    cell = Address("applications", "received", "other")
    report = city_report().with_value(cell, 999)
    found = read(page(report, applications=lambda html: re.sub(r' colspan="\d+"', "", html)))
    assert wrong(found, report) == {}


@pytest.mark.parametrize("word", ["校验", "小计", "占总数的比例"])
def test_office_s_own_column(word):
    found = read(page(applications=lambda html: with_column(html, word, 0, 1, 2)))
    assert dict(found.cells) == dict(city_report().cells)


def test_last_year_beside_this_year():
    """Behind a strange word no figure is cut apart to fill columns of an earlier header."""

    def doubled(html):
        html = re.sub(r'<td colspan="3">(本年\w+)', r'<td colspan="2">\1</td><td>上年', html)
        return re.sub(r'<td colspan="3">([\d.]+)</td>', r'<td colspan="2">\1</td><td>66</td>', html)

    found = read(page(disclosure=doubled))
    assert wrong(found) == {}
    assert Address("disclosure", "permits", "decisions") in found.cells


def test_two_items_in_a_line():
    values = {key: city_report().value(Address("disclosure", key, "decisions")) for key in ITEMS}

    def compact(html):
        kept = "".join(rows(html)[:4])
        heads = "<td>信息内容</td><td>本年处理决定数量</td>" * 2
        cells = [f"<td>{label}</td><td>{values[key]}</td>" for key, label in ITEMS.items()]
        lines = "".join(f"<tr>{a}{b}</tr>" for a, b in zip(cells[::2], cells[1::2], strict=True))
        return f"<table>{kept}<tr>{heads}</tr>{lines}</table>"

    found = read(page(disclosure=compact))
    assert wrong(found) == {}
    assert {key: found.value(Address("disclosure", key, "decisions")) for key in ITEMS} == values


ITEMS = {"permits": "行政许可", "penalties": "行政处罚"}


def test_two_years_side_by_side_are_two_reports():
    other = city_report().replace(cells={a: v + 5 for a, v in city_report().cells.items()})

    def beside(key):
        def joined(html):
            second = rows(table_html(table_grid(other, TABLES[key])))
            pairs = zip(rows(html), second, strict=True)
            lines = (a.replace("</tr>", "") + b.replace("<tr>", "") for a, b in pairs)
            return f"<table>{''.join(lines)}</table>"

        return joined

    with pytest.raises(UnreadableFile) as refused:
        read(page(disclosure=beside("disclosure"), applications=beside("applications")))
    assert refused.value.cause is Cause.SEVERAL_REPORTS


def test_small_table_of_the_prose_is_not_the_form_s():
    lines = "".join(f"<tr><td>{label}</td><td>1</td><td>2</td></tr>" for label in IN_PROSE)
    small = f"<table><tr><td>项目</td><td>2023年</td><td>2024年</td></tr>{lines}</table>"
    found = read(page(before=small))
    assert dict(found.cells) == dict(city_report().cells)
    told = [remark for remark in found.remarks if remark.code == "row.repeated"]
    assert len(told) == len(IN_PROSE)


IN_PROSE = ("行政许可", "予以公开", "一、本年新收政府信息公开申请数量")


@pytest.mark.parametrize("sign", ["[1]", "①", "*", "<sup>2</sup>", "〔注3〕"])
def test_sign_of_a_note_is_no_digit(sign):
    cell = Address("applications", "received", "total")
    found = read(page(applications=lambda html: html.replace(">3525<", f">3525{sign}<", 1)))
    assert found.value(cell) == 3525
    assert [remark.code for remark in found.remarks if remark.where == str(cell)] == ["cell.note"]


def test_merge_taken_apart_and_filled():
    """Every place of a merged cell holds its text: the same figure thrice is one figure."""

    def filled(html):
        def repeated(found):
            return f"<td>{found[2]}</td>" * int(found[1])

        return re.sub(r'<td colspan="(\d)">(.*?)</td>', repeated, html)

    found = read(page(disclosure=filled))
    assert wrong(found) == {}
    assert {a for a in found.cells if a.table == "disclosure"} == set(
        TABLES["disclosure"].addresses
    )


def test_figures_typed_into_fields_of_a_form():
    def fields(html):
        return re.sub(r">(\d[\d.]*)<", r'><input type="text" value="\1"><', html)

    found = read(page(**dict.fromkeys(TABLES, fields)))
    assert dict(found.cells) == dict(city_report().cells)


def test_missing_table_is_told():
    found = read(page(applications=lambda _: '<img src="table3.png">'))
    told = [remark.where for remark in found.remarks if remark.code == "table.missing"]
    assert told == ["applications"]


def test_part_four_by_its_figures_alone():
    """As many figures as it has cells, and nothing else: its labels were lost."""
    found = read(page(disputes=lambda html: f"<table>{rows(html)[-1]}</table>"))
    assert wrong(found) == {}
    assert {a for a in found.cells if a.table == "disputes"} == set(TABLES["disputes"].addresses)
    assert "label.repaired" in {remark.code for remark in found.remarks}


def test_part_four_with_a_figure_too_few():
    def shortened(html):
        return f"<table>{rows(html)[-1].replace('<td>52</td>', '')}</table>"

    found = read(page(disputes=shortened))
    assert not [a for a in found.cells if a.table == "disputes"]


def test_remark_that_names_another_row():
    """A word behind the figures that is some row's label begins no row without figures."""

    def noted(html):
        return html.replace("<td>1431</td>", "<td>1431</td><td>重复申请</td>", 1)

    found = read(page(applications=noted))
    assert dict(found.cells) == dict(city_report().cells)
