"""What filters share that choose among all structures, in a pass before the run."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from curator_gui.core.filters.fitting import FittedFilter
from curator_gui.core.message import Message
from curator_gui.core.notes import remark
from curator_gui.domains.atoms.origin import current_index

if TYPE_CHECKING:
    from ase import Atoms


class ChoosingFilter(FittedFilter["Atoms"]):
    """Drops structures by what all of them are; subclasses write `describe` and `dropped`.

    Constants are the index and the number within it of each structure that is dropped. Structures
    outside the training part are not compared, and pass.
    """

    @abstractmethod
    def describe(self, atoms: Atoms) -> Any:
        """Return what structures are compared by, as data that travels."""

    @abstractmethod
    def dropped(self, described: Sequence[Any]) -> Sequence[int]:
        """Return the positions of those to drop, of all in ascending order of their indices."""

    def gather(self, item: Atoms) -> Any:
        """Describe one structure."""
        return [[current_index(), self.describe(item)]]

    def combine(self, one: Any, other: Any) -> Any:
        """Put two lists together."""
        return [*one, *other]

    def fit(self, gathered: Any) -> Mapping[str, Any]:
        """Name the structures that are dropped."""
        count: Counter[int] = Counter()
        places = []
        for index, _ in gathered:
            places.append([index, count[index]])
            count[index] += 1
        gone = sorted(self.dropped([each for _, each in gathered]))
        remark(
            Message(
                "{gone} of {count} structures are left out",
                gone=f"{len(gone):,}",
                count=f"{len(places):,}",
            )
        )
        return {"dropped": [places[position] for position in gone]}

    def __call__(self, items: Iterator[Atoms]) -> Iterator[Atoms]:
        """Yield the structures that are kept."""
        gone = self._gone()
        for number, atoms in enumerate(items):
            if (current_index(), number) not in gone:
                yield atoms

    def _gone(self) -> frozenset[tuple[int, int]]:
        known: frozenset[tuple[int, int]] | None = self.__dict__.get("_known_gone")
        if known is None:
            known = frozenset((index, number) for index, number in self.constants["dropped"])
            self.__dict__["_known_gone"] = known
        return known
