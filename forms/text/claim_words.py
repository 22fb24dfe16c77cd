"""The words by which a sentence names what it counts, and the cells that it then speaks of.

This is the one table of that vocabulary: whoever meets a new turn of phrase adds it here.
Patterns are matched against a *label*: the words before a figure, without spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

CASE_UNITS = frozenset("件份宗起例个项次")
"""How requests, cases and decisions are counted. 条 counts published items and is no case."""

DOCUMENT_UNITS = frozenset("件个份部项")

REQUEST = (
    r"(?:依申请公开(?:政府|政务)?(?:信息)?(?:申请)?|(?:政府|政务)?信息(?:依申请)?公开(?:的)?申请"
    r"|公开(?:政府|政务)?信息(?:的)?申请|依申请件|申请)(?:办理)?"
)
TAIL = (
    r"(?:的)?(?:数量|总数|总量|件数|案件数量|案件数|案件|事项|办件|案|数|件)?(?:情况)?"
    r"(?:合计|总计|累计|一共|总共|共[计有]?|(?<!共)计|为|是|(?<!共)有|达到?|了|:|：)*"
)
"""What may stand between what is counted and its figure."""

ASIDE = (
    r"(?:其中|对|的|依法|依规|依照|决定|作出|做出|作|以|均|全部|已|共|按时|按期|按|属于|属|结果|答复"
    r"|办理|为|包括|有|申请|政府信息|信息|并|经|后|以及|和|及|与|当年|本年度|本年|全年|今年"
    r"|在?(?:法定|规定)(?:的)?(?:期限|时限|时间)内"
    r"|情形|情况|分类|分|类型|类别|从|来看|看|累计|实际|总计|合计|共计|[一二三四五六]是|[（(][一二三四五六\d][）)]|[、:：]"
    r"|我[局办委厅市县区镇乡省院会]|本机关|本单位|全[市县区省州镇乡局]|(?:20\d\d)年度?)*"
)
"""What may stand before a bare verb or outcome without changing what is counted."""

OUTCOMES = {
    "granted": r"(?:依法)?(?:予以公开|予以全部公开|全部公开|同意公开|准予公开)",
    "partial": r"(?:予以|同意)?部分公开|部分予以公开|区分处理后?(?:予以)?公开",
    "denied": r"不予以?公开",
    "unable": r"无法提供",
    "rejected": r"不予处理",
    "otherwise": r"(?:其他|其它)(?:方式)?处理",
}
"""The six groups of results of part three."""

APPLICANTS = {
    "person": r"(?:自然人|公民(?:个人)?)",
    "enterprise": r"(?:商业)?企业",
    "research": r"科研机构",
    "charity": r"社会公益组织",
    "law_service": r"法律服务机构",
    "legal": r"法人(?:或其他组织|和其他组织|或者其他组织|及其他组织)?",
}
"""Columns of part three; ``legal`` is all of them but 自然人 and 总计."""

RECEIVING = r"新收到|收到|新收|接到|新增|接收|收悉|登记(?=(?:的)?(?:政府|政务)?信息公开)"
"""Verbs for what came in this year: the cases carried in are not among them."""

TAKING = r"收办|受理|接办"
"""Verbs that may take in the cases carried over from last year."""

HANDLING = r"办理"
ANSWERING = r"办结|答复|办复|回复|办毕|办理完毕|办理完结|处理完毕"

ASKING = (
    r"(?:公民|法人|其他组织|自然人|企业|单位|组织|个人|群众|公众|社会|申请人|当事人|提出|提交|递交|的"
    r"|各类|书面|有效|全部|所有|了|到|和|或者?|及|与|、)*"
)
"""What may stand between a verb and a bare 申请 where requests for information are meant."""

ALL_TOGETHER = r"共[计有]?|合计|总计|累计"
THE_PUBLIC = (
    r"(?:公民、?法人(?:、|和|或者?|及)其他组织|社会公众|人民群众|公众)(?:向[^，。；、\d]{1,12})?(?:依法)?"
    r"(?:提出|提交|递交)(?:的|了)?"
)
"""Who asks is everybody: so many asked, so many were received."""

STILL_OPEN = (
    r"(?:尚未|还未|仍未|未)(?:到期)?(?:办结|办理完毕|答复|办理完结)"
    r"|(?:正在|尚在|仍在)(?:依法|按程序|抓紧)?(?:办理|处理)(?:之?中)?|在办"
)
"""What a request is that has no result yet."""

ROWS = {
    "deny_secret": r"国家秘密",
    "deny_law": r"(?:其他)?法律、?行政法规禁止公开",
    "deny_safety": r"危及[“\"]?三安全一稳定[”\"]?",
    "deny_third_party": r"保护第三方合法权益",
    "deny_internal": r"三?类?内部事务信息",
    "deny_process": r"四?类?过程性信息",
    "deny_enforcement": r"行政执法案卷",
    "deny_query": r"行政查询事项",
    "unable_not_held": r"(?:本机关|我[局委办厅])?不掌握相关(?:政府)?信息",
    "unable_create": r"没有现成信息、?(?:需要?)?另行制作",
    "unable_unclear": r"补正后申请内容仍不明确",
    "reject_petition": r"信访举报投诉类",
    "reject_publication": r"(?:要求)?提供公开出版物",
    "reject_mass": r"无正当理由大量反复申请",
    "reject_reissue": r"(?:要求行政机关)?确认或重新出具已获取信息",
    "other_no_correction": r"(?:申请人)?(?:无正当理由)?逾期不补正",
    "other_no_fee": r"(?:申请人)?逾期未按收费通知要求缴纳费用",
}
"""Single rows of part three, where a text names them as the form does."""

NOT_ALL = (
    r"其中|分别|另有|包括|含|网上|网络|线上|线下|在线|信函|邮寄|当面|当场|现场|邮件|邮箱|传真|平台|窗口"
    r"|重复|延期|许可|补助|信访|举报|投诉|来信|留言|热线|代为|转办|名义|每月|每年|平均|最多|超期|逾期"
    r"|撤回|补正|除|不含|部门|下属|所属|督促|指导|协助"
)
"""Words that make a count a part of the whole, or a count of something else."""

OTHER_SUBJECTS = (
    r"提案|建议|议案|信件|来信|留言|热线|工单|来电|咨询|投诉(?!类)|举报(?!投诉类)|信访(?!举报投诉类)"
    r"|诉求|舆情|稿件|许可|补助|解读|征集|报道|(?<!行政执法)案卷|评议"
)
"""What a bare 收到 or 办结 may count instead of requests."""

MADE = r"制定出台|制定发布|制定印发|制发|制定|印发|出台|新制定|新制作|制作"
ABOLISHED = r"宣布废止|宣布失效|废止和宣布失效|废止或失效|废止失效|废止|失效"
IN_FORCE = r"现行有效|继续有效|现有有效|现有|(?<![失无])有效"
DOCUMENTS = {
    "regulations": r"(?:政府|部门)?规章(?!制度)",
    "normative_documents": r"(?:行政)?规范性文件",
}
NOT_OWN_DOCUMENTS = (
    r"名义|代|起草|拟|解读|备案|审查|其中|上级|国务院|转发|涉及|修订|修改|规章[、和及]|等$"
    r"|评估|审核"
)

DECISIONS = {"permits": "行政许可", "penalties": "行政处罚", "coercion": "行政强制"}
CARRIED_OUT_BY = r"作出|做出|实施|给予"
NOT_DECIDED = r"公开|公示|公布|发布|录入|归集|上网|其中|推送|重大|简易|一般|案卷|撤销|上传|信息"

REVIEW = r"(?:行政)?复议(?:的)?(?:申请|案件|事项)?"
LAWSUIT = r"(?:行政)?(?:诉讼|应诉)(?:的)?(?:案件|事项)?"
NOT_EVERY_DISPUTE = (
    r"维持|纠正|撤销|变更|败诉|胜诉|和解|撤回|调解|其中|不服|培训|讲|案例|尚未|审结|一审|二审|再审"
    r"|听证|出庭|旁听|结转"
)
DISPUTE_ENDS = {
    "upheld": r"(?:结果|决定|判决)?维持(?:原(?:行政行为|决定|答复))?",
    "corrected": r"(?:结果)?纠正",
    "pending": r"(?:尚未|未|暂未|正在|待)审[结理](?:中)?",
}
"""Columns of part four, by their own names only: what counts as 纠正 each office decides."""

NOT = r"(?:未曾|暂未|尚未|从未|未|没有|不存在|无(?![法需正关论障偿效误差]))"


@dataclass(frozen=True)
class Counted:
    """The cells that a kind of claim speaks of.

    Each of ``sums`` is a set of cells that may be meant (``table.row.column``, ``deny_*`` for
    every such row, ``?`` for the column that the sentence names). ``loose`` sums are accepted
    with a hint where the sentence does not say that it takes them in.
    """

    name: str
    sums: tuple[tuple[str, ...], ...]
    units: frozenset[str] = CASE_UNITS
    loose: tuple[tuple[str, ...], ...] = ()


_IN, _CARRIED, _OUT = (f"applications.{row}.?" for row in ("received", "carried_in", "carried_out"))
_DONE = "applications.result_total.?"
_LAWSUITS = ("disputes.direct.total", "disputes.after_review.total")

COUNTED: dict[str, Counted] = {
    "received": Counted("本年新收", ((_IN,),), loose=((_IN, _CARRIED),)),
    "taken": Counted("本年新收", ((_IN,), (_IN, _CARRIED))),
    "handled": Counted("办理结果总计", ((_DONE,), (_IN,), (_IN, _CARRIED))),
    "answered": Counted("办理结果总计", ((_DONE,),)),
    "carried_in": Counted("上年结转", ((_CARRIED,),)),
    "carried_out": Counted("结转下年度", ((_OUT,),)),
    "granted": Counted("予以公开", (("applications.granted.?",),)),
    "partial": Counted("部分公开", (("applications.partial.?",),)),
    "denied": Counted("不予公开", (("applications.deny_*.?",),)),
    "unable": Counted("无法提供", (("applications.unable_*.?",),)),
    "rejected": Counted("不予处理", (("applications.reject_*.?",),)),
    "otherwise": Counted("其他处理", (("applications.other*.?",),)),
    "review": Counted("行政复议", (("disputes.review.total",),)),
    "lawsuit": Counted("行政诉讼", (_LAWSUITS,)),
    "direct": Counted("未经复议直接起诉", (("disputes.direct.total",),)),
    "after_review": Counted("复议后起诉", (("disputes.after_review.total",),)),
    "disputes": Counted("行政复议和行政诉讼", (("disputes.review.total", *_LAWSUITS),)),
    "fees": Counted("行政事业性收费", (("disclosure.fees.amount",),), frozenset({"元"})),
    "handling_fee": Counted("行政事业性收费", (("disclosure.fees.amount",),), frozenset({"元"})),
}
for _end, _name in (("upheld", "结果维持"), ("corrected", "结果纠正"), ("pending", "尚未审结")):
    _both = (f"disputes.direct.{_end}", f"disputes.after_review.{_end}")
    COUNTED[f"review.{_end}"] = Counted(f"行政复议{_name}", ((f"disputes.review.{_end}",),))
    COUNTED[f"lawsuit.{_end}"] = Counted(f"行政诉讼{_name}", (_both,))
for _row, _said in ROWS.items():
    _words = re.sub(r"\(\?:|[^\u4e00-\u9fa5、]", "", _said)
    COUNTED[_row] = Counted(_words, ((f"applications.{_row}.?",),))
for _row, _decision in DECISIONS.items():
    COUNTED[_row] = Counted(_decision, ((f"disclosure.{_row}.decisions",),))
for _row, _document in (("regulations", "规章"), ("normative_documents", "行政规范性文件")):
    for _column, _state in (("made", "制发"), ("abolished", "废止"), ("in_force", "现行有效")):
        COUNTED[f"{_row}.{_column}"] = Counted(
            f"{_document}{_state}", ((f"disclosure.{_row}.{_column}",),), DOCUMENT_UNITS
        )
COUNTED["normative_documents.any"] = Counted(
    "行政规范性文件",
    tuple(
        tuple(f"disclosure.normative_documents.{column}" for column in columns)
        for columns in (("made", "in_force"), ("made", "published", "total"))
    ),
    DOCUMENT_UNITS,
)


@cache
def pattern(expression: str) -> re.Pattern[str]:
    """Compiled once."""
    return re.compile(expression)
