"""The feed of tasks: how much is handed to a worker at a time."""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Sequence
from typing import Literal

TARGET_SECONDS = 0.5
"""How long a task of self-made batches should take: long against the ~1 ms that a task costs, short
against the wait for a pause and the idle tail at the end of a run."""

TASK_SECONDS = 0.001
"""What a task costs this process at most: with thousands of workers, tasks have to be longer."""

LEAST_TASK_SECONDS = 0.0002
"""What a task costs this process at least (0.14 ms with fake workers, Linux): shorter ones than it
takes to give one to each worker let all of them wait for that, also near the end."""

MAX_GROWTH = 8


class TaskFeed:
    """Cuts the work into tasks: whole groups, or indices where no component asks for groups.

    A fixed `batch_size` puts that many groups (or indices) into a task. "auto" begins with one,
    grows toward `TARGET_SECONDS` from measured durations, and shrinks near the end so that all
    workers finish together (guided self-scheduling).
    """

    def __init__(
        self,
        indices: Sequence[int],
        groups: Sequence[Sequence[int]] | None,
        batch_size: int | Literal["auto"],
        n_workers: int,
    ) -> None:
        self._lock = threading.Lock()
        self.set_workers(n_workers)
        self._fixed = None if batch_size == "auto" else int(batch_size)
        # Largest first: a big group that begins last would keep one worker busy alone.
        self._groups = None if groups is None else deque(sorted(groups, key=len, reverse=True))
        self._indices = indices if groups is None else ()
        self._position = 0
        self._extra: deque[tuple[int, ...]] = deque()
        self._seconds = 0.0
        self._measured = 0.0
        self._size = 1
        self._closed = False

    def take(self) -> Sequence[int] | None:
        """Return the indices of the next task, or None when there is nothing left."""
        with self._lock:
            if self._closed:
                return None
            if self._extra:
                return self._extra.popleft()
            if self._groups is not None:
                return self._take_groups()
            return self._take_indices()

    def set_workers(self, n_workers: int) -> None:
        """Cut what is left for another number of workers."""
        with self._lock:
            self._n_workers = n_workers
            self._target = max(TARGET_SECONDS, n_workers * TASK_SECONDS)
            self._least_seconds = n_workers * LEAST_TASK_SECONDS

    def measured(self, count: int, seconds: float) -> None:
        with self._lock:
            # Old measurements fade, so that the size follows items that change along the run.
            self._seconds = self._seconds * 0.9 + seconds
            self._measured = self._measured * 0.9 + count

    def put_back(self, indices: Sequence[int]) -> bool:
        """Add indices that are to be run again, as a task of their own; False if it is closed."""
        with self._lock:
            if not self._closed:
                self._extra.append(tuple(indices))
            return not self._closed

    def close(self) -> None:
        with self._lock:
            self._closed = True

    def close_if_empty(self) -> bool:
        """Close the feed if everything was handed out; return whether it is closed."""
        with self._lock:
            self._closed = self._closed or not (self._extra or self._remaining())
            return self._closed

    def _remaining(self) -> int:
        if self._groups is not None:
            return len(self._groups)
        return len(self._indices) - self._position

    def _take_indices(self) -> Sequence[int] | None:
        left = self._remaining()
        if left <= 0:
            return None
        start = self._position
        self._position += self._batch(left, 1.0)
        return self._indices[start : self._position]

    def _take_groups(self) -> Sequence[int] | None:
        groups = self._groups
        if not groups:
            return None
        count = self._batch(len(groups), float(len(groups[0])))
        return [index for _ in range(count) for index in groups.popleft()]

    def _batch(self, left: int, indices_each: float) -> int:
        """Return how many units (groups or indices) the next task takes, of `left` ones."""
        if self._fixed is not None:
            return min(self._fixed, left)
        least = 1
        if self._measured:
            each = max(self._seconds / self._measured, 1e-7) * indices_each
            aim = max(1, int(self._target / each))
            self._size = min(aim, self._size * MAX_GROWTH)
            least = math.ceil(self._least_seconds / each)
        share = math.ceil(left / (2 * self._n_workers))
        share = max(share, min(least, math.ceil(left / self._n_workers)))
        return max(1, min(self._size, share))
