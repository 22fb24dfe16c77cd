"""Wheels for another machine: its own pins, its own tags, each with its hash."""

import subprocess
import sys

import pytest
from conftest import ROOT
from wheels import PLATFORMS, PYTHONS, choices, pins_for

LOCK = (ROOT / "resources" / "requirements" / "run.txt").read_text("utf-8")
EACH = [(platform, python) for platform in sorted(PLATFORMS) for python in PYTHONS]


def names(platform, python):
    return {line.split("==")[0] for line in pins_for(LOCK, platform, python)}


@pytest.mark.parametrize(("platform", "python"), EACH)
def test_each_platform_has_one_pin_per_package(platform, python):
    """Markers are judged for the machine asked for, not for this one, and then gone."""
    pins = pins_for(LOCK, platform, python)
    found = [line.split("==")[0] for line in pins]

    assert len(found) == len(set(found))
    assert {"pyside6-essentials", "lxml", "reportlab"} <= set(found)
    assert all("--hash=sha256:" in line and ";" not in line for line in pins)


def test_aarch64_gets_the_qt_that_loads_there():
    def qt(platform):
        (line,) = [p for p in pins_for(LOCK, platform, "3.11") if p.startswith("pyside6")]
        return line.split()[0]

    assert qt("manylinux_aarch64") == "pyside6-essentials==6.8.0.2"
    assert qt("manylinux_x86_64") == qt("win_amd64") == "pyside6-essentials==6.9.3"


def test_only_the_oldest_python_needs_tomli():
    assert "tomli" in names("win_amd64", "3.10")
    assert "tomli" not in names("win_amd64", "3.11")


def test_no_tag_is_newer_than_the_target():
    tags = PLATFORMS["manylinux_x86_64"].tags
    assert "manylinux_2_28_x86_64" in tags
    assert "manylinux2014_x86_64" in tags
    assert not any(tag.startswith("manylinux_2_29") for tag in tags)


@pytest.mark.long
@pytest.mark.parametrize(("platform", "python"), EACH)
def test_every_pin_has_a_wheel(platform, python, tmp_path):
    """pip finds a file with the right hash for everything; nothing is built or kept."""
    pinned = tmp_path / "pinned.txt"
    pinned.write_text("\n".join(pins_for(LOCK, platform, python)), "utf-8")
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed"]
    command += ["--target", str(tmp_path / "nowhere"), "-r", str(pinned)]
    done = subprocess.run(
        [*command, *choices(platform, python)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
