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

    registry.add_domain(DOMAIN)
    words = ("extxyz", "xyz", "molecule", "crystal", "ase")
    registry.add("atoms", ExtXYZSource, keywords=words)
    registry.add("atoms", ExtXYZSink, keywords=words)
