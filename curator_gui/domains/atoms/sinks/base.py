"""A sink that many workers fill through journals and the parent completes after the run."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from curator_gui.core.components import Sink, Source
from curator_gui.core.message import Message
from curator_gui.core.params.param import Param
from curator_gui.core.storage.outputs import Written
from curator_gui.core.storage.overwriting import wrong_kind
from curator_gui.core.text.listing import listed_names
from curator_gui.domains.atoms.errors import StructureError
from curator_gui.domains.atoms.formats.staging import (
    ProductRows,
    StagedIndex,
    append,
    journals,
    read_journals,
    remove_journals,
)

if TYPE_CHECKING:
    from ase import Atoms

FloatType = Annotated[
    str | None,
    Param(
        "Type of positions, forces, energies and all other real numbers; not set keeps "
        "what the source gives (mostly float64).",
        choices=("float32", "float64"),
    ),
]


class StagedSink(Sink["Atoms"]):
    """Encodes structures in the workers; `finish` builds the products in ascending index order.

    Until then a product is an empty placeholder that no reader takes for a data set. Running some
    indices again replaces exactly theirs: an index that now fails loses its old structures, those
    that were not asked for keep theirs. Interrupted and resumed, the result is that of one
    uninterrupted run. What stands in the place of a product and is not this sink's is refused
    before the run, and never overwritten.
    """

    measurer = "curator_gui.domains.atoms.measures:measure_item"
    changes_items = False

    path: Path
    """The product, of a sink that has one; set by the constructor."""

    staging: Path
    """The folder of the journals; set by the constructor."""

    in_folder: ClassVar[bool] = False
    """Whether a product is a folder, not a file."""

    place: ClassVar[str] = "path"
    """The parameter that says where products are."""

    _source: Source[Any] | None = None
    _announced: frozenset[int] | range = frozenset()

    def product_of(self, index: int) -> Path:
        """Return the path of the product that holds an index."""
        return self.path

    def shared_outputs(self, index: int) -> Sequence[str]:
        """Name the product of an index."""
        return (str(self.product_of(index)),)

    @abstractmethod
    def encode(self, atoms: Atoms) -> bytes:
        """Turn a structure into the bytes that are staged.

        Raises
        ------
        StructureError
            If the format cannot hold it.
        """

    def make_placeholder(self, path: Path) -> None:
        """Create a product that looks unfinished: a file of 0 bytes, which readers refuse."""
        path.touch()

    def is_placeholder(self, path: Path) -> bool:
        """Whether a product is what `make_placeholder` made."""
        return not any(path.iterdir()) if path.is_dir() else not path.stat().st_size

    @abstractmethod
    def is_ours(self, path: Path) -> bool:
        """Whether a product that is no placeholder was written by this sink, as far as is seen."""

    def foreign(self, path: Path) -> Message:
        """Say that a product is not this sink's, and what to do."""
        return Message(
            "{path} was not written by this sink, or is damaged: choose another name", path=path
        )

    @abstractmethod
    def read_product(self, path: Path) -> dict[int, list[bytes]]:
        """Return the structures of a product by index; it is no placeholder."""

    @abstractmethod
    def write_product(self, path: Path, rows: ProductRows) -> None:
        """Write a product from its rows, atomically."""

    def set_source(self, source: Source[Atoms]) -> None:
        self._source = source

    def __getstate__(self) -> dict[str, Any]:
        """Ship without the list of announced indices: only the parent needs it."""
        return {name: value for name, value in self.__dict__.items() if name != "_announced"}

    def check_place(self, indices: Sequence[int]) -> None:
        """Refuse what is in the place of a product and of another program: now, not at the end.

        Raises
        ------
        StructureError
            Naming it.
        """
        for path in self._products(indices):
            words = self._refusal(path)
            if words is not None:
                raise StructureError(words)

    def problems(self) -> Iterable[tuple[str, str]]:
        """Find what stands in the place of the first product and is not this sink's."""
        words = self._refusal(self.product_of(0))
        if words is not None:
            yield self.place, words

    def _products(self, indices: Sequence[int]) -> dict[Path, None]:
        return dict.fromkeys(map(self.product_of, indices))

    def _refusal(self, path: Path) -> Message | None:
        """Say why a product cannot be there; None if it can, or is there already."""
        if not path.exists():
            return None
        words = wrong_kind(path, folder=self.in_folder)
        if words is not None or self.is_placeholder(path) or self.is_ours(path):
            return words
        return self.foreign(path)

    def prepare(self, indices: Sequence[int]) -> None:
        """Create the placeholders, in the parent, and remember what is about to be run."""
        self.check_place(indices)
        self._announced = indices if isinstance(indices, range) else frozenset(indices)
        for path in self._products(indices):
            self._ensure(path)

    def _ensure(self, path: Path) -> None:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            self.make_placeholder(path)

    def __call__(self, items: Iterator[Atoms], index: int) -> list[str]:
        """Stage the structures of one index; return the product that will hold them."""
        encoded = [self.encode(atoms) for atoms in items]
        append(self.staging, index, encoded)
        product = self.product_of(index)
        self._ensure(product)
        return [Written(product, sum(map(len, encoded)))]

    def finish(self, indices: Sequence[int]) -> list[str]:
        """Build the products of all finished indices and remove the journals.

        Raises
        ------
        StructureError
            If the data of a finished index are gone; the products hold all others.
        """
        finished = set(indices)
        read = journals(self.staging)
        staged = {i: s for i, s in read_journals(self.staging).items() if i in finished}
        products: dict[Path, set[int]] = {}
        for index in finished.union(self._announced):
            products.setdefault(self.product_of(index), set()).add(index)
        missing: list[int] = []
        for path, members in products.items():
            missing += self._complete(path, members & finished, staged)
        if missing:
            raise StructureError(self._missing_message(sorted(missing)))
        remove_journals(self.staging, read)
        for path in products:
            self._remove_placeholder(path)
        return [str(path) for path in products if path.exists()]

    def _complete(
        self, path: Path, finished: set[int], staged: Mapping[int, StagedIndex]
    ) -> list[int]:
        """Bring one product up to date; return the finished indices without data."""
        begun = not path.exists() or self.is_placeholder(path)
        old = {} if begun else self.read_product(path)
        new = {index: staged[index] for index in finished if index in staged}
        kept = {index: items for index, items in old.items() if self._keeps(index, finished, new)}
        if new or len(kept) < len(old):
            self.write_product(path, ProductRows({**kept, **new}))
        return [index for index in finished if index not in kept and index not in new]

    def _keeps(self, index: int, finished: set[int], new: Mapping[int, StagedIndex]) -> bool:
        if index in new or (self._source is not None and index >= len(self._source)):
            return False
        return index in finished or index not in self._announced

    def _missing_message(self, indices: list[int]) -> str:
        return Message(
            "the structures of index {indices} were finished but are gone from {staging}: delete "
            "{product} and run these indices again",
            indices=listed_names(indices),
            staging=self.staging,
            product=self.product_of(indices[0]),
        )

    def _remove_placeholder(self, path: Path) -> None:
        """Remove a product that stayed empty: all its indices failed or were not reached."""
        if path.exists() and self.is_placeholder(path):
            path.rmdir() if path.is_dir() else path.unlink()
