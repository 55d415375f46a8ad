"""Meshes: items are `pyvista.DataSet`."""

from __future__ import annotations

from curator_gui.core.registry import Domain, Registry
from curator_gui.domains.mesh.filters_basic import CellToPoint, Clean, PointToCell
from curator_gui.domains.mesh.filters_fields import Precision, SelectFields
from curator_gui.domains.mesh.sinks_arrays import MeshZarrSink, NPZSink
from curator_gui.domains.mesh.sinks_vtk import VTUSink
from curator_gui.domains.mesh.vtk_source import VTKSource

DOMAIN = Domain(
    key="mesh",
    title="Meshes",
    item="pyvista.DataSet",
    extra="mesh",
    requires=("pyvista",),
)


def register(registry: Registry) -> None:
    """Register the domain and its components."""
    registry.add_domain(DOMAIN)
    add = registry.add
    add(
        "mesh", VTKSource, keywords=("vtu", "vtp", "vti", "stl", "ply", "obj", "vtkhdf", "paraview")
    )
    add("mesh", SelectFields, keywords=("keep", "drop", "variables", "arrays"))
    add("mesh", Precision, keywords=("float32", "float64", "dtype", "convert"))
    add("mesh", Clean, keywords=("merge", "duplicate", "points", "tolerance"))
    add("mesh", CellToPoint, keywords=("interpolate", "average", "nodes"))
    add("mesh", PointToCell, keywords=("interpolate", "average", "elements"))
    add("mesh", VTUSink, keywords=("vtk", "paraview", "unstructured"))
    add("mesh", MeshZarrSink, requires=("zarr",), keywords=("chunks", "arrays", "zstd"))
    add("mesh", NPZSink, keywords=("numpy", "arrays"))
