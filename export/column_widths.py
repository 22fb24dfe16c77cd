"""Room in a table's columns for long numbers: wide columns give, narrow ones take.

Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence

_GIVER_WIDTH = 100
_MOST_GIVEN = 0.25
"""How much of its width a wide column may give to neighbours whose numbers are long."""


def shared_widths(widths: Sequence[float], needs: Sequence[float]) -> tuple[float, ...]:
    """The widths, moved as far as the columns' needs ask for and wide columns allow."""
    wanted = [max(need - have, 0) for need, have in zip(needs, widths, strict=True)]
    spare = [
        min(have - need, have * _MOST_GIVEN) if have > _GIVER_WIDTH and have > need else 0.0
        for need, have in zip(needs, widths, strict=True)
    ]
    moved = min(sum(wanted), sum(spare))
    if not moved:
        return tuple(widths)
    take, give = moved / sum(spare), moved / sum(wanted)
    return tuple(
        have - less * take + more * give
        for have, less, more in zip(widths, spare, wanted, strict=True)
    )
