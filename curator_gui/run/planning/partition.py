"""Partition groups and batches.

"Must stay together" can always be satisfied: groups of the components that share an index are
joined (connected components, by union-find).
"""

from __future__ import annotations

import heapq
from collections.abc import Container, Iterable, Sequence
from typing import Any

from curator_gui.core.errors import CuratorError
from curator_gui.core.registration.foreign import appends

Groups = list[list[int]]


class PartitionError(CuratorError, ValueError):
    """A component returned malformed groups; the message names it and the index."""


def check_groups(groups: Sequence[Sequence[int]], indices: Sequence[int], owner: str) -> None:
    """Refuse groups that miss, repeat or invent an index.

    Raises
    ------
    PartitionError
        Naming the component (`owner`) and the first such index.
    """
    asked = indices if isinstance(indices, range) else set(indices)
    seen: set[int] = set()
    for group in groups:
        _check_group(group, asked, seen, owner)
    if len(seen) != len(asked):
        missing = next(index for index in indices if index not in seen)
        raise PartitionError(
            "{owner}: partition_indices lost index {missing}", owner=owner, missing=missing
        )


def _check_group(group: Sequence[int], asked: Container[int], seen: set[int], owner: str) -> None:
    for index in group:
        if index not in asked:
            raise PartitionError(
                "{owner}: partition_indices invented index {index}", owner=owner, index=index
            )
        if index in seen:
            raise PartitionError(
                "{owner}: partition_indices repeats index {index}", owner=owner, index=index
            )
        seen.add(index)


def intersect_partitions(*asked: Groups | None) -> Groups | None:
    """Return the finest groups that satisfy all that are asked for; None if none are.

    Each result is in ascending order, and so are the groups by their first index.

    >>> intersect_partitions([[0, 1], [2], [3]], [[0], [1, 2], [3]])
    [[0, 1, 2], [3]]
    """
    wanted = [groups for groups in asked if groups is not None]
    if not wanted:
        return None
    parent: dict[int, int] = {}
    for groups in wanted:
        for group in groups:
            _join(parent, group)
    joined: dict[int, list[int]] = {}
    for index in sorted(parent):
        joined.setdefault(_root(parent, index), []).append(index)
    return sorted(joined.values())


def _root(parent: dict[int, int], index: int) -> int:
    while parent.setdefault(index, index) != index:
        parent[index] = parent[parent[index]]  # path halving keeps later look-ups short
        index = parent[index]
    return index


def _join(parent: dict[int, int], group: Iterable[int]) -> None:
    members = iter(group)
    first = next(members, None)
    if first is None:
        return
    root = _root(parent, first)
    for index in members:
        parent[_root(parent, index)] = root


def batch_groups(groups: Sequence[list[int]], n_workers: int) -> Groups:
    """Merge groups into at most `n_workers` batches of similar size.

    Greedy bin packing: the largest group goes to the lightest batch (Graham's LPT rule, at most
    4/3 of the best possible makespan). Indices of one group stay together and in order.

    >>> batch_groups([[0, 1, 2], [3], [4], [5]], 2)
    [[0, 1, 2], [3, 4, 5]]
    """
    if len(groups) <= n_workers:
        return [list(group) for group in groups if group]
    batches: Groups = [[] for _ in range(max(1, n_workers))]
    loads = [(0, position) for position in range(len(batches))]
    for group in sorted(groups, key=len, reverse=True):
        size, position = heapq.heappop(loads)
        batches[position].extend(group)
        heapq.heappush(loads, (size + len(group), position))
    return [batch for batch in batches if batch]


def parallelism(groups: Sequence[Sequence[int]] | None, total: int) -> float:
    """Return how many workers the groups can keep busy: all indices over the largest group."""
    if not groups:
        return float(total)
    return total / max(len(group) for group in groups)


def component_groups(component: Any, indices: Sequence[int]) -> Groups | None:
    """Ask a component for its partition groups; None if it does not ask for any.

    A sink of others that appends gets one group: two workers at once would lose items, and their
    order is that of the indices (measured: 8 of 9 items, each one reported as done).

    Raises
    ------
    PartitionError
        If the groups are malformed.
    """
    if appends(component):
        return [sorted(indices)] if indices else None
    ask = getattr(component, "partition_indices", None)
    wanted = ask(indices) if ask is not None else None
    if wanted is None:
        return None
    groups = [list(group) for group in wanted]
    check_groups(groups, indices, getattr(component, "name", type(component).__name__))
    return groups
