"""Reading in a process of its own: what comes back, and every way in which it is stopped."""

import contextlib
import os
import socket
import sys
import threading
from pathlib import Path

import pytest

from forms.errors import Cause, UnreadableFile
from forms.reading.open_file import read_report
from forms.reading.worker import Reading, WorkerFailed, worker_command
from ui.demo import SAMPLE

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def python(script: str) -> list[str]:
    """A stand-in for the worker."""
    return [sys.executable, "-c", script]


def cause_of(reading: Reading, progress=None) -> Cause:
    with pytest.raises(UnreadableFile) as refusal:
        reading.result(progress)
    return refusal.value.cause


def test_report_comes_back_as_it_is_read_here():
    report = Reading(SAMPLE).result()
    here = read_report(SAMPLE)

    assert report == here
    assert dict(report.origins) == dict(here.origins)
    assert report.remarks == here.remarks


def test_refusal_comes_back_with_path_and_cause(tmp_path):
    path = tmp_path / "空.docx"
    path.write_bytes(b"")
    with pytest.raises(UnreadableFile) as refusal:
        Reading(path).result()

    assert (refusal.value.path, refusal.value.cause) == (path, Cause.EMPTY)


def test_pages_of_a_pdf_are_told_one_by_one(tmp_path):
    from balanced import sound_report

    from export.export_file import export_report
    from forms.edition_file import built_in_editions

    report = sound_report()
    path = tmp_path / "报告.pdf"
    export_report(report, built_in_editions()[report.edition], path)
    told = []

    assert Reading(path).result(lambda done, total: told.append((done, total))).cells
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert len({total for _, total in told}) == 1


def test_cancelled_before_it_begins_starts_nothing():
    reading = Reading(SAMPLE, command=["/nowhere"])
    reading.cancel()

    assert cause_of(reading) is Cause.CANCELLED


def test_cancelled_while_it_runs_ends_at_once():
    script = (
        "print('{\"progress\": [1, 9]}', flush=True); import threading; threading.Event().wait()"
    )
    reading = Reading(SAMPLE, command=python(script))

    assert cause_of(reading, lambda *_: reading.cancel()) is Cause.CANCELLED
    reading.cancel()


def test_cancelled_from_another_thread():
    script = (
        "print('{\"progress\": [1, 9]}', flush=True); import threading; threading.Event().wait()"
    )
    reading = Reading(SAMPLE, command=python(script))
    runs = threading.Event()
    other = threading.Thread(target=lambda: (runs.wait(), reading.cancel()))
    other.start()

    assert cause_of(reading, lambda *_: runs.set()) is Cause.CANCELLED
    other.join()


def test_too_slow_is_given_up():
    script = "import threading; threading.Event().wait()"
    assert cause_of(Reading(SAMPLE, 0.05, python(script))) is Cause.TOO_SLOW


def test_nothing_waits_for_the_clock_after_an_interruption(monkeypatch):
    class Interrupted(threading.Timer):
        def start(self):
            super().start()
            raise KeyboardInterrupt

    monkeypatch.setattr(threading, "Timer", Interrupted)
    reading = Reading(SAMPLE, command=python("import threading; threading.Event().wait()"))
    with pytest.raises(KeyboardInterrupt):
        reading.result()

    assert not [one for one in threading.enumerate() if isinstance(one, Interrupted)]
    assert reading._process.poll() is not None


def test_what_progress_raises_ends_the_worker():
    script = (
        "print('{\"progress\": [1, 9]}', flush=True); import threading; threading.Event().wait()"
    )

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Reading(SAMPLE, command=python(script)).result(stop)


@POSIX
@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("SIGSEGV", Cause.TRUNCATED),
        ("SIGABRT", Cause.TRUNCATED),
        ("SIGKILL", Cause.TOO_LARGE),
        ("SIGXCPU", Cause.TOO_SLOW),
    ],
)
def test_worker_that_is_killed_over_a_file(name, cause):
    # No core file: a crash here is only played.
    script = (
        "import os, resource, signal; resource.setrlimit(resource.RLIMIT_CORE, (0, 0));"
        f"os.kill(os.getpid(), signal.{name})"
    )
    assert cause_of(Reading(SAMPLE, command=python(script))) is cause


def test_half_an_answer_is_none():
    script = "import sys; sys.stdout.write('{\"report\": '); sys.exit(1)"
    with pytest.raises(WorkerFailed):
        Reading(SAMPLE, command=python(script)).result()


def test_bug_in_the_worker_is_no_refusal():
    with pytest.raises(WorkerFailed, match="ZeroDivisionError"):
        Reading(SAMPLE, command=python("1 / 0")).result()


def serving(preparation: str, path: Path) -> list[str]:
    return python(
        f"from pathlib import Path; from forms.reading import worker; {preparation};"
        f"raise SystemExit(worker.serve(Path({str(path)!r})))"
    )


def test_what_a_library_prints_does_not_get_among_the_answers(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parent.parent))
    preparation = (
        "import os; real = worker.read_report;"
        "worker.read_report = lambda *a, **k: (os.write(1, b'noise'), real(*a, **k))[1]"
    )
    assert Reading(SAMPLE, command=serving(preparation, SAMPLE)).result() == read_report(SAMPLE)


@POSIX
def test_file_that_takes_too_much_memory_is_refused(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parent.parent))
    preparation = "worker.read_report = lambda *a, **k: bytearray(4_000_000_000)"
    assert cause_of(Reading(SAMPLE, command=serving(preparation, SAMPLE))) is Cause.TOO_LARGE


def test_file_that_takes_too_much_work_is_refused(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parent.parent))
    script = "from forms.reading import process_limits as limits; limits.limit_work(0.1, 60)"
    assert (
        cause_of(Reading(SAMPLE, command=python(f"{script}\nwhile True: pass"))) is Cause.TOO_SLOW
    )


def test_what_a_worker_started_ends_with_it(monkeypatch):
    """As LibreOffice must, which knows nothing of it: its end closes the connection."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parent.parent))
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        child = f"import socket; socket.create_connection({server.getsockname()}).recv(1)"
        script = (
            "import subprocess, sys, threading;"
            "from forms.reading.process_limits import limit_memory; limit_memory(400_000_000);"
            f"subprocess.Popen([sys.executable, '-c', {child!r}]);"
            "print('{\"progress\": [1, 9]}', flush=True); threading.Event().wait()"
        )
        reading = Reading(SAMPLE, command=python(script))
        connections = []

        def once_it_runs(*_):
            connections.append(server.accept()[0])
            reading.cancel()

        assert cause_of(reading, once_it_runs) is Cause.CANCELLED
        with connections[0] as connection, contextlib.suppress(ConnectionResetError):
            connection.settimeout(60)
            assert connection.recv(1) == b""


def test_packaged_program_is_its_own_worker(monkeypatch):
    assert worker_command(SAMPLE)[-3].endswith("main.py")
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert worker_command(SAMPLE) == [sys.executable, "read-worker", str(SAMPLE)]
