"""Rename fields."""

from __future__ import annotations

from typing import Any

from curator_gui.core.param import REQUIRED, Param
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.fields import array_names, missing_message
from curator_gui.domains.mesh.filter_base import MeshFilter, shallow


class RenameFields(MeshFilter):
    """Give cell and point fields other names; values are shared, not copied.

    All names are exchanged at once, so two fields may swap theirs.

    Raises
    ------
    MissingFieldError
        If no cell and no point field has an old name and `missing` is "error".
    MeshError
        If a new name is that of another field of the same association.
    """

    name = "Rename fields"
    description = "Gives cell and point fields other names."
    version = "1"

    def __init__(self, names: dict[str, str], missing: str = "error") -> None:
        self.names = dict(names)
        self.missing = missing

    @classmethod
    def params(cls) -> list[Param]:
        """Describe the table of names."""
        return [
            Param("names", "Old name and new name of each field.", dict[str, str], REQUIRED),
            Param(
                "missing",
                "What to do with a mesh that lacks a field: `error` fails its index, `ignore` "
                "goes on.",
                str,
                "error",
                choices=("error", "ignore"),
            ),
        ]

    def problems(self) -> list[tuple[str, str]]:
        """Report names that cannot be given."""
        new = list(self.names.values())
        twice = sorted({name for name in new if new.count(name) > 1})
        if twice:
            return [("names", f"{', '.join(map(repr, twice))} is given to several fields")]
        return [("names", "a new name is empty")] if "" in new else []

    def apply(self, mesh: Any) -> Any:
        """Return the mesh with renamed fields."""
        cells, points = array_names(mesh.GetCellData()), array_names(mesh.GetPointData())
        absent = [old for old in self.names if old not in cells and old not in points]
        if absent and self.missing == "error":
            raise MissingFieldError(missing_message(absent, [*cells, *points], "cell or point"))
        result = shallow(mesh)
        self._rename(result.GetCellData(), cells, "cell")
        self._rename(result.GetPointData(), points, "point")
        return result

    def _rename(self, attributes: Any, available: list[str], association: str) -> None:
        renamed = [self.names.get(name, name) for name in available]
        clash = sorted({name for name in renamed if renamed.count(name) > 1})
        if clash:
            raise MeshError(
                f"would have two {association} fields named {clash[0]!r} after renaming"
            )
        copies = [
            _copy_as(attributes, old, new) for old, new in self.names.items() if old in available
        ]
        for old in self.names:
            attributes.RemoveArray(old)
        for copy in copies:
            attributes.AddArray(copy)


def _copy_as(attributes: Any, old: str, new: str) -> Any:
    array = attributes.GetAbstractArray(old)
    copy = array.NewInstance()
    copy.ShallowCopy(array)  # shares the values
    copy.SetName(new)
    return copy
