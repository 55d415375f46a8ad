from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from curator_gui.app.results import table_export as results_export
from curator_gui.app.results.csv_export import CsvExport
from curator_gui.app.results.export import write_table
from curator_gui.app.results.store import ResultsStore
from curator_gui.core.errors import CuratorError
from tests.app.fake_engine import STEPS, failed, finished, started

HEADER = (
    *("index", "status", "attempts", "worker", "started", "duration_s", "output_bytes"),
    *("memory_bytes", "outputs", "cause", "error_type", "step", "message", "unchanged", "remarks"),
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
