"""Results kept by content: a second run reads only what changed."""

import sqlite3

import pytest
from folders import balanced, put, set_time, thread

from forms.collecting import examining
from forms.collecting.examining import Result, digest_of, examine, head_of, read_from, unpacked
from forms.collecting.folder_reading import FolderReading, files_in
from forms.collecting.result_store import ResultStore, cache_file
from forms.errors import Cause


def run(folder, path):
    """Read a folder; gives the returns, and how many files were read afresh."""
    told = []
    with ResultStore(path) as store, thread() as workers:
        returns = FolderReading(store, workers, told.append).returns(files_in([folder]))
    assert told[-1].done == told[-1].total == len(returns)
    return returns, told[-1].fresh


@pytest.fixture
def folder(tmp_path):
    for number in range(4):
        put(tmp_path / "in", f"{number}.json", balanced(number, f"{number}局"))
    return tmp_path / "in"


def test_a_second_run_reads_only_what_changed(folder, tmp_path):
    cache = tmp_path / "cache.sqlite"
    first, fresh = run(folder, cache)
    assert fresh == 4
    assert run(folder, cache) == (first, 0)
    put(folder, "2.json", balanced(7, "2局"))
    second, fresh = run(folder, cache)
    assert fresh == 1
    assert [a == b for a, b in zip(first, second, strict=True)] == [True, True, False, True]


def test_a_moved_or_touched_file_is_known_by_its_content(folder, tmp_path):
    cache = tmp_path / "cache.sqlite"
    run(folder, cache)
    (folder / "1.json").rename(folder / "9.json")
    set_time(folder / "0.json", 5.0)
    returns, fresh = run(folder, cache)
    assert fresh == 0
    assert [one.read.agency for one in returns] == ["0局", "2局", "3局", "1局"]


def test_one_content_under_two_names_is_read_once(folder, tmp_path):
    (folder / "copy.json").write_bytes((folder / "1.json").read_bytes())
    returns, fresh = run(folder, tmp_path / "cache.sqlite")
    assert fresh == 4
    assert len(returns) == 5


def test_of_one_content_under_two_names_each_has_the_agency_of_its_own_name(tmp_path):
    """The text says none; the kept result must not carry the first file's name to the second."""
    lines = ["一、总体情况", "公开信息十条。", "五、存在的主要问题及改进情况", "还不够细。"]
    lines += ["二、主动公开政府信息情况", "行政许可\t3", "行政处罚\t4", "行政强制\t5"]
    lines += ["行政事业性收费\t0"]
    folder, cache = tmp_path / "in", tmp_path / "cache.sqlite"
    folder.mkdir()
    names = ["甲县水务局2024年政府信息公开工作年度报告", "乙县交通局2023年政府信息公开工作年度报告"]
    for name in names:
        (folder / f"{name}.txt").write_text("\n".join(lines), encoding="utf-8")
    expected = {("甲县水务局", 2024), ("乙县交通局", 2023)}
    for fresh in (1, 0):
        returns, read = run(folder, cache)
        assert read == fresh
        assert {one.read.cause for one in returns} == {None}
        assert {(one.read.agency, one.read.year) for one in returns} == expected


def test_another_version_of_the_program_reads_again(folder, tmp_path, monkeypatch):
    cache = tmp_path / "cache.sqlite"
    run(folder, cache)
    with ResultStore(cache, "another") as store, thread() as workers:
        told = []
        FolderReading(store, workers, told.append).returns(files_in([folder]))
    assert told[-1].fresh == 4


def test_another_version_at_work_takes_nothing_away(folder, tmp_path):
    cache = tmp_path / "cache.sqlite"
    run(folder, cache)
    ResultStore(cache, "another").close()
    assert run(folder, cache)[1] == 0


def test_results_of_another_version_are_forgotten_after_a_week(folder, tmp_path):
    cache = tmp_path / "cache.sqlite"
    run(folder, cache)
    base = sqlite3.connect(cache)
    with base:
        base.execute("UPDATE result SET used = used - 8 * 24 * 3600")
    base.close()
    ResultStore(cache, "another").close()
    assert run(folder, cache)[1] == 4


def test_what_was_read_before_a_stop_stays(folder, tmp_path):
    from forms.collecting.workers import CHUNK, Cancelled

    for number in range(4, 5 * CHUNK):
        put(folder, f"{number}.json", balanced(number, f"{number}局"))
    cache, told = tmp_path / "cache.sqlite", []

    def is_stopped():
        return bool(told) and told[-1].fresh > 0

    with ResultStore(cache) as store, thread() as workers:
        reading = FolderReading(store, workers, told.append, is_stopped)
        with pytest.raises(Cancelled):
            reading.returns(files_in([folder]))
    kept = told[-1].fresh
    assert 0 < kept < 5 * CHUNK
    assert run(folder, cache)[1] == 5 * CHUNK - kept


def test_a_damaged_cache_is_made_anew(folder, tmp_path):
    cache = tmp_path / "cache.sqlite"
    cache.write_bytes(b"no database, but long enough to be looked at" * 50)
    assert run(folder, cache)[1] == 4
    assert run(folder, cache)[1] == 0


def test_a_folder_that_cannot_be_written_costs_only_time(folder, tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    with ResultStore.usable(in_the_way / "cache.sqlite") as store:
        store.add([Result("d", head_of(read_from(examine(b"", "a").head)), b"")])
        assert store.known(["d", "e"]) == {"d"}


def test_an_entry_that_cannot_be_read_by_sqlite_is_told(tmp_path):
    store = ResultStore(tmp_path / "a.sqlite")
    store.close()
    with pytest.raises(sqlite3.ProgrammingError):
        store.known(["a"])


def test_what_was_read_survives_the_store(folder):
    data = put(
        folder, "a.docx", balanced(3, "甲局").with_value(next(iter(balanced(3, "").cells)), "/")
    ).read_bytes()
    result = examine(data, "a.docx")
    read = read_from(result.head)
    assert head_of(read) == result.head
    assert read.digest == digest_of(data)
    report = unpacked(result.body)
    assert read.values == tuple(
        report.value(address) for address in examining.known_editions()["2021"].addresses
    )


@pytest.mark.parametrize(("data", "cause"), [(b"", Cause.EMPTY), (b"PK\3\4 no zip", None)])
def test_a_refusal_is_a_result(data, cause):
    result = examine(data, "a.docx")
    assert result.body == b""
    assert read_from(result.head).cause in ([cause] if cause else set(Cause))


def test_results_lie_in_the_person_s_cache_folder(home):
    assert home in cache_file().parents
