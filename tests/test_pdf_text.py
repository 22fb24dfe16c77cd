"""Lines of Chinese text: where they end, how they are spaced, how they are divided."""

from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.fonts import Faces, Role, bundled_faces
from export.pdf_font import show_text
from export.pdf_text import (
    NEVER_FIRST,
    NEVER_LAST,
    Setting,
    TextBlock,
    atoms_of,
    break_lines,
    paragraph,
    seen,
)

FACES = bundled_faces()
MEASURE = 442.2
SPACING = (MEASURE - 28 * 16) / 27
BODY = Setting(Role.FANG, 16, 28.95, MEASURE, 2, SPACING)
FLAT = Setting(Role.FANG, 16, 28.95, MEASURE, 0, SPACING)
HAN = "机关公开信息年度报告工作申请办理"

words = st.text(alphabet=HAN, min_size=1, max_size=9)
marks = st.sampled_from(
    [
        "，",
        "。",
        "；",
        "、",
        "”。",
        "》，",
        "）",
        "：“",
        "（",
        "——",
        "《",
        "2024年",
        "12.5%",
        "www.gov.cn",
    ]
)
sentences = st.lists(st.tuples(words, marks), min_size=1, max_size=30).map(
    lambda pairs: "".join(word + mark for word, mark in pairs)
)


def lines_of(text: str, setting: Setting = FLAT):
    return break_lines(atoms_of(text, setting.role, FACES, setting.measure * 62.5), setting)


def texts_of(text: str, setting: Setting = FLAT):
    return [line.text for line in lines_of(text, setting)]


# --- what stays together --------------------------------------------------------------


def test_atoms_keep_numbers_words_and_dashes_whole():
    atoms = [atom.text for atom in atoms_of("共1136件，增12.5%——详见API……完", Role.FANG, FACES)]

    assert atoms == "共 1136 件 ， 增 12.5% —— 详 见 API …… 完".split()


def test_long_address_may_be_cut_behind_its_marks():
    atoms = [a.text for a in atoms_of("http://www.example.gov.cn/a-b", Role.FANG, FACES)]

    assert "".join(atoms) == "http://www.example.gov.cn/a-b"
    assert "gov." in atoms
    assert all(len(atom) < 10 for atom in atoms)


@pytest.mark.parametrize(
    "whole", ["hzzwgk.office@example.gov.cn", "0517-87222589", "(010)66012399"]
)
def test_mail_addresses_and_telephone_numbers_are_never_cut(whole):
    lines = texts_of("如有疑问，请与本机关联系，联系方式是：" + f"{whole}。" * 9)

    assert len(lines) > 2
    assert sum(line.count(whole) for line in lines) == 9


def test_no_space_is_added_where_an_address_might_be_cut():
    address = "https://www.example.gov.cn/zwgk/index"
    (line, *_) = lines_of("请见" + address + "，其他各项工作有序推进，" * 3, BODY)

    assert line.gap != 0
    assert line.width(16) == pytest.approx(
        sum(atom.width for atom in line.atoms) * 0.016 + line.gap * (len(line.text) - len(address))
    )


def test_what_has_no_shape_is_left_out():
    assert seen("甲\u200b乙\x07\ufeff丙\t丁\xa0戊\ufe0f") == "甲乙丙 丁 戊"


@given(sentences)
def test_no_text_is_lost(text):
    assert "".join(texts_of(text)) == text


@given(sentences)
def test_marks_stand_on_the_right_side_of_a_line_end(text):
    """避头尾 holds in every line, whatever the sentence."""
    found = texts_of(text)
    assert not any(line[0] in NEVER_FIRST for line in found[1:])
    assert not any(line[-1] in NEVER_LAST for line in found[:-1])


@given(sentences)
def test_no_line_is_wider_than_the_measure(text):
    for line in lines_of(text, BODY):
        assert line.indent + line.width(16) <= MEASURE + 0.1


@given(st.text(alphabet=HAN + "，。、", min_size=60, max_size=200))
def test_lines_but_the_last_are_flush(text):
    text = text.replace("，", "，机").replace("。", "。关").replace("、", "、公")
    for line in lines_of(text, BODY)[:-1]:
        assert line.indent + line.width(16) == pytest.approx(MEASURE, abs=0.05)


# --- squeezing in and carrying down ---------------------------------------------------


def test_28_characters_fill_a_line():
    assert [len(line) for line in texts_of("信" * 70)] == [28, 28, 14]


def test_one_mark_too_many_is_squeezed_in():
    assert texts_of("信" * 28 + "，" + "信" * 5) == ["信" * 28 + "，", "信" * 5]


def test_two_marks_too_many_carry_a_character_down():
    assert texts_of("信" * 28 + "”。" + "信" * 5) == ["信" * 27, "信”。" + "信" * 5]


def test_opening_mark_goes_down_with_its_word():
    assert texts_of("信" * 27 + "《信息") == ["信" * 27, "《信息"]


def test_number_goes_down_whole():
    assert texts_of("信" * 27 + "2024年") == ["信" * 27, "2024年"]


def test_final_mark_does_not_stand_alone():
    assert texts_of("信" * 28 + "。") == ["信" * 28 + "。"]


def test_blank_at_a_line_end_takes_no_room():
    assert texts_of("信" * 28 + " 信") == ["信" * 28, "信"]


def test_run_wider_than_the_line_is_cut():
    found = texts_of("9" * 200)

    assert "".join(found) == "9" * 200
    assert all(len(line) <= 56 for line in found)


def test_only_marks_still_end():
    assert "".join(texts_of("，" * 100)) == "，" * 100


# --- blocks ---------------------------------------------------------------------------


def block(line_count: int) -> TextBlock:
    made = paragraph([(Role.FANG, "信" * 28 * line_count)], FLAT, FACES)
    assert len(made.lines) == line_count
    return made


@pytest.mark.parametrize(
    ("line_count", "room", "expected"),
    [
        (6, 4, (4, 2)),
        (6, 5, (4, 2)),
        (6, 3, (3, 3)),
        (6, 1, None),
        (3, 2, None),
        (4, 2, (2, 2)),
        (4, 3, (2, 2)),
        (2, 1, None),
    ],
)
def test_two_lines_stay_on_either_side(line_count, room, expected):
    parts = block(line_count).split(room * 28.95)

    assert (parts and tuple(len(part.lines) for part in parts)) == expected


def test_forced_split_always_moves_on():
    head, tail = block(3).forced_split(1)

    assert (len(head.lines), len(tail.lines)) == (1, 2)


def test_pieces_of_a_paragraph_keep_their_faces():
    made = paragraph([(Role.KAI, "（一）公开。"), (Role.FANG, "全年三条。")], BODY, FACES)
    faces = [glyph.face for atom in made.lines[0].atoms for glyph in atom.glyphs]

    assert faces == [FACES.face(Role.KAI)] * 6 + [FACES.face(Role.FANG)] * 5


def test_one_file_opened_twice_is_two_faces():
    """reportlab asks for fonts by name: one of the two must not set the other's glyphs."""
    from reportlab.pdfgen.canvas import Canvas

    first, second = (Faces().face(Role.SONG) for _ in range(2))
    buffer = BytesIO()
    canvas = Canvas(buffer)
    for height, (face, text) in enumerate(
        [(first, "甲乙"), (second, "丙丁戊"), (FACES.face(Role.KAI), "己庚"), (first, "辛")]
    ):
        show_text(canvas, [(face, text, 50, 0)], 700 - 50 * height, 12)
    canvas.save()
    pdf = pypdfium2.PdfDocument(buffer.getvalue())
    found = pdf[0].get_textpage().get_text_range().split()
    pdf.close()
    assert found == ["甲乙", "丙丁戊", "己庚", "辛"]
