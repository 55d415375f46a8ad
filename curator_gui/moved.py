"""Where components stood before the folders were sorted, so that what people have goes on working.

Exported scripts import from these modules, and run records name them: a finished index is known by
its component's name as it was then. Nothing is added here; new components have one home.
"""

from __future__ import annotations

import importlib.machinery
import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from types import ModuleType
from typing import Any

_PACKAGE = "curator_gui."
_COMPONENTS = {
    "domains.mesh.vtk_source": ("domains.mesh.sources.vtk", "VTKSource"),
    "domains.mesh.openfoam_source": ("domains.mesh.sources.openfoam", "OpenFOAMSource"),
    "domains.mesh.frd_source": ("domains.mesh.sources.calculix", "FRDSource"),
    "domains.mesh.meshio_source": ("domains.mesh.sources.meshio", "MeshioSource"),
    "domains.mesh.synthetic_source": ("domains.mesh.sources.synthetic", "SyntheticSource"),
    "domains.mesh.filters_fields": ("domains.mesh.filters.values.fields", "SelectFields Precision"),
    "domains.mesh.filters_rename": ("domains.mesh.filters.values.fields", "RenameFields"),
    "domains.mesh.filters_basic": (
        "domains.mesh.filters.shape.basic",
        "Clean CellToPoint PointToCell",
    ),
    "domains.mesh.filters_geometry": (
        "domains.mesh.filters.shape.geometry",
        "Triangulate ExtractSurface Normals",
    ),
    "domains.mesh.filters_surface": (
        "domains.mesh.filters.shape.surface",
        "Slice Decimate FeatureEdges",
    ),
    "domains.mesh.filters_crop": ("domains.mesh.filters.shape.crop", "CropBox CropPlane"),
    "domains.mesh.filters_random": (
        "domains.mesh.filters.random",
        "RandomPermutation RandomSubsample",
    ),
    "domains.mesh.filters_global": (
        "domains.mesh.filters.values.global_data",
        "GlobalData GlobalTable",
    ),
    "domains.mesh.filters_normalise": ("domains.mesh.filters.values.normalise", "Normalise"),
    "domains.mesh.filters_quality": ("domains.mesh.filters.shape.quality", "Quality"),
    "domains.mesh.filters_statistics": ("domains.mesh.filters.statistics", "FieldStatistics"),
    "domains.mesh.filters_information": ("domains.mesh.filters.information", "MeshInformation"),
    "domains.mesh.sinks_vtk": ("domains.mesh.sinks.vtk", "VTUSink VTPSink VTKHDFSink"),
    "domains.mesh.sink_hdf5": ("domains.mesh.sinks.hdf5", "HDF5Sink"),
    "domains.mesh.sinks_arrays": ("domains.mesh.sinks.arrays", "MeshZarrSink NPZSink"),
    "domains.grid.netcdf_source": ("domains.grid.sources.netcdf", "NetCDFSource"),
    "domains.grid.zarr_source": ("domains.grid.sources.zarr", "GridZarrSource"),
    "domains.grid.synthetic": ("domains.grid.sources.synthetic", "SyntheticFieldSource"),
    "domains.grid.netcdf_sink": ("domains.grid.sinks.netcdf", "NetCDFSink"),
    "domains.grid.zarr_sink": ("domains.grid.sinks.zarr", "GridZarrSink"),
    "domains.grid.selection": (
        "domains.grid.filters.shape.selection",
        "SelectVariables SelectLevels CropRegion SelectTimes",
    ),
    "domains.grid.transforms": (
        "domains.grid.filters.values.transforms",
        "ConvertUnits WindSpeed CastPrecision",
    ),
    "domains.grid.regrid": ("domains.grid.filters.shape.regrid", "Regrid"),
    "domains.grid.fill_missing": ("domains.grid.filters.values.fill_missing", "FillMissing"),
    "domains.grid.mask": ("domains.grid.filters.values.mask", "ApplyMask"),
    "domains.grid.statistics": ("domains.grid.filters.statistics", "FieldStatistics Standardise"),
    "domains.atoms.extxyz_source": ("domains.atoms.sources.extxyz", "ExtXYZSource"),
    "domains.atoms.ase_source": ("domains.atoms.sources.ase", "ASESource"),
    "domains.atoms.lmdb_source": ("domains.atoms.sources.lmdb", "ASELMDBSource"),
    "domains.atoms.database_source": ("domains.atoms.sources.database", "ASEDatabaseSource"),
    "domains.atoms.trajectory_source": ("domains.atoms.sources.trajectory", "TrajectorySource"),
    "domains.atoms.lammps_source": ("domains.atoms.sources.lammps", "LAMMPSDumpSource"),
    "domains.atoms.crystals": ("domains.atoms.sources.crystals", "SyntheticCrystals"),
    "domains.atoms.select_structures": (
        "domains.atoms.filters.select_structures",
        "SelectStructures",
    ),
    "domains.atoms.property_filters": (
        "domains.atoms.filters.values.properties",
        "SelectProperties RenameProperties",
    ),
    "domains.atoms.convert_units": ("domains.atoms.filters.values.convert_units", "ConvertUnits"),
    "domains.atoms.energies": (
        "domains.atoms.filters.values.energies",
        "EnergyPerAtom SubtractReference",
    ),
    "domains.atoms.geometry": ("domains.atoms.filters.shape.geometry", "Wrap Center"),
    "domains.atoms.supercell": ("domains.atoms.filters.shape.supercell", "Supercell"),
    "domains.atoms.neighbors": ("domains.atoms.filters.shape.neighbors", "CountNeighbors"),
    "domains.atoms.information": ("domains.atoms.filters.information", "StructureInfo"),
    "domains.atoms.statistics": ("domains.atoms.filters.statistics", "StructureStatistics"),
    "domains.atoms.extxyz_sink": ("domains.atoms.sinks.extxyz", "ExtXYZSink"),
    "domains.atoms.lmdb_sink": ("domains.atoms.sinks.lmdb", "ASELMDBSink"),
    "domains.atoms.zarr_sink": ("domains.atoms.sinks.zarr", "AtomsZarrSink"),
    "domains.atoms.npz_sink": ("domains.atoms.sinks.npz", "AtomsNPZSink"),
}
_PARTED = {
    "domains.grid.filters.shape.coarsen.Coarsen": "domains.grid.transforms",
    "core.filters.splitting.Split": "core.splitting",
}
"""Components whose module was parted or moved alone; `_COMPONENTS` has the others."""

_CORE = {
    "filters": "fitting splitting stateful",
    "documents": "document_io correspondence yaml_edit yaml_text build validation paths",
    "measuring": "array_moments collector measures inspection",
    "storage": "files folders places resources outputs installed",
    "trust": "strangers secrets ownership",
    "sidecars": "curation parts_file constants_file",
    "text": "plain_text quantities naming",
}
"""Folders of the core, with the modules that once lay loose in it."""

_STORAGE = {
    "remote": "addresses copies remote_errors damage",
    "trust": "agreed_file ownership secrets servers strangers",
}
"""Folders of the core, with the modules that once lay in `core.storage`."""

_FILTERS = {
    f"domains.{domain}.filters.{name}": f"domains.{domain}.filters.{room}.{name}"
    for domain, room, names in (
        ("mesh", "shape", "basic crop geometry quality surface uniform"),
        ("mesh", "values", "fields global_data normalise scaling"),
        ("grid", "shape", "coarsen healpix overlap regrid selection"),
        ("grid", "values", "fill_missing mask scaling transforms"),
        ("atoms", "shape", "geometry neighbors supercell"),
        ("atoms", "values", "convert_units energies properties references scaling"),
    )
    for name in names.split()
}
"""Modules of filters that once lay loose in their folder, with their present places."""

_MODULES = (
    {"run.indices": "run.planning.indices"}
    | _FILTERS
    | {old: new for old, (new, _) in _COMPONENTS.items()}
    | {
        f"core.{name}": f"core.{room}.{name}"
        for room, names in _CORE.items()
        for name in names.split()
    }
    | {
        f"core.storage.{name}": f"core.{room}.{name}"
        for room, names in _STORAGE.items()
        for name in names.split()
    }
)
_RECORDED = {
    f"{_PACKAGE}{new}.{name}": f"{_PACKAGE}{old}.{name}"
    for old, (new, names) in _COMPONENTS.items()
    for name in names.split()
} | {
    f"{_PACKAGE}{new}": f"{_PACKAGE}{old}.{new.rpartition('.')[2]}" for new, old in _PARTED.items()
}


_FORMER = {f"{_PACKAGE}{new}": f"{_PACKAGE}{old}" for old, new in _FILTERS.items()}


def recorded_name(cls: type) -> str:
    """Return the dotted name by which run records know a component class."""
    name = f"{cls.__module__}.{cls.__qualname__}"
    former = f"{_FORMER.get(cls.__module__, cls.__module__)}.{cls.__qualname__}"
    return _RECORDED.get(name, former)


class _MovedFinder(MetaPathFinder, Loader):
    """Finds a former module as one that has the names of the present one."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Answer for former modules only; asked when nobody else has found one."""
        if fullname.removeprefix(_PACKAGE) not in _MODULES:
            return None
        return importlib.machinery.ModuleSpec(fullname, self)

    def exec_module(self, module: ModuleType) -> None:
        """Let the former module look its names up in the present one."""
        old = module.__name__
        home = import_module(_PACKAGE + _MODULES[old.removeprefix(_PACKAGE)])
        place = ".".join(old.split(".")[: 3 if ".domains." in old else 2])
        warnings.warn(
            f"{old} has moved: import its names from {place}", DeprecationWarning, stacklevel=2
        )

        def lookup(name: str) -> Any:
            return getattr(home, name)

        module.__getattr__ = lookup  # type: ignore[method-assign]


def install() -> None:
    """Let the former modules be imported."""
    sys.meta_path.append(_MovedFinder())
