"""Scale fields to comparable numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import unchanged
from curator_gui.core.param import Param
from curator_gui.domains.common.moments import Moments
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.fields import array_names, match_fields, missing_message
from curator_gui.domains.mesh.filters.base import ASSOCIATIONS, MeshFilter, shallow
from curator_gui.domains.mesh.formats.statistics_file import Statistics, read_statistics

METHODS = ("standard", "range")


class Normalise(MeshFilter):
    """Replace fields by (value - offset) / scale, component by component.

    With a file of field statistics, `standard` takes mean and standard deviation (mean 0, spread 1
    over all meshes) and `range` minimum and width (0 to 1). Offsets and scales given by hand hold
    for all components of a field and go before the file's. A component that never changes has no
    scale: only its offset is subtracted. Floating-point fields keep their format, others become
    float64; NaN stays NaN.

    Raises
    ------
    MissingFieldError
        If a chosen field is not there.
    MeshError
        If there are no numbers for a field, or for another number of components.
    """

    name = "Normalise"
    description = "Shifts and scales fields, with given numbers or those of gathered statistics."
    version = "1"

    def __init__(
        self,
        statistics: Annotated[
            Path | None,
            Param(
                "JSON file that the step Field statistics wrote in an earlier run.",
                suffixes=(".json",),
                widget="file",
            ),
        ] = None,
        method: Annotated[
            str,
            Param(
                "`standard` gives mean 0 and standard deviation 1, `range` gives 0 to 1.",
                choices=METHODS,
            ),
        ] = "standard",
        fields: Annotated[
            list[str] | None,
            Param(
                "Cell and point fields to scale, by name or glob; all that there are numbers "
                "for if unset.",
                role="field",
            ),
        ] = None,
        offset: Annotated[
            dict[str, float] | None, Param("Given offset per field.", role="field")
        ] = None,
        scale: Annotated[
            dict[str, float] | None, Param("Given scale per field; never 0.", role="field")
        ] = None,
    ) -> None:
        self.statistics = None if statistics is None else Path(statistics)
        self.method = method
        self.fields = fields
        self.offset = dict(offset or {})
        self.scale = dict(scale or {})

    def input_files(self) -> Sequence[str]:
        """Name the file of statistics: other statistics give other results."""
        return () if self.statistics is None else (str(self.statistics),)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report numbers that are missing or cannot be used."""
        if self.statistics is None and not self.offset and not self.scale:
            yield (
                "statistics",
                Message("needs a file of statistics, or offsets and scales given by hand"),
            )
        for name, value in self.scale.items():
            if value == 0:
                yield "scale", Message("{name}: nothing can be divided by 0", name=name)
        try:
            _ = self._known
        except MeshError as error:
            yield "statistics", str(error)

    def apply(self, mesh: Any) -> Any:
        """Return the mesh with scaled fields; all others are shared with it."""
        result = shallow(mesh)
        chosen = self._chosen(mesh)
        if not any(chosen.values()):
            unchanged(Message("has no field that there are numbers for"))
        for association in ASSOCIATIONS:
            arrays = getattr(result, f"{association}_data")
            for name in chosen[association]:
                arrays[name] = self._scaled(association, name, arrays[name])
        return result

    def _chosen(self, mesh: Any) -> dict[str, list[str]]:
        there = {"cell": array_names(mesh.GetCellData()), "point": array_names(mesh.GetPointData())}
        if self.fields is None:
            return {a: [n for n in names if self._has_numbers(a, n)] for a, names in there.items()}
        absent = [
            pattern
            for pattern in self.fields
            if not any(match_fields([pattern], names, a, "ignore") for a, names in there.items())
        ]
        if absent:
            names = [*there["cell"], *there["point"]]
            raise MissingFieldError(missing_message(absent, names, Message("cell or point")))
        return {a: match_fields(self.fields, names, a, "ignore") for a, names in there.items()}

    def _has_numbers(self, association: str, name: str) -> bool:
        by_hand = name in self.offset or name in self.scale
        return by_hand or name in self._known.get(association, {})

    @cached_property
    def _known(self) -> Statistics:
        return {} if self.statistics is None else read_statistics(self.statistics)

    def _scaled(self, association: str, name: str, array: Any) -> Any:
        import numpy as np

        if not self._has_numbers(association, name):
            raise MeshError(
                "there are no statistics for the {association} field {name}",
                association=association,
                name=repr(name),
            )
        values = np.asarray(array, dtype=np.float64).reshape(len(array), -1)
        offset, scale = self._numbers(association, name, values.shape[1])
        kept = array.dtype if array.dtype.kind == "f" else np.float64
        return ((values - offset) / scale).reshape(array.shape).astype(kept)

    def _numbers(self, association: str, name: str, components: int) -> tuple[Any, Any]:
        import numpy as np

        moments = self._known.get(association, {}).get(name)
        self._check_components(association, name, components, moments)
        pairs = [self._pair(m.moments) for m in moments] if moments else [(0.0, 1.0)] * components
        offset, scale = np.array(pairs).T
        if name in self.offset:
            offset = np.full(components, self.offset[name])
        if name in self.scale:
            scale = np.full(components, self.scale[name])
        return offset, scale

    def _check_components(self, association: str, name: str, components: int, moments: Any) -> None:
        if moments is not None and len(moments) != components:
            raise MeshError(
                "the {association} field {name} has {components} components, but "
                "{statistics} has statistics for {n}",
                association=association,
                name=repr(name),
                components=components,
                statistics=self.statistics,
                n=len(moments),
            )

    def _pair(self, moments: Moments) -> tuple[float, float]:
        if not moments.count:
            return 0.0, 1.0
        width = moments.maximum - moments.minimum
        if self.method == "range":
            return moments.minimum, width or 1.0
        # Rounding may leave a constant with a spread of 1e-17, which is nothing to divide by.
        return moments.mean, moments.std if width else 1.0
