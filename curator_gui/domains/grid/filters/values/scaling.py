"""Scale variables to about one, by constants of the data set itself or of a file."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from curator_gui.core import FittedFilter, Param, remark, unchanged
from curator_gui.core.message import Message
from curator_gui.core.sidecars.constants_file import is_constants_file
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.common.scaling import UNDO_NEEDS_FILE, Method, entries_in
from curator_gui.domains.grid.coordinates import origin
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import (
    ItemFilter,
    chosen_variables,
    require_dimensions,
)
from curator_gui.domains.grid.filters.statistics_parts import (
    Statistics,
    VariableStatistics,
    comparable,
    describe_variable,
    from_plain,
    merge_into,
    plain_statistics,
)
from curator_gui.domains.grid.formats.opening import LIBRARY_LOCK, open_netcdf
from curator_gui.domains.grid.units import conversion, in_unit, without_range

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

_KEYS = {"standard": ("mean", "std"), "range": ("min", "max")}

StatisticsFile = Annotated[
    Path | None,
    Param(
        "Not set: from this data set, over its training part, in a pass before the run. Or a file: "
        "constants.json of a data set, or what the step Statistics wrote.",
        widget="file",
        suffixes=(".json", ".nc"),
    ),
]
Variables = Annotated[
    list[str] | None,
    Param(
        "Names of variables; * and ? are wildcards. Not set: all of real numbers, or all that the "
        "file has.",
        role="variable",
    ),
]
Dimensions = Annotated[
    list[str] | None,
    Param(
        "Dimensions to take constants of this data set over, besides all items. Not set: all, "
        "which gives one pair per variable. Without level in the list, there is one per level.",
        role="dimension",
    ),
]
Inverse = Annotated[
    bool, Param("Whether to turn scaled values back into physical ones, with the same file.")
]


class GridScaling(ItemFilter, FittedFilter["xr.Dataset"]):
    """Scale variables by constants, to about one, without units.

    Where a variable is constant it is only shifted. Floating-point variables keep their format,
    others become float64; NaN stays NaN. `inverse` undoes it.
    """

    method: Method = "standard"

    def __init__(
        self,
        statistics: StatisticsFile = None,
        variables: Variables = None,
        dimensions: Dimensions = None,
        inverse: Inverse = False,
    ) -> None:
        self._path = None if statistics is None else Path(statistics)
        self._patterns = list(variables or ())
        self._over = None if dimensions is None else {str(name) for name in dimensions}
        self._inverse = inverse
        self._read: tuple[Any, xr.Dataset] | None = None

    @property
    def needs_fit(self) -> bool:
        return self._path is None and not self._inverse

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_read": None}

    def input_files(self) -> Sequence[str]:
        """Name the file of statistics: other statistics give other results."""
        return () if self._path is None else (str(self._path),)

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report a file that holds no statistics."""
        if self._path is None:
            if self._inverse:
                yield "statistics", UNDO_NEEDS_FILE
            return
        try:
            statistics = self._statistics()
            for name in self._known(statistics):
                if not self._patterns or any(fnmatchcase(name, each) for each in self._patterns):
                    self._check_numbers(name, statistics)
        except (GridError, OSError) as error:
            yield "statistics", str(error)

    def gather(self, item: xr.Dataset) -> Any:
        """Sum the chosen variables of one item up; NaN and infinities do not count."""
        names = chosen_variables(item, self._patterns, "fiu" if self._patterns else "f")
        require_dimensions(item, sorted(self._over or ()))
        return [1, plain_statistics({n: describe_variable(item, n, self._over) for n in names})]

    def combine(self, one: Any, other: Any) -> Any:
        """Put two sums together.

        Raises
        ------
        GridError
            If a variable is on other coordinates or in other units.
        """
        total: Statistics = from_plain(one[1])
        merge_into(total, from_plain(other[1]))
        return [one[0] + other[0], plain_statistics(total)]

    def fit(self, gathered: Any) -> Mapping[str, Any]:
        """Keep mean, deviation and range of each variable, and say which are odd."""
        import numpy as np

        found = from_plain(gathered[1])
        if not found:
            raise GridError("{name} has found no variable of real numbers", name=self.name)
        for name, known in found.items():
            moments, place = known.moments, Message("variable {name}", name=repr(name))
            if not np.isfinite(moments.m2).all():
                raise GridError("{place} holds numbers too large to take a deviation", place=place)
            if not moments.count.any():
                remark(Message("{place} holds nothing but NaN: it stays as it is", place=place))
            elif np.any((moments.minimum == moments.maximum) & (moments.count > 0)):
                remark(Message("{place} never changes: it is only shifted", place=place))
        return {"variables": {name: _entry(each) for name, each in found.items()}}

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        statistics = self._statistics()
        known = self._known(statistics)
        names = chosen_variables(item, self._patterns, "fiu")
        if not self._patterns:
            self._say_unknown(item, known)
            names = [name for name in names if name in known]
        if not names:
            unchanged(Message("has no variable that there are statistics of"))
        return item.assign({name: self._scaled(item, name, statistics) for name in names})

    def _say_unknown(self, item: xr.Dataset, known: set[str]) -> None:
        if not self.needs_fit:
            return
        for name in set(chosen_variables(item, (), "f")) - known:
            remark(
                Message(
                    "variable {name} is in no training item: it stays as it is", name=repr(name)
                )
            )

    def _statistics(self) -> xr.Dataset:
        changed = self._path.stat().st_mtime_ns if self._path is not None else "this data set"
        if self._read is None or self._read[0] != changed:
            self._read = changed, self._load()
        return self._read[1]

    def _load(self) -> xr.Dataset:
        if self._path is None:
            return _dataset(self.constants["variables"])
        if is_constants_file(self._path):
            return _dataset(entries_in(self._path, type(self), GridError)["variables"])
        with LIBRARY_LOCK, open_netcdf(str(self._path)) as opened:
            return opened.load()

    @property
    def _place(self) -> str:
        return str(self._path) if self._path is not None else Message("this data set")

    def _known(self, statistics: xr.Dataset) -> set[str]:
        suffix = f"_{_KEYS[self.method][0]}"
        names = (str(name) for name in statistics.data_vars)
        known = {name.removesuffix(suffix) for name in names if name.endswith(suffix)}
        if not known:
            raise GridError(
                "{path} holds no statistics; run the Statistics filter first", path=self._place
            )
        return known

    def _scaled(self, item: xr.Dataset, name: str, statistics: xr.Dataset) -> xr.DataArray:
        first, second = (self._array(item, name, key, statistics) for key in _KEYS[self.method])
        self._check_numbers(name, statistics)
        width = second if self.method == "standard" else second - first
        width = width.where((width > 0) & self._changes(item, name, statistics), 1.0)
        array = self._in_units_of(item, name, first)
        _tell_unlearned(array, name, first)
        first = first.fillna(0.0)  # of what was nothing but NaN
        values = array * width + first if self._inverse else (array - first) / width
        units = first.attrs.get("units", "") if self._inverse else "1"
        kept = array.dtype if array.dtype.kind == "f" else "float64"
        result = values.transpose(*array.dims).astype(kept)
        result.attrs = in_unit(without_range(array.attrs), units)
        return result

    def _changes(self, item: xr.Dataset, name: str, statistics: xr.Dataset) -> Any:
        """Return where the variable is not constant.

        Rounding may leave a constant with a deviation of 1e-17, which is nothing to divide by.
        """
        if not {f"{name}_min", f"{name}_max"} <= set(statistics):
            return True
        low, high = (self._array(item, name, key, statistics) for key in ("min", "max"))
        return low != high

    def _in_units_of(self, item: xr.Dataset, name: str, wanted: xr.DataArray) -> xr.DataArray:
        """Return the variable in the unit of the statistics; scaled values have none."""
        array, units = item[name], [item[name].attrs.get("units"), wanted.attrs.get("units")]
        if self._inverse or units[0] == units[1] or not all(units):
            return array
        try:
            scale, shift = conversion(str(units[0]), str(units[1]))
        except GridError as error:
            raise GridError(
                "{origin}variable {name} and its statistics: {error}",
                origin=origin(item),
                name=repr(name),
                error=error,
            ) from error
        return (array * scale + shift).assign_attrs(array.attrs)

    def _array(self, item: xr.Dataset, name: str, key: str, statistics: xr.Dataset) -> xr.DataArray:
        wanted = f"{name}_{key}"
        if wanted not in statistics:
            have = listed_names(sorted(self._known(statistics)))
            raise GridError(
                "{path} has no statistics of {name}; it has those of {have}",
                path=self._place,
                name=repr(name),
                have=have,
            )
        found = statistics[wanted]
        self._check_coordinates(item, name, found)
        # Aligned by hand above: xarray would silently keep only the common levels.
        return found.drop_vars(list(found.coords))

    def _check_numbers(self, name: str, statistics: xr.Dataset) -> None:
        """Insist on numbers to scale by; where nothing was learned from, both are NaN."""
        import numpy as np

        keys = [f"{name}_{key}" for key in _KEYS[self.method]]
        values = {key: statistics[key].values for key in keys if key in statistics}
        nothing = np.logical_and.reduce([np.isnan(each) for each in values.values()])
        for key, each in values.items():
            if (~np.isfinite(each) & ~nothing).any():
                raise GridError(
                    "{path}: {key} holds a number that is none, so nothing can be scaled by it",
                    path=self._place,
                    key=key,
                )

    def _check_coordinates(self, item: xr.Dataset, name: str, found: xr.DataArray) -> None:
        import numpy as np

        for dim in found.dims:
            self._check_size(item, name, found, dim)
            same = dim not in found.coords or np.array_equal(
                found[dim], comparable(item[dim].values)
            )
            if not same:
                raise GridError(
                    "{origin}{dim} differs from that of the statistics in {path}",
                    origin=origin(item),
                    dim=dim,
                    path=self._place,
                )

    def _check_size(self, item: xr.Dataset, name: str, found: xr.DataArray, dim: Hashable) -> None:
        if dim not in item[name].dims or found.sizes[dim] != item.sizes[dim]:
            raise GridError(
                "{origin}variable {name} does not fit {path}: the statistics have "
                "{sizes} positions along {dim}",
                origin=origin(item),
                name=repr(name),
                path=self._place,
                sizes=found.sizes[dim],
                dim=repr(dim),
            )


class Standardize(GridScaling):
    """Scale variables to mean 0 and standard deviation 1 over the data set."""

    name = "Standardize"
    description = (
        "Scales variables to mean 0 and standard deviation 1, with constants of this data set or "
        "of a file."
    )
    method: Literal["standard"] = "standard"


class Normalize(GridScaling):
    """Scale variables to the range 0 to 1 over the data set."""

    name = "Normalize"
    description = (
        "Scales variables to the range 0 to 1, with constants of this data set or of a file."
    )
    method: Literal["range"] = "range"


def _tell_unlearned(array: xr.DataArray, name: str, constants: xr.DataArray) -> None:
    if bool(constants.isnull().any()) and bool((constants.isnull() & array.notnull()).any()):
        remark(
            Message(
                "variable {name} has values where nothing was learned from: they stay as they are",
                name=repr(name),
            )
        )


def _entry(known: VariableStatistics) -> dict[str, Any]:
    """Return the constants of a variable as JSON data: null where nothing counted."""
    import numpy as np

    numbers = known.moments.finished()
    count = numbers.pop("count")
    values = {key: _without_nan(np.asarray(value)) for key, value in numbers.items()}
    coordinates = {name: _plain(np.asarray(each)) for name, each in known.coordinates.items()}
    about = {"dims": list(known.dims), "units": known.units, "coordinates": coordinates}
    return {**about, "count": np.asarray(count).tolist(), **values}


def _without_nan(values: np.ndarray) -> Any:
    import numpy as np

    found = values.astype(object)
    found[~np.isfinite(values)] = None
    return found.tolist()


def _plain(values: np.ndarray) -> dict[str, Any]:
    """Return a coordinate as JSON data; times as whole numbers of their unit."""
    numbers = values.astype("int64") if values.dtype.kind in "mM" else values
    return {"dtype": values.dtype.str, "values": numbers.tolist()}


def _coordinate(plain: Mapping[str, Any]) -> np.ndarray:
    import numpy as np

    dtype = np.dtype(plain["dtype"])
    values = np.asarray(plain["values"])
    return values.astype("int64").astype(dtype) if dtype.kind in "mM" else values.astype(dtype)


def _dataset(entries: Mapping[str, Any]) -> xr.Dataset:
    """Return constants as a file of statistics has them: `t_mean`, `t_std`, ..."""
    import numpy as np
    import xarray as xr

    data: dict[str, Any] = {}
    coordinates: dict[str, Any] = {}
    for name, entry in entries.items():
        for dim, values in entry["coordinates"].items():
            coordinates[dim] = xr.Variable(dim, _coordinate(values))
        attributes = {"units": entry["units"]} if entry["units"] else {}
        for key in ("mean", "std", "min", "max"):
            values = np.asarray(entry[key], dtype=np.float64)
            data[f"{name}_{key}"] = xr.Variable(entry["dims"], values, attributes)
    return xr.Dataset(data, coords=coordinates)
