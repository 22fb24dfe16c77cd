"""The map over workers: real processes that die, hang and are stopped."""

import os
import signal
import time
from pathlib import Path

import pytest

from forms.collecting.workers import CHUNK, Cancelled, Map, processes


def doubled(items):
    return [2 * item for item in items]


def deadly_at_13(items):
    if 13 in items:
        os._exit(1)
    return doubled(items)


def hanging_at_13(items):
    while 13 in items:
        time.sleep(0.01)
    return doubled(items)


def failing_at_13(items):
    if 13 in items:
        raise ZeroDivisionError
    return doubled(items)


def dies_once(items):
    """The first worker that gets the file's name removes it and dies."""
    for path in items:
        try:
            Path(path).unlink()
        except FileNotFoundError:
            continue
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(60)
    return [f"{path} done" for path in items]


def answers(task, items, **wishes):
    with processes(2) as workers:
        work = Map(workers, task, lambda item, error: f"gave up {item}", **wishes)
        return [answer for chunk in work.run(items) for answer in chunk]


def test_every_item_is_answered_once():
    assert sorted(answers(doubled, range(50))) == [2 * n for n in range(50)]


@pytest.mark.parametrize("task", [deadly_at_13, failing_at_13])
def test_only_the_item_that_ends_its_worker_is_given_up(task):
    found = answers(task, range(40))
    assert [one for one in found if isinstance(one, str)] == ["gave up 13"]
    assert sorted(one for one in found if one != "gave up 13") == [
        2 * n for n in range(40) if n != 13
    ]


def test_a_worker_that_hangs_is_ended():
    found = answers(hanging_at_13, range(10, 16), seconds=1.0)
    assert sorted(map(str, found)) == ["20", "22", "24", "28", "30", "gave up 13"]


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_an_item_whose_worker_was_killed_from_outside_is_tried_again(tmp_path):
    deadly = tmp_path / "deadly"
    deadly.touch()
    names = [str(tmp_path / str(n)) for n in range(CHUNK)] + [str(deadly)]
    assert sorted(answers(dies_once, names)) == sorted(f"{name} done" for name in names)


def test_work_can_be_cancelled():
    asked = []

    def stop_after_two():
        return len(asked) >= 2

    with processes(1) as workers:
        work = Map(workers, doubled, lambda item, error: item, stop_after_two)
        with pytest.raises(Cancelled):
            asked.extend(work.run(range(10_000)))
    assert len(asked) < 100


def test_heavy_items_travel_alone():
    sizes = []

    def count(items):
        sizes.append(len(items))
        return items

    from folders import thread

    with thread() as workers:
        work = Map(workers, count, lambda item, error: item, weight=lambda item: 5_000_000)
        assert sorted(one for chunk in work.run(range(5)) for one in chunk) == list(range(5))
    assert sizes == [1] * 5


def test_the_workers_end_with_their_parent(tmp_path):
    """A window that was killed leaves no processes behind."""
    if os.name == "nt":
        pytest.skip("asks /proc")
    script = (
        "import os, sys, time\n"
        "from forms.collecting.workers import processes\n"
        "if __name__ == '__main__':\n"
        "    workers = processes(1)\n"
        "    print(workers.submit(os.getpid).result(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    import subprocess
    import sys

    program = tmp_path / "parent.py"
    program.write_text(script, "utf-8")
    root = Path(__file__).resolve().parent.parent
    with subprocess.Popen(
        [sys.executable, str(program)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as parent:
        worker = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
    deadline = time.monotonic() + 20
    while _runs(worker) and time.monotonic() < deadline:
        os.sched_yield()
    assert not _runs(worker)


def _runs(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
