"""Gathered statistics of several variables, and their part files.

A part is a numpy archive (.npz): one JSON text that describes the variables, and their arrays.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curator_gui.core.storage.files import atomic_path
from curator_gui.domains.common.moments import ArrayMoments
from curator_gui.domains.grid.errors import GridError, unreadable

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

_FIELDS = ("count", "mean", "m2", "minimum", "maximum")


@dataclass(frozen=True)
class VariableStatistics:
    """Moments of one variable, and the coordinates of the dimensions that remain."""

    dims: tuple[str, ...]
    moments: ArrayMoments
    units: str = ""
    coordinates: Mapping[str, np.ndarray] = field(default_factory=dict)

    @property
    def sizes(self) -> dict[str, int]:
        return dict(zip(self.dims, self.moments.mean.shape, strict=True))

    def merged(self, other: VariableStatistics, place: str) -> VariableStatistics:
        """Combine with the statistics of further items.

        Raises
        ------
        GridError
            If they are on other coordinates or in other units; `place` names the variable.
        """
        import numpy as np

        if self.sizes != other.sizes:
            raise GridError(
                "{place} has {value} in one item and {value2} in another; take the "
                "statistics over them, too",
                place=place,
                value=self.sizes or "no dimensions",
                value2=other.sizes or "none",
            )
        for name, values in self.coordinates.items():
            found = other.coordinates.get(name)
            if found is None or not np.array_equal(values, found):
                raise GridError(
                    "{place}: items differ in {name}; take the statistics over it, too",
                    place=place,
                    name=name,
                )
        if self.units != other.units:
            raise GridError(
                "{place} is in {units} in one item, {units2} in another",
                place=place,
                units=repr(self.units),
                units2=repr(other.units),
            )
        return replace(self, moments=self.moments.merged(other.moments))


Statistics = dict[str, VariableStatistics]


def describe_variable(item: xr.Dataset, name: str, over: set[str] | None) -> VariableStatistics:
    """Sum one variable of an item up over some dimensions, or all (None)."""
    variable = item.variables[name]
    dims = [str(dim) for dim in variable.dims]
    axes = tuple(n for n, dim in enumerate(dims) if over is None or dim in over)
    rest = tuple(dim for n, dim in enumerate(dims) if n not in axes)
    coordinates = {dim: comparable(item[dim].values) for dim in rest if dim in item.coords}
    units = str(variable.attrs.get("units", ""))
    return VariableStatistics(rest, ArrayMoments.of(variable.values, axes), units, coordinates)


def comparable(values: np.ndarray) -> np.ndarray:
    """Coordinates of Python objects (calendars, texts) become fixed-length texts."""
    return values.astype(str) if values.dtype.kind in "OT" else values


def merge_into(total: Statistics, more: Statistics) -> None:
    for name, found in more.items():
        known = total.get(name)
        place = f"variable {name!r}"
        total[name] = found if known is None else known.merged(found, place)


def plain_statistics(statistics: Statistics) -> dict[str, Any]:
    """Return statistics as lists and arrays, for the parts of a pass; `from_plain` undoes it."""
    return {
        name: [
            list(found.dims),
            found.units,
            {key: getattr(found.moments, key) for key in _FIELDS},
            dict(found.coordinates),
        ]
        for name, found in statistics.items()
    }


def from_plain(data: Mapping[str, Any]) -> Statistics:
    """Undo `plain_statistics`."""
    import numpy as np

    return {
        name: VariableStatistics(
            tuple(dims),
            ArrayMoments(**{key: np.asarray(values) for key, values in moments.items()}),
            units,
            coordinates,
        )
        for name, (dims, units, moments, coordinates) in data.items()
    }


def write_part(statistics: Statistics, path: Path) -> None:
    import numpy as np

    arrays: dict[str, Any] = {}
    about = []
    for number, (name, found) in enumerate(statistics.items()):
        coordinates = list(found.coordinates)
        about.append([name, list(found.dims), found.units, coordinates])
        arrays |= {f"{number}.{key}": getattr(found.moments, key) for key in _FIELDS}
        arrays |= {f"{number}:{key}": found.coordinates[key] for key in coordinates}
    with atomic_path(path) as part, part.open("wb") as file:
        np.savez(file, about=np.array(json.dumps(about)), **arrays)


def read_part(path: Path) -> Statistics:
    """Read a part file.

    Raises
    ------
    GridError
        If it is damaged or no part.
    """
    import zipfile

    import numpy as np

    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            return _statistics_in(archive)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        unreadable(str(path), error)


def _statistics_in(archive: Any) -> Statistics:
    about = json.loads(str(archive["about"]))
    return {
        name: VariableStatistics(
            tuple(dims),
            ArrayMoments(**{key: archive[f"{number}.{key}"] for key in _FIELDS}),
            units,
            {key: archive[f"{number}:{key}"] for key in coordinates},
        )
        for number, (name, dims, units, coordinates) in enumerate(about)
    }


def as_dataset(statistics: Statistics) -> xr.Dataset:
    """Return `NAME_mean`, `NAME_std`, `NAME_min`, `NAME_max` and `NAME_count` of each variable."""
    import xarray as xr

    data: dict[str, xr.Variable] = {}
    coordinates: dict[str, xr.Variable] = {}
    for name, found in statistics.items():
        coordinates |= {dim: xr.Variable(dim, values) for dim, values in found.coordinates.items()}
        for key, values in found.moments.finished().items():
            units = "1" if key == "count" else found.units
            attributes = {"units": units} if units else {}
            data[f"{name}_{key}"] = xr.Variable(found.dims, values, attributes)
    title = "Statistics of finite values; std is that of the population"
    return xr.Dataset(data, coords=coordinates, attrs={"title": title})
