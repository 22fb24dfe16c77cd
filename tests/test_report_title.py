"""Whose report it is, and of which year: the places where a paper says so, and how sure each is."""

import pytest
from balanced import sound_report

from export import to_pdf
from export.layout import lay_out
from forms.edition_file import built_in_editions
from forms.reading import from_pdf, from_txt
from forms.reading.match import match

BODY = (
    "一、总体情况\n本年主动公开政府信息若干条。\n五、存在的主要问题及改进情况\n有不足。\n"
    "六、其他需要报告的事项\n无。"
)


def read(text, file_name="年报"):
    report = match(from_txt.read(text.encode(), "a.txt"), file_name=file_name)
    told = {one.code for one in report.remarks if one.code.startswith(("agency", "year"))}
    return report.agency, report.year, told


@pytest.mark.parametrize(
    "head",
    [
        "某某县民政局2024年政府信息公开工作年度报告",
        "某某县民政局\n2024年政府信息公开工作年度报告\n填报单位（盖章）：某某县民政局",
        "2024年政府信息公开工作年度报告\n编制机关：某某县民政局（公章）",
        "发布机构：某某县民政局\n2024年政府信息公开工作年度报告",
        "某某县民政局２０２４年政府信息公开工作年度报告",
    ],
)
def test_a_title_or_a_labelled_line_is_certain(head):
    assert read(f"{head}\n{BODY}") == ("某某县民政局", 2024, set())


@pytest.mark.parametrize(
    "date", ["2025年1月20日", "2025年1月", "二〇二五年一月二十日", "2025 年 1 月 20 日"]
)
def test_a_signature_is_a_guess_that_is_told(date):
    text = f"2024年政府信息公开工作年度报告\n{BODY}\n某某县民政局\n{date}"
    assert read(text) == ("某某县民政局", 2024, {"agency.guessed"})


def test_the_name_of_the_file_is_the_last_to_be_asked():
    name = "某某县民政局2024年政府信息公开工作年度报告（终稿）"
    assert read(BODY, name) == ("某某县民政局", 2024, {"agency.guessed", "year.guessed"})
    signed = f"2023年政府信息公开工作年度报告\n{BODY}\n某某县水利局\n2024年1月2日"
    assert read(signed, name)[:2] == ("某某县水利局", 2023)


def test_the_year_of_a_cover():
    assert read(f"政府信息公开工作年度报告\n（2024年度）\n{BODY}")[1] == 2024


def test_nothing_is_made_up_and_what_is_missing_is_told():
    assert read(BODY) == ("", None, {"agency.missing", "year.missing"})
    two = "填报单位：某某县民政局\n编制单位：某某县水利局\n"
    assert read(two + BODY)[0] == ""


def test_a_title_without_the_city_takes_the_full_name_of_the_text_and_says_so():
    text = "本报告由江原市洪山区民政局编制。\n" + BODY
    titled = f"洪山区民政局2024年政府信息公开工作年度报告\n{text}"
    assert read(titled) == ("江原市洪山区民政局", 2024, {"agency.completed"})
    signed = f"2024年政府信息公开工作年度报告\n{text}\n洪山区民政局\n2025年1月20日"
    assert read(signed) == ("江原市洪山区民政局", 2024, {"agency.guessed"})


LONG = "江原市人力资源和社会保障局高新技术产业开发区分局劳动保障监察综合行政执法支队一大队"
BROKEN = f"{LONG[:13]}\n{LONG[13:26]}\n{LONG[26:]}"


@pytest.mark.parametrize(
    ("file_name", "body"),
    [
        (f"{LONG}2024年政府信息公开工作年度报告", BODY),
        ("年报", f"本报告由{LONG}编制。\n{BODY}"),
    ],
)
def test_a_name_over_several_lines_is_whole_where_it_is_told_elsewhere(file_name, body):
    text = f"{BROKEN}\n2024年政府信息公开工作年度报告\n{body}"
    report = match(from_txt.read(text.encode(), "a.txt"), file_name=file_name)
    assert (report.agency, report.year) == (LONG, 2024)
    assert LONG[:13] not in (report.sections["preface"] or "").split("\n")


def test_what_stands_above_a_name_is_no_part_of_it_unless_it_is_told():
    text = f"政府信息公开年报\n某某县民政局\n2024年政府信息公开工作年度报告\n{BODY}"
    assert read(text)[:2] == ("某某县民政局", 2024)


def test_our_own_pdf_of_a_long_name_is_read_back():
    edition = built_in_editions()["2021"]
    report = sound_report().replace(agency=LONG, year=2024)
    data = to_pdf.render(lay_out(report, edition))
    assert match(from_pdf.read(data, "a.pdf")).agency == LONG
