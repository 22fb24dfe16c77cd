"""Loads an edition file and refuses one that contradicts itself, naming file and key."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from forms.data_folder import data_folder
from forms.document import Kind
from forms.edition import Area, CellType, Column, Edition, Part, Row, Table, Text
from forms.edition_keys import Keys, column_index
from forms.edition_rules import read_relations, read_text_rules
from forms.errors import EditionError
from forms.report import SECTIONS
from forms.rules import Relation

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

EDITIONS_FOLDER = Path(__file__).parent.parent / "resources" / "editions"
MAX_BYTES = 1_000_000
_TOTAL_WORDS = ("总计", "合计")


@cache
def built_in_editions() -> dict[str, Edition]:
    """The editions that come with the program, by key, the oldest first."""
    editions = list(editions_one_by_one())
    return {edition.key: edition for edition in sorted(editions, key=lambda e: e.first_year)}


def editions_one_by_one() -> Iterator[Edition]:
    """The same, each read when it is asked for: for somebody with other things to do between."""
    return (_built_in(path) for path in sorted(EDITIONS_FOLDER.glob("*.toml")))


@cache
def _built_in(path: Path) -> Edition:
    return load_edition(path)


def known_edition(key: str) -> Edition:
    """One of ``known_editions``. Raises KeyError.

    One that came with the program is read alone: a command has no use for the others.
    """
    # Looked for among what is there: a key comes out of a file, and never makes a path.
    for own in EDITIONS_FOLDER.glob("*.toml"):
        if own.stem == key:
            return _built_in(own)
    return known_editions()[key]


def known_editions() -> dict[str, Edition]:
    """The editions that come with the program and those that were added to it, by key, the
    oldest first. An added file that contradicts itself, or takes a key of ours, counts for
    nothing: ``forms.new_edition`` never lets one in.
    """
    files = []
    for path in sorted(added_folder().glob("*.toml")):
        about = path.stat()
        files.append((path, about.st_mtime_ns, about.st_size))
    return dict(_with_added(tuple(files)))


def added_folder() -> Path:
    """Where the editions lie that were added to the program."""
    return data_folder() / "editions"


@lru_cache(maxsize=4)
def _with_added(files: tuple[tuple[Path, int, int], ...]) -> dict[str, Edition]:
    found = dict(built_in_editions())
    for path, _, _ in files:
        with contextlib.suppress(EditionError):
            edition = load_edition(path)
            found.setdefault(edition.key, edition)
    return {edition.key: edition for edition in sorted(found.values(), key=lambda e: e.first_year)}


def edition_for_year(year: int) -> Edition:
    """The edition for a report year: the one made for it, else the nearest."""
    editions = list(known_editions().values())
    made_for_it = [edition for edition in editions if edition.covers(year)]
    if made_for_it:
        return made_for_it[-1]
    return editions[0] if year < editions[0].first_year else editions[-1]


def load_edition(path: Path) -> Edition:
    """An edition file → Edition. Raises EditionError naming the file and the key at fault."""
    try:
        if not path.is_file():
            # A pipe would keep us waiting for ever.
            raise FileNotFoundError(path)
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise EditionError(path.name, "（文件）", "打不开这个文件。") from error
    if len(raw) > MAX_BYTES:
        raise EditionError(path.name, "（文件）", "文件太大，不像版式文件。")
    try:
        data = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise EditionError(path.name, "（文件）", "不是 UTF-8 编码。") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise EditionError(path.name, "（文件）", f"不符合 TOML 的写法：{error}") from error
    return _read_edition(Keys(path.name, "", data))


def _read_edition(keys: Keys) -> Edition:
    tables = {name: _read_table(name, inside) for name, inside in keys.named_tables("tables")}
    relations = read_relations(keys.tables("rules"), tables)
    for table in tables.values():
        _refuse_total_without_rule(keys, table, relations)
    edition = Edition(
        key=keys.text("key"),
        name=keys.text("name"),
        source=keys.text("source"),
        date=keys.text("date"),
        first_year=keys.whole("first_year"),
        last_year=keys.whole("last_year", None),
        title=keys.text("title"),
        preface=keys.text("preface", ""),
        parts=_read_parts(keys, tables),
        tables=tables,
        relations=relations,
        text_rules=read_text_rules(keys.tables("text_rules", ())),
        file=keys.file,
    )
    if edition.last_year is not None and edition.last_year < edition.first_year:
        keys.refuse("last_year", "不能早于 first_year。")
    keys.done()
    return edition


def _read_parts(keys: Keys, tables: dict[str, Table]) -> tuple[Part, ...]:
    parts: list[Part] = []
    taken: set[str] = set()
    for inside in keys.tables("parts"):
        guidance = []
        for topic in inside.tables("guidance", ()):
            guidance.append((topic.text("topic"), topic.text("prompt")))
            topic.done()
        part = Part(
            key=inside.text("key"),
            heading=inside.text("heading"),
            section=inside.text("section"),
            table=inside.text("table", None),
            guidance=tuple(guidance),
            help=inside.text("help", ""),
        )
        if part.section not in SECTIONS:
            inside.refuse("section", f"“{part.section}”不认识，可以用的有：{'、'.join(SECTIONS)}。")
        if part.table is not None and part.table not in tables:
            inside.refuse("table", f"没有“{part.table}”这张表。")
        for field, name in (("key", part.key), ("section", part.section), ("table", part.table)):
            if name is not None and f"{field}={name}" in taken:
                inside.refuse(field, f"“{name}”已经在前面的部分用过。")
            taken.add(f"{field}={name}")
        inside.done()
        parts.append(part)
    for name in tables:
        if f"table={name}" not in taken:
            keys.refuse(f"tables.{name}", "没有哪个部分印这张表。")
    return tuple(parts)


def _read_table(name: str, keys: Keys) -> Table:
    grid = keys.area("grid")
    if (grid.row, grid.column) != (0, 0):
        keys.refuse("grid", "方格应当从 A1 开始。")
    columns, spots = _read_columns(keys)
    rows = {
        key: _read_row(key, inside, columns, spots) for key, inside in keys.named_tables("rows")
    }
    texts = tuple(_read_text(inside, columns, rows) for inside in keys.tables("texts"))
    table = Table(
        key=name,
        title=keys.text("title"),
        row_count=grid.row_span,
        column_count=grid.column_span,
        header_rows=keys.whole("header_rows"),
        widths=keys.numbers("widths"),
        texts=texts,
        columns=columns,
        rows=_with_groups(rows, texts),
    )
    if table.header_rows > table.row_count:
        keys.refuse("header_rows", "表头的行数多于表的行数。")
    if len(table.widths) != table.column_count:
        keys.refuse("widths", f"应当有{table.column_count}个宽度，每列一个。")
    _refuse_gaps_and_overlaps(keys, table)
    keys.done()
    return table


def _read_columns(keys: Keys) -> tuple[dict[str, Column], dict[str, str]]:
    columns: dict[str, Column] = {}
    spots: dict[str, str] = {}
    for name, inside in keys.named_tables("columns"):
        columns[name] = Column(
            key=name,
            label=inside.text("label"),
            type=inside.choice("type", CellType),
            unit=inside.text("unit", "件"),
        )
        spots[name] = inside.text("at", "")
        inside.done()
    return columns, spots


def _read_row(name: str, keys: Keys, columns: dict[str, Column], spots: dict[str, str]) -> Row:
    label = keys.text("label")
    label_area = keys.area("at") if keys.has("at") else None
    line = label_area.row + 1 if label_area else keys.whole("line")
    if keys.has("cells"):
        inside = keys.table("cells")
        places = {column: inside.text(column) for column in inside.names()}
    else:
        asked = keys.texts("columns", ()) or tuple(columns)
        places = {column: spots.get(column, "") for column in asked}
    areas = {}
    for column, spot in places.items():
        if column not in columns:
            keys.refuse("columns", f"没有“{column}”这一列。")
        areas[column] = _area_in_line(keys, column, spot, line)
    row = Row(
        key=name,
        label=label,
        name=keys.text("name", label),
        areas=areas,
        label_area=label_area,
        help=keys.text("help", ""),
        basis=keys.text("basis", ""),
    )
    keys.done()
    return row


def _area_in_line(keys: Keys, column: str, spot: str, line: int) -> Area:
    """``B:D`` in line 7 → the area B7:D7."""
    letters = spot.split(":")
    if len(letters) > 2 or not all(letter.isascii() and letter.isupper() for letter in letters):
        keys.refuse(column, f"“{spot}”不是列的位置，应当像 D 或 B:D。")
    left, right = column_index(letters[0]), column_index(letters[-1])
    if right < left or line < 1:
        keys.refuse(column, f"“{spot}”不是列的位置，应当从左到右。")
    return Area(line - 1, left, 1, right - left + 1)


def _read_text(keys: Keys, columns: dict[str, Column], rows: dict[str, Row]) -> Text:
    if keys.has("column"):
        name = keys.text("column")
        if name not in columns:
            keys.refuse("column", f"没有“{name}”这一列。")
        text = columns[name].label
    elif keys.has("row"):
        name = keys.text("row")
        if name not in rows:
            keys.refuse("row", f"没有“{name}”这一行。")
        text = rows[name].label
    else:
        text = keys.text("text")
    found = Text(text, keys.area("at"), keys.choice("kind", Kind), keys.flag("vertical"))
    keys.done()
    return found


def _with_groups(rows: dict[str, Row], texts: tuple[Text, ...]) -> dict[str, Row]:
    """Each row with the label that stands to its left over several rows, the nearest one."""
    grouped = {}
    for name, row in rows.items():
        group = ""
        if row.label_area is not None:
            beside = [
                text
                for text in texts
                if text.kind is Kind.LABEL
                and text.area.column < row.label_area.column
                and text.area.row <= row.label_area.row < text.area.row + text.area.row_span
            ]
            nearest = max(beside, key=lambda text: text.area.column, default=None)
            group = nearest.text if nearest else ""
        grouped[name] = Row(**{**row.__dict__, "group": group})
    return grouped


def _refuse_gaps_and_overlaps(keys: Keys, table: Table) -> None:
    """Every place of the grid belongs to exactly one text, label or cell."""
    taken: dict[tuple[int, int], str] = {}
    for what, area in _areas(table):
        for place in area.places():
            if place[0] >= table.row_count or place[1] >= table.column_count:
                keys.refuse(what, f"第{place[0] + 1}行第{place[1] + 1}列在方格之外。")
            if place in taken:
                keys.refuse(what, f"与 {taken[place]} 在第{place[0] + 1}行第{place[1] + 1}列重叠。")
            taken[place] = what
    for row in range(table.row_count):
        for column in range(table.column_count):
            if (row, column) not in taken:
                keys.refuse("grid", f"第{row + 1}行第{column + 1}列是空的，没有文字也没有单元格。")


def _areas(table: Table) -> list[tuple[str, Area]]:
    found = [(f"texts[{n}]", text.area) for n, text in enumerate(table.texts, start=1)]
    for row in table.rows.values():
        if row.label_area is not None:
            found.append((f"rows.{row.key}.at", row.label_area))
        found += [(f"rows.{row.key}.{column}", area) for column, area in row.areas.items()]
    return found


def _refuse_total_without_rule(keys: Keys, table: Table, relations: tuple[Relation, ...]) -> None:
    """What the form calls a total must have a rule that says of what."""
    computed = {relation.actual[0].address for relation in relations if relation.is_total}
    for address in table.addresses:
        labels = table.rows[address.row].label, table.columns[address.column].label
        is_total = any(word in label for label in labels for word in _TOTAL_WORDS)
        if is_total and address not in computed:
            keys.refuse(f"tables.{table.key}.rows.{address.row}", f"总计 {address} 没有规则。")
