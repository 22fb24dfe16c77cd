"""Builds the folder that runs without Python, and packs it: ``python3 bootstrap.py package``.

dist/gknb/ is the folder, beside it the archive with its SHA256SUMS. The folder has done the
whole job once (trial.py) before it is packed. On Linux the build ends with 1 when a file asks
for a newer glibc than the target; ``--any-glibc`` lets that pass, for a package that is to run
on this machine and its like. resources/package/build_oldest.sh builds where the target is met.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT)]

import icu_data  # noqa: E402
import inventory  # noqa: E402
import sizes  # noqa: E402
import symbols  # noqa: E402
import trial  # noqa: E402

from main import VERSION  # noqa: E402

DIST = ROOT / "dist"
WORK = ROOT / "build"
FOLDER = DIST / "gknb"
SUMS = "SHA256SUMS"
LICENCES = "许可证.txt"
BILL = f"{trial.INNER}/{trial.BILL}"
IS_LINUX = sys.platform.startswith("linux")
ON_LINUX = ("install.sh", "gknb.desktop", "gknb-mime.xml")
MEGA = 1e6
XZ_FILTERS = (
    *(["--x86"] if IS_LINUX and os.uname().machine == "x86_64" else []),
    "--lzma2=preset=9e",
)
"""Calls and jumps by their targets, 2 MB less; Debian 11's xz cannot do that for aarch64."""


def main() -> int:
    """Build, describe, check and pack; 1 where the folder does not run where it should."""
    _run_pyinstaller()
    if IS_LINUX:
        _shrink_icu()
        _strip()
        for name in ON_LINUX:
            shutil.copy(HERE / name, FOLDER / name)
    shutil.copy(HERE / "说明.txt", FOLDER / "说明.txt")
    _describe()
    trial.run(FOLDER)
    above = symbols.report(FOLDER) if IS_LINUX else []
    sizes.report(FOLDER)
    archive = _pack()
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    (DIST / SUMS).write_text(f"{digest}  {archive.name}\n", "utf-8", newline="\n")
    print(f"{FOLDER}：{sizes.total(FOLDER) / MEGA:.1f} MB")
    print(f"{archive}：{archive.stat().st_size / MEGA:.1f} MB")
    for path in above:
        print(f"需要的 glibc 太新：{path.relative_to(FOLDER)}", file=sys.stderr)
    return 1 if above and "--any-glibc" not in sys.argv[1:] else 0


def _run_pyinstaller() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(DIST), "--workpath", str(WORK), str(HERE / "gknb.spec")]
    # The same folder from the same sources: modules are packed in the order of this seed.
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "1"})


def _shrink_icu() -> None:
    qt = FOLDER / trial.INNER / "PySide6"
    # The libraries of ICU itself ask each other for everything.
    asking = [path for path in qt.rglob("*.so*") if not path.name.startswith("libicu")]
    for library in (qt / "Qt" / "lib").glob("libicudata.so.*"):
        icu_data.shrink(library, asking)


WITH_SYMBOLS = (
    *("libpython*.so*", "python3*/lib-dynload/*.so", "python_calamine/*.so"),
    *("PySide6/Qt/lib/libicu*.so*", "pypdfium2_raw/*.so", "PIL/*.so"),
)
"""What comes with symbols for debuggers: 24 MB where Python was built from source."""


def _strip() -> None:
    inside = FOLDER / trial.INNER
    files = [path for pattern in WITH_SYMBOLS for path in inside.glob(pattern)]
    plain = [str(path) for path in files if not path.is_symlink()]
    subprocess.run(["strip", "--strip-unneeded", *plain], check=True)


def _describe() -> None:
    """The licences, the list of what is inside, and the sums of all files."""
    rows = (WORK / "gknb" / "pieces.txt").read_text("utf-8").splitlines()
    parts = (row.split("\t") for row in rows)
    pieces = [(Path(place).as_posix(), Path(path)) for place, path in parts]
    made = [LICENCES, BILL, SUMS, *(path.name for path in FOLDER.iterdir() if path.is_file())]
    ours = [(name, ROOT / "main.py") for name in made]
    found = inventory.components([*pieces, *ours], VERSION)
    (FOLDER / LICENCES).write_text(inventory.licence_file(found), "utf-8")
    bill = inventory.bill_of_materials(found)
    (FOLDER / BILL).write_text(bill, "utf-8")
    (FOLDER / SUMS).write_text(inventory.sums(FOLDER, SUMS), "utf-8", newline="\n")


def _pack() -> Path:
    """The archive that travels: tar.xz where programs must stay executable, zip on Windows."""
    if not IS_LINUX:
        archive = DIST / f"gknb-{VERSION}-windows-{os.environ['PROCESSOR_ARCHITECTURE']}.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(FOLDER.rglob("*")):
                packed.write(path, path.relative_to(DIST))
        return archive
    archive = DIST / f"gknb-{VERSION}-linux-{os.uname().machine}.tar.xz"
    # The tools, for a Python built without lzma must be able to do it too.
    command = ["tar", "--sort=name", "--owner=0", "--group=0", "-cf", "-", FOLDER.name]
    with (
        subprocess.Popen(command, cwd=DIST, stdout=subprocess.PIPE) as tar,
        archive.open("wb") as to,
    ):
        subprocess.run(["xz", "-T1", *XZ_FILTERS], stdin=tar.stdout, stdout=to, check=True)
    if tar.returncode:
        raise subprocess.CalledProcessError(tar.returncode, command)
    return archive


if __name__ == "__main__":
    sys.exit(main())
