from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.run.engine.supervising.tasks import (
    LEAST_TASK_SECONDS,
    TARGET_SECONDS,
    TASK_SECONDS,
    TaskFeed,
)

sizes = st.just("auto") | st.integers(1, 50)
durations = st.lists(st.floats(0, 10), min_size=1, max_size=20)


def drain(feed: TaskFeed, seconds: list[float]) -> list[Sequence[int]]:
    tasks = []
    while (task := feed.take()) is not None:
        tasks.append(task)
        for index in task:
            feed.measured(1, seconds[index % len(seconds)])
    return tasks


@given(st.integers(0, 500), sizes, st.integers(1, 16), durations)
def test_every_index_is_handed_out_once_and_in_order(
    n: int, size: int | str, workers: int, seconds: list[float]
) -> None:
    feed = TaskFeed(range(n), None, size, workers)
    assert feed.close_if_empty() == (n == 0)
    tasks = drain(feed, seconds)
    assert [index for task in tasks for index in task] == list(range(n))
    assert all(len(task) for task in tasks)
    assert feed.close_if_empty()


@given(st.lists(st.integers(1, 12), max_size=40), sizes, st.integers(1, 8), durations)
def test_groups_are_never_split(
    lengths: list[int], size: int | str, workers: int, seconds: list[float]
) -> None:
    groups, start = [], 0
    for length in lengths:
        groups.append(list(range(start, start + length)))
        start += length
    tasks = drain(TaskFeed(range(start), groups, size, workers), seconds)
    assert sorted(index for task in tasks for index in task) == list(range(start))
    for group in groups:
        (holder,) = [task for task in tasks if group[0] in task]
        first = list(holder).index(group[0])
        assert list(holder[first : first + len(group)]) == group


def test_a_fixed_size_is_kept() -> None:
    feed = TaskFeed(range(10), None, 4, 2)
    assert [list(task) for task in drain(feed, [1e-6])] == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]


def test_a_fixed_size_counts_groups() -> None:
    feed = TaskFeed(range(6), [[0, 1], [2, 3], [4, 5]], 2, 2)
    assert [len(task) for task in drain(feed, [1e-6])] == [4, 2]


def test_the_largest_group_goes_first() -> None:
    feed = TaskFeed(range(6), [[0], [1, 2, 3], [4, 5]], 1, 2)
    assert [list(task) for task in drain(feed, [1.0])] == [[1, 2, 3], [4, 5], [0]]


@pytest.mark.parametrize("seconds", [0.0001, 0.002, 0.05])
def test_auto_tasks_approach_the_target_duration(seconds: float) -> None:
    feed = TaskFeed(range(10**6), None, "auto", 2)
    taken = []
    for _ in range(40):
        task = feed.take()
        assert task is not None
        taken.append(len(task))
        for _ in task:
            feed.measured(1, seconds)
    assert taken[0] == 1
    assert taken[-1] * seconds == pytest.approx(TARGET_SECONDS, rel=0.2)


def test_tasks_of_thousands_of_workers_are_longer() -> None:
    feed = TaskFeed(range(10_000_000), None, "auto", 2_000)
    for _ in range(8):
        taken = feed.take()
        assert taken
        for _ in taken:
            feed.measured(1, 0.01)
    assert len(taken) * 0.01 == pytest.approx(2_000 * TASK_SECONDS, rel=0.2)


def test_thousands_of_workers_get_no_tasks_shorter_than_it_takes_to_give_one_to_each() -> None:
    feed, left, seconds = TaskFeed(range(400_000), None, "auto", 2_000), 400_000, 0.01
    least = round(2_000 * LEAST_TASK_SECONDS / seconds)
    sizes = []
    while (taken := feed.take()) is not None:
        feed.measured(len(taken), seconds * len(taken))
        if left >= 2_000 * least:
            sizes.append(len(taken))
        left -= len(taken)
    assert left == 0
    assert sizes[0] == 1
    assert min(sizes[3:]) == least == 40
    assert max(sizes) > 2 * least


def test_auto_follows_items_that_become_slower() -> None:
    feed = TaskFeed(range(10**6), None, "auto", 2)
    for seconds in [0.001] * 100 + [0.1] * 100:
        feed.measured(1, seconds)
        last = feed.take()
    assert last is not None
    assert len(last) * 0.1 == pytest.approx(TARGET_SECONDS, rel=0.2)


def test_slow_indices_are_handed_out_one_by_one() -> None:
    feed = TaskFeed(range(100), None, "auto", 2)
    assert {len(task) for task in drain(feed, [5.0])} == {1}


def test_the_last_tasks_are_small_so_that_all_workers_end_together() -> None:
    sizes = [len(task) for task in drain(TaskFeed(range(10_000), None, "auto", 4), [1e-6])]
    assert max(sizes) <= 10_000 / 8 + 1
    assert sizes[-1] == 1


def test_indices_put_back_come_again() -> None:
    feed = TaskFeed(range(3), None, 3, 1)
    assert feed.take() == range(3)
    assert feed.put_back([2, 0])
    assert not feed.close_if_empty()
    assert feed.take() == (2, 0)
    assert feed.take() is None


def test_nothing_can_be_put_back_once_the_run_has_let_go() -> None:
    """A retry that comes too late must be refused, not lost."""
    feed = TaskFeed(range(1), None, 1, 1)
    feed.take()
    assert feed.close_if_empty()
    assert not feed.put_back([0])
    assert feed.take() is None


def test_a_closed_feed_hands_out_nothing() -> None:
    feed = TaskFeed(range(3), None, 1, 1)
    feed.close()
    assert feed.take() is None
    assert feed.close_if_empty()


def test_many_threads_never_get_the_same_index() -> None:
    feed, taken, lock = TaskFeed(range(5_000), None, "auto", 4), [], threading.Lock()
    gate = threading.Barrier(6)

    def work() -> None:
        gate.wait()
        while (task := feed.take()) is not None:
            feed.measured(len(task), 1e-5)
            with lock:
                taken.extend(task)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(5_000))
