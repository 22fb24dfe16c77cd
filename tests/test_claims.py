"""What a figure counts is read from its label, column and time; in doubt nothing is."""

import pytest

from forms.text.claims import claims
from forms.text.denials import Sense, sayings


def told(text, agency="某某市某某局"):
    return [(one.kinds, one.column, one.value) for one in claims(text, 2025, agency)]


@pytest.mark.parametrize(
    ("text", "kinds", "column", "value"),
    [
        ("全年收到政府信息公开申请12件", ("received",), "total", 12),
        ("全年收到自然人提出的政府信息公开申请12件", ("received",), "person", 12),
        ("全年受理依申请公开12件", ("taken",), "total", 12),
        ("某某局共收到政府信息公开申请12件", ("received",), "total", 12),
        ("办理政府信息公开申请12件", ("handled",), "total", 12),
        ("信息公开申请按期答复，办结12件", ("answered",), "total", 12),
        ("上年度结转申请12件", ("carried_in",), "total", 12),
        ("结转至2026年12件", ("carried_out",), "total", 12),
        ("另有12件按规定顺延到下年度答复", ("carried_out",), "total", 12),
        ("信息公开申请中，区分处理后公开12件", ("partial",), "total", 12),
        ("信息公开申请中，予以公开和部分公开12件", ("granted", "partial"), "total", 12),
        ("信息公开申请中，12件不予公开", ("denied",), "total", 12),
        ("因信息公开引发行政诉讼12起", ("lawsuit",), "total", 12),
        ("因信息公开引发12起行政复议", ("review",), "total", 12),
        ("制定12件行政规范性文件", ("normative_documents.made",), "total", 12),
        ("宣布废止行政规范性文件12件", ("normative_documents.abolished",), "total", 12),
        ("现行有效规章12部", ("regulations.in_force",), "total", 12),
        ("作出行政处罚决定12件", ("penalties",), "total", 12),
        ("收取信息处理费12元", ("handling_fee",), "total", 12),
        ("信息公开申请已答复，按类型分类：予以公开12件", ("granted",), "total", 12),
    ],
)
def test_label_names_what_is_counted(text, kinds, column, value):
    assert told(text) == [(kinds, column, value)]


@pytest.mark.parametrize(
    "text",
    [
        "收到建议12件",
        "收到政府信息公开申请12条次余",
        "去年收到政府信息公开申请12件",
        "2024年收到政府信息公开申请12件",
        "计划收到政府信息公开申请12件",
        "市教育局收到政府信息公开申请12件",
        "通过网络收到政府信息公开申请12件",
        "收到政府信息公开申请约12件",
        "较2024年收到的政府信息公开申请12件多",
        "上半年收到政府信息公开申请12件",
        "公开行政处罚决定12件",
        "以省政府名义制定规章12件",
        "收到行政复议申请12件",
        "建立规章制度12件",
    ],
)
def test_in_doubt_no_claim(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("收到12件。", []),
        ("依申请公开\n收到12件。", [12]),
        ("依申请公开" + "工" * 25 + "\n收到12件。", [12]),
        ("依申请公开" + "工" * 25 + "\n加强培训。\n收到12件。", []),
        ("计划明年培训。今年收到政府信息公开申请12件。", [12]),
        ("累计收到政府信息公开申请12件。", []),
        ("2025年累计收到政府信息公开申请12件。", [12]),
        ("今年以来累计收到政府信息公开申请12件。", [12]),
    ],
)
def test_headings_name_the_subject_and_a_running_total_needs_a_time(text, values):
    assert [value for _, _, value in told(text)] == values


def test_time_is_that_of_the_latest_mention():
    text = "2024年收到申请50件，2025年收到申请80件。去年办结申请40件，今年办结申请60件。"
    assert [value for _, _, value in told(text)] == [80, 60]


@pytest.mark.parametrize(
    ("text", "sense", "kinds"),
    [
        ("全年未收到政府信息公开申请", Sense.NONE, ["received"]),
        ("2025年暂未接到群众的依申请公开", Sense.NONE, ["received"]),
        ("无依申请公开情况", Sense.NONE, ["received"]),
        ("未发生行政复议、行政诉讼", Sense.NONE, ["review", "lawsuit"]),
        ("没有因信息公开被提起行政诉讼的案件", Sense.NONE, ["lawsuit"]),
        ("未收到因信息公开提出的行政复议的申请", Sense.NONE, ["review"]),
        ("没有不予公开的情况", Sense.NONE, ["denied"]),
        ("发生不予公开政府信息情况", Sense.SOME, ["denied"]),
        (
            "未制发规章和行政规范性文件",
            Sense.NONE,
            ["regulations.made", "normative_documents.made"],
        ),
        ("无上年结转申请", Sense.NONE, ["carried_in"]),
    ],
)
def test_sayings_without_a_figure(text, sense, kinds):
    found = sayings(text, 2025)
    assert [one.kind for one in found] == kinds
    assert {one.sense for one in found} == {sense}


@pytest.mark.parametrize(
    ("clause", "ways", "kind"),
    [
        (
            "未发生行政诉讼{}",
            "事项 案件 办件 件 案 的情况 情形 现象 情况发生 案件出现",
            "lawsuit",
        ),
        (
            "行政复议{}",
            "为0 是0 均为0 都为零 皆为零 数量为0 数为0 总数为0 案件为0 申请为0 为0宗 案件为0起",
            "review",
        ),
    ],
)
def test_every_way_to_say_none(clause, ways, kind):
    for way in ways.split():
        found = sayings(clause.format(way), 2025)
        assert [(one.sense, one.kind) for one in found] == [(Sense.NONE, kind)], way


@pytest.mark.parametrize("unit", ["件", "件次"])
def test_a_figure_of_none_is_a_figure(unit):
    """It is held against the table as every figure is."""
    assert sayings(f"行政复议案件为0{unit}", 2025) == ()


@pytest.mark.parametrize(
    "text",
    [
        "没有应公开而不予公开的情况",
        "未发生因信息公开被复议纠正的情况",
        "未收到投诉举报",
        "无法提供的信息",
        "未经复议直接起诉",
        "2024年未收到政府信息公开申请",
        "防止发生不予公开情况",
        "没有超期答复申请",
        "未收到许可申请",
    ],
)
def test_nothing_is_said(text):
    assert sayings(text, 2025) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "被申请行政复议5件，其中结果维持3件，纠正1件，尚未审结1件。",
            ["review", "review.upheld", "review.corrected", "review.pending"],
        ),
        (
            "因政府信息公开被提起行政诉讼5件，其中维持3件、正在审理2件。",
            ["lawsuit", "lawsuit.upheld", "lawsuit.pending"],
        ),
        ("因政府信息公开发生行政复议和行政诉讼5件，其中维持3件。", ["disputes"]),
        ("全年办理行政复议案件320件，维持300件。", []),
        ("因政府信息公开被申请行政复议5件，其中撤销1件。", ["review"]),
    ],
)
def test_how_disputes_ended(text, expected):
    """The three names of the form; what else counts as 纠正 each office decides."""
    assert [kind for kinds, _, _ in told(text) for kind in kinds] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到政府信息公开申请30件。\n予以公开27件，部分公开3件。", 3),
        ("收到政府信息公开申请30件。\n按类型看，予以公开27件，部分公开3件。", 3),
        ("收到群众来信30件。\n予以公开27件，部分公开3件。", 0),
        ("收到政府信息公开申请30件。\n（三）政府信息管理\n予以公开27件，部分公开3件。", 1),
        ("收到政府信息公开申请30件，办理建议提案9件。\n予以公开27件。", 1),
    ],
)
def test_results_in_the_paragraph_below(text, expected):
    """A bare list of results speaks of the requests that the paragraph above names."""
    assert len(told(text)) == expected


IN, OUT = (("carried_in",),), (("carried_out",),)
EACH = (("review",), ("lawsuit",))
IN_FORCE = (("normative_documents.in_force",),)
WAYS = [
    (
        "{}申请12件",
        (
            "上年结转 上年度转结 上一年度结转 去年底遗留 上年末转入 去年结转至今年 上年结转至本年"
            " 上年度结转过来 上年结转来"
        ),
        IN,
    ),
    (
        "{}申请12件",
        "结转下年度 转结至下年 转入次年 转到明年 顺延到下年度 延续至2026年 结转给下一年度",
        OUT,
    ),
    ("另有12件{}", "结转下年度 转入2026年 延至次年", OUT),
    ("信息公开申请中，{}12件正在办理", "另有 其余 剩余 尚有 还有 仍有 余", OUT),
    (
        "政府信息公开申请{}12件",
        "总数量 总数 总量 总件数 总数为 总量是 总数达到 总件数达",
        (("handled",),),
    ),
    ("主动公开信息5条，依申请公开{}12件", "申请总数", (("handled",),)),
    ("主动公开信息5条，依申请公开{}12件", "总数 共计", ()),
    (
        "因信息公开{}12起行政复议",
        "引发 引起 发生 产生 涉及 被提起 被申请 引发了 发生了共",
        (("review",),),
    ),
    ("因信息公开引发行政复议、行政诉讼{}12件", "各 均 分别均 各为 均是 各有", EACH),
    ("{}行政复议12件", "上年结转 结转下年度", ()),
    ("{}行政复议申请12件", "上年结转 结转下年度", ()),
    ("{}行政诉讼12件", "上年结转 结转下年度", ()),
    ("{}12万元", "行政事业性收费 行政事业性收费总额 行政事业性收费收缴金额", (("fees",),)),
    ("{}行政事业性收费12万元", "减征 免收 缓缴 项目 其中 退还 市教育局", ()),
    ("{}处理费12元", "信息 收取信息公开信息", (("handling_fee",),)),
    ("{}信息处理费12元", "应收 通知缴纳 标准 其中 每件 减收 免收 退还 未收 没有", ()),
    ("{}行政事业性收费12万元", "全市 某某局 某某市某某局全年", (("fees",),)),
    ("{}制发规范性文件12件", "下级单位 市教育局 代市政府", ()),
    ("清理规范性文件40件，废止28件，{}12件", "继续有效 保留并继续有效", ()),
    ("行政规范性文件{}12件", "继续有效 现行有效", IN_FORCE),
]


@pytest.mark.parametrize(("sentence", "ways", "kinds"), WAYS)
def test_every_way_to_say_it(sentence, ways, kinds):
    """Clerks say one thing in many words, and a word more makes it another thing."""
    for way in ways.split():
        assert [kind for kind, _, _ in told(sentence.format(way))] == list(kinds), way
