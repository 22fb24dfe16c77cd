"""Prepare everything the program needs, then start it.

Order of events: refuse a Python that cannot run the program; look for system libraries
(as root on a Debian-like system, install them); make ``.venv``; install the locked
dependencies with their hashes; hand over to ``main.py``, to pytest for ``test``, or to the
tools of resources/package for ``package`` and ``wheels``. ``--offline FOLDER`` before all
else installs from the wheels in a folder, without a network.

Only the standard library is used, and everything said goes to standard error, so that
the output of the program itself stays clean. The syntax is kept to what an old Python
can parse: it must live long enough to say that it is too old.
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOG = ROOT / "bootstrap.log"
LOCKS = ROOT / "resources" / "requirements"
TOOLS = ROOT / "resources" / "package"
# Wheels brought along for a machine without a network; see docs/development.md.
WHEELS = ROOT / "wheels"

OLDEST, NEWEST = (3, 10), (3, 13)
UNUSABLE = 2
INTERRUPTED = 130

# Work on the program instead of with it: the lock that it needs and what does it.
TASKS = {
    "test": ("test.txt", ["-m", "pytest"]),
    "package": ("package.txt", [str(TOOLS / "build.py")]),
    "wheels": ("run.txt", [str(TOOLS / "wheels.py")]),
}
# What the program can do without Qt, and so without any system library.
WITHOUT_QT = (
    *("read", "read-worker", "check", "export", "carry", "merge", "manual", "wheels"),
    *("-h", "--help", "--version"),
)

# Debian's package name -> the shared library that proves it is there. The library is
# loaded rather than the package database asked: that holds on Kylin and UOS as well.
FOR_QT = {
    "libglib2.0-0": "libglib-2.0.so.0",
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
}
FOR_SCREEN = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libx11-xcb1": "libX11-xcb.so.1",
}
# Programs that some tests drive a real window with; those tests skip without them.
FOR_TESTS = {"xvfb": "Xvfb", "xdotool": "xdotool"}


class StartError(Exception):
    """The program cannot be prepared; the message is for the person at the keyboard."""


def say(sentence: str) -> None:
    """Tell the person at the keyboard something."""
    print(sentence, file=sys.stderr, flush=True)


def refuse_unfit_python() -> None:
    """Refuse a Python for which the dependencies do not exist."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        have = "{}.{}".format(*sys.version_info[:2])
        raise StartError(
            f"本程序需要 Python 3.{OLDEST[1]} 至 3.{NEWEST[1]}，当前是 {have}，"
            "请安装其中一个版本后用它重新运行。"
        )


def run_logged(command: "list[str]", environment: "dict[str, str] | None" = None) -> bool:
    """Run a command, its output into the log; tell whether it succeeded."""
    with LOG.open("ab") as log:
        log.write((" ".join(command) + "\n").encode("utf-8"))
        log.flush()
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=False,
        )
    return done.returncode == 0


# --- system libraries -----------------------------------------------------------------


def can_load(library: str) -> bool:
    """Tell whether the dynamic loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(needs_screen: bool, is_test: bool) -> "tuple[list[str], list[str]]":
    """Name the Debian packages that are lacking: (indispensable, useful)."""
    if not sys.platform.startswith("linux"):
        return [], []
    needed = [package for package, library in FOR_QT.items() if not can_load(library)]
    screen = [package for package, library in FOR_SCREEN.items() if not can_load(library)]
    useful = []
    if needs_screen:
        needed += screen
    elif is_test:
        useful += screen
    if is_test:
        useful += [package for package, tool in FOR_TESTS.items() if not shutil.which(tool)]
    return needed, useful


def lacks_venv() -> bool:
    """Tell whether Debian's split of the standard library left out what venv needs."""
    return any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip"))


def venv_package() -> str:
    """Name the Debian package that brings venv for this very Python."""
    return "python{}.{}-venv".format(*sys.version_info[:2])


def is_root() -> bool:
    """Tell whether system packages may be installed without asking for a password."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt(*arguments: str) -> bool:
    """Run apt-get without questions, its output into the log."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    return run_logged(["apt-get", "-q", "-y", *arguments], environment)


def install_packages(packages: "list[str]") -> None:
    """Install Debian packages, refreshing the package list only when it is too old."""
    if not packages:
        return
    say("正在安装系统组件：" + " ".join(packages))
    install = ("install", "--no-install-recommends", *packages)
    if not apt(*install):
        apt("update")
        apt(*install)


def how_to_install(packages: "list[str]") -> str:
    """Give the command that installs packages, or what to look for where there is no apt."""
    if shutil.which("apt-get"):
        return f"  {'' if is_root() else 'sudo '}apt-get install -y {' '.join(packages)}"
    libraries = [FOR_QT.get(name) or FOR_SCREEN.get(name) or name for name in packages]
    return f"  （请用系统的软件管理工具安装）{' '.join(libraries)}"


def lacking(arguments: "list[str]") -> "tuple[list[str], list[str]]":
    """Name the packages lacking for what is asked: (indispensable, useful)."""
    needed: list[str] = []
    useful: list[str] = []
    if not arguments or arguments[0] not in WITHOUT_QT:
        has_screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
        needed, useful = missing_packages(has_screen, arguments[:1] == ["test"])
    if not venv_python().exists() and lacks_venv():
        needed.append(venv_package())
    return needed, useful


def look_after_system(arguments: "list[str]") -> None:
    """Install, or name, the system packages that are lacking for what is asked."""
    needed, useful = lacking(arguments)
    if (needed or useful) and is_root() and shutil.which("apt-get"):
        # Apart, so that one unknown name among the useful does not stop the others.
        install_packages(needed)
        install_packages(useful)
        importlib.invalidate_caches()
        needed, useful = lacking(arguments)
        if needed:
            say(f"系统组件没有自动装上，详细记录在 {LOG}。")
    if needed:
        raise StartError(
            "缺少系统组件。请在终端运行下面的命令，完成后重新启动本程序：\n"
            + how_to_install(needed)
        )
    if useful:
        say("缺少下列系统组件，部分测试会跳过；要全部运行，请先执行：\n" + how_to_install(useful))


# --- the virtual environment ----------------------------------------------------------


def venv_python() -> Path:
    """Give the Python of the virtual environment."""
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def fingerprint(lock: Path) -> str:
    """Give what an installation depends on: the lock and the Python."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return "{} {}.{}".format(digest, *sys.version_info[:2])


def is_sound(python: Path) -> bool:
    """Tell whether the environment's Python starts, is this version, and has pip."""
    probe = "import sys, pip; sys.exit(sys.version_info[:2] != ({}, {}))"
    try:
        done = subprocess.run(
            [str(python), "-c", probe.format(*sys.version_info[:2])],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0


def make_venv() -> None:
    """Make the virtual environment, anew if the one there is broken or of another Python."""
    if is_sound(venv_python()):
        return
    if not run_logged([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        raise StartError(f"无法建立 Python 运行环境 {VENV}，详细记录在 {LOG}。")


def install_dependencies(lock: Path, wheels: Path) -> None:
    """Install what a lock names, from ``wheels`` if it is there, every file checked by hash."""
    command = [str(venv_python()), "-m", "pip", "install", "--disable-pip-version-check"]
    # Nothing is ever compiled: a clerk's machine has no compiler.
    command += ["--no-input", "--require-hashes", "--only-binary=:all:"]
    reason = "多半是连不上网络或软件源；请检查网络后重试"
    if wheels.is_dir():
        command += ["--no-index", "--find-links", str(wheels)]
        reason = f"{wheels} 里的组件不全，或不是为这台机器和这个 Python 收集的"
    if not run_logged([*command, "-r", str(lock)]):
        raise StartError(f"依赖组件没有装上，{reason}，详细记录在 {LOG}。")


def prepare(lock: Path, wheels: Path) -> None:
    """Bring the virtual environment in line with a lock; at once when it already is."""
    stamp = VENV / f"installed-{lock.stem}.stamp"
    wanted = fingerprint(lock)
    if stamp.exists() and venv_python().exists() and stamp.read_text("utf-8") == wanted:
        return
    where = "从本机的文件夹安装" if wheels.is_dir() else "首次需要下载约 120 MB"
    say(f"正在准备运行环境，{where}，请稍候……")
    make_venv()
    install_dependencies(lock, wheels)
    stamp.write_text(wanted, "utf-8")
    say("运行环境已就绪。")


# --- handing over ---------------------------------------------------------------------


def hand_over(command: "list[str]") -> int:
    """Become the program (or, on Windows, wait for it)."""
    if os.name != "nt":
        os.execv(command[0], command)
    try:
        return subprocess.call(command)
    except KeyboardInterrupt:
        return INTERRUPTED


def start(arguments: "list[str]") -> int:
    """Prepare for what is asked and hand over to it."""
    refuse_unfit_python()
    with contextlib.suppress(OSError):
        LOG.unlink()
    wheels, arguments = wheels_asked_for(arguments)
    look_after_system(arguments)
    python = str(venv_python())
    if arguments and arguments[0] in TASKS:
        lock, task = TASKS[arguments[0]]
        if arguments == ["test"]:
            # The whole suite on every core; a single module is quicker without. By "loadfile"
            # pytest-xdist waits for ever once a worker has died.
            task = [*task, "-n", "auto", "--dist", "worksteal"]
        prepare(LOCKS / lock, wheels)
        os.chdir(str(ROOT))
        return hand_over([python, *task, *arguments[1:]])
    prepare(LOCKS / "run.txt", wheels)
    return hand_over([python, str(ROOT / "main.py"), *arguments])


def wheels_asked_for(arguments: "list[str]") -> "tuple[Path, list[str]]":
    """Take ``--offline FOLDER`` from the arguments: (the folder of wheels, the others)."""
    if arguments[:1] != ["--offline"]:
        return WHEELS, arguments
    folder = Path(*arguments[1:2]).resolve()
    if len(arguments) < 2 or not folder.is_dir():
        raise StartError(f"找不到放组件的文件夹 {folder}。用法：bootstrap.py --offline 文件夹 …")
    return folder, arguments[2:]


def main() -> int:
    """Start, and turn what stands in the way into one sentence and an exit code."""
    try:
        return start(sys.argv[1:])
    except StartError as refusal:
        say(str(refusal))
    except OSError as error:
        say(f"启动失败：{error}。请确认程序所在的文件夹可以写入、磁盘没有写满。")
    except KeyboardInterrupt:
        return INTERRUPTED
    return UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
