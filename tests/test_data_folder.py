"""Where settings and journals are kept: named, beside the program, or the person's own."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from forms import data_folder as module
from forms.data_folder import BESIDE, DATA_VARIABLE, data_folder, program_folder


@pytest.fixture
def program(tmp_path, monkeypatch):
    """The folder of a packaged program."""
    folder = tmp_path / "gknb"
    folder.mkdir()
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", str(folder / "gknb"))
    return folder


def test_the_named_folder_comes_first(program, tmp_path, monkeypatch):
    (program / BESIDE).mkdir()
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "named"))
    assert data_folder() == tmp_path / "named"


def test_a_folder_beside_the_program_keeps_everything(program, monkeypatch):
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    assert data_folder().parent != program
    (program / BESIDE).mkdir()
    assert data_folder() == program / BESIDE


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_a_folder_that_cannot_be_written_is_left_alone(program, monkeypatch):
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    (program / BESIDE).mkdir()
    monkeypatch.setattr(module.os, "access", lambda path, mode: False)
    assert data_folder().name == "gknb"
    assert data_folder().parent != program


def test_a_file_of_that_name_is_no_folder(program, monkeypatch):
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    (program / BESIDE).write_text("", "utf-8")
    assert data_folder() != program / BESIDE


@pytest.mark.skipif(os.name == "nt", reason="there Qt asks Windows, not the environment")
@pytest.mark.parametrize("named", [None, "", "relative/place"])
def test_the_persons_folder_is_where_qt_says(monkeypatch, named):
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    if named is None:
        monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_DATA_HOME", named)
    kind = QStandardPaths.StandardLocation.GenericDataLocation
    assert data_folder() == Path(QStandardPaths.writableLocation(kind), "gknb")


def test_the_sources_are_their_own_folder():
    assert (program_folder() / "main.py").is_file()
