"""What is told of the package: whose each file is, with licence texts that were found."""

import hashlib
import json
from pathlib import Path

import inventory
import lxml
import openpyxl
import PySide6
import pytest
from inventory import (
    ROOT,
    LicenceMissing,
    OwnerUnknown,
    bill_of_materials,
    components,
    licence_file,
    sums,
    unlisted,
)

FONTS = ROOT / "resources" / "fonts"
TAKEN = [
    ("gknb", Path(openpyxl.__file__)),
    ("_internal/lxml/etree.so", Path(lxml.__file__)),
    ("_internal/FandolKai.ttf", FONTS / "FandolKai-Regular.ttf"),
    ("_internal/NotoSansSC.ttf", FONTS / "NotoSansSC-Medium.ttf"),
    ("gknb", Path(json.__file__)),
    ("gknb", ROOT / "main.py"),
]


@pytest.fixture
def found():
    """The components of two libraries, two faces, Python and ourselves."""
    return components(TAKEN, "1.2")


def test_each_file_has_its_owner_and_licence(found):
    places = {one.name: one.places for one in found}

    assert places == {
        "gknb": ("gknb",),
        "CPython": ("gknb",),
        "FandolKai": ("_internal/FandolKai.ttf",),
        "Noto Sans SC Medium": ("_internal/NotoSansSC.ttf",),
        "lxml": ("_internal/lxml/etree.so",),
        "openpyxl": ("gknb",),
    }
    assert found[0].name == "gknb"
    assert {one.version for one in found if "Noto" in one.name} == {"2.004"}
    assert all(text for one in found for _, text in one.texts)


def test_file_of_nobody_is_an_error(tmp_path):
    (tmp_path / "x.so").write_bytes(b"x")
    with pytest.raises(OwnerUnknown, match=r"x\.so"):
        components([*TAKEN, ("_internal/x.so", tmp_path / "x.so")], "1.2")


def test_list_and_folder_must_agree(tmp_path, found):
    for place, _ in TAKEN:
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    bill = bill_of_materials(found)
    assert unlisted(tmp_path, bill) == []
    (tmp_path / "more").write_bytes(b"")
    (tmp_path / "_internal" / "FandolKai.ttf").unlink()
    assert unlisted(tmp_path, bill) == ["_internal/FandolKai.ttf", "more"]


def test_same_text_is_written_once(found):
    twice = [found[0], found[0]._replace(name="other")]
    text = licence_file(twice)
    assert text.count("Version 2.0, January 2004") == 1
    assert "见 gknb / LICENSE" in text


def test_parts_inside_are_told_with_their_texts():
    path = Path(PySide6.__file__)
    (qt,) = (one for one in components([("x", path)], "1.2") if one.name.startswith("PySide6"))
    text, bill = licence_file([qt]), json.loads(bill_of_materials([qt, qt]))

    assert {"zlib", "harfbuzz-ng", "pcre2"} <= {part.name for part in qt.inside}
    assert "Jean-loup Gailly" in text
    told = bill["components"][0]["components"]
    assert [one["name"] for one in told] == [part.name for part in qt.inside]


def test_licence_file_holds_every_text(found):
    text = licence_file(found)
    assert "Apache License" in text
    assert "SIL OPEN FONT LICENSE" in text.upper()
    assert all(f"\n{one.name} {one.version}\n" in text for one in found)


def test_bill_of_materials_is_cyclonedx(found):
    bill = json.loads(bill_of_materials(found))

    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    assert bill["metadata"]["component"]["version"] == "1.2"
    listed = {one["name"]: one for one in bill["components"]}
    assert listed["openpyxl"]["purl"] == f"pkg:pypi/openpyxl@{openpyxl.__version__}"
    references = [one["bom-ref"] for one in bill["components"]]
    assert len(references) == len(set(references))


def test_component_without_a_licence_is_an_error(monkeypatch):
    def silent(left):
        yield inventory.Component("x", "", "", "", ()), set()

    monkeypatch.setattr(inventory, "_faces", silent)
    with pytest.raises(LicenceMissing, match="x"):
        components(TAKEN, "1.2")


def test_reduced_icu_is_told_with_its_licence():
    library = next((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicudata.so.*"), None)
    if library is None:
        pytest.skip("this Qt brings no ICU")
    found = components([("icu", library)], "1.2")
    icu = next(one for one in found if one.name == "ICU")

    assert icu.version == library.name.rsplit(".", 1)[-1] + ".2"
    assert "UNICODE, INC. LICENSE" in icu.texts[0][1]
    assert icu.changed in licence_file(found)
    listed = json.loads(bill_of_materials(found))["components"]
    assert [one["pedigree"] for one in listed if one["name"] == "ICU"] == [{"notes": icu.changed}]


def test_sums_name_every_file_but_their_own(tmp_path):
    (tmp_path / "里面").mkdir()
    (tmp_path / "里面" / "a").write_bytes(b"a")
    (tmp_path / "SUMS").write_bytes(b"old")
    assert sums(tmp_path, "SUMS") == f"{hashlib.sha256(b'a').hexdigest()}  里面/a\n"
