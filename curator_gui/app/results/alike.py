"""Outputs of other items that stand where an output stands: what a film of them goes through."""

from __future__ import annotations

from pathlib import PurePath

from curator_gui.app.results.store import ResultsStore

REACH = 500
"""Rows before and behind an output that its film goes through; a run may have a million."""


def outputs_alike(store: ResultsStore, index: int, path: str) -> tuple[str, ...]:
    """List the output of an index among those of its neighbors, in the order of the indices.

    An index has as many outputs as it wants: of each the one at the same place among those of the
    same suffix counts. A path that is no output of the index stands alone.
    """
    row = store.row_of(index)
    suffix = PurePath(path).suffix
    own = _of_suffix(store, row, suffix)
    if path not in own:
        return (path,)
    place = own.index(path)
    rows = range(max(0, row - REACH), min(len(store), row + REACH + 1))
    found = (_of_suffix(store, other, suffix)[place : place + 1] for other in rows)
    return tuple(path for paths in found for path in paths)


def _of_suffix(store: ResultsStore, row: int, suffix: str) -> list[str]:
    return [path for path in store.outputs.paths(row) if PurePath(path).suffix == suffix]
