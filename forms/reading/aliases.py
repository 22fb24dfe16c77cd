"""One table of aliases: other spellings under which agencies print the official labels.

Official labels come from the editions themselves; only what differs stands here. Brackets,
item numbers, punctuation and white space make no difference and are not listed.
"""

from __future__ import annotations

ROW_ALIASES: dict[tuple[str, str], tuple[str, ...]] = {
    ("disclosure", "regulations"): ("行政规章", "政府规章"),
    ("disclosure", "normative_documents"): ("规范性文件", "行政规范性文件"),
    ("disclosure", "fees"): ("行政事业性收费项目", "行政事业收费"),
    ("disclosure", "other_services"): ("其他对外管理服务项目", "其他对外管理和服务事项"),
    ("disclosure", "procurement"): ("政府采购", "集中采购"),
    ("applications", "received"): (
        "本年新收政府信息公开申请",
        "本年新收申请数量",
        "本年新收件数",
        "本年新收",
    ),
    ("applications", "carried_in"): (
        "上年结转政府信息公开申请",
        "上年度结转政府信息公开申请数量",
        "上年结转申请数量",
        "上年结转",
    ),
    ("applications", "granted"): ("予以公开",),
    ("applications", "partial"): ("部分公开",),
    ("applications", "deny_law"): ("其他法律法规禁止公开", "其他法律行政法规禁止公开的"),
    ("applications", "deny_safety"): ("危及三安全一稳定",),
    ("applications", "deny_third_party"): ("保护第三方合法权益",),
    ("applications", "deny_internal"): ("属于三类内部事务信息",),
    ("applications", "unable_not_held"): ("本机关不掌握", "本机关不掌握相关信息"),
    ("applications", "unable_create"): ("没有现成信息", "没有现成信息需另行制作"),
    ("applications", "unable_unclear"): ("补正后申请内容仍不明确", "补正后仍不明确"),
    ("applications", "reject_petition"): ("信访举报投诉类", "信访投诉举报类申请"),
    ("applications", "reject_mass"): ("无正当理由大量反复",),
    ("applications", "reject_reissue"): (
        "要求行政机关确认或重新出具已获取的信息",
        "要求行政机关确认或重新出具",
    ),
    ("applications", "other_no_correction"): ("逾期不补正", "申请人无正当理由逾期不补正"),
    ("applications", "other_no_fee"): (
        "逾期不缴费",
        "申请人逾期未按收费通知要求缴纳费用",
        "逾期未按收费通知要求缴纳费用",
    ),
    ("applications", "other"): ("其他处理",),
    ("applications", "other_else"): ("其他", "其它"),
    ("applications", "result_total"): ("总计", "合计", "办理结果总计"),
    ("applications", "carried_out"): (
        "结转下年度",
        "结转下年继续办理",
        "结转下一年度继续办理",
        "结转至下年度继续办理",
    ),
    ("disputes", "review"): ("行政复议情况",),
    ("disputes", "direct"): ("未经复议直接起诉的", "未经行政复议直接起诉", "直接起诉"),
    ("disputes", "after_review"): ("经复议后起诉", "行政复议后起诉"),
}

COLUMN_ALIASES: dict[tuple[str, str], tuple[str, ...]] = {
    ("disclosure", "made"): ("制作数量", "本年制作数量", "制发件数", "本年度制发件数"),
    ("disclosure", "abolished"): ("废止件数", "本年度废止件数"),
    ("disclosure", "in_force"): ("现行有效件", "现行有效数"),
    ("disclosure", "published"): ("公开数量", "本年公开数量"),
    ("disclosure", "change"): ("本年增减量", "本年增减数", "本年增减数量"),
    ("disclosure", "amount"): ("本年收费金额", "本年收费总金额", "采购总金额预算"),
    ("applications", "other"): ("其它",),
    ("applications", "charity"): ("公益组织", "社会公益"),
    ("applications", "total"): ("合计",),
    ("disputes", "total"): ("合计",),
}

FURNITURE: dict[str, tuple[str, ...]] = {
    "disclosure": ("信息内容",),
    "applications": (
        "本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和",
        "本列数据的钩稽关系为第一项加第二项之和等于第三项加第四项之和",
        "申请人情况",
        "法人或其他组织",
        "法人或其它组织",
        "类别",
        "本年度办理结果",
        "不予公开",
        "无法提供",
        "不予处理",
        "其他处理",
    ),
    "disputes": ("行政诉讼",),
}
"""Printed words of a table that are neither rows nor columns; editions add their own."""
