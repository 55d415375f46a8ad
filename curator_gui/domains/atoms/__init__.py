"""Atomistic structures: items are `ase.Atoms`."""

from __future__ import annotations

from curator_gui.core.registry import Domain, Registry

DOMAIN = Domain(
    key="atoms",
    title="Atomistic structures",
    item="ase.Atoms",
    extra="atoms",
    requires=("ase",),
)

_XYZ = ("extxyz", "xyz", "molecule", "crystal", "ase")
_LMDB = ("lmdb", "aselmdb", "fairchem", "OC20", "OMol25", "OMat24", "ase")
_PROGRAMS = ("ase", "vasp", "espresso", "cp2k", "gaussian", "orca", "lammps", "cif", "trajectory")


def register(registry: Registry) -> None:
    registry.add_domain(DOMAIN)
    _register_sources(registry)
    _register_filters(registry)
    _register_sinks(registry)


def _register_sources(registry: Registry) -> None:
    from curator_gui.domains.atoms.sources.ase import ASESource
    from curator_gui.domains.atoms.sources.crystals import SyntheticCrystals
    from curator_gui.domains.atoms.sources.database import ASEDatabaseSource
    from curator_gui.domains.atoms.sources.extxyz import ExtXYZSource
    from curator_gui.domains.atoms.sources.lammps import LAMMPSDumpSource
    from curator_gui.domains.atoms.sources.lmdb import ASELMDBSource
    from curator_gui.domains.atoms.sources.trajectory import TrajectorySource

    registry.add("atoms", ExtXYZSource, keywords=_XYZ)
    registry.add("atoms", ASESource, keywords=_PROGRAMS)
    registry.add("atoms", ASELMDBSource, requires=("lmdb",), keywords=_LMDB)
    registry.add("atoms", ASEDatabaseSource, keywords=("ase", "sqlite", "db"))
    registry.add("atoms", TrajectorySource, keywords=("ase", "traj", "relaxation", "dynamics"))
    registry.add("atoms", LAMMPSDumpSource, keywords=("lammps", "lammpstrj", "dump", "dynamics"))
    registry.add("atoms", SyntheticCrystals, keywords=("example", "demo", "metal", "EMT"))


def _register_filters(registry: Registry) -> None:
    from curator_gui.domains.atoms.filters.convert_units import ConvertUnits
    from curator_gui.domains.atoms.filters.energies import EnergyPerAtom, SubtractReference
    from curator_gui.domains.atoms.filters.geometry import Center, Wrap
    from curator_gui.domains.atoms.filters.information import StructureInfo
    from curator_gui.domains.atoms.filters.neighbors import CountNeighbors
    from curator_gui.domains.atoms.filters.properties import RenameProperties, SelectProperties
    from curator_gui.domains.atoms.filters.select_structures import SelectStructures
    from curator_gui.domains.atoms.filters.statistics import StructureStatistics
    from curator_gui.domains.atoms.filters.supercell import Supercell

    registry.add("atoms", SelectStructures, keywords=("elements", "size", "periodic", "force"))
    registry.add("atoms", SelectProperties, keywords=("keep", "drop", "fields"))
    registry.add("atoms", RenameProperties, keywords=("keys", "mapping", "fields"))
    registry.add("atoms", ConvertUnits, keywords=("Hartree", "eV", "Bohr", "kcal/mol"))
    registry.add("atoms", EnergyPerAtom, keywords=("normalise",))
    registry.add("atoms", SubtractReference, keywords=("atomization", "formation", "baseline"))
    registry.add("atoms", Wrap, keywords=("periodic", "boundary"))
    registry.add("atoms", Center, keywords=("centre", "vacuum", "shift"))
    registry.add("atoms", Supercell, keywords=("repeat", "periodic"))
    registry.add("atoms", CountNeighbors, keywords=("edges", "graph", "cutoff", "coordination"))
    registry.add("atoms", StructureInfo, keywords=("table", "CSV", "formula", "density"))
    registry.add("atoms", StructureStatistics, keywords=("mean", "reference energies", "fit"))


def _register_sinks(registry: Registry) -> None:
    from curator_gui.domains.atoms.sinks.extxyz import ExtXYZSink
    from curator_gui.domains.atoms.sinks.lmdb import ASELMDBSink
    from curator_gui.domains.atoms.sinks.npz import AtomsNPZSink
    from curator_gui.domains.atoms.sinks.zarr import AtomsZarrSink

    registry.add("atoms", ExtXYZSink, keywords=_XYZ)
    registry.add("atoms", ASELMDBSink, requires=("lmdb",), keywords=_LMDB)
    registry.add("atoms", AtomsZarrSink, requires=("zarr",), keywords=("zarr", "ragged"))
    registry.add("atoms", AtomsNPZSink, keywords=("npz", "numpy", "ragged"))
