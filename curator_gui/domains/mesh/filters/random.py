"""Seeded random order and selection: the same seed gives the same result in any worker."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Annotated, Any

from curator_gui.core.components import Filter
from curator_gui.core.message import Message
from curator_gui.core.notes import unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.cells import extract_cells, permuted, point_cloud
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.origin import current_origin

_WHAT = ("points", "cells")


def _generator(seed: int, item: int) -> Any:
    """Return a numpy generator that depends on seed, index and item number only."""
    import numpy as np

    origin = current_origin()
    return np.random.default_rng([seed, origin.index if origin else 0, item])


TooFew = Annotated[
    str,
    Param(
        "What to do with a mesh that has fewer: `error` fails its index, `all` keeps all.",
        choices=("error", "all"),
    ),
]
Seed = Annotated[
    int,
    Param(
        "Start of the random numbers. Every index has its own sequence, which depends on the "
        "seed and the index only, not on the worker or the order of the run.",
        minimum=0,
    ),
]


class RandomFilter(Filter[Any]):
    """A filter that draws random numbers; subclasses write `change`, which alters no mesh."""

    seed = 0

    def change(self, mesh: Any, random: Any) -> Any:
        """Return the new mesh, drawing from a numpy generator."""
        raise NotImplementedError

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        """Apply to each mesh as it is asked for."""
        return map(self._change_item, items, count())

    def _change_item(self, mesh: Any, item: int) -> Any:
        return self.change(mesh, _generator(self.seed, item))


class RandomPermutation(RandomFilter):
    """Put points and cells into a random order; geometry and values stay the same.

    Types without explicit cells (images, structured grids) become unstructured grids.

    Raises
    ------
    MeshError
        For polyhedra when points are permuted, and for surfaces that mix vertices, lines,
        polygons and strips.
    """

    name = "Random permutation"
    description = "Puts the points and cells of each mesh into a seeded random order."
    version = "1"

    def __init__(
        self,
        points: Annotated[
            bool, Param("Permute the points, and with them the point fields.")
        ] = True,
        cells: Annotated[bool, Param("Permute the cells, and with them the cell fields.")] = True,
        seed: Seed = 0,
    ) -> None:
        self.points = points
        self.cells = cells
        self.seed = seed

    def problems(self) -> list[tuple[str, str]]:
        wanted = self.points or self.cells
        return (
            [] if wanted else [("points", Message("neither points nor cells are to be permuted"))]
        )

    def change(self, mesh: Any, random: Any) -> Any:
        points = random.permutation(mesh.GetNumberOfPoints())
        cells = random.permutation(mesh.GetNumberOfCells())
        return permuted(mesh, points if self.points else None, cells if self.cells else None)


class RandomSubsample(RandomFilter):
    """Keep a random choice of points or cells, without repetition, in their old order.

    Points give a point cloud (PolyData with one vertex per point) with the point fields; cells give
    a mesh of these cells with the points they use.

    Raises
    ------
    MeshError
        If a mesh has fewer than `count` and `too_few` is "error".
    """

    name = "Random subsample"
    description = "Keeps a seeded random choice of the points or cells of each mesh."
    version = "1"

    def __init__(
        self,
        count: Annotated[int, Param("How many are kept of each mesh.", minimum=1)],
        what: Annotated[str, Param("What is chosen from.", choices=_WHAT)] = "points",
        seed: Seed = 0,
        too_few: TooFew = "error",
    ) -> None:
        self.count = count
        self.what = what
        self.seed = seed
        self.too_few = too_few

    def change(self, mesh: Any, random: Any) -> Any:
        import numpy as np

        points = self.what == "points"
        available = mesh.GetNumberOfPoints() if points else mesh.GetNumberOfCells()
        if available < self.count and self.too_few == "error":
            raise MeshError(
                "has {available} {what}, fewer than the {count} asked for",
                available=f"{available:,}",
                what=self.what,
                count=f"{self.count:,}",
            )
        size = min(self.count, available)
        if size == available:
            unchanged(Message("has no more {what} than are kept", what=self.what))
        ids = np.sort(random.choice(available, size, replace=False, shuffle=False))
        return point_cloud(mesh, ids) if points else extract_cells(mesh, ids)
