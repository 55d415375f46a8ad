"""What physicsnemo-curator's examples (basics, extending) do, written anew: it works here.

Only imports differ there, and `use_tui`, which has `progress` in its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from curator_gui.core import Filter, Param, Pipeline, Sink, Source
from curator_gui.core.errors import ParamError
from curator_gui.core.registration.registry import Registry
from curator_gui.domains import register_all
from curator_gui.run import ResumablePipeline, gather_pipeline, run_pipeline

Flow = dict[str, np.ndarray[Any, Any]]


class SineFlow(Source[Flow]):
    """A source of one's own: each index is a phase."""

    name: ClassVar[str] = "Sine flow"
    description: ClassVar[str] = "Makes sinusoidal flow fields."

    @classmethod
    def params(cls) -> list[Param]:
        return [
            Param(name="n_samples", description="Number of snapshots", type=int, default=10),
            Param(name="n_points", description="Number of points", type=int, default=100),
        ]

    def __init__(self, n_samples: int = 10, n_points: int = 100) -> None:
        self._n_samples, self._n_points = n_samples, n_points
        self._x = np.linspace(0, 1, n_points)

    def __len__(self) -> int:
        return self._n_samples

    def __getitem__(self, index: int) -> Iterator[Flow]:
        phase = 2 * np.pi * index / self._n_samples
        yield {"velocity": np.sin(2 * np.pi * self._x + phase), "phase": np.array(phase)}

    def partition_indices(self, indices: Any) -> list[list[int]] | None:
        halves = [[i for i in indices if (i < 4) == low] for low in (True, False)]
        return [half for half in halves if half]


class LogTransform(Filter[Flow]):
    """A filter of one's own: generator in, generator out."""

    name: ClassVar[str] = "Log transform"
    description: ClassVar[str] = "Applies log1p to the magnitude of a variable."

    @classmethod
    def params(cls) -> list[Param]:
        return [Param(name="variable", description="Which one", type=str)]

    def __init__(self, variable: str) -> None:
        self._variable = variable

    def __call__(self, items: Iterator[Flow]) -> Iterator[Flow]:
        for item in items:
            yield {**item, self._variable: np.log1p(np.abs(item[self._variable]))}


class RunningVariance(Filter[Flow]):
    """A stateful filter as the example has it: flush, artifacts and a static merge."""

    name: ClassVar[str] = "Running variance"
    description: ClassVar[str] = "Tracks mean and variance."

    @classmethod
    def params(cls) -> list[Param]:
        return [Param(name="output", description="Where to", type=str)]

    def __init__(self, output: str) -> None:
        self._output_path = Path(output)
        self._rows: list[dict[str, float]] = []
        self._last_artifacts: list[str] = []

    def __call__(self, items: Iterator[Flow]) -> Iterator[Flow]:
        for item in items:
            values = item["velocity"]
            self._rows.append({"mean": float(values.mean()), "variance": float(values.var())})
            yield item

    def flush(self) -> str | None:
        if not self._rows:
            return None
        self._output_path.parent.mkdir(parents=True, exist_ok=True)
        self._output_path.write_text(json.dumps(self._rows))
        self._rows.clear()
        self._last_artifacts = [str(self._output_path)]
        return str(self._output_path)

    def artifacts(self) -> list[str]:
        found, self._last_artifacts = self._last_artifacts, []
        return found

    @staticmethod
    def merge(paths: list[str], output: str) -> str:
        rows = [row for path in paths for row in json.loads(Path(path).read_text())]
        Path(output).write_text(json.dumps(rows))
        return output


class Arrays(Sink[Flow]):
    """A sink of one's own."""

    name: ClassVar[str] = "Arrays"
    description: ClassVar[str] = "One file of arrays for each index."

    @classmethod
    def params(cls) -> list[Param]:
        return [Param(name="output_dir", description="Where to", type=str)]

    def __init__(self, output_dir: str) -> None:
        self._output_dir = Path(output_dir)

    def __call__(self, items: Iterator[Flow], index: int) -> list[str]:
        self._output_dir.mkdir(parents=True, exist_ok=True)
        path = self._output_dir / f"flow_{index:04d}.npz"
        for item in items:
            np.savez(path, **item)
        return [str(path)]


def basic(folder: Path) -> Pipeline[Flow]:
    source = SineFlow(n_samples=8, n_points=16)
    return source.filter(LogTransform(variable="velocity")).write(Arrays(str(folder / "flow")))


def test_a_pipeline_is_built_looked_at_and_run(tmp_path: Path) -> None:
    pipeline = basic(tmp_path)
    assert len(pipeline) == 8
    (first,) = pipeline[0]
    assert np.load(first)["velocity"].shape == (16,)
    results = run_pipeline(pipeline, n_jobs=1, backend="sequential", indices=range(3))
    assert [Path(paths[0]).name for paths in results] == [f"flow_000{i}.npz" for i in range(3)]


@pytest.mark.workers
def test_in_parallel_the_same_is_written(tmp_path: Path) -> None:
    alone = run_pipeline(basic(tmp_path / "a"), backend="sequential")
    many = run_pipeline(basic(tmp_path / "b"), n_jobs=2, backend="loky", progress=False)
    for one, other in zip(alone, many, strict=True):
        assert Path(one[0]).read_bytes() == Path(other[0]).read_bytes()


def test_a_stateful_filter_keeps_every_row(tmp_path: Path) -> None:
    output = tmp_path / "stats.json"
    flow = SineFlow(n_samples=8, n_points=16).filter(RunningVariance(str(output)))
    pipeline = flow.write(Arrays(str(tmp_path / "flow")))
    run_pipeline(pipeline, backend="sequential", n_jobs=1)
    assert len(json.loads(output.read_text())) == 8
    assert gather_pipeline(pipeline) == [str(output)]


def test_a_checkpoint_is_gone_on_with(tmp_path: Path) -> None:
    plain = basic(tmp_path)
    pipeline = ResumablePipeline(
        source=plain.source,
        filters=list(plain.filters),  # type: ignore[arg-type]
        sink=plain.sink,
        resume=True,
        db_dir=tmp_path / "checkpoint",
    )
    assert pipeline.remaining_indices() == list(range(8))
    assert pipeline.summary()["completed"] == 0
    run_pipeline(pipeline, n_jobs=1, backend="sequential", indices=range(5))
    assert pipeline.completed_indices == set(range(5))
    assert pipeline.db_path.parent == tmp_path / "checkpoint"
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "flow").iterdir()}
    results = run_pipeline(pipeline, n_jobs=1, backend="sequential", indices=range(8))
    assert [len(paths) for paths in results] == [1] * 8
    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "flow").iterdir()}
    assert {path: after[path] for path in before} == before
    assert pipeline.remaining_indices() == []
    (path,) = pipeline.output_paths_for_index(3)
    assert pipeline.index_for_path(path) == 3
    assert pipeline.index_for_path("none") is None
    assert pipeline.failed_indices == {}
    summary = pipeline.summary()
    assert (summary["total"], summary["completed"], summary["remaining"]) == (8, 8, 0)
    pipeline.reset()
    assert pipeline.summary()["completed"] == 0
    assert pipeline.completed_indices == set()


def resumable(tmp_path: Path, *filters: Any) -> ResumablePipeline[Flow]:
    plain = basic(tmp_path)
    steps = [*plain.filters, *filters]
    return ResumablePipeline(plain.source, steps, plain.sink, db_dir=tmp_path / "records")  # type: ignore[arg-type]


def test_one_index_is_done_anew(tmp_path: Path) -> None:
    output = tmp_path / "stats.json"
    pipeline = resumable(tmp_path, RunningVariance(str(output)))
    pipeline.reset_index(3)  # there is no record yet: nothing to forget
    run_pipeline(pipeline, n_jobs=1, backend="sequential")
    pipeline.reset_index(-5)
    assert pipeline.remaining_indices() == [3]
    assert pipeline.output_paths_for_index(3) == []
    assert pipeline.output_paths_for_index(4) != []
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "flow").iterdir()}
    results = run_pipeline(pipeline, n_jobs=1, backend="sequential")
    changed = [path for path, when in before.items() if path.stat().st_mtime_ns != when]
    assert [str(path) for path in changed] == results[3]
    assert pipeline.completed_indices == set(range(8))
    assert len(json.loads(output.read_text())) == 8  # not nine: its part is another one now
    with pytest.raises(IndexError):
        pipeline.reset_index(8)


def test_what_indices_took_is_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline = resumable(tmp_path)
    assert pipeline.metrics.summary()["num_indices"] == 0
    run_pipeline(pipeline, n_jobs=1, backend="sequential", indices=[2, 0])
    metrics = pipeline.metrics
    assert [each.index for each in metrics.indices] == [0, 2]
    first = metrics.indices[0]
    names = [step.name for step in pipeline.steps]
    assert [stage.name for stage in first.stages] == names
    assert 0 < sum(stage.wall_time_ns for stage in first.stages) <= first.wall_time_ns * 1.01
    assert metrics.total_wall_time_ns == sum(each.wall_time_ns for each in metrics.indices)
    metrics.to_json(tmp_path / "new" / "m.json")
    assert json.loads((tmp_path / "new" / "m.json").read_text()) == metrics.summary()
    metrics.to_csv(tmp_path / "m.csv")
    header, *lines = (tmp_path / "m.csv").read_text().splitlines()
    assert header.endswith(",".join(f"stage_{name}_ns" for name in names))
    assert [line.split(",")[0] for line in lines] == ["0", "2"]
    metrics.to_console()
    assert capsys.readouterr().out.startswith("2 indices")


@pytest.mark.parametrize("name", ["metrics", "reset_index", "completed_indices"])
def test_a_pipeline_without_a_record_says_where_one_is(tmp_path: Path, name: str) -> None:
    with pytest.raises(AttributeError, match=f"no {name}: .*ResumablePipeline does"):
        getattr(basic(tmp_path), name)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        getattr(basic(tmp_path), "nonsense")  # noqa: B009


def test_another_argument_has_another_record(tmp_path: Path) -> None:
    one = ResumablePipeline(SineFlow(), (), Arrays("a"), db_dir=tmp_path)
    other = ResumablePipeline(SineFlow(n_points=9), (), Arrays("a"), db_dir=tmp_path)
    assert one.db_path != other.db_path
    assert one.filter(LogTransform("velocity")).db_dir == tmp_path  # type: ignore[attr-defined]


def test_components_register_under_their_names() -> None:
    registry = register_all(Registry())
    registry.register_source("mesh", SineFlow)
    registry.register_filter("da", LogTransform)
    assert "Sine flow" in registry.sources("mesh")
    assert "Log transform" in registry.filters("da")


def test_groups_are_asked_for() -> None:
    assert SineFlow().partition_indices([1, 2, 7]) == [[1, 2], [7]]


def test_use_tui_is_answered(tmp_path: Path) -> None:
    with pytest.raises(ParamError, match="progress=True shows a bar"):
        run_pipeline(basic(tmp_path), backend="sequential", use_tui=True)
