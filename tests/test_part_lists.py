"""A list that says it is complete must add up; any other list is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.text.part_lists import wrong_lists


def told(text):
    return [(one.whole, one.parts) for one in wrong_lists(text)]


WRONG = [
    ("主动公开政府信息44条，其中甲类信息1条；乙类信息2条；其他信息38条。", 44, 41),
    ("主动公开政府信息44条(其中甲类信息1条，乙类信息2条，其他信息38条)，按时更新。", 44, 41),
    ("主动公开政府信息36条，甲类信息17条，乙类信息1条，其他应主动公开的政府信息19条。", 36, 37),
    ("主动公开政府信息51条，未收到申请。其中甲类信息1条，乙类信息4条，其他信息45条。", 51, 50),
    ("发布解读20篇，分别为图解5篇、问答6篇，其余8篇。", 20, 19),
]

FINE = [
    "主动公开政府信息44条，其中甲类信息1条，乙类信息2条，其他信息41条。",
    "主动公开政府信息44条，其中甲类信息1条，乙类信息2条。",
    "主动公开政府信息40余条，其中甲类信息1条，乙类信息2条，其他信息20条。",
    "主动公开政府信息44条，其中甲类信息1条，……，其他信息38条。",
    "主动公开政府信息44条，其中甲类信息1条，其他文件1条，乙类信息3条，丙类信息39条。",
    "全年制发信息47条，其中主动公开17条（涵盖甲类1条、乙类2条、其他14条）、依申请公开20条、其余10条。",
    "主动公开政府信息44条，举办培训3次，走访8家，其他单位派员2人。",
    "主动公开政府信息44条，其中甲类信息1条，其他信息38条。",
    "网站发布信息100条，公众号推送35条，回复留言20条，其他渠道5条。",
]


@pytest.mark.parametrize(("text", "whole", "parts"), WRONG)
def test_complete_list_that_does_not_add_up(text, whole, parts):
    assert told(text) == [(whole, parts)]


@pytest.mark.parametrize("text", FINE)
def test_left_alone(text):
    assert told(text) == []


@given(st.lists(st.integers(0, 500), min_size=3, max_size=12), st.integers(0, 3))
def test_found_exactly_where_it_does_not_add_up(parts, more):
    listed = "，".join(f"第{n}类信息{part}条" for n, part in enumerate(parts[:-1]))
    text = f"主动公开政府信息{sum(parts) + more}条，其中{listed}，其他信息{parts[-1]}条。"
    assert told(text) == ([(sum(parts) + more, sum(parts))] if more else [])
