"""Take multi-block data apart: its leaves, their names, one mesh made of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.mesh.cells import GHOSTS, extract_cells, without_ghosts
from curator_gui.domains.mesh.errors import MeshError
from curator_gui.domains.mesh.fields import array_names, fits, name_arrays
from curator_gui.domains.mesh.texts import as_text, say_guessed

Leaf = tuple[str, Any]
"""A block's name, with `/` between the levels, and its `pyvista.DataSet`."""


def leaves(data: Any) -> list[Leaf]:
    """List the meshes inside any VTK data object; a plain data set is its own, nameless leaf.

    Empty blocks (no points) are left out: many writers leave them for parts that do not exist.
    Arrays without a name get one.
    """
    found = [leaf for leaf in _walk("", data) if leaf[1].GetNumberOfPoints() > 0]
    for _, mesh in found:
        name_arrays(mesh)
    return found


def _walk(name: str, data: Any) -> Iterator[Leaf]:
    if data is None:
        return
    if data.IsA("vtkDataSet"):
        yield name, as_pyvista(data)
        return
    for key, child in _children(data):
        for leaf in _walk(f"{name}/{key}" if name else key, child):
            _inherit_global_data(data, leaf[1])
            yield leaf


def _inherit_global_data(data: Any, mesh: Any) -> None:
    """Give a block the global data of what it is part of, where it has none of that name."""
    source, target = data.GetFieldData(), mesh.GetFieldData()
    for number in range(source.GetNumberOfArrays()):
        array = source.GetAbstractArray(number)
        if array.GetName() and not target.HasArray(array.GetName()):
            target.AddArray(array)


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
    if not known:
        return f"block{number}"
    name = data.GetMetaData(number).Get(key)
    if isinstance(name, bytes):
        say_guessed([as_text(name)])
    return as_text(name)


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
    different blocks are not merged. A cell that a block only holds for another one is dropped.
    Fields of different number formats get one that holds all values, and so do points. Global data
    is kept where blocks do not contradict each other. Fields that are not in every block (same
    name, association and number of components) cannot be kept; a remark names them.
    """
    if len(found) == 1:
        return found[0][1]
    meshes = [without_duplicates(mesh) for _, mesh in found]
    merged = _appended(meshes)
    _join_global_data(meshes, merged)
    lost = _field_names(meshes) - _field_names([merged])
    if lost:
        names = ", ".join(sorted(lost))
        remark(Message("fields that not every block has are left out: {names}", names=names))
    return merged


_DUPLICATE = 1
"""`vtkDataSetAttributes::DUPLICATECELL`: another piece of the mesh holds the cell as its own."""


def without_duplicates(mesh: Any) -> Any:
    """Return the mesh without the cells that its pieces hold for their neighbors only.

    Points stay where pieces meet, once for each; a remark says that cells were dropped.
    """
    import numpy as np

    own = without_ghosts(mesh.GetCellData(), _DUPLICATE)
    if own is None:
        return mesh
    result = extract_cells(mesh, np.flatnonzero(own))
    flags = result.GetCellData().GetArray(GHOSTS)
    if flags is not None and flags.GetRange()[1] == 0:
        result.GetCellData().RemoveArray(GHOSTS)
    remark(Message("cells that one piece holds for another (ghost cells) were dropped"))
    return result


def _appended(meshes: Sequence[Any]) -> Any:
    import pyvista as pv
    from vtkmodules.vtkCommonExecutionModel import vtkAlgorithm
    from vtkmodules.vtkFiltersCore import vtkAppendFilter

    single = all(mesh.IsA("vtkPointSet") and mesh.points.itemsize == 4 for mesh in meshes)
    append = vtkAppendFilter()
    append.MergePointsOff()
    append.SetOutputPointsPrecision(
        vtkAlgorithm.SINGLE_PRECISION if single else vtkAlgorithm.DOUBLE_PRECISION
    )
    for mesh in _in_common_formats(meshes):
        append.AddInputData(mesh)
    append.Update()
    return pv.wrap(append.GetOutput())


def _in_common_formats(meshes: Sequence[Any]) -> list[Any]:
    """Return the meshes with fields of equal names in one number format: VTK drops others."""
    import numpy as np

    result = [mesh.copy(deep=False) for mesh in meshes]
    for group in ("point_data", "cell_data"):
        for name in set.intersection(*(set(getattr(mesh, group).keys()) for mesh in meshes)):
            arrays = [np.asarray(getattr(mesh, group)[name]) for mesh in meshes]
            kinds = {array.dtype for array in arrays}
            if len(kinds) == 1 or any(kind.kind not in "iufb" for kind in kinds):
                continue
            for mesh, array in zip(result, arrays, strict=True):
                getattr(mesh, group)[name] = array.astype(np.result_type(*kinds))
    return result


def _join_global_data(meshes: Sequence[Any], merged: Any) -> None:
    """Give the merged mesh the global data of all blocks, in place."""
    import numpy as np

    contradicted: set[str] = set()
    for mesh in meshes:
        for name in mesh.field_data.keys():  # noqa: SIM118 - it is no dict
            values = mesh.field_data[name]
            known = merged.field_data.get(name)
            if known is None:
                merged.field_data[name] = values
            elif not np.array_equal(known, values, equal_nan=known.dtype.kind == "f"):
                contradicted.add(name)
    for name in contradicted:
        merged.field_data.remove(name)
    if contradicted:
        names = ", ".join(sorted(contradicted))
        remark(Message("global data that blocks contradict is left out: {names}", names=names))


def _field_names(meshes: Any) -> set[str]:
    names: set[str] = set()
    for mesh in meshes:
        names.update(f"{name} (cell)" for name in array_names(mesh.GetCellData()))
        names.update(f"{name} (point)" for name in array_names(mesh.GetPointData()))
    return names
