"""One sign has one meaning, on the page of a part, in the lists and on the review."""

import pytest
from balanced import city_report
from PySide6.QtCore import Qt

from forms.cells import Address
from forms.edition_file import built_in_editions
from forms.finding import Finding
from forms.rules import Level
from ui.findings_paint import LOOK
from ui.marks import SIGNS, Mark, counted, gravest
from ui.palettes import LIGHT
from ui.steps import REVIEW, every_step, mark_of, marks

EDITION = built_in_editions()["2021"]
PART = "applications"
CELL = Address(PART, "granted", "person")


def finding(level: Level, code: str = "total.row") -> Finding:
    return Finding(code, level, (CELL,), table=PART)


def test_a_sign_has_one_word_and_a_word_has_one_sign():
    assert set(SIGNS) == set(Mark)
    pairs = {(one.sign, one.word) for one in SIGNS.values()}
    assert len(pairs) == len({sign for sign, _ in pairs}) == len({word for _, word in pairs})
    assert all(hasattr(LIGHT, one.colour) for one in SIGNS.values())
    assert all(hasattr(LIGHT, one.tint) for one in SIGNS.values() if one.tint)


@pytest.mark.parametrize(
    ("level", "code", "while_filling", "declared_done"),
    [
        (Level.ERROR, "total.row", Mark.MISMATCH, Mark.WRONG),
        (Level.ERROR, "cell.blank", Mark.INCOMPLETE, Mark.MISSING),
        (Level.WARNING, "text.number", Mark.MISMATCH, Mark.MISMATCH),
        (Level.WARNING, "section.empty", Mark.INCOMPLETE, Mark.INCOMPLETE),
        (Level.HINT, "plausible.jump", Mark.HINT, Mark.HINT),
    ],
)
def test_declaring_a_part_done_changes_the_colour_but_not_what_is_meant(
    level, code, while_filling, declared_done
):
    one = finding(level, code)

    assert mark_of(one, EDITION, frozenset()) is while_filling
    assert mark_of(one, EDITION, frozenset({PART})) is declared_done
    assert mark_of(one, EDITION, every_step(EDITION)) is declared_done


def test_a_blank_counts_more_than_a_hint_and_less_than_what_does_not_agree():
    hint = finding(Level.HINT, "plausible.jump")
    blank = finding(Level.ERROR, "cell.blank")

    assert marks([hint, blank], EDITION, frozenset())[CELL] is Mark.INCOMPLETE
    assert marks([blank, hint], EDITION, frozenset())[CELL] is Mark.INCOMPLETE
    assert gravest([Mark.MISMATCH, Mark.INCOMPLETE]) is Mark.MISMATCH
    assert gravest([]) is None


def test_counts_name_the_gravest_first_and_nothing_that_is_not_there():
    told = counted([Mark.HINT, Mark.WRONG, Mark.HINT])

    assert told.index(SIGNS[Mark.WRONG].sign) < told.index(SIGNS[Mark.HINT].sign)
    assert SIGNS[Mark.MISMATCH].sign not in told
    assert counted([]) == ""


def looks(view) -> dict:
    """Give what a list marks each of its findings with, and what a screen reader says first."""
    rows = [row for row in range(view.count()) if isinstance(view.value(row), Finding)]
    spoken = Qt.ItemDataRole.AccessibleTextRole
    items = {view.value(row): view.item(row) for row in rows}
    return {one: (i.data(LOOK), i.data(spoken).partition("：")[0]) for one, i in items.items()}


def test_the_list_of_a_part_and_the_review_say_the_same_of_a_finding(window):
    session = window.session
    blank, slip = CELL, Address(PART, "granted", "total")
    cells = {**city_report().cells, blank: None, slip: 999}
    session.open_report(city_report().replace(cells=cells))
    session.judgement.show_hints(True)
    window.go_to(PART)
    window.desk.done_button.click()
    here = looks(window.step_page(PART).strip.view)
    window.go_to(REVIEW)
    there = looks(window.step_page(REVIEW).findings)

    assert {Mark.MISSING, Mark.WRONG} <= {mark for mark, _ in here.values()}
    assert here.items() <= there.items()
    assert all(word == SIGNS[Mark(mark)].word for mark, word in there.values())
