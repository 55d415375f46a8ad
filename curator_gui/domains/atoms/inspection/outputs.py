"""Read structures that were written, for the preview of an output."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from curator_gui.core.measuring.inspection import Contents, ForeignFileError
from curator_gui.core.storage.containers.tar_samples import first_names, iterate
from curator_gui.core.storage.outputs import folder_size
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.packing import Packed, structure_of
from curator_gui.domains.atoms.formats.ragged import hdf5_file
from curator_gui.domains.atoms.formats.ragged.zarr_store import is_store, read_store
from curator_gui.domains.atoms.inspection.describe import INSPECTOR
from curator_gui.domains.atoms.sinks.npz import is_ours, read_archive
from curator_gui.domains.atoms.sources.database import ASEDatabaseSource
from curator_gui.domains.atoms.sources.extxyz import ExtXYZSource
from curator_gui.domains.atoms.sources.lmdb import ASELMDBSource
from curator_gui.domains.atoms.sources.trajectory import TrajectorySource

if TYPE_CHECKING:
    from ase import Atoms

    from curator_gui.domains.atoms.sources.base import FramesSource

MAX_BYTES = 1 << 30


def _frames(source: FramesSource) -> Contents:
    """Read the frames of a file one by one."""
    return Contents((atoms for i in range(len(source)) for atoms in source[i]), INSPECTOR)


def read_extxyz(path: Path) -> Contents:
    """Read the frames of an extended XYZ file."""
    return _frames(ExtXYZSource(path))


def read_lmdb(path: Path) -> Contents:
    """Read the rows of an ASE LMDB database."""
    return _frames(ASELMDBSource(path))


def read_trajectory(path: Path) -> Contents:
    return _frames(TrajectorySource(path))


def read_npz(path: Path) -> Contents:
    """Read the structures that `AtomsNPZSink` wrote.

    Raises
    ------
    ForeignFileError
        If it is another archive.
    StructureError
        If it is damaged or too large.
    """
    if not is_ours(path):
        raise ForeignFileError("{path} holds no structures", path=path)
    _check_size(path, path.stat().st_size)
    return Contents(_structures(read_archive(path)), INSPECTOR)


def read_zarr(path: Path) -> Contents:
    """Read the structures that `AtomsZarrSink` wrote.

    Raises
    ------
    ForeignFileError
        If it is another store.
    StructureError
        If it is damaged or too large.
    """
    if not is_store(path):
        raise ForeignFileError("{path} holds no structures", path=path)
    _check_size(path, folder_size(path))
    return Contents(_structures(read_store(path)), INSPECTOR)


def read_hdf5(path: Path) -> Contents:
    """Read the structures that `AtomsHDF5Sink` wrote.

    Raises
    ------
    ForeignFileError
        If it is another file.
    StructureError
        If it is damaged or too large.
    """
    if not hdf5_file.is_ours(path):
        raise ForeignFileError("{path} holds no structures", path=path)
    _check_size(path, path.stat().st_size)
    return Contents(_structures(hdf5_file.read_file(path)), INSPECTOR)


def read_database(path: Path) -> Contents:
    """Read the rows of an ASE database in SQLite."""
    return _frames(ASEDatabaseSource(path))


def read_shard(path: Path) -> Contents:
    """Read the structures of a shard that `WebDatasetSink` wrote, one by one.

    Raises
    ------
    ForeignFileError
        If its samples are of another kind.
    """
    if not {"numbers", "positions"} <= set(first_names(path)):
        raise ForeignFileError("{path} holds no structures", path=path)
    return Contents(_shard_structures(path), INSPECTOR)


def _shard_structures(path: Path) -> Iterator[Atoms]:
    for arrays, about in iterate(path):
        texts = about.get("json", ())
        atoms = structure_of({name: Packed(a, name in texts) for name, a in arrays.items()})
        atoms.info["index"] = about["index"]
        yield atoms


def _check_size(path: Path, size: int) -> None:
    if size > MAX_BYTES:
        limit = f"{MAX_BYTES >> 30} GB"
        raise StructureError(
            "{path} is larger than {limit}, too large to be read for a preview",
            path=path,
            limit=limit,
        )


def _structures(rows: dict[int, list[dict[str, Packed]]]) -> Iterator[Atoms]:
    for index in sorted(rows):
        for table in rows[index]:
            atoms = structure_of(table)
            atoms.info["index"] = index
            yield atoms


READERS: dict[str, Callable[[Path], Contents]] = {
    ".xyz": read_extxyz,
    ".extxyz": read_extxyz,
    ".aselmdb": read_lmdb,
    ".lmdb": read_lmdb,
    ".traj": read_trajectory,
    ".db": read_database,
    ".npz": read_npz,
    **dict.fromkeys((".h5", ".hdf5"), read_hdf5),
    ".zarr": read_zarr,
    ".tar": read_shard,
}
