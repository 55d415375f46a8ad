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
        ("own reader", "mesh.PythonSource"),
        ("python", "atoms.PythonSource"),
        ("script", "grid.PythonSource"),
        ("code", "mesh.PythonSource"),
        ("own writer", "grid.PythonSink"),
        ("python sink", "mesh.PythonSink"),
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


FURTHER_WORDS = {
    "mesh.VTKSource": "pvtp, pieces, ghost, ensight gold, case, series, cgns, multiblock",
    "mesh.OpenFOAMSource": "decomposed, processor, multi-region, region, double precision",
    "mesh.MeshioSource": "xmf, xdmf, fluent, xdmf series",
    "mesh.NearestGraph": "k-nearest, nearest neighbours, nearest neighbors",
    "mesh.MeshGraph": "edges, torch geometric, pyg, meshgraphnet",
    "mesh.SamplePoints": "sampling, point cloud, sample points",
    "mesh.FaceQuantities": "areas, centres, centroids, surface area",
    "mesh.UniformGrid": "resample, voxelize, voxels",
    "mesh.SampleAtPoints": "probes, resample",
    "mesh.Forces": "drag coefficient, moments, reference values",
    "mesh.SeriesDerivative": "acceleration, time derivatives",
    "mesh.Rotate": "rotation, augmentation",
    "mesh.Translate": "translation",
    "mesh.Scale": "scaling, units",
    "mesh.NPZSink": "npy, torch geometric",
    "mesh.VTKHDFSeriesSink": "sequence, positions, transient",
    "grid.NetCDFSource": "hdf5, h5, groups, s3, object store, fsspec, curvilinear, unstructured",
    "grid.GridZarrSource": "s3, object store, fsspec, weatherbench",
    "grid.GridZarrSink": "zarr v2, append, weatherbench2, one-chunk",
    "grid.AnemoiSink": "statistics, tendencies, anemoi",
    "grid.InterpolateLevels": "vertical interpolation, pressure levels, model levels",
    "grid.TimeAxis": "sorted, deduplicate, gaps",
    "grid.Deaccumulate": "accumulation, deaccumulate",
    "grid.AreaStatistics": "latitude weights, area-weighted",
    "grid.Derive": "derived variable, relative humidity, expression",
    "grid.LaggedFields": "tendencies, differences, lags",
    "atoms.ASESource": "outcar, vasprun, xdatcar, poscar, lammps data, topology, bonds, cif",
    "atoms.SubtractReference": "isolated atoms, e0s, least squares, cohesive",
    "atoms.SelectStructures": "composition, coordination",
    "atoms.FarthestStructures": "diversity",
    "atoms.ExtXYZSink": "mace, nequip, gap, sevennet",
    "atoms.ASELMDBSink": "metadata.npz, aselmdb",
    "atoms.ConvertUnits": "gpa",
}


@pytest.mark.parametrize("key", FURTHER_WORDS)
def test_every_word_of_a_component_finds_it_among_those_of_its_data(key: str) -> None:
    domain = key.split(".")[0]
    for words in FURTHER_WORDS[key].split(", "):
        found = [offer.entry.key for offer in search(REGISTRY, PipelineDocument(), words)]
        assert key in [other for other in found if other.startswith(domain)][:8], words


def test_a_plural_finds_what_is_named_in_the_singular() -> None:
    def found(words: str) -> list[str]:
        return [offer.entry.key for offer in search(REGISTRY, PipelineDocument(), words)]

    assert "mesh.FaceQuantities" in found("areas")
    assert "mesh.Normals" in found("normals")
    assert not found("zzzs")
    assert len(found("s")) > len(found("ss"))  # one letter is itself, no plural of nothing
