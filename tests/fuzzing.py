"""What is fuzzed, with what, and what must come out.

As a program: ``python tests/fuzzing.py TARGET COUNT [SEED]``; every input is made from its own
number, so that ``python tests/fuzzing.py TARGET 1 NUMBER`` does a single one again.
"""

import contextlib
import gc
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

if __name__ == "__main__":
    HERE = Path(__file__).resolve().parent
    sys.path[:0] = [str(HERE.parent), str(HERE)]

from balanced import EDITIONS, city_report
from drawn_files import table_html
from fuzz_samples import any_document, any_sample, small_documents
from mutations import (
    mutated_bytes,
    mutated_commas,
    mutated_document,
    mutated_json,
    mutated_letter,
    mutated_mail,
    mutated_page,
    mutated_sectors,
    mutated_text,
    mutated_xml,
    mutated_zip,
)
from pdf_mutations import mutated_pdf
from report_as_text import SHAPES

from forms.document import Grid
from forms.edition_file import EDITIONS_FOLDER, load_edition
from forms.errors import EditionError, UnreadableFile
from forms.reading.match import match
from forms.reading.open_file import read_report
from forms.report import Report

SECONDS = 10
"""No input may take longer."""


class TooSlow(Exception):
    """An input took longer than ``SECONDS``."""


@dataclass(frozen=True)
class Target:
    """``run`` makes the input of a number and tries it; what is wrong it raises.

    ``share`` is its part of the 2,000 inputs of the suite: more for what is quick. ``may_end``:
    the library in another language ends its process where it gets no memory; the program then
    says that the file is damaged, for a worker read it.
    """

    run: Callable[[int, Path], None]
    share: int
    suffix: str = ""
    may_end: bool = False


def _reader(suffix: str, mutated: Callable[[bytes, random.Random], bytes]):
    def run(number: int, folder: Path) -> None:
        chance = random.Random(number)
        data = any_sample(suffix, chance, folder)
        by_bytes = chance.random() < 0.25
        path = folder / f"mutated{suffix}"
        path.write_bytes((mutated_bytes if by_bytes else mutated)(data, chance))
        with contextlib.suppress(UnreadableFile):
            expect_report(read_report(path))

    return run


def _reading(
    suffix: str,
    mutated: Callable[[bytes, random.Random], bytes],
    share: int,
    may_end: bool = False,
) -> Target:
    return Target(_reader(suffix, mutated), share, suffix, may_end)


def _doc(number: int, folder: Path) -> None:
    """Without LibreOffice, which takes seconds for what the reader itself cannot take."""
    with patch("forms.reading.from_doc.find_office", return_value=None):
        _reader(".doc", mutated_sectors)(number, folder)


def _match(number: int, _folder: Path) -> None:
    chance = random.Random(number)
    with contextlib.suppress(UnreadableFile):
        expect_report(match(mutated_document(any_document(chance), chance)))


def expect_report(report: Report) -> None:
    """What every reader must give."""
    assert isinstance(report, Report)
    assert report.edition in EDITIONS
    assert set(report.cells) <= EDITIONS[report.edition].address_set


def _edition(number: int, folder: Path) -> None:
    chance = random.Random(number)
    source = chance.choice(sorted(EDITIONS_FOLDER.glob("*.toml"))).read_bytes()
    mutated = mutated_bytes if chance.random() < 0.25 else mutated_text
    path = folder / "mutated.toml"
    path.write_bytes(mutated(source, chance))
    with contextlib.suppress(EditionError):
        assert load_edition(path).tables


def _paste(number: int, _folder: Path) -> None:
    from ui.clipboard import read_block
    from ui.pasted import plain_paragraphs
    from ui.table_paste import plan_paste

    chance = random.Random(number)
    edition = EDITIONS["2021"]
    table = chance.choice(list(edition.tables))
    blocks = [block for one in small_documents() for block in one.blocks]
    grid = chance.choice([block for block in blocks if isinstance(block, Grid)])
    html = mutated_page(table_html(grid).encode(), chance).decode("utf-8", "replace")
    shape = chance.choice(list(SHAPES))
    text = mutated_text(SHAPES[shape](grid).encode(), chance).decode("utf-8", "replace")
    block = read_block(html if chance.random() < 0.5 else "", text)
    start = chance.choice([None, *[a for a in edition.addresses if a.table == table]])
    plan = plan_paste(block, _shape(table), city_report(), start)
    assert set(plan.changes) <= edition.address_set
    assert "\r" not in plain_paragraphs(text)


@cache
def _shape(table: str):
    from ui.table_shape import TableShape

    return TableShape(EDITIONS["2021"], table)


TARGETS = {
    "txt": _reading(".txt", mutated_text, 150),
    "md": _reading(".md", mutated_text, 100),
    "csv": _reading(".csv", mutated_commas, 50),
    "html": _reading(".html", mutated_page, 150),
    "mht": _reading(".mht", mutated_mail, 100),
    "eml": _reading(".eml", mutated_letter, 50),
    "docx": _reading(".docx", mutated_zip, 100),
    "chunk": _reading(".chunk.docx", mutated_zip, 50),
    "word_xml": _reading(".word.xml", mutated_xml, 50),
    "flat_word": _reading(".flat.xml", mutated_xml, 50),
    "doc": Target(_doc, 50, ".doc"),
    "xlsx": _reading(".xlsx", mutated_zip, 100),
    "sheet_xml": _reading(".sheet.xml", mutated_xml, 50),
    "xls": _reading(".xls", mutated_sectors, 150, may_end=True),
    "pdf": _reading(".pdf", mutated_pdf, 150, may_end=True),
    "json": _reading(".json", mutated_json, 100),
    "gknb": _reading(".gknb", mutated_json, 150),
    "match": Target(_match, 150),
    "edition": Target(_edition, 100),
    "paste": Target(_paste, 150),
}


@contextlib.contextmanager
def bounded() -> Iterator[None]:
    """No more than ``SECONDS`` of the processor for what is done inside, however busy it is."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_signal, _frame):
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def fuzz(name: str, numbers: range, folder: Path) -> list[str]:
    """Try these inputs; what went wrong, by number."""
    wrongs = []
    with contextlib.suppress(ImportError):
        # PySide explains itself at length where its first import is cut off.
        import ui.session  # noqa: F401
    if TARGETS[name].suffix:
        # Not within the bound: it takes long, and is done once.
        any_sample(TARGETS[name].suffix, random.Random(0), folder)
    for number in numbers:
        try:
            with bounded():
                TARGETS[name].run(number, folder)
        except BaseException as error:
            # Whatever it is, it is what we look for: Rust's panic is no Exception.
            wrongs.append(f"{name} {number}: {type(error).__name__}: {error}")
            if isinstance(error, KeyboardInterrupt):
                raise
    return wrongs


# --- many of them, each step in a child --------------------------------------------------

STEP = 100
BYTES = 600_000_000


def main(name: str, count: int, first: int = 0) -> int:
    """Fuzz one target, and say after each step how many are done and what went wrong.

    Each step is done by a child, so that an input that ends its process is told as well.
    """
    import tempfile

    begun = time.monotonic()
    wrongs = ends = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        fuzz(name, range(0), folder)
        gc.freeze()
        for start in range(first, first + count, STEP):
            step = range(start, min(start + STEP, first + count))
            found, ended = _in_child(name, step, folder)
            wrongs, ends = wrongs + len(found), ends + len(ended)
            for line in found + ended:
                _say(line)
            done, took = step.stop - first, time.monotonic() - begun
            _say(f"{name}: {done} inputs, {wrongs} wrong, {ends} ended the reader, {took:.0f} s")
    return 1 if wrongs or (ends and not TARGETS[name].may_end) else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _in_child(name: str, step: range, folder: Path) -> tuple[list[str], list[str]]:
    """What went wrong in a step, and what ended a child; what comes after that is tried too."""
    wrongs, ended = [], []
    told = folder / "told"
    while step:
        told.write_bytes(b"")
        child = os.fork()
        if not child:
            _try_each(name, step, folder, told)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        lines = told.read_text("utf-8", "replace").splitlines()
        wrongs += [line for line in lines if not line.isdecimal()]
        last = max((int(line) for line in lines if line.isdecimal()), default=step.start)
        if code:
            ended.append(f"{name} {last}: ended by {code}")
        step = range(last + 1, step.stop)
    return wrongs, ended


def _try_each(name: str, step: range, folder: Path, told: Path) -> None:
    """The child's whole life, with little more memory than a worker has."""
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with told.open("a", encoding="utf-8", errors="replace", buffering=1) as out:
        for number in step:
            out.write(f"{number}\n")
            out.writelines(
                f"{wrong!r}\n" for wrong in fuzz(name, range(number, number + 1), folder)
            )
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
