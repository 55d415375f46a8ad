"""Rename fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from curator_gui.core.param import REQUIRED, Param
from curator_gui.domains.mesh.errors import MeshError, MissingFieldError
from curator_gui.domains.mesh.fields import array_names, missing_message
from curator_gui.domains.mesh.filter_base import MeshFilter, shallow


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
            Param(
                "names",
                "Old name and new name of each field. A `*` in the old name stands for any text, "
                "which replaces the `*` in the new one: `*Mean` to `mean_*`.",
                dict[str, str],
                REQUIRED,
            ),
            Param(
                "missing",
                "What to do with a mesh that lacks a field: `error` fails its index, `ignore` "
                "goes on.",
                str,
                "error",
                choices=("error", "ignore"),
            ),
        ]

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report names that cannot be given."""
        for old, new in self.names.items():
            if not new:
                yield "names", f"the new name of {old!r} is empty"
            if new.count("*") > old.count("*"):
                yield "names", f"{new!r} has more `*` than {old!r} to replace them"
        plain = [new for old, new in self.names.items() if "*" not in old]
        for name in sorted({name for name in plain if plain.count(name) > 1}):
            yield "names", f"{name!r} is given to several fields"

    def apply(self, mesh: Any) -> Any:
        """Return the mesh with renamed fields."""
        cells, points = array_names(mesh.GetCellData()), array_names(mesh.GetPointData())
        absent = [old for old in self.names if not any(_fits(old, n) for n in (*cells, *points))]
        if absent and self.missing == "error":
            raise MissingFieldError(missing_message(absent, [*cells, *points], "cell or point"))
        result = shallow(mesh)
        self._rename(result.GetCellData(), cells, "cell")
        self._rename(result.GetPointData(), points, "point")
        return result

    def _rename(self, attributes: Any, available: list[str], association: str) -> None:
        renamed = {name: self._new_name(name) for name in available}
        given = list(renamed.values())
        clash = next((name for name in given if given.count(name) > 1), None)
        if clash is not None:
            raise MeshError(f"would have two {association} fields named {clash!r} after renaming")
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
                texts = iter(found.groups())
                return re.sub(r"\*", lambda _, texts=texts: next(texts), new)
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
