"""What the superior office chose for a folder: there again the next day."""

from datetime import date

import pytest

from forms.cells import Address
from forms.collecting.sums import Exemption
from ui.collecting.wanted import Wanted, remember, remembered

RECEIVED = Address("applications", "received", "person")


def test_what_was_chosen_is_there_the_next_time(tmp_path):
    wanted = Wanted(
        tmp_path,
        units=tmp_path,
        office="示范市人民政府",
        own=tmp_path,
        deadline=date(2026, 1, 31),
        chosen=frozenset({"甲.docx"}),
        confirmed={"乙.docx": "示范市民政局"},
        exemptions=(Exemption("示范市民政局", RECEIVED, -2, "案件移交", False),),
    )
    assert remember(wanted) is None
    assert remembered(tmp_path) == wanted


def test_a_list_that_is_gone_is_left_out(tmp_path):
    remember(Wanted(tmp_path, units=tmp_path / "没有.csv"))
    assert remembered(tmp_path).units is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"units": 3}'])
def test_what_somebody_spoilt_begins_anew(tmp_path, text, home):
    remember(Wanted(tmp_path, office="甲"))
    (kept,) = home.rglob("collections/*.json")
    kept.write_text(text, "utf-8")
    assert remembered(tmp_path) == Wanted(tmp_path)


def test_a_second_exception_for_the_same_figure_replaces_the_first(tmp_path):
    first = Exemption("甲", RECEIVED, 1, "理由", instead=True)
    second = Exemption("甲", RECEIVED, 2, "理由", instead=True)
    added = Exemption("甲", RECEIVED, 3, "理由")
    wanted = Wanted(tmp_path).with_exemption(first).with_exemption(added).with_exemption(second)
    assert wanted.exemptions == (added, second)
    assert wanted.without_exemptions("甲", RECEIVED).exemptions == ()
