from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curator_gui.app.results.exporting import table_export as results_export
from curator_gui.app.results.exporting.csv_export import CsvExport
from curator_gui.app.results.exporting.export import write_table
from curator_gui.app.results.measured import measured_columns
from curator_gui.app.results.store import ResultsStore
from curator_gui.app.runs.recorded_run import load_details, load_record, show_details
from curator_gui.core.errors import CuratorError
from curator_gui.core.measuring.measures import is_number
from curator_gui.domains.mesh import NPZSink, SyntheticSource
from curator_gui.run.record.queries.item_measures import measure_columns
from curator_gui.run.record.reader import RunRecord
from tests.app.fake_engine import STEPS, failed, finished, started
from tests.dataset.made import run

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
            finished(10, worker=2, outputs=("/out/größe, 1.vtu", "/out/b.vtu")),
            failed(11, 'no field "p",\nit has U'),
        ]
    )
    return store


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_rows_come_back_in_the_order_asked_for(store, tmp_path):
    path = tmp_path / "new folder" / "results.csv"
    write_table(store, [1, 0, 4], path)
    bad, good, waiting = read(path)
    assert tuple(good) == HEADER
    assert (good["index"], good["status"], good["worker"]) == ("10", "done", "2")
    assert good["outputs"] == "/out/größe, 1.vtu|/out/b.vtu"
    assert good["started"] == "2023-11-14T22:13:20.000+00:00"
    assert good["duration_s"] == "0.5"
    assert bad["message"] == 'no field "p",\nit has U'
    assert (bad["cause"], bad["error_type"], bad["step"]) == ("error", "KeyError", "Numbers")
    assert (waiting["duration_s"], waiting["started"], waiting["outputs"]) == ("", "", "")


def test_many_rows_are_written_in_portions(store, tmp_path, monkeypatch):
    monkeypatch.setattr(results_export, "PORTION", 2)
    export = CsvExport(store, range(5), tmp_path / "results.csv")
    export.open()
    assert [export.write_portion() for _ in range(3)] == [True, True, False]
    export.close()
    assert len(read(tmp_path / "results.csv")) == 5


def test_no_rows_give_a_file_with_a_header_only(store, tmp_path):
    write_table(store, [], tmp_path / "results.csv")
    assert read(tmp_path / "results.csv") == []


def test_what_is_given_up_leaves_the_old_file_alone(store, tmp_path):
    path = tmp_path / "results.csv"
    path.write_text("old")
    export = CsvExport(store, range(5), path)
    export.open()
    export.write_portion()
    export.discard()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_named(store, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CuratorError, match=r"results\.csv could not be written"):
        write_table(store, range(5), tmp_path / "file" / "results.csv")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_and_leaves_nothing(store, tmp_path, monkeypatch):
    real = Path.open

    def full(self, *args, **kwargs):
        return real(Path("/dev/full"), *args, **kwargs)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(CuratorError, match=os.strerror(28)):
        write_table(store, list(range(5)) * 400, tmp_path / "results.csv")
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_no_text_of_the_data_drives_a_terminal_or_a_spreadsheet(store, tmp_path):
    store.apply(
        [
            finished(12, outputs=("/out/\x1b[2J.vtu",)),
            finished(13, outputs=("=cmd|' /C calc'!A0.vtu", "/out/b\udcff.vtu")),
            failed(14, "-2+3 and a half \ud800"),
        ]
    )
    path = tmp_path / "results.csv"
    write_table(store, [2, 3, 4], path)
    escape, formula, minus = read(path)
    assert escape["outputs"] == "/out/\\x1b[2J.vtu"
    assert formula["outputs"] == "'=cmd|' /C calc'!A0.vtu|/out/b\\xff.vtu"
    assert minus["message"] == "'-2+3 and a half \\ud800"
    assert minus["duration_s"] == "0.25", "a number is no text"


@pytest.fixture
def measured(tmp_path: Path) -> Path:
    """The record of a run of three meshes, one of them without a field, and one that failed."""
    source = Sometimes(3)
    pipeline = source.write(NPZSink(tmp_path / "out"))
    run(pipeline, tmp_path / "r.curator-run")
    return tmp_path / "r.curator-run"


class Sometimes(SyntheticSource):
    """Item 1 has NaN in its temperature and a field of its own, item 2 fails."""

    def __getitem__(self, index: int) -> Iterator[Any]:
        for mesh in super().__getitem__(index):
            if index == 1:
                mesh.point_data["temperature"] = np.nan
                mesh.point_data["status"] = np.float64(7)
            if index == 2:
                raise ValueError("on purpose")
            yield mesh


def recorded(path: Path) -> ResultsStore:
    found = load_record(path)
    show_details(found, load_details(path, found.store.indices))
    return found.store


def test_measures_are_columns_behind_the_others(measured: Path, tmp_path: Path) -> None:
    store = recorded(measured)
    write_table(store, [1, 0, 2], tmp_path / "results.csv", measured)
    one, zero, failed_one = read(tmp_path / "results.csv")
    assert tuple(one)[: len(HEADER)] == HEADER
    assert int(zero["points"]) > 0
    assert float(zero["temperature.max"]) > 0
    assert one["status.max"] == "7.0"
    assert zero["status.max"] == ""
    assert one["temperature.nan_share"] == "1.0"
    assert failed_one["points"] == ""
    with RunRecord.open(measured) as record:
        for column in measure_columns(record, np.arange(3)):
            if column.present[0] and is_number(column.info):
                assert float(zero[column.info.name]) == column.values[0]


def test_measures_keep_types_and_units_in_parquet(measured: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_table(recorded(measured), range(3), tmp_path / "results.parquet", measured)
    table = parquet.read_table(tmp_path / "results.parquet")
    assert table["points"].to_pylist()[2] is None
    assert table["status.max"].to_pylist() == [None, 7.0, None]
    field = table.schema.field("volume") if "volume" in table.column_names else None
    title = (field or table.schema.field("points")).metadata[b"title"].decode()
    assert title
    assert table.schema.field("index").metadata is None


def test_a_measure_called_like_a_column_gets_another_name(measured: Path) -> None:
    store = recorded(measured)
    found = measured_columns(measured, store, {"points"})
    assert [column.field for column in found if column.key == "points"] == ["measure.points"]


def test_a_record_that_cannot_be_read_leaves_no_file(store, tmp_path: Path) -> None:
    (tmp_path / "r.curator-run").write_text("no record")
    with pytest.raises(CuratorError):
        write_table(store, [0], tmp_path / "results.csv", tmp_path / "r.curator-run")
    assert not (tmp_path / "results.csv").exists()
