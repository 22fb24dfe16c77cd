"""Random balanced reports of all sizes, and one slip of each kind put into them."""

from dataclasses import dataclass
from random import Random

from balanced import EDITIONS

from forms.cells import Address
from forms.neighbours import Neighbours
from forms.repair.slips import Reason
from forms.report import Report
from forms.totals import with_totals

COLUMN_SHARES = {
    "person": 0.78,
    "enterprise": 0.12,
    "research": 0.01,
    "charity": 0.02,
    "law_service": 0.03,
    "other": 0.04,
}
KINDS = (
    "transposed",
    "digit_extra",
    "digit_missing",
    "repeated_digit",
    "one_digit",
    "sign",
    "neighbour_column",
    "neighbour_row",
    "row_shifted",
    "column_shifted",
    "total_unfilled",
)
REASONS = {
    "neighbour_column": {Reason.EXCHANGED},
    "neighbour_row": {Reason.EXCHANGED},
    "row_shifted": {Reason.SHIFTED},
    "column_shifted": {Reason.SHIFTED},
    "digit_extra": {Reason.DIGIT_EXTRA, Reason.REPEATED_DIGIT},
}
"""What a suggestion may call a kind, where not by the kind's own name."""

Changes = dict[Address, int]


def random_report(random: Random, key: str = "2021") -> Report:
    """A balanced report: a township's handful of applications up to a city's thousands."""
    edition = EDITIONS[key]
    cells = {a: 0 for a in edition.addresses if a not in edition.totals}
    size = 10 ** random.uniform(0.3, 4)
    results = [
        row
        for row in edition.tables["applications"].rows
        if row not in ("received", "carried_in", "result_total", "carried_out")
    ]
    favour = {row: random.random() ** 4 for row in results}
    for column, share in COLUMN_SHARES.items():
        done = 0
        for row in results:
            part = size * share * favour[row] / sum(favour.values())
            cells[Address("applications", row, column)] = count = _about(random, part)
            done += count
        out = _about(random, size * share * 0.05)
        carried = min(_about(random, size * share * 0.05), done + out)
        cells[Address("applications", "carried_out", column)] = out
        cells[Address("applications", "carried_in", column)] = carried
        cells[Address("applications", "received", column)] = done + out - carried
    for address in edition.tables["disputes"].addresses:
        if address in cells:
            cells[address] = _about(random, size * random.random() / 40)
    for address in edition.tables["disclosure"].addresses:
        cells[address] = random.randrange(300)
    for row in ("regulations", "normative_documents"):
        if "in_force" in edition.tables["disclosure"].columns:
            cells[Address("disclosure", row, "in_force")] = 300 + random.randrange(300)
    return with_totals(Report("某某局", 2020 if key == "2019" else 2025, key, cells), edition)


def _about(random: Random, mean: float) -> int:
    return int(random.expovariate(1 / mean)) if mean > 0 else 0


@dataclass
class Slipper:
    """Puts one slip of a kind into a report; each method returns the wrong cells, or {}."""

    random: Random
    report: Report

    def __post_init__(self) -> None:
        self.edition = EDITIONS[self.report.edition]
        tables = ("applications", "disputes")
        self.cells = [a for a in self.edition.addresses if a.table in tables]
        self.lines = Neighbours(self.edition, tables).lines

    def slip(self, kind: str) -> Changes:
        """A slip of the kind at a random place where it changes something."""
        makers = {
            "total_unfilled": self._unfilled,
            "neighbour_column": lambda: self._exchanged(by_row=True),
            "neighbour_row": lambda: self._exchanged(by_row=False),
            "row_shifted": lambda: self._shifted(by_row=True),
            "column_shifted": lambda: self._shifted(by_row=False),
        }
        for _ in range(400):
            changes = makers[kind]() if kind in makers else self._digits(kind)
            if changes and all(self.report.value(a) != v for a, v in changes.items()):
                return changes
        return {}

    def _digits(self, kind: str) -> Changes:
        cell = self.random.choice(self.cells)
        typed = _mistyped(self.random, kind, self.report.value(cell))
        return {} if typed is None else {cell: typed}

    def _unfilled(self) -> Changes:
        totals = [a for a in self.cells if a in self.edition.totals]
        return {self.random.choice(totals): 0}

    def _line(self, by_row: bool) -> list[Address]:
        lines = [
            line for line in self.lines if len(line) > 1 and (line[0].row == line[1].row) == by_row
        ]
        return self.random.choice(lines)

    def _exchanged(self, by_row: bool) -> Changes:
        line = self._line(by_row)
        place = self.random.randrange(len(line) - 1)
        one, other = line[place : place + 2]
        return {one: self.report.value(other), other: self.report.value(one)}

    def _shifted(self, by_row: bool) -> Changes:
        """From some place on every figure stands one place too far; a 0 fills the gap."""
        line = [a for a in self._line(by_row) if a.table == "applications"]
        if len(line) < 3:
            return {}
        start = self.random.randrange(len(line) - 2)
        right = [self.report.value(a) for a in line[start:]]
        wrong = [0, *right[:-1]] if self.random.random() < 0.5 else [*right[1:], 0]
        pairs = zip(line[start:], wrong, right, strict=True)
        changes = {a: typed for a, typed, true in pairs if typed != true}
        return changes if len(changes) > 2 else {}


def _mistyped(random: Random, kind: str, value: int) -> int | None:
    if value < 0:
        return None
    digits = str(value)
    place = random.randrange(len(digits))
    head, digit, tail = digits[:place], digits[place], digits[place + 1 :]
    other = random.choice([d for d in "0123456789" if d != digit])
    if kind == "sign":
        return -value if value else None
    if kind == "transposed":
        return int(head + tail[0] + digit + tail[1:]) if tail else None
    if kind == "digit_missing":
        # A 0 left in front would be two digits lost.
        return int(head + tail) if len(str(int(head + tail or "0"))) == len(head + tail) else None
    if value == 0 and kind != "one_digit":
        return None
    typed = {
        "digit_extra": head + digit + other + tail,
        "repeated_digit": head + digit + digit + tail,
        "one_digit": head + other + tail,
    }[kind]
    return int(typed)
