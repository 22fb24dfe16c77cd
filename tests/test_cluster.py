"""The same work on a Dask cluster: a real scheduler and two workers on this machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from folders import balanced, put, unit_table

from forms.collecting.cluster import NoScheduler, cluster
from forms.collecting.collecting import Request, collect
from forms.collecting.result_store import ResultStore
from forms.collecting.summing import sum_of
from forms.collecting.workers import Map, processes

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 60


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """Start a scheduler and two workers, each a process of its own; give their address."""
    tmp_path = tmp_path_factory.mktemp("cluster")
    pytest.importorskip("distributed", reason="dask is no part of the program")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    started = []

    def start(tool, *arguments):
        command = [sys.executable, "-m", f"distributed.cli.{tool}", *arguments]
        log = (tmp_path / f"{tool}{len(started)}.log").open("w")
        started.append(
            (subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=log), log)
        )

    file = tmp_path / "scheduler.json"
    start(
        "dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        str(file),
    )
    for _ in range(2):
        start("dask_worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-nanny")
    try:
        yield _address(file)
    finally:
        for process, log in reversed(started):
            process.kill()
            process.wait()
            log.close()


def _address(file):
    """The scheduler's address as soon as both workers are there."""
    import json
    import time

    from distributed import Client

    deadline = time.monotonic() + SECONDS
    while not file.exists():
        assert time.monotonic() < deadline
        os.sched_yield()
    address = json.loads(file.read_text("utf-8"))["address"]
    with Client(address, timeout=SECONDS, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=SECONDS)
    return address


def doubled(items):
    return [2 * item for item in items]


def failing_at_13(items):
    if 13 in items:
        raise ZeroDivisionError
    return doubled(items)


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_reads_what_this_machine_reads(scheduler, tmp_path):
    folder = tmp_path / "in"
    for number in range(20):
        name = f"{number}.{('docx', 'html', 'json', 'xlsx')[number % 4]}"
        put(folder, name, balanced(number, f"某某县{chr(0x4E00 + number)}局"))
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4")
    listed = unit_table(tmp_path / "u.csv", *(f"{chr(0x4E00 + n)}局" for n in range(21)))
    request = Request((folder,), listed, office="某某县人民政府")
    found = []
    for make in (lambda: cluster(scheduler), lambda: processes(2)):
        with ResultStore(None) as store, make() as workers:
            found.append(collect(request, store, workers))
    assert found[0] == found[1]
    assert len(sum_of(found[0]).units) == 20


@pytest.mark.filterwarnings("ignore")
def test_a_task_that_fails_on_the_cluster_is_given_up_alone(scheduler):
    with cluster(scheduler) as workers:
        assert workers.count == 2
        work = Map(workers, failing_at_13, lambda item, error: f"gave up {item}")
        found = [answer for chunk in work.run(range(20)) for answer in chunk]
    assert [one for one in found if isinstance(one, str)] == ["gave up 13"]
    assert len(found) == 20


@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_is_not_there_is_one_sentence():
    pytest.importorskip("distributed", reason="dask is no part of the program")
    with pytest.raises(NoScheduler) as refused:
        cluster("tcp://127.0.0.1:9")
    assert "127.0.0.1:9" in str(refused.value)


def test_without_dask_the_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NoScheduler) as refused:
        cluster("tcp://127.0.0.1:8786")
    assert "dask" in str(refused.value)
