"""What is in the package: each component with its version and the texts of its licence.

Found out from the files that PyInstaller took: which distribution, which package of the system
brought each of them. Nothing is typed here; a file that is nobody's and a component without a
licence text are errors.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import struct
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import icu_data
from inside import LicenceMissing, Part, parts_of

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TEXTS = HERE / "texts"
_LICENCE_NAMES = ("licen", "copying", "notice", "authors")
_NARROW = 72
OWN = "gknb"
_FAMILY, _VERSION, _LICENCE = 1, 5, 13
"""Numbers of names in a face (OpenType, table ``name``)."""
_WINDOWS = 3


class OwnerUnknown(Exception):
    """Files that belong to nobody; the argument names them."""


class Component(NamedTuple):
    """One shipped thing. ``licence`` is what it says of itself, ``texts`` are (name, text).

    ``places`` are its files in the package, ``inside`` the parts of others in it, ``changed``
    says what was done to it before it was shipped.
    """

    name: str
    version: str
    purl: str
    licence: str
    texts: tuple[tuple[str, str], ...]
    changed: str = ""
    inside: tuple[Part, ...] = ()
    places: tuple[str, ...] = ()


Found = Iterator[tuple[Component, set[Path]]]


def components(pieces: Iterable[tuple[str, Path]], version: str) -> list[Component]:
    """Everything that the package is made of, ourselves first, by name.

    ``pieces`` are (place in the package, the file it was taken from).
    """
    places: dict[Path, set[str]] = defaultdict(set)
    for place, source in pieces:
        places[source.resolve()].add(place)
    left, found = set(places), list[Component]()
    # The more particular before the more general: ICU comes in Qt's wheel.
    for look in (_icu, _faces, _python_packages, _built_here, _python, _debian_packages):
        for one, sources in look(left):
            theirs = {place for source in sources for place in places[source]}
            found.append(one._replace(places=tuple(sorted(theirs))))
            left -= sources
    own = {path for path in left if path.is_relative_to(ROOT) and "site-packages" not in path.parts}
    if left - own:
        raise OwnerUnknown(", ".join(map(str, sorted(left - own))))
    for one in found:
        if not one.texts:
            raise LicenceMissing(one.name)
    purl, texts = f"pkg:generic/{OWN}@{version}", _texts([ROOT / "LICENSE"])
    ours = sorted({place for source in own for place in places[source]})
    first = Component(OWN, version, purl, "Apache-2.0", texts, places=tuple(ours))
    return [first, *sorted(found)]


def _python_packages(left: set[Path]) -> Found:
    for one in distributions():
        # What a build of ourselves may have left among the sources is told of elsewhere.
        files = [] if one.metadata["Name"] == OWN else one.files or []
        theirs = {path for file in files if (path := Path(str(file.locate())).resolve()) in left}
        if any(".dist-info" not in str(path) for path in theirs):
            yield _of_distribution(one), theirs


def _of_distribution(one: Distribution) -> Component:
    name, facts = one.metadata["Name"], one.metadata
    licence = facts["License-Expression"] or (facts["License"] or "").split("\n")[0]
    paths = [
        Path(str(file.locate()))
        for file in one.files or []
        if "dist-info" in str(file) and any(word in str(file).lower() for word in _LICENCE_NAMES)
    ]
    # Where a wheel names the LGPL but does not bring its text.
    texts = _texts(paths) or _texts(
        sorted(TEXTS.glob("*GPL*.txt")) if "LGPL-3.0" in licence else []
    )
    purl = f"pkg:pypi/{name.lower()}@{one.version}"
    return Component(name, one.version, purl, licence, texts, inside=parts_of(one))


def _icu(left: set[Path]) -> Found:
    """ICU, which Qt's wheel for Linux brings without a word of it."""
    theirs = {path for path in left if path.name.startswith("libicu")}
    for path in theirs:
        if path.name.startswith("libicudata."):
            number = icu_data.version(path)
            text = _texts([TEXTS / "ICU-LICENSE.txt"])
            purl = f"pkg:generic/icu@{number}"
            yield (
                Component("ICU", number, purl, "Unicode-DFS-2016", text, icu_data.CHANGED),
                theirs,
            )


def _python(left: set[Path]) -> Found:
    number = platform.python_version()
    library = Path(json.__file__).resolve().parent.parent
    # A Python of the system lies in /usr, together with what is not Python's.
    homes = [library, *([] if sys.base_prefix == "/usr" else [Path(sys.base_prefix).resolve()])]
    theirs = {
        path
        for path in left
        if any(path.is_relative_to(home) for home in homes)
        or path.name.startswith(("libpython", "base_library"))
    }
    names = ("LICENSE.txt", "LICENSE", "license.rst")
    paths = {path for home in homes for name in names if (path := home / name).is_file()}
    purl = f"pkg:generic/cpython@{number}"
    yield Component("CPython", number, purl, "Python-2.0", _texts(sorted(paths))), theirs


def _faces(left: set[Path]) -> Found:
    folder = ROOT / "resources" / "fonts"
    faces = [(_names_of(path), path) for path in left if path.suffix == ".ttf"]
    for names, group in groupby(sorted(faces, key=str), lambda face: face[0]):
        family, number, licence = names
        text = "OFL-1.1.txt" if "Open Font License" in licence else "COPYING.Fandol.txt"
        purl = f"pkg:generic/{family.replace(' ', '-')}@{number}"
        theirs = {path for _, path in group}
        yield Component(family, number, purl, licence, _texts([folder / text])), theirs


def _names_of(face: Path) -> tuple[str, str, str]:
    """Family, version and licence as a face itself tells them."""
    data = face.read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    rows = (struct.unpack_from(">4s3I", data, 12 + 16 * n) for n in range(count))
    begin = next(at for tag, _, at, _ in rows if tag == b"name")
    number, strings = struct.unpack_from(">2H", data, begin + 2)
    told: dict[int, str] = {}
    for n in range(number):
        of, _, _, name, size, at = struct.unpack_from(">6H", data, begin + 6 + 12 * n)
        if of == _WINDOWS:
            start = begin + strings + at
            told[name] = data[start : start + size].decode("utf-16-be")
    version = re.search(r"\d+\.\d+", told[_VERSION])
    licence = told.get(_LICENCE, "").strip().split(". ")[0]
    return told[_FAMILY], version[0] if version else "", licence


def _debian_packages(left: set[Path]) -> Found:
    owners: dict[str, set[Path]] = defaultdict(set)
    for path in left:
        if path.is_relative_to("/usr") or path.is_relative_to("/lib"):
            owners[_owner_of(path)].add(path)
    owners.pop("", None)
    for owner, theirs in owners.items():
        name = owner.split(":")[0]
        number = _told("dpkg-query", "-W", "-f=${Version}", owner)
        texts = _texts([Path("/usr/share/doc", name, "copyright")])
        purl = f"pkg:deb/debian/{name}@{number}"
        yield Component(name, number, purl, _licence_of(texts), texts), theirs


def _licence_of(texts: tuple[tuple[str, str], ...]) -> str:
    """The names of the licences in Debian's copyright, where it is written for machines."""
    names = {name for _, text in texts for name in re.findall(r"(?m)^License: (\S.*)$", text)}
    return ", ".join(sorted(names))


def _owner_of(path: Path) -> str:
    # Since /lib became a link to /usr/lib the database may know either name.
    names = [str(path), str(path).removeprefix("/usr")]
    for name in names:
        told = _told("dpkg", "-S", name)
        if told:
            return told.split(": ")[0]
    return ""


def _told(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def _built_here(left: set[Path]) -> Found:
    """Libraries that build_oldest.sh compiled: beside each lie its copyright and version."""
    for path in sorted(left):
        text, number = Path(f"{path}.copyright"), Path(f"{path}.version")
        if text.is_file():
            version = number.read_text("utf-8").strip()
            name, texts = path.name.split(".so")[0], _texts([text])
            purl = f"pkg:generic/{name}@{version}"
            yield Component(name, version, purl, _licence_of(texts), texts), {path}


def _texts(paths: Iterable[Path]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (path.name, path.read_text("utf-8", "replace")) for path in paths if path.is_file()
    )


# --- what is written of it ------------------------------------------------------------------


def licence_file(found: list[Component]) -> str:
    """All of the licences in one text, each below the name of what it is the licence of.

    A text that stands there already is named, not repeated.
    """
    written: dict[str, str] = {}
    lines: list[str] = []

    def write(owner: str, texts: Iterable[tuple[str, str]]) -> None:
        for name, text in texts:
            before = written.setdefault(text.strip(), f"{owner} / {name}")
            is_new = before == f"{owner} / {name}"
            lines.append(f"--- {name} ---\n\n{text.rstrip() if is_new else f'见 {before}'}\n\n")

    for one in found:
        head = [f"{one.name} {one.version}", one.licence, *([one.changed] if one.changed else [])]
        lines.append("\n".join(["=" * _NARROW, *head, "=" * _NARROW, ""]))
        write(one.name, one.texts)
        for part in one.inside:
            named = f"{part.name} {part.version}".strip()
            lines.append(f"{one.name} 之内：{named}（{part.licence or '见下'}）\n")
            write(f"{one.name} / {part.name}", part.texts)
    return "\n".join(lines)


def bill_of_materials(found: list[Component]) -> str:
    """The list as CycloneDX 1.5 in JSON."""
    own, *others = [_as_cyclonedx(one) for one in found]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {**own, "type": "application"}},
        "components": others,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _as_cyclonedx(one: Component) -> dict[str, object]:
    entry: dict[str, object] = {
        "type": "library",
        "bom-ref": one.purl,
        "name": one.name,
        "purl": one.purl,
    }
    if one.version:
        entry["version"] = one.version
    if one.licence:
        entry["licenses"] = [{"license": {"name": one.licence}}]
    if one.changed:
        entry["pedigree"] = {"notes": one.changed}
    if one.places:
        entry["evidence"] = {"occurrences": [{"location": place} for place in one.places]}
    if one.inside:
        entry["components"] = [_part_as_cyclonedx(part, one.purl) for part in one.inside]
    return entry


def _part_as_cyclonedx(part: Part, owner: str) -> dict[str, object]:
    entry: dict[str, object] = {
        "type": "library",
        "bom-ref": f"{owner}#{part.name}",
        "name": part.name,
    }
    if part.version:
        entry["version"] = part.version
    if part.licence:
        entry["licenses"] = [{"license": {"name": part.licence}}]
    return entry


def unlisted(folder: Path, bill: str) -> list[str]:
    """Files of a folder that the list does not tell of, and told ones that are not there."""
    told = json.loads(bill)
    listed = {
        occurrence["location"]
        for one in (told["metadata"]["component"], *told["components"])
        for occurrence in one.get("evidence", {}).get("occurrences", [])
    }
    there = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() or path.is_symlink()
    }
    return sorted(listed ^ there)


def sums(folder: Path, leave_out: str) -> str:
    """``sha256  place`` of every file of a folder but one, as sha256sum checks it."""
    lines = []
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder).as_posix()
        if path.is_file() and not path.is_symlink() and place != leave_out:
            lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {place}\n")
    return "".join(lines)
