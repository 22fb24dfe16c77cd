"""Refusals → one plain Chinese sentence each: which file, what is wrong, what to do."""

from __future__ import annotations

from forms.errors import Cause, FileError
from forms.file_names import readable

_CAUSES = {
    Cause.MISSING: "找不到这个文件或它的文件夹，可能已移走、改名，或者U盘没有插上，请核对。",
    Cause.NOT_A_FILE: "这是文件夹或设备，不是文件，请选择一个文件。",
    Cause.NO_ACCESS: "没有权限使用这个文件，请换一个位置或联系管理员。",
    Cause.NAME_TOO_LONG: "文件名太长，或者文件夹套得太深，请改短后再试。",
    Cause.EMPTY: "文件是空的，请换一个文件。",
    Cause.TOO_LARGE: "文件太大，不像一份年度报告，请核对。",
    Cause.TRUNCATED: "文件不完整或已损坏，请重新复制一份再打开。",
    Cause.ENCRYPTED: "文件设有密码，请先去掉密码再打开。",
    Cause.SCANNED: "这是扫描的图片，里面没有文字，请换用有文字的文件。",
    Cause.UNKNOWN_FORMAT: "认不出这种文件，请用 Word、Excel、PDF、网页或文本文件。",
    Cause.ARCHIVE: "压缩包要先解压，再打开里面的年报。",
    Cause.OFD: "还不能读 OFD 文件，请用阅读软件另存为 PDF 再打开，或用原来的 Word 文件。",
    Cause.UNKNOWN_ENCODING: "认不出里面的文字，请用记事本打开，另存时把“编码”选成 UTF-8，再试。",
    Cause.NEEDS_OFFICE: "打开这种文件需要先安装 LibreOffice，或请另存为 docx。",
    Cause.NOT_A_REPORT: "这不像政府信息公开工作年度报告，请核对是不是选错了文件。",
    Cause.SEVERAL_REPORTS: "文件里有不止一份年度报告，请先分开保存。",
    Cause.FUTURE_FORMAT: "这个文件是用更新版本的程序保存的，请升级本程序后再打开。",
    Cause.BAD_SAVED_FILE: "文件的内容不对，可能被别的程序改过，请打开以前保存的版本。",
    Cause.BAD_TABLE: "这张表不合要求，请改好后再用。",
    Cause.CANCELLED: "已取消。",
    Cause.TOO_SLOW: "读取这个文件花的时间太长，已停止，请另存为其他格式再试。",
    Cause.CRASHED: "读取这个文件时程序两次中断，请另存为其他格式再试。",
    Cause.DISK_FULL: "磁盘已满，请清理出空间或换一个位置。",
    Cause.IN_USE: "文件正被其他程序使用，请先关闭它再试。",
    Cause.UNKNOWN_SUFFIX: "不认识这种文件类型，可以用 .xlsx、.pdf、.docx、.html、.gknb、.json。",
    Cause.ONLY_PDF: "这一种只能存为 PDF，请把文件名写成以 .pdf 结尾。",
    Cause.WRITE_FAILED: "文件写不进去，请换一个位置再试。",
    Cause.SAME_FILE: "这就是读入的文件，为免覆盖，请换一个文件名。",
    Cause.NO_GLYPH: "有的字没有可用的字体，印不出来，请换成别的字。",
}


def error_sentence(error: FileError) -> str:
    """One sentence: which file, what is wrong, what to do. Never more than one line."""
    name = one_line(error.path)
    detail = _detail(error)
    return f"{name}：{_CAUSES[error.cause]}{detail}"


def _detail(error: FileError) -> str:
    told = (Cause.NOT_A_REPORT, Cause.BAD_SAVED_FILE, Cause.BAD_TABLE, Cause.NO_GLYPH)
    if not error.detail or error.cause not in told:
        return ""
    detail = one_line(error.detail[:80])
    lead = "看起来像是" if error.cause is Cause.NOT_A_REPORT else "有问题的地方："
    return f"（{lead}{detail}）"


def one_line(text: object) -> str:
    """A text that stays one line on any screen: control characters are shown as □."""
    return "".join(sign if sign.isprintable() else "□" for sign in readable(str(text)))
