"""Read a saved report in a cold process and write it as the file that the second name asks for."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from export.export_file import export_report
from forms.edition_file import known_edition
from forms.reading.open_file import read_report

report = read_report(Path(sys.argv[1]))
export_report(report, known_edition(report.edition), Path(sys.argv[2]))
