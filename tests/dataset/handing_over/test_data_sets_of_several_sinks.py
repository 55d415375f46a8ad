"""What a run with several sinks hands over: a data set in the folder of each."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core.components import Pipeline
from curator_gui.core.filters.splitting import Split
from curator_gui.dataset import open as open_dataset
from curator_gui.dataset.handing_over.writing import HandedOver, hand_over
from curator_gui.domains.grid import (
    GridZarrSink,
    NetCDFSink,
    Standardize,
    SyntheticFieldSource,
)
from curator_gui.domains.mesh import FieldStatistics, NPZSink, SyntheticSource, VTUSink
from curator_gui.run import RunConfig, execute
from tests.run.sinks.toys import Lists, Shared


def handed_over(pipeline: Pipeline[Any], record: Path) -> HandedOver:
    result = execute(pipeline, RunConfig(backend="sequential", n_jobs=1, record=record))
    assert not result.failures
    return hand_over(pipeline, record)


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "items.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_sinks_folder_is_a_data_set_of_its_own(tmp_path: Path) -> None:
    vtu, npz = tmp_path / "vtu", tmp_path / "npz"
    statistics = FieldStatistics(tmp_path / "statistics.json")
    pipeline = SyntheticSource(3).filter(statistics).write(VTUSink(vtu), NPZSink(npz))
    done = handed_over(pipeline, tmp_path / "run.curator-run")
    assert done.folders == [vtu, npz]
    assert done.items == 3
    for folder, suffix, step in ((vtu, ".vtu", "VTU files"), (npz, ".npz", "NPZ files")):
        found = rows(folder)
        assert [Path(row["outputs"]).suffix for row in found] == [suffix] * 3
        assert all(int(r["bytes"]) == (folder / r["outputs"]).stat().st_size for r in found)
        card = (folder / "README.md").read_text(encoding="utf-8")
        assert f"→ {step}\n" in card
        described = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
        assert suffix in json.dumps(described["distribution"])
    assert len(open_dataset(npz)) == 3
    assert sorted(open_dataset(npz)[1]) == sorted(open_dataset(vtu)[1])


def test_sinks_of_one_folder_share_its_data_set(tmp_path: Path) -> None:
    out = tmp_path / "out"
    pipeline = SyntheticSource(2).write(VTUSink(out), NPZSink(out))
    done = handed_over(pipeline, tmp_path / "run.curator-run")
    assert done.folders == [out]
    assert [sorted(Path(p).suffix for p in row["outputs"].split(";")) for row in rows(out)] == [
        [".npz", ".vtu"]
    ] * 2
    assert "→ VTU files + NPZ files\n" in (out / "README.md").read_text(encoding="utf-8")


def test_a_folder_under_two_names_gets_one_data_set_and_that_is_said(tmp_path: Path) -> None:
    out, link = tmp_path / "out", tmp_path / "link"
    out.mkdir()
    link.symlink_to(out, target_is_directory=True)
    pipeline = SyntheticSource(2).write(VTUSink(out), NPZSink(link))
    done = handed_over(pipeline, tmp_path / "run.curator-run")
    assert done.folders == [out]
    assert [Path(row["outputs"]).suffix for row in rows(out)] == [".vtu"] * 2
    (said,) = [str(word) for word in done.words if "under another name" in word]
    assert str(link) in said
    assert str(out) in said


def test_one_sink_without_a_place_costs_the_others_nothing(tmp_path: Path) -> None:
    vtu, strange = tmp_path / "vtu", tmp_path / "strange"
    strange.mkdir()
    (strange / "mine.txt").write_text("not of the run")
    source = SyntheticSource(2)
    done = handed_over(
        source.write(Shared(strange / "all.txt"), VTUSink(vtu)), tmp_path / "run.curator-run"
    )
    assert done.folders == [vtu]
    said = [str(word) for word in done.words]
    assert any("no data set was written" in word and "mine.txt" in word for word in said)


def test_two_stores_side_by_side_are_one_data_set(tmp_path: Path) -> None:
    out = tmp_path / "out"
    pipeline = Lists([1, 1]).write(Shared(out / "a.txt"), Shared(out / "b.txt"))
    done = handed_over(pipeline, tmp_path / "run.curator-run")
    assert done.folders == [out]
    assert [row["outputs"] for row in rows(out)] == ["a.txt;b.txt"] * 2


def bytes_of(folder: Path) -> list[int]:
    return [int(row["bytes"]) for row in rows(folder)]


def test_what_went_into_each_of_several_stores_is_told(tmp_path: Path) -> None:
    source, out = SyntheticFieldSource(3), tmp_path / "out"
    alone = handed_over(source.write(GridZarrSink(out / "one.zarr")), tmp_path / "1.curator-run")
    (size, *_) = expected = bytes_of(out)
    assert size > 0
    assert alone.folder == out
    stores = GridZarrSink(out / "a" / "all.zarr"), GridZarrSink(out / "b" / "all.zarr")
    files = NetCDFSink(out / "c")
    handed_over(source.write(*stores, files), tmp_path / "2.curator-run")
    assert bytes_of(out / "a") == bytes_of(out / "b") == expected
    in_files = [path.stat().st_size for path in sorted((out / "c").glob("*.nc"))]
    assert bytes_of(out / "c") == in_files


@pytest.mark.parametrize("sinks", [1, 2])
def test_what_went_into_a_store_is_told_by_the_next_record_as_well(
    sinks: int, tmp_path: Path
) -> None:
    source, names = SyntheticFieldSource(3), ["a", "b"][:sinks]
    pipeline = source.write(*(GridZarrSink(tmp_path / name / "all.zarr") for name in names))
    handed_over(pipeline, tmp_path / "1.curator-run")
    expected = [bytes_of(tmp_path / name) for name in names]
    assert all(size > 0 for sizes in expected for size in sizes)
    again = RunConfig(
        backend="sequential", record=tmp_path / "2.curator-run", resume=tmp_path / "1.curator-run"
    )
    assert len(execute(pipeline, again).skipped) == 3
    hand_over(pipeline, tmp_path / "2.curator-run")
    assert [bytes_of(tmp_path / name) for name in names] == expected


def test_a_store_that_is_left_of_two_keeps_its_bytes(tmp_path: Path) -> None:
    source = SyntheticFieldSource(3)
    first, second = (GridZarrSink(tmp_path / name / "all.zarr") for name in ("a", "b"))
    handed_over(source.write(first, second), tmp_path / "1.curator-run")
    expected = bytes_of(tmp_path / "b")
    again = RunConfig(
        backend="sequential", record=tmp_path / "2.curator-run", resume=tmp_path / "1.curator-run"
    )
    assert len(execute(source.write(second), again).skipped) == 3
    hand_over(source.write(second), tmp_path / "2.curator-run")
    assert bytes_of(tmp_path / "b") == expected


def test_split_and_constants_are_with_every_data_set(tmp_path: Path) -> None:
    source, out = SyntheticFieldSource(8), tmp_path / "out"
    filters = source.filter(Split(parts="train=4,test=4")).filter(Standardize())
    pipeline = filters.write(GridZarrSink(out / "zarr" / "all.zarr"), NetCDFSink(out / "nc"))
    done = handed_over(pipeline, tmp_path / "run.curator-run")
    assert done.folders == [out / "zarr", out / "nc"]
    zarr, netcdf = ({r["source"]: r["split"] for r in rows(folder)} for folder in done.folders)
    assert zarr == netcdf
    assert sorted(zarr.values()) == ["test"] * 4 + ["train"] * 4
    for name in ("split.csv", "split.json"):
        assert (out / "nc" / name).read_bytes() == (out / "zarr" / name).read_bytes()
    kept = (out / "zarr" / "all.zarr.constants.json").read_text(encoding="utf-8")
    assert (out / "nc" / "constants.json").read_text(encoding="utf-8") == kept
