"""What only a folder shows: copied prose and figures, cases told twice."""

import random
import time

from folders import balanced, collected, put

from forms.cells import Address
from forms.collecting.collection import Kind
from forms.collecting.likeness import alike, grouped, likeness, prose_signature
from forms.report import Report

CASE = "（2025）闽0128行初12号"


def told(folder, kind):
    return collected(folder).told(kind)


def test_the_same_prose_of_two_units(tmp_path):
    put(tmp_path, "a.json", balanced(1, "甲局"))
    copied = balanced(2, "乙局").replace(sections=balanced(1, "").sections)
    put(tmp_path, "b.json", copied)
    put(tmp_path, "c.json", balanced(3, "丙局"))
    (notice,) = told(tmp_path, Kind.SAME_TEXT)
    assert set(notice.units) == {"甲局", "乙局"}
    assert notice.detail == ("100",)


def test_own_prose_is_no_copy(tmp_path):
    for number in range(4):
        put(tmp_path, f"{number}.json", balanced(number, f"{number}局"))
    assert told(tmp_path, Kind.SAME_TEXT) == ()


def test_the_same_figures_of_two_units(tmp_path):
    put(tmp_path, "a.json", balanced(1, "甲局"))
    put(tmp_path, "b.json", balanced(1, "乙局").replace(sections=balanced(2, "").sections))
    put(tmp_path, "c.json", balanced(3, "丙局"))
    (notice,) = told(tmp_path, Kind.SAME_FIGURES)
    assert set(notice.units) == {"甲局", "乙局"}


def test_two_units_with_nothing_but_zeros_are_no_copy(tmp_path):
    empty = balanced(1, "甲局")
    empty = empty.with_values(dict.fromkeys(empty.cells, 0))
    put(tmp_path, "a.json", empty)
    put(tmp_path, "b.json", empty.replace(agency="乙局"))
    assert told(tmp_path, Kind.SAME_FIGURES) == ()


def test_a_case_that_two_units_tell_of(tmp_path):
    for number, name, case in (
        (1, "甲局", CASE),
        (2, "乙局", "（2025） 闽0128 行初12号"),
        (3, "丙局", ""),
    ):
        report = balanced(number, name)
        words = f"{report.sections['overview']}涉诉案件为{case}。"
        put(tmp_path, f"{number}.json", report.with_section("overview", words))
    (notice,) = told(tmp_path, Kind.SAME_CASE)
    assert set(notice.units) == {"甲局", "乙局"}
    assert notice.detail == (CASE,)


def prose(seed, changed=0.0):
    """Prose of random words; a part of its sentences exchanged."""
    words = random.Random(seed)
    other = random.Random(seed + 10_000)
    sentences = []
    for _ in range(40):
        line = "".join(chr(0x4E00 + words.randrange(3000)) for _ in range(25))
        if other.random() < changed:
            line = "".join(chr(0x4E00 + other.randrange(3000)) for _ in range(25))
        sentences.append(line)
    return Report(sections={"overview": "。".join(sentences)})


def test_the_signature_tells_how_alike_two_texts_are():
    own = prose_signature(prose(1))
    assert likeness(own, prose_signature(prose(1))) == 1.0
    assert likeness(own, prose_signature(prose(2))) < 0.1
    near = likeness(own, prose_signature(prose(1, changed=0.1)))
    far = likeness(own, prose_signature(prose(1, changed=0.5)))
    assert 0.6 < near < 0.98
    assert far < near


def test_figures_and_the_own_name_do_not_count():
    one = prose(1)
    text = one.sections["overview"]
    left = Report("甲局", sections={"overview": f"甲局收到{text}12件"})
    right = Report("乙局", sections={"overview": f"乙局收到{text}345件"})
    assert prose_signature(left) == prose_signature(right)


def test_a_short_text_has_no_signature():
    assert prose_signature(Report(sections={"overview": "本年度无。"})) == b""


def test_copies_are_found_among_many():
    signatures = [(f"{n}", prose_signature(prose(n))) for n in range(120)]
    signatures.append(("copy", prose_signature(prose(7, changed=0.05))))
    pairs = [(left, right) for left, right, _ in alike(signatures, 0.55)]
    assert pairs == [("7", "copy")]


def test_equal_texts_cost_no_square():
    same = prose_signature(prose(1))

    def seconds(count):
        start = time.process_time()
        pairs = list(alike(((f"{n}", same) for n in range(count)), 0.55))
        assert len(grouped(pairs)[0][0]) == count
        return time.process_time() - start

    seconds(200)
    assert seconds(2000) < 30 * seconds(200)


def test_groups_hang_together():
    pairs = [("a", "b", 0.9), ("c", "d", 0.8), ("b", "e", 0.7)]
    assert sorted(grouped(pairs)) == [(("a", "b", "e"), 0.7), (("c", "d"), 0.8)]


def test_of_several_returns_it_says_which_counts(tmp_path):
    first = put(tmp_path, "a.json", balanced(1, "甲局"))
    put(tmp_path, "b.json", balanced(2, "甲局"))
    (unsettled,) = told(tmp_path, Kind.DOUBLE)
    (settled,) = collected(tmp_path, chosen=frozenset({str(first)})).told(Kind.DOUBLE)
    put(tmp_path, "b.json", balanced(1, "甲局"))
    (same,) = told(tmp_path, Kind.DOUBLE)

    assert "为准，未选定" in unsettled.message
    assert "不同" in settled.message
    assert "以a.json为准" in settled.message
    assert "相同" in same.message


def test_the_same_amount_in_another_unit_is_not_the_same(tmp_path):
    fees = Address("disclosure", "fees", "amount")
    report = balanced(1, "甲局").with_value(fees, 12)
    put(tmp_path, "a.json", report)
    put(tmp_path, "b.json", report.replace(units={fees: "元"}))

    assert collected(tmp_path).by_name["甲局"].counted is None
