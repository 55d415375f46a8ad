"""Each option of the loky backend does what its description says."""

from __future__ import annotations

import os
import re
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curator_gui.core.errors import ParamError
from curator_gui.run import run_pipeline
from curator_gui.run.events import IndexFinished, IndexStarted, LogLine, WorkerEnded
from tests.run.observe import BackgroundRun, Recorder, observed, start_pids, starts
from tests.run.toys import asked, numbers

pytestmark = pytest.mark.fault

BIG = np.arange(1 << 18, dtype=np.float64)  # 2 MiB


def traits(array: Any) -> str:
    import mmap

    base = array
    while isinstance(base, np.ndarray) and base.base is not None:
        base = base.base
    mapped = isinstance(getattr(base, "obj", base), mmap.mmap)
    return f"{'mapped' if mapped else 'copied'} {array.flags.writeable} {array[-1]:.0f}"


def answer(pipeline: Any, **options: Any) -> str:
    ((output,),) = run_pipeline(pipeline, n_jobs=1, **options)
    return output.removeprefix("out-")


@pytest.mark.parametrize(
    "options, expected",
    [
        ({}, "mapped True 262143"),
        ({"max_nbytes": "3M"}, "copied True 262143"),
        ({"max_nbytes": None}, "copied True 262143"),
        ({"max_nbytes": "1K", "mmap_mode": "r"}, "mapped False 262143"),
    ],
)
def test_max_nbytes_and_mmap_mode(options: dict[str, Any], expected: str) -> None:
    assert answer(asked(traits, data=BIG), **options) == expected


def test_changes_of_mapped_arrays_stay_in_one_worker() -> None:
    def change(array: Any) -> int:
        array[0] += 1
        return int(array[0])

    before = BIG[0]
    found = run_pipeline(asked(change, 6, BIG), n_jobs=2)
    total = sum(1 for output in found)
    assert total == 6
    assert BIG[0] == before
    assert {output[0] for output in found} <= {f"out-{n}" for n in range(1, 7)}
    assert run_pipeline(asked(change, 1, BIG), n_jobs=2) == [["out-1"]]


@pytest.mark.parametrize("name", ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"])
def test_inner_max_num_threads(name: str) -> None:
    def variable(_: int) -> str:
        return os.environ.get(name, "not set")

    assert answer(asked(variable), inner_max_num_threads=3) == "3"


def test_threads_are_the_cores_divided_by_the_workers() -> None:
    import joblib

    def variable(_: int) -> str:
        return os.environ["OMP_NUM_THREADS"]

    expected = max(1, joblib.cpu_count() // 2)
    assert run_pipeline(asked(variable), n_jobs=2) == [[f"out-{expected}"]]


def test_low_priority_lets_others_go_first() -> None:
    def niceness(_: int) -> int:
        return os.getpriority(os.PRIO_PROCESS, 0)

    own = niceness(0)
    assert answer(asked(niceness), priority="low") == str(min(19, max(10, own)))
    assert answer(asked(niceness)) == str(own)  # of a worker of its own


def test_temp_folder_is_used_and_left_clean(tmp_path: Path) -> None:
    place = tmp_path / "new" / "place"

    def listing(_: Any) -> str:
        return " ".join(path.suffix for path in place.rglob("*.pipeline"))

    assert answer(asked(listing), temp_folder=place) == ".pipeline"
    assert list(place.iterdir()) == []


def test_an_unusable_temp_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ParamError, match=r"no temporary files can be made in .*file.*temp_folder"):
        run_pipeline(numbers(3), n_jobs=1, temp_folder=tmp_path / "file")


def told_by_joblib(events: Recorder) -> list[int]:
    """How many tasks each of joblib's lines says are done.

    "Done 4 out of 4" once it knows that there are no more, and "Done 4 tasks" before: the last task
    may be over earlier than that, since another thread asks for the next one.
    """
    done = re.compile(r"Done +(\d+) (?:tasks|out of)")
    lines = [line.text for line in events.of(LogLine) if line.worker == 0]
    return [int(match[1]) for match in map(done.match, lines) if match]


def test_verbose_lines_of_joblib_come_as_log_lines(capfd: pytest.CaptureFixture[str]) -> None:
    _, quiet = observed(numbers(8), n_jobs=1, batch_size=2)
    _, loud = observed(numbers(8), n_jobs=1, batch_size=2, verbose=100)
    assert told_by_joblib(quiet) == []
    assert max(told_by_joblib(loud)) == 4
    assert "Parallel" not in "".join(capfd.readouterr())


def test_batch_size_is_the_number_of_indices_in_a_task() -> None:
    def tasks(size: int | str, **more: Any) -> int:
        _, events = observed(numbers(12, **more), n_jobs=1, batch_size=size, verbose=100)
        return max(told_by_joblib(events))

    assert tasks(1) == 12
    assert tasks(6) == 2
    assert tasks(50) == 1
    groups = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]
    assert tasks(2, groups=groups) == 2


def most_at_once(events: Recorder) -> int:
    running, most = 0, 0
    for event in events.events:
        running += isinstance(event, IndexStarted) - isinstance(event, IndexFinished)
        most = max(most, running)
    return most


def test_pre_dispatch_bounds_what_is_handed_out(tmp_path: Path) -> None:
    table = dict.fromkeys(range(8), "sleep 0.02")
    _, narrow = observed(numbers(8, table), n_jobs=2, pre_dispatch=1, batch_size=1)
    assert most_at_once(narrow) == 1
    with BackgroundRun(numbers(8, {0: "hold", 1: "hold"}, tmp_path), pre_dispatch="all") as run:
        run.events.wait_started(0)
        run.events.wait_started(1)  # which needs both to be handed out at once
        (tmp_path / "go").touch()
        assert run.result().completed == 8


@pytest.mark.parametrize("grouped", [False, True])
def test_recycle_after_is_exact(grouped: bool, tmp_path: Path) -> None:
    run_pipeline(numbers(1), n_jobs=1)  # a worker that has done something before
    groups = [list(range(11))] if grouped else None
    pipeline = numbers(11, folder=tmp_path, groups=groups)
    result, events = observed(pipeline, n_jobs=1, recycle_after=3)
    assert result.completed == 11
    assert starts(tmp_path) == list(range(11))
    pids = start_pids(tmp_path)
    shares = [len(list(run)) for _, run in groupby(pids[i][0] for i in range(11))]
    assert max(shares) == 3
    assert shares[1:-1] == [3] * len(shares[1:-1])
    ended = events.of(WorkerEnded)
    assert {event.reason for event in ended} == {"recycled"}
    assert len(ended) >= len(shares) - 1


def test_recycling_and_crashes_together(tmp_path: Path) -> None:
    table = {4: "once kill", 9: "exit"}
    result, _ = observed(numbers(20, table, tmp_path), recycle_after=2)
    assert sorted(result.failures) == [9]
    assert sorted(starts(tmp_path)) == sorted([*range(20), 4, 9])


def test_prefer_threads_is_answered_in_the_log() -> None:
    _, events = observed(numbers(2), n_jobs=1, prefer="threads")
    lines = [line for line in events.of(LogLine) if line.level == "warning"]
    assert ["loky backend uses processes" in line.text for line in lines] == [True]


def test_require_sharedmem_is_refused() -> None:
    with pytest.raises(ParamError, match="use the sequential backend"):
        run_pipeline(numbers(2), n_jobs=1, require="sharedmem")


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(ParamError, match="did you mean 'timeout'"):
        run_pipeline(numbers(2), n_jobs=1, timeuot=3)


def test_no_timeout_without_the_option(tmp_path: Path) -> None:
    assert run_pipeline(numbers(2, {0: "sleep 0.3"}), n_jobs=1) == [["out-0"], ["out-1"]]
