"""Lines of a few words: titles, labels, headers. Even, words whole, as few as can be.

GB/T 9704-2012, 7.3.1, asks of a title: 词意完整，排列对称，长短适宜. Where words end is judged
by a short list of what titles and official labels are made of, and by the last character of
an organ's name. Ordinary text is broken by ``export.pdf_text`` instead.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import NamedTuple

WORDS = """
政府信息公开 政府信息公開 人民政府 年度报告 年度報告 工作 办公厅 办公室 办事处 委员会
管理局 监督 市场 监管 发展 改革 自然 资源 人力 社会 保障 住房 城乡 建设 交通 运输
农业 农村 文化 旅游 卫生 健康 教育 体育 科学 技术 工业 信息 信息化 生态 环境 应急
管理 审计 财政 税务 统计 商务 水利 公安 司法 民政 民族 宗教 事务 退役 军人 医疗
行政 审批 服务 综合 执法 城市 经济 开发区 产业 高新 自治区 自治州 自治县 街道 国有
资产 气象 林业 草原 粮食 物资 储备 知识 产权 地方 金融 机关 大数据 公共 交易 中心
规划 园区 新区 示范区 试验区 保税区 合作 集团 有限 公司 大学 学院 医院 研究院
研究所 总局 分局 支队 大队
本年度 本年 上年 下年度 上一年 新收 结转 数量 件数 申请 申请人 情况 办理 结果 继续
总计 自然人 法人 组织 其他组织 商业 企业 科研 机构 公益 法律 法律机构 予以 公开
不予 部分 区分 处理 情形 属于 国家 秘密 其他 法规 禁止 危及 三安全一稳定 保护
第三方 合法 权益 三类 内部 四类 过程性 案卷 查询 事项 无法 提供 掌握 相关 政府
没有 现成 需要 另行 制作 补正 内容 明确 信访 举报 投诉类 重复 要求 出版物 正当
理由 大量 反复 确认 重新 出具 获取 逾期 不补正 不再 收费 通知 缴纳 费用 处罚 许可
强制 事业性 规范性 文件 规章 制发 废止 现行 有效 决定 收费金额 单位 万元 采购 项目
金额 对外 维持 纠正 行政法规 行政许可 行政处罚 行政强制 行政机关 政府信息 尚未 审结
复议 诉讼 起诉 未经 直接 第一项 第二项 第三项 第四项 之和 等于 本列 数据 勾稽 关系
""".split()
"""What titles, and then labels, are made of; broken only where no other place is left."""

_WORD = re.compile("|".join(sorted(WORDS, key=len, reverse=True)))
_PAIR = re.compile("社会公益|法律服务|现行有效")
"""Words that rather stay together: 社会公益 组织, not 社会 公益组织."""
_WHOLE = re.compile(r"\d{4}年?(?:度)?|[!-~]+")
_ENDS_A_NAME = "省市县区州盟旗镇乡局厅委部院处所办会队站校司"
_NEVER_FIRST = "、，。；：）》”’〕！？年"
_NEVER_LAST = "（《“‘〔"

_FORBIDDEN = 10_000.0
_INSIDE_WORD = 40.0
_PLAIN = 6.0
_INSIDE_PAIR = 9.0
_WAIST = 12.0
_NEARLY = 0.01
_MOST_LINES = 12
"""A text that takes more is no title and no label; it is not worth a search."""


def even_lines(text: str, widths: Sequence[float], measure: float) -> list[str]:
    """The text cut into as few lines as the measure allows, as evenly as its words allow.

    ``widths`` holds the width of each character, in the unit of ``measure``. A text that no
    cut can fit is filled line after line.
    """
    if sum(widths) <= measure:
        return [text]
    return list(_even_lines(text, tuple(widths), measure))


def title_lines(text: str, agency: str, widths: Sequence[float], measure: float) -> list[str]:
    """A report's title in lines: where it takes more than one, the agency's name stands alone
    above the year and the rest, which belong together.
    """
    at = len(agency) if text.startswith(agency) else 0
    if sum(widths) <= measure or not 0 < at < len(text):
        return even_lines(text, widths, measure)
    above = even_lines(agency, widths[:at], measure)
    return [*above, *even_lines(text[at:], widths[at:], measure)]


@lru_cache(maxsize=2000)
def _even_lines(text: str, widths: tuple[float, ...], measure: float) -> tuple[str, ...]:
    costs = break_costs(text)
    sums = [0.0]
    for width in widths:
        sums.append(sums[-1] + width)
    split: tuple[int, ...] | None = None
    fewest = max(2, ceil(sums[-1] / measure)) if measure > 0 else _MOST_LINES
    for count in range(fewest, min(_MOST_LINES, len(text)) + 1):
        cuts = _best_cuts(sums, costs, measure, count)
        if cuts is None:
            continue
        if max(costs[at] for at in cuts) < _INSIDE_WORD:
            return _cut(text, cuts)
        # One line more than needed is a fair price for whole words; two are not.
        if split is not None:
            break
        split = cuts
    return tuple(_filled(text, widths, costs, measure)) if split is None else _cut(text, split)


def _cut(text: str, cuts: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(text[a:b] for a, b in zip((0, *cuts), (*cuts, len(text)), strict=True))


def longest_word(text: str, widths: Sequence[float]) -> float:
    """The width that the text needs at least, if its words are to stay whole."""
    costs = break_costs(text)
    longest = width = 0.0
    for at, wide in enumerate(widths):
        width = wide if costs[at] < _INSIDE_WORD else width + wide
        longest = max(longest, width)
    return longest


class _Way(NamedTuple):
    """Lines so far: what they cost, whether the last one is shorter than its forerunner."""

    cost: float
    shrank: bool
    cuts: tuple[int, ...]


def _best_cuts(
    sums: list[float], costs: list[float], measure: float, count: int
) -> tuple[int, ...] | None:
    """The cheapest way to cut into ``count`` lines; None where none fits.

    Costs are in squared characters: uneven lines, cuts in bad places, and a line that is
    shorter than both its neighbours (沙漏形).
    """
    last = len(sums) - 1
    em, mean = sums[-1] / last, sums[-1] / count
    allowed = [at for at in range(1, last) if costs[at] < _FORBIDDEN]
    # (place reached, length of the last line) → the cheapest way there
    ways = {(0, 0.0): _Way(0.0, False, ())}
    for number in range(1, count + 1):
        further: dict[tuple[int, float], _Way] = {}
        # What the lines below could not hold any more is not tried.
        nearest = bisect_left(sums, sums[-1] - measure * (count - number) - _NEARLY)
        ends = [at for at in allowed if at >= nearest] if number < count else [last]
        for (start, before), way in ways.items():
            for end in ends[bisect_right(ends, start) :]:
                length = sums[end] - sums[start]
                if length > measure:
                    break
                total = way.cost + ((length - mean) / em) ** 2
                if number < count:
                    total += costs[end]
                if way.shrank and length > before + em / 2:
                    total += _WAIST
                key = end, round(length, 2)
                if key not in further or total < further[key].cost:
                    shrank = number > 1 and length < before - em / 2
                    further[key] = _Way(total, shrank, (*way.cuts, end))
        ways = further
    return min(ways.values()).cuts[:-1] if ways else None


def break_costs(text: str) -> list[float]:
    """For each place, how bad it is to begin a line there; 0 behind the name of an organ."""
    inside = _places_inside(_WORD, text)
    pairs = _places_inside(_PAIR, text)
    whole = _places_inside(_WHOLE, text)
    begins = {found.start() for found in _WORD.finditer(text)}
    costs = [0.0]
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        if at in whole or after in _NEVER_FIRST or before in _NEVER_LAST:
            costs.append(_FORBIDDEN)
        elif at in inside or (after in _ENDS_A_NAME and at not in begins):
            costs.append(_INSIDE_WORD)
        elif at in pairs:
            costs.append(_INSIDE_PAIR)
        elif before in _ENDS_A_NAME or before in "）、，：。；" or _begins_well(text, at):
            costs.append(0.0)
        else:
            costs.append(_PLAIN)
    return costs


def _begins_well(text: str, at: int) -> bool:
    return text.startswith(("政府信息公", "（"), at) or text[at : at + 4].isdecimal()


def _places_inside(pattern: re.Pattern[str], text: str) -> set[int]:
    spans = (found.span() for found in pattern.finditer(text))
    return {at for start, end in spans for at in range(start + 1, end)}


def _filled(
    text: str, widths: Sequence[float], costs: Sequence[float], measure: float
) -> list[str]:
    """Each line as full as its last good place allows; cut anywhere where it has none."""
    lines, start, good, used = [], 0, 0, 0.0
    for at, width in enumerate(widths):
        if at > start and costs[at] < _FORBIDDEN:
            good = at
        if used + width > measure and at > start:
            end = good if good > start else at
            lines.append(text[start:end])
            start, used = end, sum(widths[end:at])
        used += width
    return [*lines, text[start:]]
