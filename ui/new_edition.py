"""Offering a new edition of the form: what it is and changes first, the question then."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from forms.edition import Edition
from forms.errors import EditionError, UnwritableFile
from forms.new_edition import add_edition, base_of, differences, is_added, read_new_edition
from forms.refusals import error_sentence
from ui import dialogs

EDITION_SUFFIX = ".toml"
MOST = 12
"""Differences that are listed; a form that was made anew has hundreds."""


def offer(parent: QWidget, path: Path) -> bool:
    """Show the edition in a file and ask; True where it was taken in now."""
    try:
        edition = read_new_edition(path)
        if is_added(edition):
            dialogs.Notice.tell(parent, f"版式“{edition.name}”已经在用了。")
            return False
        if not dialogs.Question.ask(parent, description(edition), "启用", changes(edition)):
            return False
        add_edition(path)
    except EditionError as error:
        text = f"“{error.file}”不能用作版式，请向提供它的单位核实。"
        dialogs.Notice.tell(parent, text, f"{error.key}：{error.problem}")
        return False
    except UnwritableFile as error:
        dialogs.Notice.tell(parent, error_sentence(error))
        return False
    return True


def description(edition: Edition) -> str:
    """What the edition says of itself."""
    until = f"至{edition.last_year}年度" if edition.last_year else "年度起"
    return (
        f"要启用新版式“{edition.name}”吗？\n"
        f"来源：{edition.source}\n日期：{edition.date}\n适用：{edition.first_year}{until}"
    )


def changes(edition: Edition) -> str:
    """How it differs from the edition before it."""
    base = base_of(edition)
    found = differences(base, edition)
    if not found:
        return f"与“{base.name}”相比，表和规则没有变化。"
    more = f"\n……共{len(found)}处不同。" if len(found) > MOST else ""
    return f"与“{base.name}”相比：\n" + "\n".join(found[:MOST]) + more
