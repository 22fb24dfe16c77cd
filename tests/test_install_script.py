"""install.sh: menu, icon and file type of one person, and all of it gone again."""

import os
import shutil
import subprocess
from xml.etree import ElementTree as ET

import pytest
from conftest import ROOT

PACKAGE = ROOT / "resources" / "package"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="a shell script for Linux")


@pytest.fixture
def program(tmp_path):
    """A folder as it is packaged, in a place with a blank in its name."""
    folder = tmp_path / "U 盘" / "gknb"
    icons = folder / "_internal" / "resources" / "icons"
    icons.mkdir(parents=True)
    for name in ("install.sh", "gknb.desktop", "gknb-mime.xml"):
        shutil.copy(PACKAGE / name, folder)
    for path in (ROOT / "resources" / "icons").glob("gknb-*.png"):
        shutil.copy(path, icons)
    (folder / "gknb").write_text("#!/bin/sh\n", "utf-8")
    return folder


def run(program, *arguments):
    command = ["sh", str(program / "install.sh"), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True)


def test_installed_and_removed_again(program, home):
    data = home / "data"
    kept = data / "gknb" / "window.ini"
    kept.parent.mkdir(parents=True)
    kept.write_text("", "utf-8")
    run(program)
    run(program)

    entry = (data / "applications" / "gknb.desktop").read_text("utf-8")
    assert f'Exec="{data}/gknb-program/gknb" %f' in entry
    assert (data / "gknb-program" / "gknb").is_file()
    assert (data / "icons" / "hicolor" / "256x256" / "apps" / "gknb.png").is_file()
    run(data / "gknb-program", "--remove")
    left = {path.name for path in data.rglob("*") if path.name.startswith("gknb")}
    assert left == {"gknb"}
    assert kept.is_file()


def test_here_points_to_the_folder_itself(program, home):
    run(program, "--here")
    entry = (home / "data" / "applications" / "gknb.desktop").read_text("utf-8")
    assert f'Exec="{program}/gknb" %f' in entry
    assert not (home / "data" / "gknb-program").exists()


def test_portable_data_stays_on_the_stick(program, home):
    (program / "gknb-data").mkdir()
    run(program)
    assert not (home / "data" / "gknb-program" / "gknb-data").exists()


def test_file_type_of_the_entry_is_the_declared_one():
    tree = ET.parse(PACKAGE / "gknb-mime.xml").getroot()
    (kind,) = tree
    globs = [one.get("pattern") for one in kind if one.tag.endswith("glob")]
    entry = (PACKAGE / "gknb.desktop").read_text("utf-8")

    assert globs == ["*.gknb"]
    assert f"MimeType={kind.get('type')};" in entry
