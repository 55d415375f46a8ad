"""What writing and reading of formats costs above the bare calls of the libraries.

Run `python -m tests.bench.bench_formats`: a table as that of `bench_geometry_and_time`.
"""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
import pyvista as pv
import xarray as xr

from curator_gui.core.notes import noting
from curator_gui.domains.grid import WebDatasetSink as GridShards
from curator_gui.domains.mesh import WebDatasetSink as MeshShards
from curator_gui.domains.mesh.formats.arrays import mesh_arrays
from tests.bench.bench_geometry_and_time import Call, Line, measured

_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where a disk that others use does not count."""


def add_sample(tar: tarfile.TarFile, key: str, arrays: dict[str, Any], about: Any) -> None:
    """Add a sample as a script would: NumPy's archive and a JSON."""
    archive = io.BytesIO()
    np.savez(archive, **arrays)
    for suffix, data in (("npz", archive.getvalue()), ("json", json.dumps(about).encode())):
        entry = tarfile.TarInfo(f"{key}.{suffix}")
        entry.size = len(data)
        tar.addfile(entry, io.BytesIO(data))


def shard_cases(folder: Path) -> Iterator[tuple[str, Call, Call]]:
    mesh = pv.ImageData(dimensions=(60, 60, 60)).cast_to_unstructured_grid()
    mesh.point_data["U"] = np.random.default_rng(0).normal(size=(mesh.n_points, 3))
    fields = xr.Dataset({"t": (("lat", "lon"), np.random.default_rng(0).normal(size=(721, 1440)))})
    numpy = {"t": fields["t"].values}
    cases: list[tuple[str, Any, Any, Any]] = [
        ("shard of meshes of 205,379 cells", MeshShards(folder / "mesh"), mesh, mesh_arrays),
        ("shard of fields of 721 x 1440", GridShards(folder / "grid"), fields, lambda _: numpy),
    ]
    for name, sink, item, arrays in cases:
        tar = tarfile.open(folder / f"{name}.tar", "w")  # noqa: SIM115 - for all rounds
        yield (
            name,
            lambda tar=tar, item=item, arrays=arrays: add_sample(tar, "0", arrays(item), {"i": 0}),
            lambda sink=sink, item=item: sink(iter([item]), 0),
        )
        tar.close()


def table() -> list[Line]:
    """Measure all cases."""
    with TemporaryDirectory(dir=_MEMORY) as name, noting(lambda *_: None):
        return [measured(*case) for case in shard_cases(Path(name))]


@pytest.mark.bench
def test_formats_cost_little_above_the_libraries() -> None:
    lines = table()
    print()
    for line in lines:
        print(line)
    assert [line.name for line in lines if line.is_dear] == []


if __name__ == "__main__":
    print(f"{'ms of processor time per item':<34}{'library':>12}{'ours':>12}{'above':>9}")
    for found in table():
        print(found)
