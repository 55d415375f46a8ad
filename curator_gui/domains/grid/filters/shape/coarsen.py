"""Average or thin out neighboring points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, ParamError, remark, unchanged
from curator_gui.core.message import Message, at
from curator_gui.domains.grid.coordinates import check_axis, find_axis, origin
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import (
    ItemFilter,
    renewed,
    require_dimensions,
)
from curator_gui.domains.grid.roles import Role, outer_bounds, role, without_references
from curator_gui.domains.grid.units import without_range

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr


class Coarsen(ItemFilter):
    """Lower the resolution: each block of points becomes one value (`xarray.Dataset.coarsen`).

    Missing values are left out of a block; a block without any value is missing. Coordinates
    become the mean of their block, bounds the outer edges of its cells, classes (flags) the most
    frequent one; text, and times that are no coordinate, are left out, with a remark.
    """

    name = "Coarsen"
    description = "Replaces blocks of neighboring points by their mean, minimum, maximum or sum."

    def __init__(
        self,
        factors: Annotated[
            dict[str, int],
            Param("Points per block and dimension, such as latitude: 4.", role="dimension"),
        ],
        statistic: Annotated[
            str, Param("What a block becomes.", choices=("mean", "min", "max", "sum", "median"))
        ] = "mean",
        boundary: Annotated[
            str,
            Param(
                "What to do if blocks do not fill a dimension: error; trim leaves the rest "
                "out; pad makes a smaller last block.",
                choices=("error", "trim", "pad"),
            ),
        ] = "error",
    ) -> None:
        if not factors:
            raise ParamError(
                at("factors", Message("needs at least one dimension, such as latitude: 2"))
            )
        for dimension, factor in factors.items():
            if factor < 1:
                raise ParamError(
                    at(
                        "factors",
                        Message(
                            "{dimension} needs at least 1, not {factor}",
                            dimension=dimension,
                            factor=factor,
                        ),
                    )
                )
        self._factors = dict(factors)
        self._statistic = statistic
        self._boundary = boundary

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        require_dimensions(item, self._factors)
        for dimension in self._factors:
            if dimension in item.variables:
                check_axis(item, dimension)
        boundary: Any = "exact" if self._boundary == "error" else self._boundary
        if boundary == "exact":
            self._insist(item)
        if all(factor == 1 for factor in self._factors.values()):
            unchanged(Message("all blocks are of one point"))
        rest, own = self._other_roles(item)
        plain: Any = self._on_one_turn(item).drop_vars([*rest, *own])
        blocks = plain.coarsen(self._factors, boundary=boundary, coord_func="mean")
        if self._statistic == "sum":
            result: xr.Dataset = blocks.reduce(_sum, keep_attrs=True)
            for name in result.data_vars:
                result[name].attrs = without_range(result[name].attrs)
        else:
            result = getattr(blocks, self._statistic)(keep_attrs=True)
        kept = result.assign(own)
        return without_references(kept, rest)

    def _other_roles(self, item: xr.Dataset) -> tuple[set[str], dict[str, xr.Variable]]:
        """Return the variables that blocks leave out, and those that they treat by their role."""
        left_out: set[str] = set()
        treated: dict[str, xr.Variable] = {}
        for name in map(str, item.variables):
            kind, variable = role(item, name), item.variables[name]
            means = kind == "field" or (kind == "time" and name in item.coords)
            if means or not set(self._factors) & set(variable.dims):
                continue
            found = self._treated(kind, variable)
            if found is None:
                left_out.add(name)
                remark(
                    Message(
                        "the {kind} variable {name} has no {statistic} and is left out",
                        kind=kind,
                        name=repr(name),
                        statistic=self._statistic,
                    )
                )
            else:
                treated[name] = found
        return left_out, treated

    def _treated(self, kind: Role, variable: xr.Variable) -> xr.Variable | None:
        if kind == "mapping":
            return variable
        dims = [dim for dim in variable.dims if dim in self._factors]
        if kind == "bounds" and variable.shape[-1] == 2 and len(dims) == 1:
            axis = variable.dims.index(dims[0])
            factor, trim = self._factors[str(dims[0])], self._boundary == "trim"
            return renewed(variable, outer_bounds(variable.values, axis, factor, trim))
        if kind == "class" and self._statistic in ("min", "max"):
            return None if variable.dtype.kind == "b" else self._reduced(variable)
        return self._most_frequent(variable) if kind == "class" else None

    def _reduced(self, variable: xr.Variable) -> xr.Variable:
        boundary: Any = "exact" if self._boundary == "error" else self._boundary
        factors = {d: f for d, f in self._factors.items() if d in variable.dims}
        plain: Any = variable
        return renewed(variable, plain.coarsen(factors, self._statistic, boundary=boundary).values)

    def _most_frequent(self, variable: xr.Variable) -> xr.Variable | None:
        """Return the class that most points of each block have; the smallest of equal ones."""
        import numpy as np

        classes = np.unique(variable.values)
        if classes.size > _MOST_CLASSES:
            return None
        boundary: Any = "exact" if self._boundary == "error" else self._boundary
        factors = {d: f for d, f in self._factors.items() if d in variable.dims}
        counts = []
        for value in classes:
            hits: Any = renewed(variable, (variable.values == value).astype("f8"))
            counts.append(hits.coarsen(factors, "sum", boundary=boundary).values)
        return renewed(variable, classes[np.argmax(np.stack(counts), axis=0)])

    def _on_one_turn(self, item: xr.Dataset) -> xr.Dataset:
        """Let longitudes grow on over the seam of the grid, so that a block has a mean."""
        import numpy as np

        name = find_axis(item, "longitude")
        if name not in self._factors or item[name].dims != (name,):
            return item
        values = item[name].values
        turned = np.rad2deg(np.unwrap(np.deg2rad(values.astype("f8"))))
        if np.allclose(turned, values, atol=1e-6):
            return item
        return item.assign_coords({name: (name, turned.astype(values.dtype), item[name].attrs)})

    def _insist(self, item: xr.Dataset) -> None:
        for dimension, factor in self._factors.items():
            size = item.sizes[dimension]
            if size % factor:
                raise GridError(
                    "{origin}{dimension} has {size} points, which blocks of {factor} do "
                    "not fill; set the boundary to trim or pad",
                    origin=origin(item),
                    dimension=dimension,
                    size=size,
                    factor=factor,
                )


_MOST_CLASSES = 256


def _sum(values: np.ndarray, axis: Any, **_: Any) -> np.ndarray:
    """Sum the values there are; a block without any is missing rather than 0."""
    import numpy as np

    total: np.ndarray = np.nansum(values, axis=axis)
    nothing = np.isnan(values).all(axis=axis)
    return np.where(nothing, np.nan, total) if nothing.any() else total
