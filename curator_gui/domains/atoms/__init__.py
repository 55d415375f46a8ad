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
    registry.add_domain(DOMAIN)
