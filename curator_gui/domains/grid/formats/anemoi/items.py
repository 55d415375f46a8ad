"""An item as anemoi-datasets has it: all fields of a date side by side, each as a list of cells."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.grid.coordinates import origin, require_axis
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.roles import field_names

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

MEMBERS = ("number", "member", "ensemble", "ensemble_member", "realization", "ens")
"""Names of the dimension of ensemble members."""


@dataclass(frozen=True)
class DateFields:
    """The fields of one date.

    Attributes
    ----------
    date
        datetime64[s].
    variables
        A name per field, such as `t_500` of `t` at the level 500.
    data
        float32, shape (variables, members, cells); NaN where nothing is known.
    latitudes, longitudes
        Degrees, float64, shape (cells,).
    shape
        Of the grid before its cells were put in a row.
    time
        Name of the coordinate that the date is from.
    """

    date: np.datetime64
    variables: list[str]
    data: np.ndarray
    latitudes: np.ndarray
    longitudes: np.ndarray
    shape: tuple[int, ...]
    time: str

    def grid(self) -> str:
        """Return a digest of the places of the cells: items of one store have the same."""
        places = hashlib.blake2b(digest_size=16)
        for values in (self.latitudes, self.longitudes):
            places.update(values.tobytes())
        return places.hexdigest()


def date_fields(item: xr.Dataset) -> DateFields:
    """Put the fields of an item side by side; every level of a field is a variable of its own.

    Fields without latitude and longitude are left out, and a remark names them.

    Raises
    ------
    GridError
        If the item has no or several times, no latitude or longitude, or no field.
    """
    import numpy as np

    time = require_axis(item, "time")
    date = _date(item, time)
    item = item.squeeze(time) if time in item.dims else item
    dims, latitudes, longitudes, shape = _places(item)
    chosen = [name for name in field_names(item, "iuf") if set(dims) <= set(item[name].dims)]
    if not chosen:
        raise GridError("{origin}the item has no field on its grid", origin=origin(item))
    _tell_others(item, chosen)
    found = dict(_planes(item, chosen, dims))
    members = max(plane.shape[0] for plane in found.values())
    planes = [np.broadcast_to(plane, (members, plane.shape[1])) for plane in found.values()]
    return DateFields(date, list(found), np.stack(planes), latitudes, longitudes, shape, time)


def _date(item: xr.Dataset, time: str) -> np.datetime64:
    import numpy as np

    values = item[time].values.ravel()
    if values.size != 1:
        raise GridError(
            "{origin}the item has {size} times, but a date of the store has room for one; let the "
            "source take its items along {time}",
            origin=origin(item),
            size=values.size,
            time=repr(time),
        )
    calendar = getattr(values[0], "calendar", "standard")
    if calendar not in ("standard", "gregorian", "proleptic_gregorian"):
        raise GridError(
            "{origin}the calendar {calendar} has dates that anemoi does not know",
            origin=origin(item),
            calendar=calendar,
        )
    text = values[0].isoformat() if hasattr(values[0], "isoformat") else values[0]
    try:
        date = np.datetime64(text, "s")
    except ValueError as error:
        raise GridError(
            "{origin}its time is no date: {text}", origin=origin(item), text=text
        ) from error
    if np.isnat(date):
        raise GridError("{origin}the item has no time", origin=origin(item))
    return date


def _places(item: xr.Dataset) -> tuple[tuple[str, ...], np.ndarray, np.ndarray, tuple[int, ...]]:
    """Return the dimensions of the grid, latitude and longitude of each cell, and its shape."""
    import xarray as xr

    pair = [item[require_axis(item, kind)] for kind in ("latitude", "longitude")]
    both = xr.broadcast(*(array.reset_coords(drop=True) for array in pair))
    dims = tuple(map(str, both[0].dims))
    flat = [array.transpose(*dims).values.astype("f8").ravel() for array in both]
    return dims, flat[0], flat[1], both[0].shape


def _tell_others(item: xr.Dataset, chosen: list[str]) -> None:
    others = [str(name) for name in item.data_vars if name not in chosen]
    if others:
        remark(
            Message(
                "the store has no place for what has no latitude and longitude, or no numbers: "
                "{names}",
                names=", ".join(others),
            )
        )


def _planes(
    item: xr.Dataset, names: list[str], dims: tuple[str, ...]
) -> Iterator[tuple[str, np.ndarray]]:
    """Yield every level of every field, shape (members, cells), with its name."""
    import numpy as np

    seen: set[str] = set()
    for name in names:
        array = item[name]
        inner = [str(dim) for dim in array.dims if dim not in dims]
        members = [dim for dim in inner if dim in MEMBERS][:1]
        levels = [dim for dim in inner if dim not in members]
        values = array.transpose(*levels, *members, *dims).values
        sizes = values.shape[: len(levels)]
        count = values.shape[len(levels)] if members else 1
        flat = np.asarray(values, np.float32).reshape(*sizes, count, -1)
        for place in product(*map(range, sizes)):
            own = "_".join([name, *(_word(item, d, n) for d, n in zip(levels, place, strict=True))])
            if own in seen:
                raise GridError(
                    "{origin}two fields would both be called {own}; rename one",
                    origin=origin(item),
                    own=own,
                )
            seen.add(own)
            yield own, flat[place]


def _word(item: xr.Dataset, dim: str, place: int) -> str:
    value: Any = item[dim].values[place] if dim in item.coords else place
    return (
        f"{value:g}" if isinstance(value, (int, float)) or hasattr(value, "dtype") else str(value)
    )
