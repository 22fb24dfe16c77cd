"""A new edition of the form, brought as one file: what it is, how it differs, taking it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from forms.cells import Address
from forms.edition import Column, Edition, Row, Table
from forms.edition_file import added_folder, built_in_editions, known_editions, load_edition
from forms.errors import Cause, EditionError, UnwritableFile
from forms.rules import Relation
from forms.saving.write_file import write_bytes
from forms.wording import relation_sentence

_MOST_PLACES = 2


def read_new_edition(path: Path) -> Edition:
    """The edition in a file that may be added. Raises EditionError where it contradicts itself
    or takes the key of an edition that comes with the program.
    """
    edition = load_edition(path)
    if edition.key in built_in_editions():
        raise EditionError(path.name, "key", f"“{edition.key}”是程序自带的版式，请换一个名称。")
    if not edition.key.isascii() or not edition.key.isalnum():
        raise EditionError(path.name, "key", "只能用英文字母和数字。")
    return edition


def add_edition(path: Path) -> Edition:
    """Take an edition file into the program: from now on it is known, also to the commands.

    Raises EditionError as ``read_new_edition``, UnwritableFile where the copy fails.
    """
    edition = read_new_edition(path)
    target = added_folder() / f"{edition.key}.toml"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EditionError(path.name, "（文件）", "打不开这个文件。") from error
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFile(target, Cause.NO_ACCESS) from error
    write_bytes(target, data)
    return edition


def dropped_editions() -> list[Path]:
    """Edition files that somebody put into the data folder, not yet taken in."""
    return sorted(added_folder().parent.glob("*.toml"))


def is_added(edition: Edition) -> bool:
    """Whether the very same edition was added before."""
    return known_editions().get(edition.key) == edition


def base_of(edition: Edition) -> Edition:
    """The edition that a new one follows: of those that come with the program, the last one
    that is not younger.
    """
    older = [e for e in built_in_editions().values() if e.first_year <= edition.first_year]
    return older[-1] if older else next(iter(built_in_editions().values()))


def differences(old: Edition, new: Edition) -> tuple[str, ...]:
    """What the new edition has otherwise than the old one, one sentence each."""
    return (*_parts(old, new), *_tables(old, new), *_rules(old, new))


def _parts(old: Edition, new: Edition) -> Iterator[str]:
    before, now = ({part.key: part.heading for part in e.parts} for e in (old, new))
    yield from _changes(before, now, "部分")


def _tables(old: Edition, new: Edition) -> Iterator[str]:
    before, now = ({key: table.title for key, table in e.tables.items()} for e in (old, new))
    yield from _changes(before, now, "表")
    for key in new.tables:
        if key in old.tables:
            yield from _table(old.tables[key], new.tables[key])


def _table(old: Table, new: Table) -> Iterator[str]:
    changes = [
        *_changes(_labels(old.rows), _labels(new.rows), "行"),
        *_changes(_labels(old.columns), _labels(new.columns), "列"),
        *_cells(old, new),
    ]
    yield from (f"“{new.title}”表：{change}" for change in changes)


def _labels(entries: Mapping[str, Row] | Mapping[str, Column]) -> dict[str, str]:
    return {key: entry.label for key, entry in entries.items()}


def _cells(old: Table, new: Table) -> Iterator[str]:
    shared = old.columns.keys() & new.columns.keys()
    for key in (key for key in new.rows if key in old.rows):
        before, now = (set(table.rows[key].areas) & shared for table in (old, new))
        for name in sorted(before ^ now):
            change = "有了" if name in now else "不再有"
            yield f"“{new.rows[key].name}”行{change}“{new.columns[name].label}”列。"
    for key, column in new.columns.items():
        if key in old.columns and old.columns[key].type is not column.type:
            yield f"“{column.label}”列填的数的种类变了。"


def _changes(before: Mapping[str, str], now: Mapping[str, str], what: str) -> Iterator[str]:
    for key, label in now.items():
        if key not in before:
            yield f"新增{what}“{label}”。"
        elif before[key] != label:
            yield f"{what}“{before[key]}”改为“{label}”。"
    for key, label in before.items():
        if key not in now:
            yield f"取消{what}“{label}”。"


def _rules(old: Edition, new: Edition) -> Iterator[str]:
    before, now = ({(one.code, one.place): one for one in e.relations} for e in (old, new))
    shared = old.address_set & new.address_set
    changed = [
        key
        for key in now.keys() & before.keys()
        if _meaning(before[key], shared) != _meaning(now[key], shared)
    ]
    yield from _worded("新增规则", [r for key, r in now.items() if key not in before], new)
    yield from _worded("规则改为", [now[key] for key in now if key in changed], new)
    yield from _worded("取消规则", [r for key, r in before.items() if key not in now], old)


def _meaning(relation: Relation, shared: frozenset[Address]) -> object:
    """What a rule says of the cells that both editions have."""
    sides = (
        frozenset(term for term in side if term.address in shared)
        for side in (relation.expected, relation.actual)
    )
    return relation.operator, relation.level, *sides


def _worded(verb: str, relations: list[Relation], edition: Edition) -> Iterator[str]:
    """One sentence for a rule that holds in several places."""
    places: dict[str, list[str]] = {}
    for relation in relations:
        place, says = relation_sentence(relation, edition).split("：", 1)
        places.setdefault(says, []).append(place)
    for says, where in places.items():
        shown = "、".join(where[:_MOST_PLACES])
        more = f"等{len(where)}处" if len(where) > _MOST_PLACES else ""
        yield f"{verb}——{shown}{more}：{says}。"
