"""Titles and labels in lines: even, words whole, never waisted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.line_words import even_lines, longest_word, title_lines

TITLE = "年政府信息公开工作年度报告"


def lines(text: str, measure: float = 20) -> list[str]:
    return even_lines(text, [0.5 if c.isascii() else 1 for c in text], measure)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"青溪县2024{TITLE}", [f"青溪县2024{TITLE}"]),
        (f"云溪市人民政府2024{TITLE}", ["云溪市人民政府2024年", TITLE[1:]]),
        (f"青溪县住房和城乡建设局2024{TITLE}", ["青溪县住房和城乡建设局2024年", TITLE[1:]]),
    ],
)
def test_titles(text, expected):
    assert lines(text) == expected


@pytest.mark.parametrize(
    "agency",
    [
        "云溪市青溪高新技术产业开发区管理委员会",
        "青溪县人民政府东城街道办事处",
        "云溪市市场监督管理局",
        "云溪市青溪高新技术产业开发区管理委员会自然资源和规划建设与生态环境综合执法监督局",
    ],
)
def test_words_of_a_title_stay_whole(agency):
    found = lines(f"{agency}2024{TITLE}")

    assert "".join(found) == f"{agency}2024{TITLE}"
    for word in ("政府信息公开", "2024年", "年度报告", "委员会", "市场", "监督"):
        assert any(word in line for line in found) or word not in agency + "2024" + TITLE


def test_lines_of_a_title_are_about_as_long():
    found = lines(f"云溪市青溪高新技术产业开发区管理委员会2024{TITLE}")

    assert len(found) == 2
    assert abs(len(found[0]) - len(found[1])) <= 6


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("社会公益组织", 3, ["社会", "公益", "组织"]),
        ("法律服务机构", 3.1, ["法律", "服务", "机构"]),
        ("结果维持", 2.5, ["结果", "维持"]),
        ("总计", 2, ["总计"]),
        ("补正后申请内容仍不明确", 11, ["补正后申请内容仍不明确"]),
    ],
)
def test_labels(text, measure, expected):
    assert lines(text, measure) == expected


@given(
    st.text(alphabet="政府信息公开年度报告工作局，（）1234", min_size=1, max_size=60),
    st.integers(2, 20),
)
def test_nothing_is_lost_and_nothing_too_wide(text, measure):
    found = lines(text, measure)

    assert "".join(found) == text
    assert all(sum(0.5 if c.isascii() else 1 for c in line) <= measure for line in found)


def test_monstrous_title_is_only_filled():
    assert [len(line) for line in lines("，" * 45)] == [20, 20, 5]


@pytest.mark.parametrize("length", [100, 200, 1000, 4000])
def test_absurd_name_is_cut_at_once_and_no_line_begins_with_a_comma(length):
    name = "某某市某某区某某街道综合行政执法与应急管理服务协调办公室，" * 200
    found = title_lines(f"{name[:length]}2024{TITLE}", name[:length], [1.0] * (length + 17), 20)

    assert "".join(found) == f"{name[:length]}2024{TITLE}"
    assert all(len(line) <= 20 and line[0] != "，" for line in found)


def test_longest_word_of_a_label():
    assert longest_word("社会公益组织", [1] * 6) == 2
    assert longest_word("自然人", [1] * 3) == 3


@pytest.mark.parametrize(
    ("agency", "lines"),
    [
        ("某局", ["某局2024年政府信息公开工作年度报告"]),
        ("某某区人民政府", ["某某区人民政府", "2024年政府信息公开工作年度报告"]),
        ("", ["2024年政府信息公开工作年度报告"]),
    ],
)
def test_agency_stands_alone_above_a_title_of_two_lines(agency, lines):
    text = f"{agency}2024年政府信息公开工作年度报告"
    widths = [0.5 if character.isascii() else 1.0 for character in text]
    assert title_lines(text, agency, widths, 20.1) == lines
