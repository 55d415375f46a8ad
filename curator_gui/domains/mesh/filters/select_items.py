"""The filter that drops meshes by a condition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from curator_gui.core.components import Filter
from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.cells import without_ghosts
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.fields import missing_message
from curator_gui.domains.mesh.origin import current_origin, item_time

QUANTITIES = ("points", "cells", "time", "minimum", "maximum", "mean", "NaN share")
OF_FIELDS = QUANTITIES[3:]


class SelectItems(Filter[Any]):
    """Keep meshes of which a number lies within limits, and drop the others.

    The number is that of points or cells, the time, or one of a field: of a vector field its
    length counts. Values that are NaN are left out of minimum, maximum and mean. A mesh whose
    number is NaN (a field that is NaN everywhere) is dropped, and a remark says so.

    Raises
    ------
    MeshError
        If a mesh has no time, lacks the field or has it as texts.
    """

    name = "Select items"
    description = (
        "Keeps meshes by a condition, such as a field's maximum, the time or the number of cells; "
        "drops all others."
    )
    version = "1"

    def __init__(
        self,
        quantity: Annotated[
            str,
            Param(
                "Number of points or cells, the time, or minimum, maximum, mean or share of NaN "
                "of a field.",
                choices=QUANTITIES,
            ),
        ],
        field: Annotated[
            str | None,
            Param("Point or cell field, for the quantities of fields.", role="field"),
        ] = None,
        at_least: Annotated[
            float | None, Param("Smallest number of a mesh that is kept; unset is open.")
        ] = None,
        at_most: Annotated[
            float | None, Param("Largest number of a mesh that is kept; unset is open.")
        ] = None,
    ) -> None:
        self.quantity = quantity
        self.field = field
        self.at_least = at_least
        self.at_most = at_most

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report a field that is missing, and limits that nothing or everything fits."""
        if self.quantity in OF_FIELDS and not self.field:
            yield "field", Message("which field?")
        if self.at_least is None and self.at_most is None:
            yield "at_least", Message("no condition is set")
        elif None not in (self.at_least, self.at_most) and self.at_least > self.at_most:  # type: ignore[operator]
            yield "at_most", Message("is less than at_least, so nothing would be kept")

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        """Yield the meshes that fulfill the condition."""
        return filter(self.keeps, items)

    def keeps(self, mesh: Any) -> bool:
        """Whether a mesh fulfils the condition."""
        import math

        number = self._number(mesh)
        if math.isnan(number):
            remark(Message("left out because its {quantity} is NaN", quantity=self.quantity))
            return False
        low = self.at_least is None or number >= self.at_least
        return low and (self.at_most is None or number <= self.at_most)

    def _number(self, mesh: Any) -> float:
        if self.quantity == "points":
            return float(mesh.GetNumberOfPoints())
        if self.quantity == "cells":
            return float(mesh.GetNumberOfCells())
        return self._time(mesh) if self.quantity == "time" else self._of_field(mesh)

    def _time(self, mesh: Any) -> float:
        origin = current_origin()
        time = item_time(mesh, origin) if origin is not None else None
        if time is None:
            raise MeshError("has no time to be selected by")
        return time

    def _of_field(self, mesh: Any) -> float:
        import numpy as np

        values = _lengths(mesh, self.field or "")
        missing = np.isnan(values)
        if self.quantity == "NaN share":
            return float(missing.mean()) if values.size else float("nan")
        if missing.all():
            return float("nan")
        if self.quantity == "mean":
            return float(np.nanmean(values))
        return float(np.nanmin(values) if self.quantity == "minimum" else np.nanmax(values))


def _lengths(mesh: Any, name: str) -> Any:
    """Return a field's values, or the lengths of its vectors, float64 (n,); ghosts do not count."""
    import numpy as np

    for fields, hidden in ((mesh.cell_data, 1 | 32), (mesh.point_data, 1 | 2)):
        if name in fields:
            values = np.asarray(fields[name])
            if values.dtype.kind not in "biuf":
                raise MeshError("the field {name} holds texts, no numbers", name=repr(name))
            counted = without_ghosts(fields.VTKObject, hidden)
            values = values if counted is None else values[counted]
            wide = values.reshape(len(values), -1).astype(np.float64)
            return wide[:, 0] if wide.shape[1] == 1 else np.linalg.norm(wide, axis=1)
    there = list(dict.fromkeys([*mesh.cell_data.keys(), *mesh.point_data.keys()]))
    raise MissingFieldError(missing_message([name], there, "cell or point"))
