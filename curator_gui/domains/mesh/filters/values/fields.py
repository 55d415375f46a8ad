"""Filters on fields: which are kept, under which names, in which number format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, zip_longest
from typing import Annotated, Any

from curator_gui.core.message import Message
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.fields import (
    FieldChoice,
    MissingField,
    array_names,
    drop_fields,
    field_param,
    missing_message,
)
from curator_gui.domains.mesh.filters.base import MeshFilter, shallow


class SelectFields(MeshFilter):
    """Keep the named cell and point fields and drop the others; global data stays.

    If both lists are unset everything is kept. If only one is set, no field of the other
    association is kept: what is not named goes.

    Raises
    ------
    MissingFieldError
        If a name or glob fits no field and `missing` is "error".
    """

    ignores_places = True
    name = "Select fields"
    description = "Keeps the named cell and point fields of every mesh and drops all others."
    version = "1"

    def __init__(
        self,
        cell_fields: Annotated[list[str] | None, field_param("Cell", "keep")] = None,
        point_fields: Annotated[list[str] | None, field_param("Point", "keep")] = None,
        missing: MissingField = "error",
    ) -> None:
        self.choice = FieldChoice.make(cell_fields, point_fields, missing)

    def apply(self, mesh: Any) -> Any:
        """Return the mesh with fewer fields; points, cells and kept arrays are shared with it."""
        if self.choice.keeps_all:
            unchanged(Message("all fields are kept"))
            return mesh
        result = shallow(mesh)
        if not drop_fields(result, self.choice):
            unchanged(Message("has no other fields"))
        return result


class Precision(MeshFilter):
    """Convert floating-point fields, and the points, to one number format; integers stay.

    Raises
    ------
    MeshError
        If a finite value is beyond the range of float32 (3.4e38), which would make it infinite.
    """

    ignores_places = True
    name = "Precision"
    description = "Stores all floating-point fields and the points as float32 or float64."
    version = "1"

    def __init__(
        self,
        dtype: Annotated[
            str,
            Param(
                "Number format; float32 halves the size and keeps 7 digits.",
                choices=("float32", "float64"),
            ),
        ],
        points: Annotated[bool, Param("Convert the points' coordinates as well.")] = True,
    ) -> None:
        self.dtype = dtype
        self.points = points

    def apply(self, mesh: Any) -> Any:
        """Return the mesh with converted arrays; those that fit already are shared with it."""
        result = shallow(mesh)
        self._changed = False
        for attributes in (result.GetPointData(), result.GetCellData(), result.GetFieldData()):
            for number in range(attributes.GetNumberOfArrays()):
                self._exchange(attributes, attributes.GetArray(number))
        if self.points:
            self._convert_points(result)
        if not self._changed:
            unchanged(Message("everything is {dtype} already", dtype=self.dtype))
        return result

    def _exchange(self, attributes: Any, array: Any) -> None:
        converted = self._converted(array)
        if converted is not array and array.GetName() is not None:
            attributes.AddArray(converted)  # takes the place of the array of this name

    def _converted(self, array: Any) -> Any:
        from vtkmodules.util.vtkConstants import VTK_DOUBLE, VTK_FLOAT
        from vtkmodules.vtkCommonCore import vtkDoubleArray, vtkFloatArray

        wanted = VTK_FLOAT if self.dtype == "float32" else VTK_DOUBLE
        if array is None or array.GetDataType() not in (VTK_FLOAT, VTK_DOUBLE):
            return array
        if array.GetDataType() == wanted:
            return array
        self._changed = True
        if wanted == VTK_FLOAT:
            _check_range(array)
        converted = vtkFloatArray() if wanted == VTK_FLOAT else vtkDoubleArray()
        converted.DeepCopy(array)
        return converted

    def _convert_points(self, mesh: Any) -> None:
        from vtkmodules.vtkCommonCore import vtkPoints

        if mesh.IsA("vtkPointSet") and mesh.GetPoints() is not None:
            data = mesh.GetPoints().GetData()
            converted = self._converted(data)
            if converted is not data:
                if self.dtype == "float32":
                    _tell_merged(data, converted)
                points = vtkPoints()
                points.SetData(converted)
                mesh.SetPoints(points)
        elif mesh.IsA("vtkRectilinearGrid"):
            for axis in "XYZ":
                array = getattr(mesh, f"Get{axis}Coordinates")()
                getattr(mesh, f"Set{axis}Coordinates")(self._converted(array))


def _tell_merged(before: Any, after: Any) -> None:
    """Remark on points that are apart in float64 and the same in float32."""
    counts = [_distinct(array) for array in (before, after)]
    if counts[1] < counts[0]:
        remark(
            Message(
                "of {total} different points {merged} fall together in float32: "
                "move the mesh nearer to the origin, or keep the points in float64",
                total=f"{counts[0]:,}",
                merged=f"{counts[0] - counts[1]:,}",
            )
        )


def _distinct(points: Any) -> int:
    import numpy as np
    from vtkmodules.util.numpy_support import vtk_to_numpy

    rows = np.ascontiguousarray(vtk_to_numpy(points)) + 0.0  # -0 is 0
    return len(np.unique(rows.view(f"V{rows.itemsize * 3}")))


def _check_range(array: Any) -> None:
    import numpy as np
    from vtkmodules.util.numpy_support import vtk_to_numpy

    values = np.abs(vtk_to_numpy(array))
    too_large = np.isfinite(values) & (values > np.finfo(np.float32).max)
    if too_large.any():
        raise MeshError(
            "{value} holds {max}, which is too large for float32; keep float64",
            value=array.GetName() or "points",
            max=f"{values[too_large].max():.3g}",
        )


class RenameFields(MeshFilter):
    """Give cell and point fields other names; values are shared, not copied.

    All names are exchanged at once, so two fields may swap theirs. A `*` in an old name stands for
    any text, which takes the place of the `*` in the new one: `*Mean` to `mean_*`. The first entry
    that fits a field counts.

    Raises
    ------
    MissingFieldError
        If no cell and no point field has an old name and `missing` is "error".
    MeshError
        If a new name is that of another field of the same association.
    """

    ignores_places = True
    name = "Rename fields"
    description = "Gives cell and point fields other names."
    version = "1"

    def __init__(
        self,
        names: Annotated[
            dict[str, str],
            Param(
                "Old name and new name of each field. A `*` in the old name stands for any "
                "text, which replaces the `*` in the new one: `*Mean` to `mean_*`.",
                role="field",
            ),
        ],
        missing: Annotated[
            str,
            Param(
                "What to do with a mesh that lacks a field: `error` fails its index, `ignore` "
                "goes on.",
                choices=("error", "ignore"),
            ),
        ] = "error",
    ) -> None:
        self.names = dict(names)
        self.missing = missing

    def problems(self) -> Iterator[tuple[str, str]]:
        for old, new in self.names.items():
            if not new:
                yield "names", Message("the new name of {old} is empty", old=repr(old))
            if new.count("*") > old.count("*"):
                yield (
                    "names",
                    Message(
                        "{new} has more `*` than {old} to replace them",
                        new=repr(new),
                        old=repr(old),
                    ),
                )
        plain = [new for old, new in self.names.items() if "*" not in old]
        for name in sorted({name for name in plain if plain.count(name) > 1}):
            yield "names", Message("{name} is given to several fields", name=repr(name))

    def apply(self, mesh: Any) -> Any:
        cells, points = array_names(mesh.GetCellData()), array_names(mesh.GetPointData())
        absent = [old for old in self.names if not any(_fits(old, n) for n in (*cells, *points))]
        if absent and self.missing == "error":
            raise MissingFieldError(
                missing_message(absent, [*cells, *points], Message("cell or point"))
            )
        if len(absent) == len(self.names):
            unchanged(Message("has none of the fields"))
        result = shallow(mesh)
        self._rename(result.GetCellData(), cells, "cell")
        self._rename(result.GetPointData(), points, "point")
        return result

    def _rename(self, attributes: Any, available: list[str], association: str) -> None:
        renamed = {name: self._new_name(name) for name in available}
        given = list(renamed.values())
        clash = next((name for name in given if given.count(name) > 1), None)
        if clash is not None:
            raise MeshError(
                "would have two {association} fields named {clash} after renaming",
                association=association,
                clash=repr(clash),
            )
        changed = {old: new for old, new in renamed.items() if old != new}
        copies = [_copy_as(attributes, old, new) for old, new in changed.items()]
        for old in changed:
            attributes.RemoveArray(old)
        for copy in copies:
            attributes.AddArray(copy)

    def _new_name(self, name: str) -> str:
        for old, new in self.names.items():
            found = _fits(old, name)
            if found:
                texts = found.groups()
                return "".join(
                    chain.from_iterable(
                        zip_longest(new.split("*"), texts[: new.count("*")], fillvalue="")
                    )
                )
        return name


def _fits(old: str, name: str) -> re.Match[str] | None:
    parts = [re.escape(part) for part in old.split("*")]
    return re.fullmatch("(.*)".join(parts), name, re.DOTALL)


def _copy_as(attributes: Any, old: str, new: str) -> Any:
    array = attributes.GetAbstractArray(old)
    copy = array.NewInstance()
    copy.ShallowCopy(array)  # shares the values
    copy.SetName(new)
    return copy
