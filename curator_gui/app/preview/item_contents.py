"""Read what one item has in an output, also in one that many items share.

Which part of it is the item's is told by the reader of data sets (`curator_gui.dataset.loading`),
as for training. These functions run in the helper process.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from curator_gui.app.preview.reading import read_file
from curator_gui.core.errors import CuratorError
from curator_gui.core.measuring.inspection import Contents
from curator_gui.core.trust.servers import share_problem
from curator_gui.dataset.loading import reading
from curator_gui.dataset.loading.netcdf_files import place_of
from curator_gui.dataset.loading.tar_shards import read_first_sample

Arrays = reading.Arrays

_GEOMETRY = ("numbers", "positions", "cell", "pbc")
_MESHES = (".tar", ".vtkhdf")
"""Files of meshes that may hold those of several indices."""


@dataclass(frozen=True)
class ItemOutput:
    """One item: its output, its index, and its rank among the `count` items of that output.

    The index is negative where the whole file is meant.
    """

    path: str
    index: int = -1
    rank: int = 0
    count: int = 1

    @property
    def is_ranked(self) -> bool:
        """Whether a file of this kind tells its items by their rank alone."""
        return self.path.lower().endswith((".nc", ".nc4"))


def read_output_of(item: ItemOutput, domain: str) -> Contents:
    """Read an item out of its output, or the whole file.

    Raises
    ------
    CuratorError
        As `read_item` and `read_file`.
    """
    return read_item(item, domain) if item.index >= 0 else read_file(item.path, domain)


def read_item(item: ItemOutput, domain: str) -> Contents:
    """Read an item out of its output.

    Raises
    ------
    CuratorError
        If the output is gone, damaged or of an unknown kind, or does not tell which is the item.
    """
    if words := share_problem(item.path):
        raise CuratorError(words)
    found = Path(item.path)
    suffix = found.suffix.lower()
    if domain == "grid":
        return _gridded(found, item)
    if domain == "mesh" and suffix in _MESHES:
        return _mesh(reading.read_output(found, item.index))
    if domain == "atoms" and reading.can_read(item.path):
        return _structure(reading.read_output(found, item.index))
    return read_file(item.path, domain)


def _mesh(arrays: Arrays) -> Contents:
    from curator_gui.domains.mesh.formats.arrays import mesh_of
    from curator_gui.domains.mesh.inspection.describe import INSPECTOR

    return Contents([mesh_of(arrays)], INSPECTOR)


def _structure(arrays: Arrays) -> Contents:
    from ase import Atoms

    from curator_gui.domains.atoms.inspection.describe import INSPECTOR

    numbers = arrays["numbers"]
    cell = np.reshape(arrays.get("cell", np.zeros((3, 3))), (-1, 3, 3))[0]
    pbc = np.reshape(arrays.get("pbc", np.zeros(3, bool)), (-1, 3))[0]
    atoms = Atoms(numbers, arrays["positions"], cell=cell, pbc=pbc)
    for name, values in arrays.items():
        own = name.removeprefix("atom/")
        if own not in _GEOMETRY and "/" not in own and values.shape[:1] == numbers.shape:
            atoms.arrays[own] = values
    return Contents([atoms], INSPECTOR)


def _gridded(path: Path, item: ItemOutput) -> Contents:
    from curator_gui.domains.grid.inspection import places

    suffix = path.suffix.lower()
    if suffix == ".tar":
        return places.sample_contents(*read_first_sample(path, item.index))
    if suffix == ".zarr":
        found = reading.place_of_slot(path, item.index)
    else:
        found = place_of(path, item.index, (item.rank, item.count)) if item.is_ranked else None
    return places.read_place(path, dict([found])) if found else read_file(str(path), "grid")
