"""Synthetic meshes: for trying pipelines without data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.origin import MeshSource, Origin

SHAPES = ("box", "sphere", "terrain")


class SyntheticSource(MeshSource):
    """Meshes with smooth fields that change from index to index; nothing is read.

    `box` is a unit cube of resolution**3 hexahedra, `sphere` a surface of radius 1, `terrain` a
    unit square of 2 * resolution**2 triangles with random hills. All have the point field
    `temperature` (n_points,), a standing wave around 300 K, and the cell field `velocity`
    (n_cells, 3), a rigid rotation in m/s. The time in seconds, 0.1 per index, is the global array
    `TimeValue`. Wave and hills are drawn from the seed and the index.
    """

    name = "Synthetic meshes"
    description = "Makes meshes with smooth fields, for trying things without data."
    version = "1"

    def __init__(
        self,
        count: Annotated[int, Param("How many meshes.", minimum=1, maximum=1_000_000)] = 20,
        shape: Annotated[str, Param("What the meshes look like.", choices=SHAPES)] = "box",
        resolution: Annotated[int, Param("Cells along each side.", minimum=3, maximum=400)] = 10,
        seed: Annotated[int, Param("Start of the random numbers.", minimum=0)] = 0,
    ) -> None:
        self.count = count
        self.shape = shape
        self.resolution = resolution
        self.seed = seed

    def __len__(self) -> int:
        return self.count

    def label(self, index: int) -> str:
        """Name an index by its shape and number."""
        return f"{self.shape} {index}"

    def origin(self, index: int) -> Origin:
        """Give an index a numbered stem and a time."""
        stem = f"{self.shape}_{index:06d}"
        return Origin(index, stem, stem, index / 10)

    def read(self, index: int) -> Iterator[Any]:
        yield self._make(index)

    def _make(self, index: int) -> Any:
        import numpy as np

        random = np.random.default_rng([self.seed, index])
        mesh = getattr(self, f"_{self.shape}")(random)
        self._add_fields(mesh, index / 10, random)
        return mesh

    def _box(self, _: Any) -> Any:
        import pyvista as pv

        n = self.resolution
        image = pv.ImageData(dimensions=(n + 1,) * 3, spacing=(1 / n,) * 3)
        return image.cast_to_structured_grid().cast_to_unstructured_grid()

    def _sphere(self, _: Any) -> Any:
        import pyvista as pv

        return pv.Sphere(
            radius=1.0, theta_resolution=self.resolution, phi_resolution=self.resolution
        )

    def _terrain(self, random: Any) -> Any:
        import numpy as np
        import pyvista as pv

        n = self.resolution
        plane = pv.Plane(center=(0.5, 0.5, 0), i_size=1, j_size=1, i_resolution=n, j_resolution=n)
        plane.clear_data()
        surface = plane.triangulate()
        points = np.array(surface.points)
        for x, y, height in random.uniform([0, 0, 0.02], [1, 1, 0.2], (5, 3)):
            distance = (points[:, 0] - x) ** 2 + (points[:, 1] - y) ** 2
            points[:, 2] += height * np.exp(-distance / 0.02)
        surface.points = points
        return surface

    def _add_fields(self, mesh: Any, time: float, random: Any) -> None:
        import numpy as np

        points = np.asarray(mesh.points, dtype=np.float64)
        wave = random.uniform(1.0, 3.0, 3)
        mesh.point_data["temperature"] = 300 + 10 * np.cos(time) * np.sin(points @ wave)
        x, y, _ = np.asarray(mesh.cell_centers().points, dtype=np.float64).T
        mesh.cell_data["velocity"] = np.stack([-y, x, np.zeros_like(x)], axis=1)
        mesh.field_data["TimeValue"] = [time]
