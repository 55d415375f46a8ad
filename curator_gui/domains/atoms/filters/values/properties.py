"""Keep, drop and rename the properties of structures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

from curator_gui.core.components import Filter
from curator_gui.core.errors import ParamError
from curator_gui.core.message import Message, at
from curator_gui.core.notes import unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.graph import GRAPH, has_graph
from curator_gui.domains.atoms.properties import (
    GEOMETRY,
    clone,
    find_property,
    match_names,
    missing_message,
    property_names,
    remove_property,
    set_property,
)

if TYPE_CHECKING:
    from ase import Atoms

Missing = Annotated[
    str,
    Param(
        "What to do when a structure lacks a property that is asked for: error fails the index, "
        "ignore goes on without it.",
        choices=("error", "ignore"),
    ),
]


class SelectProperties(Filter["Atoms"]):
    """Keep the properties that match `keep`, then drop those that match `drop`.

    Entries are names or globs (`eps*`); case counts. Elements, positions, cell and periodicity
    always stay, and a neighbor graph stays unless it is dropped by its own name, `neighbor_graph`.

    Raises
    ------
    StructureError
        If `missing` is "error" and an entry of `keep` matches nothing.
    """

    name = "Select properties"
    description = (
        "Keeps or drops properties of the structures by name: energies, forces, charges, anything "
        "that the files have. The geometry always stays."
    )

    def __init__(
        self,
        keep: Annotated[
            list[str] | None, Param("Names or globs to keep; not set keeps all.", role="property")
        ] = None,
        drop: Annotated[list[str] | None, Param("Names or globs to drop.", role="property")] = None,
        missing: Missing = "error",
    ) -> None:
        self.keep = keep
        self.drop = drop or []
        self.missing = missing

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        return (self._selected(atoms) for atoms in items)

    def _selected(self, atoms: Atoms) -> Atoms:
        names = property_names(atoms)
        kept = names if self.keep is None else self._kept(atoms, names, self.keep)
        dropped = set(match_names(names, self.drop))
        copy = clone(atoms)
        going = [name for name in names if name not in kept or name in dropped]
        if has_graph(atoms) and GRAPH in going and GRAPH not in self.drop:
            going.remove(GRAPH)
        if not going:
            unchanged(Message("has no property that would be dropped"))
        for name in going:
            while remove_property(copy, name) is not None:
                pass  # the same name may be a result and an entry of info
        return copy

    def _kept(self, atoms: Atoms, names: list[str], keep: Sequence[str]) -> set[str]:
        if self.missing == "error":
            for glob in keep:
                if not match_names(names, [glob]) and glob not in GEOMETRY:
                    raise StructureError(missing_message(atoms, glob))
        return set(match_names(names, keep))


class RenameProperties(Filter["Atoms"]):
    """Give properties other names; a standard name makes it a result (`energy`, `forces`, ...).

    All renamings happen at once, so two properties can exchange their names.

    Raises
    ------
    ParamError
        If two properties would get the same name, or a name is that of the geometry.
    StructureError
        If a property is missing (and `missing` is "error"), another property has the new name
        already, or the value cannot be what a standard name says.
    """

    name = "Rename properties"
    description = (
        "Gives properties other names. Under a standard name such as energy, forces or stress a "
        "value is treated as that quantity, in ASE's units."
    )

    def __init__(
        self,
        names: Annotated[
            dict[str, str], Param("Old name and new name: U0 becomes energy.", role="property")
        ],
        missing: Missing = "error",
    ) -> None:
        self.names = dict(names)
        self.missing = missing
        targets = list(self.names.values())
        twice = [name for name in targets if targets.count(name) > 1]
        if twice:
            raise ParamError(
                at("names", Message("two properties would be called {twice}", twice=repr(twice[0])))
            )
        own = (*GEOMETRY, GRAPH)
        fixed = [name for name in (*self.names, *targets) if name in own or not name]
        if fixed:
            raise ParamError(
                at(
                    "names",
                    Message("{fixed} cannot be renamed or taken as a name", fixed=repr(fixed[0])),
                )
            )

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        return (self._renamed(atoms) for atoms in items)

    def _renamed(self, atoms: Atoms) -> Atoms:
        present = [old for old in self.names if find_property(atoms, old) is not None]
        if self.missing == "error" and len(present) < len(self.names):
            absent = next(old for old in self.names if old not in present)
            raise StructureError(missing_message(atoms, absent))
        copy = clone(atoms)
        if not present:
            unchanged(Message("has none of {names}", names=", ".join(self.names)))
        values = {self.names[old]: remove_property(copy, old) for old in present}
        for new, value in values.items():
            if find_property(copy, new) is not None:
                raise StructureError(
                    "there is a property {new} already: drop or rename it", new=repr(new)
                )
            set_property(copy, new, value)
        return copy
