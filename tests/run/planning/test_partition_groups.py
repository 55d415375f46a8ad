from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.run.planning.partition import (
    PartitionError,
    batch_groups,
    check_groups,
    intersect_partitions,
    parallelism,
)


@st.composite
def partitions(draw: st.DrawFn, n: int) -> list[list[int]]:
    owners = draw(st.lists(st.integers(0, max(0, n // 2)), min_size=n, max_size=n))
    groups: dict[int, list[int]] = {}
    for index, owner in enumerate(owners):
        groups.setdefault(owner, []).append(index)
    return draw(st.permutations(list(groups.values())))


pairs = st.integers(0, 40).flatmap(lambda n: st.tuples(partitions(n), partitions(n)))


def connected(groups: list[list[int]]) -> list[list[int]]:
    """Join groups the slow and obvious way: merge until nothing overlaps."""
    merged = [set(group) for group in groups]
    changed = True
    while changed:
        changed = False
        for i, one in enumerate(merged):
            for other in merged[i + 1 :]:
                if one & other:
                    one |= other
                    merged.remove(other)
                    changed = True
                    break
    return sorted(sorted(group) for group in merged if group)


@given(pairs)
def test_joined_groups_are_the_connected_components(
    pair: tuple[list[list[int]], list[list[int]]],
) -> None:
    source, sink = pair
    assert intersect_partitions(source, sink) == connected([*source, *sink])


@given(st.integers(0, 30).flatmap(partitions))
def test_one_partition_alone_stays_as_it_is(groups: list[list[int]]) -> None:
    expected = sorted(sorted(group) for group in groups)
    assert intersect_partitions(groups, None) == expected
    assert intersect_partitions(None, groups) == expected


def test_no_partition_at_all_is_none() -> None:
    assert intersect_partitions(None, None) is None


def test_a_chain_of_overlaps_becomes_one_group() -> None:
    source = [[0, 1], [2, 3], [4, 5]]
    sink = [[1, 2], [3, 4], [0], [5]]
    assert intersect_partitions(source, sink) == [[0, 1, 2, 3, 4, 5]]


def test_long_chains_do_not_exhaust_the_stack() -> None:
    n = 50_000
    source = [[i, i + 1] for i in range(0, n, 2)]
    sink = [[0], *([i, i + 1] for i in range(1, n - 1, 2)), [n - 1]]
    assert intersect_partitions(source, sink) == [list(range(n))]


@pytest.mark.parametrize(
    "groups, words",
    [
        ([[0, 1], [2, 9]], "Zarr store: partition_indices invented index 9"),
        ([[0, 1], [1, 2]], "Zarr store: partition_indices repeats index 1"),
        ([[0], [2]], "Zarr store: partition_indices lost index 1"),
        ([], "Zarr store: partition_indices lost index 0"),
    ],
)
@pytest.mark.parametrize("indices", [range(3), [0, 1, 2]])
def test_malformed_groups_name_the_component_and_the_index(
    groups: list[list[int]], words: str, indices: range | list[int]
) -> None:
    with pytest.raises(PartitionError, match=words):
        check_groups(groups, indices, "Zarr store")


@given(st.integers(0, 30).flatmap(partitions))
def test_well_formed_groups_pass(groups: list[list[int]]) -> None:
    check_groups(groups, sorted(i for group in groups for i in group), "source")


@given(st.lists(st.integers(1, 50), max_size=60), st.integers(1, 9))
def test_batches_keep_groups_whole_and_are_balanced(sizes: list[int], workers: int) -> None:
    groups, start = [], 0
    for size in sizes:
        groups.append(list(range(start, start + size)))
        start += size
    batches = batch_groups(groups, workers)
    assert len(batches) <= workers
    assert sorted(i for batch in batches for i in batch) == list(range(start))
    where = {index: number for number, batch in enumerate(batches) for index in batch}
    for group in groups:
        assert len({where[index] for index in group}) == 1
        batch = batches[where[group[0]]]
        first = batch.index(group[0])
        assert batch[first : first + len(group)] == group
    if groups:
        # Graham 1969: longest processing time first ends within 4/3 - 1/(3 m) of the optimum,
        # and the optimum is no shorter than the mean load or the largest group.
        bound = max(start / workers, max(sizes))
        assert max(len(batch) for batch in batches) <= bound + max(sizes) * (1 - 1 / workers)


def test_batches_of_equal_groups_are_equal() -> None:
    batches = batch_groups([[i] for i in range(12)], 4)
    assert sorted(len(batch) for batch in batches) == [3, 3, 3, 3]


def test_largest_groups_are_spread_first() -> None:
    groups = [[1], [2, 3], [4, 5, 6], [7, 8, 9, 10]]
    assert sorted(len(batch) for batch in batch_groups(groups, 2)) == [5, 5]


def test_parallelism_is_bounded_by_the_largest_group() -> None:
    assert parallelism([[0, 1, 2, 3], [4], [5]], 6) == 1.5
    assert parallelism(None, 6) == 6
