"""The packaged program does the whole job once before it is given away.

``python resources/package/trial.py FOLDER`` (build.py runs it too): every command and the window
(offscreen) with the demonstration's report, every format written and read again. What the
package lacks, be it a module, a library, a plugin, a face or a dictionary, ends the build.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from inventory import unlisted

INNER = "_internal"
BILL = "bom.cdx.json"
PROGRAMS = ("gknb", "gknb-cli.exe")
SAVED = "示范报告.gknb"
FORMATS = ("pdf", "docx", "xlsx", "html", "json", "gknb")
PAPERS = {".xlsx", ".pdf", ".docx", ".csv"}
OLD_FILES = Path(__file__).resolve().parent.parent.parent / "tests" / "samples" / "office"
HELD = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
HELD |= {"PATH": os.defpath, "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
"""The whole environment: nothing of the machine that builds may help."""
_LONGEST = 600


class TrialFailed(Exception):
    """The package does not do what it should; the argument says which command, and what it said."""


class _Package:
    """The packaged program, with a home of its own."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.program = next(folder / name for name in PROGRAMS if (folder / name).is_file())
        self.home = home
        # Windows names the home its own way, and Qt without a screen has no faces there.
        faces = folder / INNER / "resources" / "fonts"
        self._places = {
            **dict.fromkeys(("HOME", "USERPROFILE"), str(home)),
            "GKNB_DATA": str(home / "data"),
            "QT_QPA_FONTDIR": str(faces.resolve()),
        }

    def told(self, *arguments: str, codes: tuple[int, ...] = (0,), hint: str = "") -> str:
        """What a command writes; anything but ``hint`` on standard error is a failure."""
        done = subprocess.run(
            [str(self.program.resolve()), *arguments],
            cwd=self.home,
            env={**HELD, **self._places},
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
        said = done.stderr.decode("utf-8", "replace")
        if done.returncode not in codes or (said and not (hint and hint in said)):
            raise TrialFailed(f"gknb {' '.join(arguments)}: {done.returncode}\n{said}")
        return done.stdout.decode("utf-8")


def run(folder: Path) -> None:
    """The whole job; raises TrialFailed at the first thing that is not as it should be."""
    with tempfile.TemporaryDirectory() as home:
        package = _Package(folder, Path(home))
        _versions(package)
        _window(package)
        _formats(package)
        _papers(package)
        _old_files(package)
    _list(folder)
    print("打好的程序已把全部工作试做一遍。")


def _list(folder: Path) -> None:
    """Each file belongs to a component of the list of contents, and nothing listed is lacking."""
    odd = unlisted(folder, (folder / INNER / BILL).read_text("utf-8"))
    if odd:
        raise TrialFailed(f"{BILL}: {odd}")


def _versions(package: _Package) -> None:
    told = json.loads(package.told("--version", "--json"))
    if not (told["packaged"] and told["libraries"] and len(told["editions"]) > 1):
        raise TrialFailed(f"--version --json: {told}")


def _window(package: _Package) -> None:
    """The demonstration types the whole report with keys and exports from the window."""
    package.told("demo", ".")
    _must_be(package, SAVED)
    if not any(package.home.glob("*.png")):
        raise TrialFailed("demo: no pictures")


def _formats(package: _Package) -> None:
    """Each format, simplified and traditional; what is read of it is what was written."""
    outs = [f"out.{suffix}" for suffix in FORMATS]
    package.told("export", SAVED, *outs)
    # A clerk's files mostly are old ones: the annex needs last year's, which the saved one holds.
    package.told("export", SAVED, "annex.pdf", "annex.docx", "annex.xlsx", "--annex")
    package.told("export", SAVED, "old.pdf", "old.docx", "--traditional", "--draft")
    package.told("export", SAVED, "sheet.pdf", "--check-sheet")
    _must_be(package, *outs, "annex.xlsx", "old.pdf", "sheet.pdf")
    tables = _tables(package, SAVED)
    for out in (*outs, "annex.pdf", "old.pdf", "old.docx"):
        if _tables(package, out) != tables:
            raise TrialFailed(f"read {out}: not what was written")


def _tables(package: _Package, name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(package.told("read", "--json", name))["tables"]
    return found


def _papers(package: _Package) -> None:
    """The manual with its pictures, next year's draft, a folder of returns in worker processes."""
    package.told("manual", "manual.pdf")
    package.told("carry", "out.docx", "next.gknb")
    package.told("check", SAVED, "--last-year", "out.pdf", codes=(0, 1))
    returns = package.home / "returns"
    returns.mkdir()
    for number, suffix in enumerate(FORMATS[:4]):
        (package.home / f"out.{suffix}").rename(returns / f"单位{number}.{suffix}")
    merge = ("merge", "sum.xlsx", "returns", "--papers", "papers")
    # Of the two forms of the details one needs what is not shipped.
    package.told(*merge, codes=(0, 1), hint="Parquet")
    _must_be(package, "manual.pdf", "next.gknb", "sum.xlsx")
    if not {path.suffix for path in (package.home / "papers").rglob("*.*")} >= PAPERS:
        raise TrialFailed("merge: papers are lacking")


def _old_files(package: _Package) -> None:
    """Files of the office programs of 1997 to 2003."""
    for path in sorted(OLD_FILES.iterdir()):
        if not json.loads(package.told("read", "--json", str(path)))["tables"]:
            raise TrialFailed(f"read {path.name}: no tables")


def _must_be(package: _Package, *names: str) -> None:
    for name in names:
        path = package.home / name
        if not path.is_file() or not path.stat().st_size:
            raise TrialFailed(f"{name}: was not written")


if __name__ == "__main__":
    run(Path(sys.argv[1]))
