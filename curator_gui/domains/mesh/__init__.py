"""Meshes: items are `pyvista.DataSet`."""

from __future__ import annotations

from curator_gui.core.registry import Domain, Registry

DOMAIN = Domain(
    key="mesh",
    title="Meshes",
    item="pyvista.DataSet",
    extra="mesh",
    requires=("pyvista",),
)


def register(registry: Registry) -> None:
    """Register the domain and its components."""
    registry.add_domain(DOMAIN)
