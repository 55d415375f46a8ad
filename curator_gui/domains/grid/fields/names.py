"""Filters of names and conventions: rename variables, turn longitudes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import Param, remark, unchanged
from curator_gui.core.message import Message
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.grid.coordinates import check_axis, is_in_radians, origin, require_axis
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.fields.conventions import CONVENTIONS, names_of_convention
from curator_gui.domains.grid.filters.base import ItemFilter
from curator_gui.domains.grid.roles import bounds_of

if TYPE_CHECKING:
    import xarray as xr


_REFERENCES = (
    "bounds", "climatology", "coordinates", "grid_mapping", "ancillary_variables", "cell_measures",
    "formula_terms",
)  # fmt: skip
"""Attributes that name other variables."""


class RenameVariables(ItemFilter):
    """Give variables, coordinates and dimensions other names: by a table, attribute or convention.

    With an attribute (`standard_name`, `GRIB_shortName`) each data variable that has it gets what
    it says; the table goes before. With a convention the fields that neither names get the names
    of CF, ECMWF or CMIP: they are known by their own name, `GRIB_shortName` or `standard_name`, and
    by their level or height, and their unit must fit. Whatever has no one name there stays as it
    is, and a remark says why. Values stay as they are.

    Attributes that name other variables, such as `bounds`, name them as they are called then.

    Raises
    ------
    GridError
        If a name is missing that is to be renamed, or two would have the same name.
    """

    name = "Rename variables"
    description = (
        "Renames variables, coordinates and dimensions: by a table, by an attribute, or to the "
        "names of CF, ECMWF or CMIP."
    )
    version = "1"

    def __init__(
        self,
        names: Annotated[
            dict[str, str] | None,
            Param("Old name and new name: t2m becomes 2t.", role="variable"),
        ] = None,
        attribute: Annotated[
            str | None,
            Param(
                "Attribute that says the new name of each data variable, such as standard_name or "
                "GRIB_shortName."
            ),
        ] = None,
        missing: Annotated[
            str,
            Param(
                "What to do with an item that lacks a name of the table: `error` fails its index, "
                "`ignore` goes on.",
                choices=("error", "ignore"),
            ),
        ] = "error",
        convention: Annotated[
            str,
            Param(
                "Names that all other fields get: CF standard names (air_temperature), ECMWF short "
                "names (2t) or CMIP names (tas). Fields without one there stay as they are.",
                choices=("none", *CONVENTIONS),
            ),
        ] = "none",
    ) -> None:
        self._names = dict(names or {})
        self._attribute = attribute or None
        self._missing = missing
        self._convention = convention

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report that nothing is to be renamed, or two to the same."""
        if not self._names and self._attribute is None and self._convention == "none":
            yield "names", Message("give names, an attribute or a convention")
        if len(set(self._names.values())) < len(self._names):
            yield "names", Message("two would have the same name")

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item with other names."""
        table = self._table(item)
        changed = {old: new for old, new in table.items() if old != new}
        if not changed:
            unchanged(Message("has none of the names"))
            return item
        staying = {str(n) for n in (*item.variables, *item.dims)} - changed.keys()
        for old, new in changed.items():
            if new in staying or list(changed.values()).count(new) > 1:
                raise GridError(
                    "{origin}{old} cannot be renamed to {new}: there would be two of this name",
                    origin=origin(item),
                    old=repr(old),
                    new=repr(new),
                )
        return _with_references(item.rename(changed), changed)

    def _table(self, item: xr.Dataset) -> dict[str, str]:
        there = {str(name) for name in (*item.variables, *item.dims)}
        for name in self._names:
            if name not in there and self._missing == "error":
                have = listed_names(sorted(there))
                raise GridError(
                    "{origin}there is no variable {name}; there are {have}",
                    origin=origin(item),
                    name=repr(name),
                    have=have,
                )
        said = {
            str(name): str(array.attrs[self._attribute])
            for name, array in item.data_vars.items()
            if self._attribute in array.attrs
        }
        said |= {old: new for old, new in self._names.items() if old in there}
        if self._convention == "none":
            return said
        return names_of_convention(item, self._convention, said) | said


def _with_references(item: xr.Dataset, changed: Mapping[str, str]) -> xr.Dataset:
    """Let attributes that name other variables name them as they are called now (CF, 3.4 to 7)."""
    for name in item.variables:
        item[name].attrs = _renamed(item[name].attrs, changed)
        item[name].encoding = _renamed(item[name].encoding, changed)
    return item


def _renamed(said: Mapping[Any, Any], changed: Mapping[str, str]) -> dict[Any, Any]:
    result = dict(said)
    for key in _REFERENCES:
        words = result.get(key)
        if isinstance(words, str):  # names, and in some of them words before a colon
            result[key] = " ".join(_called(word, key, changed) for word in words.split())
    return result


def _called(word: str, key: str, changed: Mapping[str, str]) -> str:
    """Return a word of such an attribute; before a colon only a mapping is a variable's name."""
    if key == "grid_mapping" and word.endswith(":"):
        return changed.get(word[:-1], word[:-1]) + ":"
    return changed.get(word, word)


class LongitudeConvention(ItemFilter):
    """Bring longitudes to 0...360 or -180...180 degrees, in rising order along their dimension.

    Bounds of the cells turn with them. Longitudes in two dimensions (curvilinear grids) get other
    numbers, and nothing moves. A longitude that is the same as another one after the turn, such as
    360 beside 0, is dropped, with a remark.

    Raises
    ------
    GridError
        If there are no longitudes, or they are not in degrees.
    """

    name = "Longitude convention"
    description = "Brings longitudes to 0...360 or -180...180 degrees and sorts the fields by them."
    version = "1"

    def __init__(
        self,
        convention: Annotated[
            str,
            Param(
                "Range that longitudes get; the upper end is not in it.",
                choices=("-180 to 180", "0 to 360"),
            ),
        ],
    ) -> None:
        self._lowest = 0.0 if convention == "0 to 360" else -180.0

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item with its longitudes turned and sorted."""
        import numpy as np

        name = require_axis(item, "longitude")
        check_axis(item, name)
        old = item[name].values
        numbers = old.dtype.kind in "fiu" and not is_in_radians(item, name)
        if not numbers or (np.abs(old[np.isfinite(old)]) > 720).any():
            raise GridError(
                "{origin}{name} is not in degrees", origin=origin(item), name=repr(name)
            )
        turned = self._turned(old)
        if np.array_equal(turned, old) and (item[name].ndim != 1 or _rises(old)):
            unchanged(Message("its longitudes are in this range already"))
            return item
        result = _with_longitudes(item, name, turned, turned - old.astype(np.float64))
        return _ordered(result, name) if item[name].ndim == 1 else result

    def _turned(self, old: Any) -> Any:
        """Return longitudes in the range, in a type that holds it."""
        import numpy as np

        wide = (old.astype(np.float64) - self._lowest) % 360.0 + self._lowest
        kind = old.dtype if old.dtype.kind == "f" else np.result_type(old.dtype, np.int16)
        turned = wide.astype(kind)
        # Just below the upper end, rounding leads to it.
        return np.where(turned >= self._lowest + 360.0, turned - 360, turned).astype(turned.dtype)


def _rises(values: Any) -> bool:
    import numpy as np

    return bool((np.diff(values) > 0).all())


def _with_longitudes(item: xr.Dataset, name: str, turned: Any, shift: Any) -> xr.Dataset:
    """Return the item with other longitudes, and bounds that are shifted with them."""
    variable = item.variables[name]
    result = item.assign_coords({name: (variable.dims, turned, variable.attrs)})
    bounds = bounds_of(item).get(name)
    if bounds is None:
        return result
    old = item.variables[bounds]
    moved = old.values + shift[..., None]
    new = (old.dims, moved.astype(old.dtype), old.attrs)
    held = bounds in item.coords
    return result.assign_coords({bounds: new}) if held else result.assign({bounds: new})


def _ordered(item: xr.Dataset, name: str) -> xr.Dataset:
    import numpy as np

    dimension, values = item[name].dims[0], item[name].values
    kept, first = np.unique(values, return_index=True)
    if len(kept) < len(values):
        remark(Message("longitudes that come twice after the turn were dropped"))
    return item.isel({dimension: first})
