"""The prose of a paper: headings by meaning, page furniture, title, broken paragraphs."""

import pytest

from forms.document import Document, Paragraph
from forms.reading import from_txt
from forms.reading.match import match
from forms.reading.report_title import as_year


def read(text):
    return match(from_txt.read(text.encode(), "a.txt"))


def paper(*, title="某某市民政局2024年政府信息公开工作年度报告", head="", overview="好。", end=""):
    return (
        f"{title}\n{head}一、总体情况\n{overview}\n二、主动公开政府信息情况\n"
        f"三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n"
        f"五、存在的主要问题及改进情况\n有。\n六、其他需要报告的事项\n无。\n{end}"
    )


@pytest.mark.parametrize(
    "title",
    [
        "某某市民政局2024年政府信息公开工作年度报告",
        "某某市民政局 2024 年度政府信息公开工作年度报告",
        "某某市民政局\n2024年政府信息公开年度报告",
        "某某市民政局二〇二四年政府信息公开工作年度报告",
        "2024年某某市民政局政府信息公开工作年度报告",
        "某某市民政局关于2024年度政府信息公开工作年度报告",
        "关于2024年度政府信息公开工作的年度报告\n某某市民政局",
        "标题: 某某市民政局关于报送2024年度政府信息公开工作年度报告的函",
    ],
)
def test_agency_and_year_of_a_title(title):
    report = read(paper(title=title))
    assert (report.agency, report.year) == ("某某市民政局", 2024)
    assert report.sections["preface"] is None


def test_year_of_the_period_is_a_guess_and_an_unknown_agency_stays_unknown():
    report = read(paper(title="", overview="统计期限自2023年1月1日起至2023年12月31日止。"))
    assert (report.agency, report.year) == ("", 2023)
    assert "year.guessed" in {remark.code for remark in report.remarks}


def test_chinese_years():
    assert [as_year(text) for text in ("2024", "二〇二〇", "二○一九", "2 0 2 1")] == [
        2024,
        2020,
        2019,
        2021,
    ]


@pytest.mark.parametrize(
    ("wording", "section"),
    [
        ("一、概述", "overview"),
        ("一、工作基本情况", "overview"),
        ("二、主动公开情况", "disclosure_note"),
        ("三、依申请公开政府信息办理情况", "applications_note"),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "disputes_note"),
        ("四、政府信息公开行政法复议、行政诉讼情况", "disputes_note"),
        ("五、存在问题及明年工作计划", "problems"),
        ("五、政府信息公开存在的问题及改进措施", "problems"),
        ("六、需要说明的其他事项与附表", "other"),
        ("六、其它需要报告事项", "other"),
    ],
)
def test_headings_are_known_by_their_meaning(wording, section):
    lines = paper().split("\n")
    place = next(n for n, line in enumerate(lines) if line.startswith(wording[:2]))
    lines[place] = f"{wording}\n这一段属于这里。"
    report = read("\n".join(lines))
    assert report.sections[section].startswith("这一段属于这里。")
    assert not {r.code for r in report.remarks} & {"section.placed"}


def test_headings_in_the_middle_of_a_line_and_a_list_of_parts():
    text = (
        "某某局2024年政府信息公开工作年度报告 根据规定编制，全文包括：一、总体情况；二、主动公开政府信息情况；"
        "三、收到和处理政府信息公开申请情况；四、政府信息公开行政复议、行政诉讼情况；五、存在的主要问题及改进情况；"
        "六、其他需要报告的事项。一、总体情况全年公开12条。二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况 "
        "四、政府信息公开行政复议、行政诉讼情况 五、存在的主要问题及改进情况还有不足。六、其他需要报告的事项无。"
    )
    sections = read(text).sections
    assert sections["preface"].endswith("六、其他需要报告的事项。")
    assert (sections["overview"], sections["problems"], sections["other"]) == (
        "全年公开12条。",
        "还有不足。",
        "无。",
    )


def test_a_chapter_on_fees_goes_to_the_last_part_with_a_remark():
    text = (
        paper()
        .replace("五、存在", "五、信息处理费收取情况\n没有收取。\n六、存在")
        .replace("六、其他需要报告的事项\n无。\n", "")
    )
    report = read(text)
    assert report.sections["other"] == "五、信息处理费收取情况\n没有收取。"
    assert report.sections["problems"] == "有。"
    assert "other" in [r.where for r in report.remarks if r.code == "section.placed"]


def test_missing_part_is_none_and_empty_part_is_empty():
    sections = read(paper().partition("六、")[0]).sections
    assert sections["other"] is None
    assert sections["disclosure_note"] == ""


def test_page_furniture_is_kept_apart():
    head = "发布时间:2025-01-15\n当前位置：首页>政务公开\n某发〔2025〕3号\n区办公室：\n"
    end = "某某市民政局\n2025年1月10日\n附件下载\n某某市民政局办公室 2025年1月10日印发\n"
    report = read(paper(head=head + "现将情况报告如下。\n", end=end))
    assert report.sections["preface"] == "现将情况报告如下。"
    assert report.sections["other"] == "无。"
    left = "".join(r.message for r in report.remarks if r.code == "text.left_over")
    assert all(
        word in left
        for word in ("发布时间", "首页", "某发〔2025〕3号", "区办公室", "附件下载", "印发")
    )


def test_a_paragraph_cut_in_mid_sentence_is_put_together():
    overview = "（一）主动公开\n全年坚持需求导向，贴近群众生产生活，提高公开信息的\n\n“含金量”。\n一是加强培训"
    report = read(paper(overview=overview))
    assert report.sections["overview"].split("\n") == [
        "（一）主动公开",
        "全年坚持需求导向，贴近群众生产生活，提高公开信息的“含金量”。",
        "一是加强培训",
    ]


def test_paragraphs_of_an_exact_format_are_never_joined():
    texts = [
        "某某局2024年政府信息公开工作年度报告",
        "一、总体情况",
        "全年坚持需求导向，贴近群众生产生活，提高公开信息的",
        "“含金量”。",
        "五、存在的主要问题",
        "有。",
        "六、其他事项",
        "无。",
    ]
    blocks = tuple(Paragraph(text, origin=f"第 {n} 段") for n, text in enumerate(texts, 1))
    assert match(Document(blocks)).sections["overview"].count("\n") == 1


def test_a_section_knows_where_it_stood():
    assert read(paper()).origins["overview"] == "第 3 行"


def test_own_chapters_lie_under_the_parts_by_meaning():
    text = (
        "2024年，我局认真做好政府信息公开工作，现总结汇报如下：\n一、健全监督保障机制\n（一）组织领导。有专人。\n"
        "二、加强主动公开\n公开了12条。依申请公开3件。\n三、问题与打算\n存在的问题是人手不够。\n"
    )
    report = read(text)
    assert report.sections["preface"].endswith("如下：")
    assert report.sections["overview"].startswith("一、健全监督保障机制\n")
    assert "存在的问题是人手不够。" in report.sections["problems"]
    assert [r.where for r in report.remarks if r.code == "section.placed"] == [
        "overview",
        "overview",
        "problems",
    ]


@pytest.mark.parametrize("line", ["（共印5份）", "共印 20 份", "续表", "（接上页）", "— 3 —"])
def test_marks_of_the_printed_page_are_no_text_of_the_report(line):
    report = read(paper(end=line))
    assert report.sections["other"] == "无。"
    assert line in {one.text for one in report.remarks if one.code == "text.left_over"}


@pytest.mark.parametrize(
    "line",
    [
        "相关信息处理费收取情况：2024年未收取",
        "相关信息公开指南已在门户网站更新",
        "相关附件下载量全年3万次",
        "相关文档已归档",
    ],
)
def test_a_line_that_only_begins_like_a_page_foot_stays(line):
    report = read(paper().replace("无。\n", f"{line}\n没有其他事项。\n"))
    assert "".join(report.sections["other"].split()) == f"{line}没有其他事项。"


@pytest.mark.parametrize(
    "line", ["相关信息", "相关阅读：年报解读", "相关链接 年报解读", "附件下载", "相关文档："]
)
def test_page_foot_and_all_behind_it_is_told(line):
    report = read(paper(end=f"{line}\n甲县水利局通知\n"))
    assert report.sections["other"] == "无。"
    told = {one.text for one in report.remarks if one.code == "text.left_over"}
    assert told >= {line, "甲县水利局通知"}


@pytest.mark.parametrize("line", ["其他处理为重复申请", "本年度没有新收申请"])
def test_a_note_in_the_words_of_labels_is_told(line):
    before = "三、收到和处理政府信息公开申请情况\n"
    report = read(paper().replace(before, f"{before}{line}\n"))
    assert line in {one.text for one in report.remarks if one.code == "text.left_over"}
    whole = read(paper().replace(before, f"{before}{line}。\n"))
    assert whole.sections["applications_note"] == f"{line}。"


def test_the_rest_of_a_label_is_no_note():
    before = "三、收到和处理政府信息公开申请情况\n"
    report = read(paper().replace(before, f"{before}律服务机构\n"))
    assert report.sections["applications_note"] == ""
    assert "text.left_over" not in {one.code for one in report.remarks}


@pytest.mark.parametrize("name", ["政府信息公开收费及减免情况", "信息公开费用收取情况"])
def test_a_chapter_on_fees_is_part_of_the_sixth(name):
    chapter = f"六、{name}\n未收取任何费用。\n七、其他需要报告的事项\n无。\n"
    text = paper().replace("六、其他需要报告的事项\n无。\n", chapter)
    report = read(text)
    assert report.sections["overview"] == "好。"
    assert report.sections["other"] == f"六、{name}\n未收取任何费用。\n无。"


def test_the_first_part_may_have_the_numeral_of_a_paragraph():
    report = read(paper().replace("一、总体情况", "（一）总体情况"))
    assert report.sections["overview"] == "好。"
    assert report.sections["preface"] is None


@pytest.mark.parametrize(
    ("end", "told"),
    [
        (
            "某某市民政局\n2025年1月26日\n某某市民政局办公室 2024年1月26日印发",
            ["2024年1月26日印发"],
        ),
        ("某某市民政局\n2024年11月30日", ["2024年11月30日"]),
        ("某某市民政局\n2024年12月31日", []),
        ("某某市民政局\n2025年1月26日", []),
    ],
)
def test_a_paper_signed_before_its_year_ends_is_told(end, told):
    remarks = [one for one in read(paper(end=end)).remarks if one.code == "date.early"]
    assert len(remarks) == len(told)
    assert all(date in remark.message for date, remark in zip(told, remarks, strict=True))
