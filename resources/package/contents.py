"""What of all that PyInstaller finds goes into the package, and where it lies there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

NOT_SHIPPED = (
    # Tools that libraries would use if they were there.
    *("IPython", "setuptools", "pkg_resources", "pip", "pytest", "_pytest", "hypothesis"),
    *("numpy", "cffi", "pycparser", "cssselect", "html5lib", "bs4", "defusedxml"),
    # A program without a network needs no keys and no mail.
    *(
        "ssl",
        "_ssl",
        "_hashlib",
        "_bz2",
        "_lzma",
        "_uuid",
        "ftplib",
        "smtplib",
        "http.server",
        "xmlrpc",
        "asyncio",
    ),
    *("tkinter", "turtle", "curses", "readline", "sqlite3.test", "unittest", "doctest", "pdb"),
    *("pydoc", "pydoc_data", "distutils", "ensurepip", "lib2to3"),
    *("lxml.objectify", "lxml.isoschematron", "lxml.sax", "lxml.cssselect", "lxml.html.clean"),
    *("lxml.html.diff", "lxml.html._difflib", "lxml.html.soupparser", "lxml.html.html5parser"),
    *("_pydecimal", "optparse", "tracemalloc", "charset_normalizer"),
    # Of reportlab the canvas and the document.
    *("reportlab.graphics", "reportlab.platypus", "reportlab.pdfbase.acroform"),
    *("reportlab.pdfbase._glyphlist", "reportlab.lib.PyFontify", "reportlab.lib.pdfencrypt"),
    *("reportlab.lib.randomtext", "reportlab.lib.styles", "reportlab.lib.validators"),
    # Of pictures only PNG, the manual's; see also is_module_wanted.
    *("PIL._avif", "PIL._webp", "PIL._imagingcms", "PIL._imagingft", "PIL._imagingmath"),
    *("PIL._imagingmorph", "PIL._imagingtk"),
    *("PySide6.QtNetwork", "PySide6.QtOpenGL", "PySide6.QtSvg", "PySide6.QtQml"),
)

NOT_AT_START = ("pyi_rth_inspect", "pyi_rth_pkgutil", "pyi_rth_multiprocessing")
"""What PyInstaller runs at every start: modules that are only ever imported need nothing, and
main.work_for_another looks after workers."""
NOT_AT_START_ON_LINUX = ("pyi_rth_pyside6",)
"""Loads Qt even for a command that needs none. Its wheel for Linux finds its plugins itself."""

QT_PLUGINS = frozenset(
    {
        "platforms/libqxcb.so",
        "platforms/libqoffscreen.so",
        "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
        "platforminputcontexts/libibusplatforminputcontextplugin.so",
        "platformthemes/libqxdgdesktopportal.so",
        "printsupport/libcupsprintersupport.so",
        "platforms/qwindows.dll",
        "platforms/qoffscreen.dll",
    }
)
"""No OpenGL, no Wayland (its desktops run X programs too), no picture formats but Qt's own."""

OPENCC_CONFIGS = ("tw2s", "s2tw")
"""One for reading, one for export; the dictionaries that they name come with them."""

_LEFT_TO_THE_SYSTEM = re.compile(
    # glibc itself, and CUPS, which is of no use where no CUPS runs.
    r"(?:ld-linux.*|lib(?:c|m|dl|rt|pthread|util|resolv|nsl|crypt|cups))\.so"
)
_PICTURES = re.compile(
    r"PIL\.(?!(?:Bmp|Gif|Jpeg|Png|Ppm)Image)\w+ImagePlugin|PIL\.(?:ImageQt|ImageTk)"
)
"""What Pillow looks for when none of its first five kinds of pictures fits."""
_TRANSLATION = re.compile(r"(?:^|/)translations/(?!qtbase_zh_CN\.qm$)")
_FONTS_OF_REPORTLAB = re.compile(r"^reportlab/fonts/")
_OPENGL = re.compile(r"(?:^|/)opengl32sw\.dll$")
_TYPES = re.compile(r"^doc2docx/.*\.pyi?$")
_UNPACKED_TEMPLATE = re.compile(r"^docx/templates/default-docx-template/")


def is_wanted(place: str, dictionaries: frozenset[str] | None) -> bool:
    """Whether a file goes into the package; ``dictionaries`` as ``opencc_files`` gives them."""
    path = place.replace("\\", "/")
    plugin = re.search(r"PySide6/(?:Qt/)?plugins/(.+)", path)
    if plugin:
        return plugin[1] in QT_PLUGINS
    if path.startswith("opencc/clib/share/"):
        return dictionaries is not None and PurePosixPath(path).name in dictionaries
    if path.startswith("opencc/clib/"):
        return "opencc_clib" in PurePosixPath(path).name
    unwanted = (_TRANSLATION, _FONTS_OF_REPORTLAB, _OPENGL, _TYPES, _UNPACKED_TEMPLATE)
    return not any(kind.search(path) for kind in unwanted)


def is_module_wanted(name: str) -> bool:
    """Whether a module goes into the package."""
    return _PICTURES.fullmatch(name) is None


def is_left_out(library: str) -> bool:
    """Whether a library is never shipped, for it must be the system's own."""
    return _LEFT_TO_THE_SYSTEM.match(PurePosixPath(library).name) is not None


def opencc_files(share: Path) -> frozenset[str]:
    """The names of the configurations that are used and of every dictionary they name."""
    names: set[str] = set()

    def follow(value: object) -> None:
        if isinstance(value, dict):
            file = value.get("file")
            if isinstance(file, str):
                names.add(file)
            for inside in value.values():
                follow(inside)
        elif isinstance(value, list):
            for inside in value:
                follow(inside)

    for config in OPENCC_CONFIGS:
        names.add(f"{config}.json")
        follow(json.loads((share / f"{config}.json").read_text("utf-8")))
    return frozenset(names)


def needed_by(roots: Iterable[str], needs: Callable[[str], Iterable[str]]) -> list[str]:
    """Everything that the roots need, directly or not, what is needed before what needs it."""
    order: list[str] = []
    seen: set[str] = set()

    def visit(path: str) -> None:
        if path in seen:
            return
        seen.add(path)
        for other in sorted(needs(path)):
            visit(other)
        order.append(path)

    for root in sorted(roots):
        visit(root)
    return order
