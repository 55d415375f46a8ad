"""Load the items of a data set as numpy arrays, or as what torch, PyG and xarray take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import numpy as np
import numpy.typing as npt

from curator_gui.core.sidecars.parts_file import FOLD
from curator_gui.dataset.loading.item_rows import Item, read_table
from curator_gui.dataset.loading.reading import Arrays, read_output
from curator_gui.dataset.own_files import DatasetError, read_statistics

if TYPE_CHECKING:
    from curator_gui.dataset.loading.for_torch import GraphItems, TorchItems

LEAVE_OUT = "leave out"


@dataclass(frozen=True)
class Dataset(Sequence[Arrays]):
    """The items of a data set: `len(data)`, `data[0]["U"]`, `data.split("train")`.

    An item is a dictionary of numpy arrays under the names of its format. Of an item with several
    outputs the arrays of the second one are called `1/NAME`, and so on.

    Attributes
    ----------
    folder
        The folder of the data set.
    items
        The rows of its table, see `Item`.
    statistics
        What `statistics.json` says of each measure: title, unit, kind, ends, mean, quantiles.
    """

    folder: Path
    items: tuple[Item, ...]
    statistics: Mapping[str, Mapping[str, Any]]

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, index: int) -> Arrays: ...
    @overload
    def __getitem__(self, index: slice) -> Dataset: ...
    def __getitem__(self, index: int | slice) -> Arrays | Dataset:
        """Read an item; of a slice, return the data set of those.

        Raises
        ------
        DatasetError
            If an output is missing, damaged or of a kind that cannot be read here.
        IndexError
            If there is no such item.
        """
        if isinstance(index, slice):
            return replace(self, items=self.items[index])
        item = self.items[index]
        found: Arrays = {}
        for number, path in enumerate(item.outputs):
            arrays = read_output(self.folder / path, item.index)
            found |= arrays if not number else {f"{number}/{k}": v for k, v in arrays.items()}
        return found

    def __iter__(self) -> Iterator[Arrays]:
        return (self[place] for place in range(len(self)))

    @property
    def splits(self) -> dict[str, list[int]]:
        """The places of the items of each part; items in no part are in none."""
        found: dict[str, list[int]] = {}
        for place, item in enumerate(self.items):
            if item.split:
                found.setdefault(item.split, []).append(place)
        return found

    def split(self, name: str) -> Dataset:
        """Return the items of one part.

        Raises
        ------
        DatasetError
            If there is no such part; the message names those there are.
        """
        chosen = tuple(item for item in self.items if item.split == name)
        if not chosen:
            parts = ", ".join(self.splits) or "none: it was not split"
            raise DatasetError(
                "{folder} has no part {name}; it has {parts}",
                folder=self.folder,
                name=repr(name),
                parts=parts,
            )
        return replace(self, items=chosen)

    @property
    def folds(self) -> int:
        """How many folds the items are split into; 0 if they are not."""
        return sum(name.startswith(FOLD) for name in self.splits)

    def fold(self, number: int) -> tuple[Dataset, Dataset]:
        """Return the items to learn from and those to validate on, of fold 1, 2, ...

        Raises
        ------
        DatasetError
            If there is no such fold.
        """
        held_out = f"{FOLD}{number}"
        if held_out not in self.splits:
            raise DatasetError(
                "{folder} has no fold {number}; it has {folds} folds: curator-gui dataset split "
                "FOLDER --folds 5 makes some",
                folder=self.folder,
                number=number,
                folds=self.folds,
            )
        others = [item for item in self.items if item.split.startswith(FOLD)]
        train = tuple(item for item in others if item.split != held_out)
        return replace(self, items=train), self.split(held_out)

    @property
    def units(self) -> dict[str, str]:
        """The unit of each measure, "" where it has none."""
        return {name: str(known.get("unit", "")) for name, known in self.statistics.items()}

    @cached_property
    def measures(self) -> dict[str, npt.NDArray[Any]]:
        """The measures of all items by name: float64 with NaN, or texts."""
        return {name: self._measure(name) for name in self.statistics}

    def _measure(self, name: str) -> npt.NDArray[Any]:
        texts = [item.measures.get(name, "") for item in self.items]
        if self.statistics[name].get("kind") in ("text", "hash", "time"):
            return np.array(texts, object)
        return np.array([float(text) if text else np.nan for text in texts], np.float64)

    def as_torch(self, keys: Sequence[str] | None = None) -> TorchItems:
        """Return a `torch.utils.data.Dataset` of dictionaries of tensors, of `keys` or all numbers.

        Unsigned numbers of 16 bits and more become int64, for which torch has all operations; an
        item with a number beyond that raises `DatasetError` when it is asked for.

        Raises
        ------
        DatasetError
            If torch is not installed.
        """
        _require("torch", "pip install torch")
        from curator_gui.dataset.loading.for_torch import TorchItems

        return TorchItems(self, keys)

    def as_pyg(self, keys: Sequence[str] | None = None) -> GraphItems:
        """Return the items as graphs of PyTorch Geometric.

        Of meshes the edges are those of the cells, `x` has the point fields (of `keys`, or all)
        side by side, `pos` the points. Structures need the graph of the step Neighbor graph: see
        `atom_graphs.atom_graph` for the names; `keys` are further properties, by default energy,
        forces and stress where they are.

        Raises
        ------
        DatasetError
            If torch_geometric is not installed.
        """
        _require("torch", "pip install torch")
        _require("torch_geometric", "pip install torch-geometric")
        from curator_gui.dataset.loading.for_torch import GraphItems

        return GraphItems(self, keys)

    def as_xarray(self) -> Any:
        """Return a gridded data set as one `xarray.Dataset`: its store, or its files stacked.

        Raises
        ------
        DatasetError
            If the items are not gridded, or xarray is not installed.
        """
        _require("xarray", 'pip install "curator-gui[grid]"')
        from curator_gui.dataset.loading.for_xarray import open_grids

        return open_grids(self)


def _require(name: str, command: str) -> None:
    from importlib.util import find_spec

    if find_spec(name) is None:
        raise DatasetError("{name} is not installed here: {command}", name=name, command=command)


def open_dataset(folder: Path, *, left_out: bool = False) -> Dataset:
    """Open a data set; see `curator_gui.dataset.open`."""
    statistics = read_statistics(folder)
    items = read_table(folder)
    kept = tuple(item for item in items if left_out or item.decision != LEAVE_OUT)
    return Dataset(folder.absolute(), kept, statistics.get("measures", {}))
