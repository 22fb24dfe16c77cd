"""Write the sample report from a cold process: ``pdf`` or ``docx``, and where to."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sample import city_report

from export.export_file import export_report
from forms.edition_file import built_in_editions

report = city_report()
export_report(report, built_in_editions()[report.edition], Path(sys.argv[2]))
