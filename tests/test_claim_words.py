"""The words that clerks count with: each one is read as what it says, or makes it another thing."""

import pytest

from forms.text.claims import claims

WORDS = {
    "received": ("{}政府信息公开申请12件", "新收到 收到 新收 接到 新增 接收 收悉 登记"),
    "taken": ("{}政府信息公开申请12件", "收办 受理 接办"),
    "answered": (
        "{}政府信息公开申请12件",
        "办结 答复 办复 回复 办毕 办理完毕 办理完结 处理完毕",
    ),
    "carried_out": (
        "信息公开申请中，尚有12件{}",
        "尚未办结 未答复 仍未到期办理完毕 正在办理 仍在依法办理中 尚在处理 在办",
    ),
    "granted": (
        "信息公开申请中，{}12件",
        "予以公开 予以全部公开 全部公开 同意公开 准予公开 依法予以公开",
    ),
    "partial": ("信息公开申请中，{}12件", "部分公开 予以部分公开 部分予以公开 区分处理公开"),
    "denied": ("信息公开申请中，{}12件", "不予公开 不予以公开"),
    "unable": ("信息公开申请中，{}12件", "无法提供"),
    "rejected": ("信息公开申请中，{}12件", "不予处理"),
    "otherwise": ("信息公开申请中，{}12件", "其他处理 其它处理 其他方式处理"),
    "normative_documents.made": (
        "{}行政规范性文件12件",
        "制定出台 制定发布 制定印发 制发 制定 印发 出台 新制定 新制作 制作",
    ),
    "normative_documents.abolished": (
        "{}规范性文件12件",
        "宣布废止 宣布失效 废止和宣布失效 废止或失效 废止失效 废止 失效",
    ),
    "normative_documents.in_force": (
        "{}规范性文件12件",
        "现行有效 继续有效 现有有效 现有 有效",
    ),
    "regulations.in_force": ("{}规章12部", "现行有效 现有有效政府 现有部门"),
    "penalties": ("{}行政处罚12件", "作出 做出 实施 给予"),
    "review.pending": (
        "因信息公开引发行政复议20件，{}12件",
        "尚未审结 未审结 暂未审理 正在审理中 待审结",
    ),
    "review.upheld": (
        "因信息公开引发行政复议20件，{}12件",
        "维持 结果维持 决定维持 维持原决定 维持原行政行为 判决维持原答复",
    ),
    "review.corrected": ("因信息公开引发行政复议20件，{}12件", "纠正 结果纠正"),
    "review": ("{}行政复议12件", "因信息公开 依申请公开引发 政府信息公开申请被申请"),
}


@pytest.mark.parametrize("kind", WORDS)
def test_every_word_is_read_as_what_it_says(kind):
    sentence, words = WORDS[kind]
    for word in words.split():
        found = claims(sentence.format(word), 2025, "某某市某某局")
        assert [(one.kinds, one.value) for one in found][-1:] == [((kind,), 12)], word


OTHERS = {
    "{}行政处罚决定12件": "公开 公示 公布 发布 录入 归集 上网 其中 推送 重大 简易 一般 撤销 上传",
    "{}收到政府信息公开申请12件": (
        "其中 网上 网络 线上 线下 在线 信函 邮寄 当面 当场 现场 邮件 邮箱 传真 平台 窗口 重复 延期"
        " 信访 举报 投诉 来信 留言 热线 代为 转办 每月 平均 最多 除 不含 下属 所属 督促 指导 协助"
    ),
    "{}收到信息公开申请12件": "计划 力争 争取 目标 明年 如果 假如 拟于近期 预计 例如 比如",
    "{}规范性文件制定12件": "代 起草 拟 解读 备案 审查 其中 上级 国务院 转发 涉及 修订 修改 评估 审核",
    "因信息公开引发行政复议{}12件": "一审 二审 再审 听证 出庭 旁听 和解 撤回 调解 败诉 胜诉",
    "{}行政复议12件": "办理 受理 审理 审结 收到 化解 立案 新收 接收",
}


@pytest.mark.parametrize("sentence", OTHERS)
def test_a_word_more_makes_it_another_count(sentence):
    for word in OTHERS[sentence].split():
        assert claims(sentence.format(word), 2025, "某某市某某局") == (), word
