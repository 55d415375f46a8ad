"""The filter that scales properties of structures by constants of the data set, or of a file."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from curator_gui.core.errors import ParamError
from curator_gui.core.filters.fitting import FittedFilter
from curator_gui.core.message import Message
from curator_gui.core.notes import remark, unchanged
from curator_gui.core.params.param import Param
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.properties import (
    RESULTS_OF_ATOMS,
    clone,
    find_property,
    match_names,
    missing_message,
    property_names,
    results_of,
    set_property,
)
from curator_gui.domains.common.moments import Moments
from curator_gui.domains.common.scaling import (
    UNDO_NEEDS_FILE,
    entries_in,
    scaled,
    scaled_back,
    table_of,
)

if TYPE_CHECKING:
    from ase import Atoms

GROUP = "properties"
Entry = Mapping[str, Any]


class Standardize(FittedFilter["Atoms"]):
    """Scale properties to mean 0 and standard deviation 1 over the data set.

    A number per structure, or one per atom, is shifted by its mean and divided by its standard
    deviation. What has several components, such as forces, dipoles and stresses, is only divided
    by their root mean square: a shift would prefer a direction. Of the properties in `per_atom`
    that of one atom is scaled: (energy / atoms - mean) / deviation. NaN and infinite values do not
    count and stay. The scaled values have no unit any more, whatever their name.

    Raises
    ------
    StructureError
        If a chosen property is not there or holds no numbers, there are no constants for it, or it
        has other components than those that the constants are of.
    """

    name = "Standardize"
    description = (
        "Scales properties to mean 0 and standard deviation 1 (vectors to root mean square 1), "
        "with constants of this data set or of a file."
    )
    version = "1"

    def __init__(
        self,
        properties: Annotated[
            list[str], Param("Names or globs of what is scaled.", role="property")
        ],
        per_atom: Annotated[
            list[str] | None,
            Param(
                "Those of them that grow with the structure, such as energy: scaled is what one "
                "atom has of it.",
                role="property",
            ),
        ] = None,
        statistics: Annotated[
            Path | None,
            Param(
                "Not set: from this data set, over its training part, in a pass before the run. "
                "Or a file: constants.json of a data set.",
                suffixes=(".json",),
                widget="file",
            ),
        ] = None,
        inverse: Annotated[
            bool,
            Param("Whether to turn scaled values back into those before, with the same file."),
        ] = False,
    ) -> None:
        if not properties:
            raise ParamError("properties: name at least one")
        self.properties = list(properties)
        self.per_atom = list(per_atom or ())
        self.statistics = None if statistics is None else Path(statistics)
        self.inverse = inverse

    @property
    def needs_fit(self) -> bool:
        return self.statistics is None and not self.inverse

    def input_files(self) -> Sequence[str]:
        """Name the file of constants: others give other results."""
        return () if self.statistics is None else (str(self.statistics),)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Report constants that are missing or cannot be read."""
        if self.inverse and self.statistics is None:
            yield "statistics", UNDO_NEEDS_FILE
        try:
            if self.statistics is not None:
                self._entries()
        except StructureError as error:
            yield "statistics", str(error)

    # The pass before the run ---------------------------------------------------------------------

    def gather(self, item: Atoms) -> Any:
        """Sum up the chosen properties: per name, how many structures, components, moments."""
        return {name: self._sums(item, name) for name in self._chosen(item)}

    def _sums(self, atoms: Atoms, name: str) -> list[Any]:
        values = self._part(atoms, name, _numbers(atoms, name))
        return [1, _components(atoms, name, values), _as_list(Moments.of(values.ravel()))]

    def combine(self, one: Any, other: Any) -> Any:
        """Put two sums together.

        Raises
        ------
        StructureError
            If a property has different numbers of components.
        """
        total = dict(one)
        for name, found in other.items():
            total[name] = _joined(name, total[name], found) if name in total else found
        return total

    def fit(self, gathered: Any) -> Mapping[str, Any]:
        """Make offset and scale of each property."""
        return {GROUP: {name: self._entry(name, found) for name, found in gathered.items()}}

    def _entry(self, name: str, found: Any) -> Entry:
        _, components, moments = found[0], found[1], _from_list(found[2])
        place = Message("property {name}", name=name)
        known = {"components": components, "per_atom": self._is_per_atom(name)}
        table = table_of(moments, "standard", place)
        if components > 1:
            root = math.hypot(moments.mean, moments.std) if moments.count else 1.0
            return {**table, "offset": 0.0, "scale": root or 1.0, **known}
        return {**table, **known}

    # The run -------------------------------------------------------------------------------------

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        """Scale each structure as it is asked for."""
        entries = self._entries()
        return (self._scaled(atoms, entries) for atoms in items)

    def _scaled(self, atoms: Atoms, entries: Mapping[str, Entry]) -> Atoms:
        result = clone(atoms)
        names = self._chosen(atoms)
        if not names:
            unchanged(Message("has none of the properties"))
        for name in names:
            if name not in entries:
                raise StructureError("there are no constants for property {name}", name=repr(name))
            set_property(result, name, self._changed(atoms, name, entries[name]))
        return result

    def _changed(self, atoms: Atoms, name: str, entry: Entry) -> Any:
        values = _numbers(atoms, name)
        components = _components(atoms, name, values)
        if components != entry["components"]:
            raise StructureError(
                "property {name} has {n} components; the constants are of {known}",
                name=repr(name),
                n=components,
                known=entry["components"],
            )
        size = len(atoms) if entry["per_atom"] else 1
        offset, scale = entry["offset"], entry["scale"]
        if self.inverse:
            changed = scaled_back(values, offset, scale) * size
        else:
            changed = scaled(values / size, offset, scale)
        return float(changed) if changed.ndim == 0 else changed

    def _part(self, atoms: Atoms, name: str, values: Any) -> Any:
        if not self._is_per_atom(name):
            return values
        if not len(atoms):
            raise StructureError("a structure without atoms has no {name} per atom", name=name)
        return values / len(atoms)

    def _is_per_atom(self, name: str) -> bool:
        return bool(match_names([name], self.per_atom))

    def _chosen(self, atoms: Atoms) -> list[str]:
        names = property_names(atoms)
        for glob in self.properties:
            if not match_names(names, [glob]):
                raise StructureError(missing_message(atoms, glob))
        return [name for name in match_names(names, self.properties) if _fits(atoms, name)]

    def _entries(self) -> Mapping[str, Entry]:
        if self.statistics is not None:
            return entries_in(self.statistics, type(self), StructureError)[GROUP]
        if self.inverse:
            raise StructureError("{words}", words=UNDO_NEEDS_FILE)
        found: Mapping[str, Entry] = self.constants[GROUP]
        return found


def _fits(atoms: Atoms, name: str) -> bool:
    """Whether a property that a glob names holds numbers; texts and flags are passed over."""
    try:
        _numbers(atoms, name)
    except StructureError:
        remark(Message("property {name} holds no numbers and stays as it is", name=name))
        return False
    return True


def _numbers(atoms: Atoms, name: str) -> Any:
    values = np.asarray(find_property(atoms, name))
    if values.dtype.kind not in "fiu":
        raise StructureError("property {name} holds no numbers", name=repr(name))
    return values.astype(np.float64)


def _components(atoms: Atoms, name: str, values: Any) -> int:
    """Count the numbers of the structure, or of one atom where there is a row for each."""
    of_atoms = name in RESULTS_OF_ATOMS if name in results_of(atoms) else name in atoms.arrays
    return math.prod(values.shape[1:]) if of_atoms else int(values.size)


def _as_list(moments: Moments) -> list[float]:
    return [moments.count, moments.mean, moments.m2, moments.minimum, moments.maximum]


def _from_list(values: Sequence[float]) -> Moments:
    return Moments(int(values[0]), *values[1:])


def _joined(name: str, one: Any, other: Any) -> list[Any]:
    if one[1] != other[1]:
        raise StructureError(
            "property {name} has {n} components here and {n2} in other structures",
            name=repr(name),
            n=other[1],
            n2=one[1],
        )
    merged = _from_list(one[2]).merged(_from_list(other[2]))
    return [one[0] + other[0], one[1], _as_list(merged)]
