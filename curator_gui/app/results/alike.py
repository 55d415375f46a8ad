"""Outputs of other items that stand where an output stands: what a film of them goes through."""

from __future__ import annotations

from pathlib import PurePath

import numpy as np

from curator_gui.app.preview.item_contents import ItemOutput
from curator_gui.app.results.store import ResultsStore

REACH = 500
"""Rows before and behind an output that its film goes through; a run may have a million."""

_CONTAINERS = (".zarr", ".tar", ".vtkhdf")
"""Kinds of outputs that other runs may have put items in: the item is looked for in any case."""

Found = tuple[ItemOutput, tuple[ItemOutput, ...]]


def outputs_alike(store: ResultsStore, index: int, path: str) -> Found:
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
        return ItemOutput(path), (ItemOutput(path),)
    place = own.index(path)
    rows = range(max(0, row - REACH), min(len(store), row + REACH + 1))
    found = [(each, _of_suffix(store, each, suffix)[place : place + 1]) for each in rows]
    outputs = {each: ItemOutput(paths[0]) for each, paths in found if paths}
    if sum(output.path == path for output in outputs.values()) > 1 or suffix in _CONTAINERS:
        indices = {each: int(store.indices[each]) for each in outputs}
        outputs = {each: ItemOutput(o.path, indices[each]) for each, o in outputs.items()}
        if outputs[row].is_ranked:
            outputs = _ranked(store, path)
    return outputs[row], tuple(outputs.values())


def _ranked(store: ResultsStore, path: str) -> dict[int, ItemOutput]:
    """Return the items of a file by their rows, with their ranks by index."""
    rows = [int(n) for n in np.flatnonzero(store.outputs.find(path))]
    shared = [row for row in rows if path in store.outputs.paths(row)]
    ordered = sorted(shared, key=lambda row: store.indices[row])
    return {
        row: ItemOutput(path, int(store.indices[row]), rank, len(ordered))
        for rank, row in enumerate(ordered)
    }


def _of_suffix(store: ResultsStore, row: int, suffix: str) -> list[str]:
    return [path for path in store.outputs.paths(row) if PurePath(path).suffix == suffix]
