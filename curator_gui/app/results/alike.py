"""Outputs of other items that stand where an output stands: what a film of them goes through."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

import numpy as np

from curator_gui.app.preview.item_contents import ItemOutput
from curator_gui.app.results.store import ResultsStore

REACH = 500
"""Rows before and behind an output that its film goes through; a run may have a million."""

MANY = 2_000
"""Items of one file that are told by their ranks alone, which a film goes through."""

_CONTAINERS = (".zarr", ".tar", ".vtkhdf")
"""Kinds of outputs that other runs may have put items in: the item is looked for in any case."""


@dataclass(frozen=True)
class Alike:
    """An output, those among which a film of it goes, and how many others of the run it leaves out.

    Of the others only the rows are counted: what they have written is looked up when it is shown.
    """

    chosen: ItemOutput
    among: tuple[ItemOutput, ...]
    left_out: int = 0


def outputs_alike(store: ResultsStore, index: int, path: str) -> Alike:
    """Find an output of an index among those of its neighbors, in the order of the indices.

    An index has as many outputs as it wants: of each the one at the same place among those of the
    same suffix counts. A path that is no output of the index stands alone. Of a file that several
    of them share, each is its own item there; of one that tells them by their ranks alone only
    those in it are listed.
    """
    row = store.row_of(index)
    suffix = PurePath(path).suffix
    own = _of_suffix(store, row, suffix)
    if path not in own:
        return Alike(ItemOutput(path), (ItemOutput(path),))
    place = own.index(path)
    rows = range(max(0, row - REACH), min(len(store), row + REACH + 1))
    found = [(each, _of_suffix(store, each, suffix)[place : place + 1]) for each in rows]
    outputs = {each: ItemOutput(paths[0]) for each, paths in found if paths}
    if sum(output.path == path for output in outputs.values()) > 1 or suffix in _CONTAINERS:
        indices = {each: int(store.indices[each]) for each in outputs}
        outputs = {each: ItemOutput(o.path, indices[each]) for each, o in outputs.items()}
        if outputs[row].is_ranked:
            return _ranked(store, index, path)
    return Alike(outputs[row], tuple(outputs.values()), len(store) - len(rows))


def _ranked(store: ResultsStore, index: int, path: str) -> Alike:
    """Return an item of a file among its others, with their ranks by index."""
    indices = np.sort(np.asarray(store.indices)[store.outputs.rows_of(path)])
    own, count = int(np.searchsorted(indices, index)), len(indices)
    first = max(0, min(own - MANY // 2, count - MANY))
    found = enumerate(indices[first : first + MANY], first)
    among = tuple(ItemOutput(path, int(each), rank, count) for rank, each in found)
    return Alike(among[own - first], among, count - len(among))


def _of_suffix(store: ResultsStore, row: int, suffix: str) -> list[str]:
    return [path for path in store.outputs.paths(row) if PurePath(path).suffix == suffix]
