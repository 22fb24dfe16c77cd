"""The proof: of random reports with one slip each, the true cell is found."""

from collections import Counter

import pytest
from slip_proof import prove, prove_several
from slipping import KINDS

CERTAIN = 0.9


@pytest.mark.parametrize("computed", [False, True], ids=["typed", "computed"])
@pytest.mark.parametrize("kind", KINDS)
def test_true_cell_comes_first(kind, computed):
    """A small run of the proof; the whole one is below."""
    tally = prove(kind, 40, computed)
    assert tally["made"] == 40
    if tally["told"] > 10:
        assert tally["first"] >= CERTAIN * tally["told"] - 2


@pytest.fixture(scope="module")
def tallies():
    """What the long proof has counted so far, by kind and way."""
    return {}


@pytest.mark.long
@pytest.mark.parametrize("computed", [False, True], ids=["typed", "computed"])
@pytest.mark.parametrize("kind", KINDS)
def test_true_cell_comes_first_in_many(tallies, kind, computed):
    """Of what can be told apart, each kind: first in 90 %."""
    tally = tallies[kind, computed] = prove(kind, -(-10_000 // len(KINDS)), computed, seed=2)
    print(kind, "computed" if computed else "typed", dict(tally))  # noqa: T201
    assert tally["first"] >= CERTAIN * tally["told"]


@pytest.mark.long
@pytest.mark.parametrize("computed", [False, True], ids=["typed", "computed"])
def test_true_cell_is_among_three_in_ten_thousand(tallies, computed):
    """All kinds together: among the first three in 99 %; never slow."""
    if len(tallies) < 2 * len(KINDS):
        pytest.skip("counts what the tests before it made; run the whole module")
    whole = sum((tallies[kind, computed] for kind in KINDS), Counter())
    print("all", "computed" if computed else "typed", dict(whole))  # noqa: T201
    assert whole["made"] >= 10_000
    assert whole["first"] >= CERTAIN * whole["told"]
    assert whole["third"] >= 0.99 * whole["told"]
    # A pause of the computer may fall into one or the other.
    assert whole["slow"] <= whole["made"] / 1000


@pytest.mark.parametrize("count", [2, 3])
def test_wrong_cells_are_among_those_shown(count):
    """A small run of the proof below."""
    tally = prove_several(count, 40)
    assert tally["made"] > 30
    assert tally["shown"] + tally["smaller"] + tally["alike"] >= CERTAIN * tally["broken"]
    assert tally["shown"] > tally["broken"] / 2


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("count", [2, 3])
def test_wrong_cells_are_among_those_shown_in_two_thousand(count, seed):
    """Two and three wrong cells: found, or as likely or smaller ones are; never slow."""
    tally = prove_several(count, 500, seed=seed + 2)
    print(count, dict(tally), max(tally.times))  # noqa: T201
    assert tally["shown"] + tally["smaller"] + tally["alike"] >= 0.97 * tally["broken"]
    assert tally["slow"] <= tally["made"] / 1000 + 1
