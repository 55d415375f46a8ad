"""What sinks with a store of all items leave where no index finishes: nothing that looks begun."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core.components import Filter, Pipeline, Sink
from curator_gui.core.storage.resources import resource_path
from curator_gui.domains import atoms, grid, mesh
from curator_gui.run import RunConfig, execute


class Refuse(Filter[Any]):
    name = "Refuse"
    description = "Fails at every item."

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        raise ValueError(f"no to {next(items)!r:.20}")


class RefuseAll(Sink[Any]):
    name = "Refuse all"
    description = "Fails when the other sinks have got the item."
    changes_items = False

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        raise ValueError(f"no to {len(list(items))} items")


SINKS: dict[str, Any] = {
    "mesh shards": mesh.WebDatasetSink,
    "mesh Zarr": lambda out: mesh.MeshZarrSink(out),
    "grid shards": grid.WebDatasetSink,
    "grid Zarr": lambda out: grid.GridZarrSink(out / "all.zarr"),
    "anemoi": lambda out: grid.AnemoiSink(out / "all.zarr"),
    "grouped NetCDF": lambda out: grid.NetCDFSink(out, items_per_file=2),
    "molecule shards": atoms.WebDatasetSink,
    "LMDB": atoms.ASELMDBSink,
    "ragged Zarr": lambda out: atoms.AtomsZarrSink(out / "all.zarr"),
    "ragged NPZ": lambda out: atoms.AtomsNPZSink(out / "all.npz"),
    "one XYZ": lambda out: atoms.ExtXYZSink(out, "all.xyz"),
}


def source_for(sink: Sink[Any]) -> Any:
    domain = type(sink).__module__.split(".")[2]
    if domain == "mesh":
        return mesh.SyntheticSource(4)
    if domain == "grid":
        return grid.SyntheticFieldSource(4)
    return atoms.ExtXYZSource(next(resource_path("samples", "qm9", "data").glob("*.xyz")))


def run(pipeline: Pipeline[Any], folder: Path) -> Any:
    record = folder / "run.curator-run"
    return execute(pipeline, RunConfig(backend="sequential", indices=[0, 1, 2], record=record))


def begun(out: Path) -> list[Path]:
    """Return what looks begun: hidden folders, empty folders and files, and tables of nothing."""
    there = sorted(out.rglob("*")) if out.exists() else []
    empty = [p for p in there if not (any(p.iterdir()) if p.is_dir() else p.stat().st_size)]
    return [*empty, *(p for p in there if p.name.startswith(".") or p.name.endswith("table.json"))]


@pytest.mark.parametrize("kind", SINKS)
def test_all_items_fail_before_the_sink(kind: str, tmp_path: Path) -> None:
    sink = SINKS[kind](tmp_path / "out")
    result = run(source_for(sink).filter(Refuse()).write(sink), tmp_path)
    assert (len(result.failures), result.problem) == (3, "")
    assert begun(tmp_path / "out") == []


@pytest.mark.parametrize("kind", [kind for kind in SINKS if kind != "mesh Zarr"])
def test_all_items_fail_in_another_sink(kind: str, tmp_path: Path) -> None:
    sink = SINKS[kind](tmp_path / "out")
    result = run(source_for(sink).write(sink, RefuseAll()), tmp_path)
    assert (len(result.failures), result.problem) == (3, "")
    assert begun(tmp_path / "out") == []


@pytest.mark.parametrize("kind", [kind for kind in SINKS if kind != "mesh Zarr"])
def test_items_of_before_that_were_not_run_stay(kind: str, tmp_path: Path) -> None:
    """Indices 0 to 2 fail when they are run again; index 3 of before is still there."""
    sink = SINKS[kind](tmp_path / "out")
    whole = execute(source_for(sink).write(sink), RunConfig(backend="sequential", indices=range(4)))
    assert not whole.failures
    again = SINKS[kind](tmp_path / "out")
    result = run(source_for(again).filter(Refuse()).write(again), tmp_path)
    assert (len(result.failures), result.problem) == (3, "")
    assert (tmp_path / "out").exists()
    assert any(path.stat().st_size for path in (tmp_path / "out").rglob("*") if path.is_file())


def test_a_sink_without_anything_prepared_is_not_asked_to_complete_nothing(tmp_path: Path) -> None:
    class Counts(RefuseAll):
        def finish(self, indices: Any) -> list[str]:
            raise ZeroDivisionError(f"mean of {indices}")

    result = run(mesh.SyntheticSource(4).write(Counts()), tmp_path)
    assert (len(result.failures), result.problem) == (3, "")
