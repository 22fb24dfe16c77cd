"""Names of units: the usual variants are the same, the rest is offered, never guessed."""

import pytest

from forms.collecting.unit_names import NameBook, region, short_name

OFFICE = "某某市东湖区人民政府"
NAMES = [
    "区财政局",
    "交通与建设局",
    "发展和改革委员会",
    "城关镇",
    "中山街道",
    "农业农村局",
    "北片区管理局",
    "南片区管理局",
    "市场监督管理局",
]


def book(names=NAMES, **wishes):
    return NameBook(names, OFFICE, **wishes)


@pytest.mark.parametrize(
    ("agency", "unit"),
    [
        ("区财政局", "区财政局"),
        ("财政局", "区财政局"),
        ("东湖区财政局", "区财政局"),
        ("某某市东湖区财政局", "区财政局"),
        ("某某市东湖区交通和建设局", "交通与建设局"),
        ("东湖区城关镇人民政府", "城关镇"),
        ("城关镇政府", "城关镇"),
        ("中山街道办事处", "中山街道"),
        ("中山街道办", "中山街道"),
        ("北片区管理局", "北片区管理局"),
        ("东湖区市场监督管理局", "市场监督管理局"),
        ("发展和改革委", "发展和改革委员会"),
    ],
)
def test_the_usual_variants_are_certain(agency, unit):
    assert book().match(agency).unit == unit


@pytest.mark.parametrize(
    ("agency", "offered"),
    [
        ("发改委", "发展和改革委员会"),
        ("农业局", "农业农村局"),
        ("西山区财政局", "区财政局"),
        ("东湖区财政和金融局", "区财政局"),
    ],
)
def test_what_is_only_alike_is_offered(agency, offered):
    match = book().match(agency)
    assert match.unit is None
    assert offered in match.candidates


def test_what_is_like_nothing_is_not_offered_anything():
    match = book().match("气象台")
    assert match.unit is None
    assert match.candidates == ()


def test_two_units_of_one_short_name_are_both_offered():
    match = book(["甲县财政局", "乙县财政局"]).match("财政局")
    assert match.unit is None
    assert set(match.candidates) == {"甲县财政局", "乙县财政局"}


@pytest.mark.parametrize("county", ["东平县", "西平县"])
def test_two_counties_have_the_same_bureaus(county):
    names = ["某某市东平县财政局", "某某市西平县财政局"]
    assert NameBook(names).match(f"某某市{county}财政局").unit == f"某某市{county}财政局"


def test_an_alias_of_the_list_is_certain():
    assert book(aliases={"发改委": "发展和改革委员会"}).match("发改委").unit == "发展和改革委员会"


def test_a_report_without_a_name_is_only_offered_by_its_file():
    match = book().match("", "2025年财政局年度报告（定稿）")
    assert match.unit is None
    assert match.candidates == ("区财政局",)


@pytest.mark.parametrize(
    ("name", "short", "where"),
    [
        ("福州市平潭综合实验区财政金融局", "财政金融局", "平潭综合实验区"),
        ("重庆市九龙坡区二郎街道办事处", "二郎街道", "九龙坡区"),
        ("某某省某某市民政局", "民政局", "某某市"),
        ("平潭综合实验区", "平潭综合实验区", ""),
        ("福州市市场监督管理局", "市场监督管理局", "福州市"),
    ],
)
def test_regions_in_front(name, short, where):
    assert short_name(name) == short
    assert region(name) == where


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("示范县市监局", "市监局"),
        ("示范县市政管理局", "市政管理局"),
        ("示范市市民政局", "民政局"),
        ("市政府办公室", "政府办"),
        ("市监察委员会", "监察委"),
    ],
)
def test_what_only_looks_like_a_region_stays(name, short):
    assert short_name(name) == short


def test_the_file_s_name_is_offered_where_the_agency_is_none_of_the_list():
    book = NameBook(["示范县市场监督管理局", "示范县医疗保障局"], "示范县人民政府")
    assert book.match("示范县市监局").candidates == ("示范县市场监督管理局",)
    found = book.match("某某有限公司", "示范县医疗保障局")
    assert (found.unit, found.candidates) == (None, ("示范县医疗保障局",))
    assert book.match("某某有限公司", "通知").candidates == ()
