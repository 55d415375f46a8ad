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
    """Register the domain and its components."""
    registry.add_domain(DOMAIN)
    _register_sources(registry)
    _register_filters(registry)
    _register_sinks(registry)


def _register_sources(registry: Registry) -> None:
    from curator_gui.domains.atoms.ase_source import ASESource
    from curator_gui.domains.atoms.crystals import SyntheticCrystals
    from curator_gui.domains.atoms.database_source import ASEDatabaseSource
    from curator_gui.domains.atoms.extxyz_source import ExtXYZSource
    from curator_gui.domains.atoms.lammps_source import LAMMPSDumpSource
    from curator_gui.domains.atoms.lmdb_source import ASELMDBSource
    from curator_gui.domains.atoms.trajectory_source import TrajectorySource

    registry.add("atoms", ExtXYZSource, keywords=_XYZ)
    registry.add("atoms", ASESource, keywords=_PROGRAMS)
    registry.add("atoms", ASELMDBSource, requires=("lmdb",), keywords=_LMDB)
    registry.add("atoms", ASEDatabaseSource, keywords=("ase", "sqlite", "db"))
    registry.add("atoms", TrajectorySource, keywords=("ase", "traj", "relaxation", "dynamics"))
    registry.add("atoms", LAMMPSDumpSource, keywords=("lammps", "lammpstrj", "dump", "dynamics"))
    registry.add("atoms", SyntheticCrystals, keywords=("example", "demo", "metal", "EMT"))


def _register_filters(registry: Registry) -> None:
    from curator_gui.domains.atoms.convert_units import ConvertUnits
    from curator_gui.domains.atoms.energies import EnergyPerAtom, SubtractReference
    from curator_gui.domains.atoms.geometry import Center, Wrap
    from curator_gui.domains.atoms.information import StructureInfo
    from curator_gui.domains.atoms.neighbors import CountNeighbors
    from curator_gui.domains.atoms.property_filters import RenameProperties, SelectProperties
    from curator_gui.domains.atoms.select_structures import SelectStructures
    from curator_gui.domains.atoms.statistics import StructureStatistics
    from curator_gui.domains.atoms.supercell import Supercell

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
    from curator_gui.domains.atoms.extxyz_sink import ExtXYZSink
    from curator_gui.domains.atoms.lmdb_sink import ASELMDBSink
    from curator_gui.domains.atoms.npz_sink import AtomsNPZSink
    from curator_gui.domains.atoms.zarr_sink import AtomsZarrSink

    registry.add("atoms", ExtXYZSink, keywords=_XYZ)
    registry.add("atoms", ASELMDBSink, requires=("lmdb",), keywords=_LMDB)
    registry.add("atoms", AtomsZarrSink, requires=("zarr",), keywords=("zarr", "ragged"))
    registry.add("atoms", AtomsNPZSink, keywords=("npz", "numpy", "ragged"))
