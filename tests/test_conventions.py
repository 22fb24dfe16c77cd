"""The habits of the house, checked by a machine."""

import ast
import configparser
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 350
LONGEST_FUNCTION = 40
# Functions that are longer for a good reason, as "path::name"; never above the ceiling.
LONG_FOR_A_REASON: frozenset[str] = frozenset()
CEILING = 60
CATCHES_WHATEVER_COMES = {"fuzzing.py", "guided_fuzzing.py"}
"""Any error at all is what it looks for; each is told."""
FORBIDDEN_NAMES = {"utils", "util", "common", "helpers", "helper", "misc", "manager", "managers"}
MADE = {"__pycache__", "bootstrap.log", "build", "demo-out", "dist", "wheels"}
KEPT_HIDDEN = {".ci", ".gitignore"}
LOCKS = ROOT / "resources" / "requirements"

# Places on one machine, hosts that serve packages, and remarks on how a text came to be.
# Brackets keep each pattern from finding itself.
UNWANTED = re.compile(
    r"(?<![\w.])/(?:wor[k]|roo[t]|tm[p]/bash)/"
    r"|py[p]i\.org|python[h]osted|npm[j]s\.|debian[.]org|deb[.]debian"
    r"|as an? A[I]\b|A[I][- ](?:generated|assisted|written)|language [m]odel|co-authored[-]by"
    r"|gener[a]ted (?:by|with) an? ",
    re.IGNORECASE,
)
TEXTS = {
    ".cfg",
    ".css",
    ".html",
    ".json",
    ".md",
    ".py",
    ".toml",
    ".txt",
    ".yml",
    ".yaml",
    ".qss",
    "",
}


def project_files() -> list[Path]:
    """List the files that are, or could be, committed."""
    ask = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(ask, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return [path for path in ROOT.rglob("*") if path.is_file() and not is_made(path)]
    names = [name for name in listed.decode("utf-8").split("\0") if name]
    return [path for path in (ROOT / name for name in names) if path.is_file()]


def is_made(path: Path) -> bool:
    """Tell a cache or an output from a source, where git is not there to tell."""
    parts = set(path.relative_to(ROOT).parts)
    hidden = {part for part in parts if part.startswith(".")}
    return bool(parts & MADE or hidden - KEPT_HIDDEN)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


FILES = project_files()
MODULES = [path for path in FILES if path.suffix == ".py"]
each_module = pytest.mark.parametrize("path", MODULES, ids=name_of)


def nodes(path: Path, *kinds: type[ast.AST]) -> list:
    """Give the syntax nodes of some kinds in a module."""
    return [node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, kinds)]


@each_module
def test_file_is_short(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


@each_module
def test_functions_are_short(path):
    too_long = []
    for function in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef):
        lines = function.end_lineno - function.lineno + 1
        excused = f"{name_of(path)}::{function.name}" in LONG_FOR_A_REASON
        if lines > (CEILING if excused else LONGEST_FUNCTION):
            too_long.append(f"{function.name} at line {function.lineno}: {lines} lines")
    assert not too_long


@each_module
def test_name_says_what_is_inside(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    assert not FORBIDDEN_NAMES & set(parts)


@each_module
def test_no_error_is_swallowed_blindly(path):
    blind = []
    for handler in nodes(path, ast.ExceptHandler):
        caught = {n.id for n in ast.walk(handler.type or ast.Pass()) if isinstance(n, ast.Name)}
        is_broad = handler.type is None or caught & {"Exception", "BaseException"}
        if is_broad and not any(isinstance(n, ast.Raise) for n in ast.walk(handler)):
            blind.append(handler.lineno)
    assert not blind or path.name in CATCHES_WHATEVER_COMES


def test_tests_hold_no_packages():
    # A tests/forms/__init__.py would hide the package forms.
    assert not [
        name_of(p) for p in MODULES if name_of(p).startswith("tests/") and p.stem == "__init__"
    ]


LICENCES = ROOT / "resources" / "package" / "texts"
"""Other people's words, as they stand."""


def test_nothing_tells_of_machine_or_making():
    found = []
    for path in FILES:
        if path.suffix not in TEXTS or path.stat().st_size > 2_000_000 or path.parent == LICENCES:
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            if UNWANTED.search(line):
                found.append(f"{name_of(path)}:{number}: {line.strip()[:100]}")
    assert not found


# --- the locks ------------------------------------------------------------------------


def pins(lock: str) -> dict[str, list[str]]:
    """Read a lock: each pinned line with its hashes."""
    text = (LOCKS / lock).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    return {line.split("--hash")[0].strip(): re.findall(r"--hash=(\S+)", line) for line in lines}


@pytest.mark.parametrize("lock", ["run.txt", "test.txt", "package.txt"])
def test_every_dependency_is_pinned_with_hashes(lock):
    assert pins(lock)
    for pin, hashes in pins(lock).items():
        assert "==" in pin
        assert hashes, pin
        assert all(one.startswith("sha256:") for one in hashes), pin


@pytest.mark.parametrize("lock", ["test.txt", "package.txt"])
def test_every_lock_contains_the_run_lock(lock):
    assert pins("run.txt").items() <= pins(lock).items()


def test_locks_hold_what_the_metadata_asks_for():
    metadata = configparser.ConfigParser()
    metadata.read(ROOT / "setup.cfg", "utf-8")
    for lock, asked in (
        ("run.txt", metadata["options"]["install_requires"]),
        ("test.txt", metadata["options.extras_require"]["test"]),
        ("package.txt", metadata["options.extras_require"]["package"]),
    ):
        wanted = {
            re.split(r"[<>=;]", line)[0].strip().lower() for line in asked.split("\n") if line
        }
        assert wanted <= {pin.split("==")[0] for pin in pins(lock)}


def test_numpy_is_not_shipped():
    # openpyxl imports numpy where it finds it, and takes half as long again to start.
    assert not any(pin.startswith("numpy==") for pin in pins("test.txt"))
