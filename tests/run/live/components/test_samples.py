from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core import Param, Sink
from curator_gui.run.engine.sample import (
    SampleStop,
    sample_options,
    spread_indices,
    take_sample,
)
from curator_gui.run.engine.scratch import make_folder
from tests.run.toys import Misbehave, Names, Numbers

pytestmark = pytest.mark.fault


class Sized(Sink[int]):
    """Writes files of `size` bytes; with `store`, into one folder that has as many of its own."""

    name = "Sized"
    description = "Writes so many bytes."

    def __init__(self, folder: Path, store: bool = False, size: int = 1000) -> None:
        self.folder, self.store, self.size = folder, store, size

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("folder", "Where.", Path, widget="output_folder")]

    def __call__(self, items: Iterator[int], index: int) -> list[str]:
        self.folder.mkdir(parents=True, exist_ok=True)
        for item in items:
            (self.folder / f"{item}.bin").write_bytes(bytes(self.size))
        if self.store:
            (self.folder / "head.bin").write_bytes(bytes(self.size))
            return [str(self.folder)]
        return [str(self.folder / f"{index}.bin")]


def pipeline(sink: Any, folder: Path, table: dict[int, str] | None = None) -> Any:
    return Numbers(20).filter(Misbehave(table or {}, str(folder))).write(sink)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def options(**changes: Any) -> dict[str, Any]:
    return sample_options(changes, 2)


def test_sample_measures_files_and_leaves_nothing(out: Path, tmp_path: Path) -> None:
    table = {5: "sleep 0.1", 9: "sleep 0.1"}
    found = take_sample(pipeline(Sized(out), tmp_path, table), [1, 5, 9], options())
    assert found.count == 3
    assert found.sizes is not None
    assert (found.sizes.mean, found.sizes.deviation, found.fixed_size) == (1000.0, 0.0, 0.0)
    assert found.seconds is not None
    assert 0.1 <= found.seconds.most < 2
    assert found.seconds.least < 0.1
    assert found.memory > 1 << 20
    assert found.startup > 0
    assert (found.written, found.failures) == (True, ())
    assert not out.exists()
    begun = [line.split()[0] for line in (tmp_path / "starts.txt").read_text().splitlines()]
    assert begun == ["1", "1", "5", "9"]  # the first index also warms up


def test_sample_is_written_where_the_run_has_its_temporary_files(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[Path] = []

    def noted(base: Path | None) -> Path:
        folders.append(make_folder(base))
        return folders[-1]

    monkeypatch.setattr("curator_gui.run.engine.sample.make_folder", noted)
    temp = tmp_path / "temp"
    found = take_sample(pipeline(Sized(out), tmp_path), [0], options(temp_folder=str(temp)))
    assert found.count == 1
    assert [folder.parent for folder in folders] == [temp]
    assert list(temp.iterdir()) == []


def test_what_a_store_has_of_its_own_is_not_counted_for_each_index(
    out: Path, tmp_path: Path
) -> None:
    big = pipeline(Sized(out, store=True, size=100_000), tmp_path)
    found = take_sample(big, [1, 5, 9], options())
    assert found.sizes is not None
    assert (found.sizes.n, found.sizes.mean, found.fixed_size) == (3, 1e5, 1e5)
    small = pipeline(Sized(out, store=True, size=1000), tmp_path)
    found = take_sample(small, [1, 5, 9], options())
    assert found.sizes is not None
    assert (found.sizes.n, found.sizes.mean, found.fixed_size) == (1, 1000.0, 1000.0)


def test_sample_without_its_sink_says_so(tmp_path: Path) -> None:
    found = take_sample(pipeline(Names(), tmp_path), [1, 5], options())
    assert (found.count, found.sizes, found.written) == (2, None, False)


def test_index_that_kills_its_worker_is_a_failure_of_the_sample_only(
    out: Path, tmp_path: Path
) -> None:
    table = {5: "kill", 7: "raise"}
    found = take_sample(pipeline(Sized(out), tmp_path, table), [1, 5, 7, 9], options())
    assert found.count == 2
    assert [words.partition(":")[0] for words in found.failures] == ["index 5", "index 7"]
    assert "SIGKILL" in found.failures[0]
    assert "this is what went wrong" in found.failures[1]
    assert found.sizes is not None
    assert found.sizes.mean == 1000.0


def test_hanging_index_ends_with_the_timeout_of_the_run(out: Path, tmp_path: Path) -> None:
    table = {5: "hang"}
    found = take_sample(pipeline(Sized(out), tmp_path, table), [1, 5, 9], options(timeout=0.5))
    assert found.count == 2
    assert "0.5 s" in found.failures[0]


def test_sample_ends_when_its_time_is_up(out: Path, tmp_path: Path) -> None:
    table = dict.fromkeys(range(20), "sleep 0.05")
    found = take_sample(pipeline(Sized(out), tmp_path, table), range(20), options(), budget=0.2)
    assert 1 <= found.count < 20
    slow = {1: "sleep 0.3"}
    found = take_sample(pipeline(Sized(out), tmp_path, slow), [1, 5, 9], options(), budget=0.2)
    assert found.count == 1
    assert found.sizes is not None
    assert found.sizes.mean == 1000.0


@pytest.mark.parametrize("early", [True, False])
def test_sample_can_be_given_up(early: bool, out: Path, tmp_path: Path) -> None:
    stop, answers = SampleStop(), []
    if early:
        stop.stop_now()

    def take() -> None:
        hanging = pipeline(Sized(out), tmp_path, dict.fromkeys(range(20), "hang"))
        answers.append(take_sample(hanging, [1, 5], options(), stop=stop))

    thread = threading.Thread(target=take)
    thread.start()
    if not early:
        deadline = time.monotonic() + 30
        while not (tmp_path / "starts.txt").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
    stop.stop_now()
    thread.join(30)
    assert [found.count for found in answers] == [0]


@pytest.mark.parametrize(
    "indices, count, expected",
    [(range(100), 4, [12, 37, 62, 87]), ([3, 8], 4, [3, 8]), ([7, 5, 1], 1, [5]), ([], 4, [])],
)
def test_sample_is_spread_over_the_indices(indices: Any, count: int, expected: list[int]) -> None:
    assert spread_indices(indices, count) == expected


def test_sample_has_the_threads_and_limits_of_the_run() -> None:
    chosen = sample_options({"timeout": 3.0, "batch_size": 7, "inner_max_num_threads": 5}, 2)
    assert chosen == {"timeout": 3.0, "inner_max_num_threads": 5, "max_attempts": 1}
    assert sample_options({}, 1000)["inner_max_num_threads"] == 1
