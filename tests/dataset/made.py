"""Small data sets of all sinks, made by real runs in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from curator_gui.core import Pipeline
from curator_gui.core.documents.document_io import document_text, parse_document
from curator_gui.dataset.handing_over.writing import HandedOver, hand_over
from curator_gui.domains.atoms import (
    ASEDatabaseSink,
    ASELMDBSink,
    AtomsHDF5Sink,
    AtomsNPZSink,
    AtomsZarrSink,
    ExtXYZSink,
    NeighborGraph,
    SyntheticCrystals,
)
from curator_gui.domains.atoms import WebDatasetSink as AtomsShards
from curator_gui.domains.grid import AnemoiSink, GridZarrSink, NetCDFSink, SyntheticFieldSource
from curator_gui.domains.grid import WebDatasetSink as GridShards
from curator_gui.domains.mesh import (
    HDF5Sink,
    MeshZarrSink,
    NPZSink,
    PMSHSink,
    SyntheticSource,
    VTKHDFSeriesSink,
    VTKHDFSink,
    VTUSink,
)
from curator_gui.domains.mesh import WebDatasetSink as MeshShards
from curator_gui.run import RunConfig, RunResult, execute

DOCUMENT = document_text(
    parse_document("format: curator-pipeline\nversion: 1\nname: Made\nsteps: []\n")
)


def meshes(count: int = 4) -> Any:
    return SyntheticSource(count=count, resolution=3)


def grids(count: int = 4) -> Any:
    return SyntheticFieldSource(count, rows=5, columns=6)


def atoms(count: int = 4) -> Any:
    return SyntheticCrystals(count, repeat=1)


def graphs(count: int = 4) -> Any:
    return atoms(count).filter(NeighborGraph(3.0, distances=True, vectors=True))


MADE: dict[str, Callable[[Path], Pipeline[Any]]] = {
    "npz": lambda out: meshes().write(NPZSink(out)),
    "hdf5": lambda out: meshes().write(HDF5Sink(out)),
    "mesh zarr": lambda out: meshes().write(MeshZarrSink(out)),
    "flat hdf5": lambda out: meshes().write(HDF5Sink(out, layout="flat")),
    "flat zarr": lambda out: meshes().write(MeshZarrSink(out, layout="flat")),
    "simplex zarr": lambda out: meshes().write(MeshZarrSink(out, layout="mesh")),
    "pmsh": lambda out: meshes().write(PMSHSink(out)),
    "vtu": lambda out: meshes().write(VTUSink(out)),
    "vtkhdf": lambda out: meshes().write(VTKHDFSink(out)),
    "vtkhdf series": lambda out: meshes().write(VTKHDFSeriesSink(out)),
    "netcdf": lambda out: grids().write(NetCDFSink(out)),
    "grid zarr": lambda out: grids().write(GridZarrSink(out / "store.zarr", "time")),
    "flat grid zarr": lambda out: grids().write(
        GridZarrSink(out / "store.zarr", "time", layout="flat")
    ),
    "anemoi": lambda out: grids().write(AnemoiSink(out / "store.zarr")),
    "extxyz": lambda out: atoms().write(ExtXYZSink(out, "{index}.xyz")),
    "one extxyz": lambda out: atoms().write(ExtXYZSink(out, "all.xyz")),
    "lmdb": lambda out: atoms().write(ASELMDBSink(out)),
    "atoms npz": lambda out: atoms().write(AtomsNPZSink(out / "all.npz")),
    "atoms zarr": lambda out: atoms().write(AtomsZarrSink(out / "all.zarr")),
    "atoms hdf5": lambda out: atoms().write(AtomsHDF5Sink(out / "all.h5")),
    "ase db": lambda out: atoms().write(ASEDatabaseSink(out / "all.db")),
    "mesh shards": lambda out: meshes().write(MeshShards(out, items_per_shard=3)),
    "grid shards": lambda out: grids().write(GridShards(out, items_per_shard=3, entries="npy")),
    "atoms shards": lambda out: atoms().write(AtomsShards(out, items_per_shard=3)),
}

GRAPHS: dict[str, Callable[[Path], Pipeline[Any]]] = {
    "graphs npz": lambda out: graphs().write(AtomsNPZSink(out / "all.npz")),
    "graphs zarr": lambda out: graphs().write(AtomsZarrSink(out / "all.zarr")),
    "graphs hdf5": lambda out: graphs().write(AtomsHDF5Sink(out / "all.h5")),
    "graphs lmdb": lambda out: graphs().write(ASELMDBSink(out)),
    "graphs db": lambda out: graphs().write(ASEDatabaseSink(out / "all.db")),
    "graphs extxyz": lambda out: graphs().write(ExtXYZSink(out, "all.xyz")),
    "graphs shards": lambda out: graphs().write(AtomsShards(out, items_per_shard=3)),
}
"""Structures with neighbor graphs in all sinks that there are for them."""


def run(pipeline: Pipeline[Any], record: Path, **config: Any) -> RunResult:
    config.setdefault("document", DOCUMENT)
    config.setdefault("name", "made")
    return execute(pipeline, RunConfig(backend="sequential", record=record, **config))


def make(kind: str, folder: Path) -> HandedOver:
    """Run a pipeline of a kind into `folder` and hand it over; the record is beside it."""
    pipeline = (MADE | GRAPHS)[kind](folder)
    record = folder.with_name(f"{folder.name}.curator-run")
    run(pipeline, record)
    return hand_over(pipeline, record)
