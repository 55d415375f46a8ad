from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from curator_gui.app.results.exporting import parquet_export
from curator_gui.app.results.exporting import table_export as results_export
from curator_gui.app.results.exporting.export import write_table
from curator_gui.app.results.exporting.parquet_export import ParquetExport
from curator_gui.app.results.store import ResultsStore
from curator_gui.core.errors import CuratorError
from curator_gui.core.storage.installed import to_add
from tests.app.fake_engine import STEPS, failed, finished, started

HEADER = (
    *("index", "status", "attempts", "worker", "started", "duration_s", "output_bytes"),
    *("memory_bytes", "outputs", "cause", "error_type", "step", "message", "unchanged", "remarks"),
    "sinks",
)


@pytest.fixture
def store() -> ResultsStore:
    store = ResultsStore()
    store.reset(range(10, 15), STEPS)
    store.apply(
        [
            started(10, worker=2),
            finished(10, worker=2, outputs=("/out/größe, 1.vtu", "/out/b\udcff.vtu")),
            failed(11, 'no field "p",\nit has U'),
        ]
    )
    return store


def test_rows_come_back_with_their_types(store, tmp_path):
    path = tmp_path / "new folder" / "results.parquet"
    write_table(store, [1, 0, 4], path)
    table = pq.read_table(path)
    assert tuple(table.column_names) == HEADER
    bad, good, waiting = table.to_pylist()
    assert (good["index"], good["status"], good["worker"]) == (10, "done", 2)
    assert good["outputs"] == ["/out/größe, 1.vtu", "/out/b\\xff.vtu"]
    assert good["started"] == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert good["duration_s"] == 0.5
    assert good["cause"] is None
    assert bad["message"] == 'no field "p",\nit has U'
    assert (bad["cause"], bad["error_type"], bad["step"]) == ("error", "KeyError", "Numbers")
    assert (waiting["duration_s"], waiting["started"], waiting["outputs"]) == (None, None, [])
    types = {field.name: str(field.type) for field in table.schema}
    assert types["index"] == "int64"
    assert types["started"] == "timestamp[us, tz=UTC]"
    assert types["outputs"].startswith("list<")
    assert types["status"].startswith("dictionary<values=string")


def test_many_rows_make_row_groups(store, tmp_path, monkeypatch):
    monkeypatch.setattr(results_export, "PORTION", 1)
    monkeypatch.setattr(parquet_export, "GROUP_ROWS", 2)
    export = ParquetExport(store, range(5), tmp_path / "results.parquet")
    export.open()
    while export.write_portion():
        assert len(export._group) <= 2
    assert export.written == 5
    export.close()
    file = pq.ParquetFile(tmp_path / "results.parquet")
    assert file.num_row_groups == 3
    assert file.read()["index"].to_pylist() == [10, 11, 12, 13, 14]


def test_no_rows_give_a_file_without_rows(store, tmp_path):
    write_table(store, [], tmp_path / "results.parquet")
    assert pq.read_table(tmp_path / "results.parquet").num_rows == 0


@pytest.mark.parametrize("portions", [0, 1, 3])
def test_what_is_given_up_leaves_the_old_file_alone(store, tmp_path, monkeypatch, portions):
    monkeypatch.setattr(results_export, "PORTION", 1)
    monkeypatch.setattr(parquet_export, "GROUP_ROWS", 2)
    path = tmp_path / "results.parquet"
    path.write_text("old")
    export = ParquetExport(store, range(5), path)
    export.open()
    for _ in range(portions):
        export.write_portion()
    export.discard()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_named(store, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CuratorError, match=r"results\.parquet could not be written"):
        write_table(store, range(5), tmp_path / "file" / "results.parquet")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told(store, tmp_path, monkeypatch):
    @contextmanager
    def full(path):
        yield Path("/dev/full")

    monkeypatch.setattr(results_export, "atomic_path", full)
    with pytest.raises(CuratorError, match=r"results\.parquet could not be written: .*space"):
        write_table(store, list(range(5)) * 400, tmp_path / "results.parquet")


def test_without_pyarrow_it_says_what_to_install(store, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(CuratorError, match=re.escape(to_add("parquet"))):
        write_table(store, range(5), tmp_path / "results.parquet")
    assert list(tmp_path.iterdir()) == []
