"""Items as what torch takes; imported only where it is installed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch.utils.data import Dataset as TorchDataset

from curator_gui.dataset.loading.atom_graphs import atom_graph, named_properties
from curator_gui.dataset.loading.edges import cell_edges
from curator_gui.dataset.loading.item_rows import Loaded
from curator_gui.dataset.loading.reading import Arrays
from curator_gui.dataset.own_files import DatasetError

_POINT = "point_data/"


class TorchItems(TorchDataset[dict[str, Any]]):  # type: ignore[misc]
    """Dictionaries of tensors; can be pickled, so that several workers read them.

    Arrays of texts are left out. Items of different sizes need a `collate_fn` or a batch size of
    None.
    """

    def __init__(self, data: Loaded, keys: Sequence[str] | None = None) -> None:
        self.data = data
        self.keys = None if keys is None else list(keys)

    def __len__(self) -> int:
        return len(self.data)

    def __getitem__(self, place: int) -> dict[str, Any]:
        return {name: tensor(values) for name, values in chosen(self.data, place, self.keys)}


def tensor(values: Any) -> Any:
    """Return a tensor of an array; unsigned numbers that torch can hardly use become int64.

    Raises
    ------
    DatasetError
        If one of them is beyond what int64 can hold.
    """
    if values.dtype.kind == "u" and values.dtype.itemsize > 1:
        if values.size and values.max() > np.iinfo(np.int64).max:
            raise DatasetError(
                "{number} is too large for torch's int64; convert the array before",
                number=int(values.max()),
            )
        values = values.astype(np.int64)
    if not (values.flags.writeable and values.dtype.isnative):
        values = values.astype(values.dtype.newbyteorder("="))
    return torch.as_tensor(values)


def chosen(data: Loaded, place: int, keys: Sequence[str] | None) -> list[tuple[str, Any]]:
    """Read an item and return the arrays of numbers that are wanted.

    Raises
    ------
    DatasetError
        If the item lacks one of the keys; the message names those it has.
    """
    arrays = data[place]
    if keys is None:
        return [(name, a) for name, a in arrays.items() if a.dtype.kind in "fiub"]
    missing = [key for key in keys if key not in arrays]
    if missing:
        raise DatasetError(
            "item {index} has no array {name}; it has {names}",
            index=data.items[place].index,
            name=repr(missing[0]),
            names=", ".join(arrays),
        )
    return [(key, arrays[key]) for key in keys]


class GraphItems(TorchDataset[Any]):  # type: ignore[misc]
    """Graphs: points and edges of the cells, in both directions; or atoms and their neighbors."""

    def __init__(self, data: Loaded, keys: Sequence[str] | None = None) -> None:
        self.data = data
        self.keys = None if keys is None else list(keys)

    def __len__(self) -> int:
        return len(self.data)

    def __getitem__(self, place: int) -> Any:
        from torch_geometric.data import Data

        arrays = self.data[place]
        if "numbers" in arrays:
            return self._of_atoms(arrays, self.data.items[place].index)
        edges = cell_edges(arrays)
        graph = Data(edge_index=tensor(edges), pos=tensor(arrays["points"]))
        graph.x = self._fields(arrays)
        return graph

    def _of_atoms(self, arrays: Arrays, index: int) -> Any:
        from torch_geometric.data import Data

        found = atom_graph(arrays, index)
        named = named_properties(arrays, self.keys, index, (*found, *dir(Data)))
        return Data(**{name: tensor(values) for name, values in (found | named).items()})

    def _fields(self, arrays: Arrays) -> Any:
        """Put the point fields side by side, shape (points, features), float32."""
        names = self.keys or [name for name in arrays if name.startswith(_POINT)]
        count = len(arrays["points"])
        columns = [np.asarray(arrays[name], np.float32).reshape(count, -1) for name in names]
        return torch.as_tensor(np.concatenate(columns, 1)) if columns else None
