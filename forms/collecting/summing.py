"""Σ children + own − exceptions, cell by cell; what stands behind each total is found on asking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from forms.cells import Address
from forms.collecting.collection import Collection, Entry
from forms.collecting.returns import Return
from forms.collecting.sums import Addend, Difference, Exemption, Sum, Total
from forms.counts import Number, Value, as_number, is_number, show
from forms.edition import Edition
from forms.edition_file import edition_for_year, known_editions
from forms.report import SECTIONS, Remark, Report
from forms.wording import cell_name

PARENT_WORDS = "汇总单位"
_LONGEST_LIST = 5
_WAN = {"元": Decimal("0.0001"), "千元": Decimal("0.1"), "万元": Decimal(1), "亿元": Decimal(10000)}
"""A unit of money in 万元."""


def parents_of(collection: Collection) -> tuple[str, ...]:
    """Who has units: "" for the office itself, first."""
    return tuple(sorted(collection.children, key=lambda name: name != ""))


def edition_of(collection: Collection) -> Edition:
    """The edition of the sum: the one for its year, else the newest."""
    if collection.year is None:
        return list(known_editions().values())[-1]
    return edition_for_year(collection.year)


def sum_of(collection: Collection, parent: str = "", exemptions: Sequence[Exemption] = ()) -> Sum:
    """The parent's sum. ``parent`` "" is the collecting office."""
    edition = edition_of(collection)
    totals = totals_of(collection, parent, exemptions)
    contributing, without = _contributions(collection, parent)
    stated = _stated(collection, parent)
    name = parent or collection.office or (stated.read.agency if stated else "")
    report = Report(
        agency=name,
        year=collection.year,
        edition=edition.key,
        cells={address: one.number for address, one in totals.items()},
        sections=dict.fromkeys(SECTIONS, ""),
        remarks=tuple(_remarks(collection, parent, name, totals, without, exemptions)),
        origins={
            str(address): f"{len(contributing)}个单位之和"
            for address, one in totals.items()
            if one.number is not None
        },
    )
    found = tuple(_differences(stated, totals)) if stated else ()
    return Sum(parent, report, totals, contributing, without, found)


def totals_of(
    collection: Collection, parent: str = "", exemptions: Sequence[Exemption] = ()
) -> dict[Address, Total]:
    """Every total, going through the returns once: as ``total_of`` gives them one by one."""
    edition = edition_of(collection)
    known: dict[Address, Number] = dict.fromkeys(edition.addresses, 0)
    unknown: dict[Address, dict[str, None]] = {address: {} for address in edition.addresses}
    added: set[Address] = set()
    exempted = {one.unit for one in exemptions}
    for entry in collection.children.get(parent, ()):
        plain = _plain_values(collection, entry, edition, exempted)
        for address, value in zip(edition.addresses, plain or (), strict=False):
            if value is None or isinstance(value, str):
                unknown[address][entry.unit.name] = None
            else:
                known[address] += value
        if plain is not None:
            added.update(edition.addresses)
            continue
        for address in edition.addresses:
            for one in _of_entry(collection, entry, address, exemptions):
                added.add(address)
                if one.number is None:
                    unknown[address][one.unit] = None
                else:
                    known[address] += one.number
    return {
        address: Total(
            address,
            _plain(sum_known) if address in added and not unknown[address] else None,
            _plain(sum_known),
            tuple(unknown[address]),
        )
        for address, sum_known in known.items()
    }


def _plain_values(
    collection: Collection, entry: Entry, edition: Edition, exempted: set[str]
) -> tuple[Value, ...] | None:
    """The figures of a unit that are added as they stand; None where one must look closer."""
    one = entry.counted
    if one is None or one.read.units or one.read.edition != edition.key:
        return None
    if entry.unit.name in exempted or entry.unit.name in collection.children:
        return None
    return one.read.values


def total_of(
    collection: Collection, address: Address, parent: str = "", exemptions: Sequence[Exemption] = ()
) -> Total:
    """One total. With nothing to add it is unknown."""
    addends = addends_of(collection, address, parent, exemptions)
    known: Number = 0
    unknown = []
    for one in addends:
        if one.number is None:
            unknown.append(one.unit)
        else:
            known += one.number
    number = None if unknown or not addends else _plain(known)
    return Total(address, number, _plain(known), tuple(dict.fromkeys(unknown)))


def addends_of(
    collection: Collection, address: Address, parent: str = "", exemptions: Sequence[Exemption] = ()
) -> list[Addend]:
    """What stands behind one total, unit by unit in the order of the list."""
    found: list[Addend] = []
    for entry in collection.children.get(parent, ()):
        found += _of_entry(collection, entry, address, exemptions)
    return found


def _of_entry(
    collection: Collection, entry: Entry, address: Address, exemptions: Sequence[Exemption]
) -> Iterator[Addend]:
    name = entry.unit.name
    if _adds_its_units(collection, entry):
        below = total_of(collection, address, name, exemptions)
        yield Addend(name, below.number, below.number, reason="所属单位之和")
    elif entry.counted is not None:
        own = [one for one in exemptions if one.unit == name and one.address == address]
        yield _addend(name, entry.counted, address, own)
        for one in own:
            if not one.instead:
                yield Addend(name, one.amount, one.amount, reason=one.reason)


def _addend(name: str, one: Return, address: Address, own: Sequence[Exemption]) -> Addend:
    printed = one.value(address)
    for exemption in own:
        if exemption.instead:
            return Addend(name, printed, exemption.amount, one.file, exemption.reason)
    number = one.number(address)
    cell = str(address)
    unit = next((unit for printed_in, unit in one.read.units if printed_in == cell), "")
    if number is None or not unit:
        return Addend(name, printed, number, one.file)
    column = known_editions()[one.read.edition].column(address)
    if unit not in _WAN or column.unit not in _WAN or unit == column.unit:
        return Addend(name, printed, number, one.file)
    converted = _plain(Decimal(number) * _WAN[unit] / _WAN[column.unit])
    told = f"原为{show(number)}{unit}，折合{show(converted)}{column.unit}"
    return Addend(name, printed, converted, one.file, told)


def _plain(number: Number) -> Number:
    return as_number(format(number, "f")) if isinstance(number, Decimal) else number


def _adds_its_units(collection: Collection, entry: Entry) -> bool:
    """A unit with units of its own is their sum, as soon as one of them has returned."""
    below = collection.children.get(entry.unit.name, ())
    return any(one.counted is not None or _adds_its_units(collection, one) for one in below)


def _contributions(collection: Collection, parent: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The units that are added, and those that gave nothing."""
    within: list[str] = []
    without: list[str] = []
    for entry in collection.children.get(parent, ()):
        if _adds_its_units(collection, entry):
            below = _contributions(collection, entry.unit.name)
            within.append(entry.unit.name)
            without += below[1]
        else:
            (within if entry.counted is not None else without).append(entry.unit.name)
    return tuple(within), tuple(without)


def _stated(collection: Collection, parent: str) -> Return | None:
    """The parent's own total: the office's report, or the report of a unit that has units."""
    if not parent:
        return collection.stated
    entry = collection.by_name.get(parent)
    return entry.counted if entry is not None and _adds_its_units(collection, entry) else None


def differences_of(
    collection: Collection, parent: str = "", exemptions: Sequence[Exemption] = ()
) -> tuple[Difference, ...]:
    """The parent's own total against the sum, every cell that it states."""
    stated = _stated(collection, parent)
    if stated is None:
        return ()
    return tuple(_differences(stated, totals_of(collection, parent, exemptions)))


def _differences(stated: Return, totals: dict[Address, Total]) -> Iterator[Difference]:
    for address, total in totals.items():
        printed = _addend("", stated, address, ())
        if printed.printed is not None:
            value = printed.number if is_number(printed.printed) else printed.printed
            yield Difference(address, total.number, total.known, value)


# --- what could not be added ---------------------------------------------------------------


def _remarks(
    collection: Collection,
    parent: str,
    agency: str,
    totals: dict[Address, Total],
    without: Sequence[str],
    exemptions: Sequence[Exemption],
) -> Iterator[Remark]:
    edition = edition_of(collection)
    if not agency:
        yield Remark(
            "sum.office_unknown", "没有写明汇总单位的名称，汇总报告的机关空着，请补填。", "agency"
        )
    if without:
        yield Remark("sum.missing", f"有{len(without)}个单位没有计入：{_listed(without)}。")
    for address, total in totals.items():
        if total.unknown:
            yield Remark(
                "sum.unknown",
                f"{cell_name(address, edition)}：{_listed(total.unknown)}没有填或没有可靠读出，"
                f"其余单位合计{show(total.known)}，合计暂空。",
                str(address),
            )
    below = {name for name in _all_units(collection, parent) if collection.by_name[name].counted}
    for one in exemptions:
        if one.unit not in below:
            words = f"例外没有用上：{one.unit}没有计入汇总（{one.reason}）。"
            yield Remark("sum.exemption_unused", words, str(one.address))
        else:
            verb = "按" if one.instead else "调整"
            yield Remark(
                "sum.exempted",
                f"{cell_name(one.address, edition)}：{one.unit}{verb}{show(one.amount)}计，"
                f"理由：{one.reason}。",
                str(one.address),
            )
    yield from _converted(collection, parent, edition)


def _converted(collection: Collection, parent: str, edition: Edition) -> Iterator[Remark]:
    """Figures that stood in another unit of money."""
    for name in _all_units(collection, parent):
        one = collection.by_name[name].counted
        if one is None:
            continue
        for cell, unit in one.read.units:
            address = Address.parse(cell)
            if unit in _WAN and address in edition.address_set:
                told = _addend(name, one, address, ()).reason
                if told:
                    words = f"{cell_name(address, edition)}：{name}{told}。"
                    yield Remark("sum.converted", words, cell)


def _all_units(collection: Collection, parent: str) -> Iterator[str]:
    for entry in collection.children.get(parent, ()):
        if _adds_its_units(collection, entry):
            yield from _all_units(collection, entry.unit.name)
        else:
            yield entry.unit.name


def _listed(names: Sequence[str]) -> str:
    more = f"等{len(names)}个单位" if len(names) > _LONGEST_LIST else ""
    return "、".join(names[:_LONGEST_LIST]) + more
