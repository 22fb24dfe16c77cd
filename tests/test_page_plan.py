"""Which block stands on which page: nothing lost, nothing alone, a last page worth turning to."""

from itertools import pairwise

import pytest
from balanced import EDITIONS
from hypothesis import given, settings
from hypothesis import strategies as st
from printed import HAN, laid_out, paragraphs, report

from export.fonts import bundled_faces
from export.layout import table_grid
from export.page_plan import HIGHER_ROWS, LEAST_LINES, LOWER_ROWS, _Planner, planned
from export.pdf_pages import PITCH, TEXT_HEIGHT
from export.pdf_table import TableBlock
from export.pdf_text import TextBlock
from export.to_pdf import _set, render
from forms.document import Document, Paragraph

FACES = bundled_faces()
LINE = "一行。"
MM = 72 / 25.4


def blocks_of(document):
    return _set(document.blocks, document.author, FACES)


def plan_of(document):
    return planned(blocks_of(document))


def line_counts(pages):
    return [sum(len(one.block.lines) for one in page) for page in pages]


def last_height(pages):
    return max(one.top + one.block.height for one in pages[-1])


def a_report(key="2021", overview=3, problems=3, other=1, agency="青溪县文化和旅游局"):
    """Texts of so many paragraphs, each of two lines but in part six of one."""
    sections = {
        "overview": "\n".join([HAN] * overview),
        "problems": "\n".join([HAN] * problems),
        "other": "\n".join([LINE] * other),
    }
    return laid_out(report(key, sections=sections, agency=agency))


def words_and_rows(pages):
    """What stands on the pages, in order: each line of text, each row of a table once."""
    found = []
    for page in pages:
        for block, _ in page:
            if isinstance(block, TextBlock):
                found += [line.text for line in block.lines]
            else:
                first = max(block.first, block.sheet.grid.header_rows if block.first else 0)
                found += [(block.sheet.grid.name, row) for row in range(first, block.last)]
    return found


# --- the last page ----------------------------------------------------------------------


@pytest.mark.parametrize("extra", range(1, 23))
def test_text_alone_sends_lines_to_a_short_last_page(extra):
    """Where nothing can be set closer, the page before gives up just as many as are wanting."""
    pages = plan_of(paragraphs(*[LINE] * (44 + extra)))
    wanting = max(LEAST_LINES - extra, 0)

    assert line_counts(pages) == [22, 22 - wanting, extra + wanting]


@pytest.mark.parametrize("count", range(1, 23))
def test_a_single_page_is_left_alone(count):
    assert line_counts(plan_of(paragraphs(*[LINE] * count))) == [count]


@pytest.mark.parametrize("key", EDITIONS)
@pytest.mark.parametrize("agency", ["青溪县人民政府", "青溪县文化和旅游局"])
def test_no_report_ends_with_a_heading_and_a_line(key, agency):
    """Whatever the length of part five, which sends part six over the page's end."""
    for problems in range(1, 16):
        pages = plan_of(a_report(key, problems=problems, agency=agency))

        assert last_height(pages) > (LEAST_LINES - 1) * PITCH


def rows_of(pages):
    """The least height of a row of the tables that are not in their usual rows, mm."""
    tables = [one.block for page in pages for one in page if isinstance(one.block, TableBlock)]
    return {min(table.sheet.heights) / MM for table in tables if table.sheet.origin is not None}


@pytest.mark.parametrize(
    ("overview", "problems", "heights", "fewer"),
    [(5, 3, LOWER_ROWS, 1), (3, 8, HIGHER_ROWS, 0), (1, 8, (), 0)],
    ids=["lower rows take the page back", "higher rows fill it", "the page before gives lines"],
)
def test_a_short_last_page_is_mended(overview, problems, heights, fewer):
    blocks = blocks_of(a_report(overview=overview, problems=problems))
    usual, pages = _Planner().pages_of(blocks), planned(blocks)

    assert last_height(usual) <= (LEAST_LINES - 1) * PITCH < last_height(pages)
    assert len(pages) == len(usual) - fewer
    assert len(rows_of(pages)) == bool(heights)
    assert all(any(row == pytest.approx(one) for one in heights) for row in rows_of(pages))


def test_a_report_with_a_good_last_page_keeps_its_usual_rows():
    blocks = blocks_of(a_report(problems=12))

    assert planned(blocks) == _Planner().pages_of(blocks)
    assert rows_of(planned(blocks)) == set()


def test_what_cannot_be_helped_stands_as_it_is():
    """A text that cannot be divided fills its page: there is nothing to give."""
    blocks = [_Tall(), *blocks_of(paragraphs(LINE))]
    pages = planned(blocks)

    assert [len(page) for page in pages] == [1, 1]


class _Tall(TextBlock):
    """As high as a page."""

    def __init__(self) -> None:
        block = blocks_of(paragraphs(LINE))[0]
        super().__init__(block.lines, block.setting)

    height = first_height = TEXT_HEIGHT

    def split(self, space):
        return None

    def in_rows_of(self, height):
        return self


@pytest.mark.parametrize("overview", range(9, 13))
def test_a_note_stands_on_the_page_of_its_table(overview):
    """Whatever stands before it, and also where the table alone would fill its page."""
    sections = {
        "overview": "\n".join([HAN] * overview),
        "applications_note": "注：1件申请含多项内容的，按1件统计。",
        "problems": "\n".join([HAN] * 9),
        "other": LINE,
    }
    pages = planned(blocks_of(laid_out(report(sections=sections))))
    for before, after in pairwise(pages):
        is_note = isinstance(after[0].block, TextBlock) and not after[0].block.on_grid
        assert not (is_note and isinstance(before[-1].block, TableBlock))


# --- whatever is done for it ------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(list(EDITIONS)), st.integers(0, 14), st.integers(0, 14), st.integers(0, 4))
def test_nothing_is_lost_cut_or_left_alone(key, overview, problems, other):
    document = a_report(key, overview, problems, other)
    blocks = blocks_of(document)
    pages = planned(blocks)

    assert words_and_rows(pages) == words_and_rows([[(block, 0.0) for block in blocks]])
    for number, page in enumerate(pages):
        feet = [top + block.height for block, top in page]
        tops = [top for _, top in page]
        last = page[-1].block

        assert feet[-1] <= TEXT_HEIGHT + 5.1
        assert all(foot <= top + 0.02 for foot, top in zip(feet, tops[1:], strict=False))
        on_lines = [top / PITCH for block, top in page if block.on_grid]
        assert on_lines == pytest.approx([round(line) for line in on_lines])
        # A heading may end the paper where its part is still blank, never another page.
        assert number == len(pages) - 1 or not last.keep_with_next


@pytest.mark.parametrize("height", [*LOWER_ROWS, *HIGHER_ROWS])
@pytest.mark.parametrize(
    ("key", "table"), [(key, table) for key in EDITIONS for table in EDITIONS[key].tables]
)
def test_other_rows_hold_their_words(key, table, height):
    """Lower or higher, a row is as high as asked for and no lower than its words."""
    grid = table_grid(report(key), EDITIONS[key].tables[table])
    sheet = TableBlock.of(grid, FACES, 442).in_rows_of(height * MM).sheet

    assert min(sheet.heights) == pytest.approx(height * MM)
    for cell in grid.cells:
        text = sheet.texts[cell.row, cell.column]
        room = sum(sheet.heights[cell.row : cell.row + cell.row_span])
        assert len(text.lines) * text.step <= room - 2


def test_equal_blocks_are_planned_alike():
    document = a_report(problems=5)

    assert render(document, FACES) == render(document, FACES)
    assert render(Document((Paragraph(LINE),) * 23), FACES) == render(
        Document((Paragraph(LINE),) * 23), FACES
    )
