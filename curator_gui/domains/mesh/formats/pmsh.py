"""The folder `.pmsh`: a mesh as memory-mapped arrays, as physicsnemo's MeshReader takes it.

It is what tensordict (0.15) writes of a tensorclass `physicsnemo.mesh.mesh.Mesh`: `meta.json` with
its type, and in `_tensordict` one file `NAME.memmap` an array (raw values in C order) and a
`meta.json` that has shape and type of each; one folder more for each of `point_data`, `cell_data`,
`global_data`, and for the caches of the mesh, which are empty.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from curator_gui.core.text.stored_names import too_long
from curator_gui.domains.mesh.errors import MeshError

_MESH = {"_type": "<class 'physicsnemo.mesh.mesh.Mesh'>"}
_DICT = {
    "_type": "<class 'tensordict._td.TensorDict'>",
    "_format_version": 1,
    "_class": "tensordict:TensorDict",
}
_TYPES = (
    *("bool", "uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64"),
    *("float16", "float32", "float64", "complex64", "complex128"),
)
_INNER = "_tensordict"


def write_pmsh(arrays: Mapping[str, Any], folder: Path) -> None:
    """Fill an empty folder with a mesh of simplices, in arrays (see `mesh.formats.simplices`).

    Raises
    ------
    MeshError
        If a field has a type that torch lacks, or a name with a slash.
    """
    inner = folder / _INNER
    points, cells = arrays["points"], arrays["cells"]
    shapes = {"point_data": [len(points)], "cell_data": [len(cells)], "global_data": []}
    _write(inner, {"points": points, "cells": cells}, [*shapes, "_cache"], [])
    for group, shape in shapes.items():
        start = f"{group}/"
        own = {n.removeprefix(start): a for n, a in arrays.items() if n.startswith(start)}
        _write(inner / group, own, (), shape)
    _write(inner / "_cache", {}, ("cell", "point", "topology"), [])
    for name, shape in (("cell", [len(cells)]), ("point", [len(points)]), ("topology", [])):
        _write(inner / "_cache" / name, {}, (), shape)
    (folder / "meta.json").write_text(json.dumps(_MESH), encoding="utf-8")


def _write(
    folder: Path, arrays: Mapping[str, Any], groups: Iterable[str], shape: list[int]
) -> None:
    import numpy as np

    folder.mkdir()
    meta: dict[str, Any] = {}
    for name, array in arrays.items():
        _check(name, array)
        plain = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        plain.tofile(folder / f"{name}.memmap")
        meta[name] = {
            "device": "cpu",
            "shape": list(array.shape),
            "dtype": f"torch.{array.dtype.name}",
            "is_nested": False,
        }
    meta |= {name: {"type": "TensorDict"} for name in groups}
    text = json.dumps(meta | {"shape": shape, "device": "cpu"} | _DICT)
    (folder / "meta.json").write_text(text, encoding="utf-8")


def _check(name: str, array: Any) -> None:
    if "/" in name or name in ("", "shape", "device", *_DICT):
        raise MeshError("has a field named {name}, which a .pmsh cannot hold", name=repr(name))
    words = too_long(name, f"{name}.memmap")
    if words:
        raise MeshError("{words}", words=words)
    if array.dtype.name not in _TYPES:
        raise MeshError(
            "has the field {name} of type {dtype}, which torch lacks; change it with Precision",
            name=repr(name),
            dtype=array.dtype,
        )


def read_pmsh(folder: Path) -> dict[str, Any]:
    """Return the arrays of a mesh that `write_pmsh` wrote, mapped into memory.

    Raises
    ------
    OSError, ValueError, KeyError
        If it is damaged or something else.
    """
    inner = folder / _INNER
    found = _read(inner, "")
    for group in ("point_data", "cell_data", "global_data"):
        found |= _read(inner / group, f"{group}/")
    return found


def _read(folder: Path, prefix: str) -> dict[str, Any]:
    import numpy as np

    found = {}
    for name, entry in json.loads((folder / "meta.json").read_text(encoding="utf-8")).items():
        if isinstance(entry, dict) and "dtype" in entry:
            kind = np.dtype(entry["dtype"].removeprefix("torch.")).newbyteorder("<")
            values = np.fromfile(folder / f"{name}.memmap", kind)
            found[prefix + name] = values.reshape(entry["shape"])
    return found
