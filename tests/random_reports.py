"""Random reports of every edition: blanks, marks, units, headings inside, notes, a preface."""

from random import Random

import hypothesis.strategies as st

from forms.counts import as_number
from forms.edition import CellType
from forms.edition_file import built_in_editions
from forms.report import SECTIONS, Report

EDITIONS = built_in_editions()
MARKS = ["/", "-", "—", "无", "不适用"]
MOST = 99_999_999
WORDS = st.text(
    alphabet="本年度公开政府信息工作人员培训若干次，、0123456789", min_size=1, max_size=60
)
SHORT = WORDS.map(lambda words: f"本机关{words.strip('，、')}。")
CLAUSES = st.sampled_from(
    [
        "全年主动公开政府信息1136条",
        "比上年增加12.5%",
        "收到申请21件（其中网上18件）",
        "答复率为100%",
        "通过“互联网＋政务服务”平台办理3,204件次",
        "印发《政务公开工作要点》",
        "网站www.example.gov.cn更新及时",
        "收取费用0元",
        "联系电话为010-66012399",
        "12月31日前全部办结",
        "一是公开的内容还不够细，二是解读的形式单一",
        "（1）在大厅设专区，（2）在网上设专栏",
        "Wi-Fi覆盖23个镇（街道）",
        "2024年底共有A类事项5.5万项",
    ]
)
ENDS = st.sampled_from("，，，；。。：")
LONG = st.lists(st.tuples(CLAUSES, ENDS).map("".join), min_size=1, max_size=30).map(
    lambda clauses: "".join(clauses).rstrip("，；：。") + "。"
)
HEADED = st.sampled_from(
    ["（一）主动公开", "1.公开内容", "一是加强培训。", "（二）下一步打算", "（1）政务新媒体"]
)
TEXT = st.lists(st.one_of(SHORT, LONG, HEADED), min_size=1, max_size=5).map("\n".join)
AGENCY = st.sampled_from(
    [
        "某某市民政局",
        "某某县人民政府",
        "某某区（开发区）管理委员会",
        "某㛃县𠮷某镇人民政府",
        "某某省某某市某某区某某街道某某园区综合行政执法与应急管理服务协调办公室",
    ]
)


def _number(chance, cell_type):
    if cell_type is CellType.CHANGE:
        return chance.randint(-9_999, 9_999)
    if cell_type is CellType.AMOUNT:
        return as_number(f"{chance.randint(0, MOST)}.{chance.randint(0, 9_999):04}")
    return chance.choice((chance.randint(0, 99), chance.randint(0, MOST), 0, MOST))


def _value(chance, cell_type):
    kind = chance.randrange(5)
    return (None, chance.choice(MARKS))[kind] if kind < 2 else _number(chance, cell_type)


@st.composite
def reports(draw, edition, agency=AGENCY):
    # Two hundred values drawn one by one cost more than writing and reading the report.
    chance = Random(draw(st.binary(min_size=8, max_size=8)))
    cells = {a: _value(chance, edition.tables[a.table].column_type(a)) for a in edition.addresses}
    sections = {key: draw(TEXT) for key in SECTIONS}
    for key in draw(st.sets(st.sampled_from(SECTIONS))):
        sections[key] = None if key == "preface" else ""
    numbers = [a for a, value in cells.items() if value is not None and not isinstance(value, str)]
    strange = chance.sample(numbers, min(chance.randrange(5), len(numbers)))
    units = {a: _unit(edition.column(a).type) for a in strange}
    return Report(
        agency=draw(agency),
        year=draw(st.integers(2019, 2030)),
        edition=edition.key,
        cells=cells,
        sections=sections,
        units={a: unit for a, unit in units.items() if unit},
    )


def _unit(cell_type):
    return {CellType.COUNT: "批次", CellType.AMOUNT: "元"}.get(cell_type, "")
