"""The parallel sinks on the engine: two workers, killed workers, resumed runs."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ase.io
import pytest
from ase import Atoms

from curator_gui.core import Filter, Param, Pipeline, Source
from curator_gui.domains.atoms.formats.packing import Packed, named_arrays
from curator_gui.domains.atoms.formats.ragged.hdf5_file import read_file
from curator_gui.domains.atoms.formats.ragged.zarr_store import read_store
from curator_gui.domains.atoms.sinks.base import StagedSink
from curator_gui.domains.atoms.sinks.database import ASEDatabaseSink
from curator_gui.domains.atoms.sinks.hdf5 import AtomsHDF5Sink
from curator_gui.domains.atoms.sinks.lmdb import ASELMDBSink
from curator_gui.domains.atoms.sinks.zarr import AtomsZarrSink
from curator_gui.domains.atoms.sources.database import ASEDatabaseSource
from curator_gui.domains.atoms.sources.extxyz import ExtXYZSource
from curator_gui.domains.atoms.sources.lmdb import ASELMDBSource
from curator_gui.run.base import RunConfig
from curator_gui.run.config import RunResult
from curator_gui.run.engine.runner import execute
from tests.domains.atoms.comparing import assert_same_structure, assert_same_table

pytestmark = pytest.mark.fault


class KillsOnce(Filter[Atoms]):
    """Kills its worker at the first attempt of some molecules, named by their energy U0."""

    name = "Kills once"
    description = "For tests."

    @classmethod
    def params(cls) -> list[Param]:
        return []

    def __init__(self, folder: Path, energies: list[float]) -> None:
        self.folder = folder
        self.energies = energies

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        for atoms in items:
            yield atoms
            tried = self.folder / f"{atoms.info['U0']}.tried"
            if atoms.info["U0"] in self.energies and not tried.exists():
                tried.touch()
                os.kill(os.getpid(), signal.SIGKILL)


def make_lmdb(folder: Path) -> StagedSink:
    return ASELMDBSink(folder, indices_per_file=30)


def make_zarr(folder: Path) -> StagedSink:
    return AtomsZarrSink(folder / "data.zarr", chunk_mb=0.01)


def make_hdf5(folder: Path) -> StagedSink:
    return AtomsHDF5Sink(folder / "data.h5")


def make_database(folder: Path) -> StagedSink:
    return ASEDatabaseSink(folder / "data.db")


def check_lmdb(folder: Path, frames: list[Atoms]) -> None:
    check_source(ASELMDBSource(folder), frames)


def check_database(folder: Path, frames: list[Atoms]) -> None:
    check_source(ASEDatabaseSource(folder), frames)


def check_source(source: Source[Atoms], frames: list[Atoms]) -> None:
    assert len(source) == len(frames)
    for index, wanted in enumerate(frames):
        assert_same_structure(next(source[index]), wanted, str(index))


def check_zarr(folder: Path, frames: list[Atoms]) -> None:
    check_stored(read_store(folder / "data.zarr"), frames)


def check_hdf5(folder: Path, frames: list[Atoms]) -> None:
    check_stored(read_file(folder / "data.h5"), frames)


def check_stored(stored: dict[int, list[dict[str, Packed]]], frames: list[Atoms]) -> None:
    assert len(stored) == len(frames)
    for (_, (table,)), wanted in zip(sorted(stored.items()), frames, strict=True):
        assert_same_table(_widened(table), _widened(named_arrays(wanted)), "store")


def _widened(table: dict[str, Packed]) -> dict[str, Any]:
    """A column is a float column if one of its values is: 0 and 0.0 are the same there."""
    kinds = {"i": float, "f": float}
    return {
        n: p.array.astype(kinds[p.array.dtype.kind]) if p.array.dtype.kind in kinds else p.array
        for n, p in table.items()
    }


sinks = pytest.mark.parametrize(
    ("make", "check"),
    [
        (make_lmdb, check_lmdb),
        (make_zarr, check_zarr),
        (make_hdf5, check_hdf5),
        (make_database, check_database),
    ],
    ids=["lmdb", "zarr", "hdf5", "database"],
)


def run(pipeline: Pipeline[Atoms], indices: range, **config: Any) -> RunResult:
    result = execute(pipeline, RunConfig(n_jobs=2, indices=indices, **config))
    assert result.failures == {}
    return result


@sinks
def test_killed_workers_cost_no_structure(make: Any, check: Any, qm9: Path, tmp_path: Path) -> None:
    frames = ase.io.read(qm9, ":60", format="extxyz")
    dies = KillsOnce(tmp_path, [frames[i].info["U0"] for i in (5, 33)])
    pipeline = ExtXYZSource(qm9).filter(dies).write(make(tmp_path / "out"))
    result = run(pipeline, range(60), options={"max_attempts": 3, "batch_size": 4})
    assert result.completed == 60
    check(tmp_path / "out", frames)
    beside = {tmp_path / "out" / "metadata.npz"}  # of a database: how large each structure is
    assert {Path(path) for path in result.artifacts} - beside == {
        Path(path) for paths in result.outputs.values() for path in paths
    }


@sinks
def test_a_resumed_run_gives_what_one_run_gives(
    make: Any, check: Any, qm9: Path, tmp_path: Path
) -> None:
    frames = ase.io.read(qm9, ":40", format="extxyz")
    record = tmp_path / "run.sqlite"
    first = ExtXYZSource(qm9).write(make(tmp_path / "out"))
    run(first, range(25), record=record)
    second = ExtXYZSource(qm9).write(make(tmp_path / "out"))
    result = run(second, range(40), record=record, resume=record)
    assert (result.completed, len(result.skipped)) == (15, 25)
    check(tmp_path / "out", frames)
