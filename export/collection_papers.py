"""Everything that a collection leaves behind, in one folder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from forms.collecting.collection import Collection
from forms.collecting.comparison import remember, since_last_run
from forms.collecting.pictures import charts_of
from forms.collecting.result_store import ResultStore
from forms.collecting.summing import sum_of
from forms.collecting.sums import Exemption
from forms.document import Chart, Document, Paragraph, Style
from forms.errors import UnwritableFile
from forms.saving.write_file import cause_of, write_bytes

WORKBOOK, CHARTS, DATA = "汇总审核台账.xlsx", "汇总图表.pdf", "明细数据"
LETTERS, LIST = "退回意见", "审核情况清单.docx"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST_NAME = 60


def write_papers(
    collection: Collection, exemptions: Sequence[Exemption], store: ResultStore, folder: Path
) -> list[str]:
    """Workbook, charts, letters with covering list, data. Gives what is to be told.

    What stands now is remembered for the next run's comparison. Raises UnwritableFile.
    """
    from export import collection_workbook
    from export.return_letters import covering_list, letter, opinions_of
    from export.to_docx import render

    letters = folder / LETTERS
    make_folder(letters)
    comparison = since_last_run(collection, store)
    opinions = opinions_of(collection, comparison)
    charts = charts_of(collection, "", exemptions)
    total = sum_of(collection, "", exemptions)
    book = collection_workbook.render(collection, total, opinions, charts, exemptions)
    write_bytes(folder / WORKBOOK, book)
    write_bytes(folder / CHARTS, charts_pdf(collection, charts))
    for old in letters.glob("[0-9][0-9][0-9]_*.docx"):
        # A unit that has mended everything must not get last time's letter.
        old.unlink()
    due = [one for one in opinions if one.is_due]
    for number, opinion in enumerate(due, 1):
        name = f"{number:03d}_{file_name(opinion.unit)}.docx"
        write_bytes(letters / name, render(letter(opinion, collection)))
    write_bytes(letters / LIST, render(covering_list(opinions, collection)))
    told = _write_data(collection, store, folder)
    remember(collection, store)
    return told


def make_folder(folder: Path) -> None:
    """A folder with all above it. Raises UnwritableFile."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFile(folder, cause_of(error), error.strerror or "") from error


def file_name(unit: str) -> str:
    """A unit's name as part of a file's name on any system."""
    return _FORBIDDEN.sub("_", unit).strip(" .")[:_LONGEST_NAME] or "单位"


def charts_pdf(collection: Collection, charts: Sequence[Chart]) -> bytes:
    """The page of charts; the sentence that there is nothing to draw where all is zero."""
    from export.to_pdf import render

    year = f"{collection.year}年" if collection.year else ""
    title = f"{collection.office}{year}政府信息公开工作情况图表"
    shown = charts or (Paragraph("各单位没有可以画图的数字。"),)
    blocks = (Paragraph(title, Style.TITLE), *shown)
    return render(Document(blocks, title=title, author=collection.office))


def _write_data(collection: Collection, store: ResultStore, folder: Path) -> list[str]:
    from export.tidy_data import has_parquet, write_csv, write_parquet

    write_csv(folder / f"{DATA}.csv", collection, store)
    if not has_parquet():
        return ["明细数据写成了 CSV；另一种格式 Parquet 要有 pyarrow 这个组件才能写。"]
    write_parquet(folder / f"{DATA}.parquet", collection, store)
    return []
