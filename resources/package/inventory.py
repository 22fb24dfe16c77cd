"""What is in the package: each component with its version and the texts of its licence.

Found out from the files that PyInstaller took: which distribution, which package of the system
brought each of them. Nothing is typed here; a component without a licence text is an error.
"""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import NamedTuple

import icu_data

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TEXTS = HERE / "texts"
_LICENCE_NAMES = ("licen", "copying", "notice", "authors")
_NARROW = 72
OWN = "gknb"


class LicenceMissing(Exception):
    """A component whose licence text was found nowhere; the argument is its name."""


class Component(NamedTuple):
    """One shipped thing. ``licence`` is what it says of itself, ``texts`` are (name, text).

    ``changed`` says what was done to it before it was shipped.
    """

    name: str
    version: str
    purl: str
    licence: str
    texts: tuple[tuple[str, str], ...]
    changed: str = ""


def components(sources: Iterable[Path], version: str) -> list[Component]:
    """Everything that the files at ``sources`` belong to, ourselves first, by name."""
    taken = {path.resolve() for path in sources}
    found = [*_python_packages(taken), *_icu(taken), *_fonts(), _python(), _bootloader()]
    of_system = {
        path for path in taken if path.is_relative_to("/usr") or path.is_relative_to("/lib")
    }
    found += [*_debian_packages(of_system), *_built_here(taken)]
    for one in found:
        if not one.texts:
            raise LicenceMissing(one.name)
    own = Component(
        OWN, version, f"pkg:generic/{OWN}@{version}", "Apache-2.0", _texts([ROOT / "LICENSE"])
    )
    return [own, *sorted(set(found))]


def _python_packages(taken: set[Path]) -> Iterator[Component]:
    for one in distributions():
        # What a build of ourselves may have left among the sources is told of elsewhere.
        files = [] if one.metadata["Name"] == OWN else one.files or []
        if any(file.locate().resolve() in taken for file in files if "dist-info" not in str(file)):
            yield _of_distribution(one)


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
    return Component(name, one.version, f"pkg:pypi/{name.lower()}@{one.version}", licence, texts)


def _icu(taken: set[Path]) -> Iterator[Component]:
    """ICU, which Qt's wheel for Linux brings without a word of it."""
    for path in taken:
        if path.name.startswith("libicudata."):
            number = icu_data.version(path)
            text = _texts([TEXTS / "ICU-LICENSE.txt"])
            purl = f"pkg:generic/icu@{number}"
            yield Component("ICU", number, purl, "Unicode-DFS-2016", text, icu_data.CHANGED)


def _bootloader() -> Component:
    one = next(d for d in distributions() if d.metadata["Name"].lower() == "pyinstaller")
    return _of_distribution(one)


def _python() -> Component:
    number = platform.python_version()
    paths = [
        place
        for folder in (sys.base_prefix, Path(json.__file__).parent.parent)
        for name in ("LICENSE.txt", "LICENSE")
        if (place := Path(folder, name)).is_file()
    ]
    purl = f"pkg:generic/cpython@{number}"
    return Component("CPython", number, purl, "Python-2.0", _texts(paths[:1]))


def _fonts() -> Iterator[Component]:
    folder = ROOT / "resources" / "fonts"
    for text in sorted(folder.glob("*.txt")):
        if text.name.startswith(("COPYING", "OFL")):
            name = "Fandol" if "Fandol" in text.name else "Noto CJK"
            yield Component(name, "", f"pkg:generic/{name.replace(' ', '-')}", "", _texts([text]))


def _debian_packages(paths: set[Path]) -> Iterator[Component]:
    if not paths:
        return
    owners = {owner for path in paths for owner in [_owner_of(path)] if owner}
    for owner in sorted(owners):
        name = owner.split(":")[0]
        number = _told("dpkg-query", "-W", "-f=${Version}", owner)
        texts = _texts([Path("/usr/share/doc", name, "copyright")])
        yield Component(name, number, f"pkg:deb/debian/{name}@{number}", "", texts)


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


def _built_here(taken: set[Path]) -> Iterator[Component]:
    """Libraries that build_oldest.sh compiled: beside each lie its copyright and version."""
    for path in taken:
        text, number = Path(f"{path}.copyright"), Path(f"{path}.version")
        if text.is_file():
            version = number.read_text("utf-8").strip()
            name = path.name.split(".so")[0]
            yield Component(name, version, f"pkg:generic/{name}@{version}", "", _texts([text]))


def _texts(paths: Iterable[Path]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (path.name, path.read_text("utf-8", "replace")) for path in paths if path.is_file()
    )


# --- what is written of it ------------------------------------------------------------------


def licence_file(found: list[Component]) -> str:
    """All of the licences in one text, each below the name of what it is the licence of."""
    parts = []
    for one in found:
        head = [f"{one.name} {one.version}", one.licence, *([one.changed] if one.changed else [])]
        parts.append("\n".join(["=" * _NARROW, *head, "=" * _NARROW, ""]))
        parts += [f"--- {name} ---\n\n{text.rstrip()}\n\n" for name, text in one.texts]
    return "\n".join(parts)


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
    return entry


def sums(folder: Path, leave_out: str) -> str:
    """``sha256  place`` of every file of a folder but one, as sha256sum checks it."""
    lines = []
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder).as_posix()
        if path.is_file() and not path.is_symlink() and place != leave_out:
            lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {place}\n")
    return "".join(lines)
