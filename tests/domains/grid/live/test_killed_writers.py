"""Writers killed at any moment: what is marked as written is whole, and a second run completes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from curator_gui.core import Pipeline
from curator_gui.domains.grid.sinks.netcdf import NetCDFSink
from curator_gui.domains.grid.sinks.zarr import GridZarrSink
from curator_gui.domains.grid.sources.synthetic import SyntheticFieldSource

pytestmark = pytest.mark.fault

ROOT = Path(__file__).parents[4]
COUNT = 40
ROWS, COLUMNS = 60, 120
WRITER = """
import itertools, os, random, sys, threading
from pathlib import Path
from tests.domains.grid.live.test_killed_writers import COUNT, pipeline_to

kind, folder, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
pipeline = pipeline_to(kind, folder)
pipeline[0]
threading.Timer(random.Random(seed).uniform(0, 0.25), os._exit, [9]).start()
for index in itertools.cycle(range(1, COUNT)):
    pipeline[index]
"""


def pipeline_to(kind: str, folder: Path) -> Pipeline[xr.Dataset]:
    source = SyntheticFieldSource(COUNT, ROWS, COLUMNS, missing=0.1)
    if kind == "zarr":
        chunks = {"time": 2, "longitude": 30}
        return source.write(GridZarrSink(folder / "out.zarr", "time", chunks, {"time": 8}))
    return source.write(NetCDFSink(folder, "part_{index}.nc", items_per_file=8, dimension="time"))


def written_items(kind: str, folder: Path) -> dict[int, xr.Dataset]:
    """Load everything that is marked as written, by index."""
    found = {}
    if kind == "zarr":
        stores = {0: xr.open_zarr(folder / "out.zarr", chunks=None)}
    else:
        paths = folder.glob("part_*.nc")
        stores = {int(path.stem.removeprefix("part_")): xr.open_dataset(path) for path in paths}
    for first, store in stores.items():
        with store:
            for slot in np.flatnonzero(store["written"].values):
                found[first + int(slot)] = store.isel(time=slot).drop_vars("written").load()
    return found


def check(kind: str, folder: Path) -> set[int]:
    source = SyntheticFieldSource(COUNT, ROWS, COLUMNS, missing=0.1)
    items = written_items(kind, folder)
    for index, item in items.items():
        (expected,) = source[index]
        xr.testing.assert_equal(item, expected)
    return set(items)


@pytest.mark.parametrize("kind", ["zarr", "netcdf"])
def test_killed_writers_leave_only_whole_items(tmp_path: Path, kind: str) -> None:
    for seed in range(4):
        command = [sys.executable, "-c", WRITER, kind, str(tmp_path), str(seed)]
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 9, done.stderr
        assert 0 in check(kind, tmp_path)  # its neighbors in shard and file were being written
    left = set(range(COUNT)) - check(kind, tmp_path)
    pipeline = pipeline_to(kind, tmp_path)
    pipeline.sink.prepare(sorted(left))
    for index in sorted(left):
        pipeline[index]
    assert check(kind, tmp_path) == set(range(COUNT))
