"""What is told about the files that are handed over. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence

from export.delivery import Delivered
from export.missing_words import missing_sentence
from forms.errors import UnwritableFile
from forms.finding import Finding
from forms.finding_words import GRAVE
from forms.refusals import error_sentence
from forms.report import Report
from forms.rules import Level

KINDS = {
    ".pdf": "PDF：报送、存档、打印",
    ".docx": "Word：还要修改版面时用",
    ".xlsx": "Excel：附有校验表",
    ".html": "网页：在门户网站发布",
    ".gknb": "填报文件：用本程序再打开",
}


def error_lines(findings: Sequence[Finding]) -> list[str]:
    """What a final version must not hide, before it is written."""
    errors = sum(finding.level is Level.ERROR for finding in findings)
    return [f"● 还有{errors}处{GRAVE}，正式稿照现在的数字写。"] if errors else []


def missing_lines(missing: Sequence[str], report: Report) -> list[str]:
    """Where the characters stand that no face has; none where all can be printed."""
    return [f"▲ {missing_sentence(missing, report)}"] if missing else []


def refused_and_missing(files: Sequence[Delivered], report: Report) -> list[str]:
    """Why a file was not written, and what is not as it should be in one that was."""
    told = []
    for one in files:
        if one.error is not None:
            # The folder is told above: the name alone is easier to read.
            error = UnwritableFile(one.path.name, one.error.cause, one.error.detail)
            told.append(f"● {error_sentence(error)}")
        told += missing_lines(one.missing, report)
    return told
