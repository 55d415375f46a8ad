"""Meshes: items are `pyvista.DataSet`.

The components are loaded when they are first asked for:
`from curator_gui.domains.mesh import VTKSource`.
"""

from __future__ import annotations

from typing import Any

from curator_gui.core.registration.registry import Domain, Registry
from curator_gui.domains.common.catalogue import Catalogue, Listed

CATALOGUE = Catalogue(
    package=__name__,
    domain=Domain(
        key="mesh",
        title="Meshes",
        item="pyvista.DataSet",
        extra="mesh",
        requires=("pyvista",),
    ),
    listed={
        "VTKSource": Listed(
            "sources.vtk",
            "vtu vtp vti vtr vts vtm vtk stl ply obj vtkhdf pvtu pvd paraview cgns "
            "ensight gold read pvtp parallel pieces ghost series case multiblock",
        ),
        "OpenFOAMSource": Listed(
            "sources.openfoam",
            "foam cfd solver region patch boundary time read decomposed processor "
            "multi-region double precision",
        ),
        "FRDSource": Listed("sources.calculix", "frd ccx fem structural stress displacement read"),
        "MeshioSource": Listed(
            "sources.meshio",
            "gmsh msh fluent abaqus inp nastran bdf med medit cgns xdmf su2 read xmf time series",
            ("meshio",),
        ),
        "ExodusSource": Listed(
            "sources.exodus", "exo moose sierra cubit fem finite element read", ("netCDF4",)
        ),
        "CaseSource": Listed(
            "sources.cases",
            "drivaerml ahmedml drivaernet runs several files pattern key surface volume stl",
        ),
        "MeshTableSource": Listed("sources.table", "csv parquet sqlite list rows paths read"),
        "SyntheticSource": Listed("sources.synthetic", "demo example test generate"),
        "SelectFields": Listed("filters.values.fields", "keep drop variables arrays"),
        "RenameFields": Listed("filters.values.fields", "names variables arrays"),
        "Precision": Listed("filters.values.fields", "float32 float64 dtype convert"),
        "FillMissing": Listed(
            "filters.values.missing", "nan repair replace gaps nearest infinite invalid", ("scipy",)
        ),
        "Clean": Listed("filters.shape.basic", "merge duplicate points tolerance"),
        "CellToPoint": Listed("filters.shape.basic", "interpolate average nodes"),
        "PointToCell": Listed("filters.shape.basic", "interpolate average elements"),
        "Triangulate": Listed("filters.shape.geometry", "triangles tetrahedra simplices split"),
        "ExtractSurface": Listed("filters.shape.geometry", "boundary skin polydata"),
        "Slice": Listed("filters.shape.surface", "cut section plane"),
        "Decimate": Listed("filters.shape.surface", "simplify reduce coarsen triangles"),
        "FeatureEdges": Listed("filters.shape.surface", "sharp boundary lines outline"),
        "Normals": Listed("filters.shape.geometry", "orientation vectors surface"),
        "CropBox": Listed("filters.shape.crop", "clip cut region bounds bounding"),
        "CropPlane": Listed("filters.shape.crop", "clip cut half slice"),
        "UniformGrid": Listed(
            "filters.shape.uniform",
            "resample sample probe image regular voxels interpolate cnn voxelize sampling",
        ),
        "SampleAtPoints": Listed(
            "filters.shape.probe",
            "resample probe sensor interpolate csv coordinates cloud sampling",
        ),
        "RandomPermutation": Listed("filters.random", "shuffle order seed"),
        "RandomSubsample": Listed("filters.random", "sample points cells choose seed sampling"),
        "SamplePoints": Listed(
            "geometry.sampling",
            "point cloud random poisson disk blue noise uniform sampling area volume weighted",
            ("scipy",),
        ),
        "FarthestPoints": Listed("geometry.sampling", "point cloud fps subsample even spread"),
        "MeshGraph": Listed(
            "geometry.graphs",
            "edges nodes gnn network pyg torch geometric meshgraphnet xmeshgraphnet",
        ),
        "NearestGraph": Listed(
            "geometry.graphs", "knn edges nodes gnn network pyg k-nearest neighbour", ("scipy",)
        ),
        "RadiusGraph": Listed(
            "geometry.graphs", "ball edges nodes gnn network pyg torch geometric domino", ("scipy",)
        ),
        "NodeTypes": Listed("geometry.node_types", "boundary inside sharp label gnn"),
        "FaceQuantities": Listed(
            "geometry.faces", "area center centre normal surface integrate centroid"
        ),
        "Forces": Listed(
            "geometry.forces",
            "drag lift moment coefficient pressure shear wall integrate cd cl reference "
            "values reynolds",
        ),
        "SurfaceDistance": Listed(
            "geometry.distances", "sdf signed wall distance implicit stl patch block boundary"
        ),
        "TunnelBoundaries": Listed(
            "geometry.tunnel", "boundary injection inlet outlet wall slip box domain far field"
        ),
        "HemisphereBoundaries": Listed(
            "geometry.hemisphere", "boundary injection inlet outlet symmetry ground dome far field"
        ),
        "Translate": Listed("geometry.moving", "move shift offset translation"),
        "Rotate": Listed("geometry.moving", "turn angle axis rotation augmentation"),
        "Scale": Listed("geometry.moving", "unit mm cm inch meter factor convert size scaling"),
        "AlignAxes": Listed("geometry.moving", "pca principal inertia orientation center pose"),
        "TimeDerivative": Listed(
            "filters.transient", "rate velocity change gradient dt acceleration"
        ),
        "SeriesDerivative": Listed(
            "filters.series",
            "rate velocity change gradient dt time transient neighbor files "
            "displacement acceleration",
        ),
        "Displacement": Listed("filters.transient", "deformation crash motion reference"),
        "MeanOfSteps": Listed("filters.transient", "average time steps temporal"),
        "SelectItems": Listed("filters.select_items", "drop condition outlier limit threshold"),
        "GlobalData": Listed("filters.values.global_data", "constants parameters metadata"),
        "GlobalTable": Listed(
            "filters.values.global_data", "csv parameters labels metadata inlet velocity reynolds"
        ),
        "GlobalFile": Listed(
            "filters.values.global_data", "csv json beside labels coefficients metadata"
        ),
        "Standardize": Listed(
            "filters.values.scaling",
            "standardise normalise scale mean std deviation z-score inverse",
        ),
        "Normalize": Listed(
            "filters.values.scaling", "normalise scale range minimum maximum min-max inverse"
        ),
        "Normalise": Listed("filters.values.normalise", former=True),
        "Quality": Listed("filters.shape.quality", "jacobian aspect skewness volume size check"),
        "PythonStep": Listed("filters.python_step", "code script function own custom program"),
        "PythonSource": Listed(
            "sources.python_source", "code script function class own custom reader read program"
        ),
        "PythonSink": Listed(
            "sinks.python_sink", "code script function class own custom writer write program"
        ),
        "Split": Listed("filters.split", "train validation test folds group leakage part"),
        "FieldStatistics": Listed("filters.statistics", "mean std minimum maximum histogram"),
        "MeshInformation": Listed("filters.information", "table csv sizes bounds report"),
        "VTUSink": Listed("sinks.vtk", "vtk paraview unstructured write"),
        "VTPSink": Listed("sinks.vtk", "vtk paraview surface polydata write"),
        "VTISink": Listed("sinks.vtk", "vtk paraview image structured regular write"),
        "VTSSink": Listed("sinks.vtk", "vtk paraview structured curvilinear write"),
        "VTKHDFSink": Listed("sinks.vtk", "hdf5 h5 paraview write"),
        "VTKHDFSeriesSink": Listed(
            "sinks.series",
            "hdf5 h5 paraview time steps transient animation trajectory write sequence "
            "positions crash",
            ("h5py",),
        ),
        "STLSink": Listed("sinks.surfaces", "triangles cad surface write"),
        "PLYSink": Listed("sinks.surfaces", "polygons surface write"),
        "HDF5Sink": Listed("sinks.hdf5", "h5 h5py chunks arrays write", ("h5py",)),
        "MeshZarrSink": Listed("sinks.arrays", "chunks arrays zstd write", ("zarr",)),
        "PMSHSink": Listed("sinks.arrays", "physicsnemo memory map tensordict simplices write"),
        "NPZSink": Listed("sinks.arrays", "numpy arrays write npy pytorch torch geometric pyg"),
        "WebDatasetSink": Listed(
            "sinks.webdataset", "wds tar shards stream torch dataloader write"
        ),
    },
)


def register(registry: Registry) -> None:
    """Register the domain and its components."""
    CATALOGUE.register(registry)


def __getattr__(name: str) -> Any:
    return CATALOGUE.load(name)


def __dir__() -> list[str]:
    return [*globals(), *CATALOGUE.listed]
