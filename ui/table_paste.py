"""What a paste would do, worked out before anything happens. No Qt.

Where labels came along, the block is laid by them; otherwise by position from the current
cell. Nothing ever moves up to fill a gap: a blank in the block leaves its target as it is.
Totals in the block are compared with what the program computes, not pasted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.cells import Address
from forms.counts import Value, read_cell, show
from forms.report import Report
from forms.totals import computed_total, follows, with_entries
from ui.cell_text import typed_value
from ui.clipboard import Block
from ui.paste_labels import Labels, RowMatch, is_value_text
from ui.table_shape import TableShape


@dataclass(frozen=True)
class Conflict:
    """A total in the block that is not what the program computes from the parts."""

    address: Address
    pasted: Value
    computed: Value


@dataclass(frozen=True)
class PastePlan:
    """What a paste would change.

    ``changes`` holds only cells that become different. ``blanks``, ``same`` and ``totals``
    count the places of the block that change nothing; ``unplaced`` lists texts of the block
    for which the table has no place. ``refusal`` is one sentence where nothing can be pasted.
    """

    changes: Mapping[Address, Value] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    unplaced: tuple[str, ...] = ()
    blanks: int = 0
    same: int = 0
    totals: int = 0
    guessed: bool = False
    refusal: str = ""

    @property
    def needs_preview(self) -> bool:
        """True where the clerk should see old → new before it happens."""
        has_text = any(isinstance(value, str) for value in self.changes.values())
        return bool(self.conflicts or self.unplaced or self.guessed or has_text)

    @property
    def name(self) -> str:
        """The name of the step of undo."""
        return f"粘贴{len(self.changes)}格"

    @property
    def sentence(self) -> str:
        """What was done, for the line under the table."""
        if self.refusal:
            return self.refusal
        parts = [self.name if self.changes else "粘贴的内容与表中相同，没有改动"]
        if self.blanks:
            parts.append(f"空白的{self.blanks}格没有改动")
        if self.totals:
            parts.append(f"总计{self.totals}格由程序计算，没有粘贴")
        if self.unplaced:
            parts.append(f"有{len(self.unplaced)}处没有对应的位置，没有粘贴")
        return "；".join(parts) + "。"


@dataclass
class _Laid:
    """Where the texts of a block go."""

    targets: dict[Address, str] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)
    blanks: int = 0
    guessed: bool = False
    refusal: str = ""

    def put(self, address: Address | None, text: str) -> None:
        """Lay one text; a second text for the same cell is not taken."""
        if not text:
            self.blanks += address is not None
        elif address is None or address in self.targets or not is_value_text(text):
            self.unplaced.append(text)
        else:
            self.targets[address] = text


def plan_paste(block: Block, shape: TableShape, report: Report, start: Address | None) -> PastePlan:
    """What pasting ``block`` with the current cell at ``start`` would do."""
    if not block.row_count or not block.column_count:
        return PastePlan(refusal="剪贴板里没有可以粘贴的数字。")
    if block.row_count == block.column_count == 1 and start is not None:
        return _single(block.rows[0][0], shape, report, start)
    laid = _lay(block, shape, start)
    if not laid.targets and not laid.refusal:
        laid.refusal = "剪贴板里的内容与这张表对不上，没有粘贴。"
    return PastePlan(refusal=laid.refusal) if laid.refusal else _plan(laid, shape, report)


def _lay(block: Block, shape: TableShape, start: Address | None) -> _Laid:
    labels = Labels(shape)
    turned = block.transposed()
    is_turned = not block.ragged and labels.score(turned) > max(1, labels.score(block))
    if is_turned:
        block = turned
    rows = labels.rows_of(block)
    near = shape.place_of(start)[1] if start is not None else None
    columns, guessed = labels.columns_of(block, near)
    if rows:
        laid = _by_rows(block, shape, labels, columns)
    elif columns:
        laid = _by_columns(block, shape, labels, columns, start)
    else:
        laid = _by_position(block, shape, start)
    laid.guessed |= is_turned or block.guessed or (guessed and bool(columns))
    return laid


def _single(text: str, shape: TableShape, report: Report, start: Address) -> PastePlan:
    """One value goes to the current cell, as if it were typed there."""
    relation = shape.edition.totals.get(start)
    if relation is not None and follows(report, relation):
        return PastePlan(refusal="总计由程序算出，不需要粘贴。")
    if not is_value_text(text):
        return PastePlan(refusal="剪贴板里不是数字，没有粘贴。")
    value = typed_value(text, shape.edition.column(start))
    if value == report.value(start):
        return PastePlan(same=1)
    return PastePlan(changes={start: value})


# --- by labels ---------------------------------------------------------------------------


def _by_rows(block: Block, shape: TableShape, labels: Labels, columns: Mapping[int, int]) -> _Laid:
    """Each row goes where its label says, each column where its header says.

    Without headers, places decide where every value stands over a cell of the printed grid;
    else the order does.
    """
    laid = _Laid()
    rows = labels.rows_of(block)
    if not columns and _is_printed_grid(block, shape, rows):
        numbers = dict(enumerate(shape.value_columns))
        start = next(iter(rows.values())).start
        columns = {start + n: column for n, column in numbers.items()}
    for row in range(labels.header_end(block), block.row_count):
        match = rows.get(row)
        if match is None:
            laid.unplaced += [text for text in block.rows[row] if is_value_text(text)]
        elif columns:
            for column in range(match.start, block.column_count):
                laid.put(_cell(shape, match.row, columns.get(column)), block.rows[row][column])
        else:
            _in_order(laid, block, shape, row, match)
    return laid


def _cell(shape: TableShape, row_key: str, column: int | None) -> Address | None:
    """The cell of a row that begins in a grid column."""
    if column is None:
        return None
    areas = shape.table.rows[row_key].areas.items()
    found = (key for key, area in areas if area.column == column)
    key = next(found, None)
    return None if key is None else Address(shape.table.key, row_key, key)


def _is_printed_grid(block: Block, shape: TableShape, rows: Mapping[int, RowMatch]) -> bool:
    numbers = shape.value_columns
    return not block.ragged and all(
        column - match.start < len(numbers)
        and _cell(shape, match.row, numbers[column - match.start]) is not None
        for row, match in rows.items()
        for column in range(match.start, block.column_count)
        if block.rows[row][column]
    )


def _in_order(laid: _Laid, block: Block, shape: TableShape, row: int, match: RowMatch) -> None:
    """The values after a label, one by one."""
    own = [Address(shape.table.key, match.row, key) for key in shape.table.rows[match.row].areas]
    places = [c for c in range(match.start, block.column_count) if not block.is_covered(row, c)]
    for n, column in enumerate(places):
        laid.put(own[n] if n < len(own) else None, block.rows[row][column])


def _by_columns(
    block: Block,
    shape: TableShape,
    labels: Labels,
    columns: Mapping[int, int],
    start: Address | None,
) -> _Laid:
    """Headers came along but no row labels: the rows go down from the current one."""
    laid = _Laid()
    first = shape.place_of(start)[0] if start is not None else shape.value_rows[0]
    lines = [row for row in shape.value_rows if row >= first]
    body = range(labels.header_end(block), block.row_count)
    if len(body) > len(lines):
        laid.refusal = _too_large(len(body), len(columns), len(lines), len(shape.value_columns))
        return laid
    laid.guessed = len(shape.value_rows) > 1
    for row, line in zip(body, lines, strict=False):
        for column, text in enumerate(block.rows[row]):
            target = shape.address_at(line, columns[column]) if column in columns else None
            laid.put(target, text)
    return laid


# --- by position -------------------------------------------------------------------------


def _by_position(block: Block, shape: TableShape, start: Address | None) -> _Laid:
    """From the current cell to the right and down; never beyond the table."""
    if start is None:
        return _Laid(refusal="请先选中一格，再粘贴。")
    numbers, guessed = _without_strange_labels(block)
    laid = _on_the_grid(numbers, shape, start)
    if laid is None:
        laid = _on_the_lines(numbers, shape, start)
    if laid is None:
        return _Laid(refusal=_refusal(numbers, shape, start))
    laid.guessed |= guessed
    return laid


def _without_strange_labels(block: Block) -> tuple[Block, bool]:
    """Without the outer rows and columns that hold only texts that are no values."""
    top, left = 0, 0

    def is_strange(texts: list[str]) -> bool:
        filled = [text for text in texts if text]
        return bool(filled) and not any(is_value_text(text) for text in filled)

    while top < block.row_count and is_strange(list(block.rows[top])):
        top += 1
    while left < block.column_count and is_strange([row[left] for row in block.rows[top:]]):
        left += 1
    return block.cut(slice(top, None), slice(left, None)), bool(top or left)


def _on_the_grid(block: Block, shape: TableShape, start: Address) -> _Laid | None:
    """Place by place of the printed grid; None where a text would not fall on a value cell."""
    top, left = shape.place_of(start)
    laid = _Laid()
    for row, texts in enumerate(block.rows):
        for column, text in enumerate(texts):
            cell = shape.cell_at.get((top + row, left + column))
            is_first = cell is not None and (cell.row, cell.column) == (top + row, left + column)
            if cell is not None and cell.address is not None and is_first:
                laid.put(cell.address, text)
            elif text and (cell is None or cell.address is not None or is_value_text(text)):
                return None
    return laid


def _on_the_lines(block: Block, shape: TableShape, start: Address) -> _Laid | None:
    """Line by line over the lines that hold values; None where the block does not fit."""
    top, left = shape.place_of(start)
    lines = [row for row in shape.value_rows if row >= top]
    if block.row_count > len(lines):
        return None
    laid = _Laid()
    for texts, line in zip(block.rows, lines, strict=False):
        cells = [a for a in shape.addresses_in_row(line) if shape.place_of(a)[1] >= left]
        if any(texts[len(cells) :]):
            return None
        for text, address in zip(texts, cells, strict=False):
            laid.put(address, text)
    return laid


def _refusal(block: Block, shape: TableShape, start: Address) -> str:
    top, left = shape.place_of(start)
    rows = sum(row >= top for row in shape.value_rows)
    columns = len([a for a in shape.addresses_in_row(top) if shape.place_of(a)[1] >= left])
    sentence = _too_large(block.row_count, block.column_count, rows, columns)
    if block.column_count <= rows and block.row_count <= columns:
        return sentence + "行和列像是颠倒了，请先在原来的表里把行和列对调。"
    return sentence + "请选好起始格，或连同行名、列名一起复制。"


def _too_large(rows: int, columns: int, room_rows: int, room_columns: int) -> str:
    return f"剪贴板里有{rows}行{columns}列，从当前格起只有{room_rows}行{room_columns}列，没有粘贴。"


# --- the plan ----------------------------------------------------------------------------


def _plan(laid: _Laid, shape: TableShape, report: Report) -> PastePlan:
    edition = shape.edition
    typed = {a: text for a, text in laid.targets.items() if a not in edition.totals}
    values = {a: typed_value(text, edition.column(a)) for a, text in typed.items()}
    changes = {a: value for a, value in values.items() if value != report.value(a)}
    after = with_entries(report, edition, changes)
    totals = {a: text for a, text in laid.targets.items() if a in edition.totals}
    conflicts = []
    for address, text in totals.items():
        computed = computed_total(after, edition.totals[address])
        pasted = read_cell(text).value
        if computed is not None and pasted != computed:
            conflicts.append(Conflict(address, pasted, computed))
    return PastePlan(
        changes=changes,
        conflicts=tuple(conflicts),
        unplaced=tuple(laid.unplaced),
        blanks=laid.blanks,
        same=len(values) - len(changes),
        totals=len(totals),
        guessed=laid.guessed,
    )


def conflict_sentence(conflict: Conflict, shape: TableShape) -> str:
    """``“本年新收”行“总计”列：粘贴的是12，按分项算是11。``"""
    row, column = shape.row_name(conflict.address), shape.column_name(conflict.address)
    pasted, computed = show(conflict.pasted), show(conflict.computed)
    return f"“{row}”行“{column}”列：粘贴的是{pasted}，按分项算是{computed}。"
