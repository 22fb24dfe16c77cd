"""A clerk who types on and on, for the tests that kill the program under its hands.

Run as a program: ``journal_driver.py session|pair|window SEED FIRST``. It goes on with what was
cut off, as a clerk would, tells ``ready DIGEST``, then after each committed edit ``NUMBER DIGEST``;
a pair has two reports open and tells both digests each time.

``journal_driver.py nursery`` reads such arguments line by line, and lets a child of its own, which
has imported everything already, do each: ``pid NUMBER``, its lines, and ``ended STATUS``.
"""

import os
import random
import sys
from pathlib import Path

if __name__ == "__main__":
    ROOT = Path(__file__).resolve().parent.parent
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from export.export_file import export_report
from forms.cells import Address
from forms.edition_file import built_in_editions
from forms.report import Report
from forms.saving import store
from forms.saving.journal_file import digest_of
from ui.session import Session

ROW = [
    Address("applications", "received", column)
    for column in ("person", "enterprise", "research", "charity", "law_service", "other")
]
PAIR = ("甲", "乙")
"""Of two open reports; a file would be told apart from the other's by nothing."""
WAYS = (
    *("type", "type", "type", "paste", "paste", "write", "write", "write"),
    *("undo", "undo", "redo", "name", "done", "save", "export"),
)


def digest(session: Session) -> str:
    """What the session holds, in short."""
    return digest_of(store.to_bytes(session.content, session.editions)).hex()


def act(session: Session, seed: int, number: int, folder: Path) -> None:
    """The clerk's edit of this number: always the same one."""
    chance = random.Random(f"{seed} {number}")
    way = chance.choice(WAYS)
    if way == "type":
        session.enter(chance.choice(ROW), number)
    elif way == "paste":
        session.enter_many({cell: chance.randrange(1000) for cell in ROW}, "粘贴6格")
    elif way == "write":
        before = session.report.sections["overview"] or ""
        session.set_section("overview", f"{before[-2000:]}公开{number}条。")
    elif way == "undo":
        session.undo()
    elif way == "redo":
        session.redo()
    elif way == "name":
        before = session.report.agency
        stem = before[0] if before.startswith(PAIR) else "某某"
        session.set_agency(f"{stem}局第{number}号")
    elif way == "done":
        session.set_done("overview", "overview" not in session.done)
    elif way == "save" and not session.report.agency.startswith(PAIR):
        session.save(folder / "报告.gknb")
    else:
        export_report(session.report, session.edition, folder / "报告.json")


def _session_of_core(folder: Path) -> Session:
    """A session with its journal, without a window."""
    from forms.saving.journal import Journal
    from forms.saving.unfinished import left_behind
    from ui.going_on import journal_folder

    session = Session(journal=Journal(journal_folder()))
    found = left_behind(journal_folder())
    assert not found.damaged
    if found.unfinished:
        session.go_on(found.unfinished[0])
    else:
        # The newest: it may have been moved since it was saved.
        files = sorted(folder.glob("*.gknb"), key=lambda path: path.stat().st_mtime_ns)
        if files:
            session.open_file(files[-1])
        else:
            session.open_report(Report(edition=list(built_in_editions())[-1]))
    return session


def blank_pair() -> list[Report]:
    """Two reports that were never filled."""
    edition = list(built_in_editions())[-1]
    return [Report(agency=f"{name}局", edition=edition) for name in PAIR]


def _pair_of_core() -> list[Session]:
    """Two sessions, each with a journal of its own; what was cut off of either goes on."""
    from forms.saving.journal import Journal
    from forms.saving.unfinished import left_behind
    from ui.going_on import journal_folder

    found = left_behind(journal_folder())
    assert not found.damaged
    sessions = []
    for unfinished in found.unfinished:
        sessions.append(Session(journal=Journal(journal_folder())))
        sessions[-1].go_on(unfinished)
    for report in blank_pair()[len(sessions) :]:
        sessions.append(Session(journal=Journal(journal_folder())))
        sessions[-1].open_report(report)
    return sessions


def _session_of_window(folder: Path) -> Session:
    """The session of the real window, begun by the buttons of its first page."""
    from ui.app import make_application, open_at_start
    from ui.window import Window

    application = make_application(sys.argv[:1])
    window = Window()
    _HELD.extend((application, window))
    open_at_start(window, None)
    application.processEvents()
    if window.start.unfinished is not None:
        window.start.unfinished.ways[0].click()
    elif (folder / "报告.gknb").exists():
        window.files.open_path(folder / "报告.gknb")
    else:
        window.start.blank.click()
    window.session.history_changed.connect(application.processEvents)
    return window.session


_HELD: list[object] = []
"""What must live as long as the program."""


def _run(kind: str, seed: int, number: int) -> None:
    folder = Path(os.environ["GKNB_DATA"])
    if kind == "pair":
        sessions = _pair_of_core()
    else:
        sessions = [(_session_of_window if kind == "window" else _session_of_core)(folder)]
    _tell("ready", sessions)
    while True:
        act(sessions[number % len(sessions)], seed, number, folder)
        _tell(str(number), sessions)
        number += 1


def _tell(what: str, sessions: list[Session]) -> None:
    os.write(1, f"{what} {' '.join(map(digest, sessions))}\n".encode())


def _nurse() -> None:
    """One child after another; each is killed by whoever asked for it.

    Only a child makes the QApplication: what Qt begins with it outlives no fork.
    """
    for line in sys.stdin:
        kind, seed, number, data = line.rstrip("\n").split(" ", 3)
        child = os.fork()
        if not child:
            os.environ["GKNB_DATA"] = data
            os.write(1, f"pid {os.getpid()}\n".encode())
            _run(kind, int(seed), int(number))
        _, status = os.waitpid(child, 0)
        os.write(1, f"ended {status}\n".encode())


if __name__ == "__main__":
    if sys.argv[1] == "nursery":
        import forms.saving.journal
        import forms.saving.unfinished  # noqa: F401
        import ui.app
        import ui.window  # noqa: F401

        _nurse()
    else:
        _run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
