"""What the header of a file says about its items, so that thousands are compared in seconds."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from curator_gui.domains.grid.errors import READ_ERRORS, GridError
from curator_gui.domains.grid.formats.netcdf_types import is_ragged, opened_with_skipped
from curator_gui.domains.grid.formats.opening import LIBRARY_LOCK, coordinate_axis
from curator_gui.domains.grid.listing import Axis

if TYPE_CHECKING:
    import netCDF4
    import xarray as xr

_DECODING = ("scale_factor", "add_offset", "_FillValue", "missing_value")


@dataclass(frozen=True)
class Header:
    """Files of equal `kind` give items of the same variables, shapes, types and coordinates.

    `label` is the coordinate of a file that has one value of it, such as its time.
    """

    kind: Hashable
    label: Axis | None = None


@dataclass(frozen=True)
class _Variable:
    name: str
    dims: tuple[str, ...]
    shape: tuple[int, ...]
    dtype: str
    attributes: Mapping[str, Any]
    values: Any
    """Stands for the values, which are read where they matter only."""

    def digest(self) -> int:
        values = self.values[...]
        return hash(values.tobytes() if values.dtype.kind != "O" else tuple(values.ravel()))


def netcdf_header(path: str, group: str | None, varying: Set[str]) -> Header | None:
    """Read the header of a local NetCDF file; None if that fails: reading an item says why.

    `varying` names the dimensions along which items differ: their length and values do not count.
    """
    try:
        with LIBRARY_LOCK, opened_with_skipped(path) as (file, _):
            node = file[group] if group else file
            node.set_auto_maskandscale(False)
            usable = {name: v for name, v in node.variables.items() if not is_ragged(v)}
            found = [_netcdf_variable(name, v) for name, v in usable.items()]
            kind = _kind(found, varying)
            return Header(kind, _label(file, node, varying))
    except (*READ_ERRORS, GridError):
        return None


def _netcdf_variable(name: str, variable: netCDF4.Variable[Any]) -> _Variable:
    attributes = {key: variable.getncattr(key) for key in variable.ncattrs()}
    dtype = str(variable.dtype)
    return _Variable(name, variable.dimensions, variable.shape, dtype, attributes, variable)


def _label(file: Any, node: Any, varying: Set[str]) -> Axis | None:
    for name in varying:
        if name in node.variables and node.variables[name].size == 1:
            if is_ragged(node.variables[name]):
                return None
            return coordinate_axis(node.variables[name])
    return None


def dataset_header(dataset: xr.Dataset, varying: Set[str]) -> Header:
    """Return what `netcdf_header` does, for an open dataset."""
    found = [
        _Variable(
            str(name),
            tuple(str(dim) for dim in variable.dims),
            variable.shape,
            str(variable.dtype),
            variable.attrs,
            variable.values if variable.ndim and name in dataset.coords else None,
        )
        for name, variable in dataset.variables.items()
    ]
    return Header(_kind(found, varying))


def _kind(variables: Iterable[_Variable], varying: Set[str]) -> Hashable:
    variables = list(variables)
    named = {
        name
        for variable in variables
        for name in str(variable.attributes.get("coordinates", "")).split()
    }
    return frozenset(_about(variable, named, varying) for variable in variables)


def _about(variable: _Variable, named: set[str], varying: Set[str]) -> Hashable:
    name, dims = variable.name, variable.dims
    shape = tuple(
        size for dim, size in zip(dims, variable.shape, strict=True) if dim not in varying
    )
    coordinate = name in dims or name in named
    static = coordinate and dims and not varying & set(dims)
    digest = variable.digest() if static else None
    return name, dims, shape, variable.dtype, tuple(_decoding(variable.attributes)), digest


def _decoding(attributes: Mapping[str, Any]) -> Iterator[Hashable]:
    """Give what decides in which type and unit the values are read."""
    for key in _DECODING:
        if key in attributes:
            yield key, str(getattr(attributes[key], "dtype", type(attributes[key])))
    units = str(attributes.get("units", ""))
    # Each file may count from a day of its own: all are brought to the same one.
    yield "units", units.partition(" ")[0] if " since " in units else units
    yield "calendar", str(attributes.get("calendar", ""))
