"""A hypothetical edition of 2027: the file of 2021 with a row, a column and a rule more."""

from forms.edition_file import EDITIONS_FOLDER

KEY = "2027"
ROW, COLUMN, RULE = "other_transferred", "media", "applications.transferred"

_NEW_ROW = """
[tables.applications.rows.other_transferred]
label = "4.移送其他行政机关办理"
name = "移送其他机关办理"
at = "C27"
help = "收到后移送其他行政机关办理的申请。"

[tables.applications.rows.result_total]"""
_NEW_HEADER = """[[tables.applications.texts]]
kind = "header"
column = "media"
at = "I3"

[[tables.applications.texts]]
kind = "header"
column = "other"
at = "J3\""""
_NEW_RULE = """[[rules]]
code = "applications.transferred"
kind = "at_least"
level = "warning"
table = "applications"
each = "column"
actual = ["received"]
expected = ["other_transferred"]

[[text_rules]]"""
_OF_TABLE = [
    ('grid = "A1:J28"', 'grid = "A1:K29"'),
    ("[8, 19, 45, 12, 12, 12, 12, 12, 12, 12]", "[8, 19, 45, 12, 12, 12, 12, 12, 12, 12, 12]"),
    (
        'other = { label = "其他", type = "count", at = "I" }',
        """media = { label = "新闻媒体", type = "count", at = "I" }
other = { label = "其他", type = "count", at = "J" }""",
    ),
    (
        'total = { label = "总计", type = "count", at = "J" }',
        'total = { label = "总计", type = "count", at = "K" }',
    ),
    ("\n[tables.applications.rows.result_total]", _NEW_ROW),
    ('"B27:C27"', '"B28:C28"'),
    ('"A28:C28"', '"A29:C29"'),
    ('"D1:J1"', '"D1:K1"'),
    ('"E2:I2"', '"E2:J2"'),
    ('"J2:J3"', '"K2:K3"'),
    ('[[tables.applications.texts]]\nkind = "header"\ncolumn = "other"\nat = "I3"', _NEW_HEADER),
    ('"A6:A27"', '"A6:A28"'),
    ('"B24:B26"', '"B24:B27"'),
]
_OF_RULES = [
    ('"law_service", "other"]', '"law_service", "media", "other"]'),
    ('    "other_else",\n', '    "other_else",\n    "other_transferred",\n'),
]
_OF_HEAD = [
    ('key = "2021"', 'key = "2027"'),
    ('name = "2021年版"', 'name = "2027年版（假设）"'),
    ("first_year = 2021", "first_year = 2027"),
    ('date = "2021-09-26"', 'date = "2027-10-08"'),
]


def edition_text() -> str:
    """The whole file."""
    text = (EDITIONS_FOLDER / "2021.toml").read_text(encoding="utf-8")
    head, rest = text.split("# ——— 六个部分 ———")
    before, rest = rest.split("[tables.applications]")
    table, rules = rest.split("# ——— 第四部分的表")
    rules = rules.replace("[[text_rules]]", _NEW_RULE, 1)
    return (
        f"{_changed(head, _OF_HEAD)}# ——— 六个部分 ———{before}"
        f"[tables.applications]{_changed(table, _OF_TABLE)}"
        f"# ——— 第四部分的表{_changed(rules, _OF_RULES)}"
    )


def _changed(text: str, changes: list[tuple[str, str]]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text
