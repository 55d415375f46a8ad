"""Leave out the libraries of VTK that nothing names.

Kept are the modules that the sources of Curator, pyvista and meshio name, and what these load.
"""

from __future__ import annotations

import re
from pathlib import Path

from ship import elf

NAMING = ("pyvista", "curator_gui", "meshio", "vtkmodules/util", "vtkmodules/numpy_interface")
_MODULE = re.compile(r"\bvtk[A-Z]\w+")
_IMPORTED = re.compile(rb"vtkmodules\.(vtk\w+)\0")


def prune_vtk(packages: Path) -> tuple[int, int]:
    """Remove the libraries that are not needed; return how many are left of how many."""
    folder = packages / "vtkmodules"
    libraries = {path.name: path for path in folder.glob("*.so*")}
    modules = {name.partition(".")[0]: name for name in libraries if not name.startswith("lib")}
    loads = {
        found.path.name: set(found.needed) & libraries.keys()
        for found in elf.read(libraries.values())
    }
    for name in modules.values():
        # What a module imports stands only as a text inside it; readelf does not tell.
        inside = _IMPORTED.findall(libraries[name].read_bytes())
        imported = {other.decode() for other in inside}
        loads[name] |= {modules[other] for other in imported & modules.keys()}
    kept, todo = (
        set[str](),
        {modules[name] for name in _named(packages) if name in modules},
    )
    while todo:
        kept |= todo
        todo = set[str]().union(*(loads[name] for name in todo)) - kept
    for name in libraries.keys() - kept:
        libraries[name].unlink()
    return len(kept), len(libraries)


def _named(packages: Path) -> set[str]:
    found: set[str] = set()
    for package in NAMING:
        for source in (packages / package).rglob("*.py"):
            found.update(_MODULE.findall(source.read_text(encoding="utf-8")))
    return found
