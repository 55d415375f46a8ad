"""Read the outputs of our sinks as dictionaries of numpy arrays; neither Qt nor the domains.

Each reader takes a path and, for a store that several items share, the index of the item. The keys
are the names that the format itself has: `point_data/U` in NPZ, HDF5, Zarr and VTK files (see
`curator_gui.domains.mesh.formats.arrays`), the variables of NetCDF files and gridded stores, and
for structures `numbers`, `positions`, `cell`, `pbc` and the properties.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from curator_gui.core.errors import CuratorError
from curator_gui.core.remote.damage import raise_damage
from curator_gui.core.storage.containers.bounded_zarr import bound_zarr
from curator_gui.core.storage.containers.hdf5_links import check_links
from curator_gui.dataset.loading.netcdf_files import read_netcdf
from curator_gui.dataset.loading.structures import (
    is_ragged,
    read_database,
    read_extxyz,
    read_lmdb,
    rows_of,
)
from curator_gui.dataset.loading.tar_shards import read_shard
from curator_gui.dataset.loading.vtk_files import SUFFIXES, read_vtk
from curator_gui.dataset.own_files import DatasetError, refuse_index

Arrays = dict[str, npt.NDArray[Any]]
Reader = Callable[[Path, int], Arrays]

FLAT_COORDINATES = "coordinates"
"""Group of a flat gridded store: what is the same for all its items."""

DATE_INDEX = "curator_index"
"""Array of a store for anemoi that says which index each date is from."""

DATES_APPENDED = "curator_appended"
"""Attribute of such a store that grew: an entry for each run that appended."""

SLOTS = "curator_items"
"""Attribute of a gridded store that says which item stands where."""


def read_output(path: Path, index: int) -> Arrays:
    """Read what an item has in an output.

    Raises
    ------
    DatasetError
        If the format is none that is known, its library is not installed, or the file is damaged.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise DatasetError(
            "{path}: files of this kind cannot be loaded here; open it with its own library",
            path=path,
        )
    try:
        return reader(path, index)
    except DatasetError:
        raise
    except FileNotFoundError:
        raise DatasetError("{path} is missing; `dataset verify` lists all", path=path) from None
    except ImportError as error:
        raise DatasetError(
            "{path} needs the library {name}: {error}", path=path, name=error.name, error=error
        ) from error
    except (CuratorError, OSError) as error:
        raise DatasetError("{path} cannot be read: {error}", path=path, error=error) from error
    except Exception as error:  # noqa: BLE001 - readers raise anything
        raise_damage(DatasetError, str(path), error)


def can_read(path: str) -> bool:
    """Whether there is a reader for an output of this name."""
    return Path(path).suffix.lower() in _READERS


def _npz(path: Path, index: int) -> Arrays:
    # Opened here: NumPy leaves the file of a damaged archive open.
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
        if not is_ragged(file.files):
            return {name: file[name] for name in file.files}
    return rows_of(path, _archive(path, path.stat().st_mtime_ns), index)


@lru_cache(maxsize=2)
def _archive(path: Path, changed: int) -> Arrays:
    """Keep an archive of all structures: it is read as a whole for each of them."""
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
        return {name: file[name] for name in file.files if name != "json"}


def _hdf5(path: Path, index: int) -> Arrays:
    import h5py

    found: Arrays = {}
    check_links(path)
    with h5py.File(path, "r") as file:
        if is_ragged(file):
            return rows_of(path, dict(_hdf5_nodes(file, "")), index)
        _take_hdf5(found, file, "")
    return found


def _hdf5_nodes(group: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    """Find the arrays of a file of structures, without reading them."""
    for key, node in group.items():
        if hasattr(node, "shape"):
            values = node.asstr() if node.dtype.kind == "O" else node
            yield str(node.attrs.get("name", prefix + key)), values
        else:
            yield from _hdf5_nodes(node, f"{prefix}{key}/")


def _take_hdf5(found: Arrays, group: Any, prefix: str) -> list[Any]:
    """Read all arrays of a group; one that has a second name at the root has its nested one."""
    nodes = [(name, group[name]) for name in group]
    nested = [pair for pair in nodes if not hasattr(pair[1], "shape")]
    seen = [node for name, inner in nested for node in _take_hdf5(found, inner, f"{prefix}{name}/")]
    own = [(n, node) for n, node in nodes if hasattr(node, "shape") and node not in seen]
    for name, node in own:
        values = node.asstr()[()] if node.dtype.kind == "O" else node[()]
        found[prefix + str(node.attrs.get("name", name))] = np.asarray(values)
    return [*seen, *(node for _, node in own)]


def _zarr(path: Path, index: int) -> Arrays:
    import zarr

    bound_zarr()
    group: Any = zarr.open_group(path, mode="r")
    if SLOTS in group.attrs:
        return _slot(group, path, index)
    if DATE_INDEX in group:
        return _date(group, path, index)
    if is_ragged(group):
        return rows_of(path, dict(_zarr_nodes(group, "")), index)
    return dict(_zarr_arrays(group, "")) | _zarr_texts(group)


def _zarr_nodes(group: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    """Find the arrays of a store of structures, without reading them."""
    for key, array in sorted(group.arrays(), key=itemgetter(0)):
        yield str(array.attrs.get("name", prefix + key)), array
    for key, inner in sorted(group.groups(), key=itemgetter(0)):
        yield from _zarr_nodes(inner, f"{prefix}{key}/")


def _date(group: Any, path: Path, index: int) -> Arrays:
    """Read one date of a store for anemoi: `data` (variables, members, cells) and its places."""
    row = _place_of_date(group, path, index)
    found = {name: np.asarray(group[name][...]) for name in ("latitudes", "longitudes")}
    return {"data": np.asarray(group["data"][row]), **found, "date": group["dates"][row : row + 1]}


def _place_of_date(group: Any, path: Path, index: int) -> int:
    place = np.flatnonzero(group[DATE_INDEX][...] == index)
    if not place.size:
        refuse_index(path, index)
    return int(place[0])


def _zarr_arrays(group: Any, prefix: str) -> list[tuple[str, npt.NDArray[Any]]]:
    found = []
    for key, array in sorted(group.arrays(), key=itemgetter(0)):
        found.append((prefix + str(array.attrs.get("name", key)), np.asarray(array[...])))
    for key, inner in sorted(group.groups(), key=itemgetter(0)):
        found += _zarr_arrays(inner, f"{prefix}{key}/")
    return found


def _zarr_texts(group: Any) -> Arrays:
    """Read the texts of a mesh, which are attributes of the groups of its fields."""
    return {
        f"{level}/{name}": np.asarray(texts, dtype=str)
        for level in ("point_data", "cell_data", "field_data", "global_data")
        for name, texts in (group[level].attrs.items() if level in group else ())
        if isinstance(texts, list)
    }


def _pmsh(path: Path, index: int) -> Arrays:
    """Read the arrays of a memory map (see `domains.mesh.formats.pmsh`)."""
    inner = path / "_tensordict"
    found = _memmaps(inner, "")
    for group in ("point_data", "cell_data", "global_data"):
        found |= _memmaps(inner / group, f"{group}/")
    return found


def _memmaps(folder: Path, prefix: str) -> Arrays:
    found: Arrays = {}
    for name, entry in json.loads((folder / "meta.json").read_text(encoding="utf-8")).items():
        if isinstance(entry, dict) and "dtype" in entry:
            kind = np.dtype(entry["dtype"].removeprefix("torch.")).newbyteorder("<")
            found[prefix + name] = np.fromfile(folder / f"{name}.memmap", kind).reshape(
                entry["shape"]
            )
    return found


def place_of_slot(path: Path, index: int) -> tuple[str, int] | None:
    """Return the dimension of a store of fields and where on it an item stands; None of others.

    Raises
    ------
    DatasetError
        If a store that items share does not have this one.
    OSError
        If there is no such store.
    """
    import zarr

    bound_zarr()
    group: Any = zarr.open_group(path, mode="r")
    if SLOTS in group.attrs:
        return str(group.attrs[SLOTS]["dimension"]), _place_of_slot(group, path, index)
    if DATE_INDEX in group:
        return "date", _place_of_date(group, path, index)
    return None


def _place_of_slot(group: Any, path: Path, index: int) -> int:
    place = _places(path, json.dumps(group.attrs[SLOTS], sort_keys=True)).get(index)
    if place is None:
        refuse_index(path, index)
    return place


def slots_of(path: Path) -> tuple[str, dict[int, int]]:
    """Return the dimension of a gridded store and where on it the items stand; "" if it has none.

    Raises
    ------
    OSError
        If there is no such store.
    """
    import zarr

    bound_zarr()
    group: Any = zarr.open_group(path, mode="r")
    marker = group.attrs.get(SLOTS)
    if marker is None:
        return "", {}
    return str(marker["dimension"]), _places(path, json.dumps(marker, sort_keys=True))


def _slot(group: Any, path: Path, index: int) -> Arrays:
    """Read the slot of an item: the arrays that are stacked, and whole ones such as latitudes."""
    marker, place = group.attrs[SLOTS], _place_of_slot(group, path, index)
    found: Arrays = {}
    for name, array in sorted(group.arrays(), key=itemgetter(0)):
        if name == "written":
            continue
        dims = _dimensions(array)
        stacked = dims[:1] == (marker["dimension"],)
        found[name] = np.asarray(array[place] if stacked else array[...])
    if marker.get("layout") == "flat":
        found |= dict(_zarr_arrays(group[FLAT_COORDINATES], ""))
    return found


def _dimensions(array: Any) -> tuple[str, ...]:
    """Return the names of an array's dimensions; format 2 of Zarr has them among attributes."""
    names = getattr(array.metadata, "dimension_names", None) or ()
    return tuple(names or array.attrs.get("_ARRAY_DIMENSIONS", ()))


@lru_cache(maxsize=8)
def _places(path: Path, marker: str) -> dict[int, int]:
    """Return where in a store the item of each index stands."""
    found = json.loads(marker)
    if "slots" not in found:  # the run goes on: each index has its own slot
        return {index: index for index in range(found["count"])}
    order: list[int] = []
    for start, stop in found["slots"]:
        order.extend(range(start, stop) if start < stop else range(start, stop, -1))
    return {index: place for place, index in enumerate(order)}


_READERS: dict[str, Reader] = {
    ".npz": _npz,
    **dict.fromkeys((".h5", ".hdf5"), _hdf5),
    ".zarr": _zarr,
    ".pmsh": _pmsh,
    **dict.fromkeys((".nc", ".nc4"), read_netcdf),
    **dict.fromkeys(SUFFIXES, read_vtk),
    **dict.fromkeys((".xyz", ".extxyz"), read_extxyz),
    **dict.fromkeys((".aselmdb", ".lmdb"), read_lmdb),
    ".db": read_database,
    ".tar": read_shard,
}
