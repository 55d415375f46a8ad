"""Gridded fields: items are `xarray.Dataset`."""

from __future__ import annotations

from curator_gui.core.registry import Domain, Registry

DOMAIN = Domain(
    key="grid",
    title="Gridded fields",
    item="xarray.Dataset",
    extra="grid",
    requires=("xarray",),
)


def register(registry: Registry) -> None:
    """Register the domain and its components."""
    registry.add_domain(DOMAIN)
