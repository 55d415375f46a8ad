from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curator_gui.core import Param, Pipeline, Sink
from curator_gui.run import RunConfig, execute
from curator_gui.run.planning.measured import ENOUGH, Spread, measured_before, tree_size
from curator_gui.run.record.library import new_record_path
from tests.run.toys import Misbehave, Numbers


class Sized(Sink[int]):
    """Writes 100 bytes per index: as a file, a folder, or into what indices share.

    That is one store, parts of a store, or one file for four indices.
    """

    name = "Sized"
    description = "Writes so many bytes."

    def __init__(self, folder: Path, kind: str = "file") -> None:
        self.folder, self.kind = folder, kind

    @classmethod
    def params(cls) -> list[Param]:
        return [Param("folder", "Where.", Path, widget="output_folder"), Param("kind", "How.")]

    def __call__(self, items: Iterator[int], index: int) -> list[str]:
        folder = self.folder / str(index) if self.kind == "folder" else self.folder
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{index}.bin"
        part = folder / f"part{index // 4}.bin"
        if self.kind in ("parts", "shared"):
            path = part
        with path.open("ab") as file:
            file.write(bytes(100 * len(list(items))))
        stores = {"folder": [folder], "store": [folder, path], "parts": [folder, part]}
        found = stores.get(self.kind, [path])
        return [str(output) for output in found]


def run(pipeline: Pipeline[Any], indices: range) -> None:
    record = new_record_path(uuid.uuid4().hex, "measured")
    execute(pipeline, RunConfig(backend="sequential", indices=indices, record=record))


def sized(tmp_path: Path, kind: str = "file", table: dict[int, str] | None = None) -> Any:
    return Numbers(40).filter(Misbehave(table or {})).write(Sized(tmp_path / kind, kind))


@pytest.mark.parametrize("kind", ["file", "folder", "store", "parts", "shared"])
def test_earlier_run_tells_seconds_bytes_and_memory(kind: str, tmp_path: Path) -> None:
    pipeline = sized(tmp_path, kind, {3: "raise", 4: "sleep 0.05"})
    assert measured_before(pipeline) is None
    run(pipeline, range(12))
    found = measured_before(pipeline)
    assert found is not None
    assert (found.origin, found.count) == ("run", 11)
    assert found.seconds is not None
    assert 0.05 <= found.seconds.most < 1
    assert found.sizes is not None
    assert (found.sizes.mean, found.sizes.deviation) == (100.0, 0.0)
    assert found.memory > 1 << 20
    assert 0 <= found.startup < 60


def test_only_runs_of_the_same_steps_count(tmp_path: Path) -> None:
    run(sized(tmp_path), range(3))
    assert measured_before(sized(tmp_path, "folder")) is None
    assert measured_before(sized(tmp_path)) is not None


def test_newest_run_with_enough_indices_is_preferred(tmp_path: Path) -> None:
    pipeline = sized(tmp_path)
    for last in (ENOUGH, ENOUGH + 5, 2):
        run(pipeline, range(last))
    found = measured_before(pipeline)
    assert found is not None
    assert found.count == ENOUGH + 5


def test_run_without_a_finished_index_tells_nothing(tmp_path: Path) -> None:
    pipeline = sized(tmp_path, table=dict.fromkeys(range(40), "raise"))
    run(pipeline, range(3))
    assert measured_before(pipeline) is None


def test_outputs_that_are_gone_are_unknown_not_zero(tmp_path: Path) -> None:
    pipeline = sized(tmp_path, "store")
    run(pipeline, range(3))
    for path in (tmp_path / "store").iterdir():
        path.unlink()
    found = measured_before(pipeline)
    assert found is not None
    assert found.sizes is None


def test_spread_summarises_finite_numbers() -> None:
    values = [1.0, 2.0, 4.0]
    found = Spread.of([*values, np.nan, np.inf])
    assert found == Spread(3, float(np.mean(values)), float(np.std(values, ddof=1)), 1.0, 4.0)
    assert Spread.of([]) is None
    single = Spread.of([3.0])
    assert single is not None
    assert np.isnan(single.deviation)


def test_tree_has_the_size_of_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "x").write_bytes(bytes(10))
    (tmp_path / "a" / "b" / "y").write_bytes(bytes(5))
    assert tree_size(tmp_path) == 15
    assert tree_size(tmp_path / "a" / "x") == 10
    assert tree_size(tmp_path / "nothing") == 0
    monkeypatch.setattr("curator_gui.run.planning.measured.MAX_ENTRIES", 3)
    assert tree_size(tmp_path) is None
