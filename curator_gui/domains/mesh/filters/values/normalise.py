"""The step of former versions that scales by a file; `Standardize` and `Normalize` replace it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, get_args

from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.domains.common.scaling import Method
from curator_gui.domains.mesh.filters.values.scaling import Offsets, Scales, Scaling

METHODS: tuple[str, ...] = get_args(Method)


class Normalise(Scaling):
    """Replace fields by (value - offset) / scale, component by component.

    With a file of field statistics, `standard` takes mean and standard deviation (mean 0, spread 1
    over all meshes) and `range` minimum and width (0 to 1).
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
        offset: Offsets = None,
        scale: Scales = None,
    ) -> None:
        super().__init__(statistics, fields, offset, scale)
        self.method = method  # type: ignore[assignment]

    @property
    def needs_fit(self) -> bool:
        return False

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report numbers that are missing or cannot be used."""
        if self.statistics is None and not self.by_hand:
            yield (
                "statistics",
                Message("needs a file of statistics, or offsets and scales given by hand"),
            )
        yield from super().problems()
