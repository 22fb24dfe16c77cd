"""What the office has chosen for one folder, kept from one day to the next. Without Qt widgets."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from forms.cells import Address
from forms.collecting.collecting import Request
from forms.collecting.sums import Exemption
from forms.counts import read_cell
from forms.data_folder import data_folder
from forms.errors import UnwritableFile
from forms.report_json import plain_number
from forms.saving.write_file import write_bytes


@dataclass(frozen=True)
class Wanted:
    """``folder`` holds the returns; the rest is as in ``Request``. ``exemptions`` are the
    exceptions to the sum, each with its reason; ``papers`` is where the papers were written,
    which are no returns even if they lie in the folder.
    """

    folder: Path
    units: Path | None = None
    last_year: Path | None = None
    stated: Path | None = None
    own: Path | None = None
    office: str = ""
    deadline: date | None = None
    chosen: frozenset[str] = frozenset()
    confirmed: dict[str, str] = field(default_factory=dict)
    exemptions: tuple[Exemption, ...] = ()
    papers: Path | None = None

    def request(self) -> Request:
        """What is to be collected."""
        return Request(
            paths=(self.folder,),
            units=self.units,
            last_year=(self.last_year,) if self.last_year else (),
            office=self.office,
            deadline=self.deadline,
            stated=self.stated,
            own=self.own,
            chosen=self.chosen,
            confirmed=self.confirmed,
            passed_over=(self.papers,) if self.papers else (),
        )

    def with_chosen(self, file: str, others: tuple[str, ...]) -> Wanted:
        """Of a unit's several returns this one counts."""
        return replace(self, chosen=self.chosen - set(others) | {file})

    def with_confirmed(self, file: str, unit: str) -> Wanted:
        """A doubtful file is this unit's."""
        return replace(self, confirmed={**self.confirmed, file: unit})

    def with_exemption(self, exemption: Exemption) -> Wanted:
        """One more exception; a former one that stood in place of the same figure gives way."""
        place = exemption.unit, exemption.address
        rest = [
            one
            for one in self.exemptions
            if not (exemption.instead and one.instead and (one.unit, one.address) == place)
        ]
        return replace(self, exemptions=(*rest, exemption))

    def without_exemptions(self, unit: str, address: Address) -> Wanted:
        """The unit's own figure counts again."""
        rest = [one for one in self.exemptions if (one.unit, one.address) != (unit, address)]
        return replace(self, exemptions=tuple(rest))


def remembered(folder: Path) -> Wanted:
    """What was chosen for a folder the last time; files that are gone are left out."""
    try:
        data = json.loads(_place(folder).read_bytes())
        return _from_json(folder, data)
    except (OSError, ValueError, KeyError, TypeError):
        # Nothing was kept, or somebody changed it: begin anew, nothing of a report is lost.
        return Wanted(folder)


def remember(wanted: Wanted) -> UnwritableFile | None:
    """Keep it. Returns what stands in the way where the disk refuses."""
    place = _place(wanted.folder)
    data = json.dumps(_to_json(wanted), ensure_ascii=False, indent=1).encode(
        "utf-8", "surrogatepass"
    )
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(place, data)
    except UnwritableFile as error:
        return error
    except OSError:
        return None
    return None


def _place(folder: Path) -> Path:
    mark = hashlib.blake2b(os.fsencode(folder.resolve()), digest_size=10).hexdigest()
    return data_folder() / "collections" / f"{mark}.json"


def _to_json(wanted: Wanted) -> dict[str, Any]:
    return {
        "units": _name(wanted.units),
        "last_year": _name(wanted.last_year),
        "stated": _name(wanted.stated),
        "own": _name(wanted.own),
        "papers": _name(wanted.papers),
        "office": wanted.office,
        "deadline": wanted.deadline.isoformat() if wanted.deadline else None,
        "chosen": sorted(wanted.chosen),
        "confirmed": wanted.confirmed,
        "exemptions": [
            {
                "unit": one.unit,
                "cell": str(one.address),
                "amount": plain_number(one.amount),
                "reason": one.reason,
                "instead": one.instead,
            }
            for one in wanted.exemptions
        ],
    }


def _from_json(folder: Path, data: dict[str, Any]) -> Wanted:
    exemptions = []
    for one in data["exemptions"]:
        amount = read_cell(str(one["amount"])).value
        if amount is None or isinstance(amount, str):
            raise ValueError(one["amount"])
        address = Address(*one["cell"].split("."))
        exemptions.append(
            Exemption(one["unit"], address, amount, one["reason"], bool(one["instead"]))
        )
    return Wanted(
        folder,
        units=_there(data["units"]),
        last_year=_there(data["last_year"]),
        stated=_there(data["stated"]),
        own=_there(data["own"]),
        office=str(data["office"]),
        deadline=date.fromisoformat(data["deadline"]) if data["deadline"] else None,
        chosen=frozenset(data["chosen"]),
        confirmed=dict(data["confirmed"]),
        exemptions=tuple(exemptions),
        papers=_there(data["papers"]),
    )


def _name(path: Path | None) -> str:
    return "" if path is None else str(path)


def _there(name: str) -> Path | None:
    path = Path(name) if name else None
    return path if path is not None and path.exists() else None
