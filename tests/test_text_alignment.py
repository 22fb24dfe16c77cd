"""What two texts have in common."""

from hypothesis import given
from hypothesis import strategies as st

from forms.text.text_alignment import common_blocks, gaps

signs = st.sampled_from("公开信息件年2024，。；\n")
texts = st.text(alphabet=signs, max_size=80)


def common(text: str, before: str) -> list[str]:
    return [text[b.start : b.start + b.length] for b in common_blocks(text, before)]


@given(texts, texts)
def test_every_block_stands_in_both_in_order_and_cuts_no_number(text, before):
    reached = origin = 0
    for block in common_blocks(text, before):
        end, origin_end = block.start + block.length, block.origin + block.length
        assert text[block.start : end] == before[block.origin : origin_end]
        assert block.start >= reached
        assert block.origin >= origin
        for whole, place in (
            (text, block.start),
            (text, end),
            (before, block.origin),
            (before, origin_end),
        ):
            assert not (whole[:place][-1:].isdigit() and whole[place:][:1].isdigit())
        reached, origin = end, origin_end


def test_a_number_that_grew_is_no_common_piece_of_one():
    """12 after 2, 024 after 2024: neither begins nor ends inside a number, on either side."""
    for text, before, pieces in (
        ("公开2024件。", "公开024件。", ["公开", "件。"]),
        ("12件信息已经公开", "2件信息已经公开", ["件信息已经公开"]),
        ("2件信息已经公开", "12件信息已经公开", ["件信息已经公开"]),
        ("信息公开申请12", "信息公开申请123", ["信息公开申请"]),
        ("信息公开申请123", "信息公开申请12", ["信息公开申请"]),
    ):
        assert common(text, before) == pieces
    now, then = (
        "全年举办政务公开培训班{}次，参加人员较多。",
        "全年举办政务公开培训班{}次并且参加人员较多。",
    )
    for mine, theirs in (("12", "2"), ("2", "12"), ("12", "123"), ("123", "12")):
        pieces = common(now.format(mine), then.format(theirs))
        assert pieces == ["全年举办政务公开培训班", "参加人员较多。"]


@given(texts)
def test_an_equal_text_is_one_block(text):
    blocks = common_blocks(text, text)
    assert len(text) < 2 or [(b.start, b.origin, b.length) for b in blocks] == [(0, 0, len(text))]
    assert len(text) < 2 or gaps(text, blocks) == []


@given(texts, texts)
def test_every_sign_is_in_a_block_or_a_gap_but_white_space(text, before):
    blocks = common_blocks(text, before)
    in_blocks = {n for b in blocks for n in range(b.start, b.start + b.length)}
    in_gaps = {n for start, end in gaps(text, blocks) for n in range(start, end)}
    assert not in_blocks & in_gaps
    left = set(range(len(text))) - in_blocks - in_gaps
    assert all(text[n].isspace() for n in left)


def test_a_changed_number_is_different_as_a_whole():
    before = "公开信息112件。"

    assert common("公开信息12件。", before) == ["公开信息", "件。"]
    assert gaps(before, common_blocks("公开信息12件。", before), in_before=True) == [(4, 7)]


def test_a_sentence_that_moved_down_is_still_known():
    assert "培训三次。" in "".join(common("新加的一句话。培训三次。", "培训三次。"))


def test_a_new_sentence_between_known_ones_is_all_that_differs():
    text = "甲乙丙丁。戊己庚辛。壬癸子丑。"
    assert gaps(text, common_blocks(text, "甲乙丙丁。壬癸子丑。")) == [(5, 10)]


def test_a_dropped_sentence_is_marked_in_the_earlier_text():
    before = "甲乙丙丁。戊己庚辛。壬癸子丑。"
    blocks = common_blocks("甲乙丙丁。壬癸子丑。", before)
    assert gaps(before, blocks, in_before=True) == [(5, 10)]


def test_unlike_sentences_have_nothing_in_common():
    assert common_blocks("甲乙丙丁戊己庚辛。", "子丑寅卯辰巳午未！") == ()
