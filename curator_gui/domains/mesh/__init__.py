"""Meshes: items are `pyvista.DataSet`."""

from __future__ import annotations

from curator_gui.core.components import Component
from curator_gui.core.registry import Domain, Registry
from curator_gui.domains.mesh.filters.basic import CellToPoint, Clean, PointToCell
from curator_gui.domains.mesh.filters.crop import CropBox, CropPlane
from curator_gui.domains.mesh.filters.fields import Precision, RenameFields, SelectFields
from curator_gui.domains.mesh.filters.geometry import ExtractSurface, Normals, Triangulate
from curator_gui.domains.mesh.filters.global_data import GlobalData, GlobalTable
from curator_gui.domains.mesh.filters.information import MeshInformation
from curator_gui.domains.mesh.filters.normalise import Normalise
from curator_gui.domains.mesh.filters.quality import Quality
from curator_gui.domains.mesh.filters.random import RandomPermutation, RandomSubsample
from curator_gui.domains.mesh.filters.statistics import FieldStatistics
from curator_gui.domains.mesh.filters.surface import Decimate, FeatureEdges, Slice
from curator_gui.domains.mesh.sinks.arrays import MeshZarrSink, NPZSink
from curator_gui.domains.mesh.sinks.hdf5 import HDF5Sink
from curator_gui.domains.mesh.sinks.vtk import VTKHDFSink, VTPSink, VTUSink
from curator_gui.domains.mesh.sources.calculix import FRDSource
from curator_gui.domains.mesh.sources.meshio import MeshioSource
from curator_gui.domains.mesh.sources.openfoam import OpenFOAMSource
from curator_gui.domains.mesh.sources.synthetic import SyntheticSource
from curator_gui.domains.mesh.sources.vtk import VTKSource

DOMAIN = Domain(
    key="mesh",
    title="Meshes",
    item="pyvista.DataSet",
    extra="mesh",
    requires=("pyvista",),
)

REQUIRES: dict[type[Component], tuple[str, ...]] = {
    HDF5Sink: ("h5py",),
    MeshioSource: ("meshio",),
    MeshZarrSink: ("zarr",),
}

KEYWORDS: dict[type[Component], str] = {
    VTKSource: "vtu vtp vti vtr vts vtm vtk stl ply obj vtkhdf paraview read",
    OpenFOAMSource: "foam cfd solver region patch boundary time read",
    FRDSource: "frd ccx fem structural stress displacement read",
    MeshioSource: "gmsh msh abaqus inp nastran bdf med medit cgns xdmf su2 read",
    SyntheticSource: "demo example test generate",
    SelectFields: "keep drop variables arrays",
    RenameFields: "names variables arrays",
    Precision: "float32 float64 dtype convert",
    Clean: "merge duplicate points tolerance",
    CellToPoint: "interpolate average nodes",
    PointToCell: "interpolate average elements",
    Triangulate: "triangles tetrahedra simplices split",
    ExtractSurface: "boundary skin polydata",
    Slice: "cut section plane",
    Decimate: "simplify reduce coarsen triangles",
    FeatureEdges: "sharp boundary lines outline",
    Normals: "orientation vectors surface",
    CropBox: "clip cut region bounds",
    CropPlane: "clip cut half slice",
    RandomPermutation: "shuffle order seed",
    RandomSubsample: "sample points cells choose seed",
    GlobalData: "constants parameters metadata",
    GlobalTable: "csv parameters labels metadata",
    Normalise: "normalize standardise scale mean std",
    Quality: "jacobian aspect skewness volume size check",
    FieldStatistics: "mean std minimum maximum histogram",
    MeshInformation: "table csv sizes bounds report",
    VTUSink: "vtk paraview unstructured write",
    VTPSink: "vtk paraview surface polydata write",
    VTKHDFSink: "hdf5 h5 paraview write",
    HDF5Sink: "h5 h5py chunks arrays write",
    MeshZarrSink: "chunks arrays zstd write",
    NPZSink: "numpy arrays write",
}
"""The catalogue: every component with the words that a search should find it by."""


def register(registry: Registry) -> None:
    registry.add_domain(DOMAIN)
    for cls, keywords in KEYWORDS.items():
        registry.add("mesh", cls, requires=REQUIRES.get(cls, ()), keywords=keywords.split())
