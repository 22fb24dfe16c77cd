"""The proof: of random reports with one slip each, the true cell is found."""

from collections import Counter

import pytest
from slip_proof import prove
from slipping import KINDS

CERTAIN = 0.9


@pytest.mark.parametrize("computed", [False, True], ids=["typed", "computed"])
@pytest.mark.parametrize("kind", KINDS)
def test_true_cell_comes_first(kind, computed):
    """A small run of the proof; the whole one is below."""
    tally = prove(kind, 40, computed)
    assert tally["made"] > 20
    if tally["told"] > 10:
        assert tally["first"] >= CERTAIN * tally["told"] - 2


@pytest.mark.long
@pytest.mark.parametrize("computed", [False, True], ids=["typed", "computed"])
def test_true_cell_comes_first_in_ten_thousand(computed):
    """Of what can be told apart: first in 90 %, among the first three in 99 %."""
    tallies = {kind: prove(kind, 1120, computed, seed=2) for kind in KINDS}
    whole = sum(tallies.values(), Counter())
    for kind, tally in (*tallies.items(), ("all", whole)):
        print(kind, dict(tally))  # noqa: T201
    assert whole["made"] >= 10_000
    assert whole["third"] >= 0.99 * whole["told"]
    assert all(t["first"] >= CERTAIN * t["told"] for t in tallies.values())
    # A pause of the computer may fall into one or the other.
    assert whole["slow"] <= whole["made"] / 1000
