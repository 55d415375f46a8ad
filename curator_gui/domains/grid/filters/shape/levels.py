"""Bring fields to other vertical levels.

Columns are interpolated here, and not by `xarray.Dataset.interp`: that knows one position for a
whole level, while the pressure or height of a model level differs from point to point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, ParamError, remark, unchanged
from curator_gui.core.message import Message, at, plural
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.coordinates import origin, require_axis
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import ItemFilter, VerticalDimension, require_dimensions
from curator_gui.domains.grid.roles import role, without_references

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr


class InterpolateLevels(ItemFilter):
    """Interpolate each column to given levels, linearly in the position or in its logarithm.

    The position of a level is its coordinate, or a variable that holds it for every point, such as
    the pressure on model levels; the new levels are then a dimension of that variable's name. A
    value next to a missing one is missing, except on a level that is there. Coordinates along the
    levels are interpolated too; bounds, classes, text and times are left out, with a remark.
    """

    name = "Interpolate levels"
    description = (
        "Brings fields to other vertical levels, for example from model levels to pressure levels."
    )

    def __init__(
        self,
        levels: Annotated[
            list[float],
            Param("New levels, in the units of the coordinate or variable.", role="level"),
        ],
        dimension: VerticalDimension = None,
        position: Annotated[
            str | None,
            Param(
                "Variable with the pressure or height of every point on the levels. Not set: the "
                "coordinate.",
                role="variable",
            ),
        ] = None,
        method: Annotated[
            str,
            Param(
                "linear: in the position; logarithmic: in its logarithm, usual for pressure.",
                choices=("linear", "logarithmic"),
            ),
        ] = "linear",
        outside: Annotated[
            str,
            Param(
                "What to do where a new level lies outside those of a column: error fails the "
                "item; missing gives NaN; nearest takes the outermost value.",
                choices=("error", "missing", "nearest"),
            ),
        ] = "error",
    ) -> None:
        if not levels:
            raise ParamError(at("levels", Message("needs at least one level")))
        if method == "logarithmic" and min(levels) <= 0:
            raise ParamError(
                at(
                    "levels",
                    Message("a logarithm needs levels above 0, not {n}", n=f"{min(levels):g}"),
                )
            )
        self._levels = [float(level) for level in levels]
        self._dimension, self._position = dimension or None, position or None
        self._method, self._outside = method, outside

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item on the new levels.

        Raises
        ------
        GridError
            If there are fewer than two levels, their positions do not rise or fall all the way, or
            a new level lies outside and that is an error.
        """
        import numpy as np

        name = self._dimension or require_axis(item, "level")
        require_dimensions(item, [name])
        positions = self._positions(item, name)
        if self._position is None and np.array_equal(positions.values, self._levels):
            unchanged(Message("all its levels are wanted"))
            return item
        checked = self._checked(item, positions, name)
        self._tell_outside(item, checked, name)
        return self._interpolated(item, name, checked, positions.attrs)

    def _positions(self, item: xr.Dataset, name: str) -> xr.DataArray:
        """Return where the levels lie, float64.

        Raises
        ------
        GridError
            If nothing says that for at least two levels.
        """
        position = self._position or name
        if position not in item.variables or name not in item[position].dims:
            have = listed_names(str(n) for n, v in item.variables.items() if name in v.dims)
            raise GridError(
                "{origin}no variable {position} says where the levels of {name} lie; along it "
                "there are {have}",
                origin=origin(item),
                position=repr(position),
                name=name,
                have=have,
            )
        found = item[position]
        if item.sizes[name] < 2 or found.dtype.kind not in "iuf":
            raise GridError(
                "{origin}{position} holds no two numbers to interpolate between",
                origin=origin(item),
                position=position,
            )
        return found.astype("float64")

    def _checked(self, item: xr.Dataset, positions: xr.DataArray, name: str) -> xr.DataArray:
        """Return the positions, or their logarithms, of columns that can be interpolated in.

        Raises
        ------
        GridError
            If some neither rise nor fall, or have no logarithm.
        """
        import numpy as np

        if self._method == "logarithmic":
            lowest = float(positions.min())
            if lowest <= 0:
                raise GridError(
                    "{origin}{position} goes down to {lowest}, which has no logarithm; choose "
                    "linear",
                    origin=origin(item),
                    position=positions.name,
                    lowest=f"{lowest:g}",
                )
            positions = positions.copy(data=np.log(positions.values))
        steps = positions.diff(name)
        known = positions.notnull().all(name)
        odd = known & ~((steps > 0).all(name) | (steps < 0).all(name))
        if odd.any():
            raise GridError(
                "{origin}{position} neither rises nor falls all the way along {name} in {n} of "
                "{total} columns",
                origin=origin(item),
                position=positions.name,
                name=name,
                n=f"{int(odd.sum()):,}",
                total=f"{odd.size:,}",
            )
        if not known.all():
            remark(
                plural(
                    int((~known).sum()),
                    "one column has no positions and is missing",
                    "{n} columns have no positions and are missing",
                )
            )
        return positions

    def _targets(self) -> np.ndarray:
        import numpy as np

        levels = np.asarray(self._levels)
        return np.log(levels) if self._method == "logarithmic" else levels

    def _tell_outside(self, item: xr.Dataset, positions: xr.DataArray, name: str) -> None:
        low, high = positions.min(name), positions.max(name)
        for level, target in zip(self._levels, self._targets(), strict=True):
            count = int(((low > target) | (high < target)).sum())
            if not count:
                continue
            if self._outside == "error":
                self._refuse_outside(item, level, count, low.size)
            remark(
                Message(
                    "level {level} lies outside in {n} of {total} columns: {method} there",
                    level=f"{level:g}",
                    n=f"{count:,}",
                    total=f"{low.size:,}",
                    method=self._outside,
                )
            )

    def _refuse_outside(self, item: xr.Dataset, level: float, count: int, total: int) -> None:
        position = self._position or self._dimension or require_axis(item, "level")
        values = item[position]
        raise GridError(
            "{origin}level {level} lies outside those of {position}, {low} to {high} {units}, in "
            "{n} of {total} columns; set outside to missing or nearest, or give other levels",
            origin=origin(item),
            level=f"{level:g}",
            position=position,
            low=f"{float(values.min()):g}",
            high=f"{float(values.max()):g}",
            units=values.attrs.get("units", ""),
            n=f"{count:,}",
            total=f"{total:,}",
        )

    def _interpolated(
        self, item: xr.Dataset, name: str, positions: xr.DataArray, attributes: dict[Any, Any]
    ) -> xr.Dataset:
        new = self._position or name
        along = [
            str(n) for n, v in item.variables.items() if name in v.dims and n not in {name, new}
        ]
        fields = [n for n in along if role(item, n) == "field"]
        dropped = set(along) - set(fields)
        for other in sorted(dropped):
            remark(
                Message(
                    "the {kind} variable {name} cannot be interpolated and is left out",
                    kind=role(item, other),
                    name=repr(other),
                )
            )
        plain = positions.drop_vars(list(positions.coords))
        changed = {n: self._on_levels(item, n, name, plain) for n in fields}
        rest = without_references(item, dropped).drop_vars(
            [*along, *({name, new} & {*item.variables})]
        )
        result = rest.assign({n: v for n, v in changed.items() if n in item.data_vars})
        result = result.assign_coords({n: v for n, v in changed.items() if n in item.coords})
        kept = {k: v for k, v in attributes.items() if k not in ("bounds", "climatology")}
        result = result.assign_coords({new: (new, self._levels, kept)})
        order = [str(n) for n in item.data_vars if n in result.data_vars]
        return result[order]

    def _on_levels(
        self, item: xr.Dataset, field: str, name: str, positions: xr.DataArray
    ) -> xr.Variable:
        import numpy as np
        import xarray as xr

        variable, new = item.variables[field], self._position or name
        kind = np.result_type(variable.dtype, np.float32)
        found: xr.Variable = xr.apply_ufunc(
            columns_at,
            variable,
            positions.variable,
            input_core_dims=[[name], [name]],
            output_core_dims=[["_new"]],
            exclude_dims={name},
            kwargs={"targets": self._targets(), "nearest": self._outside == "nearest"},
        )
        order = [name if d == "_new" else d for d in found.dims]
        wanted = [*(d for d in order if d not in variable.dims), *variable.dims]
        values = found.values.transpose([order.index(d) for d in wanted]).astype(kind)
        dims = [new if d == name else d for d in wanted]
        return xr.Variable(dims, values, dict(variable.attrs))


def columns_at(
    values: np.ndarray, positions: np.ndarray, targets: np.ndarray, nearest: bool = False
) -> np.ndarray:
    """Interpolate along the last axis, linearly, in float64.

    `values` and `positions` have the levels last, and the axes before that broadcast; each column
    of positions rises or falls, or has a NaN and gives NaN. The result has the targets last.
    Beyond a column it is NaN, or with `nearest` its outermost value.
    """
    import numpy as np

    last = values.shape[-1] - 1
    shape = np.broadcast_shapes(values.shape, positions.shape)
    wide = np.broadcast_to(values.astype(np.float64), shape)
    falls = positions[..., :1] > positions[..., -1:]
    rising = np.where(falls, -positions, positions)
    found = np.empty((*shape[:-1], len(targets)))
    for number, target in enumerate(targets):
        signed = np.where(falls, -target, target)
        upper = np.clip((rising < signed).sum(axis=-1, keepdims=True), 1, last)
        low = np.take_along_axis(rising, upper - 1, -1)
        high = np.take_along_axis(rising, upper, -1)
        share = (signed - low) / (high - low)
        inside = (share >= 0) & (share <= 1)
        share = np.clip(share, 0.0, 1.0)
        full = np.broadcast_to(upper, (*shape[:-1], 1))
        below = np.take_along_axis(wide, full - 1, -1)
        above = np.take_along_axis(wide, full, -1)
        # A level that is there must not become missing by a neighbor that has no part in it.
        mixed = np.where(
            share == 0, below, np.where(share == 1, above, below + share * (above - below))
        )
        there = ~np.isnan(share) if nearest else inside
        found[..., number] = np.where(there, mixed, np.nan)[..., 0]
    return found
