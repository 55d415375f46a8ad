"""Filters over the time steps of an index: rates of change, displacements, means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core.components import Filter
from curator_gui.core.message import Message
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.cells import GHOSTS
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import match_fields
from curator_gui.domains.mesh.filters.base import check_finite, shallow
from curator_gui.domains.mesh.origin import current_origin, finite_time

if TYPE_CHECKING:
    import numpy as np

Timed = tuple[float, Any]
GROUPS = ("point_data", "cell_data")


def _timed(mesh: Any) -> Timed:
    origin = current_origin()
    time = finite_time(mesh, origin) if origin is not None else None
    if time is None:
        raise MeshError("has no time, so there are no rates of change")
    return time, mesh


class TimeDerivative(Filter[Any]):
    """Add the rate of change of fields between the time steps of one index; float64.

    In the middle it is the second-order difference for steps of any length, at the first and last
    step the difference to the neighbor (as `numpy.gradient`). Only a source that gives all steps of
    a file as items of one index (VTKHDF, EnSight, CGNS, Exodus) has steps to compare: for a series
    whose steps are indices of their own there is `SeriesDerivative`.

    Raises
    ------
    MeshError
        If an item has no time, times do not increase, an index has only one step, or a field is
        missing, holds texts or changes its size.
    """

    name = "Time derivative"
    description = "Adds rates of change of fields, from the time steps that one file holds."
    version = "1"

    def __init__(
        self,
        fields: Annotated[
            list[str], Param("Point and cell fields, by name or glob.", role="field")
        ],
        suffix: Annotated[str, Param("What the new fields' names end in.")] = "_dt",
    ) -> None:
        self.fields = list(fields)
        self.suffix = suffix

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report that no field or suffix is given."""
        if not self.fields:
            yield "fields", Message("choose at least one field")
        if not self.suffix:
            yield "suffix", Message("without it the fields themselves would be replaced")

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        """Yield each step once the one behind it is there."""
        before: Timed | None = None
        current: Timed | None = None
        for following in map(_timed, items):
            if current is not None:
                if following[0] <= current[0]:
                    raise MeshError(
                        "its time {time} does not come after {before}",
                        time=following[0],
                        before=current[0],
                    )
                yield self._with_rates(before, current, following)
            before, current = current, following
        if current is not None:
            if before is None:
                raise MeshError("has only one time step, so there are no rates of change")
            yield self._with_rates(before, current, None)

    def _with_rates(self, before: Timed | None, current: Timed, following: Timed | None) -> Any:
        steps = [step for step in (before, current, following) if step is not None]
        result = shallow(current[1])
        for group in GROUPS:
            attributes = getattr(current[1], group)
            names = match_fields(self.fields, list(attributes.keys()), "any", "ignore")
            for name in names:
                times = [time for time, _ in steps]
                values = [field_values(mesh, group, name, current[1]) for _, mesh in steps]
                place = next(n for n, step in enumerate(steps) if step is current)
                getattr(result, group)[name + self.suffix] = rate(times, values, place)
        self._check_found(current[1])
        return result

    def _check_found(self, mesh: Any) -> None:
        names = [*mesh.point_data.keys(), *mesh.cell_data.keys()]
        match_fields(self.fields, list(dict.fromkeys(names)), "cell or point")


def field_values(mesh: Any, group: str, name: str, like: Any) -> np.ndarray:
    """Return a field as float64, which has to have the shape that it has in another step."""
    import numpy as np

    found = getattr(mesh, group).get(name)
    wanted = np.shape(getattr(like, group)[name])
    if found is None or np.shape(found) != wanted or np.asarray(found).dtype.kind not in "biuf":
        raise MeshError(
            "the field {name} is not there in all time steps, in the same size and as numbers",
            name=repr(name),
        )
    return np.asarray(found, np.float64)


def rate(times: list[float], values: list[Any], place: int) -> Any:
    """Return the rate of change at one of two or three times: as `numpy.gradient` there."""
    import numpy as np

    return np.gradient(np.stack(values), np.array(times), axis=0)[place]


class Displacement(Filter[Any]):
    """Add the point field `displacement` (n, 3): how far points are from the index's first step.

    In the number format of the points. The first item of an index is the reference, and has 0.

    Raises
    ------
    MeshError
        If a step has another number of points than the first, or one that is nowhere.
    """

    name = "Displacement"
    description = "Adds how far the points have moved since the first time step that a file holds."
    version = "1"

    def __init__(
        self,
        output: Annotated[str, Param("Name of the new point field.")] = "displacement",
    ) -> None:
        self.output = output

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        """Yield each step with its displacement."""
        import numpy as np

        reference: Any = None
        for mesh in items:
            check_finite(mesh)
            points = np.asarray(mesh.points)
            reference = points.astype(np.float64) if reference is None else reference
            if points.shape != reference.shape:
                raise MeshError(
                    "has {points} points, but the first time step has {first}",
                    points=f"{len(points):,}",
                    first=f"{len(reference):,}",
                )
            if self.output in mesh.point_data:
                raise MeshError(
                    "has a point field named {taken} already; rename it first",
                    taken=repr(self.output),
                )
            result = shallow(mesh)
            if not len(points):
                unchanged(Message("has no points"))
                yield result
                continue
            result.point_data[self.output] = (points - reference).astype(points.dtype)
            yield result


class MeanOfSteps(Filter[Any]):
    """Make one mesh of the items of an index: the first one, with the mean of each field.

    Means are summed in float64 and have the number format of the field, whole numbers float64. All
    items count the same, whatever their times. The result has no `TimeValue`. Fields of texts, and
    fields that not every item has in the same size, are left out; a remark names them.

    Raises
    ------
    MeshError
        If items have other numbers of points or cells than the first.
    """

    name = "Mean of time steps"
    description = "Makes one mesh of all time steps that a file holds, with the mean of each field."
    version = "1"

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        """Yield one mesh per index."""
        first, count, sums = None, 0, _Sums()
        for mesh in items:
            first = mesh if first is None else first
            _check_size(mesh, first)
            sums.add(mesh)
            count += 1
        if first is None:
            return
        if count == 1:
            unchanged(Message("has only one time step"))
        yield sums.mean(first, count)


def _check_size(mesh: Any, first: Any) -> None:
    sizes = [(m.GetNumberOfPoints(), m.GetNumberOfCells()) for m in (mesh, first)]
    if sizes[0] != sizes[1]:
        raise MeshError(
            "has {size} points and cells, but the first time step {first}",
            size=_size_words(*sizes[0]),
            first=_size_words(*sizes[1]),
        )


def _size_words(points: int, cells: int) -> Message:
    return Message("{points} and {cells}", points=f"{points:,}", cells=f"{cells:,}")


class _Sums:
    """Sums of fields, and the names of those that cannot be summed."""

    def __init__(self) -> None:
        self.sums: dict[tuple[str, str], Any] = {}
        self.lost: dict[str, None] = {}
        self.points: Any = None
        self.moved = False
        self.empty = True

    def add(self, mesh: Any) -> None:
        import numpy as np

        found = {(g, n): np.asarray(getattr(mesh, g)[n]) for g in GROUPS for n in _names(mesh, g)}
        numbers = {k: v.astype(np.float64) for k, v in found.items() if v.dtype.kind in "biuf"}
        self.lost |= dict.fromkeys(name for (_, name) in found.keys() - numbers.keys())
        points = np.asarray(mesh.points)
        if self.empty:
            self.sums, self.points, self.empty = numbers, points, False
            return
        self.moved = self.moved or not np.array_equal(points, self.points)
        kept = {k for k, v in numbers.items() if k in self.sums and v.shape == self.sums[k].shape}
        self.lost |= dict.fromkeys(name for _, name in (self.sums.keys() | numbers.keys()) - kept)
        self.sums = {k: v + numbers[k] for k, v in self.sums.items() if k in kept}

    def mean(self, first: Any, count: int) -> Any:
        import numpy as np

        result = type(first)()
        result.CopyStructure(first)
        for (group, name), total in self.sums.items():
            kind = np.asarray(getattr(first, group)[name]).dtype
            mean = total / count
            getattr(result, group)[name] = mean.astype(kind) if kind.kind == "f" else mean
        for name in first.field_data.keys():  # noqa: SIM118 - pyvista's own
            if name != "TimeValue":
                result.field_data[name] = first.field_data[name]
        if self.moved:
            remark(Message("points move between the time steps: those of the first are kept"))
        if self.lost:
            names = ", ".join(self.lost)
            remark(Message("fields that have no mean are left out: {names}", names=names))
        return result


def _names(mesh: Any, group: str) -> list[str]:
    return [name for name in getattr(mesh, group).keys() if name != GHOSTS]  # noqa: SIM118
