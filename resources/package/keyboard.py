"""Hands and eyes of one who has a keyboard and a screen: Xvfb, xdotool, ImageMagick."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SCREEN = "1366x768x24"
_BARE_ROW = 3
"""``keycode 93 =``: as xmodmap writes a key without letters."""
SIGNS = {".": "period", "-": "minus", "/": "slash", "_": "underscore"}
KEY_MS = 40
LETTER_MS = 60
PATIENCE_S = 60.0
LOOK_S = 0.2
BEFORE_NAME = " — "
"""Qt puts the program's name behind the title of a dialog."""
STILL = 6
"""Looks in a row at the same picture, or the same two, for a cursor blinks: all has settled."""


class NotDone(Exception):
    """Something did not come; the argument says what."""


class Clerk:
    """Hands and eyes of one who has a keyboard and a screen."""

    def __init__(self, display: str, out: Path) -> None:
        self.display, self.out = display, out
        self.keys = 0
        self.pictures = 0
        self._free: list[int] = []

    def look_at(self, title: str) -> None:
        """Wait for a window of this title; the newest gets the keyboard, as from a desktop."""
        self.wait(f"window {title}", lambda: bool(self._windows(title)))
        self.tool("windowfocus", "--sync", self._windows(title)[-1])

    def is_gone(self, title: str) -> bool:
        """Whether no window has this title."""
        return not self._windows(title)

    def press(self, *keys: str) -> None:
        """Key presses to the window that was looked at last."""
        self.keys += len(keys)
        if keys:
            self.tool("key", "--delay", str(KEY_MS), *(SIGNS.get(key, key) for key in keys))

    def type(self, text: str) -> None:
        """A text letter by letter, from a keyboard that has a key for each of its letters."""
        self._lay_out_keys(sorted({sign for sign in text if not sign.isascii()}))
        for number, paragraph in enumerate(text.split("\n")):
            self.press(*(["Return"] if number else []))
            self.keys += len(paragraph)
            self.tool("type", "--delay", str(LETTER_MS), paragraph)

    def _lay_out_keys(self, letters: list[str]) -> None:
        """Two letters to a key, on the keys that have none: left to xdotool, some get lost."""
        codes = [f"U{ord(letter):04X}" for letter in letters]
        pairs = [" ".join((codes[n : n + 2] * 2)[:2]) for n in range(0, len(codes), 2)]
        free = [
            f"keycode {code} = {pair}" for code, pair in zip(self._free_keys(), pairs, strict=False)
        ]
        if len(free) < len(pairs):
            raise NotDone(f"a keyboard for {len(letters)} letters")
        told = "\n".join(free).encode("ascii")
        subprocess.run(["xmodmap", "-display", self.display, "-"], input=told, check=True)
        self.settle()

    def _free_keys(self) -> list[int]:
        """The keys that had no letter when the screen came up."""
        if not self._free:
            told = subprocess.run(
                ["xmodmap", "-display", self.display, "-pke"],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            rows = (line.split() for line in told.splitlines())
            self._free = [int(row[1]) for row in rows if len(row) <= _BARE_ROW or "XF86" in row[3]]
        return self._free

    def settle(self) -> None:
        """Until the screen shows the same for a while."""
        seen: list[bytes] = []

        def is_still() -> bool:
            seen.append(self._screen())
            return len(seen) > STILL and len(set(seen[-STILL:])) <= 2

        self.wait("a still screen", is_still)

    def picture(self, name: str) -> None:
        """Keep what the screen shows, as ``03-NAME.png``."""
        path = self.out / f"{self.pictures:02d}-{name}.png"
        subprocess.run(["import", "-display", self.display, "-window", "root", path], check=True)
        self.pictures += 1

    def wait(self, what: str, holds: Callable[[], bool]) -> None:
        """Look again and again; NotDone with the name of what did not come."""
        until = time.monotonic() + PATIENCE_S
        while not holds():
            if time.monotonic() > until:
                self.picture("没有等到")
                raise NotDone(what)
            time.sleep(LOOK_S)

    def tool(self, *arguments: str) -> str:
        """What xdotool says; it fails where a window has just gone, which is no fault."""
        environment = {"DISPLAY": self.display, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
        done = subprocess.run(
            ["xdotool", *arguments], env=environment, capture_output=True, text=True, check=False
        )
        return done.stdout

    def _windows(self, title: str) -> list[str]:
        # Xdotool itself finds no Chinese.
        found = self.tool("search", "--onlyvisible", "--name", ".").split()
        named = {
            one: self.tool("getwindowname", one).strip().split(BEFORE_NAME)[0] for one in found
        }
        return sorted((one for one in found if named[one] == title), key=int)

    def _screen(self) -> bytes:
        command = ["import", "-display", self.display, "-window", "root", "rgb:-"]
        return subprocess.run(command, capture_output=True, check=True).stdout


@contextmanager
def screen() -> Iterator[str]:
    """An X server of our own; its display."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-noreset", "-nolisten", "tcp"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    try:
        yield f":{server.stdout.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
