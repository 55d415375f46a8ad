"""Choose fields by name or glob."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Annotated, Any, Literal

from curator_gui.core.params.param import Param
from curator_gui.domains.mesh.errors import MissingFieldError

Missing = Literal["error", "ignore"]
Association = Literal["cell", "point"]

_RULE = (
    "Globs such as `alpha.*` are allowed. If neither list is set, all fields are taken; once one "
    "is set, only the named fields are."
)


def field_param(association: str, verb: str) -> Param:
    """Describe a list of "Cell" or "Point" fields for a step that does `verb` to them."""
    return Param(f"{association} fields to {verb}. {_RULE}", role=f"{association.lower()} field")


MissingField = Annotated[
    str,
    Param(
        "What to do with a mesh that lacks a named field: `error` fails its index, `ignore` "
        "goes on without the field.",
        choices=("error", "ignore"),
    ),
]


@dataclass(frozen=True)
class FieldChoice:
    """Which cell and point fields to keep; both None keeps all, else None keeps none."""

    cell: tuple[str, ...] | None = None
    point: tuple[str, ...] | None = None
    missing: Missing = "error"

    @classmethod
    def make(
        cls, cell: Sequence[str] | None, point: Sequence[str] | None, missing: str = "error"
    ) -> FieldChoice:
        as_tuple = [None if names is None else tuple(names) for names in (cell, point)]
        return cls(as_tuple[0], as_tuple[1], "ignore" if missing == "ignore" else "error")

    @property
    def keeps_all(self) -> bool:
        """Whether no field is dropped."""
        return self.cell is None and self.point is None

    def kept(self, association: Association, available: Sequence[str]) -> list[str]:
        """Return the fields to keep of those a mesh has.

        Raises
        ------
        MissingFieldError
            If a name or glob fits none and `missing` is "error".
        """
        if self.keeps_all:
            return list(available)
        patterns = self.cell if association == "cell" else self.point
        return match_fields(patterns or (), available, association, self.missing)


def match_fields(
    patterns: Iterable[str],
    available: Sequence[str],
    association: str,
    missing: Missing = "error",
) -> list[str]:
    """Return the available names that fit any of the patterns, in the order of the mesh.

    A pattern that is itself a name stands for just that field, so names with brackets work.

    Raises
    ------
    MissingFieldError
        If a pattern fits nothing and `missing` is "error"; the message lists what there is.
    """
    kept: set[str] = set()
    absent = []
    for pattern in patterns:
        found = [pattern] if pattern in available else _glob(pattern, available)
        kept.update(found)
        if not found:
            absent.append(pattern)
    if absent and missing == "error":
        raise MissingFieldError(missing_message(absent, available, association))
    return [name for name in available if name in kept]


def missing_message(absent: Sequence[str], available: Sequence[str], association: str) -> str:
    """Say which fields are missing and which there are."""
    wanted = ", ".join(repr(name) for name in absent)
    there = f"it has {', '.join(available)}" if available else f"it has no {association} fields"
    noun = "field" if len(absent) == 1 else "fields"
    return f"has no {association} {noun} {wanted}; {there}"


def fits(name: str, pattern: str) -> bool:
    """Whether a name is a pattern itself or fits it as a glob."""
    return name == pattern or fnmatchcase(name, pattern)


def _glob(pattern: str, available: Sequence[str]) -> list[str]:
    return [name for name in available if fnmatchcase(name, pattern)]


def array_names(attributes: Any) -> list[str]:
    """List the names of a `vtkDataSetAttributes` in its order; unnamed arrays are left out."""
    names = [attributes.GetArrayName(i) for i in range(attributes.GetNumberOfArrays())]
    return [name for name in names if name is not None]


def name_arrays(mesh: Any) -> None:
    """Name arrays without a name by their number, in place: they could not be chosen or written."""
    for attributes in (mesh.GetPointData(), mesh.GetCellData(), mesh.GetFieldData()):
        for number in range(attributes.GetNumberOfArrays()):
            array = attributes.GetAbstractArray(number)
            if not array.GetName():
                array.SetName(f"Unnamed_{number}")


def with_names(mesh: Any) -> Any:
    """Return a mesh in which all arrays have a name: itself, or a copy with names."""
    for attributes in (mesh.GetPointData(), mesh.GetCellData(), mesh.GetFieldData()):
        for number in range(attributes.GetNumberOfArrays()):
            if not attributes.GetAbstractArray(number).GetName():
                mesh = mesh.copy(deep=True)  # the arrays are shared by those that are shallow
                name_arrays(mesh)
                return mesh
    return mesh


def text_names(attributes: Any) -> list[str]:
    """List the arrays of a `vtkFieldData` that hold texts."""
    names = array_names(attributes)
    return [n for n in names if not attributes.GetAbstractArray(n).IsA("vtkDataArray")]


def drop_fields(mesh: Any, choice: FieldChoice) -> int:
    """Remove the fields that are not chosen from a VTK data set, in place; return how many.

    Raises
    ------
    MissingFieldError
        If a chosen field is not there.
    """
    dropped = 0
    for association, attributes in (("cell", mesh.GetCellData()), ("point", mesh.GetPointData())):
        available = array_names(attributes)
        kept = choice.kept(association, available)  # type: ignore[arg-type]
        for name in available if len(kept) < len(available) else ():
            if name not in kept:
                attributes.RemoveArray(name)
                dropped += 1
    return dropped
