"""What the program is made of: version, editions, libraries."""

import configparser
import json
import re

from conftest import ROOT

import main
from forms.versions import BILL, LIBRARIES, versions


def test_version_json(capsys):
    """One JSON object with what a fault report needs."""
    assert main.main(["--version", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert told["program"] == main.VERSION
    assert [one["key"] for one in told["editions"]] == ["2019", "2021"]
    assert all(told["libraries"].values())


def test_version_for_the_eye(capsys):
    assert main.main(["--version"]) == 0
    assert capsys.readouterr().out == f"gknb {main.VERSION}\n"


def test_version_is_the_one_of_the_metadata():
    metadata = configparser.ConfigParser()
    metadata.read(ROOT / "setup.cfg", "utf-8")
    assert metadata["metadata"]["version"] == main.VERSION


def test_libraries_are_those_of_the_metadata():
    """But tomli, which only the oldest Python needs."""
    metadata = configparser.ConfigParser()
    metadata.read(ROOT / "setup.cfg", "utf-8")
    lines = metadata["options"]["install_requires"].split("\n")
    asked = {re.split(r"[<>=;]", line)[0].strip() for line in lines if line}
    assert asked - {"tomli"} == set(LIBRARIES)


def test_packaged_program_tells_what_is_inside(monkeypatch, tmp_path):
    """In the package the list that was made with it is read."""
    monkeypatch.setattr("sys.frozen", True, raising=False)
    inside = tmp_path / "_internal"
    (inside / "forms").mkdir(parents=True)
    bill = {"components": [{"name": "lxml", "version": "6.1"}, {"name": "Fandol"}]}
    (inside / BILL).write_text(json.dumps(bill), "utf-8")
    monkeypatch.setattr("forms.versions.__file__", str(inside / "forms" / "versions.pyc"))
    told = versions("1.0")

    assert told["packaged"] is True
    assert told["libraries"] == {"lxml": "6.1", "Fandol": None}
