"""The rules of an edition file, each expanded into one relation per place."""

from __future__ import annotations

from collections.abc import Iterable

from forms.cells import Address
from forms.edition import Table
from forms.edition_keys import Keys
from forms.report import SECTIONS
from forms.rules import Level, Operator, Relation, Term, TextRule, TextRuleKind


def read_relations(rules: list[Keys], tables: dict[str, Table]) -> tuple[Relation, ...]:
    """Every ``[[rules]]`` entry → its relations. Raises EditionError for an unknown name."""
    relations: list[Relation] = []
    seen: set[tuple[str, str]] = set()
    for keys in rules:
        for relation in _Rule(keys, tables).relations():
            place = (relation.code, relation.place)
            if place in seen:
                keys.refuse("code", f"规则 {relation.code} 在 {relation.place} 处写了两次。")
            seen.add(place)
            relations.append(relation)
    _refuse_circles(relations, rules)
    return tuple(relations)


class _Rule:
    """One entry while it is read."""

    def __init__(self, keys: Keys, tables: dict[str, Table]) -> None:
        self.keys = keys
        self.code = keys.text("code")
        self.kind = keys.text("kind")
        self.level = keys.choice("level", Level)
        name = keys.text("table")
        if name not in tables:
            keys.refuse("table", f"没有“{name}”这张表。")
        self.table = tables[name]
        each = keys.text("each")
        if each not in ("row", "column"):
            keys.refuse("each", f"“{each}”不认识，可以用的有：row、column。")
        self.by_column = each == "column"

    def relations(self) -> Iterable[Relation]:
        readers = {
            "total": self._total,
            "balance": self._balance,
            "at_least": self._at_least,
            "carried": self._carried,
            "stock": self._stock,
        }
        if self.kind not in readers:
            self.keys.refuse("kind", f"“{self.kind}”不认识，可以用的有：{'、'.join(readers)}。")
        sides = readers[self.kind]()
        places = self._places(sides)
        self.keys.done()
        return [self._relation(place, *sides) for place in places]

    def _total(self) -> tuple[list[Term], list[Term]]:
        total = self.keys.text("total")
        parts = self.keys.texts("parts")
        if not parts:
            self.keys.refuse("parts", "总计至少要有一个分项。")
        if total in parts:
            self.keys.refuse("parts", f"总计“{total}”不能是它自己的分项。")
        return self._terms("parts", parts), self._terms("total", (total,))

    def _balance(self) -> tuple[list[Term], list[Term]]:
        expected = self._terms("expected", self.keys.texts("expected"))
        return expected, self._terms("actual", self.keys.texts("actual"))

    def _at_least(self) -> tuple[list[Term], list[Term]]:
        expected = self._terms("expected", self.keys.texts("expected"))
        minus = self._terms("minus", self.keys.texts("minus", ()), sign=-1)
        return expected + minus, self._terms("actual", self.keys.texts("actual"))

    def _carried(self) -> tuple[list[Term], list[Term]]:
        before = self._terms("before", (self.keys.text("before"),), last_year=True)
        return before, self._terms("now", (self.keys.text("now"),))

    def _stock(self) -> tuple[list[Term], list[Term]]:
        stock = (self.keys.text("stock"),)
        before = self._terms("stock", stock, last_year=True)
        plus = self._terms("plus", self.keys.texts("plus"))
        minus = self._terms("minus", self.keys.texts("minus"), sign=-1)
        return before + plus + minus, self._terms("stock", stock)

    def _terms(
        self, key: str, names: tuple[str, ...], sign: int = 1, last_year: bool = False
    ) -> list[Term]:
        known: Iterable[str] = self.table.rows if self.by_column else self.table.columns
        what = "行" if self.by_column else "列"
        for name in names:
            if name not in known:
                self.keys.refuse(key, f"表 {self.table.key} 没有“{name}”这一{what}。")
        return [Term(self._address(name, ""), sign, last_year) for name in names]

    def _address(self, name: str, place: str) -> Address:
        row, column = (name, place) if self.by_column else (place, name)
        return Address(self.table.key, row, column)

    def _places(self, sides: tuple[list[Term], list[Term]]) -> list[str]:
        """The columns (or rows) where every cell of the relation exists."""
        field = "columns" if self.by_column else "rows"
        known = list(self.table.columns if self.by_column else self.table.rows)
        asked = self.keys.texts(field, ())
        for place in asked:
            if place not in known:
                self.keys.refuse(field, f"表 {self.table.key} 没有“{place}”。")
        cells = set(self.table.addresses)
        terms = sides[0] + sides[1]
        places = []
        for place in asked or known:
            exists = [self._at(term, place).address in cells for term in terms]
            if all(exists):
                places.append(place)
            elif asked:
                self.keys.refuse(field, f"“{place}”没有这条规则要用的单元格。")
        if not places:
            self.keys.refuse("table", "这条规则一处也用不上。")
        return places

    def _at(self, term: Term, place: str) -> Term:
        name = term.address.row if self.by_column else term.address.column
        return Term(self._address(name, place), term.sign, term.last_year)

    def _relation(self, place: str, expected: list[Term], actual: list[Term]) -> Relation:
        return Relation(
            code=self.code,
            level=self.level,
            table=self.table.key,
            place=place,
            by_column=self.by_column,
            expected=tuple(self._at(term, place) for term in expected),
            actual=tuple(self._at(term, place) for term in actual),
            operator=Operator.AT_LEAST if self.kind == "at_least" else Operator.EQUAL,
            is_total=self.kind == "total",
        )


def _refuse_circles(relations: list[Relation], rules: list[Keys]) -> None:
    """Two totals that need each other could never be computed."""
    parts: dict[Address, set[Address]] = {}
    for relation in relations:
        if relation.is_total:
            total = relation.actual[0].address
            parts.setdefault(total, {term.address for term in relation.expected})
    for start in parts:
        reached, ahead = set[Address](), [start]
        while ahead:
            for address in parts.get(ahead.pop(), ()):
                if address == start:
                    rules[0].refuse("total", f"总计 {start} 绕了一圈又要用到它自己。")
                if address not in reached:
                    reached.add(address)
                    ahead.append(address)


def read_text_rules(rules: list[Keys]) -> tuple[TextRule, ...]:
    """Every ``[[text_rules]]`` entry. Raises EditionError for an unknown section."""
    found = []
    for keys in rules:
        section = keys.text("section")
        if section not in SECTIONS:
            keys.refuse("section", f"“{section}”不认识，可以用的有：{'、'.join(SECTIONS)}。")
        kind = keys.choice("kind", TextRuleKind)
        words = keys.texts("words", ())
        if kind in (TextRuleKind.MENTIONS, TextRuleKind.TOPICS) and not words:
            keys.refuse("words", "这条规则要写明应当提到的词。")
        found.append(
            TextRule(
                code=keys.text("code"),
                level=keys.choice("level", Level),
                kind=kind,
                section=section,
                shortest=keys.whole("shortest", None),
                longest=keys.whole("longest", None),
                words=words,
                agency_ends=keys.text("agency_ends", ""),
                about=keys.text("about", ""),
            )
        )
        keys.done()
    return tuple(found)
