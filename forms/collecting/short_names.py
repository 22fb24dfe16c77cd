"""Rules and notices in a word or two, for the headings of a matrix and the cells of a list."""

from __future__ import annotations

from forms.collecting.collection import Kind

RULE_NAMES = {
    "applications.balance": "申请收支平衡",
    "applications.results": "办理结果合计",
    "applications.row_total": "申请行合计",
    "cell.blank": "空格",
    "cell.fraction": "不是整数",
    "cell.negative": "负数",
    "cell.not_a_number": "不是数字",
    "cell.unit": "单位不符",
    "cover.agency": "缺机关名称",
    "cover.edition": "版式不符",
    "cover.year": "缺年度",
    "disclosure.in_force": "现行有效偏少",
    "disputes.total": "复议诉讼合计",
    "lastyear.agency": "上年机关不同",
    "lastyear.carried": "上年结转",
    "lastyear.in_force": "现行有效与上年",
    "lastyear.year": "上年年度不符",
    "plausible.jump": "较上年突变",
    "plausible.no_decisions": "决定数全为0",
    "plausible.pending": "未审结去向",
    "plausible.regulations": "规章不为0",
    "plausible.unit": "收费单位存疑",
    "section.empty": "部分无内容",
    "section.fee": "未写收费情况",
    "section.length": "篇幅",
    "section.missing": "缺少部分",
    "section.topics": "内容不全",
    "text.number": "文表不符",
    "text.similar": "与上年雷同",
    "text.year": "年份有误",
}

NOTICE_NAMES = {
    Kind.MISSING: "未报送",
    Kind.DOUBLE: "重复报送",
    Kind.LATE: "逾期",
    Kind.WRONG_YEAR: "年度不符",
    Kind.WRONG_EDITION: "版式不符",
    Kind.UNREADABLE: "读不出",
    Kind.DOUBTFUL: "单位待确认",
    Kind.UNLISTED: "不在名单",
    Kind.SAME_TEXT: "文字雷同",
    Kind.SAME_FIGURES: "数字相同",
    Kind.SAME_CASE: "案件重复",
    Kind.PARENT_TOTAL: "总数不符",
}
