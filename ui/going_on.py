"""Going on where work was cut off: what there is, and the words for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from forms.data_folder import data_folder

if TYPE_CHECKING:
    from datetime import date

    from forms.errors import FileError, UnreadableFile
    from forms.saving.journal import Recovered
    from forms.saving.unfinished import LeftBehind, Unfinished

JOURNALS = "*.journal"
"""As ``forms.saving.journal_file`` names them; the first paint does without that module."""
UNNAMED = "机关名称未填"
HELD_WORDS = "它的文件正在另一个窗口里打开着，保存时请另选一个文件名。"
"""Work is gone on with whose file another window has by now."""


def journal_folder() -> Path:
    """Where the journals of all windows lie."""
    return data_folder() / "journal"


def what_is_left() -> LeftBehind | None:
    """What the last days left behind; None, and nothing imported, where no journal is."""
    folder = journal_folder()
    try:
        if not any(folder.glob(JOURNALS)):
            return None
    except OSError:
        return None
    from forms.saving.unfinished import left_behind

    return left_behind(folder)


def unfinished_of(path: Path) -> Unfinished | None:
    """The work on a saved file that was cut off, where the file is still as it was then."""
    left = what_is_left()
    if left is None:
        return None
    from forms.saving.unfinished import FileNow

    same = [one for one in left.unfinished if one.file_now is FileNow.SAME]
    return next((one for one in same if one.path == path.absolute()), None)


def name_of(unfinished: Unfinished) -> str:
    """``某某局 2025年``."""
    year = "年度未填" if unfinished.year is None else f"{unfinished.year}年"
    return f"{' '.join(unfinished.agency.split()) or UNNAMED} {year}"


def offer_words(unfinished: Unfinished, today: date) -> str:
    """``某某局 2025年，14:03 停在这里，有3处改动还没有保存到文件。``"""
    when = unfinished.when
    day = "" if when.date() == today else f"{when.month}月{when.day}日 "
    return (
        f"{name_of(unfinished)}，{day}{when:%H:%M} 停在这里，"
        f"有{unfinished.edits}处改动还没有保存到文件。"
    )


def refusal_words(error: UnreadableFile) -> str:
    """Why one cannot go on."""
    from forms.errors import Cause

    if error.cause is Cause.IN_USE:
        return "这份报告正在另一个窗口里打开着，请到那个窗口里接着填。"
    if error.cause is Cause.MISSING:
        return "上次的内容已经在另一个窗口里处理过了。"
    if error.cause is Cause.FUTURE_FORMAT:
        return "上次的内容是用更新的版本填的，请用新版本打开。"
    if error.cause is Cause.BAD_SAVED_FILE:
        return f"上次自动记下的内容坏了，读不出来，已放到一边（{error.path.name}）。"
    return "上次自动记下的内容现在读不到，请稍后再试，或检查一下您对这个文件夹的权限。"


def not_copied_words(error: FileError) -> str:
    """A save went well but left no copy of the version before."""
    from forms.refusals import error_sentence

    return f"已经保存好了，只是没能给上一个版本留一份备份：{error_sentence(error)}"


def damage_words(aside: Path) -> str:
    """A journal was damaged and set aside."""
    return f"有一份自动记下的内容坏了，没法接着填，已放到一边（{aside.name}）。"


def caution_words(recovered: Recovered, path: Path | None) -> str:
    """What to know about the report that is gone on with; mostly nothing."""
    from forms.saving.unfinished import FileNow

    said = []
    name = "" if path is None else f"“{path.name}”"
    if recovered.file_now is FileNow.CHANGED:
        said.append(
            f"文件{name}后来又改过。接着填的是上次没保存完的内容，"
            "保存时会另选一个文件名，不会盖掉后来改的。"
        )
    elif recovered.file_now is FileNow.GONE:
        said.append(f"文件{name}不在原来的地方了，保存时请选一个位置。")
    if recovered.lost:
        said.append(f"最后{recovered.lost}处改动没能读出来，请核对一下。")
    return "".join(said)
