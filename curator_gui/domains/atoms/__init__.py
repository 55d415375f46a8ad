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


def register(registry: Registry) -> None:
    """Register the domain and its components."""
    from curator_gui.domains.atoms.extxyz_sink import ExtXYZSink
    from curator_gui.domains.atoms.extxyz_source import ExtXYZSource
    from curator_gui.domains.atoms.lmdb_sink import ASELMDBSink
    from curator_gui.domains.atoms.lmdb_source import ASELMDBSource
    from curator_gui.domains.atoms.zarr_sink import AtomsZarrSink

    registry.add_domain(DOMAIN)
    xyz = ("extxyz", "xyz", "molecule", "crystal", "ase")
    lmdb = ("lmdb", "aselmdb", "fairchem", "OC20", "OMol25", "OMat24", "ase")
    registry.add("atoms", ExtXYZSource, keywords=xyz)
    registry.add("atoms", ASELMDBSource, requires=("lmdb",), keywords=lmdb)
    registry.add("atoms", ExtXYZSink, keywords=xyz)
    registry.add("atoms", ASELMDBSink, requires=("lmdb",), keywords=lmdb)
    registry.add("atoms", AtomsZarrSink, requires=("zarr",), keywords=("zarr", "ragged"))
