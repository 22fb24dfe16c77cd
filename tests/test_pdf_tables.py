"""Two pieces of a table on two pages become one, or stay two."""

from forms.document import GridCell
from forms.reading.pdf_tables import Table, joined

COLUMNS = (80.0, 200.0, 240.0, 280.0)


def piece(*rows, columns=COLUMNS, full=(), fills_page=True) -> Table:
    """A piece from rows of texts; a text is ``(text, row_span)`` where it is taller."""
    cells, taken = [], set()
    for r, row in enumerate(rows):
        at = 0
        for item in row:
            while (r, at) in taken:
                at += 1
            text, height = item if isinstance(item, tuple) else (item, 1)
            taken |= {(r + step, at) for step in range(height)}
            cells.append(GridCell(r, at, text, height))
            at += 1
    return Table(columns, len(rows), tuple(cells), frozenset(full), "第 1 页", fills_page)


def rows_of(table: Table | None):
    if table is None:
        return None
    texts: dict[int, list] = {}
    for cell in table.cells:
        item = cell.text if cell.row_span == 1 else (cell.text, cell.row_span)
        texts.setdefault(cell.row, []).append(item)
    return [texts.get(row, []) for row in range(table.row_count)]


HEADER = ["项目", "甲", "乙"]


def test_rows_go_on():
    assert rows_of(joined(piece(HEADER, ["规章", "1", "2"]), piece(["许可", "3", "4"]))) == [
        HEADER,
        ["规章", "1", "2"],
        ["许可", "3", "4"],
    ]


def test_repeated_header_is_dropped():
    below = piece(HEADER, ["许可", "3", "4"])
    assert rows_of(joined(piece(HEADER, ["规章", "1", "2"]), below))[2:] == [["许可", "3", "4"]]


def test_other_borders_are_another_table():
    below = piece(["许可", "3", "4"], columns=(60.0, 200.0, 240.0, 280.0))
    assert joined(piece(HEADER, ["规章", "1", "2"]), below) is None


def test_other_columns_go_on_only_where_the_page_ended_the_table():
    below = piece(["许可", "3", "4"], columns=(80.0, 150.0, 220.0, 280.0))
    assert joined(piece(HEADER, fills_page=False), below) is None
    assert joined(piece(HEADER), below) is not None


def test_the_same_table_again_is_another_one():
    assert joined(piece(HEADER, ["规章", "1", "2"]), piece(HEADER, ["规章", "1", "2"])) is None


def test_tall_label_is_one_again():
    above = piece([("三、本年度", 2), "1", "2"], ["3", "4"])
    below = piece([("办理结果", 2), "5", "6"], ["7", "8"])
    assert rows_of(joined(above, below))[0][0] == ("三、本年度办理结果", 4)


def test_blank_rest_of_a_tall_label():
    above, below = piece([("三", 2), "甲", "2"], ["乙", "4"]), piece(["", "丙", "6"])
    assert rows_of(joined(above, below)) == [[("三", 3), "甲", "2"], ["乙", "4"], ["丙", "6"]]


def test_blank_value_below_a_tall_header_is_its_own():
    above = piece([("尚未审结", 2), "甲", "乙"], ["维持", "纠正"])
    assert rows_of(joined(above, piece(["", "5", "6"])))[-1] == ["", "5", "6"]


def test_header_cut_in_its_words():
    above = piece([("项目", 2), "诉讼", "复议"], ["结果", "结果"], full=[(1, 1), (1, 2)])
    below = piece(["", "维持", "纠正"], ["规章", "1", "2"])
    assert rows_of(joined(above, below)) == [
        [("项目", 2), "诉讼", "复议"],
        ["结果维持", "结果纠正"],
        ["规章", "1", "2"],
    ]


def test_two_rows_of_a_header_stay_two():
    above, below = piece(["项目", "甲", "乙"]), piece(["名称", "件", "次"])
    assert rows_of(joined(above, below)) == [["项目", "甲", "乙"], ["名称", "件", "次"]]


def test_next_tall_label_begins_anew():
    above = piece([("（三）不予公开", 2), "1", "2"], ["3", "4"])
    below = piece([("（四）无法提供", 2), "5", "6"], ["7", "8"])
    assert rows_of(joined(above, below))[2][0] == ("（四）无法提供", 2)


def test_blank_value_below_a_number_is_its_own():
    above, below = piece(HEADER, ["规章", "1", "2"]), piece(["许可", "", "4"])
    assert rows_of(joined(above, below))[-1] == ["许可", "", "4"]


def test_row_cut_in_its_label():
    """The numbers stand in the upper half, the label goes on below."""
    above = piece(HEADER, ["1.申请人无正当理由逾期", "5", "6"], full=[(1, 0)])
    below = piece(["不补正", "", ""], ["2.其他", "7", "8"])
    assert rows_of(joined(above, below))[1:] == [
        ["1.申请人无正当理由逾期不补正", "5", "6"],
        ["2.其他", "7", "8"],
    ]


def test_row_cut_in_its_label_with_the_numbers_below():
    above = piece(HEADER, ["1.申请人无正当理由逾期", "", ""], full=[(1, 0)])
    below = piece(["不补正", "5", "6"])
    assert rows_of(joined(above, below))[-1] == ["1.申请人无正当理由逾期不补正", "5", "6"]


def test_row_cut_in_its_label_and_its_numbers():
    above = piece(HEADER, ["5.要求行政机关确认", "1234", "5"], full=[(1, 0), (1, 1)])
    below = piece(["已获取信息", "567", ""])
    assert rows_of(joined(above, below))[-1] == ["5.要求行政机关确认已获取信息", "1234567", "5"]


def test_short_label_ends_its_row():
    """There was room in its line: what follows is a row of its own, blank or not."""
    above, below = piece(HEADER, ["规章", "1", "2"]), piece(["规范性文件", "", ""])
    assert rows_of(joined(above, below))[-1] == ["规范性文件", "", ""]


def test_numbered_item_begins_its_own_row():
    above = piece(HEADER, ["1.属于国家秘密的信息", "", ""], full=[(1, 0)])
    below = piece(["2.其他", "5", "6"])
    assert rows_of(joined(above, below))[-2:] == [
        ["1.属于国家秘密的信息", "", ""],
        ["2.其他", "5", "6"],
    ]


def test_row_cut_in_its_numbers():
    above = piece(HEADER, ["规章", "1234", "5"], full=[(1, 1)])
    below = piece(["", "567", ""], ["许可", "3", "4"])
    assert rows_of(joined(above, below))[1:] == [["规章", "1234567", "5"], ["许可", "3", "4"]]


def test_row_cut_at_the_end_of_the_second_page():
    first = joined(piece(HEADER, ["规章", "1", "2"]), piece(["许可", "1234", "5"], full=[(0, 1)]))
    assert rows_of(joined(first, piece(["", "567", ""])))[-1] == ["许可", "1234567", "5"]


def test_row_without_labels_cut_in_its_numbers():
    above = piece(["维持", "纠正", "其他"], ["123456", "5", "0"], full=[(1, 0)])
    assert rows_of(joined(above, piece(["7", "", ""])))[1:] == [["1234567", "5", "0"]]


def test_row_without_label_is_no_rest_of_a_full_number():
    """Its numbers stand below cells that had room."""
    above = piece(HEADER, ["规章", "1234", "5"], full=[(1, 1)])
    below = piece(["", "567", "8"])
    assert rows_of(joined(above, below))[-1] == ["", "567", "8"]
