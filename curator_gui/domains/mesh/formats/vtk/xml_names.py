"""Field names in VTK XML files: VTK writes `"`, `<` and `&` as they are, and cannot read that."""

from __future__ import annotations

import re
from typing import Any

from curator_gui.domains.mesh.errors import MeshError

_MARKUP = re.compile(r'[&<>"\t\n\r]')
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_PARTS = ("PointData", "CellData", "FieldData")


def with_xml_names(mesh: Any) -> Any:
    """Return the mesh with names such that its file has those of before; itself if all are plain.

    Raises
    ------
    MeshError
        If a name has control characters, which no XML file can have.
    """
    names = [name for part in _PARTS for name in _names(getattr(mesh, f"Get{part}")())]
    for name in names:
        if _NO_XML.search(name):
            raise MeshError(
                "has a field named {name}, which no XML file can have; rename it", name=repr(name)
            )
    if not any(map(_MARKUP.search, names)):
        return mesh
    result = mesh.NewInstance()
    result.ShallowCopy(mesh)
    for part in _PARTS:
        _rename(getattr(result, f"Get{part}")())
    return result


def _names(attributes: Any) -> list[str]:
    return [attributes.GetArrayName(n) or "" for n in range(attributes.GetNumberOfArrays())]


def _rename(attributes: Any) -> None:
    """Put renamed copies, which share their values, in the places of arrays."""
    arrays = [attributes.GetAbstractArray(n) for n in range(attributes.GetNumberOfArrays())]
    active = _active(attributes, arrays)
    attributes.Initialize()
    for number, array in enumerate(arrays):
        own = array.NewInstance()
        own.ShallowCopy(array) if hasattr(array, "ShallowCopy") else own.DeepCopy(array)
        own.SetName(_MARKUP.sub(lambda found: f"&#{ord(found[0])};", array.GetName() or ""))
        attributes.AddArray(own)
        for kind in active.get(number, ()):
            attributes.SetActiveAttribute(number, kind)


def _active(attributes: Any, arrays: list[Any]) -> dict[int, list[int]]:
    """Tell which arrays are what VTK calls active: scalars, vectors, normals and so on."""
    found: dict[int, list[int]] = {}
    if not hasattr(attributes, "GetAbstractAttribute"):
        return found  # global data
    for kind in range(attributes.NUM_ATTRIBUTES):
        own = attributes.GetAbstractAttribute(kind)
        for number, array in enumerate(arrays):  # `==` would compare their values
            if own is not None and array is own:
                found.setdefault(number, []).append(kind)
    return found
