"""Document → Report: the only place that lays what was read over the form.

Every format meets here. What is certain is placed; what is ambiguous stays blank with a
remark; what found no place is told in a remark. Nothing is guessed in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from forms.annex_mark import without_annex
from forms.document import Document
from forms.edition import Edition
from forms.edition_file import known_editions
from forms.errors import Cause, UnreadableFile
from forms.reading.bounds import with_short_blanks
from forms.reading.chapters import make_zones
from forms.reading.contents_list import without_contents
from forms.reading.edition_choice import choose_edition
from forms.reading.form_tables import FoundTable, find_tables
from forms.reading.labels import LabelBook, label_book
from forms.reading.laid_tables import place_tables
from forms.reading.likeness import kind_of_paper
from forms.reading.part_headings import Heading, find_headings, parts_that_come_again
from forms.reading.placed_cells import PlacedCells
from forms.reading.report_title import TitleFound, find_title
from forms.reading.script import in_simplified_script
from forms.reading.section_texts import Prose, Sections, read_sections
from forms.reading.tape import Tape, lay_on_tape
from forms.report import Remark, Report

_ROWS_OF_TWO_REPORTS = 5
_PARTS_OF_TWO_REPORTS = 4
_FEWEST_LETTERS = 8
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def match(
    document: Document, editions: Mapping[str, Edition] | None = None, file_name: str = ""
) -> Report:
    """Lay a document over the form. ``file_name``, without suffix, may say whose report it is.

    Raises UnreadableFile (path "") with NOT_A_REPORT for a paper of another kind, its detail
    saying in Chinese what it looks like, and with SEVERAL_REPORTS for two reports in one.
    """
    editions = editions or known_editions()
    simplified, remarks = _own_paper(document)
    book = label_book(editions)
    tape = lay_on_tape(simplified, book)
    headings = find_headings(tape, editions, book)
    tables = find_tables(tape, book, _table_zones(tape, headings, editions))
    title = find_title(tape, simplified, headings[0].start if headings else 0, file_name)
    _refuse_other_papers(tape, headings, tables)
    edition = choose_edition(_seen(tables), book, editions, title.year)
    placed = _placed(tape, tables, edition, editions, book)
    sections = _sections(tape, headings, tables, edition, book, title)
    told = (
        *_not_read(document),
        *title.remarks,
        *_edition_remark(edition, title.year, editions),
        *placed.remarks,
        *_missing_tables(tables, edition),
        *sections.remarks,
        *_left_in_tables(tape, tables),
        *remarks,
    )
    return Report(
        agency=title.agency,
        year=title.year,
        edition=edition.key,
        cells=placed.cells,
        sections=sections.texts,
        remarks=told,
        units=placed.units,
        origins={**placed.origins, **sections.origins},
    )


def _own_paper(document: Document) -> tuple[Document, tuple[Remark, ...]]:
    """The document in simplified script, without an annex of ours."""
    simplified, remarks = in_simplified_script(with_short_blanks(document))
    paper, left_out = without_annex(simplified)
    return without_contents(paper), left_out + remarks


def _refuse_other_papers(
    tape: Tape, headings: Sequence[Heading], tables: Mapping[str, FoundTable]
) -> None:
    """Raises UnreadableFile (NOT_A_REPORT)."""
    kind = kind_of_paper(tape, headings, tables.values())
    if kind is not None:
        raise UnreadableFile("", Cause.NOT_A_REPORT, kind)


def _sections(
    tape: Tape,
    headings: Sequence[Heading],
    tables: Mapping[str, FoundTable],
    edition: Edition,
    book: LabelBook,
    title: TitleFound,
) -> Sections:
    """The texts between the tables."""
    extents = [extent for table in tables.values() if (extent := table.extent())]
    zones = make_zones(tape, headings, edition, book, extents)
    prose = Prose(tape, edition, book, title, sorted([*extents, *title.stretches]))
    return read_sections(prose, zones)


def _placed(
    tape: Tape,
    tables: Mapping[str, FoundTable],
    edition: Edition,
    editions: Mapping[str, Edition],
    book: LabelBook,
) -> PlacedCells:
    """The cells of all tables. Raises UnreadableFile (SEVERAL_REPORTS)."""
    placed, repeats = place_tables(tape, tables, edition, editions)
    is_copied = repeats.copies >= _ROWS_OF_TWO_REPORTS and (
        parts_that_come_again(tape, editions, book) >= _PARTS_OF_TWO_REPORTS
    )
    if repeats.others >= _ROWS_OF_TWO_REPORTS or is_copied:
        raise UnreadableFile("", Cause.SEVERAL_REPORTS)
    return placed


def _table_zones(
    tape: Tape, headings: list[Heading], editions: Mapping[str, Edition]
) -> dict[str, tuple[int, int]]:
    """The stretch of each part that prints a table, by table."""
    tables = {
        part.key: part.table
        for edition in editions.values()
        for part in edition.parts
        if part.table is not None
    }
    zones: dict[str, tuple[int, int]] = {}
    for number, heading in enumerate(headings):
        following = headings[number + 1].start if number + 1 < len(headings) else len(tape.text)
        table = tables.get(heading.part)
        if table is not None:
            zones[table] = (heading.end, following)
    return zones


def _seen(tables: Mapping[str, FoundTable]) -> dict[str, set[str]]:
    return {key: table.seen() for key, table in tables.items()}


def _edition_remark(
    edition: Edition, year: int | None, editions: Mapping[str, Edition]
) -> list[Remark]:
    """A remark where the tables are those of another edition than the year's."""
    if year is None or edition.covers(year):
        return []
    if not any(other.covers(year) for other in editions.values()):
        return []
    text = f"这份 {year} 年的报告用的是{edition.name}的表，已按这一版读入。"
    return [Remark("edition.by_tables", text)]


def _missing_tables(tables: Mapping[str, FoundTable], edition: Edition) -> list[Remark]:
    """Remarks on the tables of which nothing was found."""
    return [
        Remark(
            "table.missing",
            f"没有读到“{part.heading}”的表：它可能是图片，或在另一个文件里，请对照原文件填写。",
            part.table,
        )
        for part in edition.parts
        if part.table is not None and not tables[part.table].is_found
    ]


def _not_read(document: Document) -> list[Remark]:
    """Remarks on what the file has lost, and on what it hides."""
    cut = "文件像是在中途断了，断处后面的内容没有读到，请找完整的文件再打开。"
    remarks = [Remark("file.cut_off", cut)] if document.is_cut else []
    for name in document.unread:
        text = f"工作表“{name}”是隐藏的，没有读入；如果里面有要用的内容，请取消隐藏后再打开。"
        remarks.append(Remark("sheet.hidden", text, name))
    return [*remarks, *document.remarks]


def _left_in_tables(tape: Tape, tables: Mapping[str, FoundTable]) -> list[Remark]:
    """Words inside the tables that are neither label nor figure."""
    remarks = []
    for table in tables.values():
        extent = table.extent()
        if extent is None:
            continue
        place = extent[0]
        covered = sorted([*((hit.start, hit.end) for hit in table.hits), *table.used])
        for start, end in [*covered, (extent[1], extent[1])]:
            rest = tape.text[place : max(place, min(start, extent[1]))]
            if len(_NOT_LETTERS.sub("", rest)) >= _FEWEST_LETTERS:
                whole = " ".join(rest.split())
                text = f"表里没有放进报告的文字：“{whole[:60]}”"
                remarks.append(Remark("text.left_over", text, tape.origin(place), whole))
            place = max(place, end)
    return remarks
