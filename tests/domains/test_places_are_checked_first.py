"""Of several sinks all look at their places before any clears its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core.errors import CuratorError
from curator_gui.domains.grid import GridZarrSink, NetCDFSink, SyntheticFieldSource
from curator_gui.domains.grid import WebDatasetSink as GridShards
from curator_gui.domains.mesh import SyntheticSource, VTKHDFSeriesSink, VTKHDFSink
from curator_gui.domains.mesh import WebDatasetSink as MeshShards
from curator_gui.run import run_pipeline

Made = tuple[Any, Any, Any]
"""A source, a sink that writes first, and one of the same place that then refuses."""


def fields() -> Any:
    return SyntheticFieldSource(6, rows=4, columns=5)


def zarr(folder: Path) -> Made:
    path = folder / "s.zarr"
    return fields(), GridZarrSink(path, "time"), GridZarrSink(path, "time", chunks={"time": 2})


def second_zarr(folder: Path) -> Made:
    path = folder / "s.zarr"
    options: dict[str, Any] = {"zarr_format": 2}
    other = GridZarrSink(path, "time", chunks={"time": 2}, **options)
    return fields(), GridZarrSink(path, "time", **options), other


def netcdf(folder: Path) -> Made:
    name = "{index}.nc"
    return (
        fields(),
        NetCDFSink(folder, name, items_per_file=3, dimension="time"),
        NetCDFSink(folder, name, items_per_file=6, dimension="time"),
    )


def shards(folder: Path) -> Made:
    return fields(), GridShards(folder, items_per_shard=3), GridShards(folder, items_per_shard=2)


def series(folder: Path) -> Made:
    source = SyntheticSource(count=6, resolution=3)
    return source, VTKHDFSink(folder, "{index}"), VTKHDFSeriesSink(folder, "{index}")


@pytest.mark.parametrize("made", [zarr, second_zarr, netcdf, shards, series])
def test_a_later_sink_that_refuses_leaves_the_earlier_ones_as_they_are(
    tmp_path: Path, made: Callable[[Path], Made]
) -> None:
    source, first, refusing = made(tmp_path / "b")
    run_pipeline(source.write(first), backend="sequential")
    earlier = MeshShards if made is series else GridShards
    run_pipeline(source.write(earlier(tmp_path / "a", items_per_shard=6)), backend="sequential")
    before = contents(tmp_path)
    both = source.write(earlier(tmp_path / "a", items_per_shard=6), refusing)
    with pytest.raises(CuratorError, match=r"already|not written by this step|another shard"):
        run_pipeline(both, backend="sequential", indices=[0, 1])
    assert contents(tmp_path) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.stat().st_size}
