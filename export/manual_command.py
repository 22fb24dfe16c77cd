"""The command ``manual``: the manual or the quick start as a PDF."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from forms.edition_file import known_editions
from forms.errors import Cause, FileError, UnwritableFile
from forms.refusals import error_sentence
from forms.saving.write_file import write_bytes


def write_manual(options: argparse.Namespace) -> int:
    """Write what is asked for, for the newest edition of the form; 0, or 2 with a sentence."""
    from export.manual import QUICK_START_TITLE, TITLE, manual, quick_start
    from export.manual_pdf import render

    out = Path(options.out)
    edition = max(known_editions().values(), key=lambda one: one.first_year)
    try:
        if out.suffix.lower() != ".pdf":
            raise UnwritableFile(out, Cause.ONLY_PDF)
        if options.quick_start:
            data = render(quick_start(edition)[1:], QUICK_START_TITLE)
        else:
            data = render(manual(edition), TITLE)
        write_bytes(out, data)
    except FileError as error:
        print(error_sentence(error), file=sys.stderr)
        return 2
    return 0
