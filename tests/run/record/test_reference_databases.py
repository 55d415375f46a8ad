"""Run databases of physicsnemo-curator open as records, and are never changed."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from curator_gui.__main__ import main
from curator_gui.core.documents.document_io import parse_document
from curator_gui.run.record import RecordError, RunRecord
from curator_gui.run.record.library import delete_run, list_runs, remember_run, summarize
from curator_gui.run.record.opened_databases import LIST
from curator_gui.run.record.reference_database import _connected, is_reference_database
from curator_gui.run.report.html import render_report
from tests.run.record.reference_databases import make_database


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that no other test writes to."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def database(tmp_path: Path, temporary: Path) -> Path:
    return make_database(tmp_path / "run.db", runs=2)


def test_the_newest_run_is_shown_as_a_record(database: Path, temporary: Path) -> None:
    before = database.read_bytes()
    with RunRecord.open(database) as record:
        summary = record.summary()
        assert summary.path == database
        counts = {status: n for status, n in summary.counts.items() if n}
        assert counts == {"done": 3, "failed": 1}
        assert (summary.name, summary.state) == ("run", "finished")
        assert summary.elapsed == 9.0
        rows = {row.index: row for row in record.rows(0, 10)}
        assert rows[4].duration == 3.0
        assert rows[4].rss == 2048
        assert [output.path for output in record.outputs(4)] == ["/out/mesh_0004.vtu"]
        (group,) = record.failures_by_cause()
        assert group.message == "no field 'p'"
        assert [step["name"] for step in record.meta.steps] == [
            "VTKSource",
            "PrecisionFilter",
            "MeshVTUSink",
        ]
        document = parse_document(record.meta.document)
        assert document.source is not None
        assert document.source.component == "mesh.VTKSource"
        page = render_report(record)
        assert "the newest of 2 runs" in page
        assert "does not say how many items" in page
    assert database.read_bytes() == before
    assert list(temporary.iterdir()) == []


def test_a_run_that_still_goes_on_is_seen(database: Path) -> None:
    writer = sqlite3.connect(database)
    writer.execute("UPDATE index_results SET status = 'error' WHERE idx = 0")
    writer.commit()  # into the log beside the database, which stays open
    with RunRecord.open(database) as record:
        assert record.counts()["failed"] == 2
    writer.close()


def test_a_file_that_is_no_database_is_let_go(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("no database, though as long as the head of one: " * 4)
    with pytest.raises(sqlite3.DatabaseError) as refused:
        _connected(text)
    held = [Path(file.path).name for file in psutil.Process().open_files()]
    assert refused.value.args  # and the frames that it keeps alive
    assert text.name not in held


def test_what_is_no_database_of_theirs_is_told(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE x (y)")
    text = tmp_path / "text.db"
    text.write_text("no database")
    for path in (other, text, tmp_path / "none.db", tmp_path):
        assert not is_reference_database(path)
        with pytest.raises(RecordError):
            RunRecord.open(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE pipeline_runs SET config_json = '['",
        "UPDATE pipeline_runs SET config_json = '[1]'",
        "UPDATE pipeline_runs SET started_at = 'yesterday'",
        "UPDATE index_results SET idx = 'one'",
        "UPDATE index_results SET idx = -7",
        "UPDATE index_results SET output_paths = '{'",
        "UPDATE index_results SET output_paths = 7",
        "UPDATE index_results SET completed_at = NULL",
        "UPDATE index_results SET wall_time_ns = 'long'",
        "UPDATE index_results SET idx = 9223372036854775807",
        "UPDATE stage_metrics SET wall_time_ns = x'00'",
        "UPDATE pipeline_runs SET config_json = '[]'",
    ],
)
def test_odd_values_end_in_words(database: Path, temporary: Path, statement: str) -> None:
    connection = sqlite3.connect(database)
    connection.execute(statement)
    connection.commit()
    connection.close()
    with pytest.raises(RecordError, match=r"run\.db: this run database .* is damaged: ") as caught:
        RunRecord.open(database)
    assert not re.search(r"NoneType|object|Expecting|invalid|'", str(caught.value))
    assert list(temporary.iterdir()) == []


def test_one_without_a_run_says_so(database: Path, temporary: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("DELETE FROM pipeline_runs")
    connection.commit()
    connection.close()
    with pytest.raises(RecordError, match=r"run\.db: .* cannot be read: it holds no run"):
        RunRecord.open(database)
    assert list(temporary.iterdir()) == []


def test_damaged_bytes_end_in_words(database: Path, tmp_path: Path) -> None:
    whole, chance = database.read_bytes(), random.Random(7)
    path = tmp_path / "damaged.db"
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 40)):
            data[chance.randrange(100, len(data))] = chance.randrange(256)
        path.write_bytes(data)
        try:
            RunRecord.open(path).close()
        except RecordError:
            continue


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nobody is kept from writing")
def test_a_folder_that_cannot_be_written_is_read(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sealed"
    folder.mkdir()
    shutil.copy(database, folder)
    folder.chmod(0o500)
    try:
        with RunRecord.open(folder / database.name) as record:
            assert record.counts()["done"] == 3
    finally:
        folder.chmod(0o700)


def test_a_cause_without_step_and_kind_is_said_without_holes(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["runs", str(database)]) == 0
    assert "1 x no field 'p'\n" in capsys.readouterr().out


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CURATOR_RUNS", str(tmp_path / "runs"))
    return tmp_path / "runs"


def test_one_that_was_opened_is_in_the_history_and_only_read(tmp_path: Path, runs: Path) -> None:
    path = make_database(tmp_path / "their run.db", runs=2)
    before = path.read_bytes()
    assert list_runs() == []
    remember_run(path)
    remember_run(path)
    (run,) = list_runs()
    assert (run.path, run.name, run.foreign, run.state) == (path, "their run", True, "finished")
    assert (run.total, run.counts["done"], run.counts["failed"]) == (4, 3, 1)
    assert not run.resumable
    with RunRecord.open(path) as record:
        assert record.summary().created == run.created
        assert record.summary().run_id == run.run_id
        assert record.counts() == run.counts
    delete_run(path)
    assert list_runs() == []
    assert path.read_bytes() == before


def test_one_that_is_gone_for_a_while_comes_back(tmp_path: Path, runs: Path) -> None:
    path = make_database(tmp_path / "a.db")
    remember_run(path)
    away = path.rename(tmp_path / "away.db")
    assert list_runs() == []
    away.rename(path)
    assert [run.path for run in list_runs()] == [path]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE pipeline_runs SET started_at = 'never'",
        "DELETE FROM pipeline_runs",
        "UPDATE index_results SET completed_at = x'ff'",
    ],
)
def test_a_damaged_one_hides_no_other(tmp_path: Path, runs: Path, change: str) -> None:
    good, bad = make_database(tmp_path / "a.db"), make_database(tmp_path / "b.db")
    connection = sqlite3.connect(bad)
    connection.execute(change)
    connection.commit()
    connection.close()
    for path in (good, bad):
        remember_run(path)
    assert [run.path for run in list_runs()] == [good]
    with pytest.raises(RecordError, match=r"b\.db"):
        summarize(bad)


def test_a_list_that_is_damaged_lists_nothing(tmp_path: Path, runs: Path) -> None:
    runs.mkdir()
    for text in (
        b"\xff\xfe",
        b"relative.db\n\n",
        b"/nowhere/a.db\n/etc/hostname\n",
        b"x" * (2 << 20),
    ):
        (runs / LIST).write_bytes(text)
        assert list_runs() == []


@pytest.mark.parametrize("text", [b"\xff\xfe", b"x" * (2 << 20)])
def test_a_list_that_cannot_be_read_is_not_written_over(
    tmp_path: Path, runs: Path, text: bytes
) -> None:
    path = make_database(tmp_path / "a.db")
    runs.mkdir()
    (runs / LIST).write_bytes(text)
    for change in (remember_run, delete_run):
        with pytest.raises(RecordError, match="cannot be changed"):
            change(path)
    assert (runs / LIST).read_bytes() == text


@pytest.mark.skipif(sys.platform == "win32", reason="no name of a file may hold these there")
def test_odd_names_stay_in_the_history_or_it_is_said(tmp_path: Path, runs: Path) -> None:
    kept = [make_database(tmp_path / f"a{end}b.db") for end in "\r\x0b\x85\u2028"]
    for path in kept:
        remember_run(path)
    assert {run.path for run in list_runs()} == set(kept)
    with pytest.raises(RecordError, match="line break"):
        remember_run(make_database(tmp_path / "a\nb.db"))
    assert len(list_runs()) == len(kept)


def test_several_windows_lose_none(tmp_path: Path, runs: Path) -> None:
    paths = [make_database(tmp_path / f"{n}.db") for n in range(40)]
    with ThreadPoolExecutor(8) as windows:
        list(windows.map(remember_run, paths))
    assert {run.path for run in list_runs()} == set(paths)
