"""Collects every wheel that one kind of machine needs, so that it can install without a network.

``bootstrap.py wheels --platform win_amd64 [--python 3.11] [--lock run] [--out FOLDER]``. Files
are checked against the hashes of the lock when they come and again when they are installed.
Nothing is built: a package without a wheel for the platform is an error.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# pip runs this file, so what pip itself judges markers with is there.
from pip._vendor.packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKS = ROOT / "resources" / "requirements"
SUMS = "SHA256SUMS"


class Platform(NamedTuple):
    """A kind of machine: the wheels that it takes, and what the lock's markers ask of it."""

    tags: tuple[str, ...]
    machine: str
    system: str
    os: str


def _manylinux(machine: str, newest: int) -> Platform:
    """Linux with glibc 2.``newest``: wheels for it and for every older one."""
    tags = [f"manylinux_2_{minor}_{machine}" for minor in range(newest, 4, -1)]
    tags += [f"manylinux{name}_{machine}" for name in ("2014", "2010", "1")]
    return Platform((*tags, f"linux_{machine}"), machine, "Linux", "linux")


PLATFORMS = {
    "win_amd64": Platform(("win_amd64",), "AMD64", "Windows", "win32"),
    # Kylin V10 and UOS 20; Qt has no wheel for an older glibc on aarch64.
    "manylinux_x86_64": _manylinux("x86_64", 28),
    "manylinux_aarch64": _manylinux("aarch64", 31),
}
PYTHONS = ("3.10", "3.11", "3.12", "3.13")


def main() -> int:
    """Collect for one platform; 0, or 1 where pip could not get every wheel."""
    given = _arguments()
    out = Path(given.out or ROOT / "wheels" / f"{given.platform}-{given.python}")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pinned = Path(folder, "pinned.txt")
        lock = (LOCKS / f"{given.lock}.txt").read_text("utf-8")
        pinned.write_text("\n".join(pins_for(lock, given.platform, given.python)), "utf-8")
        command = [sys.executable, "-m", "pip", "download", "-r", str(pinned), "-d", str(out)]
        command += choices(given.platform, given.python)
        if subprocess.run(command, check=False).returncode:
            print(f"没有收集完整：{given.platform}，Python {given.python}。", file=sys.stderr)
            return 1
    wheels = sorted(out.glob("*.whl"))
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in wheels]
    (out / SUMS).write_text("".join(sums), "utf-8", newline="\n")
    size = sum(path.stat().st_size for path in wheels) / 1e6
    print(f"{out}：{len(wheels)} 个文件，{size:.0f} MB。")
    return 0


def choices(platform: str, python: str) -> list[str]:
    """Options that make pip choose for another machine than this one."""
    options = ["--require-hashes", "--only-binary=:all:", "--no-deps", "--no-input"]
    options += ["--python-version", python, "--implementation", "cp"]
    options += ["--abi", f"cp{python.replace('.', '')}", "--abi", "abi3", "--abi", "none"]
    for tag in PLATFORMS[platform].tags:
        options += ["--platform", tag]
    return options


def pins_for(lock: str, platform: str, python: str) -> list[str]:
    """A lock's lines for one platform, without markers: pip would judge those by this machine."""
    kind = PLATFORMS[platform]
    environment = {
        "implementation_name": "cpython",
        "os_name": "nt" if kind.os == "win32" else "posix",
        "platform_machine": kind.machine,
        "platform_python_implementation": "CPython",
        "platform_system": kind.system,
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": kind.os,
    }
    lines = []
    for pin, hashes in _pins(lock):
        wanted = Requirement(pin)
        if wanted.marker is None or wanted.marker.evaluate(environment):
            lines.append(" ".join([f"{wanted.name}{wanted.specifier}", *hashes]))
    return lines


def _pins(lock: str) -> Iterator[tuple[str, list[str]]]:
    for line in lock.replace("\\\n", " ").splitlines():
        words = line.split(" --hash=")
        if line and not line.lstrip().startswith("#"):
            yield words[0].strip(), [f"--hash={word.strip()}" for word in words[1:]]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bootstrap.py wheels")
    parser.add_argument("--platform", required=True, choices=sorted(PLATFORMS))
    here = "{}.{}".format(*sys.version_info[:2])
    parser.add_argument("--python", default=here, choices=PYTHONS)
    parser.add_argument("--lock", default="run", choices=("run", "test", "package"))
    parser.add_argument("--out")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
