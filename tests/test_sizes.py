"""What a folder weighs."""

import pytest
from sizes import OTHERS, group_of, report, total, weighed


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "_internal" / "PySide6").mkdir(parents=True)
    (tmp_path / "_internal" / "PySide6" / "libicudata.so.73").write_bytes(bytes(3_000_000))
    (tmp_path / "_internal" / "PySide6" / "QtGui.so").write_bytes(bytes(1_000_000))
    (tmp_path / "gknb").write_bytes(bytes(10))
    (tmp_path / "link").symlink_to("gknb")
    return tmp_path


def test_files_are_weighed_without_links(folder):
    assert total(folder) == 4_000_010
    assert [place for _, place in weighed(folder)][-1] == "gknb"


def test_groups(folder, capsys):
    assert group_of("_internal/PySide6/libicudata.so.73") == "ICU"
    assert group_of("_internal/PySide6/QtGui.so") == "Qt"
    assert group_of("unknown.txt") == OTHERS
    report(folder)
    assert capsys.readouterr().out.splitlines()[0].split() == ["3.00", "ICU"]
