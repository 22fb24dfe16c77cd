"""What is told of the package: whose each file is, with licence texts that were found."""

import hashlib
import json
from pathlib import Path

import inventory
import lxml
import openpyxl
import PySide6
import pytest
from inventory import LicenceMissing, bill_of_materials, components, licence_file, sums

TAKEN = [Path(openpyxl.__file__), Path(lxml.__file__)]


@pytest.fixture
def found(monkeypatch):
    """The components of two libraries, without the builder that only packaging installs."""
    monkeypatch.setattr(inventory, "_bootloader", inventory._python)
    return components(TAKEN, "1.2")


def test_each_file_has_its_owner_and_licence(found):
    names = [one.name for one in found]

    assert names[0] == "gknb"
    assert {"openpyxl", "lxml", "CPython", "Fandol", "Noto CJK"} <= set(names)
    assert "pytest" not in names
    assert all(text for one in found for _, text in one.texts)


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
    monkeypatch.setattr(inventory, "_bootloader", inventory._python)
    monkeypatch.setattr(inventory, "_fonts", lambda: [inventory.Component("x", "", "", "", ())])
    with pytest.raises(LicenceMissing, match="x"):
        components(TAKEN, "1.2")


def test_reduced_icu_is_told_with_its_licence(monkeypatch):
    monkeypatch.setattr(inventory, "_bootloader", inventory._python)
    library = next((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicudata.so.*"), None)
    if library is None:
        pytest.skip("this Qt brings no ICU")
    found = components([library], "1.2")
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
