"""What stands around a report and is none of it: web pages, letters, page numbers."""

from __future__ import annotations

import re

_DATE = r"20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
_CHINESE_DATE = (
    "二[〇○零][一二三四五六七八九〇○零]{2}年[一二三四五六七八九十]{1,2}月"
    "[一二三四五六七八九十]{1,3}日"
)

LINE = re.compile(
    r"(?:"
    r"(?:标题|发布时间|发布日期|发文日期|成文日期|文号|发文字号|发布机构|发文机关|栏目|原文链接|"
    r"本地目录|索引号|主题词|信息来源|"
    r"来源|时间|作者|编辑|责任编辑|审核|浏览次数|阅读次数|点击数|字号|字体|有效性|公开方式|生成日期|主题分类)\s*[:：].*"
    r"|页面链接与图片.*|=+.*=+|-{3,}"
    r"|当前位置\s*[:：]?.*|您(?:现)?(?:所)?在的?位置\s*[:：]?.*|首页\s*[>＞»/].*"
    r"|(?:https?://|www\.)\S+.*"
    r"|(?:大\s*中\s*小|打印(?:本页)?|关闭(?:窗口|本页)?|收藏|分享(?:到)?[:：]?|扫一扫.*|上一篇.*|下一篇.*|返回顶部|"
    r"附件下载|相关(?:链接|文档|附件|稿件)[:：]?.*|版权所有.*|.*ICP备.*|.*公网安备.*|网站地图|联系我们)"
    r"|(?:[【\[(（]\s*(?:打印|关闭|收藏|返回|分享|字体)\S{0,6}?\s*[】\])）]\s*)+"
    r"|\S{1,40}\.(?:pdf|docx?|wps|xlsx?|zip)(?:\s*[(（].*)?"
    r"|.*年\d{1,2}月\d{1,2}日\s*印发\s*"
    r"|[(（]?\s*共印\s*\d{1,4}\s*份\s*[)）]?|[(（]?\s*(?:续表|接上[页表]|(?:见|转)下页)\s*[)）]?"
    r"|[-—－–]+\s*\d{1,3}\s*[-—－–]+"
    r"|[(（【]?\s*(?:草\s*稿|征求意见稿|送审稿|讨论稿)\s*[)）】]?"
    r"|抄送\s*[:：].*|此函[。]?|特此(?:报告|函告)[。]?|[(（]此件(?:主动)?公开[)）]|[(（]联系人\s*[:：][^)）]*[)）]"
    r")"
)
"""A line that is furniture as a whole."""

PAGE_NUMBER = re.compile(
    r"[-—－–\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/／,，]?\s*共\s*\d{1,3}\s*页)?[-—－–\s]*"
)
"""A line that is a page number, in formats that print pages or their lines."""

INSIDE = re.compile(
    r"Normal 0 [^{}\n]{0,600}\{[^{}]*\}"
    r"|(?:当前)?位置\s*[:：]\s*首页\S*"
    r"|来源\s*[:：]\s*\S*(?=\s*时间)|时间\s*[:：]\s*20\d\d-\d\d-\d\d(?:\s+\d\d:\d\d(?::\d\d)?)?(?:\s*-->)?"
    r"|-->"
    r"|微信\s+微博\s+QQ空间(?:\s+全真版\s+文字版)?(?:\s+文件下载)?(?:\s*相关链接\s*[:：])?"
    r"|相关链接\s*[:：]"
)
"""Furniture in the middle of a line that has lost its breaks."""

DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,10}[〔\[（(]20\d\d[〕\]）)]\s*\d{1,4}\s*号(?=\s|$)"
)
ADDRESSEE = re.compile(r"\s*[\u4e00-\u9fff]{2,20}[:：](?=\s*$|根据|按照|现将|依据)")
DATE_LINE = re.compile(rf"\s*[(（]?\s*(?:{_DATE}|{_CHINESE_DATE})\s*[)）]?\s*")
TAIL_DATE = re.compile(rf"\s*(?:{_DATE}|{_CHINESE_DATE})\s*(?:印发)?\s*$")
TAIL_WORDS = re.compile(
    r"(?:^|(?<=[\s。]))(?:附件下载|此函[。]?|[(（]联系人\s*[:：][^)）]*[)）])\s*$"
)
