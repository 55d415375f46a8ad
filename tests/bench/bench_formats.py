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

import h5py
import numpy as np
import pytest
import pyvista as pv
import xarray as xr
from ase import Atoms, units
from ase.calculators.singlepoint import SinglePointCalculator

from curator_gui.core.notes import noting
from curator_gui.domains.atoms import MoleculeArchiveSource
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


def archive_cases(folder: Path) -> Iterator[tuple[str, Call, Call]]:
    """100 structures of an archive like SPICE, as a script reads them, and by index."""
    rng, path = np.random.default_rng(0), folder / "spice.hdf5"
    with h5py.File(path, "w") as file:
        for molecule in range(2):
            group = file.create_group(f"m{molecule}")
            group["atomic_numbers"] = rng.integers(1, 10, 40)
            group["conformations"] = rng.normal(size=(50, 40, 3)).astype("f4")
            group["dft_total_energy"] = rng.normal(size=50)
            group["dft_total_gradient"] = rng.normal(size=(50, 40, 3)).astype("f4")
    force = units.Hartree / units.Bohr

    def bare() -> None:
        with h5py.File(path) as file:
            for group in file.values():
                numbers, places = group["atomic_numbers"][()], group["conformations"][()]
                energies, slopes = group["dft_total_energy"][()], group["dft_total_gradient"][()]
                for n in range(len(places)):
                    atoms = Atoms(numbers=numbers, positions=places[n].astype("f8") * units.Bohr)
                    results = {"energy": float(energies[n]) * units.Hartree}
                    results["forces"] = slopes[n].astype("f8") * -force
                    atoms.calc = SinglePointCalculator(atoms, **results)

    source = MoleculeArchiveSource(path)
    assert len(source) == 100

    def ours() -> None:
        for index in range(100):
            list(source[index])

    yield "structure of an archive, of 100", bare, ours


def table() -> list[Line]:
    """Measure all cases."""
    with TemporaryDirectory(dir=_MEMORY) as name, noting(lambda *_: None):
        lines = [measured(*case) for case in shard_cases(Path(name))]
        for case in archive_cases(Path(name)):
            line = measured(*case)
            lines.append(Line(line.name, line.library / 100, line.ours / 100))
        return lines


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
