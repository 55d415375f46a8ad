"""Filters that gather statistics over all items, and that standardise by them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, StatefulFilter, unchanged
from curator_gui.core.files import atomic_path
from curator_gui.core.message import Message
from curator_gui.domains.grid.coordinates import origin
from curator_gui.domains.grid.errors import GridError, names_text
from curator_gui.domains.grid.filters.base import ItemFilter, chosen_variables, require_dimensions
from curator_gui.domains.grid.filters.statistics_parts import (
    Statistics,
    as_dataset,
    describe_variable,
    merge_into,
    read_part,
    write_part,
)
from curator_gui.domains.grid.formats.opening import LIBRARY_LOCK, open_netcdf
from curator_gui.domains.grid.units import conversion

if TYPE_CHECKING:
    import xarray as xr

_KEYS = {"zscore": ("mean", "std"), "minmax": ("min", "max")}


class FieldStatistics(StatefulFilter["xr.Dataset"]):
    """Gather mean, standard deviation, minimum, maximum and count; items pass unchanged.

    Missing values and infinities do not count. The result is a NetCDF file with `t_mean`, `t_std`,
    `t_min`, `t_max`, `t_count` for a variable t, over all items and the chosen dimensions; it is
    the same for any number of workers, because parts are merged in the order of the indices.
    """

    name = "Statistics"
    description = "Gathers mean, standard deviation, minimum, maximum and count over all items."

    def __init__(
        self,
        output: Annotated[
            Path, Param("NetCDF file of the statistics.", widget="output_file", suffixes=(".nc",))
        ],
        dimensions: Annotated[
            list[str] | None,
            Param(
                "Dimensions to take the statistics over, besides all items. Not set: all, "
                "which gives one number per variable. Without level in the list, there is one "
                "per level.",
                role="dimension",
            ),
        ] = None,
        variables: Annotated[
            list[str] | None,
            Param(
                "Names of variables; * and ? are wildcards. Not set: all numbers.", role="variable"
            ),
        ] = None,
    ) -> None:
        self.output_path = Path(output)
        self._output = Path(output)
        self._over = None if dimensions is None else {str(name) for name in dimensions}
        self._patterns = list(variables or ())
        self._gathered: Statistics = {}

    def __call__(self, items: Iterator[xr.Dataset]) -> Iterator[xr.Dataset]:
        """Add each item to what was gathered, and pass it on."""
        for item in items:
            names = chosen_variables(item, self._patterns, "fiu")
            if not names:
                unchanged(Message("has no variable of numbers"))
            require_dimensions(item, sorted(self._over or ()))
            try:
                found = {name: describe_variable(item, name, self._over) for name in names}
                merge_into(self._gathered, found)
            except GridError as error:
                raise GridError("{origin}{error}", origin=origin(item), error=error) from error
            yield item

    def flush(self) -> None:
        """Write what was gathered to the part file."""
        write_part(self._gathered, self.output_path)
        self.reset()

    def reset(self) -> None:
        self._gathered = {}

    def artifacts(self) -> list[str]:
        return [str(self._output)]

    @classmethod
    def merge(cls, parts: Sequence[Path], output: Path) -> None:
        """Combine part files, in this order, into the NetCDF file.

        Raises
        ------
        GridError
            If a part is damaged, or items are on different coordinates.
        """
        total: Statistics = {}
        for part in parts:
            merge_into(total, read_part(part))
        with LIBRARY_LOCK, atomic_path(Path(output)) as path:
            as_dataset(total).to_netcdf(path, engine="netcdf4", format="NETCDF4")


class Standardise(ItemFilter):
    """Scale variables by gathered statistics, to about one, without units.

    `zscore` subtracts the mean and divides by the standard deviation; `minmax` maps minimum and
    maximum to 0 and 1. Where a variable is constant it is only shifted. `restore` undoes it.
    """

    name = "Standardise"
    description = "Scales variables to mean 0 and deviation 1 (or to 0..1) by gathered statistics."

    def __init__(
        self,
        statistics: Annotated[
            Path,
            Param(
                "NetCDF file that the Statistics filter of an earlier run wrote.",
                widget="file",
                suffixes=(".nc",),
            ),
        ],
        method: Annotated[
            str,
            Param(
                "zscore: mean 0 and standard deviation 1; minmax: from 0 to 1.",
                choices=tuple(_KEYS),
            ),
        ] = "zscore",
        variables: Annotated[
            list[str] | None,
            Param(
                "Names of variables; * and ? are wildcards. Not set: all that the file has "
                "statistics of.",
                role="variable",
            ),
        ] = None,
        restore: Annotated[
            bool, Param("Whether to turn scaled values back into physical ones.")
        ] = False,
    ) -> None:
        self._path = Path(statistics)
        self._method = method
        self._patterns = list(variables or ())
        self._restore = restore
        self._read: tuple[int, xr.Dataset] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_read": None}

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report a file that holds no statistics."""
        try:
            self._known(self._statistics())
        except (GridError, OSError) as error:
            yield "statistics", str(error)

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        statistics = self._statistics()
        known = self._known(statistics)
        names = chosen_variables(item, self._patterns, "fiu")
        if not self._patterns:
            names = [name for name in names if name in known]
        if not names:
            unchanged(Message("has no variable that there are statistics of"))
        return item.assign({name: self._scaled(item, name, statistics) for name in names})

    def _statistics(self) -> xr.Dataset:
        changed = self._path.stat().st_mtime_ns
        if self._read is None or self._read[0] != changed:
            with LIBRARY_LOCK, open_netcdf(str(self._path)) as opened:
                self._read = changed, opened.load()
        return self._read[1]

    def _known(self, statistics: xr.Dataset) -> set[str]:
        suffix = f"_{_KEYS[self._method][0]}"
        names = (str(name) for name in statistics.data_vars)
        known = {name.removesuffix(suffix) for name in names if name.endswith(suffix)}
        if not known:
            raise GridError(
                "{path} holds no statistics; run the Statistics filter first", path=self._path
            )
        return known

    def _scaled(self, item: xr.Dataset, name: str, statistics: xr.Dataset) -> xr.DataArray:
        first, second = (self._array(item, name, key, statistics) for key in _KEYS[self._method])
        width = second if self._method == "zscore" else second - first
        width = width.where(width > 0, 1.0)
        array = self._in_units_of(item, name, first)
        values = array * width + first if self._restore else (array - first) / width
        units = first.attrs.get("units", "") if self._restore else "1"
        kept = array.dtype if array.dtype.kind == "f" else "float64"
        result = values.transpose(*array.dims).astype(kept)
        return result.assign_attrs({**array.attrs, "units": units})

    def _in_units_of(self, item: xr.Dataset, name: str, wanted: xr.DataArray) -> xr.DataArray:
        """Return the variable in the unit of the statistics; scaled values (restore) have none."""
        array, units = item[name], [item[name].attrs.get("units"), wanted.attrs.get("units")]
        if self._restore or units[0] == units[1] or not all(units):
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
            have = names_text(sorted(self._known(statistics)))
            raise GridError(
                "{path} has no statistics of {name}; it has those of {have}",
                path=self._path,
                name=repr(name),
                have=have,
            )
        found = statistics[wanted]
        self._check_coordinates(item, name, found)
        # Aligned by hand above: xarray would silently keep only the common levels.
        return found.drop_vars(list(found.coords))

    def _check_coordinates(self, item: xr.Dataset, name: str, found: xr.DataArray) -> None:
        import numpy as np

        for dim in found.dims:
            self._check_size(item, name, found, dim)
            same = dim not in found.coords or np.array_equal(found[dim], item[dim])
            if not same:
                raise GridError(
                    "{origin}{dim} differs from that of the statistics in {path}",
                    origin=origin(item),
                    dim=dim,
                    path=self._path,
                )

    def _check_size(self, item: xr.Dataset, name: str, found: xr.DataArray, dim: Hashable) -> None:
        if dim not in item[name].dims or found.sizes[dim] != item.sizes[dim]:
            raise GridError(
                "{origin}variable {name} does not fit {path}: the statistics have "
                "{sizes} positions along {dim}",
                origin=origin(item),
                name=repr(name),
                path=self._path,
                sizes=found.sizes[dim],
                dim=repr(dim),
            )
