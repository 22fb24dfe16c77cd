"""What is fuzzed, with what, and what must come out.

As a program: ``python tests/fuzzing.py TARGET COUNT [SEED]``; every input is made from its own
number, so that ``python tests/fuzzing.py TARGET 1 NUMBER`` does a single one again.
"""

import contextlib
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

if __name__ == "__main__":
    HERE = Path(__file__).resolve().parent
    sys.path[:0] = [str(HERE.parent), str(HERE)]

from balanced import EDITIONS, city_report
from drawn_files import TEXTS, as_html, as_one_sheet, sample_document, table_html
from mutations import (
    mutated_bytes,
    mutated_document,
    mutated_json,
    mutated_page,
    mutated_text,
    mutated_zip,
)
from report_as_text import SHAPES

from export.export_file import export_report
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

    ``share`` is its part of the 2,000 inputs of the suite: more for what is quick.
    """

    run: Callable[[int, Path], None]
    share: int
    suffix: str = ""


def _text_page(shape: str) -> bytes:
    blocks = sample_document().blocks
    lines = [SHAPES[shape](one) if isinstance(one, Grid) else one.text for one in blocks]
    return "\n".join(lines).encode()


@cache
def samples(suffix: str, folder: Path) -> tuple[bytes, ...]:
    """Files of one format: as we write them, and as the libraries themselves do."""
    document = sample_document()
    if suffix == ".txt":
        return tuple(_text_page(shape) for shape in SHAPES)
    path = folder / f"sample{suffix}"
    report = city_report().replace(sections=TEXTS)
    export_report(report, EDITIONS[report.edition], path)
    drawn = {
        ".html": lambda: as_html(document).encode(),
        ".xlsx": lambda: as_one_sheet(document),
    }
    own = (path.read_bytes(),)
    return own if suffix not in drawn else (*own, drawn[suffix]())


def _reader(suffix: str, mutated: Callable[[bytes, random.Random], bytes]):
    def run(number: int, folder: Path) -> None:
        chance = random.Random(number)
        data = chance.choice(samples(suffix, folder))
        by_bytes = chance.random() < 0.25
        path = folder / f"mutated{suffix}"
        path.write_bytes((mutated_bytes if by_bytes else mutated)(data, chance))
        with contextlib.suppress(UnreadableFile):
            _expect_report(read_report(path))

    return run


def _reading(suffix: str, mutated: Callable[[bytes, random.Random], bytes], share: int) -> Target:
    return Target(_reader(suffix, mutated), share, suffix)


def _match(number: int, _folder: Path) -> None:
    chance = random.Random(number)
    document = sample_document(chance.choice(["2019", "2021"]))
    with contextlib.suppress(UnreadableFile):
        _expect_report(match(mutated_document(document, chance)))


def _expect_report(report: Report) -> None:
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
    from ui.prose_editor import plain_paragraphs
    from ui.table_paste import plan_paste

    chance = random.Random(number)
    edition = EDITIONS["2021"]
    table = chance.choice(list(edition.tables))
    grids = [one for one in sample_document().blocks if isinstance(one, Grid)]
    grid = chance.choice(grids)
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
    "txt": _reading(".txt", mutated_text, 250),
    "html": _reading(".html", mutated_page, 200),
    "docx": _reading(".docx", mutated_zip, 150),
    "xlsx": _reading(".xlsx", mutated_zip, 100),
    "pdf": _reading(".pdf", mutated_bytes, 100),
    "json": _reading(".json", mutated_json, 250),
    "gknb": _reading(".gknb", mutated_json, 250),
    "match": Target(_match, 250),
    "edition": Target(_edition, 200),
    "paste": Target(_paste, 250),
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
        samples(TARGETS[name].suffix, folder)
    for number in numbers:
        try:
            with bounded():
                TARGETS[name].run(number, folder)
        except Exception as error:  # noqa: BLE001 (whatever it is, it is what we look for)
            wrongs.append(f"{name} {number}: {type(error).__name__}: {error}")
    return wrongs


def main(name: str, count: int, first: int = 0) -> int:
    """Fuzz one target until done or told to stop, and say how many and what."""
    import tempfile

    begun = time.monotonic()
    wrongs = []
    with tempfile.TemporaryDirectory() as place:
        done = 0
        while done < count:
            step = min(100, count - done)
            found = fuzz(name, range(first + done, first + done + step), Path(place))
            wrongs += found
            done += step
            sys.stdout.write("".join(f"{one}\n" for one in found))
            sys.stdout.flush()
    sys.stdout.write(
        f"{name}: {done} inputs, {len(wrongs)} wrong, {time.monotonic() - begun:.0f} s\n"
    )
    return 1 if wrongs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
