"""The address of a cell: ``table.row.column``, the same name everywhere in the program."""

from __future__ import annotations

from typing import NamedTuple


class Address(NamedTuple):
    """Where a cell stands: ``applications.carried_out.person``."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.table}.{self.row}.{self.column}"

    @classmethod
    def parse(cls, text: str) -> Address:
        """``"disputes.review.total"`` → Address. Raises ValueError for anything else."""
        parts = text.split(".")
        if len(parts) != 3 or not all(parts):
            raise ValueError(f"not a cell address: {text!r}")
        return cls(*parts)
