"""How values and attributes of variables stand in files: times as CF counts, ranges as values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.units import scaled_range

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

NOT_A_TIME = -(2**63)
"""The count that stands for a missing time."""

_TIME_UNITS = {"ns": "nanoseconds", "us": "microseconds", "ms": "milliseconds", "s": "seconds"}


def with_ranges_unpacked(dataset: xr.Dataset) -> xr.Dataset:
    """Give ranges of valid values that are of the packed type in the unit of the values.

    So the conventions have them; xarray unpacks the values alone.
    """
    for variable in dataset.variables.values():
        packing = variable.encoding
        scale, shift = packing.get("scale_factor", 1.0), packing.get("add_offset", 0.0)
        names = {"valid_min", "valid_max", "valid_range"} & set(variable.attrs)
        kind = getattr(packing.get("dtype"), "kind", "")
        if names and kind in "iu" and ("scale_factor" in packing or "add_offset" in packing):
            packed = [n for n in names if _kind_of(variable.attrs[n]) in "iu"]
            if packed:
                variable.attrs = scaled_range(variable.attrs, scale, shift, variable.dtype, packed)
    return dataset


def _kind_of(value: Any) -> str:
    import numpy as np

    return np.asarray(value).dtype.kind


def encode(variable: xr.Variable, name: str) -> tuple[np.ndarray, dict[str, Any]]:
    """Return the values as stored, and the CF attributes that say how to read them.

    Times become int64 counts since 1970 in their own resolution, so that nothing is lost.

    Raises
    ------
    GridError
        If the type cannot be stored.
    """
    values, attributes = variable.values, json_attributes(variable.attrs)
    kind = values.dtype.kind
    if kind in "biufT":
        return values, attributes
    if kind in "Mm":
        return _encode_times(values, attributes)
    if kind in "SU":
        return (decoded(values) if kind == "S" else values).astype(object), attributes
    return _encode_objects(values, attributes, name)


def _encode_objects(
    values: np.ndarray, attributes: dict[str, Any], name: str
) -> tuple[np.ndarray, dict[str, Any]]:
    sample = next(iter(values.flat), "")
    if isinstance(sample, str):
        return values, attributes
    if hasattr(sample, "calendar"):
        return _encode_calendar(values, attributes, sample.calendar)
    raise GridError(
        "variable {name} has type {dtype}, which cannot be stored",
        name=repr(name),
        dtype=values.dtype,
    )


def decoded(values: np.ndarray) -> np.ndarray:
    """Return texts of bytes: as UTF-8, or where that fails as Latin-1, which fits any bytes."""
    import numpy as np

    try:
        return np.char.decode(values, "utf-8")
    except UnicodeDecodeError:
        return np.char.decode(values, "latin-1")


def _encode_times(
    values: np.ndarray, attributes: dict[str, Any]
) -> tuple[np.ndarray, dict[str, Any]]:
    """Return counts of microseconds, or of nanoseconds if some times have parts of those.

    One unit for all items, whatever the resolution that xarray read each in: microseconds reach
    from 290,000 BC to AD.
    """
    import numpy as np

    resolution = np.datetime_data(values.dtype)[0]
    if resolution != "ns" or not (values.astype("int64")[~np.isnat(values)] % 1000).any():
        values = values.astype(f"{values.dtype.kind}8[us]")
        resolution = "us"
    unit = _TIME_UNITS[resolution]
    if values.dtype.kind == "m":
        return values.astype("int64"), {**attributes, "units": unit, "_FillValue": NOT_A_TIME}
    calendar = {"units": f"{unit} since 1970-01-01", "calendar": "proleptic_gregorian"}
    return values.astype("int64"), {**attributes, **calendar, "_FillValue": NOT_A_TIME}


def _encode_calendar(
    values: np.ndarray, attributes: dict[str, Any], calendar: str
) -> tuple[np.ndarray, dict[str, Any]]:
    import cftime
    import numpy as np

    units = "microseconds since 1970-01-01"
    numbers = np.asarray(cftime.date2num(values, units, calendar)).astype("int64")
    # These calendars know no "not a time": a slot that was never written reads 1970-01-01.
    return numbers, {**attributes, "units": units, "calendar": calendar}


def json_attributes(attributes: Mapping[Any, Any]) -> dict[str, Any]:
    """Turn numpy scalars and arrays among attributes into plain numbers and lists."""
    return {str(key): _plain(value) for key, value in attributes.items()}


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):
        value = value.tolist()
    return value if isinstance(value, (str, int, float, bool, list, type(None))) else str(value)
