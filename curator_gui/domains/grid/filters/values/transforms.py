"""Filters that compute: convert units, wind speed, precision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, ParamError, unchanged
from curator_gui.core.message import Message, at
from curator_gui.core.notes import remark
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.coordinates import find_components, origin
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import (
    ItemFilter,
    NumberVariables,
    chosen_variables,
    renewed,
)
from curator_gui.domains.grid.filters.shape.coarsen import Coarsen as Coarsen  # former scripts
from curator_gui.domains.grid.units import (
    conversion,
    convertible,
    in_unit,
    is_difference,
    parse_unit,
    scaled_range,
)

if TYPE_CHECKING:
    import xarray as xr


class ConvertUnits(ItemFilter):
    """Convert variables and coordinates to other units, by their `units` attribute."""

    name = "Convert units"
    description = "Converts variables to other units, for example t: degC or level: Pa."

    def __init__(
        self,
        units: Annotated[
            dict[str, str],
            Param("Wanted unit per variable or coordinate, such as t: degC.", role="variable"),
        ],
        stated: Annotated[
            dict[str, str] | None,
            Param(
                "Present unit per variable, where the data state none or a wrong one.",
                role="variable",
            ),
        ] = None,
    ) -> None:
        self._units = dict(units)
        self._stated = dict(stated or {})

    @classmethod
    def offered(
        cls, param: str, values: Mapping[str, Any], name: str = "", unit: str = ""
    ) -> Sequence[Any] | None:
        """Offer the units into which the present one converts."""
        stated = values.get("stated")
        present = stated.get(name, unit) if isinstance(stated, Mapping) else unit
        found = convertible(str(present)) if param == "units" and present else ()
        return found or None

    def problems(self) -> Iterable[tuple[str, str]]:
        """Name the units that are not known."""
        for parameter, units in (("units", self._units), ("stated", self._stated)):
            for name, unit in units.items():
                try:
                    parse_unit(unit)
                except GridError as error:
                    yield parameter, at(name, error)

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item in the wanted units."""
        changed = {name: self._converted(item, name, unit) for name, unit in self._units.items()}
        if all(item.variables[n].attrs.get("units") == unit for n, unit in self._units.items()):
            unchanged(Message("is in the wanted units already"))
        coordinates = {name: new for name, new in changed.items() if name in item.coords}
        data = {name: new for name, new in changed.items() if name not in item.coords}
        return item.assign(data).assign_coords(coordinates)

    def _converted(self, item: xr.Dataset, name: str, unit: str) -> xr.Variable:
        _require_name(item, name, item.variables)
        variable = item.variables[name]
        present = self._present_unit(item, name)
        try:
            scale, shift = conversion(present, unit)
        except GridError as error:
            raise GridError(
                "{origin}variable {name}: {error}",
                origin=origin(item),
                name=repr(name),
                error=error,
            ) from error
        if shift and is_difference(variable.attrs):
            shift = 0.0
            remark(
                Message(
                    "{name} holds differences or deviations: they are scaled to {unit} and not "
                    "shifted, as temperatures are",
                    name=name,
                    unit=unit,
                )
            )
        values = variable.values * scale + shift
        attributes = scaled_range(variable.attrs, scale, shift, variable.dtype)
        return renewed(variable, values, in_unit(attributes, unit))

    def _present_unit(self, item: xr.Dataset, name: str) -> str:
        present = self._stated.get(name, item.variables[name].attrs.get("units"))
        if present is None:
            raise GridError(
                "{origin}variable {name} states no units; state them",
                origin=origin(item),
                name=repr(name),
            )
        return str(present)


def _require_name(item: xr.Dataset, name: str, names: Mapping[Any, Any]) -> None:
    if name not in names:
        have = listed_names(names)
        raise GridError(
            "{origin}there is no variable {name}; there are {have}",
            origin=origin(item),
            name=repr(name),
            have=have,
        )


class WindSpeed(ItemFilter):
    """Compute wind speed, and the direction it blows from, from its components.

    Components are found by their standard names (eastward_wind, northward_wind) or usual names
    unless they are named. The direction is CF's wind_from_direction: 0 is north, 90 east.
    """

    name = "Wind speed"
    description = "Adds the wind speed, and if wanted its direction, from the two components."

    def __init__(
        self,
        u: Annotated[
            str | None, Param("Eastward component. Not set: found by its name.", role="variable")
        ] = None,
        v: Annotated[
            str | None, Param("Northward component. Not set: found by its name.", role="variable")
        ] = None,
        result: Annotated[str, Param("Name of the new variable.")] = "wind_speed",
        direction: Annotated[
            bool, Param("Whether to add the direction that the wind blows from, too.")
        ] = False,
        keep_components: Annotated[bool, Param("Whether the components stay in the item.")] = True,
    ) -> None:
        if (u is None) != (v is None):
            raise ParamError("name both components u and v, or none of them")
        self._names = (u, v) if u and v else None
        self._result = result
        self._direction = direction
        self._keep = keep_components

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item with the speed (and direction)."""
        import numpy as np

        names = self._names or find_components(item)
        u, v = (self._component(item, name) for name in names)
        v = self._on_grid_of(item, u, v, names)
        units = u.attrs.get("units", "m s-1")
        speed = renewed(u, np.hypot(u.values, v.values), _about("wind_speed", units))
        added = {self._result: speed}
        if self._direction:
            degrees = (np.degrees(np.arctan2(u.values, v.values)) + 180.0) % 360.0
            attributes = _about("wind_from_direction", "degree")
            added[f"{self._result}_direction"] = renewed(u, degrees, attributes)
        kept = item if self._keep else item.drop_vars(names)
        return kept.assign(added)

    def _on_grid_of(
        self, item: xr.Dataset, u: xr.Variable, v: xr.Variable, names: tuple[str, str]
    ) -> xr.Variable:
        """Return v with the order of dimensions and in the unit of u."""
        _check_dimensions(item, u, v, names)
        aligned = v.transpose(*u.dims)
        units = [variable.attrs.get("units") for variable in (u, v)]
        if units[0] == units[1] or None in units:
            return aligned
        try:
            scale, shift = conversion(str(units[1]), str(units[0]))
        except GridError as error:
            raise GridError(
                "{origin}{names} and {names2}: {error}",
                origin=origin(item),
                names=repr(names[1]),
                names2=repr(names[0]),
                error=error,
            ) from error
        return renewed(aligned, aligned.values * scale + shift)

    def _component(self, item: xr.Dataset, name: str) -> xr.Variable:
        _require_name(item, name, item.data_vars)
        return item.variables[name]


def _check_dimensions(
    item: xr.Dataset, u: xr.Variable, v: xr.Variable, names: tuple[str, str]
) -> None:
    if set(u.dims) != set(v.dims):
        raise GridError(
            "{origin}{names} has the dimensions {names2}, but {names3} has {names4}: "
            "bring both onto the same grid first",
            origin=origin(item),
            names=repr(names[0]),
            names2=listed_names(u.dims),
            names3=repr(names[1]),
            names4=listed_names(v.dims),
        )


def _about(standard_name: str, units: str) -> dict[str, str]:
    return {
        "standard_name": standard_name,
        "long_name": standard_name.replace("_", " "),
        "units": units,
    }


class CastPrecision(ItemFilter):
    """Store floating-point variables in another precision; coordinates stay as they are."""

    name = "Precision"
    description = "Changes the precision of floating-point variables, for example to float32."

    def __init__(
        self,
        precision: Annotated[
            str,
            Param(
                "float32 has 7 digits, float16 has 3 and reaches 65504.",
                choices=("float64", "float32", "float16"),
            ),
        ] = "float32",
        variables: NumberVariables = None,
    ) -> None:
        self._precision = precision
        self._patterns = list(variables or ())

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        names = chosen_variables(item, self._patterns, "f")
        if all(item[name].dtype == self._precision for name in names):
            unchanged(Message("everything is {precision} already", precision=self._precision))
        return item.assign({name: self._cast(item, name) for name in names})

    def _cast(self, item: xr.Dataset, name: str) -> xr.Variable:
        import numpy as np

        variable = item.variables[name]
        with np.errstate(over="raise"):
            try:
                values = variable.values.astype(self._precision, copy=False)
            except FloatingPointError:
                largest = np.nanmax(np.abs(variable.values))
                raise GridError(
                    "{origin}variable {name} reaches {largest}, more than {precision} can hold",
                    origin=origin(item),
                    name=repr(name),
                    largest=f"{largest:g}",
                    precision=self._precision,
                ) from None
        return renewed(variable, values)
