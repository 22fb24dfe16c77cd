"""Window, command and check sheet speak of a finding in the same words."""

import pytest

from forms.edition_file import built_in_editions
from forms.finding import Finding
from forms.finding_words import DOUBTFUL, HINT, KINDS, MISSING, UNFILLED, WRONG, counted, kind_word
from forms.rules import Level
from ui.marks import SIGNS
from ui.steps import every_step, mark_of

EDITION = built_in_editions()["2021"]


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("code", [*sorted(UNFILLED), "applications.balance", "text.number"])
def test_the_word_is_that_of_the_mark_on_the_review_page(code, level):
    finding = Finding(code, level, table="applications")
    mark = mark_of(finding, EDITION, every_step(EDITION))

    assert SIGNS[mark].word == kind_word(code, level)


def test_what_is_not_filled_in_is_not_called_wrong():
    assert kind_word("cell.blank", Level.ERROR) == MISSING
    assert kind_word("applications.balance", Level.ERROR) == WRONG
    assert kind_word("section.empty", Level.WARNING) == MISSING
    assert kind_word("lastyear.carried", Level.WARNING) == DOUBTFUL
    assert kind_word("plausible.jump", Level.HINT) == HINT


def test_kinds_are_counted_the_gravest_first():
    assert counted([]) == ""
    assert counted([MISSING, WRONG, MISSING]) == f"1处{WRONG}、2处{MISSING}"
    assert counted(reversed(KINDS)) == "、".join(f"1处{kind}" for kind in KINDS)
