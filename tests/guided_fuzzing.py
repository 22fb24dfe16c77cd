"""Fuzzing led by what an input reaches: ``guided_fuzzing.py TARGET SECONDS [FOLDER]``.

For the parts in plain Python, where tens of thousands of inputs take minutes. Needs atheris,
which no lock names: ``pip install atheris`` into an environment of its own. Each place at which
something goes wrong is told once, and the input that led there is kept in the folder.
"""

import sys
import tempfile
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import atheris  # noqa: E402

with atheris.instrument_imports(include=["forms"]):
    import forms.edition_file
    import forms.reading.from_html
    import forms.reading.from_json
    import forms.reading.from_txt
    import forms.reading.match
    import forms.reading.open_file

from fuzz_samples import all_samples  # noqa: E402
from fuzzing import expect_report  # noqa: E402

from forms.errors import EditionError, UnreadableFile  # noqa: E402

LARGEST = 20_000


class Trial:
    """Tries one input after the other, and remembers at which places one went wrong."""

    def __init__(self, target: str, folder: Path) -> None:
        self._target, self._folder = target, folder
        self._path = folder / ("input.toml" if target == "edition" else f"input.{target}")
        self._places: set[tuple[str, str, int | None]] = set()

    def __call__(self, data: bytes) -> None:
        """What atheris calls."""
        self._path.write_bytes(data)
        try:
            self._read()
        except (EditionError, UnreadableFile):
            return
        except Exception as error:  # noqa: BLE001 (whatever it is, it is what we look for)
            self._tell(error, data)

    def _read(self) -> None:
        if self._target == "edition":
            forms.edition_file.load_edition(self._path)
        else:
            expect_report(forms.reading.open_file.read_report(self._path))

    def _tell(self, error: Exception, data: bytes) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = (type(error).__name__, last.filename, last.lineno)
        if place not in self._places:
            self._places.add(place)
            (self._folder / f"wrong-{len(self._places)}").write_bytes(data)
            sys.stdout.write(f"{self._target}: {place} {error!r}\n")


def main(target: str, seconds: str, place: str = "") -> None:
    """Fuzz one target for so many seconds."""
    folder = Path(place or tempfile.mkdtemp())
    begun_with = folder / "samples"
    begun_with.mkdir(exist_ok=True)
    for number, data in enumerate(_samples(target, folder)):
        (begun_with / str(number)).write_bytes(data)
    limits = [f"-max_total_time={seconds}", "-timeout=60", f"-max_len={LARGEST}"]
    atheris.Setup([sys.argv[0], *limits, str(begun_with)], Trial(target, folder))
    atheris.Fuzz()


def _samples(target: str, folder: Path) -> list[bytes]:
    if target == "edition":
        editions = sorted(forms.edition_file.EDITIONS_FOLDER.glob("*.toml"))
        return [path.read_bytes() for path in editions]
    return all_samples(f".{target}", folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
