"""Whether a window can be shown."""

import socket
import sys
import uuid

import pytest

from ui.display import has_display

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can lack a display")


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)


def test_nothing_set_is_no_display():
    assert not has_display()


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600"])
def test_platforms_without_a_screen_need_none(monkeypatch, platform):
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert has_display()


def test_xcb_still_needs_one(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert not has_display()


def test_a_display_that_nobody_serves_is_none(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":59123")
    assert not has_display()


def test_a_display_on_another_machine_is_believed(monkeypatch):
    monkeypatch.setenv("DISPLAY", "somewhere:0")
    assert has_display()


def test_a_wayland_socket_that_answers(monkeypatch, tmp_path):
    name = uuid.uuid4().hex[:8]
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(name)
        server.listen()
        monkeypatch.setenv("XDG_RUNTIME_DIR", ".")
        monkeypatch.setenv("WAYLAND_DISPLAY", name)
        assert has_display()
    assert not has_display()
