"""Which index the structure at hand is of: for steps that choose among all items of a data set.

This works because a pipeline is lazy: a step asks for a structure, and the source says whose it is
just before it hands it over, in the same thread.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from curator_gui.core.flow.at_hand import keep_with_items
from curator_gui.domains.atoms.errors import StructureError

if TYPE_CHECKING:
    from ase import Atoms

_local = threading.local()


def announced(index: int, items: Iterable[Atoms]) -> Iterator[Atoms]:
    """Yield the structures of an index, each after noting whose it is."""
    found = iter(items)
    try:
        for atoms in found:
            _local.index = index
            yield atoms
    finally:
        _local.index = None


def _put(index: int | None) -> None:
    _local.index = index


keep_with_items(lambda: getattr(_local, "index", None), _put)


def current_index() -> int:
    """Return the index whose structure a source last handed over in this thread.

    Raises
    ------
    StructureError
        If the source does not tell.
    """
    index: int | None = getattr(_local, "index", None)
    if index is None:
        raise StructureError("the source does not tell which item this is")
    return index
