"""The filter that replaces values which are missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any

from curator_gui.core.message import Message, counted
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.cells import GHOSTS, cell_centers
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import FieldChoice, MissingField, array_names, field_param
from curator_gui.domains.mesh.filters.base import MeshFilter, finite_points, shallow


class FillMissing(MeshFilter):
    """Replace NaN in fields of real numbers: by a constant, the field's mean, or the nearest value.

    Each component of vectors and tensors is filled by itself. The mean is that of finite values;
    nearest means the smallest distance between points, or between centers of cells. A component
    without any value stays missing unless it gets the constant; a remark names its field. Types
    stay as they are.

    Raises
    ------
    MissingFieldError
        If a name or glob fits no field and `missing` is "error".
    MeshError
        If a coordinate is NaN or infinite (method nearest), or a field cannot hold the constant.
    """

    ignores_places = True
    name = "Fill missing values"
    description = "Replaces NaN in fields by a value, the field's mean or the nearest value."
    version = "1"

    def __init__(
        self,
        method: Annotated[
            str,
            Param(
                "value: a constant; mean: the mean of the field; nearest: the value of the "
                "nearest point or cell.",
                choices=("value", "mean", "nearest"),
            ),
        ] = "value",
        value: Annotated[float, Param("The constant, for the method value.")] = 0.0,
        infinite: Annotated[
            bool, Param("Replace infinite values as well: they count as missing.")
        ] = False,
        cell_fields: Annotated[list[str] | None, field_param("Cell", "fill")] = None,
        point_fields: Annotated[list[str] | None, field_param("Point", "fill")] = None,
        missing: MissingField = "error",
    ) -> None:
        self.method, self.value, self.infinite = method, value, infinite
        self.choice = FieldChoice.make(cell_fields, point_fields, missing)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report a constant that is missing itself."""
        if self.method == "value" and (self.value != self.value or abs(self.value) == float("inf")):
            yield "value", Message("has to be a finite number")

    def apply(self, mesh: Any) -> Any:
        """Return the mesh with filled fields; those without gaps are shared with it."""
        result = shallow(mesh)
        filled = self._fill(result.point_data, "point", lambda: finite_points(mesh))
        filled |= self._fill(result.cell_data, "cell", lambda: cell_centers(mesh))
        if not filled:
            unchanged(Message("has no missing values"))
            return mesh
        some = {name: count for name, count in filled.items() if count}
        if some:
            remark(Message("missing values were filled: {names}", names=counted(some)))
        return result

    def _fill(self, fields: Any, association: Any, places: Callable[[], Any]) -> dict[str, int]:
        """Exchange the fields that have gaps; return how many values of each were filled."""
        import numpy as np

        found = {}
        for name in self.choice.kept(association, array_names(fields)):
            values = None if name == GHOSTS else np.asarray(fields[name])
            if values is None or values.dtype.kind != "f":
                continue
            gaps = ~np.isfinite(values) if self.infinite else np.isnan(values)
            if gaps.any():
                fields[name], found[name] = self._filled(name, values, gaps, places)
        return found

    def _filled(
        self, name: str, values: Any, gaps: Any, places: Callable[[], Any]
    ) -> tuple[Any, int]:
        import numpy as np

        result = values.copy()
        columns, missing = result.reshape(len(result), -1), gaps.reshape(len(result), -1)
        empty = missing.all(axis=0)
        if self.method == "mean":  # which infinite values have none of
            empty = ~np.isfinite(columns).any(axis=0) & missing.any(axis=0)
        if self.method == "value":
            result[gaps] = self._constant(name, result.dtype)
            return result, int(gaps.sum())
        if empty.any():
            remark(Message("{name} has no value at all: it stays missing", name=repr(name)))
        for column in np.flatnonzero(missing.any(axis=0) & ~empty):
            gap = missing[:, column]
            columns[gap, column] = self._found(columns[:, column], gap, places)
        return result, int(missing[:, ~empty].sum())

    def _constant(self, name: str, dtype: Any) -> Any:
        """Return the constant as the field has it, which may be too small a type."""
        import numpy as np

        with np.errstate(over="ignore"):
            value = np.float64(self.value).astype(dtype)
        if np.isinf(value):
            raise MeshError(
                "{name} has numbers of the type {type}, which cannot hold {value}",
                name=repr(name),
                type=dtype,
                value=f"{self.value:g}",
            )
        return value

    def _found(self, values: Any, gap: Any, places: Callable[[], Any]) -> Any:
        import numpy as np

        if self.method == "mean":
            return np.mean(values, where=np.isfinite(values), dtype=np.float64)
        from scipy.spatial import cKDTree

        where = places()
        _, nearest = cKDTree(where[~gap]).query(where[gap])
        return values[~gap][nearest]
