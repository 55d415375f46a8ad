"""Gridded items as one `xarray.Dataset`; imported only where xarray is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xarray as xr

from curator_gui.core.storage.containers.bounded_zarr import bound_zarr
from curator_gui.dataset.loading.item_rows import Loaded
from curator_gui.dataset.loading.netcdf_files import MASK, OWN, place_of
from curator_gui.dataset.loading.reading import FLAT_COORDINATES, SLOTS, slots_of
from curator_gui.dataset.own_files import DatasetError

_NETCDF = (".nc", ".nc4")


def open_grids(data: Loaded) -> Any:
    """Open the store that all items share, or stack their files along a new dimension `item`.

    A store is opened whole, without reading; of a part of a data set only its own items are taken.

    Raises
    ------
    DatasetError
        If the outputs are neither.
    """
    paths = list(dict.fromkeys(path for item in data.items for path in item.outputs))
    kinds = {Path(path).suffix.lower() for path in paths}
    if kinds == {".zarr"} and len(paths) == 1:
        return _store(data, data.folder / paths[0])
    if kinds and kinds <= set(_NETCDF):
        return _stacked(data)
    raise DatasetError(
        "{folder} is not gridded: its outputs are {kinds}",
        folder=data.folder,
        kinds=", ".join(sorted(kinds)) or "none",
    )


def _store(data: Loaded, path: Path) -> Any:
    bound_zarr()
    opened = xr.open_zarr(path, chunks=None)
    marker = opened.attrs.get(SLOTS, {})
    if marker.get("layout") == "flat":
        lasting = xr.open_zarr(path, chunks=None, group=FLAT_COORDINATES)
        names = [name for name in marker["coordinates"] if name in {*opened, *lasting}]
        opened = opened.merge(lasting).set_coords(names)
    dimension, places = slots_of(path)
    if not dimension:
        raise DatasetError("{path} does not say where its items stand", path=path)
    chosen = [places[item.index] for item in data.items]
    if chosen == list(range(opened.sizes[dimension])):
        return opened
    return opened.isel({dimension: chosen})


def _stacked(data: Loaded) -> Any:
    if not all(len(item.outputs) == 1 for item in data.items):
        raise DatasetError("items that have several files cannot be stacked; open them one by one")
    opened: dict[Path, Any] = {}
    parts = [_part(opened, data.folder / item.outputs[0], item.index) for item in data.items]
    index = xr.DataArray([item.index for item in data.items], dims="item", name="item")
    return xr.concat(parts, dim=index)


def _part(opened: dict[Path, Any], path: Path, index: int) -> Any:
    """Return what an item has in a file, which is opened once."""
    place = place_of(path, index)
    if path not in opened:
        opened[path] = xr.open_dataset(path)
    if place is None:
        return opened[path]
    part = opened[path].drop_vars(MASK).isel(dict([place]))
    part.attrs = {name: value for name, value in part.attrs.items() if name not in OWN}
    return part
