"""The filter that blanks out points by a mask, such as land or sea."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, ParamError, unchanged
from curator_gui.core.message import Message
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.coordinates import AxisKind, find_axis, origin
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import (
    ItemFilter,
    NumberVariables,
    chosen_variables,
    renewed,
)
from curator_gui.domains.grid.formats.opening import LIBRARY_LOCK, open_netcdf

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr


class ApplyMask(ItemFilter):
    """Keep values where a mask lies in a range; the others become missing (NaN).

    The mask is a variable of the item or of a NetCDF file on the same grid; the axes may have other
    names there (lat for latitude). Where the mask itself is missing, so is the result. Variables
    without the mask's dimensions stay as they are, unless they are named, which is an error.
    """

    name = "Apply mask"
    description = "Keeps values where a mask, such as land-sea, lies in a range; others get NaN."

    def __init__(
        self,
        variable: Annotated[str, Param("Name of the mask, such as lsm.")],
        file: Annotated[
            Path | None,
            Param(
                "NetCDF file that holds the mask. Not set: each item has it.",
                widget="file",
                suffixes=(".nc",),
            ),
        ] = None,
        minimum: Annotated[
            float | None, Param("Smallest value of the mask that keeps a point.")
        ] = 0.5,
        maximum: Annotated[
            float | None, Param("Largest value of the mask that keeps a point.")
        ] = None,
        variables: NumberVariables = None,
    ) -> None:
        if minimum is None and maximum is None:
            raise ParamError("set the minimum or the maximum, or both: else nothing is masked")
        self._variable, self._path = variable, Path(file) if file else None
        self._minimum, self._maximum = minimum, maximum
        self._patterns = list(variables or ())
        self._read: xr.DataArray | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_read": None}

    def input_files(self) -> Sequence[str]:
        """Name the file of the mask: another mask gives other results."""
        return () if self._path is None else (str(self._path),)

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report a file that lacks the mask."""
        try:
            self._from_file()
        except (GridError, OSError) as error:
            yield "file", str(error)

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item with missing values outside the mask."""
        mask = self._from_file()
        if mask is None:
            mask = _find(item, self._variable, origin(item))
        mask = _on_dimensions_of(item, mask)
        chosen = [n for n in chosen_variables(item, self._patterns, "fiu") if n != self._variable]
        names = [name for name in chosen if set(mask.dims) <= set(item[name].dims)]
        if not names or (self._patterns and len(names) < len(chosen)):
            self._refuse(item, mask, [name for name in chosen if name not in names])
        keep = self._kept(mask)
        if bool(keep.all()):
            unchanged(Message("the mask keeps every point"))
        return item.assign({name: self._masked(item, name, keep) for name in names})

    def _refuse(self, item: xr.Dataset, mask: xr.DataArray, names: list[str]) -> None:
        if not names:
            raise GridError("{origin}there is no variable of numbers to mask", origin=origin(item))
        raise GridError(
            "{origin}the mask has the dimensions {names}, but variable {names2} has {names3}",
            origin=origin(item),
            names=listed_names(mask.dims),
            names2=repr(names[0]),
            names3=listed_names(item[names[0]].dims),
        )

    def _from_file(self) -> xr.DataArray | None:
        if self._path is not None and self._read is None:
            with LIBRARY_LOCK, open_netcdf(str(self._path)) as opened:
                self._read = _find(opened, self._variable, f"{self._path}: ").squeeze().load()
        return self._read

    def _kept(self, mask: xr.DataArray) -> xr.DataArray:
        keep = mask.notnull()
        if self._minimum is not None:
            keep = keep & (mask >= self._minimum)
        if self._maximum is not None:
            keep = keep & (mask <= self._maximum)
        return keep

    def _masked(self, item: xr.Dataset, name: str, keep: xr.DataArray) -> xr.Variable:
        import numpy as np

        variable = item.variables[name]
        self._check_grid(item, name, keep)
        order = [dim for dim in variable.dims if dim in keep.dims]
        aligned = keep.transpose(*order).values
        shape = [variable.sizes[dim] if dim in order else 1 for dim in variable.dims]
        values: np.ndarray = variable.values
        if values.dtype.kind != "f":
            values = values.astype("float64")
        missing = np.asarray(np.nan, dtype=values.dtype)
        return renewed(variable, np.where(aligned.reshape(shape), values, missing))

    def _check_grid(self, item: xr.Dataset, name: str, keep: xr.DataArray) -> None:
        import numpy as np

        for dim in keep.dims:
            _check_size(item, name, keep, dim)
            known = dim in keep.coords and dim in item.coords
            if known and not np.array_equal(keep[dim].values, item[dim].values):
                raise GridError(
                    "{origin}{dim} of the mask differs from that of {name}",
                    origin=origin(item),
                    dim=dim,
                    name=repr(name),
                )


def _check_size(item: xr.Dataset, name: str, keep: xr.DataArray, dim: Hashable) -> None:
    if keep.sizes[dim] != item.sizes[dim]:
        raise GridError(
            "{origin}the mask has {sizes} points along {dim}, but variable {name} has {sizes2}",
            origin=origin(item),
            sizes=keep.sizes[dim],
            dim=repr(dim),
            name=repr(name),
            sizes2=item.sizes[dim],
        )


def _on_dimensions_of(item: xr.Dataset, mask: xr.DataArray) -> xr.DataArray:
    """Give the mask's dimensions the item's names, where both have the same axis by CF."""
    own = mask.to_dataset(name="mask")
    kinds: tuple[AxisKind, ...] = ("latitude", "longitude", "level", "time")
    names = {}
    for kind in kinds:
        theirs, ours = find_axis(own, kind), find_axis(item, kind)
        if theirs in mask.dims and theirs not in item.sizes and ours in item.sizes:
            names[theirs] = ours
    return mask.rename(names)


def _find(dataset: xr.Dataset, name: str, place: str) -> xr.DataArray:
    if name not in dataset.data_vars:
        have = listed_names(dataset.data_vars)
        raise GridError(
            "{place}there is no variable {name}; there are {have}",
            place=place,
            name=repr(name),
            have=have,
        )
    return dataset[name]
