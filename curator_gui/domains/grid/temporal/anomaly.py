"""Anomalies: what is left when the mean of the season is taken off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core import FittedFilter, Param, remark
from curator_gui.core.message import Message
from curator_gui.domains.grid.coordinates import origin, require_axis
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.filters.base import ItemFilter, chosen_variables, require_dimensions
from curator_gui.domains.grid.filters.statistics_parts import comparable
from curator_gui.domains.grid.units import of_difference

if TYPE_CHECKING:
    import xarray as xr

PERIODS = ("all", "month", "day of year", "month and hour")
_MOST_NUMBERS = 5_000_000


class Anomaly(ItemFilter, FittedFilter["xr.Dataset"]):
    """Subtract from variables their mean over the training items, by month or day of the year.

    The climatology is gathered in a pass before the run and kept with the constants of the data
    set, one field per class (`01` for January, `02-29` for a day), in float64. NaN and infinity do
    not count; a place without any value stays NaN. Only the training part counts. Degrees Celsius
    become K.

    Raises
    ------
    GridError
        If an item has no time, or one of a class that no training item has; if coordinates differ
        between items; or if the climatology would have more than 5 million numbers.
    """

    name = "Anomaly"
    description = (
        "Subtracts the climatology of the training items, by month or day of the year, in two "
        "passes."
    )
    version = "2"

    def __init__(
        self,
        variables: Annotated[
            list[str] | None,
            Param(
                "Names of variables; * and ? are wildcards. Not set: all of real numbers.",
                role="variable",
            ),
        ] = None,
        period: Annotated[
            str,
            Param(
                "What has a mean of its own: `all` times together, each `month`, `day of year`, or "
                "`month and hour`.",
                choices=PERIODS,
            ),
        ] = "month",
        over: Annotated[
            list[str] | None,
            Param(
                "Dimensions to take the mean over as well, such as longitude; it is then one for "
                "all of them.",
                role="dimension",
            ),
        ] = None,
    ) -> None:
        self._patterns = list(variables or ())
        self._period = period
        self._over = sorted({str(name) for name in over or ()})

    def gather(self, item: xr.Dataset) -> Any:
        """Sum up each variable by class: sums and counts, and the coordinates they are on."""
        return {name: self._summed(item, name) for name in self._names(item) if item[name].size}

    def _names(self, item: xr.Dataset) -> list[str]:
        return chosen_variables(item, self._patterns, "fiu" if self._patterns else "f")

    def _summed(self, item: xr.Dataset, name: str) -> dict[str, Any]:
        import numpy as np

        classes, axis = self._classes(item, name)
        require_dimensions(item, self._over)
        array = item[name]
        dims = [d for d in map(str, array.dims) if d != axis and d not in self._over]
        lead = [d for d in map(str, array.dims) if d in self._over]
        values = array.transpose(*([axis] if axis else []), *lead, *dims).values
        values = values.astype(np.float64).reshape(len(classes), -1, *(item.sizes[d] for d in dims))
        there = np.isfinite(values)
        sums, counts = np.where(there, values, 0).sum(axis=1), there.sum(axis=1)
        found: dict[str, Any] = {}
        for key, total, count in zip(classes, sums, counts, strict=True):
            known = found.get(key)
            found[key] = [total, count] if known is None else [known[0] + total, known[1] + count]
        return {"dims": dims, "coordinates": _coordinates(item, dims), "classes": found}

    def _classes(self, item: xr.Dataset, name: str) -> tuple[list[str], str]:
        """Return the class of each time of a variable, and the dimension of the time."""
        time = item[require_axis(item, "time")]
        axis = str(time.dims[0]) if time.ndim == 1 else ""
        if time.ndim > 1 or (axis and axis not in item[name].dims):
            raise GridError(
                "{origin}variable {name} has no time of its own",
                origin=origin(item),
                name=repr(name),
            )
        return [class_of(value, self._period) for value in time.values.ravel()], axis

    def combine(self, one: Any, other: Any) -> Any:
        """Put two sums together.

        Raises
        ------
        GridError
            If a variable is on other coordinates.
        """
        result = dict(one)
        for name, found in other.items():
            known = result.get(name)
            result[name] = found if known is None else _merged(name, known, found)
        return result

    def fit(self, gathered: Any) -> Mapping[str, Any]:
        """Take the means.

        Raises
        ------
        GridError
            If there is no variable, or there are too many numbers to keep.
        """
        if not gathered:
            raise GridError("{name} has found no variable of real numbers", name=self.name)
        return {"period": self._period, "variables": {n: _means(n, g) for n, g in gathered.items()}}

    def apply(self, item: xr.Dataset) -> xr.Dataset:
        """Return the item with anomalies in place of the variables."""
        known = self.constants["variables"]
        names = self._names(item)
        unknown = [name for name in names if name not in known]
        for name in unknown:
            remark(
                Message(
                    "variable {name} is in no training item: it stays as it is", name=repr(name)
                )
            )
        chosen = [name for name in names if name in known]
        return item.assign({name: self._anomaly(item, name, known[name]) for name in chosen})

    def _anomaly(self, item: xr.Dataset, name: str, known: Mapping[str, Any]) -> Any:
        import numpy as np
        import xarray as xr

        if not item[name].size:
            return item.variables[name]
        _check_place(item, name, known)
        classes, axis = self._classes(item, name)
        for key in classes:
            if key not in known["means"]:
                raise GridError(
                    "{origin}no training item is of {period} {key}",
                    origin=origin(item),
                    period=self._period,
                    key=key,
                )
        fields = np.stack([np.array(known["means"][key], np.float64) for key in classes])
        lead = [axis] if axis else []
        mean = xr.Variable([*lead, *known["dims"]], fields if axis else fields[0])
        variable = item.variables[name]
        values = (variable.astype(np.float64) - mean).transpose(*variable.dims).values
        kept = variable.dtype if variable.dtype.kind == "f" else np.dtype("float64")
        return xr.Variable(variable.dims, values.astype(kept), of_difference(variable.attrs))


def class_of(value: Any, period: str) -> str:
    """Return the class of a time: `01`, `02-29`, `07 12` or `all`."""
    import numpy as np

    if isinstance(value, np.datetime64):
        year_month, _, rest = str(value.astype("datetime64[h]")).partition("-")[2].partition("T")
        month, _, day = year_month.partition("-")
        hour = rest
    else:
        month, day, hour = f"{value.month:02d}", f"{value.day:02d}", f"{value.hour:02d}"
    named = {"month": month, "day of year": f"{month}-{day}", "month and hour": f"{month} {hour}"}
    return named.get(period, "all")


def _coordinates(item: xr.Dataset, dims: Sequence[str]) -> dict[str, Any]:
    return {d: comparable(item[d].values).tolist() for d in dims if d in item.coords}


def _merged(name: str, known: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    shapes = [_shape(each) for each in (known, found)]
    if list(known["dims"]) != list(found["dims"]) or shapes[0] != shapes[1]:
        _refuse(name)
    if known["coordinates"] != found["coordinates"]:
        _refuse(name)
    classes = dict(known["classes"])
    for key, (total, count) in found["classes"].items():
        before = classes.get(key)
        classes[key] = [total, count] if before is None else [before[0] + total, before[1] + count]
    return {**known, "classes": classes}


def _shape(gathered: Mapping[str, Any]) -> tuple[int, ...]:
    import numpy as np

    return np.shape(next(iter(gathered["classes"].values()))[0])


def _refuse(name: str) -> None:
    raise GridError(
        "variable {name} is on different grids in the items, so it has no climatology; regrid or "
        "crop them first",
        name=repr(name),
    )


def _means(name: str, gathered: Mapping[str, Any]) -> dict[str, Any]:
    import numpy as np

    classes = gathered["classes"]
    numbers = sum(int(np.size(total)) for total, _ in classes.values())
    if numbers > _MOST_NUMBERS:
        raise GridError(
            "the climatology of {name} would have {count} numbers, more than {most}; choose "
            "months, coarsen the fields, or take the mean over longitude",
            name=repr(name),
            count=f"{numbers:,}",
            most=f"{_MOST_NUMBERS:,}",
        )
    means = {key: _mean(*classes[key]) for key in sorted(classes)}
    about = {key: gathered[key] for key in ("dims", "coordinates")}
    return {**about, "means": means}


def _mean(total: Any, count: Any) -> Any:
    """Return total / count as lists, null where nothing counted: JSON has no NaN."""
    import numpy as np

    count = np.asarray(count)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.asarray(total) / count
    found = np.asarray(mean).astype(object)
    found[count == 0] = None
    return found.tolist()


def _check_place(item: xr.Dataset, name: str, known: Mapping[str, Any]) -> None:
    dims = [d for d in map(str, item[name].dims) if d in known["dims"]]
    if dims != list(known["dims"]) or _coordinates(item, dims) != known["coordinates"]:
        raise GridError(
            "{origin}variable {name} is on another grid than its climatology",
            origin=origin(item),
            name=repr(name),
        )
