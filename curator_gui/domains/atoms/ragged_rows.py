"""From stored columns back to single structures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from curator_gui.domains.atoms.packing import Packed
from curator_gui.domains.atoms.ragged_columns import is_per_atom


@dataclass(frozen=True)
class StoredColumn:
    """One property of a whole data set, as it was stored.

    `values` has a row per atom or per structure; `present` (bool per structure, or None for all)
    tells which structures have the property.
    """

    name: str
    values: np.ndarray
    is_json: bool = False
    present: np.ndarray | None = None

    def value(self, row: int, span: slice) -> Packed:
        """Return the property of structure `row`, whose atoms are `span`."""
        found = np.asarray(self.values[span if is_per_atom(self.name) else row])
        if found.dtype.kind in "TOU":  # texts of any length: back to the width they need
            found = np.array(found.tolist(), dtype=str).reshape(found.shape)
        return Packed(found, self.is_json)


def rows_by_index(
    columns: Sequence[StoredColumn], offsets: np.ndarray, index: np.ndarray, empty: np.ndarray
) -> dict[int, list[dict[str, Packed]]]:
    """Return all structures as named arrays, by the index that gave them.

    `offsets` (n + 1,) are the first atoms, `index` (n,) the indices, `empty` the indices that gave
    no structure.
    """
    found: dict[int, list[dict[str, Packed]]] = {int(i): [] for i in empty}
    for row, number in enumerate(index.tolist()):
        span = slice(int(offsets[row]), int(offsets[row + 1]))
        table = {c.name: c.value(row, span) for c in columns if c.present is None or c.present[row]}
        found.setdefault(number, []).append(table)
    return found
