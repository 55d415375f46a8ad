"""The filter that compares an item with its neighbors in a series of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

from curator_gui.core.components import Filter, Pipeline, Source
from curator_gui.core.message import Message, plural
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import match_fields
from curator_gui.domains.mesh.filters.base import shallow
from curator_gui.domains.mesh.filters.transient import GROUPS, field_values, rate
from curator_gui.domains.mesh.origin import (
    MeshSource,
    current_origin,
    finite_time,
    item_time,
    origin_of,
)
from curator_gui.domains.mesh.series import Place, RecentItems, SeriesOf

if TYPE_CHECKING:
    import numpy as np


@dataclass
class _Step:
    """One time of a series: the mesh as the source gave it, which must not be changed."""

    index: int
    time: float
    mesh: Any
    topology: bytes


class SeriesDerivative(Filter[Any]):
    """Add rates of change between the files of a series, whose times are indices of their own.

    For fields, and for the positions of points (`velocity`, `displacement`): an index reads its
    neighbors itself (see `domains.mesh.series` for what a series is). In the middle it is the
    second-order difference for steps of any length, at the first and last time of the series the
    difference to the one neighbor (as `numpy.gradient` of the whole series); float64. Displacements
    are from the first time of the series, in the number format of the points. A worker keeps the
    items of three indices in memory (four with displacements), and reads each file once as long as
    it has neighbors one after another; about eight together are asked for.

    Neighbors are read as the source gives them. A step before this one must therefore leave the
    fields, points and cells that are compared as they are.

    Raises
    ------
    MeshError
        If an item has no time and no `interval` is given, times do not increase, the series has
        only one item, cells or numbers of points differ from the neighbors', a step before has
        changed what is compared, or a field is missing or holds texts.
    """

    name = "Time derivative over files"
    description = (
        "Adds rates of change of fields, velocities and displacements of points, from the "
        "neighboring files of a series."
    )
    version = "1"

    def __init__(
        self,
        fields: Annotated[
            list[str] | None,
            Param("Point and cell fields, by name or glob; none if unset.", role="field"),
        ] = None,
        suffix: Annotated[str, Param("What the new fields' names end in.")] = "_dt",
        velocity: Annotated[
            str,
            Param(
                "Name of a new point field: how fast the points move. None if empty, as for a "
                "mesh that stands still."
            ),
        ] = "",
        displacement: Annotated[
            str,
            Param(
                "Name of a new point field: how far the points are from where they were at the "
                "first time of the series. None if empty."
            ),
        ] = "",
        interval: Annotated[
            float | None,
            Param(
                "Time between two items of a series. The files' own times if unset; they have to "
                "tell them."
            ),
        ] = None,
    ) -> None:
        self.fields = list(fields or ())
        self.suffix = suffix
        self.velocity = velocity
        self.displacement = displacement
        self.interval = interval
        self._source: Source[Any] | None = None
        self._series: SeriesOf | None = None
        self._recent = RecentItems(4 if displacement else 3)

    def set_source(self, source: Source[Any]) -> None:
        """Let the source take from what was read for an item before."""
        self._source, self._series = source, SeriesOf(source)
        if isinstance(source, MeshSource):
            source.share_reading(self._recent)

    def further_inputs(self, index: int) -> Sequence[str]:
        """Name the files of the neighbors, and of the first time if displacements are from it."""
        if self._series is None or self._source is None:
            return ()
        place = self._series.place(index)
        others = [*place.around, *((place.first,) if self.displacement else ())]
        return [path for other in others for path in self._source.inputs(other)]

    def partition_indices(self, indices: Sequence[int]) -> list[list[int]] | None:
        """Keep neighbors together, so that a worker reads them once."""
        return None if self._series is None else self._series.groups(indices)

    def problems(self) -> Iterable[tuple[str, str]]:
        """Report that nothing is asked for, and names that would be taken twice."""
        if not self.fields and not self.velocity and not self.displacement:
            yield "fields", Message("choose at least one field, or name a velocity")
        if self.fields and not self.suffix:
            yield "suffix", Message("without it the fields themselves would be replaced")
        if self.velocity and self.velocity == self.displacement:
            yield "displacement", Message("needs a name other than that of the velocity")
        if self.interval is not None and not self.interval > 0:
            yield "interval", Message("has to be more than 0")

    def look_ahead(self, pipeline: Pipeline[Any], indices: Sequence[int]) -> Iterator[str]:
        """Say how many series there are; refuse those of one item.

        Raises
        ------
        MeshError
            If no series of the source has two items.
        """
        if self._series is None:
            return
        members = self._series.members
        if members and all(len(of_key) < 2 for of_key in members.values()):
            raise MeshError(
                "no two items are of one series, so there are no rates of change: files of a "
                "series are named alike but for a number, or by a .pvd"
            )
        yield _found_series([len(of_key) for of_key in members.values()])
        if self.interval is not None:
            yield from self._series.uneven()

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        """Yield each item with its rates of change."""
        for number, mesh in enumerate(items):
            origin = current_origin()
            if origin is None or self._series is None:
                raise MeshError("the source does not tell which item this is, so it has no series")
            yield self._with_rates(mesh, self._series.place(origin.index), origin.index, number)

    def _with_rates(self, mesh: Any, place: Place, index: int, item: int) -> Any:
        if not place.around:
            raise MeshError("is the only one of its series, so there are no rates of change")
        own = self._step(index, item)
        around = [self._neighbor(other, item, own) for other in place.around]
        steps = sorted([own, *around], key=lambda step: step.index)
        _check_times(steps, self._label)
        if len(steps) == 2:
            remark(Message("at the first and last item of a series the difference is one-sided"))
        result = shallow(mesh)
        self._add_fields(result, mesh, own, steps)
        self._add_motion(result, mesh, place, item, own, steps)
        return result

    def _step(self, index: int, item: int) -> _Step:
        assert self._source is not None
        items = self._recent.given(self._source, index)
        if item >= len(items):
            raise MeshError(
                "its neighbor {name} has fewer items ({count})",
                name=self._label(index),
                count=len(items),
            )
        return _Step(
            index,
            self._time(items, index, item),
            items[item],
            self._recent.topology(self._source, index, item),
        )

    def _time(self, items: Sequence[Any], index: int, item: int) -> float:
        assert self._series is not None
        origin = origin_of(self._source, index)
        times = [item_time(mesh, origin) for mesh in items]
        if len({time for time in times if time is not None and time == time}) > 1:
            raise MeshError(
                "{name} holds several time steps; for those within a file there is the step "
                "Time derivative",
                name=self._label(index),
            )
        if self.interval is not None:
            return self._series.place(index).position * self.interval
        time = finite_time(items[item], origin)
        if time is None:
            raise MeshError(
                "{name} has no time, so there are no rates of change; give the interval of the "
                "series",
                name=self._label(index),
            )
        return time

    def _neighbor(self, index: int, item: int, own: _Step) -> _Step:
        step = self._step(index, item)
        if step.topology != own.topology:
            raise MeshError(
                "has other cells than its neighbor {name}: rates of change need the same points "
                "and cells at all times",
                name=self._label(index),
            )
        return step

    def _label(self, index: int) -> str:
        assert self._source is not None
        return self._source.label(index) or f"index {index}"

    def _add_fields(self, result: Any, mesh: Any, own: _Step, steps: Sequence[_Step]) -> None:
        found: list[str] = []
        for group in GROUPS:
            names = getattr(own.mesh, group).keys()
            for name in match_fields(self.fields, list(names), "any", "ignore"):
                found.append(name)
                values = [field_values(step.mesh, group, name, own.mesh) for step in steps]
                place = next(n for n, step in enumerate(steps) if step is own)
                _check_unchanged(mesh, group, name, own.mesh)
                added = rate([step.time for step in steps], values, place)
                _add(result, group, name + self.suffix, added)
        names = [*own.mesh.point_data.keys(), *own.mesh.cell_data.keys()]
        match_fields(self.fields, list(dict.fromkeys(names)), "cell or point")

    def _add_motion(
        self, result: Any, mesh: Any, place: Place, item: int, own: _Step, steps: Sequence[_Step]
    ) -> None:
        if not self.velocity and not self.displacement:
            return
        if not _same(mesh.points, own.mesh.points):
            _refuse_changed("points")
        if self.velocity:
            position = next(n for n, step in enumerate(steps) if step is own)
            points = [_points(step) for step in steps]
            velocity = rate([step.time for step in steps], points, position)
            _add(result, "point_data", self.velocity, velocity)
        if self.displacement:
            first = own if place.first == own.index else self._neighbor(place.first, item, own)
            moved = (_points(own) - _points(first)).astype(own.mesh.points.dtype)
            _add(result, "point_data", self.displacement, moved)


def _found_series(sizes: Sequence[int]) -> Message:
    """Say how many series there are, by the number of items of each."""
    return plural(
        len(sizes),
        "found one series with {most} items; at the first and last item the difference is "
        "one-sided",
        "found {n} series with {least} to {most} items; at the first and last item of a series the "
        "difference is one-sided",
        least=min(sizes),
        most=max(sizes),
    )


def _points(step: _Step) -> np.ndarray:
    import numpy as np

    return np.asarray(step.mesh.points, np.float64)


def _check_times(steps: Sequence[_Step], label: Any) -> None:
    for before, after in pairwise(steps):
        if after.time <= before.time:
            raise MeshError(
                "the time {time} of {name} does not come after {before} of {other}; files of a "
                "series are taken in the order of their names",
                time=after.time,
                name=label(after.index),
                before=before.time,
                other=label(before.index),
            )


def _check_unchanged(mesh: Any, group: str, name: str, own: Any) -> None:
    values = getattr(mesh, group).get(name)
    if values is None or not _same(values, getattr(own, group)[name]):
        _refuse_changed(name)


def _refuse_changed(what: str) -> None:
    raise MeshError(
        "a step before has changed {what}, but its neighbors are compared as they are in their "
        "files; move Time derivative over files before that step",
        what=repr(what),
    )


def _same(values: Any, own: Any) -> bool:
    import numpy as np

    one, other = np.asarray(values), np.asarray(own)
    if one.shape != other.shape or one.dtype != other.dtype:
        return False
    # The same bits are the same values; to look for NaN in both takes four times as long.
    return _same_bits(one, other) or bool(
        np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    )


def _same_bits(one: np.ndarray, other: np.ndarray) -> bool:
    import numpy as np

    kind = f"u{one.dtype.itemsize}"
    if kind not in ("u1", "u2", "u4", "u8") or not one.flags.c_contiguous:
        return False
    return other.flags.c_contiguous and bool(np.array_equal(one.view(kind), other.view(kind)))


def _add(result: Any, group: str, name: str, values: Any) -> None:
    attributes = getattr(result, group)
    if name in attributes.keys():  # noqa: SIM118 - pyvista's own
        raise MeshError(
            "has a field named {taken} already; rename it first, or choose another name",
            taken=repr(name),
        )
    attributes[name] = values
