"""Steps of a series as the workers leave them: one file an index, what is the same stored once.

    out/.run.vtkhdf.staged/00000012.h5     the steps of index 12, complete from its first moment on
    out/.run.vtkhdf.staged/points-5f0a.h5  points of any number of steps, named by what they are
    out/.run.vtkhdf.staged/cells-91ab.h5   their cells

The parent makes the series of them after the run (see `domains.mesh.formats.vtk.hdf_series`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from curator_gui.core.storage.files import atomic_path, file_stamp
from curator_gui.domains.mesh.formats.vtk.hdf_series import GROUPS, Files, Frame, Rows
from curator_gui.domains.mesh.formats.vtk.series_steps import Step

if TYPE_CHECKING:
    import numpy as np


def stage(folder: Path, index: int, steps: Sequence[Step]) -> int:
    """Write the steps of an index, in the place of those it had; return the bytes of their arrays.

    An index without steps gets a file, too: it is done.
    """
    import h5py
    import numpy as np

    size, path = 0, _path(folder, index)
    times = [float(step.time) for step in steps]
    with atomic_path(path) as part, h5py.File(part, "w") as file:
        file.attrs["times"] = np.array(times, np.float64)
        for number, step in enumerate(steps):
            group = file.create_group(str(number))
            group.attrs["time"] = step.time
            for kind, arrays in (("points", {"Points": step.points}), ("cells", step.cells)):
                key = _digest(arrays)
                group.attrs[kind] = key
                size += _keep(folder / f"{kind}-{key}.h5", arrays)
            for (level, name), values in step.fields.items():
                group.require_group(level)[name] = values
                size += values.nbytes
    _remember(path, times)
    return size


def _path(folder: Path, index: int) -> Path:
    return folder / f"{index:08d}.h5"


def _digest(arrays: Mapping[str, np.ndarray]) -> str:
    import numpy as np
    import xxhash

    digest = xxhash.xxh3_128()
    for name, array in arrays.items():
        digest.update(f"{name} {array.dtype.str} {array.shape}".encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()


def _keep(path: Path, arrays: Mapping[str, np.ndarray]) -> int:
    """Write arrays unless they are there: their name says what they are."""
    import h5py

    if path.exists():
        return 0
    with atomic_path(path) as part, h5py.File(part, "w") as file:
        for name, array in arrays.items():
            file[name] = array
    return sum(array.nbytes for array in arrays.values())


def staged_indices(folder: Path) -> set[int]:
    """Return which indices are there."""
    return {int(path.stem) for path in folder.glob("*.h5") if path.stem.isdigit()}


def staged_times(folder: Path, index: int) -> list[float]:
    """Return the times of an index that is there; none of one that is not."""
    import h5py

    path = _path(folder, index)
    try:
        stamp = file_stamp(path.stat())
    except FileNotFoundError:
        return []
    known = _staged_last.get(path)
    if known is not None and known[0] == stamp:
        return known[1]
    with h5py.File(path, "r") as file:
        return [float(time) for time in file.attrs["times"]]


_staged_last: dict[Path, tuple[tuple[int, ...], list[float]]] = {}
"""The times of the index that this process staged last, whose neighbor mostly comes next."""


def _remember(path: Path, times: list[float]) -> None:
    _staged_last.clear()
    _staged_last[path] = file_stamp(path.stat()), times


def staged_frames(folder: Path, indices: Iterable[int], files: Files) -> Iterator[Frame]:
    """Yield the steps of indices that are there; their arrays are read later.

    Files of points and cells are looked at once, however many steps have them.
    """

    @cache
    def points(key: str) -> Rows:
        return Rows.of(files, folder / f"points-{key}.h5", "Points")

    @cache
    def cells(key: str) -> dict[str, Rows]:
        return _arrays(files, folder / f"cells-{key}.h5")

    for index in indices:
        path = _path(folder, index)
        file = files.opened(path)
        for number in sorted(file, key=int):
            group = file[number]
            keys = str(group.attrs["points"]), str(group.attrs["cells"])
            fields = {
                (level, str(name)): Rows.of(files, path, f"{number}/{level}/{name}")
                for level in GROUPS
                for name in group.get(level, ())
            }
            time, shape = float(group.attrs["time"]), (points(keys[0]), cells(keys[1]))
            yield Frame(index, int(number), time, *keys, *shape, fields)


def _arrays(files: Files, path: Path) -> dict[str, Rows]:
    """Return all arrays of a file by their paths."""
    names: list[str] = []
    files.opened(path).visit(names.append)
    return {n: Rows.of(files, path, n) for n in names if hasattr(files.opened(path)[n], "shape")}


def remove(folder: Path) -> None:
    """Remove what is staged: it is in the series.

    The steps first: killed in between, there are none whose points or cells are gone.
    """
    for index in staged_indices(folder):
        _path(folder, index).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
