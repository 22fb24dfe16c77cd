"""Reading in a process of its own: a file may be long, broken or hostile, and must be stoppable.

The worker is the program itself with a command of its own. It answers in lines of JSON:
``{"progress": [3, 12]}`` any number of times, at last ``{"report": …}`` as in
``forms.report_json``, or ``{"error": {"cause": "scanned", "detail": ""}}``.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn, Protocol

from forms.errors import Cause, FileError, UnreadableFile
from forms.reading.open_file import Progress, read_report
from forms.reading.process_limits import TOO_SLOW_CODE, limit_memory, limit_work
from forms.report import Report
from forms.report_json import report_from_json, report_to_json

COMMAND = "read-worker"
SECONDS = 60
"""A report that takes longer is given up."""
MEMORY = 400_000_000
"""Bytes of its own that a worker may take. The largest honest report takes 60 million."""
WORK_SECONDS = 9
"""Seconds of the processor that a worker may take; LibreOffice has its own clock."""

_PROGRAM = Path(__file__).resolve().parent.parent.parent / "main.py"


class WorkerFailed(RuntimeError):
    """The worker ended over a bug; the argument is what it said on standard error."""


# --- the worker's side -------------------------------------------------------------------


def serve(path: Path) -> int:
    """Read the file and answer on standard output; 0 for a report, 2 for a refusal."""
    channel = os.dup(1)
    # Whatever a library prints must not get among the answers.
    os.dup2(2, 1)
    limit_memory(MEMORY)
    limit_work(WORK_SECONDS, 2 * SECONDS)
    with os.fdopen(channel, "w", encoding="utf-8") as out:

        def say(answer: dict[str, Any]) -> None:
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
            out.flush()

        def tell(done: int, total: int) -> None:
            say({"progress": [done, total]})

        try:
            report = read_report(path, progress=tell)
        except FileError as error:
            say({"error": {"cause": error.cause.value, "detail": error.detail}})
            return 2
        except MemoryError:
            say({"error": {"cause": Cause.TOO_LARGE.value, "detail": ""}})
            return 2
        say({"report": report_to_json(report)})
    return 0


# --- the asking side ---------------------------------------------------------------------


class Process(Protocol):
    """What ``Reading`` needs of a worker: ``subprocess.Popen`` has it, and a forked child."""

    pid: int

    @property
    def stdout(self) -> IO[bytes] | None:
        """What the worker answers."""

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""

    def wait(self) -> int:
        """The exit code, once there is one."""


class Reading:
    """One file being read by a worker. ``cancel`` may be called from any thread."""

    def __init__(
        self, path: Path, seconds: float = SECONDS, command: Sequence[str] | None = None
    ) -> None:
        self._path, self._seconds = path, seconds
        self._command = list(command) if command is not None else worker_command(path)
        self._process: Process | None = None
        self._stopped: Cause | None = None
        self._lock = threading.Lock()

    def result(self, progress: Progress | None = None) -> Report:
        """Wait for the report; ``progress`` is called on this thread.

        Raises UnreadableFile: what the worker said, else CANCELLED, TOO_SLOW, TOO_LARGE (it
        was ended for want of memory) or TRUNCATED (it crashed over the file); WorkerFailed
        over a bug.
        """
        with tempfile.TemporaryFile() as said:
            limit = threading.Timer(self._seconds, self._stop, [Cause.TOO_SLOW])
            # Ctrl+C may come at any point; nothing may then wait for this clock to run out.
            limit.daemon = True
            try:
                process = self._start(said.fileno())
                assert process.stdout is not None
                with process.stdout as lines:
                    limit.start()
                    answer = self._last_answer(lines, progress)
            except BaseException:
                if self._process is not None:
                    _kill(self._process)
                raise
            finally:
                limit.cancel()
                if limit.ident is not None:
                    limit.join()
                if self._process is not None:
                    code = self._process.wait()
            if answer is None:
                said.seek(0)
                self._refuse(code, said.read().decode("utf-8", "replace"))
        if "error" in answer:
            error = answer["error"]
            raise UnreadableFile(self._path, Cause(error["cause"]), error["detail"])
        return report_from_json(answer["report"])

    def cancel(self) -> None:
        """Stop reading; ``result`` then raises UnreadableFile (CANCELLED)."""
        self._stop(Cause.CANCELLED)

    def _start(self, errors: int) -> Process:
        with self._lock:
            if self._stopped is not None:
                raise UnreadableFile(self._path, self._stopped)
            self._process = self._begin(errors)
            return self._process

    def _begin(self, errors: int) -> Process:
        return subprocess.Popen(  # noqa: S603 - our own program
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            # A group of its own, so that LibreOffice is ended together with it.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def _stop(self, cause: Cause) -> None:
        with self._lock:
            if self._stopped is None:
                self._stopped = cause
            if self._process is not None and self._process.poll() is None:
                _kill(self._process)

    def _last_answer(
        self, lines: Iterable[bytes], progress: Progress | None
    ) -> dict[str, Any] | None:
        """The report or the refusal; None where the worker ended without either."""
        for line in lines:
            if not line.endswith(b"\n"):
                break  # it was ended in the middle of a line
            answer: dict[str, Any] = json.loads(line)
            if "progress" not in answer:
                return answer
            if progress is not None:
                progress(*answer["progress"])
        return None

    def _refuse(self, code: int, said: str) -> NoReturn:
        if self._stopped is not None:
            raise UnreadableFile(self._path, self._stopped)
        if code == TOO_SLOW_CODE:
            raise UnreadableFile(self._path, Cause.TOO_SLOW)
        if code < 0 or code >= _WINDOWS_CRASH:
            too_slow = Cause.TOO_SLOW
            causes = {"SIGXCPU": too_slow, "SIGPROF": too_slow, "SIGKILL": Cause.TOO_LARGE}
            name = signal.Signals(-code).name if code < 0 else ""
            raise UnreadableFile(self._path, causes.get(name, Cause.TRUNCATED))
        raise WorkerFailed(said)


_WINDOWS_CRASH = 0xC0000000


def worker_command(path: Path) -> list[str]:
    """How to start a worker: this Python with the program, or the packaged program itself."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, str(_PROGRAM), COMMAND, str(path)]
    # A window program has no standard output on Windows; its twin for commands has.
    twin = Path(sys.executable).with_name("gknb-cli.exe")
    program = str(twin) if sys.platform == "win32" and twin.is_file() else sys.executable
    return [program, COMMAND, str(path)]


def _kill(process: Process) -> None:
    """End the worker and what it started."""
    # It may just have ended by itself, which Windows calls a lack of permission.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            # This ends it at once; its job ends the others.
            os.kill(process.pid, signal.SIGTERM)
        else:
            os.killpg(process.pid, signal.SIGKILL)
