"""Last year's report beside this year's: which of its values mean the same."""

from __future__ import annotations

from collections.abc import Mapping

from forms.cells import Address
from forms.counts import Value
from forms.edition import Edition
from forms.edition_file import known_editions
from forms.report import Report


def last_values(
    last_year: Report, edition: Edition, editions: Mapping[str, Edition] | None = None
) -> dict[Address, Value]:
    """Last year's values by the cells of ``edition`` that meant the same in last year's.

    ``editions`` are those that may be meant, else the built-in ones.
    """
    known = {**(editions or known_editions()), edition.key: edition}
    if last_year.edition not in known:
        return {}
    theirs = known[last_year.edition]
    return {
        address: value
        for address, value in last_year.cells.items()
        if address in edition.address_set
        and address in theirs.address_set
        and theirs.column(address).label == edition.column(address).label
    }
