"""What a typed or pasted text means in a column, and how a value is shown there. No Qt."""

from __future__ import annotations

import re

from forms.counts import Value, is_number, read_cell, show
from forms.edition import CellType, Column


def typed_value(text: str, column: Column) -> Value:
    """The value of a text in a column.

    ``12件`` is 12. A sum of money in another unit than the column's (``380元`` under 万元)
    stays the text that it is: dropping the unit would change what it says. Where decimals are
    at home, ``0。38`` (the point of a Chinese keyboard) and ``.38`` are 0.38.
    """
    if column.type is CellType.AMOUNT:
        pointed = re.sub(r"(?<=\d)。(?=\d)", ".", text.strip())
        text = f"0{pointed}" if re.match(r"[.．]\d", pointed) else pointed
    value, unit = read_cell(text)
    is_money = unit.endswith("元") or (bool(unit) and column.unit.endswith("元"))
    if is_money and unit != column.unit:
        return text.strip()
    return value


def shown_text(value: Value, column: Column) -> str:
    """The value as the table shows it; an increase carries its sign."""
    text = show(value)
    if column.type is CellType.CHANGE and is_number(value) and not text.startswith(("-", "0")):
        return f"+{text}"
    return text
