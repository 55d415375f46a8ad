"""Statistics over all items, and the step of former versions that standardizes by their file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from curator_gui.core import Param, StatefulFilter, unchanged
from curator_gui.core.message import Message
from curator_gui.core.storage.files import atomic_path
from curator_gui.domains.common.scaling import Method
from curator_gui.domains.grid.coordinates import origin
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import chosen_variables, require_dimensions
from curator_gui.domains.grid.filters.statistics_parts import (
    Statistics,
    as_dataset,
    describe_variable,
    merge_into,
    read_part,
    write_part,
)
from curator_gui.domains.grid.filters.values.scaling import GridScaling
from curator_gui.domains.grid.formats.opening import LIBRARY_LOCK

if TYPE_CHECKING:
    import xarray as xr

_METHODS: dict[str, Method] = {"zscore": "standard", "minmax": "range"}


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


class Standardise(GridScaling):
    """Scale variables by gathered statistics, to about one, without units.

    `zscore` subtracts the mean and divides by the standard deviation; `minmax` maps minimum and
    maximum to 0 and 1. Where a variable is constant it is only shifted. `restore` undoes it.
    `Standardize` and `Normalize` have taken its place.
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
                choices=tuple(_METHODS),
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
        super().__init__(statistics, variables, inverse=restore)
        self.method = _METHODS[method]

    def input_files(self) -> Sequence[str]:
        """Name none, as former versions did: what they finished stays finished."""
        return ()
