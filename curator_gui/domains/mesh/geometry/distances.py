"""Distances to a surface: signed, or to a wall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.cells import cell_centers
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import FieldChoice
from curator_gui.domains.mesh.filters.base import MeshFilter, shallow
from curator_gui.domains.mesh.formats.blocks import Leaf, choose_blocks
from curator_gui.domains.mesh.formats.vtk.reading import read_vtk
from curator_gui.domains.mesh.geometry.node_types import outer_surface
from curator_gui.domains.mesh.origin import current_origin, handed_over, naming_block

SURFACES = (".stl", ".vtp", ".ply", ".obj")


class SurfaceDistance(MeshFilter):
    """Add a field: the distance of points or cell centers to a surface, float64 (n,).

    Signed distances are negative inside, by the normals of the surface
    (`vtkImplicitPolyDataDistance`; J. Baerentzen and H. Aanaes, "Signed Distance Computation Using
    the Angle Weighted Pseudonormal", 2005). That is the inside only where the surface is closed and
    its normals point outwards; a remark says so if it is open.

    With `blocks` the surface is made of the faces of these blocks of the item at hand, and all of
    its blocks get the field; they are held in memory until the last one was read.

    Raises
    ------
    MeshError
        If the mesh has no surface, the file holds none, there is a field of this name, or no block
        has a name that is asked for, or several have it.
    """

    name = "Distance to surface"
    description = (
        "Adds the signed distance (SDF) or wall distance of points or cells to the mesh's own "
        "surface, to patches of it, or to one from a file."
    )
    version = "1"

    def __init__(
        self,
        surface: Annotated[
            Path | None,
            Param(
                "File with the surface, in the mesh's own unit; unset takes the mesh's own outer "
                "surface.",
                suffixes=SURFACES,
                widget="file",
            ),
        ] = None,
        at: Annotated[
            str, Param("Where distances are taken.", choices=("points", "cells"))
        ] = "points",
        signed: Annotated[
            bool, Param("Negative inside the surface; otherwise all are positive.")
        ] = True,
        output: Annotated[str, Param("Name of the new field.")] = "distance",
        blocks: Annotated[
            list[str] | None,
            Param(
                "Blocks or patches of the item whose faces are the surface, by name or glob, where "
                "the source gives `each` of them; unset takes the whole surface.",
                role="block",
            ),
        ] = None,
    ) -> None:
        self.surface = None if surface is None else Path(surface)
        self.at = at
        self.signed = signed
        self.output = output
        self.blocks = blocks or None
        self._read: Any = None
        self._of_blocks: Any = None

    def __getstate__(self) -> dict[str, Any]:
        # A worker reads the surface itself.
        return self.__dict__ | {"_read": None, "_of_blocks": None}

    def input_files(self) -> Sequence[str]:
        """Name the surface's file: another content gives other results."""
        return () if self.surface is None else (str(self.surface),)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report a file of another format."""
        if self.surface is not None and self.surface.suffix.lower() not in SURFACES:
            suffixes = ", ".join(SURFACES)
            yield "surface", Message("is none of {suffixes}", suffixes=suffixes)
        if self.surface is not None and self.blocks:
            yield "blocks", Message("give either a file or blocks")

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        """Add the field to each mesh; with `blocks`, when all of the index were read."""
        return self._to_blocks(items) if self.blocks else super().__call__(items)

    def _to_blocks(self, items: Iterator[Any]) -> Iterator[Any]:
        held = [(mesh, current_origin()) for mesh in items]
        found = [(origin.block if origin else "", mesh) for mesh, origin in held]
        self._of_blocks = surface_of_blocks(choose_blocks(found, self.blocks))
        del found
        try:
            yield from super().__call__(handed_over(held))
        finally:
            self._of_blocks = None

    def apply(self, mesh: Any) -> Any:
        """Return the mesh with the field of distances."""
        target = "point_data" if self.at == "points" else "cell_data"
        if self.output in getattr(mesh, target):
            raise MeshError(
                "has a field named {taken} already; rename it first", taken=repr(self.output)
            )
        values = distances(self._places(mesh), self._surface(mesh))
        result = shallow(mesh)
        getattr(result, target)[self.output] = values if self.signed else abs(values)
        return result

    def _places(self, mesh: Any) -> Any:
        import numpy as np

        if self.at == "points":
            return np.asarray(mesh.points, np.float64)
        if not mesh.GetNumberOfCells():
            raise MeshError("has no cells, so there are no distances of cells")
        return cell_centers(mesh)

    def _surface(self, mesh: Any) -> Any:
        if self.blocks:
            found = self._of_blocks
        elif self.surface is None:
            found = own_surface(mesh)
        else:
            self._read = self._read or read_surface(self.surface)
            found = self._read
        if self.signed and found.n_open_edges:
            remark(Message("the surface is open, so the sign of the distance is that of its side"))
        return found


def own_surface(mesh: Any) -> Any:
    """Return the triangles of a mesh's outer surface, without fields.

    Raises
    ------
    MeshError
        If it has none.
    """
    import pyvista as pv

    surface = mesh if mesh.IsA("vtkPolyData") else outer_surface(mesh)
    faces = pv.PolyData()  # without lines and vertices, which would count as triangles
    faces.SetPoints(surface.GetPoints())
    faces.SetPolys(surface.GetPolys())
    faces.SetStrips(surface.GetStrips())
    triangles = faces.triangulate() if faces.n_cells else faces
    if not triangles.GetNumberOfPolys():
        raise MeshError("has no surface to take distances to")
    return triangles


def surface_of_blocks(chosen: Sequence[Leaf]) -> Any:
    """Return the triangles of several blocks as one surface, with coincident points merged.

    Raises
    ------
    MeshError
        If a name comes twice (one index holds several time steps), or a block has no faces.
    """
    names = [name for name, _ in chosen]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise MeshError(
            "has several blocks {name}, as of several time steps: which one is meant is not known",
            name=repr(twice),
        )
    surfaces = []
    for name, mesh in chosen:
        with naming_block(name):
            surfaces.append(own_surface(mesh))
    joined = surfaces[0].append_polydata(*surfaces[1:]) if len(surfaces) > 1 else surfaces[0]
    return own_surface(joined.clean(tolerance=0.0, absolute=True))


def read_surface(path: Path) -> Any:
    """Read the triangles of a surface from a file, with coincident points merged.

    Raises
    ------
    MeshError
        If the file is damaged or holds no surface.
    """
    import pyvista as pv

    [(_, data)] = list(read_vtk(path, FieldChoice()))
    found = pv.wrap(data)
    if not found.IsA("vtkPolyData") or not found.GetNumberOfPolys() + found.GetNumberOfStrips():
        raise MeshError("{path} holds no surface", path=path)
    return own_surface(found.clean(tolerance=0.0, absolute=True))


def distances(places: Any, surface: Any) -> Any:
    """Return the signed distances (n,) float64 of places (n, 3) to a surface of triangles."""
    from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
    from vtkmodules.vtkCommonCore import vtkDoubleArray
    from vtkmodules.vtkFiltersCore import vtkImplicitPolyDataDistance

    function = vtkImplicitPolyDataDistance()
    function.SetInput(surface)
    values = vtkDoubleArray()
    function.FunctionValue(numpy_to_vtk(places, deep=True), values)
    return vtk_to_numpy(values).copy()
