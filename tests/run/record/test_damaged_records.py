"""Whatever stands in a record, opening and reading it gives its content or one error in words."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from curator_gui.app.runs.recorded_document import read_recorded_document
from curator_gui.app.runs.recorded_run import load_details, load_record, show_details
from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message, recorded
from curator_gui.run.events import (
    IndexFailed,
    IndexFinished,
    IndexRetried,
    IndexSkipped,
    IndexStarted,
    LogLine,
    RunFinished,
    WorkerEnded,
    WorkerStarted,
)
from curator_gui.run.record import RecordWriter, RunRecord
from curator_gui.run.record.library import list_runs, summarize
from curator_gui.run.record.tables.checking import TABLES, check_types
from curator_gui.run.record.tables.schema import connect_reading
from curator_gui.run.report.html import write_report

BEGIN = 1_700_000_000.0
DOCUMENT = "format: curator-pipeline\nversion: 1\nsteps:\n- source: mesh.VTKSource\n"
NO_MESH = Message("{path} holds no mesh", path="/d/3.vtu")
WRONG = (
    *(-1, 0, 3, 7, 2**40, 2**63 - 1, -(2**63), 1.5, 1e300, float("inf"), "", "text", "9" * 5000),
    *(
        b"",
        b"\xff\xfe",
        b"\0" * 7,
        None,
        "[" * 2000,
        '{"a": 1}',
        "[1]",
        '{"steps": ' + "9" * 5000 + "}",
    ),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory, make_meta) -> Path:
    path = tmp_path_factory.mktemp("record") / "whole.curator-run"
    writer = RecordWriter.create(path, make_meta(6, name="whole", created=BEGIN, document=DOCUMENT))
    for event in (
        WorkerStarted(BEGIN, 1, 77),
        LogLine(BEGIN + 1, 1, "info", "a line"),
        *(IndexStarted(BEGIN + i, i, 1, 1) for i in range(3)),
        IndexFinished(BEGIN + 2, 0, 1, 1, 0.5, ("/o/a", "/o/b"), 9, (0.1, 0.2), 100, b"i"),
        IndexFinished(BEGIN + 3, 1, 1, 1, 0.5, ("/o/c",), 9, (0.1, 0.2), 100),
        IndexRetried(BEGIN + 3, 2, 1, 1, "crash", "it died"),
        IndexFailed(
            BEGIN + 4, 2, 1, 2, 0.5, "failed", "error", "MeshError", NO_MESH, "trace", "Read",
            recorded(NO_MESH),
        ),
        IndexSkipped(BEGIN, 3, "unchanged", ("/o/d",)),
        WorkerEnded(BEGIN + 5, 1, 77, "the run is over"),
        RunFinished(BEGIN + 6, "finished", 2, 1, 1, 2, 6.0),
    ):  # fmt: skip
        writer.write(event)
    writer.close()
    return path


def read_everything(path: Path, folder: Path) -> None:
    """Ask everything that the window, the command line and a resumed run ask."""
    summarize(path)
    with RunRecord.open(path) as record:
        record.summary(), record.counts(), record.failures_by_cause(), record.columns()
        list(record.rows()), list(record.all_outputs()), record.shared_paths()
        record.input_identities(), record.workers(), record.log(), record.artifacts()
        record.stage_seconds(), record.failure_texts()
        for index in range(6):
            record.row(index), record.outputs(index)
        write_report(record, folder / "report.html")
    run = load_record(path)
    show_details(run, load_details(path, run.store.indices))
    for row in range(len(run.store)):
        run.store.result(row)
    read_recorded_document(path)


def refusal(path: Path, folder: Path) -> str:
    """Return what is said instead of the content; "" if it can be read."""
    try:
        read_everything(path, folder)
    except CuratorError as error:
        return str(error)
    return ""


def test_an_undamaged_record_is_read_whole(whole, tmp_path):
    read_everything(whole, tmp_path)
    connection = connect_reading(whole)
    check_types(connection)
    connection.close()


def columns_of(path: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(path)
    names = [
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    found = [
        (table, row[1])
        for table in names
        for row in connection.execute(f"PRAGMA table_info({table})")
    ]
    connection.close()
    return found


def test_every_column_is_checked(whole):
    known = {(table, name.rstrip("?")) for table, names in TABLES.items() for name in names}
    beside = {("texts", "id"), ("texts", "digest"), ("failure_groups", "id"), ("log", "id")}
    beside |= {("messages", "text"), ("messages", "parts")}  # see `from_record`
    assert set(columns_of(whole)) == known | beside


@pytest.mark.fault
@pytest.mark.parametrize("drop_snapshot", [False, True])
def test_a_wrong_value_anywhere_is_one_error_in_words(whole, tmp_path, drop_snapshot):
    path, failed, rng = tmp_path / "bad.curator-run", 0, random.Random(drop_snapshot)
    for table, column in columns_of(whole):
        for value in rng.sample(WRONG, 4):
            shutil.copyfile(whole, path)
            connection = sqlite3.connect(path, isolation_level=None)
            connection.execute("PRAGMA ignore_check_constraints = ON")
            try:
                if drop_snapshot:
                    connection.execute("DELETE FROM snapshot")
                connection.execute(
                    f"UPDATE {table} SET {column} = ? WHERE rowid IN"
                    f" (SELECT rowid FROM {table} LIMIT 1)"
                    if table not in ("outputs", "attempts", "workers", "artifacts")
                    else f"UPDATE {table} SET {column} = ?",
                    (value,),
                )
            except (sqlite3.IntegrityError, OverflowError):
                continue  # SQLite itself refuses it there
            finally:
                connection.close()
            said = refusal(path, tmp_path)
            failed += bool(said)
            assert not said or str(path) in said, (table, column, value)
            assert len(said) < 1_000, (table, column, value)
    assert failed > 80


def test_the_list_of_runs_leaves_out_what_cannot_be_read(whole, tmp_path):
    shutil.copyfile(whole, tmp_path / "good.curator-run")
    shutil.copyfile(whole, tmp_path / "bad.curator-run")
    connection = sqlite3.connect(tmp_path / "bad.curator-run", isolation_level=None)
    connection.execute("UPDATE run SET created = 'yesterday'")
    connection.close()
    assert [run.path.name for run in list_runs(tmp_path)] == ["good.curator-run"]


@pytest.mark.fault
def test_thousands_of_broken_bytes(whole, tmp_path):
    rng, path, data = random.Random(4), tmp_path / "bytes.curator-run", whole.read_bytes()
    for _ in range(200):
        broken = bytearray(data)
        for _ in range(rng.choice([1, 3, 20])):
            broken[rng.randrange(100, len(broken))] = rng.randrange(256)
        path.write_bytes(broken if rng.random() < 0.8 else broken[: rng.randrange(len(broken))])
        said = refusal(path, tmp_path)
        assert not said or str(path) in said
