"""Take multi-block data apart: its leaves, their names, one mesh made of all."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import array_names, fits

Leaf = tuple[str, Any]
"""A block's name, with `/` between the levels, and its `pyvista.DataSet`."""


def leaves(data: Any) -> list[Leaf]:
    """List the meshes inside any VTK data object; a plain data set is its own, nameless leaf.

    Empty blocks (no points) are left out: many writers leave them for parts that do not exist.
    """
    return [leaf for leaf in _walk("", data) if leaf[1].GetNumberOfPoints() > 0]


def _walk(name: str, data: Any) -> Iterator[Leaf]:
    if data is None:
        return
    if data.IsA("vtkDataSet"):
        yield name, as_pyvista(data)
        return
    for key, child in _children(data):
        yield from _walk(f"{name}/{key}" if name else key, child)


def as_pyvista(data: Any) -> Any:
    """Return a VTK data set as the `pyvista.DataSet` of its type, sharing its arrays."""
    import pyvista as pv

    # `pyvista.wrap` tries many types of arguments first, which takes as long again.
    known = getattr(pv, data.GetClassName().removeprefix("vtk"), None)
    if isinstance(known, type) and issubclass(known, pv.DataSet):
        return known(data)
    return pv.wrap(data)


def _children(data: Any) -> Iterator[Leaf]:
    if data.IsA("vtkPartitionedDataSetCollection"):
        for number in range(data.GetNumberOfPartitionedDataSets()):
            yield _block_name(data, number), data.GetPartitionedDataSet(number)
    elif data.IsA("vtkPartitionedDataSet"):
        for number in range(data.GetNumberOfPartitions()):
            yield _block_name(data, number), data.GetPartitionAsDataObject(number)
    elif data.IsA("vtkMultiBlockDataSet"):
        for number in range(data.GetNumberOfBlocks()):
            yield _block_name(data, number), data.GetBlock(number)
    else:
        raise MeshError(
            "holds a {getclassname}, which is no mesh", getclassname=data.GetClassName()
        )


def _block_name(data: Any, number: int) -> str:
    from vtkmodules.vtkCommonDataModel import vtkCompositeDataSet

    key = vtkCompositeDataSet.NAME()
    known = data.HasMetaData(number) and data.GetMetaData(number).Has(key)
    return str(data.GetMetaData(number).Get(key)) if known else f"block{number}"


def choose_blocks(found: Sequence[Leaf], patterns: Sequence[str] | None) -> list[Leaf]:
    """Keep the blocks whose name fits a pattern; None keeps all.

    Raises
    ------
    MeshError
        If a pattern fits no block; the message lists those there are.
    """
    if patterns is None:
        return list(found)
    for pattern in patterns:
        if not any(fits(name, pattern) for name, _ in found):
            names = ", ".join(name for name, _ in found) or "none"
            raise MeshError(
                "has no block {pattern}; its blocks: {names}", pattern=repr(pattern), names=names
            )
    return [leaf for leaf in found if any(fits(leaf[0], pattern) for pattern in patterns)]


def combine(found: Sequence[Leaf]) -> Any:
    """Make one mesh of several blocks; a single block is returned as it is.

    The result is a `pyvista.UnstructuredGrid` with the cells of all blocks in order; points of
    different blocks are not merged. Fields that are not in every block (same name, association and
    number of components) cannot be kept; a warning names them.
    """
    import pyvista as pv

    if len(found) == 1:
        return found[0][1]
    merged = pv.MultiBlock([mesh for _, mesh in found]).combine(merge_points=False)
    lost = _field_names(mesh for _, mesh in found) - _field_names([merged])
    if lost:
        names = ", ".join(sorted(lost))
        warnings.warn(f"fields that not every block has are left out: {names}", stacklevel=2)
    return merged


def _field_names(meshes: Any) -> set[str]:
    names: set[str] = set()
    for mesh in meshes:
        names.update(f"{name} (cell)" for name in array_names(mesh.GetCellData()))
        names.update(f"{name} (point)" for name in array_names(mesh.GetPointData()))
    return names
