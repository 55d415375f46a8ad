"""Atomistic structures: items are `ase.Atoms`.

The components are loaded when they are first asked for:
`from curator_gui.domains.atoms import ExtXYZSource`.
"""

from __future__ import annotations

from typing import Any

from curator_gui.core.registration.registry import Domain, Registry
from curator_gui.domains.common.catalogue import Catalogue, Listed

CATALOGUE = Catalogue(
    package=__name__,
    domain=Domain(
        key="atoms",
        title="Atomistic structures",
        item="ase.Atoms",
        extra="atoms",
        requires=("ase",),
    ),
    listed={
        "ExtXYZSource": Listed(
            "sources.extxyz", "extxyz xyz molecule crystal ase mace nequip allegro gap sevennet"
        ),
        "ASESource": Listed(
            "sources.ase",
            "ase vasp espresso cp2k gaussian orca lammps cif trajectory outcar vasprun "
            "xdatcar poscar contcar siesta fhi-aims aims castep abinit nwchem gpaw pdb "
            "sdf mol xsf data topology bonds quantum",
        ),
        "ASELMDBSource": Listed(
            "sources.lmdb", "lmdb aselmdb fairchem OC20 OMol25 OMat24 ase omol omat", ("lmdb",)
        ),
        "ASEDatabaseSource": Listed("sources.database", "ase sqlite db"),
        "TrajectorySource": Listed("sources.trajectory", "ase traj relaxation dynamics"),
        "LAMMPSDumpSource": Listed("sources.lammps", "lammps lammpstrj dump dynamics"),
        "OptimadeSource": Listed(
            "sources.optimade", "json jsonl materials project nomad crystals database query"
        ),
        "MoleculeArchiveSource": Listed(
            "sources.molecule_archives",
            "ani ani-1x spice md17 rmd17 qm7-x qm7x sgdml hdf5 h5 npz conformers torchani",
            ("h5py",),
        ),
        "StructureTableSource": Listed("sources.table", "csv parquet sqlite list rows paths"),
        "SyntheticCrystals": Listed("sources.crystals", "example demo metal EMT"),
        "SelectStructures": Listed(
            "filters.select_structures",
            "elements size periodic force composition formula pbc coordination",
        ),
        "SelectProperties": Listed("filters.values.properties", "keep drop fields"),
        "RenameProperties": Listed("filters.values.properties", "keys mapping fields"),
        "ConvertUnits": Listed("filters.values.convert_units", "Hartree eV Bohr kcal/mol gpa"),
        "EnergyPerAtom": Listed("filters.values.energies", "normalise"),
        "SubtractReference": Listed(
            "filters.values.energies",
            "atomization formation baseline isolated atom e0 e0s cohesive least squares",
        ),
        "Standardize": Listed(
            "filters.values.scaling",
            "standardise normalise scale mean std deviation z-score inverse",
        ),
        "Wrap": Listed("filters.shape.geometry", "periodic boundary pbc"),
        "Center": Listed("filters.shape.geometry", "centre vacuum shift"),
        "Supercell": Listed("filters.shape.supercell", "repeat periodic"),
        "CountNeighbors": Listed("filters.shape.neighbors", "edges graph cutoff coordination"),
        "NeighborGraph": Listed(
            "filters.shape.neighbors",
            "edges graph neighbor list neighbour cutoff radius shifts periodic pyg torch geometric "
            "gnn message passing mace nequip",
        ),
        "DropDuplicates": Listed(
            "curation.duplicates", "copies same near equal deduplicate unique similar", ("scipy",)
        ),
        "FarthestStructures": Listed(
            "curation.diversity",
            "fps farthest point selection diverse subset active learning diversity",
        ),
        "DropOutliers": Listed("curation.outliers", "unusual energy force failed unconverged mad"),
        "RandomRotation": Listed("curation.rotations", "augmentation turn equivariance"),
        "StandardCell": Listed(
            "curation.standard_cells",
            "spglib symmetry space group primitive conventional unit cell reduce standardized",
            ("spglib",),
            extra="symmetry",
        ),
        "ConvertStress": Listed(
            "curation.stresses", "virial voigt sign order vasp kbar pressure convention gpa"
        ),
        "StructureInfo": Listed("filters.information", "table CSV formula density"),
        "PythonStep": Listed("filters.python_step", "code script function own custom program"),
        "PythonSource": Listed(
            "sources.python_source", "code script function class own custom reader read program"
        ),
        "PythonSink": Listed(
            "sinks.python_sink", "code script function class own custom writer write program"
        ),
        "Split": Listed("filters.split", "train validation test folds group leakage part"),
        "StructureStatistics": Listed(
            "filters.statistics", "mean reference energies fit isolated atom e0 e0s least squares"
        ),
        "ExtXYZSink": Listed(
            "sinks.extxyz", "extxyz xyz molecule crystal ase mace nequip allegro gap sevennet"
        ),
        "ASELMDBSink": Listed(
            "sinks.lmdb", "lmdb aselmdb fairchem OC20 OMol25 OMat24 ase metadata.npz", ("lmdb",)
        ),
        "AtomsZarrSink": Listed("sinks.zarr", "zarr ragged", ("zarr",)),
        "AtomsNPZSink": Listed("sinks.npz", "npz numpy ragged"),
        "AtomsHDF5Sink": Listed("sinks.hdf5", "hdf5 h5 h5py ragged", ("h5py",)),
        "ASEDatabaseSink": Listed("sinks.database", "ase db sqlite database select key-value"),
        "WebDatasetSink": Listed("sinks.webdataset", "wds tar shards stream torch dataloader"),
    },
)


def register(registry: Registry) -> None:
    """Register the domain and its components."""
    CATALOGUE.register(registry)


def __getattr__(name: str) -> Any:
    return CATALOGUE.load(name)


def __dir__() -> list[str]:
    return [*globals(), *CATALOGUE.listed]
