"""Scale fields to comparable numbers, by constants of the data set itself or of a file."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from curator_gui.core.filters.fitting import FittedFilter
from curator_gui.core.message import Message
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.params.param import Param
from curator_gui.core.sidecars.constants_file import is_constants_file
from curator_gui.domains.common.moments import Moments
from curator_gui.domains.common.scaling import (
    UNDO_NEEDS_FILE,
    Method,
    entries_in,
    offset_and_scale,
    scaled,
    scaled_back,
    table_of,
)
from curator_gui.domains.mesh.cells import GHOSTS, without_ghosts
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.fields import array_names, match_fields, missing_message
from curator_gui.domains.mesh.filters.base import ASSOCIATIONS, MeshFilter, shallow
from curator_gui.domains.mesh.filters.statistics import NOT_COUNTED
from curator_gui.domains.mesh.formats.statistics_file import Statistics, read_statistics

Pair = tuple[float, float]
Table = Mapping[str, Mapping[str, Sequence[Pair]]]
"""Association -> field -> offset and scale of each component."""

StatisticsFile = Annotated[
    Path | None,
    Param(
        "Not set: from this data set, over its training part, in a pass before the run. Or a file: "
        "constants.json of a data set, or what the step Field statistics wrote.",
        suffixes=(".json",),
        widget="file",
    ),
]
Fields = Annotated[
    list[str] | None,
    Param(
        "Cell and point fields to scale, by name or glob. Not set: all of real numbers, or all "
        "that the file has.",
        role="field",
    ),
]
Offsets = Annotated[dict[str, float] | None, Param("Given offset per field.", role="field")]
Scales = Annotated[dict[str, float] | None, Param("Given scale per field; never 0.", role="field")]
Inverse = Annotated[
    bool, Param("Whether to turn scaled values back into those before, with the same file.")
]


class Scaling(MeshFilter, FittedFilter[Any]):
    """Replace fields by (value - offset) / scale, component by component.

    Offsets and scales given by hand hold for all components of a field and go before the others. A
    component that never changes has no scale: only its offset is subtracted. Floating-point fields
    keep their format, others become float64; NaN stays NaN.

    Raises
    ------
    MissingFieldError
        If a chosen field is not there.
    MeshError
        If there are no numbers for a field, or for another number of components.
    """

    ignores_places = True
    method: Method = "standard"
    statistics: Path | None
    fields: list[str] | None
    inverse: bool = False

    def __init__(
        self,
        statistics: StatisticsFile = None,
        fields: Fields = None,
        offset: Offsets = None,
        scale: Scales = None,
        inverse: Inverse = False,
    ) -> None:
        self.statistics = None if statistics is None else Path(statistics)
        self.fields = fields
        self.offset = dict(offset or {})
        self.scale = dict(scale or {})
        self.inverse = inverse
        self._read: tuple[int, Table] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_read": None}

    @property
    def by_hand(self) -> bool:
        """Whether all numbers are given by hand."""
        return self.statistics is None and bool(self.offset or self.scale)

    @property
    def needs_fit(self) -> bool:
        return self.statistics is None and not self.by_hand and not self.inverse

    def input_files(self) -> Sequence[str]:
        """Name the file of statistics: other statistics give other results."""
        return () if self.statistics is None else (str(self.statistics),)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report numbers that are missing or cannot be used."""
        if self.inverse and self.statistics is None and not self.by_hand:
            yield "statistics", UNDO_NEEDS_FILE
        for name, value in self.scale.items():
            if value == 0:
                yield "scale", Message("{name}: nothing can be divided by 0", name=name)
        try:
            _ = self._from_file
        except MeshError as error:
            yield "statistics", str(error)

    def gather(self, mesh: Any) -> Any:
        """Sum up the chosen fields of one mesh; ghosts, NaN and infinities do not count."""
        found: dict[str, dict[str, Any]] = {}
        chosen = self._chosen(mesh, self._is_real)
        for association in ASSOCIATIONS:
            attributes = mesh.GetCellData() if association == "cell" else mesh.GetPointData()
            arrays = getattr(mesh, f"{association}_data")
            counted = without_ghosts(attributes, NOT_COUNTED[association])
            found[association] = {
                name: [1, _moments(arrays[name], counted)] for name in chosen[association]
            }
        return [1, found]

    def combine(self, one: Any, other: Any) -> Any:
        """Put two sums together.

        Raises
        ------
        MeshError
            If a field has different numbers of components.
        """
        total = {association: dict(one[1][association]) for association in ASSOCIATIONS}
        for association in ASSOCIATIONS:
            for name, found in other[1][association].items():
                known = total[association].get(name)
                total[association][name] = found if known is None else _joined(known, found, name)
        return [one[0] + other[0], total]

    def fit(self, gathered: Any) -> Mapping[str, Any]:
        """Make offset and scale of each component, and say which fields are odd."""
        count, fields = gathered
        if not any(fields.values()):
            raise MeshError("{name} has found no field of real numbers to scale", name=self.name)
        return {
            association: {
                name: self._entries(association, name, found, count)
                for name, found in fields[association].items()
            }
            for association in ASSOCIATIONS
        }

    def _entries(self, association: str, name: str, found: Any, count: int) -> list[Any]:
        meshes, components = found
        moments = [_from_list(values) for values in components]
        if meshes < count:
            remark(
                Message(
                    "the {association} field {name} is in {n} of {all} meshes only",
                    association=association,
                    name=name,
                    n=meshes,
                    all=count,
                )
            )
        place = Message("the {association} field {name}", association=association, name=name)
        if len(moments) == 1:
            return [table_of(moments[0], self.method, place)]
        return [
            table_of(
                each,
                self.method,
                Message("component {number} of {place}", number=number, place=place),
            )
            for number, each in enumerate(moments, start=1)
        ]

    def apply(self, mesh: Any) -> Any:
        """Return the mesh with scaled fields; all others are shared with it."""
        result = shallow(mesh)
        chosen = self._chosen(mesh, self._has_numbers)
        if not any(chosen.values()):
            unchanged(Message("has no field that there are numbers for"))
        for association in ASSOCIATIONS:
            arrays = getattr(result, f"{association}_data")
            for name in chosen[association]:
                values = self._scaled(association, name, arrays[name])
                if len(values):  # PyVista takes no vectors of no points
                    arrays[name] = values
        return result

    def _chosen(self, mesh: Any, wanted: Any) -> dict[str, list[str]]:
        there = {"cell": array_names(mesh.GetCellData()), "point": array_names(mesh.GetPointData())}
        if self.fields is None:
            return {
                association: [name for name in names if wanted(association, name, mesh)]
                for association, names in there.items()
            }
        absent = [
            pattern
            for pattern in self.fields
            if not any(match_fields([pattern], names, a, "ignore") for a, names in there.items())
        ]
        if absent:
            names = [*there["cell"], *there["point"]]
            raise MissingFieldError(missing_message(absent, names, Message("cell or point")))
        return {a: match_fields(self.fields, names, a, "ignore") for a, names in there.items()}

    def _is_real(self, association: str, name: str, mesh: Any) -> bool:
        """Whether a field is of real numbers: whole ones are mostly names of things."""
        kind = getattr(getattr(mesh, f"{association}_data")[name], "dtype", None)
        return kind is not None and kind.kind == "f" and name != GHOSTS

    def _has_numbers(self, association: str, name: str, mesh: Any = None) -> bool:
        by_hand = name in self.offset or name in self.scale
        known = by_hand or name in self._table.get(association, {})
        if not known and mesh is not None and self.needs_fit:
            self._say_unknown(association, name, mesh)
        return known

    def _say_unknown(self, association: str, name: str, mesh: Any) -> None:
        if self._is_real(association, name, mesh):
            remark(
                Message(
                    "the {association} field {name} is in no training item: it stays as it is",
                    association=association,
                    name=name,
                )
            )

    @property
    def _table(self) -> Table:
        if self.statistics is not None or not self.needs_fit:
            return self._from_file
        return {
            association: {
                name: [(entry["offset"], entry["scale"]) for entry in entries]
                for name, entries in self.constants[association].items()
            }
            for association in ASSOCIATIONS
        }

    @property
    def _from_file(self) -> Table:
        """What the file has now: a pass of the same run may have written it anew."""
        if self.statistics is None:
            return {}
        changed = self.statistics.stat().st_mtime_ns if self.statistics.is_file() else 0
        if self._read is None or self._read[0] != changed:
            self._read = changed, self._load(self.statistics)
        return self._read[1]

    def _load(self, path: Path) -> Table:
        if is_constants_file(path):
            return _table_in(path, type(self))
        return _table_from(read_statistics(path), self.method)

    def _scaled(self, association: str, name: str, array: Any) -> Any:
        import numpy as np

        if not self._has_numbers(association, name):
            raise MeshError(
                "there are no statistics for the {association} field {name}",
                association=association,
                name=repr(name),
            )
        values = _by_component(np.asarray(array, dtype=np.float64))
        offset, scale = self._numbers(association, name, values.shape[1])
        kept = array.dtype if array.dtype.kind == "f" else np.float64
        change = scaled_back if self.inverse else scaled
        return change(values, offset, scale).reshape(array.shape).astype(kept)

    def _numbers(self, association: str, name: str, components: int) -> tuple[Any, Any]:
        import numpy as np

        pairs = self._table.get(association, {}).get(name)
        self._check_components(association, name, components, pairs)
        offset, scale = np.array(pairs or [(0.0, 1.0)] * components, dtype=np.float64).T
        if name in self.offset:
            offset = np.full(components, self.offset[name])
        if name in self.scale:
            scale = np.full(components, self.scale[name])
        return offset, scale

    def _check_components(
        self, association: str, name: str, components: int, pairs: Sequence[Pair] | None
    ) -> None:
        if pairs is not None and len(pairs) != components:
            raise MeshError(
                "the {association} field {name} has {components} components, but "
                "{statistics} has statistics for {n}",
                association=association,
                name=repr(name),
                components=components,
                statistics=self.statistics or Message("this data set"),
                n=len(pairs),
            )


class Standardize(Scaling):
    """Scale fields to mean 0 and standard deviation 1 over the data set, component by component."""

    name = "Standardize"
    description = (
        "Scales fields to mean 0 and standard deviation 1, with constants of this data set or of a "
        "file."
    )
    version = "1"
    method: Literal["standard"] = "standard"


class Normalize(Scaling):
    """Scale fields to the range 0 to 1 over the data set, component by component."""

    name = "Normalize"
    description = "Scales fields to the range 0 to 1, with constants of this data set or of a file."
    version = "1"
    method: Literal["range"] = "range"


def _by_component(values: Any) -> Any:
    """Return values as (n, components), also of a mesh that has none of them."""
    return values.reshape(len(values), math.prod(values.shape[1:]))


def _moments(array: Any, counted: Any) -> list[list[float]]:
    rows = array if counted is None else array[counted]
    columns = _by_component(rows).T
    return [_as_list(Moments.of(column)) for column in columns]


def _as_list(moments: Moments) -> list[float]:
    return [moments.count, moments.mean, moments.m2, moments.minimum, moments.maximum]


def _from_list(values: Sequence[float]) -> Moments:
    return Moments(int(values[0]), *values[1:])


def _joined(one: Any, other: Any, name: str) -> list[Any]:
    if len(one[1]) != len(other[1]):
        raise MeshError(
            "{name} has {n} components here and {n2} in other meshes",
            name=name,
            n=len(other[1]),
            n2=len(one[1]),
        )
    both = zip(one[1], other[1], strict=True)
    merged = [_as_list(_from_list(a).merged(_from_list(b))) for a, b in both]
    return [one[0] + other[0], merged]


def _table_from(statistics: Statistics, method: Method) -> Table:
    return {
        association: {
            name: [offset_and_scale(each.moments, method) for each in entries]
            for name, entries in fields.items()
        }
        for association, fields in statistics.items()
    }


def _table_in(path: Path, cls: type[Scaling]) -> Table:
    """Read the constants that steps of this kind have left in a file."""
    found = entries_in(path, cls, MeshError)
    return {
        association: {
            name: [(entry["offset"], entry["scale"]) for entry in entries]
            for name, entries in fields.items()
        }
        for association, fields in found.items()
    }
