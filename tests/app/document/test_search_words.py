"""The words that people use find the component they need among the first."""

from __future__ import annotations

import pytest

from curator_gui.app.document.offered.catalogue import search
from curator_gui.core import Registry
from curator_gui.core.document import PipelineDocument
from curator_gui.domains import register_all

REGISTRY = register_all(Registry())


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("area", "mesh.FaceQuantities"),
        ("graph", "mesh.MeshGraph"),
        ("knn", "mesh.NearestGraph"),
        ("SDF", "mesh.SurfaceDistance"),
        ("wall distance", "mesh.SurfaceDistance"),
        ("drag", "mesh.Forces"),
        ("ensight", "mesh.VTKSource"),
        ("pvd", "mesh.VTKSource"),
        ("poisson disk", "mesh.SamplePoints"),
        ("fps", "mesh.FarthestPoints"),
        ("mm", "mesh.Scale"),
        ("pca", "mesh.AlignAxes"),
        ("drivaerml", "mesh.CaseSource"),
        ("stl write", "mesh.STLSink"),
        ("boundary gnn", "mesh.NodeTypes"),
        ("parquet", "mesh.MeshTableSource"),
        ("csv fields", "grid.FieldTableSource"),
        ("sqlite structures", "atoms.StructureTableSource"),
        ("grib", "grid.GRIBSource"),
        ("gfs", "grid.GRIBSource"),
        ("regrid", "grid.Regrid"),
        ("conservative", "grid.Regrid"),
        ("healpix", "grid.ToHealpix"),
        ("python", "grid.PythonStep"),
        ("script", "atoms.PythonStep"),
        ("own function", "mesh.PythonStep"),
        ("daily mean", "grid.PeriodStatistics"),
        ("climatology", "grid.Anomaly"),
        ("precipitation", "grid.Deaccumulate"),
        ("moving average", "grid.RollingWindow"),
        ("insolation", "grid.Forcings"),
        ("formula", "grid.Derive"),
        ("tiles", "grid.Patches"),
        ("global average", "grid.AreaStatistics"),
        ("duplicates", "atoms.DropDuplicates"),
        ("virial", "atoms.ConvertStress"),
        ("augmentation", "atoms.RandomRotation"),
        ("diverse", "atoms.FarthestStructures"),
        ("outliers", "atoms.DropOutliers"),
        ("primitive", "atoms.StandardCell"),
        ("spglib", "atoms.StandardCell"),
        ("cmip", "grid.RenameVariables"),
    ],
)
def test_words_of_the_field_find_the_component(words: str, key: str) -> None:
    found = [offer.entry.key for offer in search(REGISTRY, PipelineDocument(), words)]
    assert key in found[:6]
