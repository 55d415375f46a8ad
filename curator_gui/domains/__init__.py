"""The domains: components for meshes, gridded fields and atomistic structures.

Each domain package has a `register(registry)`; none imports its heavy libraries before an item is
read, so the whole catalogue is listed in milliseconds, also where an extra is not installed.
"""

from __future__ import annotations

from pathlib import Path

from curator_gui.core.registration.registry import REGISTRY, Registry


def register_all(registry: Registry = REGISTRY, user_folder: Path | None = None) -> Registry:
    """Register the built-in domains, those of installed packages and the user's own files.

    Calling it again adds what is new and changes nothing else.
    """
    from curator_gui.domains import atoms, grid, mesh

    for domain in (mesh, grid, atoms):
        domain.register(registry)
    registry.load_entry_points()
    if user_folder is not None:
        registry.load_folder(user_folder)
    return registry
