"""Every rule of an edition in its own sentence, for the manual: written from the rules."""

from __future__ import annotations

from forms.edition import Edition, Table
from forms.rules import Relation, TextRule, TextRuleKind
from forms.wording import SECTION_NAMES, relation_place, relation_sentence

_ASKED = {
    TextRuleKind.PRESENT: "不能缺少",
    TextRuleKind.FILLED: "不能没有内容；没有需要说明的，也请写明",
}


def rules_of_table(table: Table, edition: Edition) -> tuple[str, ...]:
    """The sums of one table, each once with the rows or columns for which it holds."""
    places: dict[tuple[bool, str], list[Relation]] = {}
    for relation in edition.relations:
        if relation.table == table.key:
            sentence = relation_sentence(relation, edition).partition("：")[2]
            places.setdefault((relation.by_column, sentence), []).append(relation)
    return tuple(
        f"{_where(relations, table, edition)}：{sentence}。"
        for (_, sentence), relations in places.items()
    )


def _where(relations: list[Relation], table: Table, edition: Edition) -> str:
    by_column = relations[0].by_column
    if len(relations) == len(table.columns if by_column else table.rows):
        return "每一列" if by_column else "每一行"
    return "、".join(relation_place(one, edition) for one in relations)


def rules_of_texts(edition: Edition) -> tuple[str, ...]:
    """What is asked of the texts, each once with the texts that it asks it of."""
    places: dict[str, list[str]] = {}
    for rule in edition.text_rules:
        places.setdefault(_asked(rule), []).append(SECTION_NAMES[rule.section])
    return tuple(f"{'、'.join(sections)}：{asked}。" for asked, sections in places.items())


def _asked(rule: TextRule) -> str:
    if rule.kind in _ASKED:
        return _ASKED[rule.kind]
    if rule.kind is TextRuleKind.LENGTH:
        least = f"一般不少于{rule.shortest}字" if rule.shortest is not None else ""
        most = f"以{rule.longest}字以内为宜" if rule.longest is not None else ""
        return "，".join(filter(None, (least, most)))
    if rule.about:
        return f"应当写到{rule.about}"
    words = "、".join(f"“{word}”" for word in rule.words)
    who = f"名称以“{rule.agency_ends}”结尾的机关" if rule.agency_ends else ""
    return f"{who}应当写到{words}{'各方面' if len(rule.words) > 1 else ''}"
